#include "models/pca_logistic.hpp"

#include <ATen/ATen.h>

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <vector>

#include "models/logistic_regression.hpp"

namespace models {
namespace {

constexpr int64_t kColumns = 4096;        // raw numbers per block, converted to float64 together
constexpr int64_t kRows = 256;            // rows per tile of the Gram matrix
constexpr double kSmallestShare = 1e-12;  // of the largest eigenvalue: below it is rounding

at::Tensor flattened(const at::Tensor& x) {
  if (x.dim() < 2 || !x.is_floating_point())
    throw std::invalid_argument("pca_logistic needs floating point samples of shape [rows, …]");
  // Row, column, channel, as the networks flatten: a view of pictures that are kept channels-last.
  return (x.dim() == 4 ? x.permute({0, 2, 3, 1}) : x).reshape({x.size(0), -1});
}

// Calls use(first, count) for consecutive blocks of columns.
template <class Use>
void for_column_blocks(int64_t columns, const Use& use) {
  for (int64_t first = 0; first < columns; first += kColumns) use(first, std::min(kColumns, columns - first));
}

at::Tensor block_of(const at::Tensor& rows, int64_t first, int64_t count) {
  return rows.narrow(1, first, count).to(at::kCPU, at::kDouble);
}

// Adds centred·centredᵀ to `gram`, upper tiles only.
void add_products(at::Tensor& gram, const at::Tensor& centred) {
  const int64_t n = centred.size(0);
  for (int64_t i = 0; i < n; i += kRows) {
    const int64_t height = std::min(kRows, n - i);
    gram.narrow(0, i, height)
        .narrow(1, i, n - i)
        .addmm_(centred.narrow(0, i, height), centred.narrow(0, i, n - i).t());
  }
}

/// Of centred·centredᵀ: eigenvalues λ, ascending, and eigenvectors u [rows, …] of the last of them, at least
/// as many as components are wanted where there are so many.
struct Spectrum {
  at::Tensor eigenvalues;
  at::Tensor left;
};

at::Tensor finite(const at::Tensor& products) {
  if (!products.isfinite().all().item<bool>())
    throw std::invalid_argument("pca_logistic met values that are not finite");
  return products;
}

/// By the Gram matrix of the rows: whole spectra have more numbers than there are samples.
Spectrum spectrum_of_few_rows(const at::Tensor& rows, const at::Tensor& mean) {
  at::Tensor gram = at::zeros({rows.size(0), rows.size(0)}, at::kDouble);
  for_column_blocks(rows.size(1), [&](int64_t first, int64_t count) {
    add_products(gram, block_of(rows, first, count) - mean.narrow(0, first, count));
  });
  auto [eigenvalues, eigenvectors] = at::linalg_eigh(finite(gram), "U");
  return {eigenvalues, eigenvectors};
}

/// By the products of the columns, where these are fewer: u = centred·v/√λ for their eigenvectors v.
Spectrum spectrum_of_few_columns(const at::Tensor& rows, const at::Tensor& mean, int64_t components) {
  const at::Tensor centred = block_of(rows, 0, rows.size(1)) - mean;
  const auto [eigenvalues, eigenvectors] = at::linalg_eigh(finite(centred.t().mm(centred)), "U");
  const int64_t d = eigenvalues.size(0);
  const int64_t kept = std::min(components, d);
  const at::Tensor lambda = eigenvalues.narrow(0, d - kept, kept);
  const at::Tensor roots = lambda.clamp_min(std::numeric_limits<double>::min()).sqrt();
  return {eigenvalues, centred.mm(eigenvectors.narrow(1, d - kept, kept)) / roots};
}

at::Tensor features_of(const at::Tensor& z, Features kind) {
  if (kind == Features::LINEAR) return z;
  std::vector<at::Tensor> columns{z};
  for (int64_t i = 0; i < z.size(1); ++i)
    columns.push_back(z.narrow(1, i, z.size(1) - i) * z.narrow(1, i, 1));
  return at::cat(columns, 1);
}

int64_t feature_count(int64_t k, Features kind) { return kind == Features::LINEAR ? k : k + k * (k + 1) / 2; }

}  // namespace

PcaLogistic::PcaLogistic(PcaLogisticOptions options) : options_(options) {
  if (options.components < 1) throw std::invalid_argument("pca_logistic needs at least one component");
  if (!(options.ridge > 0)) throw std::invalid_argument("pca_logistic needs a positive ridge");
}

void PcaLogistic::fit(const at::Tensor& x, const at::Tensor& labels) {
  const at::NoGradGuard no_gradients;
  const at::Tensor rows = flattened(x);
  const int64_t n = rows.size(0), d = rows.size(1);
  if (n < 2 || d < 1 || labels.dim() != 1 || labels.size(0) != n)
    throw std::invalid_argument("pca_logistic needs at least two rows, and one label per row");
  const at::Tensor classes = labels.to(at::kCPU, at::kDouble);
  if (!((classes == 0).logical_or(classes == 1)).all().item<bool>() || classes.min().item<double>() == 1 ||
      classes.max().item<double>() == 0)
    throw std::invalid_argument("pca_logistic needs labels 0 and 1, and both of them");

  mean_ = at::empty({d}, at::kDouble);
  for_column_blocks(d, [&](int64_t first, int64_t count) {
    mean_.narrow(0, first, count).copy_(block_of(rows, first, count).mean(0));
  });
  const Spectrum spectrum =
      d < n ? spectrum_of_few_columns(rows, mean_, options_.components) : spectrum_of_few_rows(rows, mean_);
  // The component is centredᵀu/√λ, its scores √λ·u, their variance λ/n.
  const double largest = spectrum.eigenvalues[-1].item<double>();
  if (!(largest > 0)) throw std::invalid_argument("pca_logistic needs rows that differ");
  const auto spanned = (spectrum.eigenvalues > kSmallestShare * largest).sum().item<int64_t>();
  const int64_t k = std::min(options_.components, spanned);
  const at::Tensor lambda = spectrum.eigenvalues.narrow(0, spectrum.eigenvalues.size(0) - k, k).flip(0);
  at::Tensor u = spectrum.left.narrow(1, spectrum.left.size(1) - k, k).flip(1);
  // An eigenvector's sign is arbitrary: fix it by its largest entry, so that every LAPACK gives the same
  // model.
  u = u * u.gather(0, u.abs().argmax(0, /*keepdim=*/true)).sign();

  const at::Tensor weights = u * (std::sqrt(static_cast<double>(n)) / lambda);
  projection_ = at::empty({d, k}, at::kDouble);
  for_column_blocks(d, [&](int64_t first, int64_t count) {
    const at::Tensor centred = block_of(rows, first, count) - mean_.narrow(0, first, count);
    projection_.narrow(0, first, count).copy_(centred.t().mm(weights));
  });
  const at::Tensor z = u * std::sqrt(static_cast<double>(n));
  coefficients_ = fit_logistic_regression(features_of(z, options_.features), classes, options_.ridge);
}

at::Tensor PcaLogistic::scores(const at::Tensor& rows) const {
  at::Tensor z = at::zeros({rows.size(0), projection_.size(1)}, at::kDouble);
  for_column_blocks(rows.size(1), [&](int64_t first, int64_t count) {
    z.addmm_(block_of(rows, first, count) - mean_.narrow(0, first, count),
             projection_.narrow(0, first, count));
  });
  return z;
}

at::Tensor PcaLogistic::logits(const at::Tensor& x) const {
  const at::NoGradGuard no_gradients;
  if (!coefficients_.defined()) throw std::invalid_argument("pca_logistic must be fitted before it is asked");
  const at::Tensor rows = flattened(x);
  if (rows.size(1) != mean_.size(0))
    throw std::invalid_argument("pca_logistic was fitted on samples of another size");
  const at::Tensor features = features_of(scores(rows), options_.features);
  const int64_t p = features.size(1);
  const at::Tensor log_odds = features.mv(coefficients_.narrow(0, 0, p)) + coefficients_[p];
  return at::stack({-0.5 * log_odds, 0.5 * log_odds}, 1).to(at::kFloat);
}

int64_t PcaLogistic::parameter_count(int64_t d, const PcaLogisticOptions& options) {
  return d + d * options.components + feature_count(options.components, options.features) + 1;
}

int64_t PcaLogistic::forward_operations(int64_t d, const PcaLogisticOptions& options) {
  return 2 * (d * options.components + feature_count(options.components, options.features));
}

}  // namespace models
