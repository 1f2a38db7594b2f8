#include "sweep/stable_hash.hpp"

namespace sweep {

std::uint64_t StableHash::value() const {
  std::uint64_t hash = state_;
  hash = (hash ^ (hash >> 30)) * 0xbf58476d1ce4e5b9ULL;
  hash = (hash ^ (hash >> 27)) * 0x94d049bb133111ebULL;
  return hash ^ (hash >> 31);
}

TextRun::TextRun(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) factor_ *= StableHash::kPrime;
  for (std::uint64_t low = 0; low < constants_.size(); ++low) {
    StableHash hash;
    hash.state_ = low;
    hash.add(text);
    constants_[low] = hash.state_ - low * factor_;
  }
}

}  // namespace sweep
