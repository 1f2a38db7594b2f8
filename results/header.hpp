#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "results/h5/file.hpp"
#include "sweep/study.hpp"

namespace results {

/// What only the program knows of where a file comes from.
struct Provenance {
  std::string commit;                           // of the source tree
  std::map<std::string, std::string> versions;  // of libraries, by name: "libtorch", "mpi", "nccl" …
};

/// The root attributes of a results file: everything that holds for the whole study. Written once.
struct Header {
  std::string name;
  std::string task;
  std::string study_text;  // the study file, verbatim
  std::uint64_t seed = 0;
  std::string overrides;      // one "key=value" per line
  std::string share;          // of the study's grid that this file is for, such as 2/5; empty: all of it
  std::string settings;       // what every trial starts from, resolved: one "key: value" (YAML) per line
  std::string settings_hash;  // 16 hex digits
  std::string commit;
  std::string created;                          // ISO 8601, UTC
  std::map<std::string, std::string> versions;  // attributes version.<name>

  static Header of(const sweep::Study& study, const Provenance& provenance);
  void write(const h5::File& file) const;
  /// Throws h5::Error when `file` is not of format gridsweep, schema 2.
  static Header read(const h5::File& file);

  /// The base value of a setting, as text; nothing when the file has no such setting.
  std::optional<std::string> setting(const std::string& key) const;
};

/// All settings as YAML, one per line.
std::string settings_text(const sweep::Settings& settings);

}  // namespace results
