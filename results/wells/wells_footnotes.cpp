#include <algorithm>

#include "results/wells/readout_table.hpp"

namespace results {

std::vector<std::string> wells_footnotes(const WellsStudy& study) {
  std::vector<std::string> notes;
  std::string random;
  for (std::size_t i = 0; i < study.architectures.size(); ++i) {
    if (study.is_random(i)) random += (random.empty() ? "" : ", ") + study.architectures[i];
  }
  if (!random.empty()) {
    notes.push_back("Randomly initialised backbone: " + random + " (no weights file was given).");
  }
  if (study.leaks) {
    notes.push_back(
        "The protocol leaks: images of a test well were trained on, so nothing here speaks of new wells.");
  }
  if (study.left_out > 0) {
    notes.push_back("Left out: " + std::to_string(study.left_out) + " trials of a protocol that leaks.");
  }
  if (study.permuted_throughout) notes.push_back("All labels are permuted: this is what chance gives.");
  for (const std::string& key : study.pooled) notes.push_back("Pooled over the levels of " + key + ".");
  if (study.ended < study.rows) {
    notes.push_back("From the " + std::to_string(study.ended) + " of " + std::to_string(study.rows) +
                    " trials that have ended.");
  }
  return notes;
}

}  // namespace results
