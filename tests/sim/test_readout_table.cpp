#include <gtest/gtest.h>

#include <cmath>

#include "refusal.hpp"
#include "sim/csv.hpp"
#include "sim/readout_cell.hpp"
#include "sim/readout_table.hpp"

namespace sim {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

ReadoutTable parse(const std::string& text, const PlaceColumns& columns = {}) {
  return parse_readout_table(text, "r.csv", columns);
}
std::string refused(const std::string& text, const PlaceColumns& columns = {}) {
  return refusal([&] { parse(text, columns); });
}

TEST(ReadoutTable, LimitsGapsAndNames) {
  const ReadoutTable table = parse(
      "\xEF\xBB\xBFIL-2,Well,\"TNF-alpha, soluble\",\"TRAIL (\"\"Apo-2L\"\")\",HGF/SF,Plate\r\n"
      "1.5,A1,<LLOD,>ULOD,,P1\r\n"
      "-2e3, a02 ,< 1.2,>300,NA,P1\r\n"
      "\"7\",B12,OOR <,OOR >,nan,P2\r\n");
  EXPECT_TRUE(table.names_plates);
  EXPECT_EQ(table.wells, (std::vector<PlateWell>{{"P1", {0, 0}}, {"P1", {0, 1}}, {"P2", {1, 11}}}));
  ASSERT_EQ(table.readouts.size(), 4U);
  EXPECT_EQ(table.readouts[0].name, "IL-2");
  EXPECT_EQ(table.readouts[0].values, (std::vector<double>{1.5, -2000, 7}));
  EXPECT_EQ(table.readouts[1].name, "TNF-alpha, soluble");
  EXPECT_EQ(table.readouts[1].values, (std::vector<double>{-kInfinity, -kInfinity, -kInfinity}));
  EXPECT_EQ(table.readouts[2].name, "TRAIL (\"Apo-2L\")");
  EXPECT_EQ(table.readouts[2].values, (std::vector<double>{kInfinity, kInfinity, kInfinity}));
  EXPECT_EQ(table.readouts[3].name, "HGF/SF");
  for (const double value : table.readouts[3].values) EXPECT_TRUE(std::isnan(value));
  EXPECT_TRUE(table.notes.empty());
}

TEST(ReadoutTable, Separators) {
  for (const char separator : {',', ';', '\t'}) {
    const std::string s(1, separator);
    const ReadoutTable table =
        parse("well" + s + "a" + s + "b\nA1" + s + "1" + s + "2\n\n" + s + s + "\nA2" + s + s + "4");
    ASSERT_EQ(table.wells.size(), 2U);
    EXPECT_EQ(table.readouts[1].values, (std::vector<double>{2, 4}));
    EXPECT_FALSE(table.names_plates);
  }
  EXPECT_EQ(parse("well;IL-2, free\rA1;3\r").readouts[0].name, "IL-2, free");
}

TEST(ReadoutTable, UsualNamesOfPlaces) {
  for (const char* well :
       {"well", "Well", "WellId", "Well Name", "well_name", "Metadata_Well", "Image_Metadata_Well"})
    for (const char* plate : {"plate", "Plate", "Barcode", "Metadata_Plate", "PlateID"}) {
      const ReadoutTable table = parse("x," + std::string(plate) + "," + well + "\n1,P,C3\n");
      EXPECT_EQ(table.wells, (std::vector<PlateWell>{{"P", {2, 2}}}));
    }
  const std::string odd = "position in rack,box,x\nC3,P,1\n";
  EXPECT_EQ(parse(odd, {"box", "position in rack"}).wells, (std::vector<PlateWell>{{"P", {2, 2}}}));
  EXPECT_EQ(refused(odd),
            "r.csv: has no column of wells: its columns are 'position in rack', 'box', 'x'; name one by "
            "data.well_column, or call it 'well'");
  EXPECT_TRUE(holds(refused("wel,x\nA1,1\n"), "r.csv: has no column of wells (did you mean 'wel'?)"));
  EXPECT_TRUE(
      holds(refused(odd, {"auto", "Position in rack"}),
            "r.csv: has no column 'Position in rack' (did you mean 'position in rack'?): its columns are"));
  EXPECT_TRUE(holds(
      refused("well,Metadata_Well,x\nA1,A1,1\n"),
      "several columns that may name the well: 'well', 'Metadata_Well': say which by data.well_column"));
  EXPECT_TRUE(holds(refused("Plate,Barcode,well,x\n1,2,A1,1\n"), "data.plate_column"));
  EXPECT_TRUE(
      holds(refused("well,x\nA1,1\n", {"well", "well"}), "'well' can't name both the plate and the well"));
}

TEST(ReadoutTable, ColumnsWithoutNumbersAreLeftOut) {
  const ReadoutTable table = parse("well,compound,x,,empty\nA1,DMSO,1,0,\nA2,,2,1,\n");
  ASSERT_EQ(table.readouts.size(), 2U);
  EXPECT_EQ(table.readouts[0].name, "x");
  EXPECT_EQ(table.readouts[1].name, "empty");
  EXPECT_EQ(table.notes, (std::vector<std::string>{"r.csv: column 2, 'compound', holds no numbers: left out",
                                                   "r.csv: column 4, '', has no name: left out"}));
  EXPECT_TRUE(holds(refused("well,compound\nA1,DMSO\n"), "has no column of readouts"));
}

TEST(ReadoutTable, WrongCellsNameLineAndColumn) {
  EXPECT_EQ(refused("well,\"IL-2\nx\",y\nA1,1,2\n"),
            "r.csv: the name of column 2, 'IL-2\\x0ax', must be of one line, without tabs");
  // The quoted cell of the first row takes two lines.
  EXPECT_EQ(refused("well,note,IL-2\nA1,\"two\nlines\",1\nA2,,about 3\n"),
            "r.csv:4: column 'IL-2': 'about 3' is no readout: must be a number, '<LLOD', '>ULOD', or empty");
  for (const char* cell :
       {"<", "<<1", "<many", ">", "1..2", "1e999", "inf", "-inf", "0x10", "1 2", "+-1", "LLOD", "*3"})
    EXPECT_TRUE(holds(refused("well,x\nA1,1\nA2," + std::string(cell) + "\n"),
                      "r.csv:3: column 'x': '" + std::string(cell) + "' is"))
        << cell;
  EXPECT_EQ(refused("well;x\nA1;1,5\n"),
            "r.csv:2: column 'x': '1,5' has a decimal comma: numbers must have a point");
  EXPECT_TRUE(holds(refused("well,x\nA1,1\nZZ1,2\n"), "r.csv:3: column 'well': 'ZZ1' is no well"));
  EXPECT_TRUE(holds(refused("well,plate,x\nA1,,1\n"), "r.csv:2: column 'plate': the plate is missing"));
}

TEST(ReadoutTable, WrongTables) {
  EXPECT_TRUE(holds(refused(""), "r.csv: is empty"));
  EXPECT_TRUE(holds(refused("well,x\n"), "r.csv: is empty"));
  EXPECT_EQ(refused("well,x\nA1,1\nA2,1,2\n"), "r.csv:3: has 3 cells: the header has 2");
  EXPECT_EQ(refused("well,x\nA1\n"), "r.csv:2: has 1 cells: the header has 2");
  EXPECT_EQ(refused("well,x,y, x\nA1,1,2,3\n"), "r.csv: columns 2 and 4 have the same name 'x'");
  EXPECT_EQ(refused("well,x\nA1,1\na01,2\n"),
            "r.csv:3: column 'well': well 'A01' stands in line 2 already: there must be one row per well");
  EXPECT_EQ(parse("plate,well,x\nP,A1,1\nQ,A1,2\n").wells.size(), 2U);
  EXPECT_TRUE(holds(refused("well,x\nA1,\"1\nA2,2\n"), "r.csv:2: a quote that begins here is never closed"));
  EXPECT_TRUE(holds(refused("well,x\nA1,1\"\n"), "r.csv:2: a quote in the middle of a cell, after '1'"));
  EXPECT_TRUE(holds(refused("well,x\nA1,\"1\"2\n"), "r.csv:2: text behind the closing quote of '1'"));
  EXPECT_TRUE(holds(refused("well,x\nA1,1\nA2,\xB5g\n"), "r.csv:3: is not UTF-8 text"));
  EXPECT_TRUE(holds(refused(std::string("w\0e\0", 4)), "r.csv:1: is not UTF-8 text"));
  EXPECT_TRUE(holds(refusal([] { read_readout_table("/none/r.csv"); }), "/none/r.csv: can't be read"));
}

TEST(ReadoutCell, WrittenAndReadBack) {
  for (const double value : {0.0, 1.0, -2.5, 0.1, 1e300, 5e-324, 123456.789, kInfinity, -kInfinity})
    EXPECT_EQ(parse_readout(readout_cell(value)), value);
  EXPECT_EQ(readout_cell(0.1), "0.1");
  EXPECT_TRUE(std::isnan(*parse_readout(readout_cell(NAN))));
  for (const char* text :
       {"plain", "a,b", "say \"so\"", "two\r\nlines", " spaces ", "a;b", "", "\"", "tab\there"}) {
    const auto records = parse_csv("head,2\n" + csv_cell(text) + ",x\n", "r.csv");
    ASSERT_EQ(records.size(), 2U);
    EXPECT_EQ(records[1].cells, (std::vector<std::string>{text, "x"}));
  }
}

}  // namespace
}  // namespace sim
