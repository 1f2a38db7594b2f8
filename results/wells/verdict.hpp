#pragma once

#include <string_view>

namespace results {

/// What is said of a readout.
enum class Verdict {
  PREDICTED,  // better than chance, at kFalseDiscoveryRate over all readouts
  NOT_SHOWN,  // no proof that it is; no proof that it is not
  LEAKS       // the protocol lets test wells be known in training: nothing can be said
};
std::string_view description(Verdict verdict);

}  // namespace results
