#include "results/row_view.hpp"

#include <cstdlib>

#include "sweep/level.hpp"

namespace results {

sweep::TrialId RowView::id() const {
  return {std::strtoull(layout_->text(bytes_, RowLayout::kId).c_str(), nullptr, 16)};
}

std::string RowView::text(std::size_t column) const {
  const std::size_t field = RowLayout::kFirstColumn + column;
  return layout_->columns()[column].kind == ColumnKind::NUMBER
             ? sweep::Level(layout_->number(bytes_, field)).text()
             : printable(layout_->text(bytes_, field));
}

sweep::TrialRecord RowView::record() const {
  sweep::TrialRecord record;
  record.id = id();
  record.state = state();
  for (std::size_t i = 0; i < sweep::kMetricNames.size(); ++i) {
    record.metrics.values()[i] = metric(static_cast<sweep::Metric>(i));
  }
  record.attempts = attempts();
  record.incarnation = unsigned_at(layout_->incarnation());
  record.host = layout_->text(bytes_, layout_->host());
  record.device = layout_->text(bytes_, layout_->device());
  record.first_rank = {static_cast<int>(layout_->number(bytes_, layout_->first_rank()))};
  record.team_size = team_size();
  record.start_time = start_time();
  record.message = layout_->text(bytes_, layout_->message());
  return record;
}

}  // namespace results
