#include "results/seal.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <span>
#include <sstream>
#include <system_error>

#include "results/checksum.hpp"
#include "results/descriptor.hpp"
#include "results/incarnation.hpp"
#include "sweep/input_error.hpp"

namespace results {
namespace {

constexpr const char* kMagic = "gridsweep results file, schema ";
constexpr const char* kSchema = "2";
constexpr const char* kReaders = "HDF5 begins at byte 4096: h5py, pandas, h5dump and HDFView read this file";
constexpr const char* kHdf5Signature = "\x89HDF\r\n\x1a\n";
constexpr std::size_t kTextRoom = Incarnation::kPlace;
constexpr std::size_t kBlockBytes = 64U << 10U;
static_assert(Seal::kBytes == 4096, "kReaders says so");

std::uint64_t size_of(int descriptor) {
  struct stat status {};
  if (fstat(descriptor, &status) != 0) throw std::system_error(errno, std::generic_category(), "fstat");
  return static_cast<std::uint64_t>(status.st_size);
}

std::string hexadecimal(std::uint32_t value) {
  std::array<char, 9> text{};
  std::snprintf(text.data(), text.size(), "%08x", static_cast<unsigned>(value));
  return text.data();
}

std::string first_page(int descriptor) {
  std::string page(Seal::kBytes, '\0');
  page.resize(read_at(descriptor, 0, std::as_writable_bytes(std::span(page))));
  return page;
}

/// Throws when the page is not a results file's at all.
void check_magic(const std::string& page, const std::string& path) {
  const std::string refusal = path + ": is not a gridsweep results file: ";
  if (!page.starts_with(kMagic)) {
    throw sweep::InputError(refusal + (page.starts_with(kHdf5Signature)
                                           ? "it is HDF5, but gridsweep did not make it"
                                           : "it is not HDF5 at all"));
  }
  const std::size_t begin = std::char_traits<char>::length(kMagic);
  const std::string schema = page.substr(begin, page.find('\n', begin) - begin);
  if (schema != kSchema && !schema.empty() && schema.size() <= 4 &&
      std::all_of(schema.begin(), schema.end(), [](char c) { return c >= '0' && c <= '9'; })) {
    throw sweep::InputError(refusal + "its schema is " + schema + ", and this program reads schema " +
                            kSchema);
  }
}

}  // namespace

Seal::Seal(std::uint64_t size, std::vector<h5::ByteRange> data) : size_(size), data_(std::move(data)) {
  std::erase_if(data_, [](const h5::ByteRange& range) { return range.size == 0; });
  std::sort(data_.begin(), data_.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
}

void Seal::put(int descriptor, std::vector<h5::ByteRange> data) {
  Seal seal(size_of(descriptor), std::move(data));
  seal.structure_ = seal.structure_of(descriptor);
  std::string page = seal.text();
  page.resize(kTextRoom);
  write_at(descriptor, 0, std::as_bytes(std::span(page)));
}

void Seal::check(int descriptor, const std::string& path) {
  const std::string page = first_page(descriptor);
  check_magic(page, path);
  const auto changed = [&](const std::string& what) {
    return sweep::InputError(
        path + ": its structure was changed or damaged after gridsweep made it (" + what +
        "): nothing in it can be trusted; put a backup in its place, or keep it aside and "
        "run the study into another --out");
  };
  if (page.size() < kBytes) throw changed("it is cut off within its first page");
  const std::string text = page.substr(0, kTextRoom);
  const Seal seal = [&] {
    try {
      return parse(text);
    } catch (const std::runtime_error& error) {
      throw changed(error.what());
    }
  }();
  const std::string rest = page.substr(Incarnation::kPlace + Incarnation::kBytes);
  if (rest.find_first_not_of('\0') != std::string::npos) throw changed("its first page");
  if (const std::uint64_t size = size_of(descriptor); size != seal.size_) {
    throw changed("it has " + std::to_string(size) + " bytes, and was made with " +
                  std::to_string(seal.size_));
  }
  if (seal.structure_of(descriptor) != seal.structure_) throw changed("bytes outside its arrays");
}

Seal Seal::parse(const std::string& text) {
  std::istringstream lines(text.c_str());
  std::string line;
  std::string word;
  std::getline(lines, line);
  std::getline(lines, line);
  Seal seal(0, {});
  lines >> word >> seal.size_;
  while (lines >> word && word == "data") {
    h5::ByteRange range;
    lines >> range.first >> range.size;
    seal.data_.push_back(range);
  }
  lines >> std::hex >> seal.structure_;
  // Reading was lenient: what counts is that the same text comes out again, checksum and zeros included.
  std::string again = seal.text();
  again.resize(kTextRoom);
  if (again != text) throw std::runtime_error("its first page");
  return seal;
}

std::string Seal::text() const {
  std::string text =
      std::string(kMagic) + kSchema + "\n" + kReaders + "\nsize " + std::to_string(size_) + "\n";
  for (const h5::ByteRange& range : data_) {
    text += "data " + std::to_string(range.first) + " " + std::to_string(range.size) + "\n";
  }
  text += "structure " + hexadecimal(structure_) + "\n";
  Checksum checksum;
  checksum.add(std::as_bytes(std::span(text)));
  return text + "seal " + hexadecimal(checksum.value()) + "\n";
}

std::uint32_t Seal::structure_of(int descriptor) const {
  Checksum checksum;
  std::vector<std::byte> block(kBlockBytes);
  const auto add = [&](std::uint64_t first, std::uint64_t end) {
    while (first < end) {
      const auto wanted = std::span(block).first(std::min<std::uint64_t>(block.size(), end - first));
      const std::size_t count = read_at(descriptor, first, wanted);
      if (count == 0) return;
      checksum.add(wanted.first(count));
      first += count;
    }
  };
  std::uint64_t reached = kBytes;
  for (const h5::ByteRange& range : data_) {
    add(reached, range.first);
    reached = std::max(reached, range.end());
  }
  add(reached, size_);
  return checksum.value();
}

}  // namespace results
