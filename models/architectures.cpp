#include "models/architectures.hpp"

#include <algorithm>
#include <numeric>
#include <stdexcept>
#include <utility>

#include "models/spectra_architectures.hpp"
#include "models/well_architectures.hpp"

namespace models {
namespace {

constexpr InputShape kEveryTenth{17, 708, 17};

// Levenshtein's distance: single-character edits from a to b.
size_t edits(const std::string& a, const std::string& b) {
  std::vector<size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), size_t{0});
  for (size_t i = 1; i <= a.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
    }
  }
  return row.back();
}

}  // namespace

const std::vector<Architecture>& architectures() {
  static const std::vector<Architecture> all = [] {
    std::vector<Architecture> list = spectra_architectures();
    for (Architecture& architecture : well_architectures()) list.push_back(std::move(architecture));
    list.push_back({"noop",
                    "no model at all: measures the engine",
                    Fitting::NOTHING,
                    Supervision::LABELS,
                    kEveryTenth,
                    [](const ModelOptions&) { return Blueprint{}; },
                    {}});
    return list;
  }();
  return all;
}

const Architecture& find_architecture(const std::string& name) {
  const auto& all = architectures();
  const auto found = std::find_if(all.begin(), all.end(), [&](const auto& a) { return a.name == name; });
  if (found != all.end()) return *found;
  const auto nearest = std::min_element(all.begin(), all.end(), [&](const auto& a, const auto& b) {
    return edits(name, a.name) < edits(name, b.name);
  });
  throw std::invalid_argument("there is no architecture \"" + name + "\"; did you mean \"" + nearest->name +
                              "\"?");
}

Summary summarize(const Architecture& architecture, const ModelOptions& options, InputShape input) {
  const auto& backbone = architecture.backbone;
  if (backbone) check(*backbone, input);
  Summary summary = summarize(architecture.blueprint(options), backbone ? feature_shape(*backbone) : input);
  if (backbone) {
    summary.frozen_parameters = parameter_count(*backbone, input);
    summary.frozen_operations = forward_operations(*backbone, input);
    summary.parameters += summary.frozen_parameters;
    summary.forward_operations += summary.frozen_operations;
  }
  if (architecture.fitting == Fitting::CLOSED_FORM) {
    const int64_t values = values_in(input);
    summary.parameters = summary.trainable = PcaLogistic::parameter_count(values, options.pca);
    summary.forward_operations = PcaLogistic::forward_operations(values, options.pca);
  }
  return summary;
}

}  // namespace models
