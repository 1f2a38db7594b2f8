#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

struct zip;
struct zip_file;

namespace models {

// A ZIP in memory, to be read. Everything throws std::invalid_argument, with one line.
class ZipArchive {
 public:
  // `file` must stay for as long as this does.
  explicit ZipArchive(std::span<const std::byte> file);

  struct Entry {
    uint64_t number = 0;
    std::string name;
    uint64_t size = 0;  // unpacked, as the archive says
  };
  uint64_t entries() const;
  // Refuses entries that are neither stored nor deflated.
  Entry entry(uint64_t number) const;

  // Reads one entry from its beginning on.
  class Reader {
   public:
    Reader(const ZipArchive& archive, uint64_t number);
    // Fills `to`; throws where there is less.
    void read(std::span<std::byte> to);
    // Throws unless all is read and its checksum is right.
    void finish();

   private:
    [[noreturn]] void fail() const;
    std::unique_ptr<zip_file, void (*)(zip_file*)> file_;
  };

 private:
  std::unique_ptr<zip, void (*)(zip*)> archive_;
};

}  // namespace models
