#pragma once

#include "results/report/answers.hpp"
#include "results/results_file.hpp"

namespace results {

/// The answers of a study of wells: which readouts can be predicted, and what helps.
Answers wells_answers(const ResultsFile& file);

}  // namespace results
