#include "sweep/study.hpp"

#include <gtest/gtest.h>

#include "input_error_text.hpp"

namespace sweep {
namespace {

constexpr const char* kExample = R"(name: accuracy-vs-reduction
task: spectra
seed: 2023
settings:
  data.snr: 100
  training.epochs: 100
factors:
  data.snr: [100, 50, 5, 2, 0]
  data.sampling: [full, every-10, {waiting_times: 3, parts: real}]
  model.architecture: [teacher, student, distilled]
  replicate: 5
exclude:
  - {model.architecture: teacher, data.sampling: every-10}
)";

std::string error_of(const std::string& text) {
  return input_error_text([&] { Study::parse(text, "study.yaml"); });
}

TEST(Study, ReadsTheExampleOfTheDesign) {
  const Study study = Study::parse(kExample, "study.yaml");
  EXPECT_EQ(study.name, "accuracy-vs-reduction");
  EXPECT_EQ(study.seed, 2023u);
  ASSERT_EQ(study.factors.size(), 4u);
  EXPECT_EQ(study.factors[0].key, "data.snr");
  EXPECT_EQ(study.factors[1].levels[2].text(), "{parts: real, waiting_times: 3}");
  EXPECT_EQ(study.factors[3].levels.size(), 5u);
  EXPECT_EQ(study.factors[3].levels[4].number(), 4);
  EXPECT_EQ(study.exclusions.size(), 1u);
  EXPECT_EQ(study.exclusions[0].line, 13);
  EXPECT_EQ(study.text, kExample);
}

TEST(Study, UnknownKeysNameTheLineAndTheNearestValidKey) {
  const std::string setting = error_of("settings:\n  data.snr: 1\n  training.epoch: 3\n");
  EXPECT_TRUE(contains(setting, "study.yaml:3"));
  EXPECT_TRUE(contains(setting, "did you mean 'training.epochs'"));
  EXPECT_TRUE(contains(error_of("factors:\n  data.snrr: [1, 2]\n"), "did you mean 'data.snr'"));
  EXPECT_TRUE(contains(error_of("setings:\n  data.snr: 1\n"), "did you mean 'settings'"));
}

TEST(Study, LevelsOfTheWrongKindSayWhatWouldBeRight) {
  EXPECT_TRUE(
      contains(error_of("settings:\n  training.epochs: many\n"), "must be a whole number of at least 1"));
  EXPECT_TRUE(contains(error_of("settings:\n  training.epochs: 2.5\n"), "study.yaml:2"));
  EXPECT_TRUE(contains(error_of("settings:\n  data.snr: -1\n"), "must be a number of at least 0"));
  EXPECT_TRUE(contains(error_of("settings:\n  data.snr: .nan\n"), "must be a number"));
  EXPECT_TRUE(
      contains(error_of("factors:\n  model.architecture: [student, techer]\n"), "did you mean 'teacher'"));
  EXPECT_TRUE(contains(error_of("settings:\n  data.sampling: evry-10\n"), "did you mean 'every-10'"));
  EXPECT_TRUE(contains(error_of("settings:\n  data.sampling: every-0\n"), "every-K"));
  EXPECT_TRUE(
      contains(error_of("settings:\n  data.sampling: {waiting_time: 3}\n"), "did you mean 'waiting_times'"));
  EXPECT_TRUE(contains(error_of("settings:\n  data.sampling: {parts: real, parts: complex}\n"),
                       "'parts' is given twice"));
  EXPECT_TRUE(contains(error_of("settings:\n  data.sampling: {parts: imaginary}\n"), "real or complex"));
  EXPECT_TRUE(contains(error_of("seed: -3\n"), "whole number"));
  EXPECT_TRUE(contains(error_of("task: cells\n"), "must be spectra or wells"));
}

TEST(Study, ATaskHasItsOwnSettingsArchitecturesAndRecipe) {
  const Study wells = Study::parse("task: wells\nfactors:\n  data.readout: [IL-6, IL-8]\n", "study.yaml");
  EXPECT_EQ(wells.settings.text("model.architecture"), "cnn_wide");
  EXPECT_EQ(wells.settings.text("recipe"), "slides-2023");
  EXPECT_EQ(wells.settings.number("training.learning_rate"), 1e-3);
  const std::string wells_task = "task: wells\nsettings:\n  ";
  EXPECT_TRUE(contains(
      error_of(wells_task + "cube.frequencies: 3\n"),
      "study.yaml:3: cube.frequencies is a setting of task spectra, and this study's task is wells"));
  EXPECT_TRUE(contains(error_of("settings:\n  training.patience: 3\n"), "a setting of task wells"));
  EXPECT_TRUE(contains(error_of(wells_task + "model.architecture: teacher\n"), "must be one of cnn_wide"));
  EXPECT_TRUE(contains(error_of(wells_task + "recipe: report-2023\n"), "the usual one is slides-2023"));
  EXPECT_EQ(Study::parse("name: x\n", "", {"task=wells", "training.patience=3"}).settings.task(),
            Task::WELLS);
}

TEST(Study, FactorsMustBeListsOfDistinctLevels) {
  EXPECT_TRUE(contains(error_of("factors:\n  data.snr: 5\n"), "must be a list"));
  EXPECT_TRUE(contains(error_of("factors:\n  data.snr: []\n"), "no levels"));
  EXPECT_TRUE(contains(error_of("factors:\n  data.snr: [5, 5.0]\n"), "twice"));
  EXPECT_TRUE(contains(error_of("factors:\n  replicate: 0\n"), "1 or more"));
  EXPECT_TRUE(contains(error_of("factors:\n  run.threads: [1, 2]\n"), "says how to run"));
}

TEST(Study, ExclusionsMustNameFactorsAndLevelsThatExist) {
  const std::string factors = "factors:\n  data.snr: [1, 2]\nexclude:\n";
  EXPECT_TRUE(contains(error_of(factors + "  - {replicate: 1}\n"), "no factor"));
  EXPECT_TRUE(contains(error_of(factors + "  - {data.snr: 3}\n"), "none of factor data.snr's levels"));
  EXPECT_TRUE(contains(error_of(factors + "  - {}\n"), "exclude everything"));
  EXPECT_TRUE(
      contains(error_of(factors + "  - {data.snr: [1, 3]}\n"), "'3' is none of factor data.snr's levels"));
  EXPECT_TRUE(contains(error_of(factors + "  - {data.snr: []}\n"), "an empty list of levels"));
}

TEST(Study, SpectraFromAFileGetNoNoiseUnlessItIsAskedFor) {
  const auto snr = [](const std::string& text, const std::vector<std::string>& overrides = {}) {
    return Study::parse(text, "study.yaml", overrides).settings["data.snr"].text();
  };
  EXPECT_EQ(snr("name: simulated\n"), "100");
  EXPECT_EQ(snr("settings:\n  data.source: spectra.h5\n"), "inf");
  EXPECT_EQ(snr("name: x\n", {"data.source=spectra.h5"}), "inf");
  EXPECT_EQ(snr("settings:\n  data.source: spectra.h5\n  data.snr: 7\n"), "7");
  EXPECT_EQ(snr("settings:\n  data.source: spectra.h5\n", {"data.snr=7"}), "7");
}

TEST(Study, AMistakeIsToldInOneLineWhateverTheFileHolds) {
  EXPECT_EQ(error_of("settings:\n  \"data.\\n\\e[2Jsnr\": 1\n").find_first_of("\n\x1b"), std::string::npos);
  EXPECT_TRUE(contains(error_of("settings:\n  data.difference: \"a\\nb\"\n"), "'a\\x0ab'"));
}

TEST(Study, OnlyTextIsRead) {
  for (const char control : {'\0', '\x04', '\x1b', '\x7f'}) {
    const std::string text = error_of(std::string("name: a\nseed: 1\n") + control + "\nseed: 2\n");
    EXPECT_TRUE(contains(text, "study.yaml:3")) << static_cast<int>(control);
    EXPECT_TRUE(contains(text, "control character")) << static_cast<int>(control);
  }
  EXPECT_EQ(Study::parse("name: a\r\nseed:\t2\r\n", "study.yaml").seed, 2u);
}

TEST(Study, TextsAreOfOneLine) {
  // Or one setting could pass for two: settings are kept as lines, and hashed as lines.
  EXPECT_TRUE(
      contains(error_of("settings:\n  data.source: \"a\\ndata.snr=5\"\n"), "must be a text of one line"));
  EXPECT_TRUE(contains(error_of("name: \"a\\0b\"\n"), "must be a plain text"));
}

TEST(Study, ALevelThatUnfoldsWithoutEndIsRefused) {
  // Lists of 60 aliases each: 60^4 values from a file of 1 KiB.
  std::string text = "factors:\n  data.sampling:\n";
  std::string item = "1";
  for (const char* name : {"a", "b", "c", "d"}) {
    text += std::string("    - &") + name + " [" + item;
    for (int i = 1; i < 60; ++i) text += ", " + item;
    text += "]\n";
    item = std::string("*") + name;
  }
  EXPECT_TRUE(contains(error_of(text), "too many values for a level"));
}

TEST(Study, NotAStudy) {
  EXPECT_TRUE(contains(error_of(""), "is not a study"));
  EXPECT_TRUE(contains(error_of("- a\n- b\n"), "is not a study"));
  EXPECT_TRUE(contains(error_of("settings:\n  a: [\n"), "is not YAML"));
  EXPECT_TRUE(contains(error_of("settings:\n  data.snr: 1\n  data.snr: 2\n"), "given twice"));
  EXPECT_TRUE(contains(input_error_text([] { Study::read("/nowhere/study.yaml"); }), "No such file"));
  EXPECT_TRUE(contains(input_error_text([] { Study::read("/tmp"); }), "is a folder"));
}

}  // namespace
}  // namespace sweep
