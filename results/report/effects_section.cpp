#include "results/report/effects_section.hpp"

#include "results/answers/effects.hpp"
#include "results/answers/effects_table.hpp"

namespace results {

void add_effects_section(const ResultsFile& file, const std::string& metric, Answers& answers) {
  const Effects effects = Effects::of(file, metric);
  if (effects.analysis.effects.empty()) return;
  answers.sections.push_back({.question = "Which settings matter, and do they depend on each other?",
                              .tables = {effects_table(effects)},
                              .more_tables = {level_means_table(effects)},
                              .commands = {"answer FILE --all"}});
}

}  // namespace results
