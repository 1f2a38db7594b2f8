#include "results/new_file.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>

#include "results/descriptor.hpp"
#include "results/h5/error.hpp"
#include "results/h5/row_array.hpp"
#include "results/incarnation.hpp"
#include "results/record_arrays.hpp"
#include "results/row_layout.hpp"
#include "results/seal.hpp"
#include "sweep/gib_text.hpp"
#include "sweep/input_error.hpp"

namespace results {
namespace {

constexpr std::size_t kBlockRows = 4096;  // about 2 MiB of /trials at a time

[[noreturn]] void refuse(const std::string& path, const std::string& why) {
  throw sweep::InputError(path + ": the results file cannot be created: " + why);
}

std::string system_error(int number) { return std::strerror(number); }

void sync_folder(const std::string& path) {
  const std::filesystem::path parent = std::filesystem::path(path).parent_path();
  const Descriptor folder(::open(parent.empty() ? "." : parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder || ::fsync(folder.get()) != 0)
    refuse(path, "its folder cannot be synced: " + system_error(errno));
}

/// Refuses a file that its disk has no room for, before HDF5 hears of it: HDF5 1.10 cannot even close a file
/// that it cannot extend.
void check_room(const std::string& path, const std::string& temporary, double bytes) {
  struct statvfs disk {};
  if (::statvfs(temporary.c_str(), &disk) != 0) refuse(path, system_error(errno));
  const double room = static_cast<double>(disk.f_bavail) * static_cast<double>(disk.f_frsize);
  if (bytes > room) {
    refuse(path,
           "it takes " + sweep::gib_text(bytes) + " and its disk has room for " + sweep::gib_text(room));
  }
}

/// Reserves every block, so that no later write can run out of room, seals the file, whose arrays lie at
/// `data`, and brings it to the disk.
void reserve_and_seal(const std::string& temporary, const std::string& path,
                      const std::vector<h5::ByteRange>& data, std::uint32_t incarnation) {
  const Descriptor file(::open(temporary.c_str(), O_RDWR | O_CLOEXEC));
  struct stat status {};
  if (!file || ::fstat(file.get(), &status) != 0) refuse(path, system_error(errno));
  if (const int error = ::posix_fallocate(file.get(), 0, status.st_size); error != 0) {
    refuse(path, "no room for " + sweep::gib_text(static_cast<double>(status.st_size)) + ": " +
                     system_error(error));
  }
  Incarnation::write(file.get(), incarnation);
  Seal::put(file.get(), data);
  if (::fsync(file.get()) != 0) refuse(path, system_error(errno));
}

/// Bytes of all rows of all arrays.
double bytes_of_rows(const sweep::Grid& grid, const sweep::RecordShape& shape) {
  const auto epochs = static_cast<double>(shape.epochs);
  const auto samples = static_cast<double>(shape.samples);
  const auto classes = static_cast<double>(shape.classes);
  const double curves = static_cast<double>(sweep::kCurveNames.size()) * epochs * sizeof(float);
  const double predictions = samples * (classes * sizeof(float) + 2);
  return static_cast<double>(grid.size()) *
         (static_cast<double>(RowLayout(columns_of(grid)).row_bytes()) + curves + predictions);
}

}  // namespace

void NewFile::make(const std::string& path) const {
  // One name, not a random one: what a killed creation leaves behind is replaced by the next.
  const std::string temporary = path + ".new";
  {
    const Descriptor writable(::open(temporary.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666));
    if (!writable) refuse(path, system_error(errno) + "; give another --out");
  }
  try {
    check_room(path, temporary, bytes_of_rows(grid, shape));
    reserve_and_seal(temporary, path, write(temporary), incarnation);
    if (std::rename(temporary.c_str(), path.c_str()) != 0) refuse(path, system_error(errno));
    sync_folder(path);
  } catch (const h5::Error& error) {
    std::remove(temporary.c_str());
    refuse(path, error.what());
  } catch (const std::system_error& error) {
    std::remove(temporary.c_str());
    refuse(path, error.what());
  } catch (...) {
    std::remove(temporary.c_str());
    throw;
  }
}

struct NewFile::Arrays {
  RowLayout layout;
  h5::RowArray trials;
  RecordArrays beside;
};

NewFile::Arrays NewFile::lay_out(const h5::File& file) const {
  header.write(file);
  RowLayout layout(columns_of(grid));
  h5::RowArray trials = h5::RowArray::create(file, "/trials", layout.type(), {grid.size()});
  return {std::move(layout), std::move(trials), RecordArrays::create(file, grid.size(), shape)};
}

void NewFile::fill(Arrays& arrays) const {
  const std::size_t row_bytes = arrays.layout.row_bytes();
  std::vector<std::byte> block(std::min(kBlockRows, grid.size()) * row_bytes);
  sweep::TrialRecord waiting;
  waiting.incarnation = incarnation;
  for (std::size_t first = 0; first < grid.size(); first += kBlockRows) {
    const std::size_t rows = std::min(kBlockRows, grid.size() - first);
    for (std::size_t i = 0; i < rows; ++i) {
      const sweep::Row place{static_cast<std::uint32_t>(first + i)};
      const auto row = std::span(block).subspan(i * row_bytes, row_bytes);
      const std::optional<sweep::TrialRecord> kept = record ? record(place) : std::nullopt;
      arrays.layout.put_record(row, kept ? *kept : waiting);
      arrays.layout.put_trial(row, grid, place);
      Checksum checksum;
      checksum.add(row);
      if (kept) arrays.beside.write(place, *kept, checksum);
      arrays.layout.put_checksum(row, checksum.value());
    }
    arrays.trials.write(first, std::span(block).first(rows * row_bytes));
  }
}

std::vector<h5::ByteRange> NewFile::write(const std::string& path) const {
  h5::File file = h5::File::create(path, Seal::kBytes);
  std::vector<h5::ByteRange> places;
  {
    Arrays arrays = lay_out(file);
    fill(arrays);
    places = arrays.beside.places();
    places.push_back(arrays.trials.place());
  }
  file.close();
  return places;
}

std::uint64_t NewFile::bytes() const {
  // A file without a name, whose pages are taken when they are written: its arrays take none.
  const Descriptor unnamed(::memfd_create("gridsweep", MFD_CLOEXEC));
  const std::string path = "/proc/self/fd/" + std::to_string(unnamed.get());
  h5::File file = h5::File::create(path, Seal::kBytes);
  lay_out(file);
  file.close();
  return std::filesystem::file_size(path);
}

std::uint64_t file_bytes(const sweep::Study& study, const sweep::Grid& grid, const sweep::RecordShape& shape,
                         const Provenance& provenance) {
  return NewFile{Header::of(study, provenance), grid, shape, 0, nullptr}.bytes();
}

}  // namespace results
