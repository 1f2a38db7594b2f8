#include "results/report/minimum_matrix.hpp"

#include <gtest/gtest.h>

#include "results/report/short_answers.hpp"

namespace {

using results::MinimumAnswer;
using results::MinimumVerdict;
using results::Observations;

Observations observations() {
  Observations seen;
  seen.architectures = {"teacher", "student", "mlp"};
  seen.snrs = {100, 2};
  seen.variants = {""};
  for (const auto& [text, reduction] : {std::pair("full", 1.0), {"every-2", 4.0}, {"every-4", 16.0}}) {
    seen.samplings.emplace_back();
    seen.samplings.back().text = text;
    seen.samplings.back().reduction = reduction;
  }
  return seen;
}

MinimumAnswer answer(std::size_t architecture, std::size_t snr, MinimumVerdict verdict) {
  MinimumAnswer answer;
  answer.architecture = architecture;
  answer.snr = snr;
  answer.verdict = verdict;
  for (const std::size_t sampling : {1U, 2U}) {
    results::MinimumLevel level;
    level.sampling = sampling;
    level.reduction = sampling == 1 ? 4 : 16;
    level.accuracy = 0.9;
    answer.levels.push_back(level);
  }
  return answer;
}

TEST(MinimumMatrix, HasALinePerSnrAndAColumnPerArchitecture) {
  std::vector<MinimumAnswer> answers = {
      answer(2, 0, MinimumVerdict::ENOUGH), answer(1, 0, MinimumVerdict::UNDECIDED),
      answer(1, 1, MinimumVerdict::NOT_REACHED), answer(2, 1, MinimumVerdict::AT_LEAST)};
  answers[0].enough = 0;
  answers[0].too_small = 1;
  answers[1].estimated = 1;
  answers[3].enough = 1;
  const results::TableLines table = minimum_matrix(answers, {}, observations());
  using Line = results::TableLines::Line;
  ASSERT_EQ(table.lines.size(), 3U);
  EXPECT_EQ(table.lines[0], (Line{"SNR", "student", "mlp"}));
  EXPECT_EQ(table.lines[1], (Line{"100", "? 16-fold (every-4)", "4-fold (every-2), not 16-fold (every-4)"}));
  EXPECT_EQ(table.lines[2],
            (Line{"2", "none: even 4-fold (every-2) is too small", "16-fold (every-4) or less"}));
}

TEST(ShortAnswers, SayTheSameOfSeveralNetworksOnce) {
  results::MinimumDataset minimum{Observations()};
  minimum.whole = {answer(1, 0, MinimumVerdict::UNDECIDED), answer(2, 0, MinimumVerdict::UNDECIDED),
                   answer(1, 1, MinimumVerdict::AT_LEAST), answer(0, 1, MinimumVerdict::NOT_TESTED)};
  minimum.whole[2].enough = 1;
  const std::vector<std::string> said = short_answers(minimum, observations());
  ASSERT_EQ(said.size(), 3U);
  EXPECT_EQ(said[1], "SNR 100 — student, mlp: undecided.");
  EXPECT_EQ(said[2],
            "SNR 2 — student: 16-fold less data (every-4, accuracy 90.0 %) is enough, the least tested.");
}

TEST(ShortAnswers, NothingTestedIsNothingSaid) {
  results::MinimumDataset minimum{Observations()};
  minimum.whole = {answer(0, 1, MinimumVerdict::NOT_TESTED)};
  EXPECT_TRUE(short_answers(minimum, observations()).empty());
}

}  // namespace
