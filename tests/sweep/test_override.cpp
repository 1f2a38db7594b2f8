#include "sweep/override.hpp"

#include <gtest/gtest.h>

#include "input_error_text.hpp"

namespace sweep {
namespace {

const std::string kText = "factors:\n  data.snr: [100, 5]\n  replicate: 3\n";

Study with(const std::vector<std::string>& overrides) { return Study::parse(kText, "study.yaml", overrides); }

TEST(Override, ASettingIsReplaced) {
  EXPECT_EQ(with({"training.epochs=7"}).settings.number("training.epochs"), 7);
  EXPECT_EQ(with({"data.sampling={pump_times: 3, parts: real}"}).settings["data.sampling"].text(),
            "{parts: real, pump_times: 3}");
}

TEST(Override, SeveralValuesReplaceAFactorsLevelsOrMakeAFactor) {
  EXPECT_EQ(with({"data.snr=1,2,3"}).factor("data.snr")->levels.size(), 3u);
  const Study study = with({"data.sampling=full,{waiting_times: 3, parts: real}"});
  ASSERT_NE(study.factor("data.sampling"), nullptr);
  EXPECT_EQ(study.factor("data.sampling")->levels.size(), 2u);
}

TEST(Override, OneValueForAFactorLeavesItOneLevel) {
  const Study study = with({"data.snr=5"});
  ASSERT_EQ(study.factor("data.snr")->levels.size(), 1u);
  EXPECT_EQ(study.factor("data.snr")->levels[0].number(), 5);
  EXPECT_EQ(with({"replicate=2"}).factor("replicate")->levels.size(), 2u);
}

TEST(Override, SeedAndNameAreTheStudys) {
  EXPECT_EQ(with({"seed=42"}).seed, 42u);
  EXPECT_EQ(with({"name=other"}).name, "other");
}

TEST(Override, MistakesAreNamed) {
  EXPECT_TRUE(contains(input_error_text([] { with({"data.snr"}); }), "key=value"));
  EXPECT_TRUE(contains(input_error_text([] { with({"=5"}); }), "key=value"));
  EXPECT_TRUE(contains(input_error_text([] { with({"data.sr=5"}); }), "did you mean 'data.snr'"));
  EXPECT_TRUE(contains(input_error_text([] { with({"data.snr=5,x"}); }), "must be a number"));
  EXPECT_TRUE(contains(input_error_text([] { with({"data.snr=5,"}); }), "missing"));
}

}  // namespace
}  // namespace sweep
