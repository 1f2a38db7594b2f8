#pragma once

#include <list>
#include <memory>
#include <string>

#include "workers/dataset_settings.hpp"
#include "workers/node_memory.hpp"

namespace workers {

/// The datasets a rank used last, with the samples they have made, so that the next trial on the same data
/// need not make them again; the ranks of a node share those samples. What a rank holds is bounded by
/// run.cache_mib.
class DatasetShelf {
 public:
  explicit DatasetShelf(OpenDataset open, NodeMemory memory = {})
      : open_(std::move(open)), memory_(std::move(memory)) {}

  std::shared_ptr<sim::Dataset> take(const sweep::Settings& settings);

 private:
  struct Held {
    std::string description;
    std::int64_t bytes;
    std::shared_ptr<sim::Dataset> dataset;
  };
  /// Memory for all samples of a dataset, if they are not to be this rank's alone.
  sim::FindPictureMemory memory_for(const std::string& description) const;

  OpenDataset open_;
  NodeMemory memory_;
  std::list<Held> held_;  // last used first
};

}  // namespace workers
