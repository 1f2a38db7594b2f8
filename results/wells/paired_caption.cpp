#include "results/wells/paired_caption.hpp"

#include <algorithm>

#include "results/formatted.hpp"
#include "results/wells/p_text.hpp"
#include "results/wells/readout_table.hpp"

namespace results {
namespace {

constexpr double kAlpha = 0.05;

std::string pairs_text(const PairedScores& scores) {
  std::string differing;
  double smallest = 1;
  for (const PairedScores::Pair& pair : scores.pairs) {
    smallest = std::min(smallest, pair.p);
    if (pair.p > kAlpha) continue;
    differing += (differing.empty() ? "" : "; ") + scores.names[pair.first] + " and " +
                 scores.names[pair.second] + ", p = " + p_text(pair.p);
  }
  const std::string method = " Pairs by Wilcoxon's signed-rank test with Holm's correction: ";
  if (!differing.empty()) return method + "different are " + differing + ".";
  return method + "none differs (smallest p = " + p_text(smallest) + "); not significant is not equal.";
}

}  // namespace

std::string paired_caption(const WellsStudy& study, const PairedScores& scores, Treatment treatment) {
  const bool by_augmentation = treatment == Treatment::AUGMENTATION;
  std::string text = std::string("F1 by ") + (by_augmentation ? "augmentation" : "architecture") +
                     ": a point per readout (n = " + std::to_string(scores.f1.size()) + "), its mean over " +
                     (by_augmentation ? "architectures" : "augmentations") + " and replicates" +
                     (by_augmentation ? "" : ", joined by a line") +
                     ". Boxes: median and quartiles; whiskers: the furthest points within 1.5 times the box. "
                     "Dashed: F1 of calling every well positive.";
  if (scores.left_out > 0) {
    text += " " + std::to_string(scores.left_out) + " more readouts lack trials and are left out.";
  }
  text += formatted(" Friedman's test over readouts: chi-square %.3g, %zu degrees of freedom, p = ",
                    scores.friedman.chi_square, scores.names.size() - 1) +
          p_text(scores.friedman.p) + ".";
  return text + pairs_text(scores) + caption_end(study);
}

std::string caption_end(const WellsStudy& study) {
  std::string text;
  if (!study.dropped.empty()) {
    text += " " + std::to_string(study.dropped.size()) +
            (study.dropped.size() == 1 ? " readout was" : " readouts were") + " dropped.";
  }
  for (const std::string& note : wells_footnotes(study)) text += " " + note;
  return text;
}

}  // namespace results
