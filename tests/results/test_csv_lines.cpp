#include "results/csv_lines.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "csv_reader.hpp"

namespace {

TEST(CsvLinesTest, FieldsAreQuotedAndNumbersReadBackTheSame) {
  results::CsvLines csv({"a,b", "c"});
  csv.add("say \"x\"\ny", 0.1);
  csv.add("", std::nan(""));
  csv.add("1e300", 1.0 / 3);
  EXPECT_EQ(csv.text(), "\"a,b\",c\n\"say \"\"x\"\"\ny\",0.1\n,\n1e300,0.3333333333333333\n");
  EXPECT_EQ(number(read_csv(csv.text())[2].at("c")), 1.0 / 3);
}

}  // namespace
