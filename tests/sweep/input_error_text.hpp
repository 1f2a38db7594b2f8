#pragma once

#include <gtest/gtest.h>

#include <string>

#include "sweep/input_error.hpp"

/// The message of the InputError that `work` throws; a failed test when it throws none.
template <class Work>
std::string input_error_text(Work&& work) {
  try {
    work();
  } catch (const sweep::InputError& error) {
    return error.what();
  }
  ADD_FAILURE() << "expected an InputError";
  return "";
}

inline testing::AssertionResult contains(const std::string& text, const std::string& part) {
  if (text.find(part) != std::string::npos) return testing::AssertionSuccess();
  return testing::AssertionFailure() << "'" << part << "' is not in '" << text << "'";
}
