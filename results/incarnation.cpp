#include "results/incarnation.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <span>
#include <string>

#include "results/checksum.hpp"
#include "results/descriptor.hpp"

namespace results {
namespace {

constexpr int kReadings = 3;  // one may meet a write halfway
constexpr std::size_t kDigitsPlace = 12;
constexpr std::size_t kDigits = 10;

using Line = std::array<char, Incarnation::kBytes>;

Line line_of(std::uint32_t number) {
  std::array<char, Incarnation::kBytes + 1> text{};
  std::snprintf(text.data(), text.size(), "incarnation %010u ", static_cast<unsigned>(number));
  const std::size_t size = std::strlen(text.data());
  Checksum checksum;
  checksum.add(std::as_bytes(std::span(text.data(), size)));
  std::snprintf(&text[size], text.size() - size, "%08x\n", static_cast<unsigned>(checksum.value()));
  Line line{};
  std::copy_n(text.begin(), line.size(), line.begin());
  return line;
}

}  // namespace

std::optional<std::uint32_t> Incarnation::read(int descriptor) {
  for (int reading = 0; reading < kReadings; ++reading) {
    Line line{};
    if (read_at(descriptor, kPlace, std::as_writable_bytes(std::span(line))) < line.size()) break;
    std::uint32_t number = 0;
    const char* const digits = &line[kDigitsPlace];
    std::from_chars(digits, digits + kDigits, number);
    if (line == line_of(number)) return number;
  }
  return std::nullopt;
}

void Incarnation::write(int descriptor, std::uint32_t number) {
  const Line line = line_of(number);
  write_at(descriptor, kPlace, std::as_bytes(std::span(line)));
}

}  // namespace results
