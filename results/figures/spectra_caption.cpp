#include "results/figures/spectra_caption.hpp"

#include "results/footnotes.hpp"
#include "results/varying_keys.hpp"

namespace results {

std::string spectra_caption_end(const ResultsFile& file) {
  std::vector<std::string> keys = varying_keys(file, {"model.architecture", "data.snr", "data.sampling"});
  if (keys.empty()) keys.emplace_back("data_reduction");
  std::string text;
  for (const std::string& note : footnotes(Summary(file, keys, "test_accuracy"))) text += " " + note;
  return text;
}

}  // namespace results
