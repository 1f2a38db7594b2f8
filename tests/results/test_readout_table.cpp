#include "results/wells/readout_table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/math/distributions/binomial.hpp>
#include <sstream>

#include "results/statistics/bootstrap_f1.hpp"
#include "results/summary.hpp"
#include "results/table.hpp"
#include "results/wells/readout_ranking.hpp"
#include "sweep/input_error.hpp"
#include "temporary_folder.hpp"
#include "wells_samples.hpp"

namespace {

using results::Labels;
using results::RankedReadout;
using results::ResultsFile;
using results::TableFormat;
using results::Verdict;
using results::WellsStudy;
using testing::HasSubstr;
using testing::Not;
using wells_samples::names;
using wells_samples::pruned;
using wells_samples::votes;

constexpr std::size_t kWells = 48;

class ReadoutTableTest : public testing::Test {
 protected:
  /// IL-6 is seen by cnn_wide, TNF by nobody, IL-2 is dropped, IL-10 is seen by the ViT, of fewer wells.
  static sweep::TrialRecord usual(const sweep::Settings& settings) {
    const std::string& readout = settings.text("data.readout");
    const bool wide = settings.text("model.architecture") == "cnn_wide";
    const bool none = settings.text("data.augmentation") == "none";
    if (readout == "IL-2, free") return pruned("14 wells after balancing, fewer than 15");
    sweep::TrialRecord record;
    if (readout == "IL-6") {
      record = wells_samples::record(wide ? votes(none ? 20 : 18, none ? 0 : 2, 2, 18, kWells)
                                          : votes(10, 10, 10, 10, kWells));
    } else if (readout == "TNF") {
      record = wells_samples::record(wide ? votes(11, 9, 9, 11, kWells) : votes(9, 11, 8, 12, kWells));
    } else {
      record = wells_samples::record(wide ? votes(7, 5, 6, 6, kWells) : votes(12, 0, 2, 10, kWells));
    }
    if (!wide) record.message = "randomly initialised backbone";
    return record;
  }
  static constexpr const char* kFactors =
      "data.readout: [TNF, 'IL-2, free', IL-10, IL-6], model.architecture: [cnn_wide, vit_linear], "
      "data.augmentation: [none, all]";

