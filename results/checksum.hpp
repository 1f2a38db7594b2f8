#pragma once

#include <boost/crc.hpp>
#include <cstddef>
#include <cstdint>
#include <span>

namespace results {

/// CRC-32 (IEEE 802.3, as zlib's crc32) of a trial's bytes, taken piece by piece. It finds every torn write
/// and every error burst of up to 32 bits.
class Checksum {
 public:
  void add(std::span<const std::byte> bytes) { crc_.process_bytes(bytes.data(), bytes.size()); }
  std::uint32_t value() const { return crc_.checksum(); }

 private:
  boost::crc_32_type crc_;
};

}  // namespace results
