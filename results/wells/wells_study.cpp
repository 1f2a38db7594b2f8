#include "results/wells/wells_study.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "results/places.hpp"
#include "results/setting_of_rows.hpp"
#include "sweep/input_error.hpp"

namespace results {
namespace {

constexpr const char* kReadout = "data.readout";
constexpr const char* kArchitecture = "model.architecture";
constexpr const char* kAugmentation = "data.augmentation";
constexpr const char* kLabels = "data.labels";
constexpr const char* kProtocol = "data.protocol";
constexpr const char* kReplicate = "replicate";
constexpr const char* kRandomBackbone = "randomly initialised backbone";  // in a record's message

/// A trial's votes, from its two logits per well; a tie counts as negative.
WellVotes votes_of(const sweep::Predictions& predictions, std::size_t wells) {
  if (predictions.labels.empty()) return {};
  WellVotes votes(wells, WellVote::NOT_USED);
  for (std::size_t i = 0; i < std::min(wells, predictions.labels.size()); ++i) {
    if (predictions.splits[i] != static_cast<std::uint8_t>(sweep::SplitCode::TEST)) continue;
    const bool called = predictions.logits[2 * i + 1] > predictions.logits[2 * i];
    if (predictions.labels[i] == 1) {
      votes[i] = called ? WellVote::TRUE_POSITIVE : WellVote::FALSE_NEGATIVE;
    } else if (predictions.labels[i] == 0) {
      votes[i] = called ? WellVote::FALSE_POSITIVE : WellVote::TRUE_NEGATIVE;
    }
  }
  return votes;
}

}  // namespace

bool WellsStudy::is_in(const ResultsFile& file) {
  return file.header().task == "wells" && SettingOfRows(file, kReadout).varies() && file.shape().classes == 2;
}

WellsStudy::WellsStudy(const ResultsFile& file) : rows(file.size()) {
  if (!is_in(file)) {
    throw sweep::InputError(file.path() +
                            ": is not of a study of wells with several readouts (data.readout)");
  }
  const SettingOfRows readout(file, kReadout);
  const SettingOfRows architecture(file, kArchitecture);
  const SettingOfRows augmentation(file, kAugmentation);
  const SettingOfRows labels(file, kLabels);
  const SettingOfRows protocol(file, kProtocol);
  const SettingOfRows replicate(file, kReplicate);
  permuted_throughout = !labels.varies() && file.header().setting(kLabels) == "permuted";
  const auto is_leaky = [](const std::string& name) { return name.starts_with("leaky"); };

  Places<std::string> readout_places;
  Places<std::string> architecture_places;
  Places<std::string> augmentation_places;
  std::map<std::size_t, std::string> reasons;  // by readout
  std::vector<WellsTrial> leaky;
  file.each([&](const RowView& row) {
    WellsTrial trial;
    trial.row = row.place();
    trial.readout = readout_places.of(readout.of(row));
    trial.architecture = architecture_places.of(architecture.of(row));
    trial.augmentation = augmentation_places.of(augmentation.of(row));
    trial.labels = labels.varies() && labels.of(row) == "permuted" ? Labels::PERMUTED : Labels::MEASURED;
    trial.replicate = replicate.of(row);
    if (row.state() == sweep::TrialState::PRUNED && trial.labels == Labels::MEASURED) {
      reasons.emplace(trial.readout, row.message());
    }
    ended += row.state() == sweep::TrialState::COMPLETE || row.state() == sweep::TrialState::PRUNED ? 1U : 0U;
    if (row.state() != sweep::TrialState::COMPLETE) return;
    random_backbone.resize(architecture_places.levels().size(), false);
    if (row.message().find(kRandomBackbone) != std::string::npos) random_backbone[trial.architecture] = true;
    sweep::TrialRecord record = file.read(row.place());
    trial.metrics = record.metrics;
    trial.votes = votes_of(record.predictions, file.shape().samples);
    (is_leaky(protocol.of(row)) ? leaky : trials).push_back(std::move(trial));
  });
  readouts = readout_places.levels();
  architectures = architecture_places.levels();
  augmentations = augmentation_places.levels();
  random_backbone.resize(architectures.size(), false);
  if (trials.empty() && !leaky.empty()) {
    leaks = true;
    trials = std::move(leaky);
  } else {
    left_out = leaky.size();
  }

  std::set<std::size_t> studied;
  for (const WellsTrial& trial : trials) {
    if (trial.labels == Labels::MEASURED) studied.insert(trial.readout);
  }
  for (const auto& [place, reason] : reasons) {
    if (!studied.contains(place)) dropped.push_back({readouts[place], reason});
  }
  const std::array<std::string, 6> known = {kReadout, kArchitecture, kAugmentation,
                                            kLabels,  kProtocol,     kReplicate};
  for (const Column& column : file.columns()) {
    if (std::find(known.begin(), known.end(), column.key) == known.end()) pooled.push_back(column.key);
  }
}

std::vector<const WellsTrial*> WellsStudy::cell(std::size_t readout, std::size_t architecture,
                                                Labels labels) const {
  std::vector<const WellsTrial*> found;
  for (const WellsTrial& trial : trials) {
    if (trial.readout == readout && trial.architecture == architecture && trial.labels == labels) {
      found.push_back(&trial);
    }
  }
  return found;
}

}  // namespace results
