#pragma once

#include <stdexcept>
#include <string>

namespace sweep {

/// The user's input is wrong: one line that says what, where, why, and what would be right (exit status 2).
class InputError : public std::runtime_error {
 public:
  explicit InputError(const std::string& text) : std::runtime_error(one_line(text)) {}

 private:
  /// `text` may quote anything that a file holds: control characters become "\x0a".
  static std::string one_line(const std::string& text);
};

inline bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

/// The candidate closest to `word` by edit distance, as " (did you mean 'x'?)"; empty when none is near.
template <class Words>
std::string did_you_mean(const std::string& word, const Words& candidates);

/// Levenshtein distance.
std::size_t edit_distance(const std::string& a, const std::string& b);

template <class Words>
std::string did_you_mean(const std::string& word, const Words& candidates) {
  std::string best;
  std::size_t best_distance = word.size() / 2 + 2;
  for (const auto& candidate : candidates) {
    const std::size_t distance = edit_distance(word, std::string(candidate));
    if (distance < best_distance) {
      best_distance = distance;
      best = candidate;
    }
  }
  return best.empty() ? "" : " (did you mean '" + best + "'?)";
}

}  // namespace sweep
