#include "results/row_checks.hpp"

#include "results/checksum.hpp"
#include "sweep/trial_record.hpp"

namespace results {

std::vector<RowCheck> check_rows(const RowLayout& layout, const RecordArrays& arrays, std::size_t first,
                                 std::span<std::byte> bytes) {
  const std::size_t row_bytes = layout.row_bytes();
  const std::size_t count = bytes.size() / row_bytes;
  std::vector<Checksum> checksums(count);
  std::vector<std::uint32_t> stored(count);
  std::vector<ArrayUse> uses(count);
  for (std::size_t i = 0; i < count; ++i) {
    const auto row = bytes.subspan(i * row_bytes, row_bytes);
    stored[i] = static_cast<std::uint32_t>(layout.number(row, layout.checksum()));
    layout.put_checksum(row, 0);  // the checksum was taken with this field at 0
    checksums[i].add(row);
    layout.put_checksum(row, stored[i]);
    uses[i].curve_epochs = static_cast<std::uint32_t>(layout.number(row, layout.curve_epochs()));
    uses[i].samples = static_cast<std::uint32_t>(layout.number(row, layout.samples()));
  }
  arrays.add_to_checksums(first, uses, checksums);

  std::vector<RowCheck> checks(count);
  for (std::size_t i = 0; i < count; ++i) {
    const auto row = bytes.subspan(i * row_bytes, row_bytes);
    const auto state = static_cast<sweep::TrialState>(layout.number(row, RowLayout::kState));
    const bool ended = state == sweep::TrialState::COMPLETE || state == sweep::TrialState::PRUNED ||
                       state == sweep::TrialState::FAILED;
    checks[i] = checksums[i].value() != stored[i] ? RowCheck::TORN
                : ended                           ? RowCheck::WHOLE
                                                  : RowCheck::WAITING;
  }
  return checks;
}

}  // namespace results
