#include "results/h5/row_array.hpp"

#include <functional>
#include <numeric>
#include <utility>

#include "results/h5/error.hpp"
#include "results/h5/safe_driver.hpp"

namespace h5 {

RowArray::RowArray(const std::string& path, DatasetId dataset, Type element, std::vector<std::size_t> extents)
    : path_(path),
      dataset_(std::move(dataset)),
      element_(std::move(element)),
      extents_(std::move(extents)),
      row_bytes_(
          std::accumulate(extents_.begin() + 1, extents_.end(), bytes_of(element_), std::multiplies<>())),
      file_space_(check(H5Dget_space(dataset_.get()), path)),
      block_(extents_.begin(), extents_.end()),
      start_(extents_.size(), 0) {
  block_.front() = 0;
}

RowArray RowArray::create(const File& file, const std::string& path, Type element,
                          const std::vector<std::size_t>& extents) {
  const std::vector<hsize_t> dims(extents.begin(), extents.end());
  const Space space(check(H5Screate_simple(static_cast<int>(dims.size()), dims.data(), nullptr), path));
  const PropertyList links(check(H5Pcreate(H5P_LINK_CREATE), path));
  check(H5Pset_create_intermediate_group(links.get(), 1), path);
  const PropertyList layout(check(H5Pcreate(H5P_DATASET_CREATE), path));
  check(H5Pset_layout(layout.get(), H5D_CONTIGUOUS), path);
  check(H5Pset_alloc_time(layout.get(), H5D_ALLOC_TIME_EARLY), path);
  check(H5Pset_fill_time(layout.get(), H5D_FILL_TIME_NEVER), path);
  DatasetId dataset(check(
      H5Dcreate2(file.id(), path.c_str(), element.get(), space.get(), links.get(), layout.get(), H5P_DEFAULT),
      path));
  return RowArray(path, std::move(dataset), std::move(element), extents);
}

RowArray RowArray::open(const File& file, const std::string& path) {
  if (!file.has(path)) throw Error("it has no " + path);
  DatasetId dataset(check(H5Dopen2(file.id(), path.c_str(), H5P_DEFAULT), path));
  Type element(check(H5Dget_type(dataset.get()), path));
  const Space space(check(H5Dget_space(dataset.get()), path));
  const int dimensions = check(H5Sget_simple_extent_ndims(space.get()), path);
  if (dimensions < 1) throw Error(path + " is a single value, not an array");
  std::vector<hsize_t> dims(static_cast<std::size_t>(dimensions));
  check(H5Sget_simple_extent_dims(space.get(), dims.data(), nullptr), path);
  return RowArray(path, std::move(dataset), std::move(element), {dims.begin(), dims.end()});
}

RowArray RowArray::open(const File& file, const std::string& path, const Type& element,
                        std::size_t dimensions) {
  RowArray array = open(file, path);
  if (check(H5Tequal(array.element_.get(), element.get()), path) == 0) {
    throw Error(path + " is not of " + name_of(element));
  }
  if (array.extents_.size() != dimensions) {
    throw Error(path + " has " + std::to_string(array.extents_.size()) + " dimensions, not " +
                std::to_string(dimensions));
  }
  return array;
}

ByteRange RowArray::place() const {
  const hsize_t bytes = H5Dget_storage_size(dataset_.get());
  if (bytes == 0) return {};
  const haddr_t first = H5Dget_offset(dataset_.get());
  if (first == HADDR_UNDEF) throw Error(path_ + " has no place in the file");
  return {first, bytes};
}

bool RowArray::select(std::size_t first, std::size_t bytes) const {
  if (bytes == 0) return false;
  const hsize_t rows = row_bytes_ == 0 ? 0 : bytes / row_bytes_;
  if (rows * row_bytes_ != bytes || first + rows > extents_.front()) {
    throw Error(path_ + ": " + std::to_string(bytes) + " bytes from row " + std::to_string(first) +
                " on are not whole rows of it");
  }
  if (block_.front() != rows) {
    block_.front() = rows;
    memory_space_ =
        Space(check(H5Screate_simple(static_cast<int>(block_.size()), block_.data(), nullptr), path_));
  }
  start_.front() = first;
  check(
      H5Sselect_hyperslab(file_space_.get(), H5S_SELECT_SET, start_.data(), nullptr, block_.data(), nullptr),
      path_);
  return true;
}

void RowArray::read(std::size_t first, std::span<std::byte> bytes) const {
  if (!select(first, bytes.size())) return;
  check(H5Dread(dataset_.get(), element_.get(), memory_space_.get(), file_space_.get(), H5P_DEFAULT,
                bytes.data()),
        path_);
}

void RowArray::write(std::size_t first, std::span<const std::byte> bytes) {
  if (!select(first, bytes.size())) return;
  forget_failed_writes();
  check(H5Dwrite(dataset_.get(), element_.get(), memory_space_.get(), file_space_.get(), H5P_DEFAULT,
                 bytes.data()),
        path_);
  throw_failed_write(path_);
}

}  // namespace h5
