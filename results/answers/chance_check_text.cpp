#include "results/answers/chance_check_text.hpp"

#include "results/answers/wording.hpp"
#include "results/formatted.hpp"

namespace results {
namespace {

using enum TableLines::Align;

std::string percent(double share) { return formatted("%.2f %%", 100 * share); }

std::string share(const ExactShare& counted) {
  return formatted("%zu of %zu (%.2f %%, 95 %% interval %.1f to %.1f %%)", counted.count, counted.of,
                   100 * counted.share(), 100 * counted.low, 100 * counted.high);
}

std::string short_share(const ExactShare& counted) {
  return formatted("%.2f [%.2f, %.2f]", 100 * counted.share(), 100 * counted.low, 100 * counted.high);
}

std::string p_text(double p) { return p < 0.0005 ? formatted("%.0e", p) : formatted("%.3f", p); }

std::string_view name_of(ChanceVerdict verdict) {
  switch (verdict) {
    case ChanceVerdict::CHANCE:
      break;
    case ChanceVerdict::TEST_SET_IMBALANCED:
      return "test set imbalanced";
    case ChanceVerdict::BETTER_THAN_CHANCE:
      return "better than chance";
    case ChanceVerdict::WORSE_THAN_CHANCE:
      return "worse than chance";
    case ChanceVerdict::NOT_ONE_HALF:
      return "not 1/2, reason unknown";
  }
  return "chance";
}

std::string verdict_text(const ChanceCheck& check) {
  switch (check.verdict) {
    case ChanceVerdict::CHANCE:
      break;
    case ChanceVerdict::TEST_SET_IMBALANCED:
      return " Labels and predictions have nothing to do with each other, but accuracy is not 1/2: the test "
             "sets are not balanced, and the network prefers one answer.";
    case ChanceVerdict::BETTER_THAN_CHANCE:
      return " That is better than chance. Noise alone gives this in fewer than 5 of 100 studies: look for a "
             "leak.";
    case ChanceVerdict::WORSE_THAN_CHANCE:
      return " That is worse than chance, and neither the test sets' balance nor the network's preference "
             "explains it. Noise alone gives this in fewer than 5 of 100 studies.";
    case ChanceVerdict::NOT_ONE_HALF:
      return " That is not 1/2; without stored predictions it cannot be told why.";
  }
  return " That is chance.";
}

}  // namespace

std::string sentence(const ChanceCheck& check, const Observations& observations) {
  std::string text = "At SNR 0 the " + observations.architectures[check.architecture];
  if (observations.samplings.size() > 1)
    text += " with " + sampling_words(observations.samplings[check.sampling]);
  if (observations.variants.size() > 1) text += " (" + observations.variants[check.variant] + ")";
  text += " was right for " + share(check.right) + " over " + counted(check.replicates.size(), "replicate") +
          "; p against 1/2: " + p_text(check.p_half) + " (exact binomial).";
  if (check.has_predictions) {
    text += " Permuting labels inside each test set: p = " + p_text(check.permutation.p) + ".";
  }
  text += verdict_text(check);
  if (check.has_predictions) {
    text += " It says Different for " + share(check.called_different) + "; " +
            percent(check.different.share()) +
            " of the test samples are, so that knowing nothing gives an accuracy of " +
            percent(check.expected_accuracy) +
            (check.expected_accuracy == 0.5 ? ": its preference does not matter." : ".");
  }
  return text;
}

std::string no_chance_check() { return "SNR 0 was not tested: no complete trial has data.snr 0."; }

std::string sentence(const PublishedChance& published) {
  return std::string("The report's ") + published.architecture + " at SNR 0: right for " +
         share(published.right) + "; p against 1/2: " + p_text(published.p_half) +
         " (exact binomial), so that it " +
         (published.p_half > ChanceChecks::kSignificance ? "agrees with chance." : "differs from chance.");
}

TableLines table_of(const ChanceChecks& checks, const Observations& observations) {
  TableLines lines{
      {{"architecture", "sampling", "variant", "answer", "n", "right (%)", "p of 1/2", "p permuted",
        "p adjusted", "p of spread", "Different in test (%)", "called Different (%)", "least to most (%)",
        "expected (%)"}},
      {LEFT, LEFT, LEFT, LEFT, RIGHT, LEFT, RIGHT, RIGHT, RIGHT, RIGHT, LEFT, LEFT, LEFT, RIGHT},
      {"Right, Different, called Different: over all replicates, with exact 95 % intervals "
       "(Clopper-Pearson). What a "
       "network calls differs between replicates by more than such an interval knows: see least to most.",
       "p of 1/2: exact two-sided binomial test of the pooled replicates. p permuted: exact, of permuting "
       "the labels "
       "inside each test set (hypergeometric). p adjusted: Holm, over all lines; it decides.",
       "p of spread: chi-square test that replicates scatter more than binomially.",
       "Expected: the accuracy of knowing nothing, given the test sets' balance and what the network says."}};
  for (const ChanceCheck& check : checks.checks) {
    const auto if_predicted = [&](const std::string& text) {
      return check.has_predictions ? text : std::string("–");
    };
    lines.lines.push_back(
        {observations.architectures[check.architecture],
         sampling_words(observations.samplings[check.sampling]), observations.variants[check.variant],
         std::string(name_of(check.verdict)), std::to_string(check.replicates.size()),
         short_share(check.right), p_text(check.p_half), if_predicted(p_text(check.permutation.p)),
         p_text(check.p_adjusted), p_text(check.spread.p_more), if_predicted(short_share(check.different)),
         if_predicted(short_share(check.called_different)),
         if_predicted(formatted("%.1f to %.1f", 100 * check.least_called, 100 * check.most_called)),
         if_predicted(formatted("%.2f", 100 * check.expected_accuracy))});
  }
  return lines;
}

}  // namespace results
