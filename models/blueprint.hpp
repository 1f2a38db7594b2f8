#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "models/conventions.hpp"

namespace models {

enum class LayerKind {
  CONV,
  DEPTHWISE,
  BATCH_NORM,
  RELU,
  LEAKY_RELU,
  AVERAGE_POOL,
  MAX_POOL,
  FLATTEN,
  DENSE,
  DROPOUT,
  PAIR_OF_LOGITS
};
enum class Bias { WITH, WITHOUT };

// What a convolution does where its window would leave the picture.
enum class Edges {
  SAME,  // zeros are added, as the conventions say: outputs = ceil(inputs / stride)
  VALID  // there is no output
};

// One layer, described by what its author chose; the sizes that follow from the input are worked out by
// summarize().
struct Layer {
  LayerKind kind;
  int64_t filters = 0;  // output channels (CONV) or output features (DENSE)
  int64_t kernel = 1;   // side of the square window (CONV, DEPTHWISE, pools)
  int64_t stride = 1;   // in both directions (CONV, DEPTHWISE, pools)
  Bias bias = Bias::WITH;
  Edges edges = Edges::SAME;  // CONV
  // Share of the values a DROPOUT sets to zero; momentum of a BATCH_NORM; slope of a LEAKY_RELU below 0.
  double rate = 0;
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
std::string to_string(LayerKind kind);    // "batch_norm"

// Builders, so that an architecture reads like the table in a paper. Convolutions keep the size of what they
// see, but for their stride; layers follow Keras' conventions until told otherwise.
Layer conv(int64_t filters, int64_t kernel, int64_t stride = 1, Bias bias = Bias::WITH);
Layer valid_conv(int64_t filters, int64_t kernel);  // without zeros around: the picture shrinks by kernel − 1
Layer depthwise(int64_t kernel, int64_t stride = 1);
Layer batch_norm(double momentum = 0.99);
Layer relu();
Layer leaky_relu(double slope);
Layer average_pool(int64_t window);  // windows do not overlap, an incomplete last one is dropped
Layer max_pool(int64_t window);      // likewise
Layer flatten();
Layer dense(int64_t features);
Layer dropout(double rate);
// One output z as the logits (0, z) of two classes: their softmax is (1 − sigmoid(z), sigmoid(z)), so the
// cross-entropy is that of a sigmoid, without its overflows.
Layer pair_of_logits();

Layer named(Layer layer, std::string name);

// The same layers, each following these conventions.
Blueprint under(const Conventions& conventions, Blueprint blueprint);

}  // namespace models
