#include "sim/write_pictures.hpp"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

namespace sim {

std::array<std::int64_t, 3> picture_shape(const Sampling& sampling) {
  return {static_cast<std::int64_t>(sampling.waiting_times.size()),
          sampling.part_count() * static_cast<std::int64_t>(sampling.frequencies.size()),
          static_cast<std::int64_t>(sampling.pump_times.size())};
}

template <typename T>
void write_pictures(const std::vector<PictureFactors<T>>& samples, const std::vector<SampleNoise>& noise,
                    T* out) {
  if (samples.empty()) return;
  const std::int64_t waiting_times = samples.front().waiting_times();
  const std::int64_t values = samples.front().values_per_waiting_time();
  const auto count = static_cast<std::int64_t>(samples.size());
  at::parallel_for(0, count * waiting_times, 1, [&](std::int64_t first, std::int64_t last) {
    for (std::int64_t slab = first; slab < last; ++slab) {
      const std::int64_t sample = slab / waiting_times;
      samples[sample].write_waiting_time(slab % waiting_times, noise.empty() ? nullptr : &noise[sample],
                                         out + slab * values);
    }
  });
}

template void write_pictures<float>(const std::vector<PictureFactors<float>>&,
                                    const std::vector<SampleNoise>&, float*);
template void write_pictures<double>(const std::vector<PictureFactors<double>>&,
                                     const std::vector<SampleNoise>&, double*);

at::Tensor picture_on_device(const SeparableSpectrum& spectrum, const Sampling& sampling, double gain,
                             at::ScalarType type, at::Device device) {
  const auto upload = [&](const std::vector<double>& values, std::vector<std::int64_t> shape) {
    const auto host = at::TensorOptions().dtype(at::kDouble);
    return at::from_blob(const_cast<double*>(values.data()), shape, host)
        .to(at::kCPU, type, false, true)
        .to(device);
  };
  const std::int64_t terms = spectrum.terms;
  const at::Tensor waiting = upload(spectrum.waiting, {spectrum.waiting_times(), 1, terms}) * gain;
  const at::Tensor spectral = upload(spectrum.spectral, {1, spectrum.frequencies(), terms});
  const at::Tensor coefficients = (waiting * spectral).reshape({-1, terms});  // [Tw · w, terms]
  const auto [channels, rows, columns] = picture_shape(sampling);
  const std::int64_t parts = sampling.part_count();
  const at::Tensor picture =
      at::empty({channels, parts, rows / parts, columns}, at::TensorOptions().dtype(type).device(device));
  for (std::int64_t part = 0; part < parts; ++part) {
    const at::Tensor pump = upload(part == 0 ? spectrum.pump_real : spectrum.pump_imag, {terms, columns});
    picture.select(1, part).copy_(at::matmul(coefficients, pump).view({channels, rows / parts, columns}));
  }
  return picture.view({channels, rows, columns});
}

}  // namespace sim
