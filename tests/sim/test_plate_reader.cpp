#include <gtest/gtest.h>

#include <cmath>

#include "refusal.hpp"
#include "sim/plate_reader.hpp"
#include "sim/tiff_image.hpp"
#include "sim/well_name.hpp"

namespace sim {
namespace {

/// A folder of pictures of 2 × 3 pixels and a table beside it.
class PlateReader : public testing::Test {
 protected:
  PlateReader() { std::filesystem::create_directory(images()); }

  std::string images() const { return folder_.path("images"); }

  /// Pictures with different `first` are different up to flips, too.
  void picture(const std::string& name, float first, int depth = 8, std::int64_t height = 2) const {
    std::vector<float> pixels(height * 3, 1);
    pixels[0] = first;
    pixels[1] = 100;
    write_tiff(images() + "/" + name, {height, 3, depth, pixels});
  }
  void table(const std::string& text) const { folder_.write("readouts.csv", text); }

  PlateFiles files() const {
    PlateFiles files;
    files.images = images();
    files.table = folder_.path("readouts.csv");
    return files;
  }
  Plate read() const { return read_plate(files()); }
  std::string refused() const { return refused(files()); }
  std::string refused(const PlateFiles& wanted) const {
    std::string line = refusal([&] { read_plate(wanted); });
    for (const std::string& path : {images(), files().table}) {  // as the messages of the tests have them
      const std::string name = path == images() ? "IMAGES" : "TABLE";
      for (std::size_t at = line.find(path); at != line.npos; at = line.find(path))
        line.replace(at, path.size(), name);
    }
    return line;
  }
  void remove(const std::string& name) const { std::filesystem::remove(images() + "/" + name); }

