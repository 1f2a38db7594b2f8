#include "results/answers/observations.hpp"

#include <algorithm>
#include <cstdlib>

#include "sweep/input_error.hpp"

namespace results {
namespace {

constexpr const char* kArchitecture = "model.architecture";
constexpr const char* kSnr = "data.snr";
constexpr const char* kSampling = "data.sampling";
constexpr const char* kReplicate = "replicate";

/// A setting of every row: a column of the file, or what all trials start from.
class SettingOfRow {
 public:
  SettingOfRow(const ResultsFile& file, const std::string& key)
      : everywhere_(file.header().setting(key).value_or("")) {
    for (std::size_t i = 0; i < file.columns().size(); ++i) {
      if (file.columns()[i].key == key) column_ = i;
    }
  }
  std::string text(const RowView& row) const { return column_ ? row.text(*column_) : everywhere_; }
  double number(const RowView& row) const { return std::strtod(text(row).c_str(), nullptr); }

 private:
  std::optional<std::size_t> column_;
  std::string everywhere_;
};

/// The place of `level` in `levels`, where it is put at the end if it is new.
template <class Level>
std::size_t place(std::vector<Level>& levels, const Level& level) {
  const auto found = std::find(levels.begin(), levels.end(), level);
  const auto at = static_cast<std::size_t>(std::distance(levels.begin(), found));
  if (found == levels.end()) levels.push_back(level);
  return at;
}

std::size_t place(std::vector<Observations::Sampling>& samplings, const std::string& text) {
  const auto found = std::find_if(samplings.begin(), samplings.end(),
                                  [&](const Observations::Sampling& s) { return s.text == text; });
  const auto at = static_cast<std::size_t>(std::distance(samplings.begin(), found));
  if (found == samplings.end()) {
    samplings.emplace_back();
    samplings.back().text = text;
  }
  return at;
}

std::string variant_of(const ResultsFile& file, const RowView& row) {
  std::string text;
  for (std::size_t i = 0; i < file.columns().size(); ++i) {
    const std::string& key = file.columns()[i].key;
    if (key == kArchitecture || key == kSnr || key == kSampling || key == kReplicate) continue;
    text += (text.empty() ? "" : ", ") + key + " " + row.text(i);
  }
  return text;
}

}  // namespace

Observations::Observations(const ResultsFile& file, const Simulator& simulator) {
  if (file.header().task != "spectra") {
    throw sweep::InputError(file.path() + ": is of task " + file.header().task +
                            ": this takes a study of spectra");
  }
  const SettingOfRow architecture(file, kArchitecture);
  const SettingOfRow snr(file, kSnr);
  const SettingOfRow sampling(file, kSampling);
  const SettingOfRow replicate(file, kReplicate);
  file.each([&](const RowView& row) {
    Observation seen;
    seen.row = row.place();
    seen.architecture = place(architectures, architecture.text(row));
    seen.snr = place(snrs, snr.number(row));
    seen.sampling = place(samplings, sampling.text(row));
    seen.variant = place(variants, variant_of(file, row));
    seen.replicate = replicate.number(row);
    Sampling& kept = samplings[seen.sampling];
    if (const std::optional<DataFacts> facts = simulator.facts(row.id())) {
      seen.best_accuracy = facts->best_accuracy;
      seen.best_accuracy_estimated = facts->best_accuracy_estimated;
      if (!kept.facts) kept.facts = facts;
    }
    if (row.state() != sweep::TrialState::COMPLETE) {
      open.push_back(seen);
      return;
    }
    seen.accuracy = row.metric(sweep::Metric::TEST_ACCURACY);
    seen.test_samples = row.metric(sweep::Metric::TEST_SAMPLES);
    kept.reduction = row.metric(sweep::Metric::DATA_REDUCTION);
    trials.push_back(seen);
  });
}

}  // namespace results
