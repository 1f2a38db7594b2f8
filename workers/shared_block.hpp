#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace workers {

/// Memory that processes of one machine share, until the last of them lets go of it or is dead.
class SharedBlock {
 public:
  /// Where others find it, for as long as the process that says so holds it: one of its open files.
  struct Place {
    std::int32_t process = 0;
    std::int32_t file = -1;
    std::uint64_t word() const {
      return static_cast<std::uint64_t>(static_cast<std::uint32_t>(process)) << 32U |
             static_cast<std::uint32_t>(file);
    }
    static Place of(std::uint64_t word) {
      return {static_cast<std::int32_t>(word >> 32U), static_cast<std::int32_t>(word & 0xffffffffU)};
    }
  };

  /// A new one, without memory yet. Nothing where the system has none of the kind, or the name is too long.
  static std::shared_ptr<SharedBlock> make(const std::string& name, std::size_t bytes);
  /// The one at `place`; nothing where that can't be had, or is not of this name and size.
  static std::shared_ptr<SharedBlock> open(Place place, const std::string& name, std::size_t bytes);

  SharedBlock(const SharedBlock&) = delete;
  SharedBlock& operator=(const SharedBlock&) = delete;
  ~SharedBlock();

  /// Takes the memory from the system, all of it: later there may be none, which would be the end of whoever
  /// touches it. Whether that went well; all who opened the block get to know.
  bool reserve();
  /// Whether it is there; waits for who made it. False, too, when that takes too long: it may be dead.
  bool wait_until_reserved() const;

  /// Zeros at first.
  std::byte* bytes() const { return mapped_ + kHeaderBytes; }
  Place place() const;

 private:
  struct Header;
  static constexpr std::size_t kHeaderBytes = 4096;

  SharedBlock(int file, std::byte* mapped, std::size_t size) : file_(file), mapped_(mapped), size_(size) {}
  static std::shared_ptr<SharedBlock> map(int file, std::size_t size);
  Header& header() const;

  int file_;
  std::byte* mapped_;
  std::size_t size_;  // of all that is mapped
};

}  // namespace workers
