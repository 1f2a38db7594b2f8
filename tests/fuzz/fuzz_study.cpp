// A study file and overrides from any bytes: a grid, or an InputError of one line.
// What stands behind a line "#overrides" are overrides, one per line, so that inputs are study files.

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "sweep/grid.hpp"
#include "sweep/input_error.hpp"
#include "sweep/study.hpp"
#include "target.hpp"

namespace {

constexpr double kMostTrials = 300;        // larger grids only take time
constexpr double kMostCombinations = 1e7;  // beyond these a grid must be refused, at once
constexpr std::string_view kMark = "#overrides\n";

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

double combinations_of(const sweep::Study& study) {
  double combinations = 1;
  for (const sweep::Factor& factor : study.factors) combinations *= static_cast<double>(factor.levels.size());
  return combinations;
}

/// What other code takes for granted of every grid.
void check(const sweep::Grid& grid, const sweep::Study& study) {
  using fuzz::expect;
  expect(grid.size() > 0, "a grid has trials");
  for (std::uint32_t i = 0; i < grid.size(); ++i) {
    const sweep::Row row{i};
    const sweep::Settings settings = grid.settings(row);
    expect(settings.id(study.seed) == grid[row].id, "a trial's settings give its identity");
    expect(grid.find(grid[row].id) == row, "a trial is found by its identity");
    const bool distilled = settings.text("model.architecture") == "distilled";
    expect(grid[row].teacher.has_value() == distilled, "distilled trials have a teacher, and no others");
    if (distilled) {
      const sweep::Settings teacher = grid.settings(*grid[row].teacher);
      expect(teacher.text("model.architecture") == "teacher", "a teacher is a teacher");
      expect(teacher.data_key() == settings.data_key(), "a teacher saw the same samples");
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t mark = input.find(kMark);
  const std::string text(input.substr(0, mark));
  const auto overrides = mark == std::string_view::npos ? std::vector<std::string>{}
                                                        : lines_of(input.substr(mark + kMark.size()));
  try {
    const sweep::Study study = sweep::Study::parse(text, "study.yaml", overrides);
    const double combinations = combinations_of(study);
    if (combinations > kMostTrials && combinations <= kMostCombinations) return 0;
    check(sweep::Grid(study), study);
    fuzz::expect(combinations <= kMostCombinations, "a grid that nobody can mean is refused");
  } catch (const sweep::InputError& error) {
    const std::string_view line = error.what();
    fuzz::expect(line.find('\n') == std::string_view::npos, "a mistake is told in one line");
  }
  return 0;
}
