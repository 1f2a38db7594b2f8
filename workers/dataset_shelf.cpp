#include "workers/dataset_shelf.hpp"

#include <algorithm>
#include <numeric>

namespace workers {
namespace {

constexpr std::int64_t kBytesPerMib = 1 << 20;
constexpr std::int64_t kAlignment = 64;  // bytes: a cache line

/// Everything that decides what the samples are, and how much of them is kept.
std::string description_of(const sweep::Settings& settings) {
  return std::to_string(settings.data_key()) + ' ' + settings["data.sampling"].text();
}

}  // namespace

sim::FindPictureMemory DatasetShelf::memory_for(const std::string& description) const {
  return [memory = memory_, description](std::int64_t samples,
                                         std::int64_t numbers) -> std::optional<sim::PictureMemory> {
    const auto flags = static_cast<std::size_t>((samples + kAlignment - 1) / kAlignment * kAlignment);
    const auto block =
        memory.block(description, flags + static_cast<std::size_t>(samples * numbers) * sizeof(float));
    if (!block) return std::nullopt;
    return sim::PictureMemory{.pictures = reinterpret_cast<float*>(block->bytes() + flags),
                              .made = reinterpret_cast<std::atomic<std::uint8_t>*>(block->bytes()),
                              .held = block};
  };
}

std::shared_ptr<sim::Dataset> DatasetShelf::take(const sweep::Settings& settings) {
  const std::string description = description_of(settings);
  const auto found =
      std::find_if(held_.begin(), held_.end(), [&](const Held& h) { return h.description == description; });
  if (found != held_.end()) {
    held_.splice(held_.begin(), held_, found);
    return held_.front().dataset;
  }
  auto dataset = open_(settings);
  dataset->keep_in(memory_for(description));
  const auto shape = dataset->sample_shape();
  const std::int64_t bytes =
      dataset->size() * shape[0] * shape[1] * shape[2] * static_cast<std::int64_t>(sizeof(float));
  const std::int64_t limit = settings.integer("run.cache_mib") * kBytesPerMib;
  if (bytes <= limit) {
    const auto add = [](std::int64_t sum, const Held& held) { return sum + held.bytes; };
    while (!held_.empty() && std::accumulate(held_.begin(), held_.end(), bytes, add) > limit)
      held_.pop_back();
    held_.push_front({description, bytes, dataset});
  }
  return dataset;
}

}  // namespace workers
