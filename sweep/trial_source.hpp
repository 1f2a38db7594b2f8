#pragma once

#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sweep/trial_record.hpp"

namespace sweep {

/// A trial and the ranks that are to train it, first rank first.
struct Assignment {
  Row row;
  std::vector<Rank> team;
  /// Every batch goes through the network in so many parts, one after the other: 1 as a rule, more for a
  /// trial that was out of memory.
  std::int64_t batch_parts = 1;
  double predicted_seconds = 0;  // on this team; 0: not predicted
};

struct EpochReport {
  Row row;
  int epoch = 0;  // from 0
  float train_loss = 0;
  float test_accuracy = 0;  // NaN when not evaluated in this epoch
};

enum class Verdict { GO_ON, STOP };

/// A trial that can't run any more, and why.
struct Cancellation {
  Row row;
  std::string reason;
};

inline constexpr double kForever = std::numeric_limits<double>::infinity();

/// What to run next. The coordinator asks; nothing else assumes that all trials are known in advance.
class TrialSource {
 public:
  virtual ~TrialSource() = default;

  /// The next trial for some of the idle ranks; nothing when none can start now. Trials that could neither
  /// end nor be checkpointed within `seconds_left` are passed over.
  virtual std::optional<Assignment> next(std::span<const Rank> idle, double seconds_left = kForever) = 0;
  /// A running trial that shall keep its state and be put down now, to go on with a larger or smaller team.
  /// It comes back through returned(). Asked before next().
  virtual std::optional<Row> to_resize(std::span<const Rank> idle) = 0;
  /// Called after each epoch of a running trial.
  virtual Verdict epoch(const EpochReport& report) = 0;
  /// A trial has ended and its record is durable. Returns the trials that can't run because of it.
  virtual std::vector<Cancellation> ended(Row row, TrialState state) = 0;
  /// A trial that was handed out has not ended, for no fault of its own, or deserves another try: it may be
  /// handed out again.
  virtual void returned(Row row) = 0;
  /// From now on there are only so many ranks that train: no team may be wider.
  virtual void workers_left(int workers) = 0;
  /// True once no trial will ever start again.
  virtual bool exhausted() const = 0;
};

}  // namespace sweep
