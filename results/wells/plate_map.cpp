#include "results/wells/plate_map.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "results/printable.hpp"
#include "sweep/input_error.hpp"

namespace results {
namespace {

std::size_t find(const std::vector<std::string>& names, const std::string& name, const std::string& what,
                 const std::string& where) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
  throw sweep::InputError(where + ": there is no " + what + " '" + name + "'" +
                          sweep::did_you_mean(name, names));
}

double probability_of(const sweep::Predictions& predictions, std::size_t well) {
  return 1 / (1 + std::exp(static_cast<double>(predictions.logits[2 * well]) -
                           static_cast<double>(predictions.logits[2 * well + 1])));
}

void choose(PlateMap& map, const WellsStudy& study, const Wish& wish, const std::string& where) {
  const std::vector<RankedReadout> ranking = ranked_readouts(study);
  if (ranking.empty()) throw sweep::InputError(where + ": no trial is complete");
  map.ranked = ranking.front();
  if (!wish.readout.empty()) {
    const std::size_t readout = find(study.readouts, wish.readout, "readout", where);
    const auto found = std::find_if(ranking.begin(), ranking.end(),
                                    [&](const RankedReadout& ranked) { return ranked.readout == readout; });
    if (found == ranking.end()) {
      throw sweep::InputError(where + ": readout '" + wish.readout + "' has no complete trial");
    }
    map.ranked = *found;
  }
  map.architecture = wish.architecture.empty()
                         ? map.ranked.architecture
                         : find(study.architectures, wish.architecture, "architecture", where);
}

/// The smallest plate that has room for all.
void set_format(PlateMap& map) {
  for (const PlateMap::Plate& plate : map.plates) {
    for (const PlateMap::Well& well : plate.wells) {
      while (well.place.row >= map.rows || well.place.column >= map.columns) {
        map.rows *= 2;
        map.columns *= 2;
      }
    }
  }
}

}  // namespace

bool PlateMap::has_wells(const ResultsFile& file) {
  const auto& names = file.shape().sample_names;
  return !names.empty() && std::all_of(names.begin(), names.end(), [](const std::string& name) {
    return WellPlace::of(name).has_value();
  });
}

PlateMap PlateMap::of(const ResultsFile& file, const WellsStudy& study, const Wish& wish) {
  PlateMap map;
  choose(map, study, wish, file.path());
  std::vector<Well> wells(file.shape().samples);
  std::vector<double> counts(wells.size(), 0);
  std::vector<double> positives(wells.size(), 0);
  for (const WellsTrial* trial : study.cell(map.ranked.readout, map.architecture, Labels::MEASURED)) {
    const sweep::Predictions predictions = file.read(trial->row).predictions;
    if (trial->votes.empty()) continue;
    ++map.trials;
    for (std::size_t i = 0; i < wells.size(); ++i) {
      if (trial->votes[i] == WellVote::NOT_USED) continue;
      ++counts[i];
      positives[i] += predictions.labels[i];
      wells[i].probability += probability_of(predictions, i);
    }
  }
  if (map.trials == 0) {
    throw sweep::InputError(file.path() + ": " + study.architectures[map.architecture] +
                            " has no predictions of '" + study.readouts[map.ranked.readout] + "'");
  }
  std::map<std::string, std::size_t> places;
  for (std::size_t i = 0; i < wells.size(); ++i) {
    Well& well = wells[i];
    well.place = WellPlace::of(file.shape().sample_names[i]).value();
    well.used = counts[i] > 0;
    if (well.used) {
      well.probability /= counts[i];
      well.positive = 2 * positives[i] > counts[i];
      ++map.used;
      map.right += (well.probability > 0.5) == well.positive ? 1U : 0U;
    }
    const auto [found, is_new] = places.emplace(well.place.plate, map.plates.size());
    if (is_new) map.plates.push_back({printable(well.place.plate), {}});
    map.plates[found->second].wells.push_back(well);
  }
  set_format(map);
  return map;
}

}  // namespace results
