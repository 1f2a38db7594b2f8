#pragma once

namespace models {

// Where frameworks differ. Every default is Keras', which the report used.

// Zeros around a convolution whose output is to be "as large as the input / stride".
enum class SamePadding {
  KERAS,  // what is needed, the odd zero behind
  TORCH   // kernel/2 on every side; odd kernels only
};

enum class InitialValues {
  KERAS,  // weights Glorot uniform, biases 0
  TORCH   // weights and biases uniform within ±1/√fan_in
};

// Which variance of the batch enters the running one: divided by n − 1, or by n. The batch itself is always
// normalised by the population variance.
enum class RunningVariance { SAMPLE, POPULATION };

struct Conventions {
  SamePadding padding = SamePadding::KERAS;
  InitialValues initial_values = InitialValues::KERAS;
  RunningVariance dense_variance = RunningVariance::POPULATION;  // of BatchNorms behind dense layers
  double batch_norm_epsilon = 1e-3;
};

}  // namespace models
