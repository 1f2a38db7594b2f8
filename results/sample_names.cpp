#include "results/sample_names.hpp"

#include <algorithm>
#include <span>
#include <stdexcept>

#include "results/h5/error.hpp"
#include "results/h5/row_array.hpp"
#include "results/h5/types.hpp"

namespace results {
namespace {

constexpr const char* kPath = "/predictions/sample";

}  // namespace

void write_sample_names(const h5::File& file, const std::vector<std::string>& names, std::size_t samples) {
  if (names.empty()) return;
  const bool nameless =
      std::any_of(names.begin(), names.end(), [](const auto& name) { return name.empty(); });
  if (names.size() != samples || nameless) {
    throw std::invalid_argument(std::to_string(names.size()) + " names for " + std::to_string(samples) +
                                " samples, or an empty one");
  }
  std::size_t longest = 0;
  for (const std::string& name : names) longest = std::max(longest, name.size());
  std::string texts(longest * samples, '\0');
  for (std::size_t i = 0; i < samples; ++i) texts.replace(i * longest, names[i].size(), names[i]);
  h5::RowArray::create(file, kPath, h5::text_of(longest), {samples})
      .write(0, std::as_bytes(std::span(texts)));
}

std::vector<std::string> read_sample_names(const h5::File& file, std::size_t samples) {
  if (!file.has(kPath)) return {};
  const h5::RowArray array = h5::RowArray::open(file, kPath);
  const std::size_t longest = array.row_bytes();
  if (array.extents().size() != 1 || array.rows() != samples || !h5::is_text(array.element())) {
    throw h5::Error(std::string(kPath) + " is not a text for each sample");
  }
  std::string texts(longest * samples, '\0');
  array.read(0, std::as_writable_bytes(std::span(texts)));
  std::vector<std::string> names(samples);
  for (std::size_t i = 0; i < samples; ++i) {
    const std::string padded = texts.substr(i * longest, longest);
    names[i] = padded.substr(0, padded.find('\0'));
  }
  return names;
}

}  // namespace results
