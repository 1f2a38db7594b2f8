// What changes a results file as a whole: making, growing, repairing it, and beginning another run of it.

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <unordered_map>

#include "results/h5/error.hpp"
#include "results/incarnation.hpp"
#include "results/new_file.hpp"
#include "results/results_file.hpp"
#include "results/sealed_file.hpp"
#include "sweep/input_error.hpp"

namespace results {

void ResultsFile::create(const std::string& path, const sweep::Study& study, const sweep::Grid& grid,
                         const sweep::RecordShape& shape, std::uint32_t incarnation,
                         const Provenance& provenance) {
  if (::access(path.c_str(), F_OK) == 0) {
    throw sweep::InputError(path + ": the results file cannot be created: there is a file of this name");
  }
  NewFile{Header::of(study, provenance), grid, shape, incarnation, nullptr}.make(path);
}

void ResultsFile::grow(const std::string& path, const sweep::Study& study, const sweep::Grid& grid,
                       const sweep::RecordShape& shape, std::uint32_t incarnation,
                       const Provenance& provenance) {
  const ResultsFile old(path, Access::READ);
  if (!old.may_take_over(shape)) throw std::logic_error(path + ": its records are of samples of other names");
  std::unordered_map<sweep::TrialId, sweep::Row> whole;
  old.each([&](const RowView& row) {
    if (row.check() == RowCheck::WHOLE) whole.emplace(row.id(), row.place());
  });
  const auto kept = [&](sweep::Row row) -> std::optional<sweep::TrialRecord> {
    const auto found = whole.find(grid[row].id);
    if (found == whole.end()) return std::nullopt;
    return old.read(found->second);
  };
  NewFile{Header::of(study, provenance), grid, shape, std::max(incarnation, old.incarnation()), kept}.make(
      path);
}

std::uint32_t ResultsFile::begin_incarnation(const std::string& path) {
  const Descriptor file = open_sealed(path, O_RDWR);
  const std::uint32_t number = incarnation_of(file, path) + 1;
  try {
    Incarnation::write(file.get(), number);
  } catch (const std::system_error& error) {
    throw sweep::InputError(path + ": cannot be written: " + error.code().message());
  }
  if (::fdatasync(file.get()) != 0)
    throw sweep::InputError(path + ": cannot be synced: " + std::strerror(errno));
  return number;
}

std::size_t ResultsFile::repair(const std::string& path) {
  ResultsFile file(path, h5::Driver::SERIAL_WRITE, Durability::SYNCED);
  std::size_t repaired = 0;
  const auto cannot = [&](const std::exception& error) {
    return sweep::InputError(path + ": cannot be repaired: " + error.what());
  };
  try {
    const std::vector<RowCheck> checks = file.verify();
    for (std::uint32_t i = 0; i < checks.size(); ++i) {
      if (checks[i] != RowCheck::TORN) continue;
      file.buffer_.resize(file.layout_.row_bytes());
      file.rows_.read(i, file.buffer_);
      file.write_row(sweep::Row{i}, {});
      ++repaired;
    }
    file.sync();
  } catch (const h5::Error& error) {
    throw cannot(error);
  } catch (const std::system_error& error) {
    throw cannot(error);
  }
  return repaired;
}

}  // namespace results
