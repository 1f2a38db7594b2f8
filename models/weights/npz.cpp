#include "models/weights/npz.hpp"

#include <stdexcept>
#include <string>
#include <vector>

#include "models/weights/npy_header.hpp"
#include "models/weights/readable.hpp"
#include "models/weights/zip_archive.hpp"

namespace models {
namespace {

constexpr std::string_view kEnding = ".npy";
// Weights hardly shrink: what claims to grow this much, beyond a size that does no harm, is a trap.
constexpr uint64_t kMostGrowth = 16;
constexpr uint64_t kHarmless = 64 << 20;

FloatArray read_entry(const ZipArchive& archive, const ZipArchive::Entry& entry) {
  ZipArchive::Reader reader(archive, entry.number);
  std::vector<std::byte> bytes(entry.size);
  reader.read(bytes);
  reader.finish();
  const NpyHeader header = parse_npy_header(bytes);
  const auto numbers = std::span(bytes).subspan(header.bytes);
  if (header.stored.size() != numbers.size())
    throw std::invalid_argument("its shape does not fill its " + std::to_string(numbers.size()) +
                                " bytes of numbers");
  return as_floats(header.stored, numbers);
}

}  // namespace

FloatArrays read_npz(std::span<const std::byte> file) {
  const ZipArchive archive(file);
  std::vector<ZipArchive::Entry> entries;
  uint64_t total = 0;
  for (uint64_t i = 0; i < archive.entries(); ++i) {
    entries.push_back(archive.entry(i));
    const ZipArchive::Entry& entry = entries.back();
    if (!entry.name.ends_with(kEnding))
      throw std::invalid_argument("entry " + readable(entry.name) +
                                  " is no .npy: this ZIP is no .npz of arrays");
    if (__builtin_add_overflow(total, entry.size, &total) || total > kHarmless + kMostGrowth * file.size())
      throw std::invalid_argument("its entries would unpack to far more than weights do");
  }
  FloatArrays arrays;
  for (const ZipArchive::Entry& entry : entries) {
    const std::string name = entry.name.substr(0, entry.name.size() - kEnding.size());
    if (arrays.contains(name)) throw std::invalid_argument("entry " + readable(entry.name) + " occurs twice");
    try {
      arrays[name] = read_entry(archive, entry);
    } catch (const std::invalid_argument& error) {
      throw std::invalid_argument("entry " + readable(entry.name) + ": " + error.what());
    }
  }
  return arrays;
}

}  // namespace models
