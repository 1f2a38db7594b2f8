#pragma once

#include <string>

#include "app/arguments.hpp"
#include "app/opened_results.hpp"
#include "results/report/spectra_answers.hpp"

namespace app {

/// The options of `answer` and `report` that say what "enough" means.
void add_answer_options(po::options_description& options);

/// Throws sweep::InputError for numbers that can't be meant.
results::MinimumOptions minimum_options(const Arguments& arguments);

/// Those that differ from their defaults, as they are typed, each behind a blank.
std::string option_words(const Arguments& arguments);

/// The answers of a results file, whatever its task.
results::Answers answers_of(OpenedResults& opened, const results::MinimumOptions& options);

}  // namespace app
