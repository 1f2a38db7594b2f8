#pragma once

#include <stdexcept>

#include "sweep/trial_record.hpp"

namespace sweep {

/// A record could not be kept: a full disk, an I/O error, another job that has taken over. What is wrong lies
/// outside this program, and every record written before is safe. One line for the user, who can mend it.
class RecordNotKept : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Where records go when a trial ends, and where a student finds its teacher's logits. The results file is
/// one. Calls are independent: any rank, at any time, for rows that no other rank writes.
class RecordStore {
 public:
  virtual ~RecordStore() = default;

  /// Durable when it returns. Throws RecordNotKept when it could not be kept.
  virtual void write(Row row, const TrialRecord& record) = 0;
  /// Throws when the row holds no complete record.
  virtual Predictions read_predictions(Row row) = 0;
  /// What is recorded of this trial now: WAITING when nothing whole is.
  virtual TrialState state(Row row) const = 0;
  /// How often this trial has been tried, as recorded.
  virtual std::uint32_t attempts(Row row) const = 0;
};

}  // namespace sweep
