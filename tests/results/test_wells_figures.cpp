// Figures of a wells study: what they show, that gnuplot draws them, and what is said where it cannot be.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>

#include "csv_reader.hpp"
#include "results/figures/figure.hpp"
#include "results/statistics/chance_band.hpp"
#include "results/wells/learning_curves.hpp"
#include "results/wells/plate_map.hpp"
#include "results/wells/ranked_figure.hpp"
#include "sweep/input_error.hpp"
#include "temporary_folder.hpp"
#include "wells_samples.hpp"

namespace {

using results::LearningCurves;
using results::PlateMap;
using results::ResultsFile;
using results::WellPlace;
using results::WellsStudy;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;
using wells_samples::names;
using wells_samples::votes;

constexpr std::size_t kWells = 40;
constexpr const char* kFactors =
    "data.readout: ['IL-6 {x}', TNF_α, dull], model.architecture: [cnn_wide, vit_linear], "
    "data.augmentation: [none, all]";

class WellsFiguresTest : public testing::Test {
 protected:
  /// IL-6 is seen, more surely with augmentation; TNF is not; "dull" is dropped.
  static sweep::TrialRecord usual(const sweep::Settings& settings) {
    const bool seen = settings.text("data.readout") == "IL-6 {x}";
    const bool all = settings.text("data.augmentation") == "all";
    if (settings.text("data.readout") == "dull") return wells_samples::pruned("all values are the same");
    sweep::TrialRecord record = wells_samples::record(seen ? votes(all ? 18 : 17, all ? 0 : 1, 1, 17, kWells)
                                                           : votes(9, 9, 10, 8, kWells));
    record.predictions.logits[1] = all ? 1.75F : 1.25F;
    const std::size_t epochs = all ? 4 : 2;
    for (std::size_t e = 0; e < epochs; ++e) {
      const float step = 0.1F * static_cast<float>(e);
      record.curves[static_cast<std::size_t>(sweep::Curve::TRAIN_LOSS)].push_back(0.7F - step);
      record.curves[static_cast<std::size_t>(sweep::Curve::VALIDATION_LOSS)].push_back((seen ? 0.6F : 0.8F) -
                                                                                       (all ? step : -step));
    }
    if (settings.text("model.architecture") == "vit_linear") record.message = "randomly initialised backbone";
    return record;
  }
  ResultsFile file(const std::vector<std::string>& wells = names(kWells)) const {
    return wells_samples::file(path_, wells_samples::study(kFactors), wells, usual, 5);
  }
  static std::string refusal(const ResultsFile& results, const std::string& name, const std::string& out,
                             const results::Wish& wish = {}) {
    try {
      results::draw(results, name, out, wish);
    } catch (const sweep::InputError& error) {
      return error.what();
    }
    return "(none)";
  }

