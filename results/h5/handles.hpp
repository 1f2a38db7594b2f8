#pragma once

#include <hdf5.h>

#include "results/h5/unique_handle.hpp"

namespace h5 {

/// What all HDF5 ids have in common; each kind differs in the function that closes it.
template <herr_t (*CloseFunction)(hid_t)>
struct IdTraits {
  using Value = hid_t;
  static constexpr hid_t kNone = -1;
  static void close(hid_t id) noexcept { CloseFunction(id); }
};

using FileId = UniqueHandle<IdTraits<H5Fclose>>;
using GroupId = UniqueHandle<IdTraits<H5Gclose>>;
using DatasetId = UniqueHandle<IdTraits<H5Dclose>>;
using Space = UniqueHandle<IdTraits<H5Sclose>>;
using Type = UniqueHandle<IdTraits<H5Tclose>>;
using AttributeId = UniqueHandle<IdTraits<H5Aclose>>;
using PropertyList = UniqueHandle<IdTraits<H5Pclose>>;

}  // namespace h5
