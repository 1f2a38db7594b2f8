#include "results/report/spectra_answers.hpp"

#include <utility>
#include <vector>

#include "results/answers/chance_check.hpp"
#include "results/answers/chance_check_text.hpp"
#include "results/answers/minimum_dataset_text.hpp"
#include "results/answers/paired_differences.hpp"
#include "results/answers/paired_differences_table.hpp"
#include "results/answers/reach_table.hpp"
#include "results/answers/report_table.hpp"
#include "results/answers/scatter_table.hpp"
#include "results/report/effects_section.hpp"
#include "results/report/minimum_matrix.hpp"
#include "results/report/short_answers.hpp"
#include "results/report/whole_study.hpp"

namespace results {
namespace {

/// Without what was not tested.
std::vector<MinimumAnswer> tested(std::vector<MinimumAnswer> answers) {
  std::erase_if(answers,
                [](const MinimumAnswer& answer) { return answer.verdict == MinimumVerdict::NOT_TESTED; });
  return answers;
}

void add_at_length(const std::vector<MinimumAnswer>& answers, const MinimumOptions& options,
                   const Observations& observations, Section& section) {
  for (const MinimumAnswer& answer : answers) {
    section.more_sentences.push_back(sentence(answer, options, observations));
    section.more_tables.push_back(table_of_levels(answer, options, observations));
  }
}

Section minimum_section(const MinimumDataset& minimum, const Observations& observations) {
  Section section{.question = "How few data points are enough, at each SNR?",
                  .figures = {"accuracy-vs-reduction", "accuracy-heatmap"},
                  .commands = {"answer FILE --all"}};
  MinimumDataset shown = minimum;
  shown.whole = tested(shown.whole);
  if (shown.whole.empty()) {
    section.sentences = {
        "Not tested: it takes complete trials with the full cube and with less, at several levels of "
        "data.sampling."};
    return section;
  }
  section.tables = {minimum_matrix(shown.whole, shown.options, observations)};
  section.more_tables = {table_of_minimum(shown, observations)};
  add_at_length(shown.whole, minimum.options, observations, section);
  return section;
}

Section axes_section(const MinimumDataset& minimum, const Observations& observations) {
  Section section{.question = "Along which axis can data be saved?", .commands = {"answer FILE --all"}};
  MinimumDataset shown = minimum;
  shown.along_axes = tested(shown.along_axes);
  if (shown.along_axes.empty()) {
    section.sentences = {
        "Not tested: it takes levels of data.sampling that thin one axis alone, such as {waiting_times: 3}, "
        "{pump_stride: 4}, {frequency_stride: 4} or {parts: real}."};
    return section;
  }
  section.tables = {minimum_matrix(shown.along_axes, shown.options, observations)};
  section.more_tables = {table_along_axes(shown, observations)};
  add_at_length(shown.along_axes, minimum.options, observations, section);
  return section;
}

Section reach_section(const ResultsFile& file, const Observations& observations) {
  const Reach reach = Reach::of(observations);
  return {.question = "How close do the networks come to what is possible?",
          .sentences = reach_sentences(reach, observations),
          .more_tables = {reach_table(reach, observations), scatter_table(Summary(file))},
          .commands = {"table FILE --format csv", "answer FILE --all"}};
}

Section networks_section(const Observations& observations) {
  Section section{.question = "Which network is better, and by how much?",
                  .figures = {"comparison", "report-table"},
                  .commands = {"answer FILE --all"}};
  const PairedDifferences differences = PairedDifferences::of(observations);
  if (!differences.pooled.empty()) {
    section.tables = {pooled_differences_table(differences, observations)};
    section.more_tables = {cell_differences_table(differences, observations)};
  }
  if (const ReportTable table(observations); !table.empty())
    section.tables.push_back(report_table_lines(table));
  return section;
}

Section chance_section(ResultsFile& file, const Observations& observations) {
  const ChanceChecks checks(file, observations);
  Section section{.question = "Is an accuracy beside 50 % at SNR 0 bias of the test set, or of the network?"};
  for (const ChanceCheck& check : checks.checks) section.sentences.push_back(sentence(check, observations));
  if (checks.checks.empty()) section.sentences.push_back(no_chance_check());
  for (const PublishedChance& published : published_at_snr_zero())
    section.sentences.push_back(sentence(published));
  if (!checks.checks.empty()) section.tables.push_back(table_of(checks, observations));
  section.commands = {"answer FILE"};
  return section;
}

}  // namespace

Answers spectra_answers(ResultsFile& file, const Observations& observations, const MinimumDataset& minimum) {
  Answers answers;
  answers.in_short = short_answers(minimum, observations);
  answers.sections.push_back(minimum_section(minimum, observations));
  answers.sections.push_back(axes_section(minimum, observations));
  answers.sections.push_back(reach_section(file, observations));
  Section networks = networks_section(observations);
  if (!networks.tables.empty()) answers.sections.push_back(std::move(networks));
  add_effects_section(file, "test_accuracy", answers);
  answers.sections.push_back(chance_section(file, observations));
  answers.sections.push_back({.question = "What do the data look like?", .figures = {"spectra"}});
  answers.sections.push_back(
      {.question = "How did training go?", .figures = {"learning-curves", "confusion", "roc", "schedule"}});
  answers.sections.push_back(whole_study(file));
  return answers;
}

}  // namespace results
