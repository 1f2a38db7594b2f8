#pragma once

#include <string>

#include "results/h5/handles.hpp"

namespace h5 {

/// Through what a file is written.
enum class Through { POSIX, MPI_IO_SELF };

/// Lets `access` open files by a driver of our own that stands in front of HDF5's. It never tells HDF5 of a
/// write that failed: HDF5 1.10 can't close such a file, and ends in a segmentation fault at exit or in
/// MPI_Finalize. It remembers the failure instead, for throw_failed_write.
void use_safe_driver(const PropertyList& access, Through through);

/// The driver of a file that was opened so. It lives as long as anything of the file is open.
H5FD_t* driver_of(const FileId& file);

/// Forgets what went wrong up to now, in any file.
void forget_failed_writes();
/// Throws Error("`what`: reason") with the system's reason when a write, a truncation or the closing of a
/// file has failed since it was last asked, or told to forget.
void throw_failed_write(const std::string& what);

}  // namespace h5
