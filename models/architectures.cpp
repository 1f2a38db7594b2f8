#include "models/architectures.hpp"

#include <algorithm>
#include <numeric>
#include <stdexcept>

namespace models {
namespace {

constexpr InputShape kFullCube{166, 708, 167};
constexpr InputShape kEveryTenth{17, 708, 17};
constexpr int64_t kClasses = 2;

// The MobileNet pieces of the report: every convolution is followed by BatchNorm and ReLU.
void append_normalised(Blueprint& blueprint, const Layer& convolution, const ModelOptions& options) {
  blueprint.insert(blueprint.end(), {convolution, batch_norm(options.batch_norm_momentum), relu()});
}

// Nothing non-linear stands between the dense layer and its BatchNorm, nor behind it: so it is in the report.
void append_head(Blueprint& blueprint, const ModelOptions& options) {
  append_normalised(blueprint, named(conv(256, 1, 1, Bias::WITHOUT), "last_conv"), options);
  blueprint.insert(blueprint.end(),
                   {average_pool(2), flatten(), dense(64), batch_norm(options.batch_norm_momentum),
                    dropout(options.dropout), dense(kClasses)});
}

Blueprint teacher(const ModelOptions& options) {
  Blueprint blueprint;
  for (const Layer& layer : {conv(32, 3), depthwise(3), conv(16, 1), conv(96, 1), depthwise(3, 2),
                             conv(64, 1), conv(384, 1), depthwise(3), conv(320, 1)})
    append_normalised(blueprint, layer, options);
  append_head(blueprint, options);
  return under(options.conventions, blueprint);
}

Blueprint student(const ModelOptions& options) {
  Blueprint blueprint;
  for (const Layer& layer :
       {conv(32, 3, 2), depthwise(3), conv(16, 1), conv(96, 1), depthwise(3), conv(320, 1)})
    append_normalised(blueprint, layer, options);
  append_head(blueprint, options);
  return under(options.conventions, blueprint);
}

Blueprint linear(const ModelOptions& options) {
  return under(options.conventions, {flatten(), dense(kClasses)});
}

Blueprint mlp(const ModelOptions& options) {
  return under(options.conventions,
               {flatten(), dense(options.hidden), relu(), dropout(options.dropout), dense(options.hidden),
                relu(), dropout(options.dropout), dense(kClasses)});
}

Blueprint no_layers(const ModelOptions&) { return {}; }

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
  static const std::vector<Architecture> all{
      {"teacher", "the report's large MobileNet, made for the full cube", Fitting::GRADIENT,
       Supervision::LABELS, kFullCube, teacher},
      {"student", "the report's small MobileNet, made for every tenth waiting and pump time",
       Fitting::GRADIENT, Supervision::LABELS, kEveryTenth, student},
      {"distilled", "the student network, trained on a teacher's logits and the labels", Fitting::GRADIENT,
       Supervision::TEACHER_LOGITS, kEveryTenth, student},
      {"mlp", "two hidden dense layers with ReLU and dropout", Fitting::GRADIENT, Supervision::LABELS,
       kEveryTenth, mlp},
      {"linear", "one dense layer: logistic regression on the raw numbers", Fitting::GRADIENT,
       Supervision::LABELS, kEveryTenth, linear},
      {"pca_logistic", "logistic regression on whitened principal components, in closed form",
       Fitting::CLOSED_FORM, Supervision::LABELS, kEveryTenth, no_layers},
      {"noop", "no model at all: measures the engine", Fitting::NOTHING, Supervision::LABELS, kEveryTenth,
       no_layers},
  };
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
  Summary summary = summarize(architecture.blueprint(options), input);
  if (architecture.fitting == Fitting::CLOSED_FORM) {
    const int64_t values = values_in(input);
    summary.parameters = summary.trainable = PcaLogistic::parameter_count(values, options.pca);
    summary.forward_operations = PcaLogistic::forward_operations(values, options.pca);
  }
  return summary;
}

}  // namespace models
