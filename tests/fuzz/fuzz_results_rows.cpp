// A results file whose structure is whole and whose rows hold any bytes: every row reads as what its checksum
// says. The first byte chooses the sample file, the second which rows get a checksum that matches (bit i:
// rows i, i + 8 …). What follows are patches of the rows: an offset of two bytes, a length of one, and the
// bytes.

#include <algorithm>
#include <cstring>
#include <span>
#include <string>
#include <vector>

#include "results/checksum.hpp"
#include "results/h5/file.hpp"
#include "results/h5/row_array.hpp"
#include "results/record_arrays.hpp"
#include "results/row_layout.hpp"
#include "sample_file.hpp"
#include "target.hpp"
#include "use_file.hpp"

namespace {

constexpr std::size_t kPatchHead = 3;

void patch(std::span<std::byte> rows, std::span<const std::byte> patches) {
  while (patches.size() > kPatchHead) {
    const std::size_t offset =
        (std::to_integer<std::size_t>(patches[0]) | std::to_integer<std::size_t>(patches[1]) << 8U) %
        rows.size();
    const std::size_t length = std::min(
        {std::to_integer<std::size_t>(patches[2]), patches.size() - kPatchHead, rows.size() - offset});
    std::copy_n(patches.begin() + kPatchHead, length, rows.begin() + static_cast<std::ptrdiff_t>(offset));
    patches = patches.subspan(kPatchHead + length);
  }
}

/// What a write of such a row would have left.
void put_checksum(const results::RowLayout& layout, const results::RecordArrays& arrays, std::size_t place,
                  std::span<std::byte> row) {
  layout.put_checksum(row, 0);
  results::Checksum checksum;
  checksum.add(row);
  const auto use = [&](std::size_t field) { return static_cast<std::uint32_t>(layout.number(row, field)); };
  const results::ArrayUse uses{use(layout.curve_epochs()), use(layout.samples())};
  arrays.add_to_checksums(place, std::span(&uses, 1), std::span(&checksum, 1));
  layout.put_checksum(row, checksum.value());
}

void overwrite_rows(const std::string& path, unsigned matching, std::span<const std::byte> patches) {
  h5::File file = h5::File::open(path, h5::Driver::SERIAL_WRITE);
  {
    h5::RowArray trials = h5::RowArray::open(file, "/trials");
    const auto layout = results::RowLayout::from(h5::fields_of(trials.element()), trials.row_bytes());
    const auto arrays = results::RecordArrays::open(file, trials.rows());
    std::vector<std::byte> rows(trials.rows() * trials.row_bytes());
    trials.read(0, rows);
    patch(rows, patches);
    for (std::size_t i = 0; i < trials.rows(); ++i) {
      if ((matching >> (i % 8) & 1U) == 0) continue;
      put_checksum(layout, arrays, i, std::span(rows).subspan(i * trials.row_bytes(), trials.row_bytes()));
    }
    trials.write(0, rows);
  }
  file.close();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const std::string& file = fuzz::sample_file(data[0] % fuzz::kSampleFiles);
  const std::string& path = fuzz::put_into_memory(std::as_bytes(std::span(file)));
  overwrite_rows(path, data[1], std::as_bytes(std::span(data + 2, size - 2)));
  fuzz::use_file(path);  // no InputError either: the structure is whole
  return 0;
}
