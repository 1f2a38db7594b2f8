#include "app/answer_options.hpp"

#include "results/report/wells_answers.hpp"
#include "sweep/input_error.hpp"
#include "sweep/level.hpp"

namespace app {
namespace {

constexpr double kMarginPoints = 2;
constexpr double kConfidencePercent = 95;

double fraction(const Arguments& arguments, const std::string& option) {
  const auto percent = arguments.get<double>(option);
  if (!(percent > 0 && percent < 100)) {
    throw sweep::InputError("--" + option + ": must be a percentage between 0 and 100");
  }
  return percent / 100;
}

}  // namespace

void add_answer_options(po::options_description& options) {
  options.add_options()("margin", po::value<double>()->default_value(kMarginPoints),
                        "points of accuracy that may be lost where fewer data are still enough")(
      "confidence", po::value<double>()->default_value(kConfidencePercent),
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

std::string option_words(const Arguments& arguments) {
  std::string words;
  const auto add = [&](const std::string& option, double usual) {
    if (arguments.has(option) && arguments.get<double>(option) != usual)
      words += " --" + option + " " + sweep::Level(arguments.get<double>(option)).text();
  };
  add("margin", kMarginPoints);
  add("confidence", kConfidencePercent);
  add("accuracy", -1);
  return words;
}

results::Answers answers_of(OpenedResults& opened, const results::MinimumOptions& options) {
  if (!opened.source().is_spectra()) return results::wells_answers(opened.file());
  opened.source().set_minimum_options(options);
  return results::spectra_answers(opened.file(), opened.source().observations(), opened.source().minimum());
}

}  // namespace app
