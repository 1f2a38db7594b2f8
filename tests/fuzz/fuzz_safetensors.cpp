// A safetensors file from any bytes: arrays of numbers, or a line that says why not.

#include "models/weights/safetensors.hpp"
#include "target.hpp"
#include "use_weights.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::use_weights(models::read_safetensors, {reinterpret_cast<const std::byte*>(data), size});
  return 0;
}
