#include "sim/fisher_information.hpp"

#include <ATen/ATen.h>

#include <algorithm>

#include "sim/clean_bound.hpp"
#include "sim/elimination.hpp"

namespace sim {
namespace {

// Exact enough that elimination, which takes differences of nearly equal numbers, is not limited by the
// series.
Physics precise(Physics physics) {
  physics.tolerance = std::min(physics.tolerance, 1e-11);
  return physics;
}

at::Tensor indices(const std::vector<std::int64_t>& kept) { return at::tensor(kept, at::kLong); }

// All rows of all blocks of one axis, at its kept points: [blocks · terms][kept].
at::Tensor kept_rows(const std::vector<std::vector<double>>& blocks, std::int64_t terms,
                     const std::vector<std::int64_t>& kept) {
  std::vector<at::Tensor> rows;
  for (const std::vector<double>& block : blocks)
    rows.push_back(at::tensor(block, at::kDouble).view({terms, -1}).index_select(1, indices(kept)));
  return at::cat(rows);
}

at::Tensor kept_rows(const std::vector<std::vector<std::complex<double>>>& blocks, std::int64_t terms,
                     const std::vector<std::int64_t>& kept, Parts parts) {
  std::vector<std::vector<double>> real(blocks.size());
  std::vector<std::vector<double>> imag(blocks.size());
  for (std::size_t b = 0; b < blocks.size(); ++b)
    for (const std::complex<double>& p : blocks[b]) {
      real[b].push_back(p.real());
      imag[b].push_back(p.imag());
    }
  const at::Tensor real_rows = kept_rows(real, terms, kept);
  if (parts == Parts::REAL) return real_rows;
  return at::cat({real_rows, kept_rows(imag, terms, kept)}, 1);
}

// Scalar products of all rows with each other.
std::vector<double> gram(const at::Tensor& rows) {
  const at::Tensor products = at::mm(rows, rows.t()).contiguous();
  return {products.data_ptr<double>(), products.data_ptr<double>() + products.numel()};
}

// Of the rows of one axis.
struct AxisProducts {
  std::vector<double> values;
  std::size_t size;
  explicit AxisProducts(const at::Tensor& rows) : values(gram(rows)), size(rows.size(0)) {}
  const double* row(std::size_t block, std::size_t term, std::size_t terms) const {
    return values.data() + (block * terms + term) * size;
  }
};

}  // namespace

FisherInformation::FisherInformation(const Axes& axes, const Physics& physics,
                                     const std::vector<Kubo>& components)
    : axes_(axes),
      peak_(spectrum_peak(axes, physics, components)),
      derivatives_(axes, precise(physics), components) {}

std::vector<std::vector<double>> FisherInformation::matrix(const Sampling& sampling) const {
  sampling.validate(axes_);
  const std::size_t terms = derivatives_.terms;
  const AxisProducts waiting(kept_rows(derivatives_.waiting, derivatives_.terms, sampling.waiting_times));
  const AxisProducts spectral(kept_rows(derivatives_.spectral, derivatives_.terms, sampling.frequencies));
  const AxisProducts pump(
      kept_rows(derivatives_.pump, derivatives_.terms, sampling.pump_times, sampling.parts));
  const auto overlap = [&](const SpectrumDerivatives::Product& a, const SpectrumDerivatives::Product& b) {
    double sum = 0;
    for (std::size_t n = 0; n < terms; ++n) {
      const double* w = waiting.row(a.waiting, n, terms) + b.waiting * terms;
      const double* s = spectral.row(a.spectral, n, terms) + b.spectral * terms;
      const double* p = pump.row(a.pump, n, terms) + b.pump * terms;
      for (std::size_t m = 0; m < terms; ++m) sum += w[m] * s[m] * p[m];
    }
    return sum;
  };
  const std::vector<Parameter> list = parameters();
  std::vector<std::vector<double>> matrix(list.size(), std::vector<double>(list.size(), 0.0));
  const auto place = [&](Parameter parameter) {
    return static_cast<std::size_t>(std::find(list.begin(), list.end(), parameter) - list.begin());
  };
  for (const auto& a : derivatives_.products)
    for (const auto& b : derivatives_.products)
      if (place(a.parameter) <= place(b.parameter))
        matrix[place(a.parameter)][place(b.parameter)] += overlap(a, b) / (peak_ * peak_);
  for (std::size_t i = 0; i < list.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) matrix[i][j] = matrix[j][i];
  return matrix;
}

FisherInformation::Answer FisherInformation::of(const Sampling& sampling) const {
  const std::vector<std::vector<double>> all = matrix(sampling);
  return {{all[0][0], all[0][1], all[1][1]}, after_estimating_the_rest(all)};
}

std::vector<std::vector<Information>> FisherInformation::of_each_pair() const {
  const std::size_t terms = derivatives_.terms;
  const std::size_t blocks = derivatives_.spectral.size();
  const AxisProducts spectral(
      kept_rows(derivatives_.spectral, derivatives_.terms, Sampling::full(axes_).frequencies));
  const std::size_t rows = blocks * terms;
  const auto pumps = static_cast<std::size_t>(axes_.pump_times());
  const auto waits = static_cast<std::size_t>(axes_.waiting_times());
  std::vector<std::vector<Information>> pairs(pumps, std::vector<Information>(waits));
  // A derivative at one pair is a real list of weights of the spectral rows for each part.
  const at::Tensor products =
      at::tensor(spectral.values, at::kDouble).view({static_cast<std::int64_t>(rows), -1});
  for (std::size_t t = 0; t < pumps; ++t) {
    at::Tensor weights = at::zeros({2, 2, static_cast<std::int64_t>(waits), static_cast<std::int64_t>(rows)},
                                   at::kDouble);  // [parameter][part][Tw][row]
    double* values = weights.data_ptr<double>();
    for (const auto& product : derivatives_.products) {
      if (product.parameter != Parameter::DELTA && product.parameter != Parameter::TAU) continue;
      const std::size_t parameter = product.parameter == Parameter::DELTA ? 0 : 1;
      for (std::size_t n = 0; n < terms; ++n) {
        const std::complex<double> p = derivatives_.pump[product.pump][n * pumps + t];
        for (std::size_t k = 0; k < waits; ++k) {
          const double wait = derivatives_.waiting[product.waiting][n * waits + k];
          const std::size_t row = product.spectral * terms + n;
          values[((parameter * 2 + 0) * waits + k) * rows + row] += wait * p.real();
          values[((parameter * 2 + 1) * waits + k) * rows + row] += wait * p.imag();
        }
      }
    }
    const at::Tensor weighed = at::matmul(weights, products);
    const auto overlap = [&](std::int64_t i, std::int64_t j) {
      return ((weights[i] * weighed[j]).sum(-1).sum(0) / (peak_ * peak_)).contiguous();  // [Tw]
    };
    const at::Tensor delta = overlap(0, 0);
    const at::Tensor mixed = overlap(0, 1);
    const at::Tensor tau = overlap(1, 1);
    for (std::size_t k = 0; k < waits; ++k)
      pairs[t][k] = {delta.data_ptr<double>()[k], mixed.data_ptr<double>()[k], tau.data_ptr<double>()[k]};
  }
  return pairs;
}

}  // namespace sim
