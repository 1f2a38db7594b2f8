#include "sweep/level.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "input_error_text.hpp"

namespace sweep {
namespace {

TEST(Level, NumbersHaveTheShortestTextThatReadsBackTheSame) {
  for (const double value : {0.1, 1e-6, 100.0, 1.0 / 3, 4.47213595499957939, 1e300}) {
    EXPECT_EQ(parse_level(Level(value).text(), "here").number(), value);
  }
  EXPECT_EQ(Level(100).text(), "100");
  EXPECT_EQ(Level(1e-6).text(), "1e-06");
}

TEST(Level, InfinityIsANumber) {
  EXPECT_TRUE(std::isinf(parse_level("inf", "here").number()));
  EXPECT_TRUE(std::isinf(parse_level(".inf", "here").number()));
  EXPECT_EQ(parse_level("inf", "here").text(), "inf");
}

TEST(Level, MapsWithTheSameEntriesAreEqualInAnyOrder) {
  const Level a = parse_level("{waiting_times: 3, parts: real}", "here");
  const Level b = parse_level("{parts: real, waiting_times: 3}", "here");
  EXPECT_EQ(a, b);
  EXPECT_EQ(a.text(), "{parts: real, waiting_times: 3}");
}

TEST(Level, KindsStayApart) {
  EXPECT_TRUE(parse_level("5", "here").is_number());
  EXPECT_TRUE(parse_level("'5'", "here").is_string());
  EXPECT_TRUE(parse_level("true", "here").is_bool());
  EXPECT_TRUE(parse_level("every-10", "here").is_string());
  EXPECT_FALSE(parse_level("5", "here") == parse_level("'5'", "here"));
}

TEST(Level, BrokenTextIsTheUsersMistake) {
  EXPECT_TRUE(contains(input_error_text([] { parse_level("{a: ", "x=y"); }), "x=y"));
  EXPECT_TRUE(contains(input_error_text([] { parse_level("", "x="); }), "missing"));
  EXPECT_TRUE(contains(input_error_text([] { parse_level("[[[[[[[1]]]]]]]", "deep"); }), "deep"));
}

}  // namespace
}  // namespace sweep
