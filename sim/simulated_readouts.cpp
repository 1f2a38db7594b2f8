#include "sim/simulated_readouts.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>

#include "sim/cytokine_names.hpp"

namespace sim {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr int kSpoilt = 2;        // readouts at the end of the table that a study must drop
constexpr std::size_t kFew = 10;  // values of the nearly empty one: fewer than a study uses

/// As an instrument prints it, with four digits; the last bits of exp() do not show.
double four_digits(double value) {
  std::array<char, 32> text{};
  const auto end =
      std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::general, 4).ptr;
  std::from_chars(text.data(), end, value);
  return value;
}

/// The first of `count` readouts in a random order respond.
std::vector<bool> answer(const PlateSettings& settings) {
  std::vector<std::size_t> order(settings.readouts - kSpoilt);
  std::iota(order.begin(), order.end(), std::size_t{0});
  RandomStream random = plate_stream(settings, PlateRandom::ANSWER, 0);
  for (std::size_t i = order.size(); i > 1; --i)
    std::swap(order[i - 1], order[static_cast<std::size_t>(random.uniform() * static_cast<double>(i))]);
  std::vector<bool> responds(settings.readouts, false);
  for (int i = 0; i < settings.responding; ++i) responds[order[i]] = true;
  return responds;
}

/// How far each well lies above the readout's usual logarithm, in its usual spreads. A readout that does not
/// respond knows nothing of the well: neither phenotype, nor treatment, nor place on the plate, for pictures
/// at the edge are dimmer, and a network could tell from them where a well is.
std::vector<double> logarithms(const PlateSettings& settings, const SimulatedPlate& simulated, bool responds,
                               RandomStream& random) {
  const auto which = static_cast<int>(3 * random.uniform());
  const double sign = random.uniform() < 0.5 ? -1 : 1;
  std::vector<double> logs;
  for (std::size_t well = 0; well < simulated.phenotypes.size(); ++well) {
    const double chance = normal(random);
    if (!responds) {
      logs.push_back(chance);
      continue;
    }
    const Phenotype& cells = simulated.phenotypes[well];
    const double followed = which == 0   ? cells.growth
                            : which == 1 ? cells.activation
                                         : (cells.activation + cells.clumping) / std::numbers::sqrt2;
    const double edge =
        at_edge(simulated.plate.wells[well].position, simulated.plate.format) ? settings.edge_effect : 0;
    logs.push_back(sign * settings.effect * followed + edge + 0.25 * settings.noise * chance);
  }
  return logs;
}

/// pg/ml, log-normal; the lowest lie below the limit of detection and the highest above it.
std::vector<double> measured(const std::vector<double>& logs, RandomStream& random) {
  const double usual = random.uniform(std::log(5.0), std::log(2000.0));
  const double spread = random.uniform(0.5, 1.0);
  std::vector<double> sorted = logs;
  std::sort(sorted.begin(), sorted.end());
  const auto quantile = [&](double share) {
    return sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1))];
  };
  const double lowest = quantile(random.uniform(0.02, 0.12)), highest = quantile(random.uniform(0.94, 0.99));
  std::vector<double> values(logs.size());
  std::transform(logs.begin(), logs.end(), values.begin(), [&](double log) {
    if (log < lowest) return -kInfinity;
    return log > highest ? kInfinity : four_digits(std::exp(usual + spread * log));
  });
  return values;
}

void lose_some(double share, RandomStream& random, std::vector<double>& values) {
  for (double& value : values)
    if (random.uniform() < share) value = kNone;
}

std::string name_of(std::size_t readout) {
  const auto& names = cytokine_names();
  return readout < names.size() ? names[readout] : "cytokine " + std::to_string(readout + 1);
}

}  // namespace

RandomStream plate_stream(const PlateSettings& settings, PlateRandom purpose, std::uint64_t index) {
  return {settings.key, (static_cast<std::uint64_t>(purpose) << 48U) + index};
}

bool at_edge(WellPosition p, const PlateFormat& format) {
  return p.row == 0 || p.column == 0 || p.row == format.rows - 1 || p.column == format.columns - 1;
}

void simulate_readouts(const PlateSettings& settings, SimulatedPlate& simulated) {
  simulated.responds = answer(settings);
  const auto count = static_cast<std::size_t>(settings.readouts);
  for (std::size_t readout = 0; readout < count; ++readout) {
    RandomStream random = plate_stream(settings, PlateRandom::READOUTS, readout);
    std::vector<double> values =
        measured(logarithms(settings, simulated, simulated.responds[readout], random), random);
    lose_some(settings.missing, random, values);
    if (readout + 2 == count) {
      std::fill(values.begin() + static_cast<std::ptrdiff_t>(std::min(kFew, values.size())), values.end(),
                kNone);
    } else if (readout + 1 == count) {
      std::fill(values.begin(), values.end(), four_digits(random.uniform(1, 10)));
    }
    simulated.plate.readouts.push_back({name_of(readout), std::move(values)});
  }
}

}  // namespace sim
