#include "sim/separable_series.hpp"

#include <ATen/Parallel.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "sim/series_terms.hpp"

namespace sim {
namespace {

constexpr double k = radians_per_ps_per_cm1;
constexpr std::size_t samples_at_once = 16;  // their envelopes share one pass over the transform's matrix

std::vector<double> kept_frequencies(const Axes& axes, const Physics& physics, const Sampling& sampling) {
  axes.validate();
  physics.validate();
  sampling.validate(axes);
  std::vector<double> kept;
  for (const std::int64_t w : sampling.frequencies) kept.push_back(axes.frequencies_cm1[w]);
  return kept;
}

// The rows of one parity, gathered for the transform and spread again over the spectrum's terms.
struct ParityRows {
  std::vector<std::int64_t> terms;
  std::vector<double> envelopes;  // [rows][points]
  std::vector<double> spectra;    // [rows][frequencies]

  ParityRows(const SeriesTerms& series, Parity parity, std::int64_t frequencies) {
    for (std::size_t n = 0; n < series.orders.size(); ++n) {
      if (series.orders[n].parity() != parity) continue;
      terms.push_back(static_cast<std::int64_t>(n));
      const auto row = series.envelopes.begin() + static_cast<std::int64_t>(n) * series.points;
      envelopes.insert(envelopes.end(), row, row + series.points);
    }
    spectra.resize(terms.size() * frequencies);
  }

  void spread(std::vector<double>& spectral, std::int64_t all_terms, std::int64_t frequencies) const {
    for (std::size_t row = 0; row < terms.size(); ++row)
      for (std::int64_t w = 0; w < frequencies; ++w)
        spectral[w * all_terms + terms[row]] = spectra[row * frequencies + w];
  }
};

std::vector<double> waiting_factors(const SeriesTerms& series, const Axes& axes, const Physics& physics,
                                    const Sampling& sampling) {
  std::vector<double> factors;
  for (const std::int64_t index : sampling.waiting_times) {
    const double wait = axes.waiting_times_ps[index];
    for (const SeriesTerms::Order order : series.orders) {
      double rate = 1 / physics.lifetime_ps;
      if (order.n > 0) rate += order.n / series.components[0].tau_ps;
      if (order.m > 0) rate += order.m / series.components[1].tau_ps;
      factors.push_back(std::exp(-wait * rate));
    }
  }
  return factors;
}

// p = real pump factor · e^{+i k (w01 − w_rot) t1}, times i for odd orders.
void pump_factors(const SeriesTerms& series, const Axes& axes, const Physics& physics,
                  const Sampling& sampling, SeparableSpectrum& out) {
  for (std::size_t n = 0; n < series.orders.size(); ++n) {
    for (const std::int64_t index : sampling.pump_times) {
      const double envelope = series.pumps[n * axes.pump_times_ps.size() + index];
      const double phase = k * (physics.w01_cm1 - physics.w_rot_cm1) * axes.pump_times_ps[index];
      const double c = envelope * std::cos(phase);
      const double s = envelope * std::sin(phase);
      const bool even = series.orders[n].parity() == Parity::EVEN;
      out.pump_real.push_back(even ? c : -s);
      out.pump_imag.push_back(even ? s : c);
    }
  }
}

}  // namespace

SeparableSeries::SeparableSeries(const Axes& axes, const Physics& physics, const Sampling& sampling,
                                 std::int64_t points)
    : axes_(axes),
      physics_(physics),
      sampling_(sampling),
      transform_(physics, kept_frequencies(axes, physics, sampling), points) {}

std::vector<SeparableSpectrum> SeparableSeries::expand(std::span<const std::vector<Kubo>> samples) const {
  std::vector<SeparableSpectrum> spectra(samples.size());
  const std::int64_t frequencies = transform_.frequencies();
  for (std::size_t first = 0; first < samples.size(); first += samples_at_once) {
    const auto count = static_cast<std::int64_t>(std::min(samples_at_once, samples.size() - first));
    std::vector<std::optional<SeriesTerms>> series(count);
    std::vector<std::optional<ParityRows>> even(count);
    std::vector<std::optional<ParityRows>> odd(count);
    at::parallel_for(0, count, 1, [&](std::int64_t begin, std::int64_t end) {
      for (std::int64_t i = begin; i < end; ++i) {
        series[i].emplace(physics_, axes_.pump_times_ps, transform_, samples[first + i]);
        even[i].emplace(*series[i], Parity::EVEN, frequencies);
        odd[i].emplace(*series[i], Parity::ODD, frequencies);
      }
    });
    const auto transform = [&](Parity parity, std::vector<std::optional<ParityRows>>& rows) {
      std::vector<SpectralTransform::Job> jobs;
      for (std::int64_t i = 0; i < count; ++i)
        jobs.push_back({rows[i]->envelopes.data(), static_cast<std::int64_t>(rows[i]->terms.size()),
                        series[i]->points, rows[i]->spectra.data()});
      transform_.transform(parity, jobs);
    };
    transform(Parity::EVEN, even);
    transform(Parity::ODD, odd);
    at::parallel_for(0, count, 1, [&](std::int64_t begin, std::int64_t end) {
      for (std::int64_t i = begin; i < end; ++i) {
        SeparableSpectrum& out = spectra[first + i];
        out.terms = static_cast<std::int64_t>(series[i]->orders.size());
        out.spectral.resize(frequencies * out.terms);
        even[i]->spread(out.spectral, out.terms, frequencies);
        odd[i]->spread(out.spectral, out.terms, frequencies);
        out.waiting = waiting_factors(*series[i], axes_, physics_, sampling_);
        pump_factors(*series[i], axes_, physics_, sampling_, out);
      }
    });
  }
  return spectra;
}

SeparableSpectrum SeparableSeries::expand(const std::vector<Kubo>& sample) const {
  return expand(std::span(&sample, 1)).front();
}

}  // namespace sim
