#include "results/report/wells_answers.hpp"

#include <algorithm>

#include "results/answers/wording.hpp"
#include "results/formatted.hpp"
#include "results/report/effects_section.hpp"
#include "results/report/whole_study.hpp"
#include "results/wells/paired_caption.hpp"
#include "results/wells/readout_ranking.hpp"
#include "results/wells/readout_table.hpp"

namespace results {
namespace {

std::vector<std::string> short_answers(const WellsStudy& study) {
  const std::vector<RankedReadout> ranking = ranked_readouts(study);
  const auto is_predicted = [](const RankedReadout& readout) {
    return readout.verdict == Verdict::PREDICTED;
  };
  const auto predicted = std::count_if(ranking.begin(), ranking.end(), is_predicted);
  std::vector<std::string> sentences;
  if (study.leaks) {
    sentences.push_back(
        "Nothing can be said: in this protocol the networks have seen pictures of the wells they are tested "
        "on.");
  } else {
    sentences.push_back(
        std::to_string(predicted) + " of " + counted(ranking.size(), "readout") +
        formatted(" can be predicted better than by chance (false discovery rate %g).", kFalseDiscoveryRate));
  }
  constexpr std::size_t kShown = 10;
  for (const RankedReadout& readout : ranking) {
    if (!is_predicted(readout)) continue;
    if (sentences.size() > kShown) {
      sentences.emplace_back("… and more: see the first question.");
      break;
    }
    sentences.push_back(study.readouts[readout.readout] + ": F1 " + formatted("%.2f", readout.f1) + " [" +
                        formatted("%.2f, %.2f", readout.f1_low, readout.f1_high) + "] by " +
                        study.architectures[readout.architecture] +
                        formatted("; calling every well positive has %.2f.", readout.always_positive_f1));
  }
  return sentences;
}

std::string paired_sentence(const WellsStudy& study, Treatment treatment) {
  const PairedScores scores = PairedScores::of(study, treatment);
  if (scores.names.size() < 2 || scores.f1.empty()) return "";
  return paired_caption(study, scores, treatment);
}

/// Readout by readout.
void add_readouts(const WellsStudy& study, Answers& answers) {
  answers.in_short = short_answers(study);
  answers.sections.push_back({.question = "Which readouts can be predicted?",
                              .tables = {readout_lines(study)},
                              .figures = {"ranked-f1", "plate-map"},
                              .commands = {"table FILE --format csv"}});
  const auto add_pairs = [&](const char* question, Treatment treatment, const char* figure) {
    const std::string said = paired_sentence(study, treatment);
    if (said.empty()) return;
    answers.sections.push_back(
        {.question = question, .sentences = {said}, .figures = {figure}, .commands = {"answer FILE"}});
  };
  add_pairs("Does augmentation matter?", Treatment::AUGMENTATION, "f1-by-augmentation");
  add_pairs("Does a fancier network help?", Treatment::ARCHITECTURE, "f1-by-architecture");
}

}  // namespace

Answers wells_answers(const ResultsFile& file) {
  Answers answers;
  if (WellsStudy::is_in(file)) add_readouts(WellsStudy(file), answers);
  add_effects_section(file, "test_f1", answers);
  answers.sections.push_back(
      {.question = "How did training go?", .figures = {"learning-curves", "schedule"}});
  answers.sections.push_back(whole_study(file));
  return answers;
}

}  // namespace results
