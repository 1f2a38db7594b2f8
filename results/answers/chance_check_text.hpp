#pragma once

#include <string>

#include "results/answers/chance_check.hpp"
#include "results/table_lines.hpp"

namespace results {

/// One check in one or two sentences, for people.
std::string sentence(const ChanceCheck& check, const Observations& observations);
/// What to say where a study has no trials at SNR 0.
std::string no_chance_check();
/// What the published numbers at SNR 0 amount to.
std::string sentence(const PublishedChance& published);

/// A line per check, with the methods below.
TableLines table_of(const ChanceChecks& checks, const Observations& observations);

}  // namespace results
