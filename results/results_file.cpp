#include "results/results_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <system_error>

#include "results/h5/error.hpp"
#include "results/incarnation.hpp"
#include "results/row_checks.hpp"
#include "results/sealed_file.hpp"
#include "sweep/input_error.hpp"

namespace results {
namespace {

constexpr std::size_t kBlockBytes = 8U << 20U;  // read at a time, arrays included

}  // namespace

ResultsFile::ResultsFile(const std::string& path, Access access, Durability durability)
    : ResultsFile(path, access == Access::READ ? h5::Driver::SERIAL_READ : h5::Driver::MPI_SELF, durability) {
}

ResultsFile::ResultsFile(const std::string& path, h5::Driver driver, Durability durability)
    : path_(path),
      durability_(durability),
      descriptor_(open_sealed(path, driver == h5::Driver::SERIAL_READ ? O_RDONLY : O_RDWR)),
      incarnation_(incarnation_of(descriptor_, path)) {
  try {
    open_arrays(driver);
  } catch (const h5::Error& error) {
    throw sweep::InputError(path + ": is not a gridsweep results file: " + error.what());
  }
  writable_ = driver != h5::Driver::SERIAL_READ;
}

void ResultsFile::open_arrays(h5::Driver driver) {
  file_ = h5::File::open(path_, driver);
  header_ = Header::read(file_);
  rows_ = h5::RowArray::open(file_, "/trials");
  if (rows_.extents().size() != 1) throw h5::Error("/trials is not a list");
  layout_ = RowLayout::from(h5::fields_of(rows_.element()), rows_.row_bytes());
  arrays_ = RecordArrays::open(file_, rows_.rows());
}

void ResultsFile::write(sweep::Row row, const sweep::TrialRecord& record) {
  if (!writable_) throw std::logic_error(path_ + ": write to a file that is open for reading");
  if (row.value >= size()) throw std::logic_error(path_ + ": has no row " + std::to_string(row.value));
  buffer_.resize(layout_.row_bytes());
  try {
    rows_.read(row.value, buffer_);  // who the trial is stays as it was laid out
    check_is_of(row, record);
    check_is_ours(row);
    write_row(row, record);
    if (durability_ == Durability::SYNCED) sync();
  } catch (const h5::Error& error) {
    not_kept(row, error.what());
  } catch (const std::system_error& error) {
    not_kept(row, error.what());
  }
}

void ResultsFile::check_is_ours(sweep::Row row) const {
  const auto taken_over = [&](const std::string& how) {
    throw sweep::RecordNotKept(path_ + ": another job has taken over: it " + how +
                               "; this job stops, and the record of row " + std::to_string(row.value) +
                               " is left to that one");
  };
  struct stat status {};
  if (::fstat(descriptor_.get(), &status) != 0)
    throw std::system_error(errno, std::generic_category(), "fstat");
  if (status.st_nlink == 0) taken_over("has replaced the file, or removed it");
  const auto number = Incarnation::read(descriptor_.get());
  if (!number) throw std::system_error(EIO, std::generic_category(), "its incarnation number");
  if (*number != incarnation_) {
    taken_over("began incarnation " + std::to_string(*number) + " of the file, this job's is " +
               std::to_string(incarnation_));
  }
}

void ResultsFile::check_is_of(sweep::Row row, const sweep::TrialRecord& record) const {
  if (layout_.text(buffer_, RowLayout::kId) != record.id.hex()) {
    throw std::logic_error(path_ + ": row " + std::to_string(row.value) + " is of trial " +
                           layout_.text(buffer_, RowLayout::kId) + ", the record is of " + record.id.hex());
  }
}

void ResultsFile::not_kept(sweep::Row row, const std::string& why) const {
  throw sweep::RecordNotKept(path_ + ": the record of row " + std::to_string(row.value) +
                             " could not be kept: " + why +
                             "; every trial finished before is safe: when that is mended, run the same line "
                             "again");
}

void ResultsFile::write_row(sweep::Row row, const sweep::TrialRecord& record) {
  layout_.put_record(buffer_, record);
  layout_.put_incarnation(buffer_, incarnation_);
  Checksum checksum;
  checksum.add(buffer_);
  arrays_.write(row, record, checksum);
  layout_.put_checksum(buffer_, checksum.value());
  rows_.write(row.value, buffer_);
}

void ResultsFile::sync() const {
  if (::fdatasync(descriptor_.get()) != 0) {
    throw std::system_error(errno, std::generic_category(), "fdatasync");
  }
}

void ResultsFile::each(const std::function<void(const RowView&)>& visit) const {
  const std::size_t row_bytes = layout_.row_bytes();
  const std::size_t block = std::max<std::size_t>(1, kBlockBytes / (row_bytes + arrays_.bytes_per_trial()));
  std::vector<std::byte> bytes;
  for (std::size_t first = 0; first < size(); first += block) {
    const std::size_t count = std::min(block, size() - first);
    bytes.resize(count * row_bytes);
    rows_.read(first, bytes);
    const std::vector<RowCheck> checks = check_rows(layout_, arrays_, first, bytes);
    for (std::size_t i = 0; i < count; ++i) {
      const sweep::Row place{static_cast<std::uint32_t>(first + i)};
      visit(RowView(layout_, place, std::span(bytes).subspan(i * row_bytes, row_bytes), checks[i]));
    }
  }
}

RowView ResultsFile::view(sweep::Row row) const {
  buffer_.resize(layout_.row_bytes());
  rows_.read(row.value, buffer_);
  const RowCheck row_check = check_rows(layout_, arrays_, row.value, buffer_).front();
  return {layout_, row, buffer_, row_check};
}

sweep::TrialRecord ResultsFile::read(sweep::Row row) const {
  const RowView found = view(row);
  sweep::TrialRecord record;
  if (found.check() != RowCheck::WHOLE) {
    record.id = found.id();
    return record;
  }
  record = found.record();
  const auto use = [&](std::size_t field) {
    return static_cast<std::uint32_t>(layout_.number(buffer_, field));
  };
  arrays_.read(row, {use(layout_.curve_epochs()), use(layout_.samples())}, record);
  return record;
}

sweep::Predictions ResultsFile::read_predictions(sweep::Row row) {
  sweep::TrialRecord record = read(row);
  if (record.state != sweep::TrialState::COMPLETE) {
    throw std::runtime_error(path_ + ": trial " + record.id.hex() + " in row " + std::to_string(row.value) +
                             " has no complete record to take predictions from");
  }
  return std::move(record.predictions);
}

std::uint32_t ResultsFile::attempts(sweep::Row row) const {
  const RowView found = view(row);
  return found.check() == RowCheck::TORN ? 0 : found.attempts();
}

std::vector<RowStatus> ResultsFile::survey() const {
  std::vector<RowStatus> rows;
  rows.reserve(size());
  each([&](const RowView& row) {
    rows.push_back({row.check(), row.state(), row.check() == RowCheck::TORN ? 0 : row.attempts()});
  });
  return rows;
}

std::vector<sweep::TrialState> ResultsFile::states() const {
  std::vector<sweep::TrialState> states;
  states.reserve(size());
  each([&](const RowView& row) { states.push_back(row.state()); });
  return states;
}

std::vector<RowCheck> ResultsFile::verify() const {
  std::vector<RowCheck> checks;
  checks.reserve(size());
  each([&](const RowView& row) { checks.push_back(row.check()); });
  return checks;
}

std::vector<sweep::TrialId> ResultsFile::ids() const {
  std::vector<sweep::TrialId> ids;
  ids.reserve(size());
  each([&](const RowView& row) { ids.push_back(row.id()); });
  return ids;
}

bool ResultsFile::may_take_over(const sweep::RecordShape& wanted) const {
  if (shape().sample_names == wanted.sample_names) return true;
  const std::vector<RowCheck> checks = verify();
  return std::find(checks.begin(), checks.end(), RowCheck::WHOLE) == checks.end();
}

Relation ResultsFile::relation_to(const sweep::Grid& grid, const sweep::RecordShape& wanted) const {
  bool same = size() == grid.size() && columns() == columns_of(grid) && shape() == wanted;
  std::vector<std::byte> expected(layout_.row_bytes());
  Relation relation;
  each([&](const RowView& row) {
    relation.kept += grid.find(row.id()).has_value() ? 1U : 0U;
    // Not only the ids: a level that was damaged in its row makes a new file, too.
    if (same) layout_.put_trial(expected, grid, row.place());
    same = same && row.same_trial_as(expected);
  });
  relation.added = grid.size() - relation.kept;
  relation.dropped = size() - relation.kept;
  if (same) {
    relation.kind = Relation::Kind::SAME;
  } else {
    relation.kind = relation.kept > 0 ? Relation::Kind::CHANGED : Relation::Kind::UNRELATED;
    if (relation.kept > 0 && !may_take_over(wanted)) relation.kind = Relation::Kind::OTHER_SAMPLES;
  }
  return relation;
}

}  // namespace results
