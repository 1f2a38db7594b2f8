#include "workers/feature_file.hpp"

#include <ATen/ATen.h>

#include <boost/crc.hpp>
#include <cstdio>
#include <fstream>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>

#include "models/weights/mapped_file.hpp"

namespace workers {
namespace {

constexpr std::size_t kHeaderBytes = 64;  // numbers begin where a vector may

std::string header_of(std::int64_t rows, std::int64_t columns, std::span<const std::byte> numbers) {
  boost::crc_32_type crc;
  crc.process_bytes(numbers.data(), numbers.size());
  char text[kHeaderBytes + 1];
  std::snprintf(text, sizeof text, "gridsweep features %lld %lld %08x", static_cast<long long>(rows),
                static_cast<long long>(columns), static_cast<unsigned>(crc.checksum()));
  std::string header(text);
  header.resize(kHeaderBytes - 1, ' ');
  return header + '\n';
}

}  // namespace

at::Tensor read_features(const std::filesystem::path& path, std::int64_t rows, std::int64_t columns) {
  std::shared_ptr<models::MappedFile> file;
  try {
    file = std::make_shared<models::MappedFile>(path.string());
  } catch (const std::invalid_argument&) {
    return {};
  }
  const std::span<const std::byte> bytes = file->bytes();
  if (bytes.size() != kHeaderBytes + sizeof(float) * static_cast<std::size_t>(rows * columns)) return {};
  const std::span<const std::byte> numbers = bytes.subspan(kHeaderBytes);
  const std::string header(reinterpret_cast<const char*>(bytes.data()), kHeaderBytes);
  if (header != header_of(rows, columns, numbers)) return {};
  return at::from_blob(
      const_cast<std::byte*>(numbers.data()), {rows, columns}, [file](void*) {},
      at::TensorOptions().dtype(at::kFloat));
}

void write_features(const std::filesystem::path& path, const at::Tensor& features) {
  const at::Tensor numbers = features.to(at::kCPU, at::kFloat).contiguous();
  const std::span<const std::byte> bytes(static_cast<const std::byte*>(numbers.data_ptr()), numbers.nbytes());
  std::ofstream file(path, std::ios::binary);
  file.exceptions(std::ios::failbit | std::ios::badbit);
  file << header_of(numbers.size(0), numbers.size(1), bytes);
  file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  file.close();
}

}  // namespace workers
