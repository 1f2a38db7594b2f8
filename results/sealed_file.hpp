#pragma once

#include <cstdint>
#include <string>

#include "results/descriptor.hpp"

namespace results {

/// Opens a results file beside HDF5 with the flags of open(2), and sees to it that HDF5 can be trusted with
/// it. Throws InputError, one line.
Descriptor open_sealed(const std::string& path, int flags);

/// Its incarnation number. Throws InputError when that is damaged.
std::uint32_t incarnation_of(const Descriptor& file, const std::string& path);

}  // namespace results
