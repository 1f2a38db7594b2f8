#include "results/answers/observations.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <tuple>
#include <utility>

#include "results/answers/levels_of_row.hpp"
#include "results/places.hpp"
#include "results/setting_of_rows.hpp"
#include "sweep/input_error.hpp"

namespace results {
namespace {

constexpr const char* kArchitecture = "model.architecture";
constexpr const char* kSnr = "data.snr";
constexpr const char* kSampling = "data.sampling";
constexpr const char* kReplicate = "replicate";

bool is_of_variant(const std::string& key) {
  constexpr std::array kOthers = {kArchitecture, kSnr, kSampling, kReplicate};
  return std::find(kOthers.begin(), kOthers.end(), key) == kOthers.end();
}

double number(const std::string& text) { return std::strtod(text.c_str(), nullptr); }

}  // namespace

Observations::Observations(const ResultsFile& file, const Simulator& simulator) {
  if (file.header().task != "spectra") {
    throw sweep::InputError(file.path() + ": is of task " + file.header().task +
                            ": this takes a study of spectra");
  }
  const SettingOfRows architecture(file, kArchitecture);
  const SettingOfRows snr(file, kSnr);
  const SettingOfRows sampling(file, kSampling);
  const SettingOfRows replicate(file, kReplicate);
  const LevelsOfRow cube(file, is_of_cube);
  const LevelsOfRow variant(file, is_of_variant);
  Places<std::string> architecture_places;
  Places<std::string> snr_places;
  Places<std::pair<std::string, std::string>> sampling_places;
  Places<std::string> variant_places;
  file.each([&](const RowView& row) {
    Observation seen;
    seen.row = row.place();
    seen.architecture = architecture_places.of(architecture.of(row));
    seen.snr = snr_places.of(snr.of(row));
    seen.sampling = sampling_places.of({sampling.of(row), cube.of(row)});
    seen.variant = variant_places.of(variant.of(row));
    seen.replicate = number(replicate.of(row));
    samplings.resize(sampling_places.levels().size());
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
  for (std::size_t i = 0; i < samplings.size(); ++i)
    std::tie(samplings[i].text, samplings[i].cube) = sampling_places.levels()[i];
  for (const std::string& level : snr_places.levels()) snrs.push_back(number(level));
  architectures = architecture_places.levels();
  variants = variant_places.levels();
}

}  // namespace results
