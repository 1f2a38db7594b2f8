#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "models/conventions.hpp"

namespace models {

enum class LayerKind { CONV, DEPTHWISE, BATCH_NORM, RELU, AVERAGE_POOL, FLATTEN, DENSE, DROPOUT };
enum class Bias { WITH, WITHOUT };

// One layer, described by what its author chose; the sizes that follow from the input are worked out by
// summarize().
struct Layer {
  LayerKind kind;
  int64_t filters = 0;  // output channels (CONV) or output features (DENSE)
  int64_t kernel = 1;   // side of the square window (CONV, DEPTHWISE, AVERAGE_POOL)
  int64_t stride = 1;   // in both directions (CONV, DEPTHWISE, AVERAGE_POOL)
  Bias bias = Bias::WITH;
  double rate = 0;   // share of the values a DROPOUT sets to zero; momentum of a BATCH_NORM
  std::string name;  // empty: kind and number
  Conventions conventions = {};
};

// A network as a value: its layers from input to output. Nothing in it is tied to a cube size or a device.
using Blueprint = std::vector<Layer>;

// One sample as the network sees it, channels first: channels = waiting times, height = 2 × frequencies
// (real rows above imaginary rows), width = pump times.
struct InputShape {
  int64_t channels = 1;
  int64_t height = 1;
  int64_t width = 1;
  bool operator==(const InputShape&) const = default;
};

int64_t values_in(InputShape input);      // numbers per sample
std::string to_string(InputShape input);  // "[17, 708, 17]"

// Builders, so that an architecture reads like the table in a paper. Convolutions keep the size of what they
// see, but for their stride; layers follow Keras' conventions until told otherwise.
Layer conv(int64_t filters, int64_t kernel, int64_t stride = 1, Bias bias = Bias::WITH);
Layer depthwise(int64_t kernel, int64_t stride = 1);
Layer batch_norm(double momentum = 0.99);
Layer relu();
Layer average_pool(int64_t window);  // windows do not overlap, an incomplete last one is dropped
Layer flatten();
Layer dense(int64_t features);
Layer dropout(double rate);

Layer named(Layer layer, std::string name);

// The same layers, each following these conventions.
Blueprint under(const Conventions& conventions, Blueprint blueprint);

}  // namespace models
