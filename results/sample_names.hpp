#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "results/h5/file.hpp"

namespace results {

/// Writes what the samples are called (wells, say) as /predictions/sample, text [sample]. Names are fixed
/// when a file is made: they belong to its structure. Throws std::invalid_argument unless there is one, not
/// empty, for each of `samples`; without any names nothing is written.
void write_sample_names(const h5::File& file, const std::vector<std::string>& names, std::size_t samples);

/// Empty for a file without names. Throws h5::Error when they are not a text for each of `samples`.
std::vector<std::string> read_sample_names(const h5::File& file, std::size_t samples);

}  // namespace results