  TemporaryFolder folder_;
  std::string path_ = folder_ / "results.h5";
};

TEST_F(WellsFiguresTest, AllAreListedAndDrawnInEveryFormat) {
  const ResultsFile results = file();
  std::vector<std::string> listed;
  for (const results::Figure& figure : results::figures(results)) listed.push_back(figure.name);
  EXPECT_THAT(listed, testing::ElementsAre("ranked-f1", "f1-by-augmentation", "f1-by-architecture",
                                           "plate-map", "learning-curves"));
  for (const std::string& name : listed) {
    const std::string caption = results::draw(results, name, folder_ / (name + ".svg"));
    EXPECT_THAT(read_text(folder_ / (name + ".svg")), HasSubstr("<svg"));
    EXPECT_THAT(caption, HasSubstr("1 readout was dropped.")) << name;
    EXPECT_THAT(caption, HasSubstr("Randomly initialised backbone: vit_linear")) << name;
    EXPECT_THAT(caption, Not(HasSubstr("leaks"))) << name;
  }
  results::draw(results, "plate-map", folder_ / "x.png");
  results::draw(results, "ranked-f1", folder_ / "x.pdf");
  EXPECT_THAT(read_text(folder_ / "x.png"), StartsWith("\x89PNG\r\n"));
  EXPECT_THAT(read_text(folder_ / "x.pdf"), StartsWith("%PDF-"));
  const std::string ranked = read_text(folder_ / "ranked-f1.svg");
  for (const char* text :
       {"IL-6 {x}", "TNF_α", "predicted", "not shown", "always positive", "cnn_wide", ">36<"}) {
    EXPECT_THAT(ranked, HasSubstr(text));
  }
  EXPECT_THAT(read_text(folder_ / "plate-map.svg"), HasSubstr("IL-6 {x}: cnn_wide"));
  EXPECT_THAT(read_text(folder_ / "f1-by-architecture.svg"), HasSubstr("vit_linear"));
}

TEST_F(WellsFiguresTest, NumbersAndScriptsStandBesideThem) {
  const ResultsFile results = file();
  const WellsStudy study(results);
  const auto numbers = [&](const std::string& name) {
    results::draw(results, name, folder_ / (name + ".svg"), {}, results::Beside::DATA);
    const std::string first = read_text(folder_ / (name + ".svg"));
    EXPECT_EQ(std::system(("cd '" + folder_ / "" + "' && gnuplot " + name + ".gp").c_str()), 0) << name;
    EXPECT_EQ(read_text(folder_ / (name + ".svg")), first) << name;
    return read_csv(read_text(folder_ / (name + ".csv")));
  };
  const auto ranked = numbers("ranked-f1");
  ASSERT_EQ(ranked.size(), 2U);
  EXPECT_EQ(ranked[0].at("readout"), "IL-6 {x}");
  EXPECT_NEAR(number(ranked[0].at("f1")), (34.0 / 36 + 36.0 / 37) / 2, 1e-12);
  EXPECT_EQ(ranked[1].at("verdict"), "not shown");
  const auto paired = numbers("f1-by-augmentation");  // 2 readouts, 2 augmentations
  ASSERT_EQ(paired.size(), 4U);
  EXPECT_EQ(paired[0].at("augmentation"), "none");
  EXPECT_NEAR(number(paired[0].at("f1")), 34.0 / 36, 1e-12);
  EXPECT_EQ(numbers("f1-by-architecture").size(), 4U);
  const auto plate = numbers("plate-map");
  ASSERT_EQ(plate.size(), kWells);
  EXPECT_EQ(plate[0].at("truth"), "positive");
  EXPECT_EQ(plate[39].at("use"), "not used");
  EXPECT_EQ(plate[39].at("probability_of_positive"), "");
  const auto learning = numbers("learning-curves");  // 2 architectures, 4 epochs, training and validation
  ASSERT_EQ(learning.size(), 16U);
  EXPECT_NEAR(number(learning[1].at("median")), 0.6, 1e-6);
}

TEST_F(WellsFiguresTest, RankedNumbersAreThoseOfTheTable) {
  const WellsStudy study(file());
  const auto drawing = results::ranked_figure(study, "x.svg", results::ImageFormat::SVG);
  const auto ranking = results::ranked_readouts(study);
  ASSERT_EQ(ranking.size(), 2U);
  EXPECT_DOUBLE_EQ(ranking[0].f1, (34.0 / 36 + 36.0 / 37) / 2);
  char line[120];
  std::snprintf(line, sizeof line, "$verdict0 << END\n1 %.6g %.6g %.6g\nEND\n", ranking[0].f1,
                ranking[0].f1_low, ranking[0].f1_high);
  EXPECT_THAT(drawing.script, HasSubstr(line));
  std::snprintf(line, sizeof line, "$verdict1 << END\n2 %.6g %.6g %.6g\nEND\n", ranking[1].f1,
                ranking[1].f1_low, ranking[1].f1_high);
  EXPECT_THAT(drawing.script, HasSubstr(line));
  const results::ChanceBand band = results::chance_band(18, 18, 4);  // two architectures, two augmentations
  std::snprintf(line, sizeof line, "\n2 %.6g %.6g %.6g\n", band.low, band.mean, band.high);
  EXPECT_THAT(drawing.script, HasSubstr(line));
  EXPECT_THAT(drawing.caption, HasSubstr("1 predicted: "));
}

TEST_F(WellsFiguresTest, ThePlateMapHasEveryWell) {
  std::vector<std::string> wells = names(20, 12, "first");
  for (const std::string& name : names(20, 12, "second: b")) wells.push_back(name);
  wells[39] = "second: b:P24";
  const ResultsFile results = file(wells);
  const WellsStudy study(results);
  const PlateMap map = PlateMap::of(results, study, {});
  EXPECT_EQ(study.readouts[map.ranked.readout], "IL-6 {x}");
  ASSERT_EQ(map.plates.size(), 2U);
  EXPECT_EQ(map.plates[1].name, "second: b");
  EXPECT_EQ(map.rows, 16);
  EXPECT_EQ(map.columns, 24);
  EXPECT_EQ(map.trials, 2U);
  EXPECT_EQ(map.used, 36U);
  const auto probability = [](double difference) { return 1 / (1 + std::exp(-difference)); };
  const PlateMap::Well& first = map.plates[0].wells[0];  // logits 0.25 and 1.25, or 1.75
  EXPECT_NEAR(first.probability, (probability(1) + probability(1.5)) / 2, 1e-7);
  EXPECT_TRUE(first.positive);
  const PlateMap::Well& wavering = map.plates[0].wells[17];  // missed without augmentation
  EXPECT_NEAR(wavering.probability, (probability(-1) + probability(1)) / 2, 1e-7);
  const PlateMap::Well& last = map.plates[1].wells[19];
  EXPECT_FALSE(last.used);
  EXPECT_EQ(last.place.row, 15);
  EXPECT_EQ(last.place.column, 23);
  EXPECT_EQ(map.right, 34U);  // not the wavering one, nor the negative well that is called positive

  const PlateMap other = PlateMap::of(results, study, {"TNF_α", "vit_linear"});
  EXPECT_EQ(study.architectures[other.architecture], "vit_linear");
  EXPECT_EQ(other.right, 17U);
  EXPECT_THAT(refusal(results, "plate-map", folder_ / "x.svg", {"IL-6 {y}", ""}),
              HasSubstr("there is no readout 'IL-6 {y}' (did you mean 'IL-6 {x}'?)"));
  EXPECT_THAT(refusal(results, "plate-map", folder_ / "x.svg", {"dull", ""}), HasSubstr("no complete trial"));
  EXPECT_THAT(refusal(results, "plate-map", folder_ / "x.svg", {"", "cnn_wid"}), HasSubstr("'cnn_wide'?"));
}

TEST_F(WellsFiguresTest, NamesOfWellsAreRead) {
  EXPECT_EQ(WellPlace::of("A01")->column, 0);
  EXPECT_EQ(WellPlace::of("p:q:AF48")->plate, "p:q");
  EXPECT_EQ(WellPlace::of("AF48")->row, 31);
  EXPECT_EQ(results::row_letters(31), "AF");
  EXPECT_EQ(results::row_letters(25), "Z");
  for (const char* name : {"", "A", "7", "A0", "A49", "AG01", "A1x", "a01", "A:", "A99999999999999999999"}) {
    EXPECT_FALSE(WellPlace::of(name)) << name;
  }
}

TEST_F(WellsFiguresTest, LearningCurvesAreMediansOfTheTrialsThatWentOn) {
  const ResultsFile results = file();
  const LearningCurves curves = LearningCurves::of(results, WellsStudy(results));
  ASSERT_EQ(curves.panels.size(), 2U);
  const LearningCurves::Panel& panel = curves.panels[0];
  EXPECT_EQ(panel.trials, 4U);  // two readouts, two augmentations
  ASSERT_EQ(panel.train.size(), 4U);
  ASSERT_EQ(panel.validation.size(), 4U);
  EXPECT_NEAR(panel.train[1].median, 0.6, 1e-6);
  // 0.5 and 0.7 with augmentation, 0.7 and 0.9 without.
  EXPECT_NEAR(panel.validation[1].lower, 0.65, 1e-6);
  EXPECT_NEAR(panel.validation[1].median, 0.7, 1e-6);
  EXPECT_NEAR(panel.validation[1].upper, 0.75, 1e-6);
  EXPECT_NEAR(panel.validation[3].median, (0.3 + 0.5) / 2, 1e-6);  // the two that went on
}

TEST_F(WellsFiguresTest, WhatAFileCannotGiveIsNotListedAndSaidWhy) {
  const auto factors = "data.readout: [a, b]";
  const ResultsFile results =
      wells_samples::file(path_, wells_samples::study(factors), {"one", "two", "three", "four"},
                          [](const sweep::Settings&) { return wells_samples::record(votes(1, 1, 1, 1, 4)); });
  ASSERT_EQ(results::figures(results).size(), 1U);
  EXPECT_EQ(results::figures(results).front().name, "ranked-f1");
  EXPECT_THAT(refusal(results, "f1-by-augmentation", folder_ / "x.svg"),
              HasSubstr("cannot give figure f1-by-augmentation: its complete trials have no two levels of"));
  EXPECT_THAT(refusal(results, "plate-map", folder_ / "x.svg"), HasSubstr("its samples are no wells"));
  EXPECT_THAT(refusal(results, "learning-curves", folder_ / "x.svg"), HasSubstr("have no curves"));
  EXPECT_THAT(refusal(results, "ranked-f2", folder_ / "x.svg"), HasSubstr("did you mean 'ranked-f1'?"));
  EXPECT_FALSE(std::filesystem::exists(folder_ / "x.svg"));
}

}  // namespace
