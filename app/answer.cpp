#include <iostream>

#include "app/answer_options.hpp"
#include "app/commands.hpp"
#include "results/written_table.hpp"
#include "sweep/input_error.hpp"

namespace app {
namespace {

void print(const results::Section& section, bool all) {
  if (section.sentences.empty() && section.tables.empty()) return;  // only figures
  std::cout << '\n'
            << section.question << '\n'
            << std::string(results::shown_width(section.question), '=') << '\n';
  for (const std::string& sentence : section.sentences) std::cout << results::folded(sentence);
  for (const results::TableLines& table : section.tables)
    std::cout << '\n' << results::written_table(table, results::TableFormat::TEXT);
  if (!all) return;
  if (!section.more_sentences.empty()) std::cout << '\n';
  for (const std::string& sentence : section.more_sentences) std::cout << results::folded(sentence);
  for (const results::TableLines& table : section.more_tables)
    std::cout << '\n' << results::written_table(table, results::TableFormat::TEXT);
}

}  // namespace

int answer(const Words& words) {
  po::options_description options;
  add_answer_options(options);
  options.add_options()("all,a", "print the longer tables, too");
  Arguments arguments(
      words, "gridsweep answer FILE [--margin POINTS] [--confidence PERCENT] [--accuracy PERCENT] [--all]",
      "What a study found, from its results file alone: how few data points are enough at each SNR, how "
      "close\n"
      "that is to what is possible, which network is better, what matters, what SNR 0 says, what is still "
      "open.\n"
      "Numbers come with their intervals and methods.",
      options);
  if (arguments.wants_help()) return DONE;
  const results::MinimumOptions wanted = minimum_options(arguments);
  OpenedResults opened(arguments.take("FILE, a results file"));
  arguments.expect_no_more();
  const results::Answers answers = answers_of(opened, wanted);
  std::cout << opened.file().header().name << " (" << opened.file().path() << ")\n";
  for (const std::string& sentence : answers.in_short) std::cout << "  " << results::folded(sentence);
  for (const results::Section& section : answers.sections) print(section, arguments.has("all"));
  return DONE;
}

}  // namespace app
