#include "models/weights/weight_file.hpp"

#include <ATen/ATen.h>

#include <memory>
#include <stdexcept>
#include <utility>

#include "models/weights/mapped_file.hpp"
#include "models/weights/npz.hpp"
#include "models/weights/safetensors.hpp"

namespace models {
namespace {

FloatArrays read(std::span<const std::byte> file) {
  const auto is = [&](size_t at, char c) {
    return file.size() > at && file[at] == static_cast<std::byte>(c);
  };
  if (is(0, 'P') && is(1, 'K')) return read_npz(file);
  constexpr size_t kLengthBytes = 8;
  if (is(kLengthBytes, '{')) return read_safetensors(file);
  throw std::invalid_argument("it is neither a .npz nor a safetensors file");
}

// The array's own numbers, without a copy.
at::Tensor as_tensor(FloatArray array) {
  const auto kept = std::make_shared<FloatArray>(std::move(array));
  return at::from_blob(
      kept->values.data(), kept->shape, [kept](void*) {}, at::kFloat);
}

}  // namespace

NamedTensors read_weight_file(const std::string& path) {
  try {
    NamedTensors tensors;
    for (auto& [name, array] : read(MappedFile(path).bytes())) tensors[name] = as_tensor(std::move(array));
    return tensors;
  } catch (const std::invalid_argument& error) {
    throw std::invalid_argument(path + ": " + error.what());
  }
}

}  // namespace models
