#include "sim/wells_dataset.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "sim/intensity_threshold.hpp"
#include "sim/random_stream.hpp"

namespace sim {
namespace {

constexpr std::uint8_t kNotTested = 255;

const ReadoutColumn& find_readout(const Plate& plate, const std::string& name) {
  if (plate.readouts.empty()) throw std::invalid_argument("the plate has no readouts");
  if (name == "auto") return plate.readouts.front();
  const auto found = std::find_if(plate.readouts.begin(), plate.readouts.end(),
                                  [&](const ReadoutColumn& column) { return column.name == name; });
  if (found != plate.readouts.end()) return *found;
  std::string names;
  for (const ReadoutColumn& column : plate.readouts) names += (names.empty() ? "" : ", ") + column.name;
  throw std::invalid_argument("there is no readout '" + name + "': the table has " + names);
}

/// NaN also for wells without an image.
std::vector<double> usable_values(const Plate& plate, const ReadoutColumn& readout) {
  std::vector<double> values(plate.wells.size(), std::numeric_limits<double>::quiet_NaN());
  for (const WellImage& image : plate.images) values[image.well] = readout.values[image.well];
  return values;
}

/// Mean over the sites of each well.
std::vector<double> intensities_of(const PlatePictures& pictures) {
  std::vector<double> sums(pictures.plate().wells.size(), 0);
  std::vector<double> sites(sums.size(), 0);
  for (std::size_t i = 0; i < pictures.plate().images.size(); ++i) {
    sums[pictures.plate().images[i].well] += pictures.intensities()[i].mean;
    sites[pictures.plate().images[i].well] += 1;
  }
  for (std::size_t well = 0; well < sums.size(); ++well) sums[well] /= std::max(1.0, sites[well]);
  return sums;
}

}  // namespace

WellsDataset::WellsDataset(std::shared_ptr<const PlatePictures> pictures, const WellsConfig& config)
    : pictures_(std::move(pictures)) {
  const Plate& plate = pictures_->plate();
  parts_.pictures_digest = pictures_->digest();
  parts_.notes = plate.notes;
  parts_.notes.insert(parts_.notes.begin(),
                      std::to_string(plate.wells.size()) + " wells, " + std::to_string(plate.images.size()) +
                          " images of " + std::to_string(plate.height) + " x " + std::to_string(plate.width) +
                          " pixels, " + std::to_string(plate.readouts.size()) + " readouts");
  for (const PlateWell& well : plate.wells) parts_.row_names.push_back(well_name(well));
  parts_.intensity_says.assign(plate.wells.size(), kNotTested);
  const WellFolds chosen =
      WellFolds::choose(usable_values(plate, find_readout(plate, config.readout)), config.rules);
  parts_.dropped_because = chosen.dropped_because;
  if (!parts_.dropped_because.empty()) return;
  for (const FoldWells& fold : chosen.folds) add_baseline(fold);
  if (config.protocol == Protocol::GROUPED) {
    add_folds(chosen, config);
  } else {
    add_leaky_folds(chosen, config);
  }
}

void WellsDataset::add_samples(std::vector<WellSample>& samples, const std::vector<LabelledWell>& wells,
                               Split split, const std::vector<Mirror>& copies) const {
  const auto& images = pictures_->plate().images;
  for (const LabelledWell& well : wells) {
    const auto [first, last] =
        std::equal_range(images.begin(), images.end(), WellImage{well.well, {}, {}, {}},
                         [](const WellImage& a, const WellImage& b) { return a.well < b.well; });
    for (auto image = first; image != last; ++image) {
      for (const Mirror mirror : copies)
        samples.push_back({(image - images.begin()) * kMirrors + static_cast<std::int64_t>(mirror),
                           static_cast<std::int64_t>(well.well), well.label, split});
    }
  }
}

void WellsDataset::add_folds(const WellFolds& chosen, const WellsConfig& config) {
  for (const FoldWells& wells : chosen.folds) {
    std::vector<WellSample> samples;
    add_samples(samples, wells.train, Split::TRAIN, copies_of(config.augmentation));
    add_samples(samples, wells.validation, Split::VALIDATION, {Mirror::NONE});
    add_samples(samples, wells.test, Split::TEST, {Mirror::NONE});
    const auto fold = std::make_shared<WellFold>(pictures_, samples, config.scaling);
    fold->expect_no_leak();
    parts_.folds.push_back(fold);
  }
}

void WellsDataset::add_leaky_folds(const WellFolds& chosen, const WellsConfig& config) {
  parts_.caveat = "leaky protocol: images of a test well were learned from";
  std::vector<WellSample> samples;
  for (const FoldWells& wells : chosen.folds)
    add_samples(samples, wells.test, Split::TEST, copies_of(config.augmentation));
  std::vector<std::uint8_t> labels;
  for (const WellSample& sample : samples) labels.push_back(sample.label);
  const auto halves = stratified_split(labels, config.rules.key_split, 0.5);
  for (const Split tested : {Split::TEST, Split::TRAIN}) {
    std::vector<WellSample> fold = samples;
    std::vector<std::uint8_t> learned_labels;
    for (std::size_t i = 0; i < fold.size(); ++i) {
      fold[i].split = halves[i] == tested ? Split::TEST : Split::TRAIN;
      if (fold[i].split == Split::TRAIN) learned_labels.push_back(fold[i].label);
    }
    if (config.rules.validation_fraction > 0) {
      const auto kept =
          stratified_split(learned_labels, config.rules.key_split + 1, 1 - config.rules.validation_fraction);
      auto next = kept.begin();
      for (WellSample& sample : fold) {
        if (sample.split == Split::TRAIN && *next++ == Split::TEST) sample.split = Split::VALIDATION;
      }
    }
    parts_.folds.push_back(std::make_shared<WellFold>(pictures_, fold, config.scaling));
  }
}

void WellsDataset::add_baseline(const FoldWells& fold) {
  const std::vector<double> of_wells = intensities_of(*pictures_);
  std::vector<double> intensities;
  std::vector<std::uint8_t> labels;
  for (const auto* wells : {&fold.train, &fold.validation}) {
    for (const LabelledWell& well : *wells) {
      intensities.push_back(of_wells[well.well]);
      labels.push_back(well.label);
    }
  }
  const auto threshold = IntensityThreshold::fit(intensities, labels);
  for (const LabelledWell& well : fold.test)
    parts_.intensity_says[well.well] = threshold.says(of_wells[well.well]);
}

}  // namespace sim
