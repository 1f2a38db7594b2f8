#include "sim/sampling.hpp"

#include <charconv>
#include <stdexcept>

namespace sim {
namespace {

std::vector<std::int64_t> strided(std::int64_t points, std::int64_t stride) {
  std::vector<std::int64_t> kept;
  for (std::int64_t i = 0; i < points; i += stride) kept.push_back(i);
  return kept;
}

void check(const char* name, const std::vector<std::int64_t>& kept, std::int64_t points) {
  const auto fail = [&](const std::string& why) {
    throw std::invalid_argument("sampling: " + std::string(name) + " " + why);
  };
  if (kept.empty()) fail("keeps no point; keep at least one");
  for (std::size_t i = 0; i < kept.size(); ++i) {
    if (kept[i] < 0 || kept[i] >= points)
      fail("keeps index " + std::to_string(kept[i]) + ", but the axis has indices 0 to " +
           std::to_string(points - 1));
    if (i > 0 && kept[i] <= kept[i - 1]) fail("must ascend without repeats");
  }
}

}  // namespace

Sampling Sampling::full(const Axes& axes) { return every(axes, 1); }

Sampling Sampling::every(const Axes& axes, std::int64_t stride) {
  if (stride < 1)
    throw std::invalid_argument("sampling: every-" + std::to_string(stride) +
                                " is impossible; the stride starts at 1");
  return {strided(axes.waiting_times(), stride), strided(axes.pump_times(), stride),
          strided(axes.frequencies(), 1), Parts::COMPLEX};
}

Sampling Sampling::named(const Axes& axes, const std::string& name) {
  if (name == "full") return full(axes);
  const std::string prefix = "every-";
  std::int64_t stride = 0;
  if (name.starts_with(prefix)) {
    const char* end = name.data() + name.size();
    const auto [stop, error] = std::from_chars(name.data() + prefix.size(), end, stride);
    if (error == std::errc() && stop == end && stride >= 1) return every(axes, stride);
  }
  throw std::invalid_argument("sampling: '" + name +
                              "' is not a sampling; write full, every-K (K = 1, 2, …) or a map");
}

double Sampling::real_numbers() const {
  return static_cast<double>(part_count()) * static_cast<double>(waiting_times.size()) *
         static_cast<double>(pump_times.size()) * static_cast<double>(frequencies.size());
}

void Sampling::validate(const Axes& axes) const {
  check("waiting_times", waiting_times, axes.waiting_times());
  check("pump_times", pump_times, axes.pump_times());
  check("frequencies", frequencies, axes.frequencies());
}

}  // namespace sim
