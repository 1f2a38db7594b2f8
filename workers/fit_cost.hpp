#pragma once

#include "models/summary.hpp"
#include "sweep/trial_cost.hpp"
#include "workers/recipe.hpp"

namespace workers {

/// How many samples a fit sees, and how large they are.
struct SamplesSeen {
  double train = 0;
  double checked = 0;  // after epochs
  double judged = 0;   // at the end
  double checks = 0;   // how often
  double numbers = 0;  // per sample
};

// Each adds what one fit takes, as Trainer does it, and what every member of a team repeats. Reading or
// making the samples is not among it.

/// `trained`: the layers that are trained.
void add_gradient_fit(sweep::TrialCost& cost, const models::Summary& trained, const Recipe& recipe,
                      const SamplesSeen& seen);
/// Principal components and logistic regression: every member of a team makes the same fit.
void add_closed_form_fit(sweep::TrialCost& cost, const models::Summary& model, const Recipe& recipe,
                         const SamplesSeen& seen);
/// Largest need of one, beside the samples as a batch.
double closed_form_memory_bytes(const Recipe& recipe, const SamplesSeen& seen);
/// Fitting is keeping; a team shares the samples that are judged.
void add_neighbour_fit(sweep::TrialCost& cost, const SamplesSeen& seen);

}  // namespace workers
