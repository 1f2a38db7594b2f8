#include "results/statistics/bootstrap_f1.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "results/statistics/quartiles.hpp"

namespace {

using results::bootstrap_f1;
using results::BootstrapF1;
using results::Quartiles;
using results::WellVote;
using results::WellVotes;

WellVotes votes(std::size_t tp, std::size_t fn, std::size_t fp, std::size_t tn) {
  WellVotes all;
  all.insert(all.end(), tp, WellVote::TRUE_POSITIVE);
  all.insert(all.end(), fn, WellVote::FALSE_NEGATIVE);
  all.insert(all.end(), fp, WellVote::FALSE_POSITIVE);
  all.insert(all.end(), tn, WellVote::TRUE_NEGATIVE);
  return all;
}

/// Exact percentiles for a single trial: every multinomial outcome of resampling its four kinds of wells.
/// True negatives only fill up; F1 depends on the other three.
std::pair<double, double> by_all_resamples(std::size_t tp, std::size_t fn, std::size_t fp, std::size_t tn) {
  const std::size_t n = tp + fn + fp + tn;
  std::vector<std::pair<double, double>> outcomes;  // F1, probability
  const auto share = [&](std::size_t count) {
    return std::log(static_cast<double>(count) / static_cast<double>(n));
  };
  const auto fact = [](std::size_t k) { return std::lgamma(static_cast<double>(k) + 1); };
  for (std::size_t a = 0; a <= n; ++a) {
    for (std::size_t b = 0; a + b <= n; ++b) {
      for (std::size_t c = 0; a + b + c <= n; ++c) {
        const std::size_t d = n - a - b - c;
        const double log_p = fact(n) - fact(a) - fact(b) - fact(c) - fact(d) +
                             static_cast<double>(a) * share(tp) + static_cast<double>(b) * share(fn) +
                             static_cast<double>(c) * share(fp) + static_cast<double>(d) * share(tn);
        const double all = static_cast<double>(2 * a + b + c);
        outcomes.emplace_back(all == 0 ? 0 : 2 * static_cast<double>(a) / all, std::exp(log_p));
      }
    }
  }
  std::sort(outcomes.begin(), outcomes.end());
  const auto quantile = [&](double level) {
    double sum = 0;
    for (const auto& [f1, p] : outcomes) {
      sum += p;
      if (sum >= level) return f1;
    }
    return 1.0;
  };
  return {quantile(0.025), quantile(0.975)};
}

TEST(BootstrapF1, IsThePercentileOfAllResamples) {
  const auto [low, high] = by_all_resamples(15, 5, 6, 14);
  const std::vector<WellVotes> trials = {votes(15, 5, 6, 14)};
  const BootstrapF1 interval = bootstrap_f1(trials);
  EXPECT_DOUBLE_EQ(interval.mean, 30.0 / 41);
  EXPECT_NEAR(interval.low, low, 0.015);
  EXPECT_NEAR(interval.high, high, 0.015);
}

TEST(BootstrapF1, IsTheSameEveryTimeAndTheSameWellsForEveryTrial) {
  const WellVotes one = votes(15, 5, 6, 14);
  const BootstrapF1 single = bootstrap_f1(std::vector<WellVotes>{one});
  const BootstrapF1 again = bootstrap_f1(std::vector<WellVotes>{one});
  // A trial that says the same adds no knowledge: independent draws per trial would narrow the interval.
  const BootstrapF1 twice = bootstrap_f1(std::vector<WellVotes>{one, one});
  for (const BootstrapF1& other : {again, twice}) {
    EXPECT_DOUBLE_EQ(other.low, single.low);
    EXPECT_DOUBLE_EQ(other.high, single.high);
  }
}

TEST(BootstrapF1, WellsThatNobodyUsedDoNotCount) {
  WellVotes padded = votes(15, 5, 6, 14);
  padded.insert(padded.begin() + 15, WellVote::NOT_USED);
  padded.insert(padded.end(), 300, WellVote::NOT_USED);
  const std::vector<WellVotes> plain = {votes(15, 5, 6, 14)};
  EXPECT_DOUBLE_EQ(bootstrap_f1(std::vector<WellVotes>{padded}).low, bootstrap_f1(plain).low);
  EXPECT_TRUE(std::isnan(bootstrap_f1({}).mean));
  EXPECT_TRUE(std::isnan(bootstrap_f1(std::vector<WellVotes>{WellVotes(7, WellVote::NOT_USED)}).mean));
  const BootstrapF1 perfect = bootstrap_f1(std::vector<WellVotes>{votes(10, 0, 0, 10)});
  EXPECT_EQ(perfect.low, 1);
  EXPECT_EQ(perfect.high, 1);
}

TEST(Quartiles, AreTypeSeven) {
  const Quartiles few({4, 1, 3, 2});
  EXPECT_DOUBLE_EQ(few.lower, 1.75);
  EXPECT_DOUBLE_EQ(few.median, 2.5);
  EXPECT_DOUBLE_EQ(few.upper, 3.25);
  const Quartiles outlier({1, 2, 3, 4, 100});
  EXPECT_EQ(outlier.upper_whisker, 4);
  EXPECT_EQ(outlier.lower_whisker, 1);
  EXPECT_TRUE(std::isnan(Quartiles({}).median));
}

}  // namespace
