#include "sim/curvature_gain.hpp"

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace sim {
namespace {

constexpr std::int64_t kSamples =
    4096;                              // of both classes together, each with its noise and with the opposite
constexpr std::int64_t kAtOnce = 512;  // of them
constexpr std::int64_t kGridAcross = 48;   // places over the outer region's width, at most a few more
constexpr std::uint64_t kSeed = 20231121;  // any
constexpr double kSeen = 3;                // standard errors, from which a gain is one

// Places (v, u) with the percent difference from 0 of each.
struct Places {
  at::Tensor v, u;    // [place]
  at::Tensor inside;  // [place], bool: Same

  Places(at::Tensor v_, at::Tensor u_, const PopulationSettings& population)
      : v(std::move(v_)), u(std::move(u_)) {
    const at::Tensor size =
        population.difference == Difference::MAXIMUM ? at::maximum(v.abs(), u.abs()) : at::hypot(v, u);
    inside = size <= population.threshold_percent / 100;
    const at::Tensor reached = at::nonzero(size <= population.limit_percent / 100).flatten();
    v = v.index_select(0, reached);
    u = u.index_select(0, reached);
    inside = inside.index_select(0, reached);
  }

  Places only(bool same) const {
    Places some = *this;
    const at::Tensor kept = at::nonzero(inside == same).flatten();
    some.v = v.index_select(0, kept);
    some.u = u.index_select(0, kept);
    some.inside = inside.index_select(0, kept);
    return some;
  }
};

// The middles of a grid's cells, a whole number of which makes the inner square.
Places grid_of(const PopulationSettings& population) {
  const double threshold = population.threshold_percent / 100;
  const double limit = population.limit_percent / 100;
  const double cells = std::max(2.0, std::ceil(kGridAcross * threshold / (2 * limit)));
  const double step = threshold / cells;
  const auto half = static_cast<std::int64_t>(std::ceil(limit / step - 1e-9));
  const at::Tensor line = (at::arange(-half, half, at::kDouble) + 0.5) * step;
  return {line.repeat_interleave(2 * half), line.repeat({2 * half}), population};
}

// Evenly spread over the square |v|, |u| ≤ size: the additive recurrence of the plastic number.
Places spread_over(double size, std::int64_t count, const PopulationSettings& population) {
  constexpr double plastic = 1.32471795724474602596;
  const at::Tensor n = at::arange(count, at::kDouble) + 0.5;
  const auto line = [&](double step) { return (at::frac(n * step) * 2 - 1) * size; };
  return {line(1 / plastic), line(1 / (plastic * plastic)), population};
}

// The samples: as many Same as Different, in this order.
Places samples_of(const PopulationSettings& population) {
  const std::int64_t of_each = kSamples / 2;
  const auto first = [&](Places places) {
    const at::Tensor kept = at::arange(of_each, at::kLong);
    places.v = places.v.index_select(0, kept);
    places.u = places.u.index_select(0, kept);
    places.inside = places.inside.index_select(0, kept);
    return places;
  };
  const double threshold = population.threshold_percent / 100;
  const double limit = population.limit_percent / 100;
  // A disc has 0.79 of its square, and a ring may be thin.
  const double ring = 0.7 * (1 - threshold * threshold / limit / limit);
  Places same = first(spread_over(threshold, 2 * of_each, population).only(true));
  const Places different =
      first(spread_over(limit, static_cast<std::int64_t>(std::ceil(double(of_each) / ring)) + 64, population)
                .only(false));
  same.v = at::cat({same.v, different.v});
  same.u = at::cat({same.u, different.u});
  same.inside = at::cat({same.inside, different.inside});
  return same;
}

// Posterior probability of the likelier class [sample], for spectra [place] on the grid and of samples
// [sample]: the mean of each with its noise [sample][dimension] added and taken away.
at::Tensor certainty(const at::Tensor& grid, const at::Tensor& shares, const at::Tensor& samples,
                     const at::Tensor& noise) {
  const at::Tensor half_squares = grid.square().sum(1) / 2;
  const at::Tensor directions = grid.t();
  std::vector<at::Tensor> parts;
  for (std::int64_t start = 0; start < samples.size(0); start += kAtOnce) {
    const std::int64_t count = std::min(kAtOnce, samples.size(0) - start);
    at::Tensor sum = at::zeros({count}, at::kDouble);
    for (const double sign : {1.0, -1.0}) {
      const at::Tensor seen = samples.narrow(0, start, count) + sign * noise.narrow(0, start, count);
      at::Tensor likelihood = at::mm(seen, directions).sub_(half_squares);
      likelihood = likelihood.sub_(std::get<0>(likelihood.max(1, true))).exp_();
      const at::Tensor both = at::mm(likelihood, shares);
      sum += std::get<0>(both.max(1)) / both.sum(1);
    }
    parts.push_back(sum / 2);
  }
  return at::cat(parts);
}

}  // namespace

double curvature_gain(const SpectraSurface& surface, const at::Tensor& nodes, double snr,
                      const PopulationSettings& population) {
  const at::NoGradGuard no_gradients;
  const Places grid = grid_of(population);
  const Places samples = samples_of(population);
  const at::Tensor inside = grid.inside.to(at::kDouble);
  const at::Tensor shares = at::stack({inside / inside.sum(), (1 - inside) / (1 - inside).sum()}, 1);
  const at::Tensor noise = at::randn({samples.v.size(0), nodes.size(1)},
                                     at::detail::createCPUGenerator(kSeed), at::TensorOptions(at::kDouble));
  const auto spectra = [&](const at::Tensor& weights) { return snr * at::mm(weights, nodes); };
  const at::Tensor curved = certainty(spectra(surface.weights(grid.v, grid.u)), shares,
                                      spectra(surface.weights(samples.v, samples.u)), noise);
  const at::Tensor flat = certainty(spectra(surface.flat_weights(grid.v, grid.u)), shares,
                                    spectra(surface.flat_weights(samples.v, samples.u)), noise);
  const at::Tensor gain = curved - flat;
  const double mean = gain.mean().item<double>();
  const double standard_error = gain.std().item<double>() / std::sqrt(static_cast<double>(gain.size(0)));
  return std::abs(mean) > kSeen * standard_error ? mean : 0;
}

}  // namespace sim
