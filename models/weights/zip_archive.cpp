#include "models/weights/zip_archive.hpp"

#include <zip.h>

#include <stdexcept>

#include "models/weights/readable.hpp"

namespace models {
namespace {

[[noreturn]] void fail_to_open(zip_error_t& error) {
  const std::string why = zip_error_strerror(&error);
  zip_error_fini(&error);
  throw std::invalid_argument("the ZIP can't be opened, it may be truncated: " + why);
}

zip_t* opened(std::span<const std::byte> file) {
  if (file.empty()) throw std::invalid_argument("the ZIP is truncated: there is nothing");  // libzip takes it
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* const source = zip_source_buffer_create(file.data(), file.size(), 0, &error);
  if (source == nullptr) fail_to_open(error);
  zip_t* const archive = zip_open_from_source(source, ZIP_RDONLY, &error);
  if (archive == nullptr) {
    zip_source_free(source);
    fail_to_open(error);
  }
  zip_error_fini(&error);
  return archive;
}

}  // namespace

ZipArchive::ZipArchive(std::span<const std::byte> file) : archive_(opened(file), zip_discard) {}

uint64_t ZipArchive::entries() const {
  return static_cast<uint64_t>(zip_get_num_entries(archive_.get(), ZIP_FL_UNCHANGED));
}

ZipArchive::Entry ZipArchive::entry(uint64_t number) const {
  zip_stat_t about;
  zip_stat_init(&about);
  constexpr zip_uint64_t kNeeded = ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_METHOD;
  if (zip_stat_index(archive_.get(), number, ZIP_FL_UNCHANGED | ZIP_FL_ENC_RAW, &about) != 0 ||
      (about.valid & kNeeded) != kNeeded)
    throw std::invalid_argument("the ZIP does not say what its entry " + std::to_string(number + 1) + " is");
  if (about.comp_method != ZIP_CM_STORE && about.comp_method != ZIP_CM_DEFLATE)
    throw std::invalid_argument("entry " + readable(about.name) + " is neither stored nor deflated");
  return {number, about.name, about.size};
}

ZipArchive::Reader::Reader(const ZipArchive& archive, uint64_t number)
    : file_(zip_fopen_index(archive.archive_.get(), number, ZIP_FL_UNCHANGED),
            [](zip_file* file) { zip_fclose(file); }) {
  if (!file_) throw std::invalid_argument(zip_strerror(archive.archive_.get()));
}

void ZipArchive::Reader::fail() const {
  throw std::invalid_argument(std::string("it is damaged or truncated: ") + zip_file_strerror(file_.get()));
}

void ZipArchive::Reader::read(std::span<std::byte> to) {
  while (!to.empty()) {
    const zip_int64_t got = zip_fread(file_.get(), to.data(), to.size());
    if (got <= 0) fail();
    to = to.subspan(static_cast<size_t>(got));
  }
}

void ZipArchive::Reader::finish() {
  std::byte more;
  if (zip_fread(file_.get(), &more, 1) != 0) fail();  // libzip compares size and checksum at the end
}

}  // namespace models
