#include <cmath>

#include "results/answers/axis_series.hpp"
#include "results/answers/minimum_dataset_text.hpp"
#include "results/answers/minimum_words.hpp"
#include "results/formatted.hpp"

namespace results {
namespace {

/// Says one answer; every method gives a sentence, or a part of one.
class Sayer {
 public:
  Sayer(const MinimumAnswer& answer, const MinimumOptions& options, const Observations& observations)
      : answer_(answer), options_(options), seen_(observations) {}

  std::string say() const {
    const std::string subject = subject_of(answer_, seen_);
    switch (answer_.verdict) {
      case MinimumVerdict::NOT_TESTED:
        return subject + not_tested();
      case MinimumVerdict::NOT_REACHED:
        return subject + " cannot do with less: " + least() + " already costs at least " +
               cost(answer_.levels.front().test.low()) + confidence() + compared() + fit();
      case MinimumVerdict::UNDECIDED:
        return subject + "'s minimum is undecided: " + undecided() + compared() + wanted() + guess();
      case MinimumVerdict::ENOUGH:
        return subject + enough() + too_small() + compared() + fit() + (is_gap() ? wanted() + guess() : "");
      case MinimumVerdict::AT_LEAST:
        break;
    }
    return subject + enough() + "; less was not tested, and may do as well" + compared();
  }

 private:
  std::string data(std::size_t i) const {
    return data_of(answer_.levels[i], answer_, seen_, DataWords::SENTENCE);
  }
  std::string least() const { return data(0); }
  std::string confidence() const { return " (" + level(options_.confidence) + " confidence)"; }
  std::string compared() const {
    std::string text = ". Compared with " + reference_of(answer_, seen_);
    if (answer_.axis && answer_.reference.kind != ReferenceKind::GIVEN && !answer_.from_full_cube) {
      text += ", as no series thins the full cube along this axis alone";
    }
    return text + ".";
  }
  std::string undecided() const {
    const DropTest& test = answer_.levels.front().test;
    if (test.decision == DropDecision::UNDECIDED) {
      return "already whether " + least() + " costs more than " + points(options_.margin) +
             " cannot be told" +
             (std::isnan(test.half_width) ? no_bounds(test) : ": it costs " + bounds(test));
    }
    // Too small on its own, but a larger reduction is not shown to be: that would have to be shown first.
    std::size_t other = answer_.levels.size() - 1;
    while (answer_.levels[other].test.decision == DropDecision::TOO_SMALL) --other;
    const DropTest& unlike = answer_.levels[other].test;
    return least() + " seems to be too little, as it costs " + bounds(test) + ", but " + data(other) +
           (unlike.decision == DropDecision::ENOUGH ? " seems to be enough" : " is undecided") +
           (std::isnan(unlike.half_width) ? no_bounds(unlike) : ": it costs " + bounds(unlike));
  }
  std::string bounds(const DropTest& test) const {
    return formatted("%.1f to %.1f", 100 * test.low(), 100 * test.high()) + " points (" +
           level(options_.confidence) + " confidence on either side)";
  }
  static std::string no_bounds(const DropTest& test) {
    if (test.replicates == 0) return ", as no replicate has both";
    if (test.replicates == 1) return " from a single replicate";
    return ", as the number of test samples is not known";
  }
  std::string not_tested() const {
    if (answer_.axis)
      return ": no two samplings differ in the " + std::string(name_of(*answer_.axis)) + " alone.";
    if (answer_.reference.kind == ReferenceKind::NONE) {
      return ": nothing was measured with the full cube, so there is nothing to compare with.";
    }
    return ": no reduced data were tried.";
  }
  std::string enough() const {
    const MinimumLevel& shown = answer_.levels[*answer_.enough];
    return " can do with " + data(*answer_.enough) + ": that costs at most " + cost(shown.test.high()) +
           confidence();
  }
  /// Whether levels between enough and too small are undecided.
  bool is_gap() const { return answer_.too_small.value_or(answer_.levels.size()) > *answer_.enough + 1; }
  std::string too_small() const {
    if (!answer_.too_small) return "; whether less is enough is undecided";
    return "; " + data(*answer_.too_small) + " costs at least " +
           cost(answer_.levels[*answer_.too_small].test.low()) +
           (is_gap() ? ", between them is undecided" : "");
  }
  std::string fit() const {
    const Crossing& at = answer_.crossing;
    if (std::isnan(at.low) || std::isinf(at.at) || at.at == 0) return "";
    const std::string what = answer_.axis ? " of this axis" : "";
    return " The falling fit loses " + points(options_.margin) + " at " + fold(at.at) + what + " (" +
           level(options_.confidence) + " interval: " + fold(at.low) + " to " + fold(at.high) + ").";
  }
  std::string wanted() const {
    if (!(answer_.replicates_needed > 0)) return "";
    if (std::isinf(answer_.replicates_needed))
      return " It is too close to the margin to be decided by replicates.";
    return formatted(" About %.0f replicates would probably decide.", answer_.replicates_needed);
  }
  std::string guess() const {
    if (!answer_.estimated) return " The best guess is that none of the reductions is enough.";
    return " The best guess is " + data(*answer_.estimated) + ", without confidence.";
  }

  const MinimumAnswer& answer_;
  const MinimumOptions& options_;
  const Observations& seen_;
};

}  // namespace

std::string sentence(const MinimumAnswer& answer, const MinimumOptions& options,
                     const Observations& observations) {
  return Sayer(answer, options, observations).say();
}

}  // namespace results
