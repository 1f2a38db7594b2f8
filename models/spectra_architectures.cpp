#include "models/spectra_architectures.hpp"

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

}  // namespace

std::vector<Architecture> spectra_architectures() {
  return {
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
  };
}

}  // namespace models
