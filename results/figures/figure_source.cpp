#include "results/figures/figure_source.hpp"

namespace results {
namespace {

/// Knows nothing.
class NoSimulator final : public Simulator {
 public:
  std::optional<DataFacts> facts(sweep::TrialId) const override { return std::nullopt; }
};

const NoSimulator kNoSimulator;

}  // namespace

FigureSource::FigureSource(const ResultsFile& file) : file_(&file), simulator_(&kNoSimulator) {}

FigureSource::FigureSource(const ResultsFile& file, const Simulator& simulator, const sweep::Grid& grid)
    : file_(&file), simulator_(&simulator), grid_(&grid) {}

const Observations& FigureSource::observations() const {
  if (!observations_) observations_.emplace(*file_, *simulator_);
  return *observations_;
}

const Observations& FigureSource::measured() const {
  if (observations_) return *observations_;
  if (!measured_) measured_.emplace(*file_, kNoSimulator);
  return *measured_;
}

const MinimumDataset& FigureSource::minimum() const {
  if (!minimum_) minimum_.emplace(observations(), minimum_options_);
  return *minimum_;
}

std::optional<sweep::TrialId> FigureSource::teacher_of(sweep::TrialId trial) const {
  if (grid_ == nullptr) return std::nullopt;
  const std::optional<sweep::Row> row = grid_->find(trial);
  if (!row || !(*grid_)[*row].teacher) return std::nullopt;
  return (*grid_)[*(*grid_)[*row].teacher].id;
}

}  // namespace results
