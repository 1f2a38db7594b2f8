#include <gtest/gtest.h>

#include <numeric>

#include "handmade_tiff.hpp"
#include "refusal.hpp"
#include "sim/tiff_image.hpp"

namespace sim {
namespace {

TiffImage read(const std::string& bytes) {
  return read_tiff(std::span(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()), "a.tif");
}
TiffImage read(const HandmadeTiff& tiff) { return read(tiff.bytes()); }

template <class Tiff>
std::string refused(const Tiff& tiff) {
  testing::internal::CaptureStderr();
  std::string message = refusal([&] { read(tiff); });
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "") << "libtiff printed";
  EXPECT_TRUE(holds(message, "a.tif: ")) << message;
  return message;
}

std::vector<float> ramp(int count, float first = 0) {
  std::vector<float> values(count);
  std::iota(values.begin(), values.end(), first);
  return values;
}

std::string bytes_from(int first, int last) {
  std::string text;
  for (int i = first; i <= last; ++i) text += static_cast<char>(i);
  return text;
}

/// 4 × 3 pixels of 0…11 in one strip.
HandmadeTiff plain() {
  HandmadeTiff tiff;
  tiff.parts = {bytes_from(0, 11)};
  return tiff;
}

TEST(TiffImage, EightBits) {
  const TiffImage image = read(plain());
  EXPECT_EQ(image.width, 4);
  EXPECT_EQ(image.height, 3);
  EXPECT_EQ(image.depth, 8);
  EXPECT_EQ(image.pixels, ramp(12));
}

TEST(TiffImage, StripsOfTwoRowsInEitherByteOrder) {
  for (const bool big : {false, true}) {
    HandmadeTiff tiff;
    tiff.big_endian = big;
    tiff.bits = 16;
    tiff.rows_per_strip = 2;
    std::string first, second;
    for (int i = 0; i < 8; ++i) first += tiff.number(5000 * i, 2);
    for (int i = 8; i < 12; ++i) second += tiff.number(5000 * i, 2);
    tiff.parts = {first, second};
    const TiffImage image = read(tiff);
    EXPECT_EQ(image.depth, 16);
    for (int i = 0; i < 12; ++i) EXPECT_EQ(image.pixels[i], static_cast<float>(5000 * i));
  }
}

TEST(TiffImage, TilesHangOverTheEdges) {
  for (const bool big : {false, true}) {
    HandmadeTiff tiff;
    tiff.big_endian = big;
    tiff.bits = 16;
    tiff.width = 20;
    tiff.height = 18;
    tiff.tile_width = tiff.tile_height = 16;
    for (int tile = 0; tile < 4; ++tile) {
      std::string part;
      for (int y = 0; y < 16; ++y)
        for (int x = 0; x < 16; ++x) part += tiff.number((tile / 2 * 16 + y) * 100 + tile % 2 * 16 + x, 2);
      tiff.parts.push_back(part);
    }
    const TiffImage image = read(tiff);
    for (int y = 0; y < 18; ++y)
      for (int x = 0; x < 20; ++x) EXPECT_EQ(image.pixels[y * 20 + x], static_cast<float>(y * 100 + x));
  }
}

TEST(TiffImage, WhiteIsZero) {
  HandmadeTiff tiff = plain();
  tiff.photometric = 0;
  const TiffImage image = read(tiff);
  for (int i = 0; i < 12; ++i) EXPECT_EQ(image.pixels[i], static_cast<float>(255 - i));
}

TEST(TiffImage, PackedAndDeflated) {
  HandmadeTiff tiff = plain();
  tiff.compression = 32773;  // PackBits: 12 literal bytes
  tiff.parts = {std::string(1, char{11}) + bytes_from(0, 11)};
  EXPECT_EQ(read(tiff).pixels, ramp(12));
  tiff.compression = 8;  // zlib: one stored block, and Adler-32 of 0…11 (sums 67 and 298)
  tiff.parts = {std::string("\x78\x01\x01\x0c\x00\xf3\xff", 7) + bytes_from(0, 11) +
                std::string("\x01\x2a\x00\x43", 4)};
  EXPECT_EQ(read(tiff).pixels, ramp(12));
}

HandmadeTiff with_palette(int factor) {
  HandmadeTiff tiff = plain();
  tiff.photometric = 3;
  for (int colour = 0; colour < 3; ++colour)
    for (int i = 0; i < 256; ++i) tiff.palette.push_back(static_cast<std::uint16_t>(i * factor));
  return tiff;
}

TEST(TiffImage, IdentityPaletteIsGrey) {
  for (const int factor : {1, 256, 257}) EXPECT_EQ(read(with_palette(factor)).pixels, ramp(12)) << factor;
}

TEST(TiffImage, GreyPaletteIsApplied) {
  HandmadeTiff tiff = with_palette(257);
  std::reverse(tiff.palette.begin(), tiff.palette.end());
  const TiffImage image = read(tiff);
  for (int i = 0; i < 12; ++i) EXPECT_EQ(image.pixels[i], static_cast<float>(255 - i));
}

TEST(TiffImage, ColouredPaletteIsRefused) {
  HandmadeTiff tiff = with_palette(257);
  tiff.palette[200] = 7;  // red of a grey value that the picture does not have
  EXPECT_EQ(read(tiff).pixels, ramp(12));
  tiff.palette[6] = 7;
  EXPECT_EQ(refused(tiff),
            "a.tif: has a palette of colours (at row 2, column 3): pictures must be grey (or a palette of "
            "greys), 8 "
            "or 16 bits, whole numbers");
  tiff.palette.clear();  // libtiff takes such a picture for grey, and so do we
  EXPECT_EQ(read(tiff).pixels, ramp(12));
}

TEST(TiffImage, OtherKindsAreRefused) {
  HandmadeTiff tiff = plain();
  tiff.samples = 3;
  tiff.photometric = 2;
  tiff.parts = {std::string(36, 'x')};
  EXPECT_EQ(refused(tiff),
            "a.tif: has 3 samples per pixel (colours?): pictures must be grey (or a palette of greys), 8 or "
            "16 bits, "
            "whole numbers");
  tiff = plain();
  tiff.bits = 1;
  EXPECT_TRUE(holds(refused(tiff), "has 1 bits per pixel"));
  tiff.bits = 32;
  tiff.format = 3;
  tiff.parts = {std::string(48, 'x')};
  EXPECT_TRUE(holds(refused(tiff), "has 32 bits per pixel"));
  tiff = plain();
  tiff.format = 2;
  EXPECT_TRUE(holds(refused(tiff), "holds floating-point or signed numbers"));
  tiff = plain();
  tiff.photometric = 32844;  // CIE L
  EXPECT_TRUE(holds(refused(tiff), "is of the photometric kind 32844"));
  tiff = plain();
  tiff.second_page = true;
  EXPECT_TRUE(holds(refused(tiff), "holds several pictures"));
  tiff = plain();
  tiff.compression = 4242;
  EXPECT_TRUE(holds(refused(tiff), "is compressed by a method (4242)"));
}

TEST(TiffImage, SizesAreRefusedBeforeAllocation) {
  HandmadeTiff tiff = plain();
  tiff.width = 4097;
  EXPECT_TRUE(holds(refused(tiff), "is 4097 × 3 pixels: sides must be between 1 and 4096"));
  tiff.width = tiff.height = 0xFFFFFFFF;
  EXPECT_NE(refused(tiff), "accepted");  // by libtiff itself
  tiff.width = 0;
  tiff.height = 3;
  EXPECT_TRUE(holds(refused(tiff), "a.tif: "));
  tiff = plain();
  tiff.tile_width = tiff.tile_height = 65536;
  EXPECT_TRUE(holds(refused(tiff), "has tiles of 65536 × 65536 pixels"));
}

/// The only strip, which stood in front of everything, moved to the end.
std::string with_data_last(const HandmadeTiff& tiff) {
  std::string file = tiff.bytes();
  const std::string place = tiff.number(273, 2) + tiff.number(4, 2) + tiff.number(1, 4);
  file.replace(file.find(place + tiff.number(8, 4)) + place.size(), 4, tiff.number(file.size(), 4));
  return file + tiff.parts[0];
}

TEST(TiffImage, CutShort) {
  EXPECT_TRUE(holds(refused(std::string()), "is no TIFF, or a broken one"));
  EXPECT_TRUE(holds(refused(std::string("plate,well\n")), "is no TIFF, or a broken one"));
  HandmadeTiff tiff = plain();
  const std::string whole = tiff.bytes();
  for (std::size_t length = 0; length + 4 < whole.size(); ++length)
    EXPECT_NE(refused(whole.substr(0, length)), "accepted") << length;
  const std::string last = with_data_last(tiff);
  EXPECT_EQ(read(last).pixels, ramp(12));
  EXPECT_TRUE(holds(refused(last.substr(0, last.size() - 1)),
                    "is cut short or broken: strip 1 can't be read (libtiff says"));
  for (std::size_t length = 0; length < last.size(); ++length)
    EXPECT_NE(refused(last.substr(0, length)), "accepted") << length;
  tiff.compression = 32773;
  tiff.parts = {std::string(1, char{10}) + bytes_from(0, 10)};
  EXPECT_TRUE(holds(refused(tiff), "is cut short or broken: strip 1 can't be read"));
  tiff = plain();
  tiff.compression = 8;
  tiff.parts = {"not zlib at all"};
  EXPECT_TRUE(holds(refused(tiff), "is cut short or broken: strip 1 can't be read"));
}

TEST(TiffImage, Files) {
  const TemporaryFolder folder;
  EXPECT_EQ(refusal([&] { read_tiff(folder.path("none.tif")); }),
            folder.path("none.tif") + ": can't be read");
  EXPECT_EQ(read_tiff(folder.write("a.tif", plain().bytes())).pixels, ramp(12));
}

TEST(TiffImage, WrittenAndReadBack) {
  const TemporaryFolder folder;
  for (const int depth : {8, 16}) {
    const TiffImage image{5, 51, depth, ramp(255, depth == 8 ? 1 : 65281)};
    write_tiff(folder.path("b.tif"), image);
    EXPECT_EQ(read_tiff(folder.path("b.tif")), image);
  }
  EXPECT_TRUE(holds(refusal([&] { write_tiff(folder.path("c.tif"), {1, 1, 8, {256}}); }), "grey value 256"));
  EXPECT_TRUE(holds(refusal([&] { write_tiff(folder.path("c.tif"), {1, 1, 8, {0.5F}}); }), "grey value 0.5"));
  EXPECT_THROW(write_tiff(folder.path("none/c.tif"), {1, 1, 8, {1}}), std::runtime_error);
}

}  // namespace
}  // namespace sim
