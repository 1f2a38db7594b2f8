#include "results/answers/wording.hpp"

#include <cmath>

#include "results/formatted.hpp"
#include "sweep/level.hpp"

namespace results {
namespace {

std::string kept_words(const Observations::Sampling& sampling) {
  if (sampling.text == "full") return "full cube";
  if (!sampling.text.starts_with('{') || !sampling.facts) return sampling.text;
  std::string words;
  const auto add = [&](const std::string& what) { words += (words.empty() ? "" : ", ") + what; };
  const auto axis = [&](const KeptPoints& points, const char* name) {
    if (points.kept < points.of)
      add(std::to_string(points.kept) + " of " + std::to_string(points.of) + " " + name);
  };
  axis(sampling.facts->waiting_times, "Tw");
  axis(sampling.facts->pump_times, "t1");
  axis(sampling.facts->frequencies, "w");
  if (sampling.facts->parts.kept == 1) add("real part");
  return words.empty() ? "full cube" : words;
}

}  // namespace

std::string percent_digits(double share) { return formatted("%.1f", 100 * share); }

std::string snr_words(double snr) {
  if (snr == 0) return "SNR 0 (noise only)";
  return std::isinf(snr) ? "no noise" : "SNR " + sweep::Level(snr).text();
}

std::string reduction_words(double reduction) {
  const bool whole = reduction >= 9.95 || std::fabs(reduction - std::round(reduction)) <= 0.05;
  return formatted(whole ? "%.0f" : "%.1f", reduction);
}

std::string sampling_words(const Observations::Sampling& sampling) {
  return kept_words(sampling) + (sampling.cube.empty() ? "" : " (" + sampling.cube + ")");
}

std::string counted(std::size_t count, const std::string& noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

}  // namespace results
