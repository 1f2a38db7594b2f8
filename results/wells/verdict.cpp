#include "results/wells/verdict.hpp"

namespace results {

std::string_view description(Verdict verdict) {
  switch (verdict) {
    case Verdict::PREDICTED:
      return "predicted";
    case Verdict::NOT_SHOWN:
      return "not shown";
    case Verdict::LEAKS:
      break;
  }
  return "leaks";
}

}  // namespace results
