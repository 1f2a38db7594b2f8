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

  /// Bytes of the file that make() would make: it is laid out in memory, without the rows.
  std::uint64_t bytes() const;

 private:
  struct Arrays;
  Arrays lay_out(const h5::File& file) const;
  void fill(Arrays& arrays) const;
  /// Returns where its arrays lie.
  std::vector<h5::ByteRange> write(const std::string& path) const;
};

/// Bytes of the results file that ResultsFile::create would make.
std::uint64_t file_bytes(const sweep::Study& study, const sweep::Grid& grid, const sweep::RecordShape& shape,
                         const Provenance& provenance = {});

}  // namespace results
