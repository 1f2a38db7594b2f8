#include "results/h5/error.hpp"

#include <hdf5.h>

namespace h5 {
namespace {

/// Called by HDF5 for each entry of the error stack; keeps the first, which is the innermost.
herr_t keep_first(unsigned entry, const H5E_error2_t* error, void* text) {
  if (entry == 0 && error->desc != nullptr) *static_cast<std::string*>(text) = error->desc;
  return 0;
}

}  // namespace

void silence_error_stack() { H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr); }

void throw_last_error(const std::string& what) {
  std::string reason;
  H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, keep_first, &reason);
  H5Eclear2(H5E_DEFAULT);
  for (char& c : reason) {
    if (c == '\n') c = ' ';
  }
  throw Error(what + (reason.empty() ? "" : ": " + reason));
}

}  // namespace h5
