#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <fstream>
#include <numeric>
#include <set>

#include "refusal.hpp"
#include "sim/cytokine_names.hpp"
#include "sim/plate_reader.hpp"
#include "sim/simulated_readouts.hpp"
#include "sim/write_plate.hpp"

namespace sim {
namespace {

PlateSettings settings(std::uint64_t key, int wells = 96) {
  PlateSettings s;
  s.key = key;
  s.wells = wells;
  return s;
}

/// The same bits, NaN included.
bool same(const std::vector<double>& a, const std::vector<double>& b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](double x, double y) {
           return (std::isnan(x) && std::isnan(y)) || std::memcmp(&x, &y, sizeof x) == 0;
         });
}

void expect_same(const Plate& a, const Plate& b) {
  EXPECT_EQ(a.format, b.format);
  EXPECT_EQ(a.wells, b.wells);
  EXPECT_EQ(a.height, b.height);
  EXPECT_EQ(a.width, b.width);
  EXPECT_EQ(a.full_scale, b.full_scale);
  ASSERT_EQ(a.images.size(), b.images.size());
  for (std::size_t i = 0; i < a.images.size(); ++i) {
    EXPECT_EQ(a.images[i].well, b.images[i].well);
    EXPECT_EQ(a.images[i].site, b.images[i].site);
    EXPECT_EQ(a.images[i].file, b.images[i].file);
    EXPECT_EQ(a.images[i].pixels, b.images[i].pixels);
  }
  ASSERT_EQ(a.readouts.size(), b.readouts.size());
  for (std::size_t i = 0; i < a.readouts.size(); ++i) {
    EXPECT_EQ(a.readouts[i].name, b.readouts[i].name);
    EXPECT_TRUE(same(a.readouts[i].values, b.readouts[i].values)) << a.readouts[i].name;
  }
  EXPECT_EQ(a.notes, b.notes);
}

/// Spearman's correlation over the wells where both are there; equal values in the order of wells.
double rank_correlation(const std::vector<double>& a, const std::vector<double>& b) {
  std::vector<std::size_t> used;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (!std::isnan(a[i]) && !std::isnan(b[i])) used.push_back(i);
  const auto ranks = [&](const std::vector<double>& values) {
    std::vector<std::size_t> order(used.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t i, std::size_t j) { return values[used[i]] < values[used[j]]; });
    std::vector<double> rank(order.size());
    for (std::size_t i = 0; i < order.size(); ++i) rank[order[i]] = static_cast<double>(i);
    return rank;
  };
  const auto x = ranks(a), y = ranks(b);
  const double n = static_cast<double>(used.size());
  double squares = 0;
  for (std::size_t i = 0; i < x.size(); ++i) squares += (x[i] - y[i]) * (x[i] - y[i]);
  return 1 - 6 * squares / (n * (n * n - 1));
}

/// The strongest correlation with any of the phenotypes.
double followed(const SimulatedPlate& simulated, std::size_t readout) {
  double strongest = 0;
  for (const auto& part : {&Phenotype::growth, &Phenotype::activation, &Phenotype::clumping}) {
    std::vector<double> values;
    for (const Phenotype& phenotype : simulated.phenotypes) values.push_back(phenotype.*part);
    strongest =
        std::max(strongest, std::abs(rank_correlation(values, simulated.plate.readouts[readout].values)));
  }
  return strongest;
}

TEST(PlateSimulator, TheSameForTheSameKey) {
  const SimulatedPlate first = simulate_plate(settings(5));
  expect_same(first.plate, simulate_plate(settings(5)).plate);
  EXPECT_EQ(first.responds, simulate_plate(settings(5)).responds);
  const SimulatedPlate other = simulate_plate(settings(6));
  EXPECT_NE(first.plate.images[0].pixels, other.plate.images[0].pixels);
  EXPECT_NE(first.responds, other.responds);
  PlateSettings stronger = settings(5);
  stronger.effect = 0.5;  // of readouts: pictures stay
  EXPECT_EQ(first.plate.images[7].pixels, simulate_plate(stronger).plate.images[7].pixels);
}

TEST(PlateSimulator, Shapes) {
  for (const int wells : {96, 384, 1536}) {
    PlateSettings s = settings(1, wells);
    s.sites = wells == 96 ? 2 : 1;
    s.readouts = 6;
    s.responding = 2;
    const SimulatedPlate simulated = simulate_plate(s);
    EXPECT_EQ(simulated.plate.format.wells(), wells);
    EXPECT_EQ(simulated.plate.wells.size(), static_cast<std::size_t>(wells));
    EXPECT_EQ(simulated.plate.images.size(), static_cast<std::size_t>(wells * s.sites));
    EXPECT_EQ(simulated.plate.readouts.size(), 6U);
    EXPECT_EQ(std::count(simulated.responds.begin(), simulated.responds.end(), true), 2);
    EXPECT_TRUE(std::is_sorted(simulated.plate.wells.begin(), simulated.plate.wells.end()));
    for (const WellImage& image : simulated.plate.images)
      for (const float pixel : image.pixels)
        ASSERT_TRUE(pixel >= 0 && pixel <= 255 && pixel == std::floor(pixel));
  }
  PlateSettings many = settings(1);
  many.readouts = 60;
  EXPECT_EQ(simulate_plate(many).plate.readouts[59].name, "cytokine 60");
  const std::set<std::string> names(cytokine_names().begin(), cytokine_names().end());
  EXPECT_EQ(names.size(), 50U);
}