  TemporaryFolder folder_;
};

std::vector<std::string> names_of(const Plate& plate) {
  std::vector<std::string> names;
  for (const PlateWell& well : plate.wells) names.push_back(well_name(well));
  return names;
}

std::vector<std::string> files_of(const Plate& plate) {
  std::vector<std::string> names;
  for (const WellImage& image : plate.images) names.push_back(image.file);
  return names;
}

using Names = std::vector<std::string>;

TEST_F(PlateReader, PicturesAndReadoutsMeet) {
  picture("IXM_B02_s1.tif", 5);
  picture("IXM_A01_s10.tif", 4);
  picture("IXM_A01_s2.tif", 3);
  table("well,IL-2,plate,IL-6\nB2,20,IXM,<LLOD\na1,10,IXM,\n");
  PlateFiles wanted = files();
  wanted.sites = Sites::ALL;
  const Plate plate = read_plate(wanted);
  EXPECT_EQ(plate.format, kWells96);
  EXPECT_EQ(names_of(plate), (Names{"IXM:A01", "IXM:B02"}));
  EXPECT_EQ(plate.height, 2);
  EXPECT_EQ(plate.width, 3);
  EXPECT_EQ(plate.full_scale, 255);
  EXPECT_EQ(files_of(plate), (Names{"IXM_A01_s2.tif", "IXM_A01_s10.tif", "IXM_B02_s1.tif"}));
  EXPECT_EQ(plate.images[1].site, "10");
  EXPECT_EQ(plate.images[1].well, 0U);
  EXPECT_EQ(plate.images[2].well, 1U);
  EXPECT_EQ(plate.images[2].pixels, (std::vector<float>{5, 100, 1, 1, 1, 1}));
  ASSERT_EQ(plate.readouts.size(), 2U);
  EXPECT_EQ(plate.readouts[0].name, "IL-2");
  EXPECT_EQ(plate.readouts[0].values, (std::vector<double>{10, 20}));
  EXPECT_TRUE(std::isnan(plate.readouts[1].values[0]));
  EXPECT_EQ(plate.readouts[1].values[1], -std::numeric_limits<double>::infinity());
  EXPECT_TRUE(plate.notes.empty());
  EXPECT_EQ(files_of(read()), (Names{"IXM_A01_s2.tif", "IXM_B02_s1.tif"}));
}

TEST_F(PlateReader, SixteenBitsAndLargerPlates) {
  picture("P_P24.tif", 5, 16);
  table("well,x\nP24,1\n");
  EXPECT_EQ(read().full_scale, 65535);
  EXPECT_EQ(read().format, kWells384);
  picture("P_AF48.tif", 6, 16);
  EXPECT_EQ(read().format, kWells1536);
}

TEST_F(PlateReader, TableInTheFolder) {
  picture("P_A01.tif", 5);
  PlateFiles wanted = files();
  wanted.table = "auto";
  EXPECT_EQ(refused(wanted), "IMAGES/readouts.csv: can't be read: there must be a CSV table of readouts");
  folder_.write("images/readouts.csv", "well,x\nA01,3\n");
  EXPECT_EQ(read_plate(wanted).readouts[0].values, std::vector<double>{3});
}

TEST_F(PlateReader, GapsAndStrangersAreNoted) {
  picture("P_A01.tif", 2);
  picture("P_A02.tif", 3);
  picture("P_A03.tif", 100);
  picture("overview.tif", 9);
  write_tiff(images() + "/P_A04.tif", {2, 3, 8, std::vector<float>(6, 17)});
  table("well,x\nA01,1\nA03,3\nA04,4\nA05,5\n");
  const Plate plate = read();
  EXPECT_EQ(names_of(plate), (Names{"P:A01", "P:A02", "P:A03", "P:A04", "P:A05"}));
  EXPECT_TRUE(std::isnan(plate.readouts[0].values[1]));
  EXPECT_EQ(plate.images.size(), 3U);
  EXPECT_EQ(plate.notes, (Names{"1 of 5 file names do not fit 'metaxpress' and are left out: 'overview.tif'",
                                "1 pictures of a single grey value are left out: 'P_A04.tif'",
                                "2 of 5 wells have readouts and no picture: 'P:A04', 'P:A05'",
                                "1 of 5 wells have pictures and no readouts: 'P:A02'"}));
}

TEST_F(PlateReader, NextSiteWhereTheFirstIsBlank) {
  write_tiff(images() + "/P_A01_s1.tif", {2, 3, 8, std::vector<float>(6, 0)});
  picture("P_A01_s2.tif", 3);
  table("well,x\nA01,1\n");
  EXPECT_EQ(files_of(read()), Names{"P_A01_s2.tif"});
  remove("P_A01_s2.tif");
  EXPECT_EQ(refused(), "IMAGES: all pictures are blank: 'P_A01_s1.tif'");
}

TEST_F(PlateReader, Channels) {
  picture("P_A01_s1_w1.tif", 3);
  picture("P_A01_s1_w2.tif", 4);
  table("well,x\nA01,1\n");
  EXPECT_EQ(refused(), "IMAGES: has pictures of several channels, '1', '2': say which by data.channel");
  PlateFiles wanted = files();
  wanted.channel = "2";
  EXPECT_EQ(files_of(read_plate(wanted)), Names{"P_A01_s1_w2.tif"});
  wanted.channel = "3";
  EXPECT_EQ(refused(wanted), "IMAGES: has no channel '3': its channels are '1', '2'");
}

TEST_F(PlateReader, PicturesThatDiffer) {
  picture("P_A01.tif", 3);
  picture("P_A02.tif", 4, 8, 4);
  table("well,x\nA01,1\n");
  EXPECT_EQ(refused(),
            "IMAGES: 'P_A01.tif' has 3 × 2 pixels of 8 bits and 'P_A02.tif' has 3 × 4 pixels of 8 bits: all "
            "pictures "
            "must have the same size and depth");
  picture("P_A02.tif", 4, 16);
  EXPECT_TRUE(holds(refused(), "'P_A02.tif' has 3 × 2 pixels of 16 bits"));
  folder_.write("images/P_A02.tif", "no picture");
  EXPECT_TRUE(holds(refused(), "IMAGES/P_A02.tif: is no TIFF"));
}

TEST_F(PlateReader, OneSiteTwice) {
  picture("P_A1_s1.tif", 3);
  picture("P_A01_s1.tif", 4);
  table("well,x\nA01,1\n");
  EXPECT_TRUE(holds(refused(), "IMAGES: 'P_A01_s1.tif' and 'P_A1_s1.tif' are both of well P:A01, site '1'"));
}

TEST_F(PlateReader, PlatesOfFilesAndTable) {
  picture("P_A01.tif", 3);
  table("plate,well,x\nQ,A01,1\n");
  EXPECT_EQ(
      refused(),
      "TABLE: names the plates 'Q', the files in IMAGES the plates 'P': there must be one that both name");
  table("plate,well,x\nQ,A01,1\nP,A01,2\n");
  EXPECT_EQ(names_of(read()), Names{"P:A01"});
  EXPECT_EQ(read().readouts[0].values, std::vector<double>{2});
  EXPECT_EQ(read().notes, Names{"plate 'Q' has no pictures: its readouts are left out"});
  picture("R_A01.tif", 4);
  EXPECT_EQ(names_of(read()), (Names{"P:A01", "R:A01"}));
  table("well,x\nA01,1\n");
  EXPECT_EQ(
      refused(),
      "TABLE: has no column of plates, and the files in IMAGES are of several: 'P', 'R'; name the column by "
      "data.plate_column");
  remove("P_A01.tif");
  remove("R_A01.tif");
  picture("A01.tif", 3);
  EXPECT_EQ(names_of(read()), Names{"A01"});
  table("plate,well,x\nQ,A01,1\n");
  EXPECT_EQ(names_of(read()), Names{"Q:A01"});
  table("plate,well,x\nQ,A01,1\nP,A01,2\n");
  EXPECT_EQ(refused(),
            "TABLE: names several plates, 'P', 'Q', and the file names in IMAGES none: give data.file_names "
            "a group "
            "(?<plate>…)");
}

TEST_F(PlateReader, NothingToRead) {
  table("well,x\nA01,1\n");
  EXPECT_EQ(refused(), "IMAGES: has no .tif or .tiff files in it");
  PlateFiles wanted = files();
  wanted.images = folder_.path("nowhere");
  EXPECT_TRUE(holds(refused(wanted),
                    "nowhere: can't be read (No such file or directory): must be a folder of TIFF files"));
  picture("holiday.tif", 3);
  EXPECT_TRUE(holds(refused(), "IMAGES: no file name, such as 'holiday.tif', fits metaxpress"));
  wanted = files();
  wanted.file_names = "opera";
  EXPECT_EQ(refused(wanted), "IMAGES: none of the 1 file names fits 'opera': one of them is 'holiday.tif'");
  picture("P_B01.tif", 3);
  EXPECT_EQ(
      refused(),
      "TABLE: no well has both a row here and a picture in IMAGES: pictures are of 'P:B01', rows of 'P:A01'");
}

}  // namespace
}  // namespace sim
