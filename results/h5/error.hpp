#pragma once

#include <stdexcept>
#include <string>

namespace h5 {

/// An HDF5 call failed: what was tried, and the innermost reason from HDF5's error stack. One line.
class Error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Stops HDF5 from printing its error stack on stderr: it goes into the exception instead.
void silence_error_stack();

/// Throws Error("`what`: reason") and clears the error stack.
[[noreturn]] void throw_last_error(const std::string& what);

/// `code` if it is not negative, which is how every HDF5 call reports failure.
template <class Code>
Code check(Code code, const std::string& what) {
  if (code < 0) throw_last_error(what);
  return code;
}
template <class Code>
Code check(Code code, const char* what) {
  if (code < 0) throw_last_error(what);
  return code;
}

}  // namespace h5
