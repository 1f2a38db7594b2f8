#include "results/csv_lines.hpp"

#include <array>
#include <charconv>
#include <cmath>

#include "results/written_table.hpp"

namespace results {

CsvLines::CsvLines(const std::vector<std::string>& head) {
  for (const std::string& name : head) add_field(name);
  end_line();
}

void CsvLines::add_field(std::string_view text) {
  text_ += (first_ ? "" : ",") + csv_field(std::string(text));
  first_ = false;
}

void CsvLines::add_field(double value) {
  if (std::isnan(value)) return add_field(std::string_view());
  std::array<char, 32> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  add_field(std::string_view(digits.data(), static_cast<std::size_t>(end - digits.data())));
}

void CsvLines::end_line() {
  text_ += '\n';
  first_ = true;
}

}  // namespace results
