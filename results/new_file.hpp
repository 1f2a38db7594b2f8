#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "results/header.hpp"
#include "sweep/grid.hpp"
#include "sweep/trial_record.hpp"

namespace results {

/// What a results file is made of.
struct NewFile {
  Header header;
  const sweep::Grid& grid;
  sweep::RecordShape shape;
  std::uint32_t incarnation = 0;
  /// The record that a row starts with; nothing: the trial waits.
  std::function<std::optional<sweep::TrialRecord>(sweep::Row)> record;

  /// Makes the file under a temporary name beside `path`, reserves its blocks, syncs it, renames it to `path`
  /// and syncs the folder. A kill at any time leaves `path` as it was. Throws InputError.
  void make(const std::string& path) const;

 private:
  void lay_out(const std::string& path) const;
};

}  // namespace results
