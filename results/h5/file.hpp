#pragma once

#include <cstddef>
#include <string>

#include "results/h5/handles.hpp"

namespace h5 {

enum class Driver {
  SERIAL_READ,   // needs no MPI; also while another process writes
  SERIAL_WRITE,  // needs no MPI; one process alone
  MPI_SELF  // read and write through MPI-IO on MPI_COMM_SELF: nothing is collective, a dead rank hangs nobody
};

/// An HDF5 file. No call here takes HDF5's own lock: it fails on some network file systems, and gridsweep has
/// a lock of its own for writers. Everything opened from a file must be closed before it.
class File {
 public:
  File() = default;

  /// Serial. Replaces what is there. Objects of 4 KiB and more start at multiples of 4 KiB, and no metadata
  /// is written when the file is later opened for writing (superblock version 0 keeps no "open" mark).
  /// HDF5 leaves the first `user_block` bytes alone: 0, or 512 or more and a power of two.
  static File create(const std::string& path, std::size_t user_block = 0);
  /// MPI_SELF: MPI must be initialised, and the file must be closed before MPI_Finalize.
  static File open(const std::string& path, Driver driver);
  /// Whether `path` starts as an HDF5 file does.
  static bool is_hdf5(const std::string& path);

  hid_t id() const { return file_.get(); }
  /// What its bytes go through; none in a file that is opened for reading only.
  H5FD_t* driver() const { return driver_; }
  bool has(const std::string& path) const;
  /// Writes what HDF5 still holds and closes; throws when that fails, which a destructor cannot say.
  void close();

 private:
  explicit File(FileId file, H5FD_t* driver) : file_(std::move(file)), driver_(driver) {}
  FileId file_;
  H5FD_t* driver_ = nullptr;
};

/// "1.10.8"
std::string hdf5_version();

}  // namespace h5
