#include "app/answer_options.hpp"

#include "results/report/wells_answers.hpp"
#include "sweep/input_error.hpp"

namespace app {
namespace {

double fraction(const Arguments& arguments, const std::string& option) {
  const auto percent = arguments.get<double>(option);
  if (!(percent > 0 && percent < 100)) {
    throw sweep::InputError("--" + option + ": must be a percentage between 0 and 100");
  }
  return percent / 100;
}

}  // namespace

void add_answer_options(po::options_description& options) {
  options.add_options()("margin", po::value<double>()->default_value(2),
                        "points of accuracy that may be lost where fewer data are still enough")(
      "confidence", po::value<double>()->default_value(95),
      "of every claim that data are enough, in percent")(
      "accuracy", po::value<double>(),
      "compare with this accuracy, in percent, rather than with the full cube's");
}

results::MinimumOptions minimum_options(const Arguments& arguments) {
  results::MinimumOptions options;
  options.margin = fraction(arguments, "margin");
  options.confidence = fraction(arguments, "confidence");
  if (options.confidence < 0.5) {
    throw sweep::InputError("--confidence: below 50 is no confidence; 95 is usual");
  }
  if (arguments.has("accuracy")) options.target_accuracy = fraction(arguments, "accuracy");
  return options;
}

results::Answers answers_of(OpenedResults& opened, const results::MinimumOptions& options) {
  if (!opened.source().is_spectra()) return results::wells_answers(opened.file());
  return results::spectra_answers(opened.file(), opened.source().observations(), options);
}

}  // namespace app
