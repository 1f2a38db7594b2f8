#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "results/h5/byte_range.hpp"
#include "results/header.hpp"
#include "sweep/grid.hpp"
#include "sweep/trial_record.hpp"

namespace results {

/// What a results file is made of.
struct NewFile {
  Header header;
  const sweep::Grid& grid;
  sweep::RecordShape shape;
  std::uint32_t incarnation = 0;  // of the file, and of its waiting rows
  /// The record that a row starts with; nothing: the trial waits.
  std::function<std::optional<sweep::TrialRecord>(sweep::Row)> record;

  /// Makes the file under a temporary name beside `path`, reserves its blocks, seals and syncs it, renames it
  /// to `path` and syncs the folder. A kill at any time leaves `path` as it was. Throws InputError.
  void make(const std::string& path) const;

 private:
  /// Returns where its arrays lie.
  std::vector<h5::ByteRange> lay_out(const std::string& path) const;
};

}  // namespace results