  TemporaryFolder folder_;
  std::string path_ = folder_ / "results.h5";
};

double tail(std::size_t n, double p, std::size_t k) {
  double sum = 0;
  for (std::size_t i = k; i <= n; ++i) {
    sum += boost::math::pdf(boost::math::binomial(static_cast<double>(n), p), static_cast<double>(i));
  }
  return sum;
}

TEST_F(ReadoutTableTest, EveryNumberFollowsFromTheWells) {
  const WellsStudy study(wells_samples::file(path_, wells_samples::study(kFactors), names(kWells), usual));
  const std::vector<RankedReadout> ranked = results::ranked_readouts(study);
  ASSERT_EQ(ranked.size(), 3U);
  const RankedReadout& il6 = ranked[0];
  const RankedReadout& il10 = ranked[1];
  const RankedReadout& tnf = ranked[2];
  EXPECT_EQ(study.readouts[il6.readout], "IL-6");
  EXPECT_EQ(study.architectures[il6.architecture], "cnn_wide");
  EXPECT_EQ(il6.trials, 2U);
  EXPECT_EQ(il6.all_trials, 4U);
  EXPECT_EQ(il6.wells, 40U);
  EXPECT_EQ(il6.positives, 20U);
  EXPECT_DOUBLE_EQ(il6.f1, (40.0 / 42 + 36.0 / 40) / 2);
  const std::vector<results::WellVotes> cell = {votes(20, 0, 2, 18, kWells), votes(18, 2, 2, 18, kWells)};
  EXPECT_DOUBLE_EQ(results::bootstrap_f1(cell).mean, il6.f1);
  EXPECT_DOUBLE_EQ(il6.f1_low, results::bootstrap_f1(cell).low);
  EXPECT_DOUBLE_EQ(il6.f1_high, results::bootstrap_f1(cell).high);
  EXPECT_DOUBLE_EQ(il6.always_positive_f1, 2.0 / 3);
  EXPECT_DOUBLE_EQ(il6.intensity_f1, 0.6);
  EXPECT_NEAR(il6.mcc, ((20.0 * 18) / std::sqrt(22.0 * 20 * 20 * 18) + 0.8) / 2, 1e-12);
  // Shares 0.95 and 0.9 of 40 wells count as 18.5 of 20, rounded down; chance is one half; two architectures.
  EXPECT_NEAR(il6.p, 2 * tail(20, 0.5, 18), 1e-15);
  EXPECT_NEAR(il6.p_adjusted, 3 * il6.p, 1e-15);
  EXPECT_EQ(il6.verdict, Verdict::PREDICTED);

  EXPECT_EQ(study.readouts[il10.readout], "IL-10");
  EXPECT_EQ(study.architectures[il10.architecture], "vit_linear");
  EXPECT_EQ(il10.wells, 24U);
  EXPECT_NEAR(il10.p, 2 * tail(12, 0.5, 11), 1e-15);  // 22 of 24
  EXPECT_NEAR(il10.p_adjusted, 1.5 * il10.p, 1e-15);
  EXPECT_EQ(il10.verdict, Verdict::PREDICTED);

  EXPECT_NEAR(tnf.p, std::min(1.0, 2 * tail(20, 0.5, 11)), 1e-15);  // 22 of 40
  EXPECT_EQ(tnf.verdict, Verdict::NOT_SHOWN);
  EXPECT_TRUE(std::isnan(tnf.p_permuted));
}

TEST_F(ReadoutTableTest, TextSaysWhatIsPredictedAndWhatIsNot) {
  const WellsStudy study(wells_samples::file(path_, wells_samples::study(kFactors), names(kWells), usual));
  const std::string text = results::readout_table(study, TableFormat::TEXT);
  EXPECT_THAT(text,
              testing::StartsWith(
                  "readout  wells  architecture         F1                 always positive  intensity   "
                  "MCC      p  verdict  \n"));
  EXPECT_THAT(text, HasSubstr("\nIL-6        40  cnn_wide             0.93 ["));
  EXPECT_THAT(text, HasSubstr("\nIL-10       24  vit_linear (random)  0.92 ["));
  EXPECT_THAT(text, HasSubstr("0.67       0.60  0.10   0.82  not shown\n"));
  EXPECT_THAT(text, HasSubstr("Randomly initialised backbone: vit_linear"));
  EXPECT_THAT(results::readout_table(study, TableFormat::MARKDOWN),
              HasSubstr("adjusted over 3 readouts (Benjamini-Hochberg)"));
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) EXPECT_LT(line.size(), 120U) << line;
  EXPECT_THAT(text, HasSubstr("\nDropped: IL-2, free: 14 wells after balancing, fewer than 15.\n"));
  EXPECT_THAT(text, Not(HasSubstr("permuted")));
  EXPECT_THAT(text, Not(HasSubstr("leak")));
  EXPECT_THAT(text, Not(HasSubstr("that have ended")));

  const std::string csv = results::readout_table(study, TableFormat::CSV);
  EXPECT_THAT(csv, HasSubstr("\nIL-6,predicted,40,20,cnn_wide,no,2,0.9261904761904762,"));
  EXPECT_THAT(csv, HasSubstr("\nIL-10,predicted,24,12,vit_linear,yes,2,"));
  EXPECT_THAT(csv,
              HasSubstr("\n\"IL-2, free\",dropped,,,,,,,,,,,,,,,,\"14 wells after balancing, fewer than"));
  for (std::size_t at = 0, end = 0; at < csv.size(); at = end + 1) {  // as many fields in every line
    end = csv.find('\n', at);
    std::size_t commas = 0;
    bool quoted = false;
    for (const char c : csv.substr(at, end - at)) {
      quoted ^= c == '"';
      commas += c == ',' && !quoted ? 1U : 0U;
    }
    EXPECT_EQ(commas, 17U) << csv.substr(at, end - at);
  }
  EXPECT_THAT(results::readout_table(study, TableFormat::MARKDOWN),
              HasSubstr("| IL-10   |    24 | vit_linear (random) | 0.92 ["));
  EXPECT_THAT(results::readout_table(study, TableFormat::LATEX), HasSubstr("vit\\_linear (random) & 0.92 ["));
}

