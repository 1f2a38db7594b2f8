#include "workers/checkpoints.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <boost/crc.hpp>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>

#include "workers/state_archive.hpp"

namespace workers {
namespace {

constexpr const char* kDeaths = ".deaths";

void sync(const std::filesystem::path& path, int flags) {
  const int descriptor = ::open(path.c_str(), flags | O_CLOEXEC);
  const bool synced = descriptor >= 0 && ::fsync(descriptor) == 0;
  const int error = errno;
  if (descriptor >= 0) ::close(descriptor);
  if (!synced) throw std::runtime_error(path.string() + ": " + std::strerror(error));
}

/// LibTorch's archives are read without looking at their checksums, so the file ends with one of ours.
std::uint32_t checksum_of(std::string_view bytes) {
  boost::crc_32_type crc;
  crc.process_bytes(bytes.data(), bytes.size());
  return crc.checksum();
}

/// Throws when the file is not what was written.
std::string whole_content(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(file), {}};
  std::uint32_t checksum = 0;
  if (bytes.size() < sizeof checksum) throw std::runtime_error("cut short");
  std::memcpy(&checksum, &bytes[bytes.size() - sizeof checksum], sizeof checksum);
  bytes.resize(bytes.size() - sizeof checksum);
  if (checksum_of(bytes) != checksum) throw std::runtime_error("damaged");
  return bytes;
}

}  // namespace

std::filesystem::path Checkpoints::path_of(sweep::TrialId trial) const {
  return folder_ / (trial.hex() + ".pt");
}

void Checkpoints::save(sweep::TrialId trial, const TrainingState& state) const {
  const std::string bytes = bytes_of(trial, state);
  const std::uint32_t checksum = checksum_of(bytes);

  make_folder();
  const std::filesystem::path path = path_of(trial);
  const std::filesystem::path temporary = path.string() + ".new";
  std::ofstream file(temporary, std::ios::binary);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  file.write(reinterpret_cast<const char*>(&checksum), sizeof checksum);
  file.close();
  if (!file) throw std::runtime_error(temporary.string() + ": cannot be written: " + std::strerror(errno));
  sync(temporary, O_RDWR);
  std::filesystem::rename(temporary, path);
  sync(folder_, O_RDONLY | O_DIRECTORY);
}

std::optional<TrainingState> Checkpoints::load(sweep::TrialId trial) const {
  if (!holds(trial)) return std::nullopt;
  try {
    return state_from(whole_content(path_of(trial)), trial);
  } catch (const std::exception&) {
    return std::nullopt;  // damaged, or of another: the trial is the better for beginning anew
  }
}

void Checkpoints::make_folder() const {
  if (!std::filesystem::create_directories(folder_)) return;
  const std::filesystem::path parent = folder_.parent_path();
  sync(parent.empty() ? "." : parent, O_RDONLY | O_DIRECTORY);
}

std::filesystem::path Checkpoints::deaths_path(sweep::TrialId trial) const {
  return folder_ / (trial.hex() + kDeaths);
}

int Checkpoints::note_death(sweep::TrialId trial) const {
  try {
    make_folder();
    std::ofstream(deaths_path(trial), std::ios::app) << '\n';  // a byte per death
    sync(deaths_path(trial), O_RDWR);
  } catch (const std::exception&) {
    return 1;  // it is a note, and nothing that the run depends on
  }
  return deaths(trial);
}

int Checkpoints::deaths(sweep::TrialId trial) const {
  std::error_code none;
  const auto bytes = std::filesystem::file_size(deaths_path(trial), none);
  return none ? 0 : static_cast<int>(std::min<std::uintmax_t>(bytes, 1000));
}

std::vector<sweep::TrialId> Checkpoints::whose_rank_died() const {
  std::vector<sweep::TrialId> trials;
  std::error_code none;
  for (const auto& entry : std::filesystem::directory_iterator(folder_, none)) {
    if (entry.path().extension() != kDeaths) continue;
    const std::string name = entry.path().stem().string();
    const sweep::TrialId trial{std::strtoull(name.c_str(), nullptr, 16)};
    if (trial.hex() == name && deaths(trial) > 0) trials.push_back(trial);
  }
  return trials;
}

void Checkpoints::remove(sweep::TrialId trial) const {
  std::error_code nothing_there;
  // As a rule nothing was kept of any trial: one question instead of three, after every record.
  if (!std::filesystem::exists(folder_, nothing_there)) return;
  std::filesystem::remove(deaths_path(trial), nothing_there);
  std::filesystem::remove(path_of(trial), nothing_there);
  std::filesystem::remove(path_of(trial).string() + ".new", nothing_there);
}

void Checkpoints::clear() const {
  std::error_code nothing_there;
  std::filesystem::remove_all(folder_, nothing_there);
}

bool Checkpoints::holds(sweep::TrialId trial) const {
  std::error_code nothing_there;
  return std::filesystem::exists(path_of(trial), nothing_there);
}

}  // namespace workers
