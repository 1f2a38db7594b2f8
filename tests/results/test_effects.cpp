#include "results/answers/effects.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "results/answers/effects_table.hpp"
#include "results/written_table.hpp"
#include "samples.hpp"
#include "sweep/input_error.hpp"
#include "temporary_folder.hpp"

namespace {

using results::Effects;
using results::ResultsFile;
using results::TableFormat;
using testing::HasSubstr;
using testing::Not;

class EffectsTest : public testing::Test {
 protected:
  /// A file whose `metric` is what `value` says; negative: the trial waits.
  template <class Value>
  ResultsFile file(const std::string& factors, sweep::Metric metric, Value value,
                   const std::string& task = "spectra") const {
    const sweep::Study study =
        samples::study("name: t\ntask: " + task + "\nseed: 1\nfactors: {" + factors + "}\n");
    const sweep::Grid grid(study);
    ResultsFile::create(path_, study, grid, {0, 0, 2});
    ResultsFile writer(path_, results::Access::WRITE);
    for (std::uint32_t i = 0; i < grid.size(); ++i) {
      sweep::TrialRecord record = samples::record(grid, {i});
      record.metrics[metric] = value(grid.settings({i}), i);
      if (record.metrics[metric] >= 0) writer.write({i}, record);
    }
    return {path_, results::Access::READ};
  }

