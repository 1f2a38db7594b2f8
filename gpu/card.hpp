#pragma once

#include <c10/core/Device.h>

#include <string>

namespace gpu {

// A CUDA device's address on its host's PCI bus: tells the GPUs of one host apart, whatever numbers processes
// give them. Empty when our CUDA parts are not built in.
std::string bus_address(at::Device device);

// Its name, for people: "NVIDIA H100 80GB HBM3". Empty likewise.
std::string model_name(at::Device device);

}  // namespace gpu
