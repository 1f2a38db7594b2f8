#include "sim/tiff_file.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>

#include "sim/in_quotes.hpp"

namespace sim {
namespace {

constexpr tmsize_t kMostMemory = tmsize_t{256} << 20;  // in one piece, for libtiff: broken files ask for much

tmsize_t no_write(thandle_t, void*, tmsize_t) { return 0; }
int no_close(thandle_t) { return 0; }

}  // namespace

tmsize_t TiffFile::Memory::read(thandle_t memory, void* to, tmsize_t size) {
  auto* self = static_cast<Memory*>(memory);
  if (size <= 0 || self->place >= self->bytes.size()) return 0;
  const std::size_t count = std::min(static_cast<std::size_t>(size), self->bytes.size() - self->place);
  std::memcpy(to, self->bytes.data() + self->place, count);
  self->place += count;
  return static_cast<tmsize_t>(count);
}

toff_t TiffFile::Memory::seek(thandle_t memory, toff_t offset, int whence) {
  auto* self = static_cast<Memory*>(memory);
  const std::size_t from = whence == SEEK_CUR ? self->place : whence == SEEK_END ? self->bytes.size() : 0;
  self->place = from + offset;  // beyond the end nothing is read
  return self->place;
}

toff_t TiffFile::Memory::size(thandle_t memory) { return static_cast<Memory*>(memory)->bytes.size(); }

int TiffFile::on_error(TIFF*, void* file, const char* module, const char* format, va_list values) {
  auto* self = static_cast<TiffFile*>(file);
  if (!self->complaint_.empty()) return 1;
  std::array<char, 300> text{};
  std::vsnprintf(text.data(), text.size(), format, values);
  self->complaint_ = (module ? std::string(module) + ": " : "") + text.data();
  return 1;  // libtiff's own handler, which prints, is not asked
}

int TiffFile::on_warning(TIFF* handle, void* file, const char* module, const char* format, va_list values) {
  return static_cast<TiffFile*>(file)->heeds_warnings_ ? on_error(handle, file, module, format, values) : 1;
}

std::unique_ptr<TIFFOpenOptions, void (*)(TIFFOpenOptions*)> TiffFile::options() {
  std::unique_ptr<TIFFOpenOptions, void (*)(TIFFOpenOptions*)> made(TIFFOpenOptionsAlloc(),
                                                                    TIFFOpenOptionsFree);
  if (!made) throw std::bad_alloc();
  TIFFOpenOptionsSetMaxSingleMemAlloc(made.get(), kMostMemory);
  TIFFOpenOptionsSetErrorHandlerExtR(made.get(), on_error, this);
  TIFFOpenOptionsSetWarningHandlerExtR(made.get(), on_warning, this);
  return made;
}

TiffFile::TiffFile(std::span<const std::uint8_t> bytes, const std::string& name)
    : name_(name), memory_{bytes} {
  handle_.reset(TIFFClientOpenExt(name.c_str(), "rm", &memory_, Memory::read, no_write, Memory::seek,
                                  no_close, Memory::size, nullptr, nullptr, options().get()));
  if (!handle_) refuse("is no TIFF, or a broken one");
}

TiffFile::TiffFile(const std::string& path) : name_(path) {
  handle_.reset(TIFFOpenExt(path.c_str(), "w", options().get()));
  if (!handle_) throw std::runtime_error(path + ": can't be written (" + complaint_ + ")");
}

void TiffFile::refuse(const std::string& why) const {
  throw std::invalid_argument(name_ + ": " + why +
                              (complaint_.empty() ? "" : " (libtiff says " + in_quotes(complaint_) + ")"));
}

}  // namespace sim
