#include "results/answers/minimum_dataset.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <stdexcept>

#include "planted_study.hpp"
#include "results/answers/minimum_dataset_text.hpp"
#include "samples.hpp"
#include "temporary_folder.hpp"

namespace {

using planted::Regime;
using results::CubeAxis;
using results::MinimumAnswer;
using results::MinimumDataset;
using results::MinimumOptions;
using results::MinimumVerdict;
using results::Observation;
using results::Observations;
using results::ReferenceKind;
using testing::HasSubstr;

/// A study in which replicate r of level k is `means[k]`, moved up and down a little.
Observations study(const std::vector<double>& means, std::size_t replicates = 5, double spread = 0.002) {
  results::ReplicateTable table;
  for (std::size_t k = 0; k < means.size(); ++k) {
    table.emplace_back();
    for (std::size_t r = 0; r < replicates; ++r) {
      const double shared = 0.01 * (static_cast<double>(r) - 0.5 * static_cast<double>(replicates - 1));
      table.back().push_back(means[k] + shared + ((r + k) % 2 == 0 ? spread : -spread));
    }
  }
  return planted::observations({"", means, replicates}, table);
}

MinimumAnswer answer_of(const Observations& seen, const MinimumOptions& options = {}) {
  return MinimumDataset(seen, options).whole.at(0);
}

std::string sentence_of(const Observations& seen, const MinimumOptions& options = {}) {
  return sentence(answer_of(seen, options), options, seen);
}

TEST(MinimumDataset, FindsWhatIsEnoughAndWhatIsTooSmall) {
  const Observations seen = study({.95, .95, .95, .90, .80});
  const MinimumAnswer answer = answer_of(seen);
  EXPECT_EQ(answer.verdict, MinimumVerdict::ENOUGH);
  EXPECT_EQ(answer.reference.kind, ReferenceKind::OWN);
  EXPECT_EQ(answer.enough, 1U);
  EXPECT_EQ(answer.too_small, 2U);
  EXPECT_EQ(answer.estimated, 1U);
  EXPECT_EQ(answer.replicates_needed, 0);
  // 2 of the 5 points from 16-fold to 64-fold.
  EXPECT_NEAR(answer.crossing.at, 16 * std::pow(4, 0.4), 1.5);
  EXPECT_GT(answer.crossing.low, 16);
  EXPECT_LT(answer.crossing.high, 64);
  EXPECT_THAT(sentence_of(seen),
              testing::StartsWith(
                  "At SNR 5 the student can do with 16-fold less data (level-2): that costs at most "));
  EXPECT_THAT(sentence_of(seen), HasSubstr("; 64-fold less data (level-3) costs at least "));
  EXPECT_THAT(sentence_of(seen), HasSubstr("its own accuracy with the full cube (95.0 %, 5 replicates)"));
}

TEST(MinimumDataset, SaysSoWhenTheLargestReductionIsStillEnough) {
  const Observations seen = study({.95, .95, .952});
  const MinimumAnswer answer = answer_of(seen);
  EXPECT_EQ(answer.verdict, MinimumVerdict::AT_LEAST);
  EXPECT_EQ(answer.enough, 1U);
  EXPECT_TRUE(std::isinf(answer.crossing.at));
  EXPECT_THAT(sentence_of(seen), HasSubstr("less was not tested"));
}

TEST(MinimumDataset, SaysSoWhenTheSmallestReductionIsTooMuch) {
  const Observations seen = study({.95, .90, .85});
  EXPECT_EQ(answer_of(seen).verdict, MinimumVerdict::NOT_REACHED);
  EXPECT_EQ(answer_of(seen).too_small, 0U);
  EXPECT_FALSE(answer_of(seen).enough);
  EXPECT_FALSE(answer_of(seen).estimated);
  EXPECT_THAT(sentence_of(seen),
              HasSubstr("cannot do with less: 4-fold less data (level-1) already costs at least "));
}

TEST(MinimumDataset, SaysSoWhenReplicatesAreTooFew) {
  const Observations noisy = study({.95, .94, .80}, 4, 0.02);
  const MinimumAnswer answer = answer_of(noisy);
  EXPECT_EQ(answer.verdict, MinimumVerdict::UNDECIDED);
  EXPECT_GT(answer.replicates_needed, 4);
  EXPECT_LT(answer.replicates_needed, 1000);
  EXPECT_EQ(answer.estimated, 0U);
  EXPECT_THAT(sentence_of(noisy),
              HasSubstr("would probably decide. The best guess is 4-fold less data (level-1)"));
  const Observations single = study({.95, .95, .80}, 1);
  EXPECT_EQ(answer_of(single).verdict, MinimumVerdict::UNDECIDED);
  EXPECT_EQ(answer_of(single).replicates_needed, 0);
  EXPECT_TRUE(std::isnan(answer_of(single).crossing.low));
  EXPECT_THAT(sentence_of(single), HasSubstr("from a single replicate"));
}

TEST(MinimumDataset, UndecidedSaysWhatIsAndWhatIsNot) {
  // The first reduction costs too much, the largest not surely so: a replicate of it failed.
  Observations seen = study({.95, .80, .90});
  for (Observation& trial : seen.trials) {
    if (trial.sampling == 2) trial.accuracy += trial.replicate == 0 ? -0.1 : 0.04;
  }
  const MinimumAnswer answer = answer_of(seen);
  ASSERT_EQ(answer.levels[0].test.decision, results::DropDecision::TOO_SMALL);
  ASSERT_EQ(answer.levels[1].test.decision, results::DropDecision::UNDECIDED);
  EXPECT_EQ(answer.verdict, MinimumVerdict::UNDECIDED);
  EXPECT_THAT(sentence_of(seen),
              HasSubstr("4-fold less data (level-1) seems to be too little, as it costs "));
  EXPECT_THAT(sentence_of(seen), HasSubstr("but 16-fold less data (level-2) is undecided: it costs "));
  EXPECT_THAT(sentence_of(seen), testing::Not(HasSubstr("cannot be told")));
  // Replicates that the full cube does not have.
  Observations apart = study({.95, .94});
  std::erase_if(apart.trials, [](const Observation& t) { return (t.sampling == 0) == (t.replicate > 1); });
  EXPECT_THAT(sentence_of(apart), HasSubstr("cannot be told, as no replicate has both."));
}

TEST(MinimumDataset, OptionsAreSaidAsTheyWereAsked) {
  Observations seen = study({.95, .95, .80});
  seen.snrs = {std::numeric_limits<double>::infinity()};
  MinimumOptions options{.margin = 0.0025, .target_accuracy = 0.9995};
  EXPECT_THAT(sentence_of(seen, options),
              testing::StartsWith("With no noise the student cannot do with less"));
  EXPECT_THAT(sentence_of(seen, options), HasSubstr("the accuracy asked for (99.95 %)"));
  const MinimumDataset minimum(seen, options);
  const results::TableLines table = table_of_minimum(minimum, seen);
  EXPECT_THAT(table.notes[0], HasSubstr("Margin 0.25 points of"));
  EXPECT_THAT(table.notes[1], HasSubstr("not below 99.95 % by more"));
  const auto column = [&](const std::string& name) {
    const auto& head = table.lines[0];
    return static_cast<std::size_t>(std::find(head.begin(), head.end(), name) - head.begin());
  };
  EXPECT_EQ(table.lines[1][column("reference (%)")], "99.95");
  EXPECT_EQ(table.lines[1][column("n")], "–");
}

TEST(MinimumDataset, NothingToCompareIsNotTested) {
  Observations reduced = study({.95, .95, .80});
  std::erase_if(reduced.trials, [](const Observation& trial) { return trial.sampling == 0; });
  EXPECT_EQ(answer_of(reduced).verdict, MinimumVerdict::NOT_TESTED);
  EXPECT_EQ(answer_of(reduced).reference.kind, ReferenceKind::NONE);
  EXPECT_THAT(sentence_of(reduced), HasSubstr("nothing was measured with the full cube"));
  EXPECT_EQ(answer_of(study({.95})).verdict, MinimumVerdict::NOT_TESTED);
  EXPECT_THAT(sentence_of(study({.95})), HasSubstr("no reduced data were tried"));
  Observations noise = study({.5, .5});
  noise.snrs = {0};
  EXPECT_TRUE(MinimumDataset(noise).whole.empty());
}

TEST(MinimumDataset, ComparesWithAGivenAccuracy) {
  const Observations seen = study({.95, .95, .92, .85}, 5, 0.001);
  MinimumOptions options;
  options.target_accuracy = 0.92;
  const MinimumAnswer reached = answer_of(seen, options);
  EXPECT_EQ(reached.reference.kind, ReferenceKind::GIVEN);
  // The full cube is a candidate, too. 92 % scatters by 1.6 points between replicates: 5 can't tell it from
  // 90 %.
  ASSERT_EQ(reached.levels.size(), 4U);
  EXPECT_EQ(reached.levels[0].reduction, 1);
  EXPECT_EQ(reached.verdict, MinimumVerdict::ENOUGH);
  EXPECT_EQ(reached.enough, 2U);
  EXPECT_EQ(reached.too_small, 3U);
  EXPECT_EQ(reached.estimated, 2U);
  // Two replicates, a point apart, can't tell 92 from 90 %.
  EXPECT_EQ(answer_of(study({.95, .95, .92, .85}, 2, 0.001), options).enough, 1U);
  options.target_accuracy = 0.999;
  EXPECT_EQ(answer_of(seen, options).verdict, MinimumVerdict::NOT_REACHED);
  EXPECT_THAT(sentence_of(seen, options), HasSubstr("cannot do with less: the full cube already costs"));
}

TEST(MinimumDataset, ComparesWithTheTeacherWhereTheFullCubeIsTheTeachersAlone) {
  Observations seen = study({.95, .95, .94, .85});
  seen.architectures = {"student", "cnn", "teacher"};
  Observations changed = seen;
  changed.trials.clear();
  for (Observation trial : seen.trials) {
    if (trial.sampling > 0) changed.trials.push_back(trial);
    if (trial.sampling > 0) continue;
    trial.architecture = 2;
    changed.trials.push_back(trial);
    trial.architecture = 1;
    trial.accuracy += 0.05;
    changed.trials.push_back(trial);
  }
  const MinimumAnswer answer = answer_of(changed);
  EXPECT_EQ(answer.reference.kind, ReferenceKind::TEACHER);
  EXPECT_EQ(answer.reference.architecture, 2U);
  EXPECT_EQ(answer.verdict, MinimumVerdict::ENOUGH);
  EXPECT_EQ(answer.enough, 1U);
  EXPECT_EQ(answer.too_small, 2U);
  changed.architectures[2] = "large";
  const MinimumAnswer best = answer_of(changed);
  EXPECT_EQ(best.reference.kind, ReferenceKind::BEST_WITH_FULL);
  EXPECT_EQ(best.reference.architecture, 1U);
  EXPECT_EQ(best.verdict, MinimumVerdict::NOT_REACHED);
  EXPECT_THAT(sentence_of(changed), HasSubstr("the best accuracy with the full cube, that of cnn (100.0 %"));
}

results::DataFacts facts(std::size_t waiting_times, std::size_t pump_times, std::size_t parts) {
  return {{waiting_times, 100}, {pump_times, 50}, {40, 40}, {parts, 2}};
}

TEST(MinimumDataset, AlongAnAxisThinsNothingElse) {
  Observations seen = study({.95, .95, .949, .85, .95, .70});
  seen.samplings[0].facts = facts(100, 50, 2);
  seen.samplings[1].facts = facts(10, 50, 2);
  seen.samplings[2].facts = facts(3, 50, 2);
  seen.samplings[3].facts = facts(1, 50, 2);
  seen.samplings[4].facts = facts(100, 50, 1);
  seen.samplings[5].facts = facts(1, 5, 2);
  const MinimumDataset minimum(seen);
  ASSERT_EQ(minimum.along_axes.size(), 3U);  // nothing thins the frequencies
  const MinimumAnswer& waiting = minimum.along_axes[0];
  EXPECT_EQ(waiting.axis, CubeAxis::WAITING_TIMES);
  EXPECT_TRUE(waiting.from_full_cube);
  EXPECT_EQ(waiting.verdict, MinimumVerdict::ENOUGH);
  ASSERT_EQ(waiting.levels.size(), 3U);
  EXPECT_EQ(waiting.levels[*waiting.enough].kept, (results::KeptPoints{3, 100}));
  EXPECT_EQ(waiting.levels[*waiting.too_small].kept, (results::KeptPoints{1, 100}));
  EXPECT_GT(waiting.crossing.at, 100.0 / 3);
  EXPECT_LT(waiting.crossing.at, 100);
  EXPECT_THAT(sentence(waiting, {}, seen), HasSubstr("can do with 3 of 100 waiting times"));
  // No sampling thins the pump times of the full cube; with a single waiting time there are two.
  const MinimumAnswer& pump = minimum.along_axes[1];
  EXPECT_EQ(pump.axis, CubeAxis::PUMP_TIMES);
  EXPECT_FALSE(pump.from_full_cube);
  EXPECT_EQ(pump.reference.sampling, 3U);
  EXPECT_EQ(pump.verdict, MinimumVerdict::NOT_REACHED);
  EXPECT_THAT(sentence(pump, {}, seen), HasSubstr("its own accuracy with level-3 (85.0 %"));
  EXPECT_EQ(minimum.along_axes[2].axis, CubeAxis::PARTS);
  EXPECT_EQ(minimum.along_axes[2].verdict, MinimumVerdict::AT_LEAST);
  EXPECT_EQ(table_along_axes(minimum, seen).lines.size(), 4U);
}

TEST(MinimumDataset, RefusesOptionsThatMakeNoSense) {
  const Observations seen = study({.95, .95});
  EXPECT_THROW(MinimumDataset(seen, {.margin = 0}), std::invalid_argument);
  EXPECT_THROW(MinimumDataset(seen, {.confidence = 1}), std::invalid_argument);
  EXPECT_THROW(MinimumDataset(seen, {.target_accuracy = 95}), std::invalid_argument);
}

/// Shares of studies in which the claimed level and the best guess are the planted ones.
struct Found {
  double claimed = 0;
  double guessed = 0;
};
Found found(const Regime& regime, std::size_t truth) {
  constexpr int kStudies = 120;
  Draws draws(17);
  Found shares;
  for (int i = 0; i < kStudies; ++i) {
    const MinimumAnswer answer = answer_of(planted::observations(regime, planted::draw(regime, draws)));
    shares.claimed += answer.enough && *answer.enough + 1 == truth ? 1.0 / kStudies : 0;
    shares.guessed += answer.estimated && *answer.estimated + 1 == truth ? 1.0 / kStudies : 0;
  }
  return shares;
}

TEST(MinimumDataset, RecoversAPlantedTruth) {
  // A drop of 6 points at the next reduction; replicates differ by a point, trainings by 0.2 of their own.
  const Found five = found({"", {.98, .98, .98, .98, .92, .85, .78}, 5, 400}, 3);
  EXPECT_GE(five.claimed, 0.9);
  EXPECT_GE(five.guessed, 0.99);
  const Found more_samples = found({"", {.97, .97, .97, .97, .91, .85, .78}, 5, 2000}, 3);
  EXPECT_GE(more_samples.claimed, 0.9);
  // Three replicates: a drop at the first reduction but one, and enough test samples.
  const Found three = found({"", {.97, .97, .97, .91, .85}, 3, 4000, .01, {.002}}, 2);
  EXPECT_GE(three.claimed, 0.9);
  // With 400 test samples they rarely show it, and guess it none the less.
  EXPECT_GE(found({"", {.97, .97, .97, .97, .91, .85, .78}, 3, 400}, 3).guessed, 0.95);
}

/// Knows of every trial's data only what the trial's place says.
class FakeSimulator final : public results::Simulator {
 public:
  std::optional<results::DataFacts> facts(sweep::TrialId) const override { return std::nullopt; }
};

TEST(MinimumDataset, IsFoundInAResultsFile) {
  const TemporaryFolder folder;
  const std::string path = folder / "results.h5";
  const sweep::Study study = samples::study(
      "name: f\nseed: 1\nfactors: {data.snr: [100, 2], data.sampling: [full, every-10], model.architecture: "
      "[student, "
      "mlp], replicate: 4}\n");
  const sweep::Grid grid(study);
  results::ResultsFile::create(path, study, grid, {0, 0, 2});
  {
    results::ResultsFile writer(path, results::Access::WRITE);
    for (std::uint32_t i = 0; i < grid.size(); ++i) {
      const sweep::Settings settings = grid.settings({i});
      const bool is_full = settings["data.sampling"].text() == "full";
      const bool is_noisy = settings["data.snr"].text() == "2";
      sweep::TrialRecord record = samples::record(grid, {i});
      record.metrics[sweep::Metric::TEST_ACCURACY] =
          (is_full || !is_noisy ? 0.95 : 0.85) + 0.001 * static_cast<double>(i % 3);
      record.metrics[sweep::Metric::DATA_REDUCTION] = is_full ? 1 : 96;
      writer.write({i}, record);
    }
  }
  const results::ResultsFile file(path, results::Access::READ);
  const Observations seen(file, FakeSimulator());
  const MinimumDataset minimum(seen);
  ASSERT_EQ(minimum.whole.size(), 4U);
  for (const MinimumAnswer& answer : minimum.whole) {
    EXPECT_EQ(answer.verdict,
              seen.snrs[answer.snr] == 2 ? MinimumVerdict::NOT_REACHED : MinimumVerdict::AT_LEAST);
  }
  const results::TableLines table = table_of_minimum(minimum, seen);
  ASSERT_EQ(table.lines.size(), 5U);
  for (const auto& line : table.lines) EXPECT_EQ(line.size(), table.alignment.size());
  EXPECT_THAT(table.notes.front(), HasSubstr("Margin 2 points of test accuracy, confidence 95 %"));
  const results::TableLines levels = table_of_levels(minimum.whole[0], minimum.options, seen);
  ASSERT_EQ(levels.lines.size(), 2U);
  EXPECT_EQ(levels.lines[1].size(), levels.alignment.size());
  EXPECT_EQ(levels.lines[1].back(), "enough");
}

}  // namespace
