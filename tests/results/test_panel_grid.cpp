#include "results/figures/panel_grid.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using results::PanelGrid;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr double kLegend = 0.8;

/// The first of them has a single place on its axis.
std::vector<PanelGrid::Wish> wishes(std::size_t count, const std::string& title = "student") {
  std::vector<PanelGrid::Wish> wishes(count, {title, false});
  wishes.front().single = count > 1;
  return wishes;
}

double right_of(const PanelGrid::Panel& panel) { return panel.left + panel.width; }

std::vector<int> row_lengths(const PanelGrid& grid) {
  std::vector<int> lengths;
  for (const PanelGrid::Panel& panel : grid.panels()) {
    if (panel.first_in_row) lengths.push_back(0);
    ++lengths.back();
  }
  return lengths;
}

TEST(PanelGrid, RowsAreAsEvenAsCanBe) {
  EXPECT_THAT(row_lengths({wishes(1), kLegend}), ElementsAre(1));
  EXPECT_THAT(row_lengths({wishes(4), kLegend}), ElementsAre(4));
  EXPECT_THAT(row_lengths({wishes(5), kLegend}), ElementsAre(3, 2));
  EXPECT_THAT(row_lengths({wishes(6), kLegend}), ElementsAre(3, 3));
  EXPECT_THAT(row_lengths({wishes(7), kLegend}), ElementsAre(4, 3));
  EXPECT_THAT(row_lengths({wishes(9), kLegend}), ElementsAre(3, 3, 3));
}

TEST(PanelGrid, PanelsStandApartInsideTheFigure) {
  for (std::size_t count = 1; count <= 12; ++count) {
    const PanelGrid grid(wishes(count), kLegend);
    EXPECT_LE(grid.width(), count == 1 ? 3.4 + 1e-9 : 7 + 1e-9);
    for (std::size_t i = 0; i < count; ++i) {
      const PanelGrid::Panel& panel = grid.panels()[i];
      EXPECT_GE(panel.left, 0.4);
      EXPECT_LE(right_of(panel), grid.width());
      EXPECT_GE(panel.bottom, 0.4);
      EXPECT_LT(panel.bottom + grid.panel_height(), grid.height());
      for (std::size_t j = 0; j < i; ++j) {
        const PanelGrid::Panel& other = grid.panels()[j];
        EXPECT_TRUE(right_of(other) + 0.1 < panel.left || right_of(panel) + 0.1 < other.left ||
                    panel.bottom + grid.panel_height() + 0.4 < other.bottom)
            << count << " panels: " << j << " and " << i;
      }
    }
  }
}

TEST(PanelGrid, OnlyASingleRowHasANarrowPanel) {
  for (std::size_t count = 2; count <= 12; ++count) {
    const PanelGrid grid(wishes(count), kLegend);
    EXPECT_EQ(grid.panels().front().narrow, count <= 4) << count;
    for (std::size_t i = 0; i < count; ++i) {
      const PanelGrid::Panel& panel = grid.panels()[i];
      EXPECT_TRUE(panel.narrow || panel.width == grid.wide());
    }
    EXPECT_LT(grid.panels().front().width, count <= 4 ? grid.wide() / 2 : 7.0);
  }
  EXPECT_FALSE(PanelGrid({{"a", true}, {"b", true}}, 0).panels().front().narrow);  // nobody is wide
}

TEST(PanelGrid, TheLegendStandsInFreeRoom) {
  for (std::size_t count = 1; count <= 12; ++count) {
    const PanelGrid grid(wishes(count), kLegend);
    EXPECT_LE(grid.legend_left() + kLegend - 0.1, grid.width() + 0.03) << count;
    for (const PanelGrid::Panel& panel : grid.panels()) {
      EXPECT_TRUE(right_of(panel) < grid.legend_left() || panel.bottom > grid.legend_top()) << count;
    }
  }
  // A place for it between the panels leaves them more room.
  EXPECT_GT(PanelGrid(wishes(5), kLegend).wide(), PanelGrid(wishes(6), kLegend).wide());
  EXPECT_DOUBLE_EQ(PanelGrid(wishes(5), kLegend).wide(), PanelGrid(wishes(5), 0).wide());
  EXPECT_GT(PanelGrid(wishes(6), 0).wide(), PanelGrid(wishes(6), kLegend).wide());
}

TEST(PanelGrid, TitlesKeepClearOfEachOther) {
  EXPECT_THAT(PanelGrid(wishes(1, ""), 0).panels().front().title, IsEmpty());
  EXPECT_THAT(PanelGrid(wishes(7, "pca_logistic"), 0).panels().front().title, ElementsAre("pca_logistic"));
  EXPECT_THAT(PanelGrid(wishes(7, "mobilenet_with_attention_heads"), 0).panels().front().title,
              ElementsAre("mobilenet_with_", "attention_heads"));
  for (const std::string& name : {std::string(70, 'x'), std::string("_") + std::string(69, 'y')}) {
    const PanelGrid grid(wishes(4, name), kLegend);
    EXPECT_FALSE(grid.panels().front().narrow);
    std::string whole;
    for (const std::string& line : grid.panels().front().title) {
      EXPECT_LE(static_cast<double>(line.size()) * results::kCharacterWidth, grid.wide() + 0.14);
      whole += line;
    }
    EXPECT_EQ(whole, name);
    EXPECT_GT(grid.height(), PanelGrid(wishes(4), kLegend).height() + 2 * results::kTitlePitch);
  }
}

TEST(PanelGrid, TheAxisLabelIsUnderTheMiddleOfThePanels) {
  const PanelGrid grid(wishes(5), kLegend);
  EXPECT_DOUBLE_EQ(grid.middle(), grid.panels()[1].left + grid.wide() / 2);
}

}  // namespace
