#include "results/h5/file.hpp"

#include "results/h5/error.hpp"
#include "results/h5/safe_driver.hpp"

namespace h5 {
namespace {

constexpr hsize_t kAlignmentBytes = 4096;  // a page, and a block of common file systems

PropertyList access_list(Driver driver) {
  PropertyList list(check(H5Pcreate(H5P_FILE_ACCESS), "file access list"));
  check(H5Pset_file_locking(list.get(), false, true), "no file locking");
  check(H5Pset_alignment(list.get(), kAlignmentBytes, kAlignmentBytes), "alignment");
  // Without a sieve buffer every read sees the file as it is now, also what another process just wrote.
  check(H5Pset_sieve_buf_size(list.get(), 0), "no sieve buffer");
  if (driver == Driver::SERIAL_WRITE) use_safe_driver(list, Through::POSIX);
  if (driver == Driver::MPI_SELF) use_safe_driver(list, Through::MPI_IO_SELF);
  return list;
}

}  // namespace

File File::create(const std::string& path, std::size_t user_block) {
  silence_error_stack();
  forget_failed_writes();
  const PropertyList access = access_list(Driver::SERIAL_WRITE);
  const PropertyList creation(check(H5Pcreate(H5P_FILE_CREATE), "creation list"));
  check(H5Pset_userblock(creation.get(), user_block), "user block");
  FileId file(check(H5Fcreate(path.c_str(), H5F_ACC_TRUNC, creation.get(), access.get()), "create"));
  H5FD_t* const driver = driver_of(file);
  return File(std::move(file), driver);
}

File File::open(const std::string& path, Driver driver) {
  silence_error_stack();
  const PropertyList access = access_list(driver);
  const unsigned flags = driver == Driver::SERIAL_READ ? H5F_ACC_RDONLY : H5F_ACC_RDWR;
  FileId file(check(H5Fopen(path.c_str(), flags, access.get()), "open"));
  H5FD_t* const behind = driver == Driver::SERIAL_READ ? nullptr : driver_of(file);
  return File(std::move(file), behind);
}

bool File::is_hdf5(const std::string& path) {
  silence_error_stack();
  const htri_t answer = H5Fis_hdf5(path.c_str());
  if (answer < 0) H5Eclear2(H5E_DEFAULT);
  return answer > 0;
}

bool File::has(const std::string& path) const {
  // H5Lexists wants every group on the way to exist.
  for (std::size_t slash = path.find('/', 1); slash != std::string::npos; slash = path.find('/', slash + 1)) {
    if (check(H5Lexists(id(), path.substr(0, slash).c_str(), H5P_DEFAULT), path) == 0) return false;
  }
  return check(H5Lexists(id(), path.c_str(), H5P_DEFAULT), path) > 0;
}

void File::close() {
  FileId closing = std::move(file_);
  check(H5Fflush(closing.get(), H5F_SCOPE_LOCAL), "flush");
  closing.reset();
  throw_failed_write("close");
}

std::string hdf5_version() {
  unsigned major = 0;
  unsigned minor = 0;
  unsigned release = 0;
  check(H5get_libversion(&major, &minor, &release), "HDF5 version");
  return std::to_string(major) + "." + std::to_string(minor) + "." + std::to_string(release);
}

}  // namespace h5
