#pragma once

#include <list>
#include <memory>
#include <string>

#include "workers/dataset_settings.hpp"

namespace workers {

/// The datasets a rank used last, with the samples they have made, so that the next trial on the same data
/// need not make them again. Memory is bounded by run.cache_mib.
class DatasetShelf {
 public:
  explicit DatasetShelf(OpenDataset open) : open_(std::move(open)) {}

  std::shared_ptr<sim::Dataset> take(const sweep::Settings& settings);

 private:
  struct Held {
    std::string description;
    std::int64_t bytes;
    std::shared_ptr<sim::Dataset> dataset;
  };
  OpenDataset open_;
  std::list<Held> held_;  // last used first
};

}  // namespace workers
