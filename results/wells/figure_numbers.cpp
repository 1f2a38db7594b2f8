#include "results/wells/figure_numbers.hpp"

#include "results/csv_lines.hpp"
#include "results/statistics/chance_band.hpp"

namespace results {

std::string ranked_numbers(const WellsStudy& study, const std::vector<RankedReadout>& ranking) {
  CsvLines csv({"readout", "architecture", "verdict", "f1", "f1_low", "f1_high", "wells", "positives",
                "trials", "chance_low", "chance_mean", "chance_high", "always_positive_f1"});
  for (const RankedReadout& readout : ranking) {
    constexpr double kNone = RankedReadout::kUnknown;
    const ChanceBand band =
        readout.wells > 0
            ? chance_band(readout.positives, readout.wells - readout.positives, readout.all_trials)
            : ChanceBand{kNone, kNone, kNone};
    csv.add(study.readouts[readout.readout], study.architectures[readout.architecture],
            description(readout.verdict), readout.f1, readout.f1_low, readout.f1_high, readout.wells,
            readout.positives, readout.all_trials, band.low, band.mean, band.high,
            readout.always_positive_f1);
  }
  return csv.text();
}

std::string paired_numbers(const WellsStudy& study, const PairedScores& scores, Treatment treatment) {
  CsvLines csv({"readout", treatment == Treatment::AUGMENTATION ? "augmentation" : "architecture", "f1",
                "always_positive_f1_mean"});
  for (std::size_t i = 0; i < scores.f1.size(); ++i) {
    for (std::size_t t = 0; t < scores.names.size(); ++t) {
      csv.add(study.readouts[scores.readouts[i]], scores.names[t], scores.f1[i][t],
              scores.always_positive_f1);
    }
  }
  return csv.text();
}

std::string plate_numbers(const WellsStudy& study, const PlateMap& map) {
  CsvLines csv(
      {"readout", "architecture", "plate", "row", "column", "use", "truth", "probability_of_positive"});
  for (const PlateMap::Plate& plate : map.plates) {
    for (const PlateMap::Well& well : plate.wells) {
      csv.add_field(study.readouts[map.ranked.readout]);
      csv.add_field(study.architectures[map.architecture]);
      csv.add_field(plate.name);
      csv.add_field(row_letters(well.place.row));
      csv.add_field(well.place.column + 1);
      csv.add_field(well.used ? "used" : "not used");
      csv.add_field(!well.used ? "" : well.positive ? "positive" : "negative");
      csv.add_field(well.used ? well.probability : RankedReadout::kUnknown);
      csv.end_line();
    }
  }
  return csv.text();
}

std::string learning_numbers(const WellsStudy& study, const LearningCurves& curves) {
  CsvLines csv({"architecture", "loss_of", "epoch", "lower_quartile", "median", "upper_quartile", "trials"});
  for (const LearningCurves::Panel& panel : curves.panels) {
    for (const auto& [name, series] :
         {std::pair{"training", &panel.train}, std::pair{"validation", &panel.validation}}) {
      for (std::size_t i = 0; i < series->size(); ++i) {
        const Quartiles& at = (*series)[i];
        csv.add(study.architectures[panel.architecture], name, i + 1, at.lower, at.median, at.upper,
                panel.trials);
      }
    }
  }
  return csv.text();
}

}  // namespace results
