#include "results/h5/safe_driver.hpp"

#include <mpi.h>
#include <sys/types.h>

#include <cerrno>
#include <cstring>
#include <limits>
#include <optional>

#include "results/h5/error.hpp"

namespace h5 {
namespace {

/// HDF5 sees the first member; all else is ours.
struct SafeFile {
  H5FD_t seen_by_hdf5;
  H5FD_t* behind;  // the file as HDF5's own driver has it
};

H5FD_t* behind(const H5FD_t* file) { return reinterpret_cast<const SafeFile*>(file)->behind; }

std::optional<std::string>& first_failure() {
  static std::optional<std::string> failure;
  return failure;
}

/// Takes the result of a call that changes the file, and says that it went well.
herr_t keep(herr_t result) {
  const int number =
      errno;  // the system's reason outlives the way out of HDF5 and MPI-IO; neither passes it on
  if (result < 0) {
    H5Eclear2(H5E_DEFAULT);
    if (!first_failure())
      first_failure() = number != 0 ? std::strerror(number) : "only a part could be written";
  }
  return 0;
}

H5FD_t* open_file(const char* name, unsigned flags, hid_t access, haddr_t) {
  const auto through = *static_cast<const Through*>(H5Pget_driver_info(access));
  const PropertyList inner(H5Pcreate(H5P_FILE_ACCESS));
  const herr_t set = through == Through::POSIX ? H5Pset_fapl_sec2(inner.get())
                                               : H5Pset_fapl_mpio(inner.get(), MPI_COMM_SELF, MPI_INFO_NULL);
  H5FD_t* const opened = set < 0 ? nullptr : H5FDopen(name, flags, inner.get(), HADDR_UNDEF);
  return opened == nullptr ? nullptr : &(new SafeFile{{}, opened})->seen_by_hdf5;
}

herr_t close_file(H5FD_t* file) {
  errno = 0;
  keep(H5FDclose(behind(file)));
  delete reinterpret_cast<SafeFile*>(file);
  return 0;
}

/// Whoever asks for the file behind HDF5 gets this driver.
herr_t handle(H5FD_t* file, hid_t, void** handle) {
  *handle = file;
  return 0;
}

herr_t query(const H5FD_t*, unsigned long* flags) {
  *flags = H5FD_FEAT_AGGREGATE_METADATA | H5FD_FEAT_ACCUMULATE_METADATA | H5FD_FEAT_AGGREGATE_SMALLDATA;
  return 0;
}

haddr_t end_of_addresses(const H5FD_t* file, H5FD_mem_t type) { return H5FDget_eoa(behind(file), type); }

herr_t set_end_of_addresses(H5FD_t* file, H5FD_mem_t type, haddr_t end) {
  return H5FDset_eoa(behind(file), type, end);
}

haddr_t end_of_file(const H5FD_t* file, H5FD_mem_t type) { return H5FDget_eof(behind(file), type); }

herr_t read(H5FD_t* file, H5FD_mem_t type, hid_t transfer, haddr_t place, size_t size, void* bytes) {
  return H5FDread(behind(file), type, transfer, place, size, bytes);
}

herr_t write(H5FD_t* file, H5FD_mem_t type, hid_t transfer, haddr_t place, size_t size, const void* bytes) {
  const auto attempt = [&] {
    errno = 0;
    return H5FDwrite(behind(file), type, transfer, place, size, bytes);
  };
  herr_t result = attempt();
  // MPI-IO reports a short write as a failure without a reason. The second attempt works, or has the reason.
  if (result < 0 && errno == 0) result = attempt();
  return keep(result);
}

herr_t flush(H5FD_t* file, hid_t transfer, hbool_t closing) {
  errno = 0;
  return keep(H5FDflush(behind(file), transfer, closing));
}

herr_t truncate(H5FD_t* file, hid_t transfer, hbool_t closing) {
  errno = 0;
  return keep(H5FDtruncate(behind(file), transfer, closing));
}

const H5FD_class_t& driver_class() {
  static const H5FD_class_t driver = [] {
    H5FD_class_t made{};
    made.name = "gridsweep_safe";
    made.maxaddr = std::numeric_limits<off_t>::max();
    made.fc_degree = H5F_CLOSE_WEAK;
    made.fapl_size = sizeof(Through);
    made.open = open_file;
    made.close = close_file;
    made.query = query;
    made.get_eoa = end_of_addresses;
    made.set_eoa = set_end_of_addresses;
    made.get_eof = end_of_file;
    made.get_handle = handle;
    made.read = read;
    made.write = write;
    made.flush = flush;
    made.truncate = truncate;
    for (H5FD_mem_t& kind : made.fl_map) kind = H5FD_MEM_DEFAULT;
    return made;
  }();
  return driver;
}

}  // namespace

void use_safe_driver(const PropertyList& access, Through through) {
  static hid_t driver = -1;
  if (H5Iget_type(driver) != H5I_VFL) {  // HDF5 forgets drivers in MPI_Finalize
    H5Eclear2(H5E_DEFAULT);
    driver = check(H5FDregister(&driver_class()), "file driver");
  }
  check(H5Pset_driver(access.get(), driver, &through), "file driver");
}

H5FD_t* driver_of(const FileId& file) {
  void* driver = nullptr;
  check(H5Fget_vfd_handle(file.get(), H5P_DEFAULT, &driver), "file driver");
  return static_cast<H5FD_t*>(driver);
}

void forget_failed_writes() { first_failure().reset(); }

void throw_failed_write(const std::string& what) {
  if (!first_failure()) return;
  const std::string reason = *first_failure();
  forget_failed_writes();
  throw Error(what + ": " + reason);
}

}  // namespace h5
