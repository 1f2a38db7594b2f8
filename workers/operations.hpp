#pragma once

namespace workers {

/// Of the forward pass: gradients of inputs and of weights cost one each.
inline constexpr double kForwardAndBackward = 3;
/// Adam per parameter and step: bound by memory, in operations' worth.
inline constexpr double kUpdateOperations = 60;
/// A nearest neighbour is looked for among this many mirrored copies.
inline constexpr double kMirroredDistances = 4;

}  // namespace workers
