#include "results/h5/row_array.hpp"

#include <functional>
#include <numeric>
#include <utility>

#include "results/h5/error.hpp"
#include "results/h5/safe_driver.hpp"

namespace h5 {

RowArray::RowArray(const File& file, const std::string& path, DatasetId dataset, Type element,
                   std::vector<std::size_t> extents)
    : path_(path),
      dataset_(std::move(dataset)),
      element_(std::move(element)),
      extents_(std::move(extents)),
      row_bytes_(
          std::accumulate(extents_.begin() + 1, extents_.end(), bytes_of(element_), std::multiplies<>())) {
  if (file.driver() == nullptr) return;
  place_ = place();
  if (place_.size == rows() * row_bytes_) driver_ = file.driver();
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
  return RowArray(file, path, std::move(dataset), std::move(element), extents);
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
  return RowArray(file, path, std::move(dataset), std::move(element), {dims.begin(), dims.end()});
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

std::size_t RowArray::rows_in(std::size_t first, std::size_t bytes) const {
  const std::size_t count = row_bytes_ == 0 ? 0 : bytes / row_bytes_;
  if (count * row_bytes_ != bytes || count > rows() || first > rows() - count) {
    throw Error(path_ + ": " + std::to_string(bytes) + " bytes from row " + std::to_string(first) +
                " on are not whole rows of it");
  }
  return count;
}

void RowArray::read(std::size_t first, std::span<std::byte> bytes) const {
  if (rows_in(first, bytes.size()) == 0) return;
  if (driver_ == nullptr) {
    read_by_hdf5(first, bytes);
    return;
  }
  check(H5FDread(driver_, H5FD_MEM_DRAW, H5P_DEFAULT, place_of(first), bytes.size(), bytes.data()), path_);
}

void RowArray::read_by_hdf5(std::size_t first, std::span<std::byte> bytes) const {
  const Space in_file(check(H5Dget_space(dataset_.get()), path_));
  std::vector<hsize_t> start(extents_.size(), 0);
  std::vector<hsize_t> block(extents_.begin(), extents_.end());
  start.front() = first;
  block.front() = rows_in(first, bytes.size());
  check(H5Sselect_hyperslab(in_file.get(), H5S_SELECT_SET, start.data(), nullptr, block.data(), nullptr),
        path_);
  const Space in_memory(
      check(H5Screate_simple(static_cast<int>(block.size()), block.data(), nullptr), path_));
  check(H5Dread(dataset_.get(), element_.get(), in_memory.get(), in_file.get(), H5P_DEFAULT, bytes.data()),
        path_);
}

void RowArray::write(std::size_t first, std::span<const std::byte> bytes) {
  if (rows_in(first, bytes.size()) == 0) return;
  if (driver_ == nullptr)
    throw Error(path_ + " does not lie in one piece in a file that is open for writing");
  forget_failed_writes();
  check(H5FDwrite(driver_, H5FD_MEM_DRAW, H5P_DEFAULT, place_of(first), bytes.size(), bytes.data()), path_);
  throw_failed_write(path_);
}

}  // namespace h5
