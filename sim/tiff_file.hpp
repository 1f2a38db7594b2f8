#pragma once

#include <tiffio.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>

namespace sim {

/// A TIFF that libtiff has open. What libtiff says goes into exceptions, never to stderr.
class TiffFile {
 public:
  /// To be read; the bytes must outlive this.
  TiffFile(std::span<const std::uint8_t> bytes, const std::string& name);
  /// To be written.
  explicit TiffFile(const std::string& path);

  TiffFile(const TiffFile&) = delete;
  TiffFile& operator=(const TiffFile&) = delete;

  TIFF* handle() const { return handle_.get(); }

  /// A tag's value, its default where the file has none and there is one.
  template <class Value>
  std::optional<Value> tag(std::uint32_t tag) const;

  /// Throws std::invalid_argument: the file's name, why, and what libtiff said about it.
  [[noreturn]] void refuse(const std::string& why) const;
  const std::string& complaint() const { return complaint_; }
  /// Warnings count as complaints from here on: a decoder that fills gaps only warns.
  void heed_warnings() { heeds_warnings_ = true; }

 private:
  struct Memory {
    std::span<const std::uint8_t> bytes;
    std::size_t place = 0;
    static tmsize_t read(thandle_t memory, void* to, tmsize_t size);
    static toff_t seek(thandle_t memory, toff_t offset, int whence);
    static toff_t size(thandle_t memory);
  };
  struct Close {
    void operator()(TIFF* file) const { TIFFClose(file); }
  };
  static int on_error(TIFF*, void* file, const char* module, const char* format, va_list values);
  static int on_warning(TIFF*, void* file, const char* module, const char* format, va_list values);
  std::unique_ptr<TIFFOpenOptions, void (*)(TIFFOpenOptions*)> options();

  std::string name_;
  std::string complaint_;  // libtiff's first
  bool heeds_warnings_ = false;
  Memory memory_;
  std::unique_ptr<TIFF, Close> handle_;  // the last: closing may still complain
};

template <class Value>
std::optional<Value> TiffFile::tag(std::uint32_t tag) const {
  Value value{};
  if (TIFFGetFieldDefaulted(handle(), tag, &value) != 1) return {};
  return value;
}

}  // namespace sim
