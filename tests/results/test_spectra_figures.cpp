// Figures of a spectra study as drawings: all are listed, nothing runs into anything else, and their scripts
// draw them once more.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <regex>

#include "spectra_figures_test.hpp"
#include "sweep/input_error.hpp"

namespace {

using results::ResultsFile;
using testing::HasSubstr;

const std::vector<std::string> kAll = {
    "accuracy-vs-reduction", "accuracy-heatmap", "comparison", "report-table",
    "learning-curves",       "confusion",        "roc",        "schedule"};

TEST_F(SpectraFiguresTest, AllAreListedAndTheirScriptsDrawThemOnceMore) {
  const ResultsFile results = file();
  std::vector<std::string> listed;
  for (const results::Figure& figure : results::figures(source(results))) listed.push_back(figure.name);
  EXPECT_EQ(listed, kAll);
  for (const std::string& name : listed) {
    const std::string caption =
        results::draw(source(results), name, folder_ / (name + ".svg"), {}, results::Beside::DATA);
    EXPECT_FALSE(caption.empty());
    const std::string first = read_text(folder_ / (name + ".svg"));
    std::filesystem::remove(folder_ / (name + ".svg"));
    EXPECT_EQ(std::system(("cd '" + folder_ / "" + "' && gnuplot " + name + ".gp").c_str()), 0) << name;
    EXPECT_EQ(read_text(folder_ / (name + ".svg")), first) << name;
    EXPECT_GE(read_csv(read_text(folder_ / (name + ".csv"))).size(), 4U) << name;
    results::draw(source(results), name, folder_ / (name + ".pdf"));
    results::draw(source(results), name, folder_ / (name + ".png"));
    EXPECT_GT(std::filesystem::file_size(folder_ / (name + ".pdf")), 4000U);
    EXPECT_GT(std::filesystem::file_size(folder_ / (name + ".png")), 8000U);
  }
}

/// A text's place and extent, as wide as its characters are on average.
struct Written {
  std::string text;
  double left = 0;
  double right = 0;
  double y = 0;
};

std::vector<Written> texts_of(const std::string& svg) {
  static const std::regex pattern(
      "translate\\(([-0-9.]+),([-0-9.]+)\\)(?: rotate\\(([-0-9.]+)\\))?\"[^>]*text-anchor=\"(\\w+)\">\\s*"
      "<text>(?:<tspan[^>]*>)?([^<]*)<");
  std::vector<Written> texts;
  for (auto at = std::sregex_iterator(svg.begin(), svg.end(), pattern); at != std::sregex_iterator(); ++at) {
    const std::smatch& found = *at;
    const double width = found[3].matched ? 0 : 4.3 * static_cast<double>(found[5].str().size());
    const double x = std::stod(found[1]);
    const double left = found[4] == "start" ? x : found[4] == "end" ? x - width : x - width / 2;
    texts.push_back({found[5], left, left + width, std::stod(found[2])});
  }
  return texts;
}

TEST_F(SpectraFiguresTest, NoTextLeavesTheFigureOrRunsIntoAnother) {
  const ResultsFile results = file();
  for (const std::string& name : kAll) {
    const std::string out = folder_ / (name + ".svg");
    results::draw(source(results), name, out);
    const std::string svg = read_text(out);
    std::smatch size;
    ASSERT_TRUE(std::regex_search(svg, size, std::regex("viewBox=\"0 0 (\\d+) (\\d+)\"")));
    const std::vector<Written> texts = texts_of(svg);
    EXPECT_GE(texts.size(), 8U) << name;
    EXPECT_LE(std::stod(size[1]), 7.05 * 72) << name;
    for (const Written& text : texts) {
      EXPECT_GE(text.left, -1) << name << ": " << text.text;
      EXPECT_LE(text.right, std::stod(size[1]) + 1) << name << ": " << text.text;
      EXPECT_GE(text.y, 4) << name << ": " << text.text;
      EXPECT_LE(text.y, std::stod(size[2])) << name << ": " << text.text;
      for (const Written& other : texts) {
        if (&other == &text || text.text.empty() || other.text.empty()) continue;
        const bool apart =
            std::abs(text.y - other.y) > 6 || text.right <= other.left + 1 || other.right <= text.left + 1;
        EXPECT_TRUE(apart) << name << ": " << text.text << " and " << other.text;
      }
    }
  }
}

TEST_F(SpectraFiguresTest, WhatIsMissingIsSaidInOneLineAndNothingIsWritten) {
  const auto refusal = [&](const ResultsFile& results, const std::string& name) {
    try {
      results::draw(results, name, folder_ / "x.svg", {}, results::Beside::DATA);
    } catch (const sweep::InputError& error) {
      return std::string(error.what());
    }
    return std::string("(none)");
  };
  const ResultsFile empty = file(0);
  EXPECT_TRUE(results::figures(empty).empty());
  EXPECT_THAT(refusal(empty, "accuracy-heatmap"),
              HasSubstr("cannot give figure accuracy-heatmap: no trial is complete"));
  EXPECT_THAT(refusal(empty, "comparison"), HasSubstr("no trial is complete"));
  EXPECT_THAT(refusal(empty, "report-table"), HasSubstr("no complete trial of a teacher or student"));
  EXPECT_THAT(refusal(empty, "learning-curves"), HasSubstr("have no curves"));
  EXPECT_THAT(refusal(empty, "roc"), HasSubstr("have no predictions"));
  EXPECT_THAT(refusal(empty, "ranked-f1"), HasSubstr("takes a study of wells"));
  EXPECT_THAT(refusal(empty, "confusoin"), HasSubstr("did you mean 'confusion'?"));
  for (const char* ending : {"svg", "csv", "gp"})
    EXPECT_FALSE(std::filesystem::exists(folder_ / (std::string("x.") + ending)));
  // Half of the trials are enough for what they give.
  EXPECT_FALSE(results::figures(file(4)).empty());
}

}  // namespace
