/// Prints docs/answers.md's table of error rates: how often the answers are right, and how often they claim
/// too much, in studies with a known truth (planted_study.hpp). Usage: minimum_error_rates [STUDIES], 1000
/// unless given; claims are counted in ten times as many.
#include <cstdio>
#include <cstdlib>

#include "planted_study.hpp"

namespace {

using planted::Regime;

constexpr double kMargin = 0.02;
constexpr std::size_t kReplicates[] = {3, 5, 10};

constexpr int kMoreClaims = 10;  // studies in which only claims are looked at, for each with a fit

/// In per cent of the studies.
struct Rates {
  double right = 0;            // the claim is the true level
  double too_much = 0;         // the claim goes beyond it
  double too_small_wrong = 0;  // a level that is enough is claimed to be too small
  double guess = 0;            // the best guess is the true level
  double covered = 0;          // the interval holds the true crossing
};

/// Levels from the first on that lose less than the margin.
std::size_t true_levels(const Regime& regime) {
  std::size_t k = 1;
  while (k < regime.truth.size() && regime.truth[0] - regime.truth[k] < kMargin - 1e-12) ++k;
  return k - 1;
}

double true_crossing(const Regime& regime) {
  for (std::size_t k = 1; k < regime.truth.size(); ++k) {
    const double level = regime.truth[0] - kMargin;
    if (regime.truth[k] >= level) continue;
    const double share = (regime.truth[k - 1] - level) / (regime.truth[k - 1] - regime.truth[k]);
    return planted::kReductions[k - 1] *
           std::pow(planted::kReductions[k] / planted::kReductions[k - 1], share);
  }
  return INFINITY;
}

Rates measure(const Regime& regime, int studies) {
  Draws draws(1);
  Rates rates;
  const std::size_t truth = true_levels(regime);
  const std::vector<double> samples(regime.truth.size(), static_cast<double>(regime.test_samples));
  for (int i = 0; i < kMoreClaims * studies; ++i) {
    const auto tests = results::drops_below_reference(planted::draw(regime, draws), samples, {kMargin, 0.95});
    const results::DropSequence claimed = results::in_sequence(tests);
    const double one = 100.0 / (kMoreClaims * studies);
    rates.right += claimed.enough == truth ? one : 0;
    rates.too_much += claimed.enough > truth ? one : 0;
    const std::size_t too_small = regime.truth.size() - claimed.too_small;
    const bool is_wrong =
        claimed.too_small > 0 && regime.truth[0] - regime.truth[too_small] <= kMargin + 1e-12;
    rates.too_small_wrong += is_wrong ? one : 0;
  }
  const double crossing = true_crossing(regime);
  for (int i = 0; i < studies; ++i) {
    const results::Observations seen = planted::observations(regime, planted::draw(regime, draws));
    const results::MinimumAnswer answer = results::MinimumDataset(seen, {.margin = kMargin}).whole.front();
    const std::size_t guess = answer.estimated ? *answer.estimated + 1 : 0;
    rates.guess += guess == truth ? 100.0 / studies : 0;
    rates.covered +=
        answer.crossing.low <= crossing && crossing <= answer.crossing.high ? 100.0 / studies : 0;
  }
  return rates;
}

std::vector<Regime> regimes(std::size_t n) {
  std::vector<Regime> all;
  const std::vector<double> clear = {.97, .97, .97, .97, .91, .85, .78};
  const std::vector<double> at_first = {.97, .95, .93, .93, .93, .93, .93};
  all.push_back({"clear", clear, n});
  all.push_back({"clear, no common samples", clear, n, 400, .01, {.002}, 0});
  all.push_back({"clear, trainings differ by 0.5 points", clear, n, 400, .01, {.005}});
  all.push_back({"clear, trainings differ by 1 point", clear, n, 400, .01, {.01}});
  all.push_back({"clear, 2,000 test samples", clear, n, 2000});
  all.push_back({"clear, accuracies near 99 %", {.99, .99, .99, .99, .93, .85, .78}, n});
  all.push_back({"clear after 0.7 points", {.97, .97, .965, .963, .903, .85, .78}, n});
  all.push_back({"all at the margin", {.97, .95, .95, .95, .95, .95, .95}, n});
  all.push_back({"the fourth at the margin", {.97, .97, .97, .97, .95, .93, .90}, n});
  all.push_back({"the same, 4,000 test samples", {.97, .97, .97, .97, .95, .93, .90}, n, 4000, .01, {.005}});
  all.push_back({"a single reduction, at the margin", {.97, .95}, n});
  all.push_back(
      {"at the margin 3 x the spread", at_first, n, 400, .01, {.005, .015, .005, .005, .005, .005, .005}});
  all.push_back(
      {"at the margin 2 x the spread", at_first, n, 2000, .01, {.01, .02, .01, .01, .01, .01, .01}});
  all.push_back(
      {"at the margin 1.5 x the spread", at_first, n, 4000, .01, {.02, .03, .02, .02, .02, .02, .02}});
  all.push_back(
      {"full cube 3 x the spread", at_first, n, 400, .01, {.015, .005, .005, .005, .005, .005, .005}});
  all.push_back({"at the margin less spread", at_first, n, 400, .01, {.01, .002, .01, .02, .02, .02, .02}});
  all.push_back({"replicates differ by 3 points", {.90, .88, .86, .86, .86, .86, .86}, n, 400, .03, {.005}});
  all.push_back({"not monotone", {.97, .972, .95, .957, .948, .953, .95}, n});
  all.push_back({"99.9 and 97.9 %", {.999, .979, .979, .979, .979, .979, .979}, n, 400, 0, {0}, 0});
  all.push_back(
      {"the same, 100 test samples", {.999, .979, .979, .979, .979, .979, .979}, n, 100, 0, {0}, 0});
  all.push_back({"100 and 98 %, the same samples", {1, .98, .98, .98, .98, .98, .98}, n, 400, 0, {0}, 1});
  all.push_back({"75 and 73 %", {.75, .73, .73, .73, .73, .6, .55}, n, 400, .01, {.005}});
  all.push_back(
      {"one trial of five missing", {.97, .95, .95, .95, .95, .95, .95}, n, 400, .01, {.005}, .5, .2});
  return all;
}

/// A number for each of kReplicates.
std::string cell(const std::vector<Rates>& rates, double Rates::*rate) {
  std::string text;
  for (const Rates& of : rates) {
    char number[16];
    std::snprintf(number, sizeof number, "%s%.1f", text.empty() ? "" : " / ", of.*rate);
    text += number;
  }
  return text;
}

}  // namespace

int main(int argc, char** argv) {
  const int studies = argc > 1 ? std::atoi(argv[1]) : 1000;
  std::printf(
      "| study; 3 / 5 / 10 replicates | claim right | claims too much | wrongly too small | guess right | "
      "crossing in interval |\n|---|---|---|---|---|---|\n");
  for (std::size_t i = 0; i < regimes(kReplicates[0]).size(); ++i) {
    std::vector<Rates> rates;
    for (const std::size_t n : kReplicates) rates.push_back(measure(regimes(n)[i], studies));
    std::printf("| %s | %s | %s | %s | %s | %s |\n", regimes(kReplicates[0])[i].name.c_str(),
                cell(rates, &Rates::right).c_str(), cell(rates, &Rates::too_much).c_str(),
                cell(rates, &Rates::too_small_wrong).c_str(), cell(rates, &Rates::guess).c_str(),
                cell(rates, &Rates::covered).c_str());
    std::fflush(stdout);
  }
}