TEST_F(ReadoutTableTest, PermutedLabelsGiveASecondP) {
  // Twenty readouts with permuted labels: right are 20 of 40 wells, but 32 and 36 of two readouts, and 8 of
  // the only 8 wells of a third, which is a larger share than the measured 36 of 40, but less of a surprise.
  std::string readouts;
  for (int i = 0; i < 20; ++i) readouts += (i == 0 ? "r" : ", r") + std::to_string(i);
  const auto of = [](const sweep::Settings& settings) {
    const std::string& readout = settings.text("data.readout");
    if (readout == "r5" && settings.text("data.labels") == "permuted") {
      return wells_samples::record(votes(4, 0, 0, 4, kWells));
    }
    const std::size_t right = settings.text("data.labels") == "measured" ? (readout == "r0" ? 18 : 10)
                              : readout == "r3"                          ? 16
                              : readout == "r4"                          ? 18
                                                                         : 10;
    return wells_samples::record(votes(right, 20 - right, 20 - right, right, kWells));
  };
  const auto factors = "data.readout: [" + readouts + "], data.labels: [measured, permuted]";
  const WellsStudy study(wells_samples::file(path_, wells_samples::study(factors), names(kWells), of));
  const std::vector<RankedReadout> ranked = results::ranked_readouts(study);
  ASSERT_EQ(ranked.size(), 20U);
  EXPECT_DOUBLE_EQ(ranked[0].p_permuted, 2.0 / 21);
  EXPECT_DOUBLE_EQ(ranked[1].p_permuted, 1);
  EXPECT_EQ(ranked[0].trials, 1U);  // permuted ones are not among them
  EXPECT_THAT(results::readout_table(study, TableFormat::TEXT), HasSubstr("p permuted"));
}

TEST_F(ReadoutTableTest, ALeakIsNoPrediction) {
  const sweep::Study leaky = wells_samples::study(kFactors, "data.protocol: leaky-augment-then-split");
  const WellsStudy study(wells_samples::file(path_, leaky, names(kWells), usual));
  EXPECT_EQ(results::ranked_readouts(study).front().verdict, Verdict::LEAKS);
  const std::string text = results::readout_table(study, TableFormat::TEXT);
  EXPECT_THAT(text, HasSubstr("The protocol leaks: "));
  EXPECT_THAT(text, Not(HasSubstr(" predicted\n")));
}

TEST_F(ReadoutTableTest, BesideAnHonestProtocolLeakyTrialsAreLeftOut) {
  const auto of = [](const sweep::Settings& settings) {
    const bool leaks = settings.text("data.protocol") != "grouped";
    return wells_samples::record(leaks ? votes(20, 0, 0, 20, kWells) : votes(11, 9, 9, 11, kWells));
  };
  const auto factors = "data.readout: [a, b], data.protocol: [grouped, leaky-augment-then-split]";
  const WellsStudy study(wells_samples::file(path_, wells_samples::study(factors), names(kWells), of));
  EXPECT_DOUBLE_EQ(results::ranked_readouts(study).front().f1, 0.55);
  EXPECT_THAT(results::readout_table(study, TableFormat::TEXT),
              HasSubstr("Left out: 2 trials of a protocol that leaks."));
}

TEST_F(ReadoutTableTest, AnUnfinishedStudySaysSo) {
  const auto of = [](const sweep::Settings& settings) {
    if (settings.text("model.architecture") == "vit_linear") return sweep::TrialRecord{};
    return usual(settings);
  };
  const WellsStudy study(wells_samples::file(path_, wells_samples::study(kFactors), names(kWells), of));
  EXPECT_EQ(results::ranked_readouts(study)[0].architectures, 1U);
  EXPECT_THAT(results::readout_table(study, TableFormat::TEXT),
              HasSubstr("From the 8 of 16 trials that have ended."));
}

TEST_F(ReadoutTableTest, TheGenericTableCountsInPlainDigits) {
  const ResultsFile file = wells_samples::file(path_, wells_samples::study(kFactors), names(kWells), usual);
  const results::Summary summary(file, {"model.architecture"}, "parameters");
  EXPECT_THAT(results::table(summary, TableFormat::TEXT), HasSubstr("3,936,674"));
  EXPECT_THAT(results::table(summary, TableFormat::CSV), HasSubstr("cnn_wide,1,3936674,,"));
}

TEST_F(ReadoutTableTest, AFileOfSpectraIsRefused) {
  const sweep::Study spectra = sweep::Study::parse("name: s\nfactors: {replicate: 2}\n", "s.yaml");
  ResultsFile::create(path_, spectra, sweep::Grid(spectra), {0, 0, 2});
  const ResultsFile file(path_, results::Access::READ);
  EXPECT_FALSE(WellsStudy::is_in(file));
  EXPECT_THROW(WellsStudy{file}, sweep::InputError);
}

}  // namespace
