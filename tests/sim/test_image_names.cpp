#include <gtest/gtest.h>

#include "refusal.hpp"
#include "sim/image_names.hpp"

namespace sim {
namespace {

using Names = std::vector<std::string>;

ImageName parsed(const std::string& names, const std::string& file) {
  const auto name = ImageNames(names).parse(file);
  EXPECT_TRUE(name.has_value()) << file;
  return name.value_or(ImageName{});
}

TEST(ImageNames, MetaXpress) {
  const WellPosition a2{0, 1};
  EXPECT_EQ(parsed("metaxpress", "IXMtest_A02_s1_w1.tif"), (ImageName{"IXMtest", a2, "1", "1"}));
  EXPECT_EQ(parsed("metaxpress", "IXMtest_A02_s12_w1051DAA7C-7042-435F-99F0-1E847D9B42CB.tif"),
            (ImageName{"IXMtest", a2, "12", "1"}));
}

TEST(ImageNames, MetaXpressWithoutParts) {
  const WellPosition a2{0, 1};
  EXPECT_EQ(parsed("metaxpress", "IXMtest_A02_s3.tif"), (ImageName{"IXMtest", a2, "3", ""}));
  EXPECT_EQ(parsed("metaxpress", "IXMtest_A02_w2.TIF"), (ImageName{"IXMtest", a2, "", "2"}));
  EXPECT_EQ(parsed("metaxpress", "my_plate_2_AF48.tiff"), (ImageName{"my_plate_2", {31, 47}, "", ""}));
  EXPECT_EQ(parsed("metaxpress", "A02_s1.tif"), (ImageName{"", a2, "1", ""}));
  EXPECT_EQ(parsed("metaxpress", "P1_A02.tif"), (ImageName{"P1", a2, "", ""}));
  for (const char* file :
       {"IXMtest_A02_s1_w1_thumb051DAA7C-7042-435F-99F0-1E847D9B42CB.tif", "IXMtest_s1_w1x.tif",
        "IXMtest_A02_s1.png", "IXMtest_A99_s1.tif", "IXMtest A02.tif", ""})
    EXPECT_FALSE(ImageNames("metaxpress").parse(file)) << file;
}

TEST(ImageNames, CellomicsAndOpera) {
  EXPECT_EQ(parsed("cellomics", "AS_09125_050118150001_O01f00d2.TIF"),
            (ImageName{"AS_09125_050118150001", {14, 0}, "00", "2"}));
  EXPECT_FALSE(ImageNames("cellomics").parse("AS_09125_050118150001_O01f00d2.DIB"));
  EXPECT_EQ(parsed("opera", "r01c03f01p01-ch2sk1fk1fl1.tiff"), (ImageName{"", {0, 2}, "f01p01", "2"}));
  EXPECT_EQ(parsed("opera", "r32c48f9-ch1.tiff"), (ImageName{"", {31, 47}, "f9", "1"}));
  EXPECT_FALSE(ImageNames("opera").parse("r33c01f01p01-ch1.tiff"));
}

TEST(ImageNames, Expressions) {
  const ImageName wanted{"P7", {1, 2}, "4", "dapi"};
  for (const char* expression :
       {"^(?<plate>P\\d+) (?<well>\\w\\d+) (?<site>\\d+)-(?<channel>\\w+)",
        "(?P<plate>P\\d+) (?P<well>\\w\\d+) (?P<site>\\d+)-(?P<channel>\\w+)",
        "(?P<plate>P\\d+) (?P<row>\\w)(?P<column>\\d+) (?P<site>\\d+)-(?P<channel>\\w+)"})
    EXPECT_EQ(parsed(expression, "P7 B03 4-dapi (1).tif"), wanted) << expression;
  EXPECT_EQ(parsed("(?P<site>\\d)(?P=site)_(?P<well>..)", "x33_B2").well, (WellPosition{1, 1}));
  EXPECT_EQ(parsed("\\(?P<(?P<well>..)>", "(P<B2>").well, (WellPosition{1, 1}));
  EXPECT_FALSE(ImageNames("x(?<well>..)").parse("yB2"));
}

TEST(ImageNames, BadExpressions) {
  EXPECT_TRUE(holds(refusal([] { ImageNames("(?<well>["); }),
                    "data.file_names: '(?<well>[' is no regular expression"));
  EXPECT_TRUE(holds(refusal([] { ImageNames("(?<well>a))"); }), "is no regular expression"));
  EXPECT_EQ(refusal([] { ImageNames("metaexpress"); }),
            "data.file_names: 'metaexpress' is neither auto, metaxpress, cellomics or opera nor a regular "
            "expression "
            "with a group (?<well>…), or (?<row>…) and (?<column>…)");
  EXPECT_TRUE(holds(refusal([] { ImageNames("(?<row>.)"); }), "(?<row>…) and (?<column>…)"));
  EXPECT_TRUE(holds(refusal([] { ImageNames("(?<well>" + std::string(2000, 'a') + ")"); }), "is too long"));
}

TEST(ImageNames, RunawayExpression) {
  const ImageNames names("(?<well>(?:(?:a+)+)+)+$");
  EXPECT_TRUE(
      holds(refusal([&] { names.parse(std::string(200, 'a') + "!"); }), "takes too long to tell whether"));
}

TEST(ImageNames, PresetThatFitsMost) {
  EXPECT_EQ(ImageNames::fitting_most({"x.tif", "r01c03f01p01-ch2.tiff", "r01c03f02p01-ch2.tiff", "P_A01.tif"})
                .text(),
            "opera");
  EXPECT_EQ(ImageNames::fitting_most({"P_A01_s1.tif"}).text(), "metaxpress");
  EXPECT_EQ(ImageNames::fitting_most({"P_A01f00d0.tif"}).text(), "cellomics");
  EXPECT_TRUE(holds(refusal([] { ImageNames::fitting_most({"holiday.tif"}); }),
                    "no file name, such as 'holiday.tif', fits"));
}

TEST(ImageNames, SitesInOrder) {
  EXPECT_TRUE(site_before("2", "10"));
  EXPECT_FALSE(site_before("10", "2"));
  EXPECT_TRUE(site_before("02", "2"));
  EXPECT_FALSE(site_before("3", "3"));
  EXPECT_TRUE(site_before("f01p01", "f01p02"));
  EXPECT_TRUE(site_before("", "0"));
  EXPECT_TRUE(site_before("2", "1a"));  // or 10 before 1a before 2 before 10
  EXPECT_FALSE(site_before("1a", "10"));
  EXPECT_TRUE(site_before("99999999999999999999998", "99999999999999999999999"));
}

}  // namespace
}  // namespace sim
