#pragma once

#include <string>
#include <vector>

#include "results/report/section.hpp"

namespace results {

/// What a file has to say, question by question.
struct Answers {
  std::vector<std::string> in_short;  // what to remember, a sentence each
  std::vector<Section> sections;
};

}  // namespace results
