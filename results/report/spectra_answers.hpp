#pragma once

#include "results/answers/minimum_dataset.hpp"
#include "results/report/answers.hpp"

namespace results {

/// The answers of a study of spectra.
Answers spectra_answers(ResultsFile& file, const Observations& observations, const MinimumDataset& minimum);

}  // namespace results
