#include "sim/picture_factors.hpp"

#include <algorithm>
#include <cmath>

#include "sim/sum_terms.hpp"

namespace sim {
namespace {

std::vector<std::uint32_t> as_counters(const std::vector<std::int64_t>& indices) {
  return {indices.begin(), indices.end()};
}

std::int64_t padded(std::int64_t count) {
  static_assert(pump_block % GaussianNoise::block == 0);
  return (count + pump_block - 1) / pump_block * pump_block;
}

template <typename T>
std::vector<T> padded_rows(const std::vector<double>& rows, std::int64_t terms, std::int64_t count,
                           std::int64_t stride) {
  std::vector<T> out(terms * stride, T(0));
  for (std::int64_t n = 0; n < terms; ++n)
    for (std::int64_t t = 0; t < count; ++t) out[n * stride + t] = static_cast<T>(rows[n * count + t]);
  return out;
}

// out[t] += sigma · normal[t], rounded once: the same bits in a vector loop and alone.
template <typename T>
void add(const std::vector<float>& normals, float sigma, std::int64_t count, T* out) {
  for (std::int64_t t = 0; t < count; ++t) out[t] = out[t] + static_cast<T>(sigma * normals[t]);
}

}  // namespace

template <typename T>
PictureFactors<T>::PictureFactors(const Sampling& sampling)
    : parts_(sampling.parts),
      waiting_indices_(as_counters(sampling.waiting_times)),
      frequency_indices_(as_counters(sampling.frequencies)),
      pump_indices_(as_counters(sampling.pump_times)),
      pump_times_(static_cast<std::int64_t>(sampling.pump_times.size())),
      stride_(padded(pump_times_)) {
  pump_indices_.resize(stride_, 0);
}

template <typename T>
PictureFactors<T>::PictureFactors(const SeparableSpectrum& spectrum, const Sampling& sampling, double gain)
    : PictureFactors(sampling) {
  if (gain == 0) return;
  terms_ = spectrum.terms;
  waiting_.reserve(spectrum.waiting.size());
  for (const double b : spectrum.waiting) waiting_.push_back(static_cast<T>(gain * b));
  spectral_.assign(spectrum.spectral.begin(), spectrum.spectral.end());
  pump_real_ = padded_rows<T>(spectrum.pump_real, terms_, pump_times_, stride_);
  pump_imag_ = padded_rows<T>(spectrum.pump_imag, terms_, pump_times_, stride_);
}

template <typename T>
std::int64_t PictureFactors<T>::values_per_waiting_time() const {
  return (parts_ == Parts::COMPLEX ? 2 : 1) * static_cast<std::int64_t>(frequency_indices_.size()) *
         pump_times_;
}

template <typename T>
void PictureFactors<T>::write_waiting_time(std::int64_t waiting_time, const SampleNoise* noise,
                                           T* out) const {
  const auto frequencies = static_cast<std::int64_t>(frequency_indices_.size());
  std::vector<T> coefficients(terms_);
  std::vector<float> normal_real(noise ? stride_ : 0);
  std::vector<float> normal_imag(noise ? stride_ : 0);
  for (std::int64_t w = 0; w < frequencies; ++w) {
    for (std::int64_t n = 0; n < terms_; ++n)
      coefficients[n] = waiting_[waiting_time * terms_ + n] * spectral_[w * terms_ + n];
    T* real = out + w * pump_times_;
    T* imag = parts_ == Parts::COMPLEX ? out + (frequencies + w) * pump_times_ : nullptr;
    sum_terms(coefficients.data(), terms_, pump_real_.data(), pump_imag_.data(), stride_, pump_times_, real,
              imag);
    if (noise == nullptr) continue;
    noise->source.row(noise->sample, frequency_indices_[w], waiting_indices_[waiting_time],
                      pump_indices_.data(), stride_, normal_real.data(), normal_imag.data());
    add(normal_real, noise->sigma, pump_times_, real);
    if (imag != nullptr) add(normal_imag, noise->sigma, pump_times_, imag);
  }
}

template class PictureFactors<float>;
template class PictureFactors<double>;

}  // namespace sim
