#include "results/statistics/paired_t.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

namespace {

using results::DiscordantSamples;
using results::paired_t;
using results::PairedT;

/// Student, Biometrika 6 (1908) 1, p. 20: hours of sleep that two drugs gave ten patients.
constexpr std::array<double, 10> kDextro = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
constexpr std::array<double, 10> kLaevo = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};

TEST(PairedT, SleepOfStudent) {
  const PairedT test = paired_t(kLaevo, kDextro, {});
  // As R prints t.test(…, paired = TRUE) of its data set `sleep`: t = 4.0621, df = 9.
  EXPECT_EQ(test.n, 10U);
  EXPECT_NEAR(test.mean, 1.58, 1e-12);
  EXPECT_NEAR(test.mean / (test.sd / std::sqrt(10.0)), 4.0621, 5e-5);
  EXPECT_NEAR(test.p, 0.002833, 5e-7);
  EXPECT_NEAR(test.low, 0.7001142, 5e-8);
  EXPECT_NEAR(test.high, 2.4598858, 5e-8);
  // By hand from the standard deviations 1.2300, 1.7890 and 2.0022: /usr/bin/python3 -c "import statistics;
  // …"
  EXPECT_NEAR(test.g_z, 1.58 / 1.2299955 * (1 - 3.0 / 35), 1e-6);
  EXPECT_NEAR(test.g_av, 1.58 / ((1.7890097 + 2.0022487) / 2) * (1 - 3.0 / 71), 1e-6);
  const PairedT other = paired_t(kDextro, kLaevo, {});
  EXPECT_EQ(other.mean, -test.mean);
  EXPECT_EQ(other.p, test.p);
}

TEST(PairedT, IsNeverSurerThanItsSamples) {
  // Three replicates of 100 samples that all differ by one: a difference of 3 at most, all to one side.
  // McNemar's exact p is 2/2³.
  const std::array a = {0.99, 0.98, 1.0};
  const std::array b = {0.98, 0.97, 0.99};
  const PairedT test = paired_t(a, b, {3, 300});
  EXPECT_NEAR(test.p, 0.25, 1e-12);
  // Bonett and Price: (4 − 1)/302 ± 1.959964 √((5/302 − (3/302)²)/302).
  EXPECT_NEAR(test.low, 3.0 / 302 - 1.959964 * std::sqrt((5.0 / 302 - 9.0 / 302 / 302) / 302), 1e-8);
  EXPECT_NEAR(test.high, 3.0 / 302 + 1.959964 * std::sqrt((5.0 / 302 - 9.0 / 302 / 302) / 302), 1e-8);
  EXPECT_TRUE(std::isnan(test.g_z));
  EXPECT_TRUE(std::isnan(paired_t(a, b, {}).p));  // without samples nothing can be said
}

TEST(PairedT, WidensAsBonettAndPrice) {
  // The airway example of Fagerland, Lydersen and Laake, Stat. Med. 33 (2014) 2850 (1 and 7 of 21
  // discordant), both replicates alike: (1 + 1)/23 − (7 + 1)/23 ± 1.959964 √((10/23 − (6/23)²)/23).
  const std::array a = {0.0, 0.0};
  const std::array b = {6.0 / 21, 6.0 / 21};
  const PairedT test = paired_t(a, b, {8, 21});
  EXPECT_NEAR(test.low, -6.0 / 23 - 1.959964 * std::sqrt((10.0 / 23 - 36.0 / 529) / 23), 1e-7);
  EXPECT_NEAR(test.high, -0.0134, 5e-5);
}

TEST(PairedT, EqualAndSingle) {
  const std::array same = {0.9, 0.8, 0.85};
  const PairedT none = paired_t(same, same, {0, 960});
  EXPECT_EQ(none.mean, 0);
  EXPECT_EQ(none.p, 1);
  EXPECT_LT(none.low, 0);
  EXPECT_NEAR(none.high, -none.low, 1e-15);
  const PairedT one = paired_t(std::array{0.9}, std::array{0.8}, {32, 320});
  EXPECT_NEAR(one.mean, 0.1, 1e-15);
  EXPECT_TRUE(std::isnan(one.p));
  EXPECT_TRUE(std::isnan(one.low));
  EXPECT_TRUE(std::isnan(results::least_detectable(one, 0.05)));
  EXPECT_EQ(paired_t({}, {}, {}).n, 0U);
  EXPECT_THROW(paired_t(same, std::array{0.9}, {}), std::invalid_argument);
}

TEST(PairedT, LeastDetectable) {
  const PairedT test = paired_t(std::array{0.91, 0.9, 0.92}, std::array{0.9, 0.9, 0.9}, {9, 960});
  // sd 0.01; t with 2 degrees of freedom is 4.3027 at 5 % and 9.9248 at 1 % (tables).
  EXPECT_NEAR(results::least_detectable(test, 0.05), 4.3027 * 0.01 / std::sqrt(3.0), 1e-6);
  EXPECT_NEAR(results::least_detectable(test, 0.01), 9.9248 * 0.01 / std::sqrt(3.0), 1e-6);
}

}  // namespace
