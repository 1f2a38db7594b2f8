#include "results/merge.hpp"

#include <algorithm>
#include <cstring>

#include "results/new_file.hpp"
#include "sweep/input_error.hpp"

namespace results {
namespace {

int rank_of(sweep::TrialState state) {
  switch (state) {
    case sweep::TrialState::COMPLETE:
      return 3;
    case sweep::TrialState::PRUNED:
      return 2;
    case sweep::TrialState::FAILED:
      return 1;
    default:
      return 0;
  }
}

template <class Values>
bool same_bits(const Values& a, const Values& b) {
  return a.size() == b.size() && (a.empty() || std::memcmp(a.data(), b.data(), a.size() * sizeof(a[0])) == 0);
}

/// Whether two records say the same of the trained network.
bool same_results(const sweep::TrialRecord& a, const sweep::TrialRecord& b) {
  sweep::Metrics metrics = b.metrics;
  for (const auto circumstance : {sweep::Metric::WALL_SECONDS, sweep::Metric::PREDICTED_SECONDS})
    metrics[circumstance] = a.metrics[circumstance];
  bool same = same_bits(a.metrics.values(), metrics.values());
  for (std::size_t curve = 0; curve < a.curves.size(); ++curve)
    same = same && same_bits(a.curves[curve], b.curves[curve]);
  return same && same_bits(a.predictions.logits, b.predictions.logits) &&
         same_bits(a.predictions.labels, b.predictions.labels) &&
         same_bits(a.predictions.splits, b.predictions.splits);
}

std::string levels_of(const RowView& row, const std::vector<Column>& columns) {
  std::string text;
  for (std::size_t i = 0; i < columns.size(); ++i)
    text += (i ? ", " : "") + columns[i].key + "=" + row.text(i);
  return text.empty() ? row.id().hex() : text;
}

}  // namespace

Merge::Merge(const sweep::Grid& grid, const std::vector<std::string>& paths)
    : grid_(grid), best_(grid.size()) {
  for (const std::string& path : paths) {
    sources_.push_back({ResultsFile(path, Access::READ)});
    incarnation_ = std::max(incarnation_, sources_.back().file.incarnation() + 1);
    survey(sources_.size() - 1);
  }
  settle_shape();
}

void Merge::survey(std::size_t source) {
  Source& surveyed = sources_[source];
  const ResultsFile& file = surveyed.file;
  std::size_t foreign = 0;
  std::string example;
  file.each([&](const RowView& row) {
    if (row.check() == RowCheck::TORN) {
      ++surveyed.torn;
      return;  // not even its id can be trusted
    }
    const auto place = grid_.find(row.id());
    if (!place && ++foreign == 1) example = levels_of(row, file.columns());
    if (!place || row.check() != RowCheck::WHOLE) return;
    ++surveyed.whole;
    consider(source, row, *place);
  });
  if (foreign == 0) return;
  throw sweep::InputError(file.path() + ": has " + std::to_string(foreign) + " of " +
                          std::to_string(file.size()) + " trials that the study of " +
                          sources_.front().file.path() + " does not want, such as " + example +
                          ": name the file of the largest study first; files of different studies cannot be "
                          "merged");
}

void Merge::consider(std::size_t source, const RowView& row, sweep::Row place) {
  Best& best = best_[place.value];
  if (row.state() == sweep::TrialState::COMPLETE && best.state == sweep::TrialState::COMPLETE)
    compare(source, row, place);
  if (rank_of(row.state()) > rank_of(best.state))
    best = {row.state(), static_cast<std::uint32_t>(source), row.place()};
}

void Merge::compare(std::size_t source, const RowView& row, sweep::Row place) {
  const Best& best = best_[place.value];
  const sweep::TrialRecord first = sources_[best.source].file.read(best.row);
  const sweep::TrialRecord second = sources_[source].file.read(row.place());
  if (same_results(first, second)) return;
  conflicts_.push_back({place, best.source, source, first.metrics[sweep::Metric::TEST_ACCURACY],
                        second.metrics[sweep::Metric::TEST_ACCURACY]});
}

void Merge::settle_shape() {
  const auto has_records = [](const Source& source) { return source.whole > 0; };
  const auto decisive = std::find_if(sources_.begin(), sources_.end(), has_records);
  const ResultsFile& pattern = (decisive == sources_.end() ? sources_.front() : *decisive).file;
  shape_ = pattern.shape();
  for (const Source& source : sources_) {
    const sweep::RecordShape& shape = source.file.shape();
    if (shape.sample_names == shape_.sample_names && shape.classes == shape_.classes) {
      shape_.epochs = std::max(shape_.epochs, shape.epochs);
      shape_.samples = std::max(shape_.samples, shape.samples);
    } else if (has_records(source)) {
      throw sweep::InputError(source.file.path() + ": holds records of other samples than " + pattern.path() +
                              ": the wells that they were made from are not the same; they cannot be merged");
    }
  }
}

std::optional<sweep::TrialRecord> Merge::record(sweep::Row row) const {
  const Best& best = best_[row.value];
  if (best.state == sweep::TrialState::WAITING) return std::nullopt;
  sweep::TrialRecord found = sources_[best.source].file.read(best.row);
  // A failed trial that a job has taken up again since the survey is no record any more.
  if (found.state == sweep::TrialState::WAITING) return std::nullopt;
  return found;
}

void Merge::write(const std::string& path, const sweep::Study& study, const Provenance& provenance) const {
  const auto taken = [this](sweep::Row row) { return record(row); };
  NewFile{Header::of(study, provenance), grid_, shape_, incarnation_, taken}.make(path);
}

}  // namespace results
