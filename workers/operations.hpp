#pragma once

namespace workers {

// What a trial's work is counted by. Constants are measured on one core (docs/benchmarks.md); what is wrong
// with them in a particular study is put right by sweep::Calibration.

/// Of the forward pass: gradients of inputs and of weights cost one each.
inline constexpr double kForwardAndBackward = 3;
/// Making a number of a picture and its noise.
inline constexpr double kOperationsPerNumber = 400;
/// A float64 operation takes as long as two float32 ones.
inline constexpr double kFloat64 = 2;
/// Eigenvalues and eigenvectors of a symmetric matrix of n rows: so many times n³ float64 operations at the
/// speed of a product.
inline constexpr double kEigenOperations = 8;
/// Until a logistic regression is settled.
inline constexpr double kNewtonSteps = 25;
/// A nearest neighbour is looked for among this many mirrored copies.
inline constexpr double kMirroredDistances = 4;

/// Bytes of a layer's outputs (and of its gradients) come from memory and go there so many times.
inline constexpr double kTrainingPasses = 2;
inline constexpr double kEvaluationPasses = 0.75;
/// Adam, per parameter and step: parameter, gradient and two moments, read, written, and cleared; and the
/// weights, which both passes read.
inline constexpr double kUpdateBytes = 48;
/// Columns in float64: made, centred, multiplied, three times.
inline constexpr double kClosedFormBytes = 90;

/// Calls of operators per step, in those of a tiny convolution, beside those of the layers.
inline constexpr double kStepCalls = 14;
/// Forward and backward, of a convolution or a normalisation, and of any other layer.
inline constexpr double kHeavyLayerCalls = 25;
inline constexpr double kLightLayerCalls = 3.5;
/// Of those of a step: forward only.
inline constexpr double kEvaluationCalls = 1.0 / 3;
inline constexpr double kClosedFormCalls = 200;

}  // namespace workers
