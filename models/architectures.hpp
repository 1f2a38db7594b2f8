#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "models/blueprint.hpp"
#include "models/pca_logistic.hpp"
#include "models/summary.hpp"
#include "models/vit_spec.hpp"

namespace models {

enum class Fitting {
  GRADIENT,     // a Network, trained step by step
  CLOSED_FORM,  // PcaLogistic::fit
  NEIGHBOUR,    // NearestNeighbour::fit
  NOTHING,      // no model: measures the engine
};

enum class Supervision {
  LABELS,
  TEACHER_LOGITS,  // needs the logits of a trained teacher
};

// What a study may choose about a model; every architecture takes what it knows.
struct ModelOptions {
  double dropout = 0.5;               // teacher, student, distilled, mlp
  double batch_norm_momentum = 0.99;  // teacher, student, distilled
  int64_t hidden = 64;                // mlp: features of both hidden layers
  Conventions conventions;            // all that are networks
  PcaLogisticOptions pca;             // pca_logistic
};

struct Architecture {
  std::string name;
  std::string description;  // one line
  Fitting fitting = Fitting::GRADIENT;
  Supervision supervision = Supervision::LABELS;
  InputShape usual_input;  // the full or the every-tenth cube of the report, or a thumbnail of a well
  std::function<Blueprint(const ModelOptions&)> blueprint;  // empty unless the fitting is GRADIENT
  // The frozen network in front, for pictures of the input's shape: the blueprint's input is then
  // feature_shape(*backbone).
  std::optional<VitSpec> backbone = {};
};

// The registry, in the order in which people should see it.
const std::vector<Architecture>& architectures();

// Throws std::invalid_argument, suggesting the nearest name, where there is none of this name.
const Architecture& find_architecture(const std::string& name);

// Totals of the architecture on this input, whatever its fitting; `layers` is empty unless it is a Network,
// and does not show its backbone. Throws as summarize() does.
Summary summarize(const Architecture& architecture, const ModelOptions& options, InputShape input);

}  // namespace models
