#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace sim {

/// A TIFF file put together byte by byte from the specification (TIFF 6.0), without libtiff.
struct HandmadeTiff {
  std::uint32_t width = 4;
  std::uint32_t height = 3;
  int bits = 8;
  int samples = 1;
  int format = 1;  // 1 unsigned, 2 signed, 3 floating-point
  int photometric = 1;
  int compression = 1;
  bool big_endian = false;
  std::uint32_t rows_per_strip = 3;
  std::uint32_t tile_width = 0;  // not 0: tiles
  std::uint32_t tile_height = 0;
  std::vector<std::uint16_t> palette;  // red, green, blue, one after the other
  std::vector<std::string> parts;      // what strips or tiles hold
  bool second_page = false;

  std::string number(std::uint64_t value, int bytes) const {
    std::string text;
    for (int i = 0; i < bytes; ++i) text += static_cast<char>(value >> (8 * i) & 0xFF);
    if (big_endian) std::reverse(text.begin(), text.end());
    return text;
  }

  std::string bytes() const {
    struct Tag {
      int tag, type;  // type 3: 2 bytes, 4: 4 bytes
      std::vector<std::uint64_t> values;
    };
    std::string file = (big_endian ? "MM" : "II") + number(42, 2) + number(0, 4);
    std::vector<std::uint64_t> offsets, sizes;
    for (const std::string& part : parts) {
      offsets.push_back(file.size());
      sizes.push_back(part.size());
      file += part + std::string(part.size() % 2, '\0');
    }
    const auto u = [](auto value) { return std::vector<std::uint64_t>{static_cast<std::uint64_t>(value)}; };
    const std::vector<std::uint64_t> bits_of_all(samples, bits);
    std::vector<Tag> tags = {{256, 4, u(width)},       {257, 4, u(height)},      {258, 3, bits_of_all},
                             {259, 3, u(compression)}, {262, 3, u(photometric)}, {277, 3, u(samples)}};
    if (tile_width == 0) {
      tags.push_back({273, 4, offsets});
      tags.push_back({278, 4, u(rows_per_strip)});
      tags.push_back({279, 4, sizes});
    } else {
      tags.insert(tags.end(),
                  {{322, 4, u(tile_width)}, {323, 4, u(tile_height)}, {324, 4, offsets}, {325, 4, sizes}});
    }
    if (!palette.empty()) tags.push_back({320, 3, {palette.begin(), palette.end()}});
    tags.push_back({339, 3, std::vector<std::uint64_t>(samples, format)});
    std::sort(tags.begin(), tags.end(), [](const Tag& a, const Tag& b) { return a.tag < b.tag; });

    std::string entries;
    for (const Tag& tag : tags) {
      const int size = tag.type == 3 ? 2 : 4;
      std::string values;
      for (const std::uint64_t value : tag.values) values += number(value, size);
      entries += number(tag.tag, 2) + number(tag.type, 2) + number(tag.values.size(), 4);
      if (values.size() <= 4) {
        entries += values + std::string(4 - values.size(), '\0');
      } else {
        entries += number(file.size(), 4);
        file += values + std::string(values.size() % 2, '\0');
      }
    }
    const std::string directory = number(tags.size(), 2) + entries;
    const std::uint64_t next = second_page ? file.size() + directory.size() + 4 : 0;
    file.replace(4, 4, number(file.size(), 4));
    file += directory + number(next, 4);
    if (second_page) file += directory + number(0, 4);
    return file;
  }
};

}  // namespace sim
