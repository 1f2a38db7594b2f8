#pragma once

#include <zlib.h>

#include <cstddef>
#include <cstdint>
#include <span>

namespace results {

/// CRC-32 (IEEE 802.3) of a trial's bytes, taken piece by piece. It finds every torn write and every error
/// burst of up to 32 bits. zlib takes several bytes at a time: every command reads and checks whole files.
class Checksum {
 public:
  void add(std::span<const std::byte> bytes) {
    if (bytes.empty()) return;  // zlib begins anew when there is nowhere to read from
    crc_ = ::crc32_z(crc_, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  }
  std::uint32_t value() const { return static_cast<std::uint32_t>(crc_); }

 private:
  uLong crc_ = 0;
};

}  // namespace results