TEST(PlateSimulator, KnownAnswer) {
  const SimulatedPlate simulated = simulate_plate(settings(11, 384));
  for (std::size_t i = 0; i + 2 < simulated.responds.size(); ++i) {
    const double strength = followed(simulated, i);
    // Independent readouts: 3 · 5 standard deviations of chance, 1 / √384.
    if (simulated.responds[i])
      EXPECT_GT(strength, 0.6) << i;
    else
      EXPECT_LT(strength, 0.25) << i;
  }
  PlateSettings without = settings(11, 384);
  without.effect = 0;
  without.edge_effect = 0;
  const SimulatedPlate none = simulate_plate(without);
  for (std::size_t i = 0; i + 2 < none.responds.size(); ++i) EXPECT_LT(followed(none, i), 0.25) << i;
}

/// Mean grey values of the wells tell something of what responds, and no more than chance of what does not,
/// the plate's edge included.
TEST(PlateSimulator, PicturesTellOfResponding) {
  PlateSettings s = settings(3, 384);
  s.edge_effect = 0.5;
  const SimulatedPlate simulated = simulate_plate(s);
  std::vector<double> means, edges;
  for (const WellImage& image : simulated.plate.images) {
    means.push_back(std::accumulate(image.pixels.begin(), image.pixels.end(), 0.0));
    edges.push_back(at_edge(simulated.plate.wells[image.well].position, simulated.plate.format) ? 1 : 0);
  }
  EXPECT_LT(rank_correlation(means, edges), -0.2);
  double sum = 0;
  for (std::size_t i = 0; i + 2 < simulated.responds.size(); ++i) {
    const double told = std::abs(rank_correlation(means, simulated.plate.readouts[i].values));
    if (simulated.responds[i])
      sum += told;
    else
      EXPECT_LT(told, 0.25) << i;
  }
  EXPECT_GT(sum / s.responding, 0.3);
  EXPECT_LT(sum / s.responding, 0.9);
}

TEST(PlateSimulator, LimitsGapsAndReadoutsToDrop) {
  PlateSettings s = settings(2, 384);
  s.missing = 0.1;
  const Plate plate = simulate_plate(s).plate;
  double missing = 0;
  for (std::size_t i = 0; i + 2 < plate.readouts.size(); ++i) {
    const auto& values = plate.readouts[i].values;
    EXPECT_GT(std::count(values.begin(), values.end(), -std::numeric_limits<double>::infinity()), 0) << i;
    EXPECT_GT(std::count(values.begin(), values.end(), std::numeric_limits<double>::infinity()), 0) << i;
    missing += static_cast<double>(
        std::count_if(values.begin(), values.end(), [](double v) { return std::isnan(v); }));
  }
  EXPECT_NEAR(missing / (48 * 384), 0.1, 5 * std::sqrt(0.1 * 0.9 / (48 * 384)));
  const auto& constant = plate.readouts[49].values;
  EXPECT_EQ(std::set<double>(constant.begin(), constant.end()).size(), 1U);
  const auto& empty = plate.readouts[48].values;
  EXPECT_LT(std::count_if(empty.begin(), empty.end(), [](double v) { return !std::isnan(v); }), 15);
}

TEST(PlateSimulator, SettingsOutOfRange) {
  const auto refused = [](auto change) {
    PlateSettings s;
    change(s);
    return refusal([&] { simulate_plate(s); });
  };
  EXPECT_EQ(refused([](auto& s) { s.wells = 95; }), "simulated plate: wells must be 96, 384 or 1536");
  EXPECT_TRUE(holds(refused([](auto& s) { s.sites = 0; }), "sites must be"));
  EXPECT_TRUE(holds(refused([](auto& s) { s.readouts = 1; }), "readouts must be"));
  EXPECT_TRUE(holds(refused([](auto& s) { s.responding = 49; }), "responding must be at most two less"));
  EXPECT_TRUE(holds(refused([](auto& s) { s.effect = NAN; }), "effect must be"));
  EXPECT_TRUE(holds(refused([](auto& s) { s.noise = -1; }), "noise must be"));
  EXPECT_TRUE(holds(refused([](auto& s) { s.edge_effect = 1; }), "edge_effect must be"));
  EXPECT_TRUE(holds(refused([](auto& s) { s.missing = 1.5; }), "missing must be"));
  EXPECT_TRUE(holds(refused([](auto& s) { s.treated = -0.1; }), "treated must be"));
}

TEST(WritePlate, ReadBackBitForBit) {
  const TemporaryFolder folder;
  for (const int wells : {96, 384}) {
    PlateSettings s = settings(9, wells);
    s.sites = wells == 96 ? 2 : 1;
    const SimulatedPlate simulated = simulate_plate(s);
    PlateFiles files;
    files.images = folder.path("plates/" + std::to_string(wells));
    files.sites = Sites::ALL;
    write_plate(files.images, simulated);
    expect_same(read_plate(files), simulated.plate);
    EXPECT_FALSE(std::filesystem::exists(files.images + ".partial"));
    EXPECT_TRUE(std::filesystem::exists(files.images + "/simulated_A01_s1_w1.tif"));

    std::ifstream truth(files.images + "/truth.csv");
    std::string text{std::istreambuf_iterator<char>(truth), {}};
    EXPECT_TRUE(holds(text, "readout,responds\n"));
    EXPECT_TRUE(
        holds(text, "\n\"TNF-alpha, soluble\"," + std::string(simulated.responds[46] ? "yes" : "no")));
    EXPECT_TRUE(holds(text, "\n\"TRAIL (\"\"Apo-2L\"\")\",no\nTSLP,no\n"));
    EXPECT_EQ(refusal([&] { write_plate(files.images, simulated); }),
              files.images + ": exists already: a plate is written into a new folder");
  }
  EXPECT_THROW(write_plate("/proc/none/plate", simulate_plate(settings(9))), std::runtime_error);
}

}  // namespace
}  // namespace sim