  TemporaryFolder folder_;
  std::string path_ = folder_ / "results.h5";
};

/// Hundredths that no factor explains.
double noise(std::uint32_t i) { return 0.001 * static_cast<double>((i * 7 + i * i * 3) % 11); }

TEST_F(EffectsTest, OfAnAblationByItsOwnColumns) {
  const ResultsFile results =
      file("training.batch: [16, 32], model.dropout: [0, 0.5], data.snr: [100, 2], replicate: 3",
           sweep::Metric::TEST_ACCURACY, [](const sweep::Settings& s, std::uint32_t i) {
             return 0.8 + (s.number("data.snr") == 100 ? 0.1 : 0) +
                    (s.number("data.snr") == 100 && s.number("model.dropout") == 0 ? 0.05 : 0) + noise(i);
           });
  const Effects effects = Effects::of(results, "test_accuracy");
  ASSERT_EQ(effects.data.factors.size(), 3U);
  EXPECT_EQ(effects.data.factors[0].name, "training.batch");
  EXPECT_EQ(effects.data.factors[2].levels, (std::vector<std::string>{"100", "2"}));
  EXPECT_EQ(effects.data.blocks, 3U);
  const results::AnalysisOfVariance& analysis = effects.analysis;
  ASSERT_EQ(analysis.effects.size(), 6U);
  EXPECT_GT(analysis.effects[0].p_holm, 0.05);  // batch size
  EXPECT_LT(analysis.effects[2].p_holm, 1e-6);  // SNR
  EXPECT_LT(analysis.effects[5].p_holm, 1e-6);  // dropout × SNR
  EXPECT_GT(analysis.effects[4].p_holm, 0.05);  // batch size × SNR
  EXPECT_GT(analysis.effects[2].partial_omega_squared, 0.9);
  const std::string text = written_table(effects_table(effects), TableFormat::TEXT);
  EXPECT_THAT(text, HasSubstr("model.dropout × data.snr"));
  EXPECT_THAT(text, HasSubstr("type II"));
  EXPECT_THAT(text, Not(HasSubstr("nan")));
  const std::string means = written_table(level_means_table(effects), TableFormat::TEXT);
  EXPECT_THAT(means, HasSubstr("Student t over replicates"));
  EXPECT_THAT(means, Not(HasSubstr("nan")));
}

TEST_F(EffectsTest, OfWellsByF1) {
  const ResultsFile results = file(
      "model.architecture: [cnn_deep, cnn_wide], data.augmentation: [none, both], replicate: 4",
      sweep::Metric::TEST_F1,
      [](const sweep::Settings& s, std::uint32_t i) {
        return 0.6 + (s.text("model.architecture") == "cnn_wide" ? 0.1 : 0) + noise(i);
      },
      "wells");
  const Effects effects = Effects::of(results, "test_f1");
  EXPECT_LT(effects.analysis.effects[0].p_holm, 0.001);
  EXPECT_GT(effects.analysis.effects[1].p_holm, 0.05);
}

TEST_F(EffectsTest, WhatIsMissingIsSaid) {
  const ResultsFile results =
      file("data.snr: [100, 50, 2], model.architecture: [student, mlp], replicate: 2",
           sweep::Metric::TEST_ACCURACY, [](const sweep::Settings& s, std::uint32_t i) {
             const bool open = s.number("data.snr") == 2 && s.text("model.architecture") == "mlp";
             return open ? -1 : 0.8 + noise(i);
           });
  const Effects effects = Effects::of(results, "test_accuracy");
  const std::string text = written_table(effects_table(effects), TableFormat::TEXT);
  EXPECT_THAT(text, HasSubstr("1 of 2"));
  EXPECT_THAT(text, HasSubstr("combinations of levels are missing"));
  EXPECT_THAT(text, HasSubstr("10 of 12 trials"));
  EXPECT_THAT(written_table(level_means_table(effects), TableFormat::TEXT), HasSubstr("data.snr *"));
}

TEST(EffectsTable, LargeGridsHaveNoInteractionsAndSayIt) {
  // With interactions each fit would sweep a matrix of 2,713 columns, twice for an effect.
  Effects effects;
  effects.metric = "test_accuracy";
  effects.data.factors = {{"data.sampling", std::vector<std::string>(300, "x")},
                          {"data.snr", std::vector<std::string>(5, "x")},
                          {"model.architecture", std::vector<std::string>(3, "x")}};
  effects.data.blocks = 2;
  for (std::uint32_t i = 0; i < 9000; ++i) {
    const std::size_t snr = i / 6 % 5;
    effects.data.measurements.push_back(
        {{i / 30, snr, i / 2 % 3}, i % 2, 0.8 + (snr == 1 ? 0.01 : 0) + noise(i)});
  }
  effects.analysis = results::AnalysisOfVariance::of(effects.data);
  EXPECT_TRUE(effects.analysis.is_too_large);
  ASSERT_EQ(effects.analysis.effects.size(), 6U);
  EXPECT_LT(effects.analysis.effects[1].p_holm, 1e-6);
  EXPECT_GT(effects.analysis.effects[2].p_holm, 1e-6);
  EXPECT_EQ(effects.analysis.error_freedom, 9000U - 1 - 299 - 4 - 2 - 1);
  EXPECT_FALSE(std::isnan(effects.analysis.means[1].levels[1].low));
  const std::string text = written_table(effects_table(effects), TableFormat::TEXT);
  EXPECT_THAT(text, HasSubstr("data.sampling × data.snr"));
  EXPECT_THAT(text, HasSubstr("in the error"));
  EXPECT_THAT(text, HasSubstr("Interactions were not looked at"));
  EXPECT_THAT(written_table(level_means_table(effects), TableFormat::TEXT),
              HasSubstr("as if factors did not depend on each other"));
}

TEST_F(EffectsTest, ASingleReplicateAndNothingAtAll) {
  const ResultsFile results =
      file("data.snr: [100, 2], model.architecture: [student, mlp]", sweep::Metric::TEST_ACCURACY,
           [](const sweep::Settings&, std::uint32_t i) { return 0.8 + noise(i); });
  const Effects effects = Effects::of(results, "test_accuracy");
  EXPECT_EQ(effects.analysis.error, results::ErrorTerm::INTERACTIONS);
  const std::string text = written_table(effects_table(effects), TableFormat::TEXT);
  EXPECT_THAT(text, HasSubstr("taken for chance"));
  EXPECT_THAT(text, HasSubstr("in the error"));
  EXPECT_THROW(Effects::of(results, "test_acuracy"), sweep::InputError);

  std::filesystem::remove(path_);
  const ResultsFile waiting = file("data.snr: [100, 2]", sweep::Metric::TEST_ACCURACY,
                                   [](const sweep::Settings&, std::uint32_t) { return -1.0; });
  EXPECT_TRUE(Effects::of(waiting, "test_accuracy").analysis.effects.empty());
}

}  // namespace
