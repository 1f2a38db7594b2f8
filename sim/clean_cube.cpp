#include "sim/clean_cube.hpp"

#include <ATen/ATen.h>

#include <stdexcept>

#include "sim/detection_time.hpp"
#include "sim/separable_series.hpp"
#include "sim/write_pictures.hpp"

namespace sim {

at::Tensor clean_cube(const Axes& axes, const Physics& physics, const std::vector<Kubo>& components,
                      const Sampling& sampling, at::ScalarType type, at::Device device) {
  if (type != at::kFloat && type != at::kDouble)
    throw std::invalid_argument("clean_cube: the scalar type must be float32 or float64");
  axes.validate();
  physics.validate();
  for (const Kubo& c : components) c.validate();
  const std::int64_t points = detection_points(physics, components, axes.pump_times_ps.back());
  const SeparableSpectrum spectrum = SeparableSeries(axes, physics, sampling, points).expand(components);
  if (!device.is_cpu()) return picture_on_device(spectrum, sampling, 1.0, type, device);
  const at::Tensor cube = at::empty(picture_shape(sampling), at::TensorOptions().dtype(type));
  if (type == at::kFloat)
    write_pictures<float>({PictureFactors<float>(spectrum, sampling, 1.0)}, {}, cube.data_ptr<float>());
  else
    write_pictures<double>({PictureFactors<double>(spectrum, sampling, 1.0)}, {}, cube.data_ptr<double>());
  return cube;
}

at::Tensor as_complex(const at::Tensor& picture) {
  const std::int64_t frequencies = picture.size(1) / 2;
  return at::complex(picture.narrow(1, 0, frequencies), picture.narrow(1, frequencies, frequencies));
}

}  // namespace sim
