#pragma once

#include <map>
#include <stdexcept>

#include "sweep/record_store.hpp"

/// Records in this process's memory.
class MemoryStore : public sweep::RecordStore {
 public:
  void write(sweep::Row row, const sweep::TrialRecord& record) override { records[row] = record; }
  sweep::Predictions read_predictions(sweep::Row row) override {
    if (!records.count(row)) throw std::runtime_error("no record in row " + std::to_string(row.value));
    return records.at(row).predictions;
  }
  sweep::TrialState state(sweep::Row row) const override {
    return records.count(row) ? records.at(row).state : sweep::TrialState::WAITING;
  }
  std::uint32_t attempts(sweep::Row row) const override {
    return records.count(row) ? records.at(row).attempts : 0;
  }

  std::map<sweep::Row, sweep::TrialRecord> records;
};
