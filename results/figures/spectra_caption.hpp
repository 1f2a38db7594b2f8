#pragma once

#include <string>

#include "results/results_file.hpp"

namespace results {

/// How the caption of a figure of spectra ends: how hard the task was, what else is pooled where
/// architecture, SNR and sampling are told apart, what is missing. Begins with a blank, or is empty.
std::string spectra_caption_end(const ResultsFile& file);

}  // namespace results
