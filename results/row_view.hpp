#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string>

#include "results/printable.hpp"
#include "results/row_layout.hpp"
#include "sweep/trial_record.hpp"

namespace results {

/// What a row's checksum says of it.
enum class RowCheck {
  WHOLE,    // a record of a trial that ended: complete, pruned or failed
  WAITING,  // no record yet
  TORN      // the checksum does not match: a write that was cut short, or damage. The trial counts as waiting
};
inline constexpr std::array<std::string_view, 3> kRowCheckNames = {"whole", "waiting", "torn"};

/// One row of /trials as it is being read. Valid only inside ResultsFile::each.
class RowView {
 public:
  RowView(const RowLayout& layout, sweep::Row place, std::span<const std::byte> bytes, RowCheck check)
      : layout_(&layout), place_(place), bytes_(bytes), check_(check) {}

  sweep::Row place() const { return place_; }
  RowCheck check() const { return check_; }
  /// WAITING unless the row is whole.
  sweep::TrialState state() const {
    return check_ == RowCheck::WHOLE
               ? static_cast<sweep::TrialState>(layout_->number(bytes_, RowLayout::kState))
               : sweep::TrialState::WAITING;
  }
  sweep::TrialId id() const;
  /// A factor's level, by its place in the columns.
  double number(std::size_t column) const {
    return layout_->number(bytes_, RowLayout::kFirstColumn + column);
  }
  /// The same as text: numbers in the shortest form that reads back the same. Texts are printable, whatever
  /// bytes the file holds.
  std::string text(std::size_t column) const;

  /// Whether the row is of the same trial, at the same levels, as the row in `other`.
  bool same_trial_as(std::span<const std::byte> other) const { return layout_->same_trial(bytes_, other); }

  /// The rest is only as good as check() says.
  double metric(sweep::Metric metric) const { return layout_->metric(bytes_, metric); }
  std::uint32_t attempts() const { return unsigned_at(layout_->attempts()); }
  double start_time() const { return layout_->number(bytes_, layout_->start_time()); }
  std::string message() const { return printable(layout_->text(bytes_, layout_->message())); }
  std::string host() const { return printable(layout_->text(bytes_, layout_->host())); }
  std::uint32_t team_size() const { return unsigned_at(layout_->team_size()); }
  /// Everything but curves and predictions, texts as they are in the file.
  sweep::TrialRecord record() const;

 private:
  std::uint32_t unsigned_at(std::size_t field) const {
    return static_cast<std::uint32_t>(layout_->number(bytes_, field));
  }

  const RowLayout* layout_;
  sweep::Row place_;
  std::span<const std::byte> bytes_;
  RowCheck check_;
};

}  // namespace results
