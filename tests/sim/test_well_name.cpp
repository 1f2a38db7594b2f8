#include <gtest/gtest.h>

#include "refusal.hpp"
#include "sim/well_name.hpp"

namespace sim {
namespace {

TEST(WellName, AllOfThem) {
  const std::vector<std::string> rows = {"A", "B", "C", "D", "E",  "F",  "G",  "H",  "I",  "J", "K",
                                         "L", "M", "N", "O", "P",  "Q",  "R",  "S",  "T",  "U", "V",
                                         "W", "X", "Y", "Z", "AA", "AB", "AC", "AD", "AE", "AF"};
  for (int row = 0; row < 32; ++row) {
    for (int column = 0; column < 48; ++column) {
      const std::string digits = std::to_string(column + 1);
      const std::string name = rows[row] + (column < 9 ? "0" : "") + digits;
      EXPECT_EQ(well_name(WellPosition{row, column}), name);
      EXPECT_EQ(parse_well(name), (WellPosition{row, column}));
      EXPECT_EQ(parse_well(rows[row] + digits), (WellPosition{row, column}));
    }
  }
}

TEST(WellName, Spellings) {
  for (const char* text : {"B7", "B07", "b07", " B7 ", "B007", "\tb7"})
    EXPECT_EQ(parse_well(text), (WellPosition{1, 6})) << text;
  EXPECT_EQ(parse_well("aF48"), (WellPosition{31, 47}));
  EXPECT_EQ(parse_well("02", "03"), (WellPosition{1, 2}));
  EXPECT_EQ(parse_well("B", "3"), (WellPosition{1, 2}));
  EXPECT_EQ(well_name(PlateWell{"plate 2", {0, 0}}), "plate 2:A01");
  EXPECT_EQ(well_name(PlateWell{"", {0, 0}}), "A01");
}

TEST(WellName, Refusals) {
  for (const char* text : {"", " ", "A", "7", "A0", "A00", "A49", "AG1", "AAA1", "A1B", "A-1", "A 1", "1A",
                           "A0001", "Ä1", "A1.5", "A99999999999999999999"})
    EXPECT_EQ(refusal([&] { parse_well(text); }),
              "'" + std::string(text) +
                  "' is no well: wells are A1 or A01 to H12, P24 or AF48 (96, 384 and 1,536 wells)");
  EXPECT_TRUE(holds(refusal([] { parse_well("33", "1"); }), "'row 33, column 1' is no well"));
  EXPECT_TRUE(holds(refusal([] { parse_well("A1\nB2"); }), "'A1\\x0aB2' is no well"));
}

TEST(WellName, FormatThatHolds) {
  EXPECT_EQ(format_that_holds({}), kWells96);
  EXPECT_EQ(format_that_holds({{7, 11}}), kWells96);
  EXPECT_EQ(format_that_holds({{0, 0}, {8, 0}}), kWells384);
  EXPECT_EQ(format_that_holds({{0, 12}}), kWells384);
  EXPECT_EQ(format_that_holds({{15, 23}}), kWells384);
  EXPECT_EQ(format_that_holds({{16, 0}}), kWells1536);
  EXPECT_EQ(format_that_holds({{31, 47}}), kWells1536);
  EXPECT_THROW(format_that_holds({{32, 0}}), std::invalid_argument);
}

}  // namespace
}  // namespace sim
