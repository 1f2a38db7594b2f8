// A grid works out identities and data keys without making every trial's settings: it must say what the
// settings would.

#include <gtest/gtest.h>

#include <set>

#include "sweep/grid.hpp"
#include "sweep/random_key.hpp"
#include "sweep/stable_hash.hpp"

namespace sweep {
namespace {

Grid grid_of(const std::string& text) { return Grid(Study::parse(text, "study.yaml")); }

std::vector<std::string> ids_of(const Grid& grid) {
  std::vector<std::string> ids;
  for (const TrialSpec& trial : grid.trials()) ids.push_back(trial.id.hex());
  return ids;
}

const char* const kWide = R"(
seed: 7
factors:
  recipe: [report-2023, torch-defaults]
  data.snr: [100, .inf]
  data.sampling: [every-10, {waiting_times: 3, parts: real}]
  model.architecture: [student, distilled, noop]
  distill.temperature: [1, 3]
  distill.teacher_sampling: [full, every-2]
  replicate: 3
exclude:
  - {model.architecture: noop, data.snr: 100}
)";

const char* const kWells = R"(
task: wells
factors:
  model.architecture: [cnn_wide, vit_linear, noop]
  data.readout: [IL-6, TNF]
  training.patience: [3, 4]
  replicate: 2
)";

TEST(TextRun, AddsWhatTheTextWouldAdd) {
  std::string text;
  for (int size = 0; size < 300; ++size) {
    for (const std::string beginning : {"", "a", "seed=7\n", "\xff\x80", "longer than a word"}) {
      StableHash hash;
      hash.add(beginning);
      TextRun(text).add_to(hash);
      hash.add("end");
      EXPECT_EQ(hash.value(), stable_hash(beginning + text + "end")) << size;
    }
    text += static_cast<char>(size * 37);
  }
}

TEST(Identities, AreThoseOfTheSettings) {
  for (const auto& [text, seed] : {std::pair(kWide, 7U), std::pair(kWells, 0U)}) {
    const Grid grid = grid_of(text);
    for (std::uint32_t i = 0; i < grid.size(); ++i) {
      const Settings settings = grid.settings(Row{i});
      EXPECT_EQ(grid[Row{i}].id, settings.id(seed)) << text << i;
      EXPECT_EQ(grid.data_key(Row{i}), settings.data_key()) << text << i;
      EXPECT_EQ(grid.find(grid[Row{i}].id), Row{i});
    }
  }
}

TEST(Identities, ATeacherIsThatOfItsStudent) {
  const Grid grid = grid_of(kWide);
  EXPECT_GT(grid.merged(), 0U) << "a student has no temperature";
  EXPECT_EQ(grid.added_teachers(), 2U * 2 * 2 * 3) << "per recipe, SNR, teacher's sampling and replicate";
  for (std::uint32_t i = 0; i < grid.size(); ++i) {
    Settings settings = grid.settings(Row{i});
    ASSERT_EQ(grid[Row{i}].teacher.has_value(), settings.text("model.architecture") == "distilled");
    if (!grid[Row{i}].teacher) continue;
    settings.set("model.architecture", "teacher");
    settings.set("data.sampling", settings["distill.teacher_sampling"]);
    EXPECT_EQ(grid[*grid[Row{i}].teacher].id, settings.id(7));
  }
}

// Results files hold these: whoever changes them loses every trial that was ever trained.
TEST(Identities, StayWhatTheyWere) {
  EXPECT_EQ(ids_of(grid_of(
                "seed: 7\nfactors:\n  data.snr: [100, 0]\n  model.architecture: [student, distilled]\n")),
            (std::vector<std::string>{"5e1c52abaad24722", "ea94e3aefd1edf0a", "95b1c0dbe80c5f3c",
                                      "d2b9ddd455c47b8b", "de69bd9bbe702924", "26c807fcb2083216"}));
  EXPECT_EQ(ids_of(grid_of("task: wells\nfactors:\n  data.readout: [IL-6, TNF]\n"
                           "  model.architecture: [cnn_wide, noop]\n")),
            (std::vector<std::string>{"ef452bad0be93074", "663c411c619d54e1", "45915a0b3ff14e35",
                                      "798368130adc7dba"}));
  EXPECT_EQ(ids_of(grid_of("factors:\n  recipe: [report-2023, torch-defaults]\n  data.snr: [5, 2]\n")),
            (std::vector<std::string>{"5581b5de1fb78df3", "bd3045a36b053819", "fac199d4967604d4",
                                      "14bd73eba404bd2f"}));
  EXPECT_EQ(ids_of(grid_of("factors:\n  data.sampling: [every-10, {waiting_times: 3, parts: real}]\n"
                           "  replicate: 2\n")),
            (std::vector<std::string>{"d9948bf49ef43366", "5f49f0357c83121b", "c13b59210a9503e5",
                                      "48305146217c00d3"}));
}

TEST(Identities, OfAPartAreThoseOfTheWhole) {
  const Grid grid = grid_of(kWide);
  std::set<Row> wanted;
  for (std::uint32_t i = 1; i < grid.size(); i += 3) {
    wanted.insert(Row{i});
    if (const auto teacher = grid[Row{i}].teacher) wanted.insert(*teacher);
  }
  const std::vector<Row> rows(wanted.begin(), wanted.end());
  const Grid part = grid.part(rows);
  ASSERT_EQ(part.size(), rows.size());
  for (std::uint32_t i = 0; i < part.size(); ++i) {
    EXPECT_EQ(part[Row{i}].id, grid[rows[i]].id);
    EXPECT_EQ(part.data_key(Row{i}), grid.data_key(rows[i]));
    EXPECT_EQ(part.settings(Row{i}).id(7), part[Row{i}].id);
    EXPECT_EQ(part.find(grid[rows[i]].id), Row{i});
    if (const auto teacher = grid[rows[i]].teacher) {
      EXPECT_EQ(part[*part[Row{i}].teacher].id, grid[*teacher].id);
    }
  }
  EXPECT_FALSE(part.find(grid[Row{0}].id));
}

TEST(Grid, DistinctGivesOneTrialOfEachCombination) {
  const Grid grid = grid_of(kWide);
  std::set<std::string> seen;
  std::set<std::string> given;
  const auto combination = [&](Row row) {
    const Settings settings = grid.settings(row);
    return settings["data.sampling"].text() + ' ' + settings.text("recipe");
  };
  for (std::uint32_t i = 0; i < grid.size(); ++i) seen.insert(combination(Row{i}));
  for (const Row row : grid.distinct({"data.sampling", "recipe", "run.threads"}))
    EXPECT_TRUE(given.insert(combination(row)).second) << "each once";
  EXPECT_EQ(given, seen);
  EXPECT_EQ(grid.distinct({}), std::vector{Row{0}});
}

TEST(Grid, AMillionTrials) {
  const Grid grid = grid_of("settings:\n  model.architecture: noop\nfactors:\n  replicate: 1000000\n");
  std::set<std::uint64_t> keys;
  for (const std::uint32_t i : {0U, 1U, 10U, 99'999U, 999'999U}) {
    const Settings settings = grid.settings(Row{i});
    EXPECT_EQ(settings.integer("replicate"), i);
    EXPECT_EQ(grid[Row{i}].id, settings.id(0));
    EXPECT_EQ(grid.find(settings.id(0)), Row{i});
    keys.insert(grid.data_key(Row{i}));
  }
  EXPECT_EQ(keys.size(), 5U);
}

}  // namespace
}  // namespace sweep
