#include "workers/shared_block.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <thread>

namespace workers {
namespace {

enum class State : std::uint32_t { WITHOUT_MEMORY = 0, RESERVED = 1, REFUSED = 2 };

constexpr std::chrono::milliseconds kBetweenLooks{1};
constexpr std::chrono::seconds kLongestWait{10};  // some hundred GB are reserved in less

}  // namespace

/// The first page of a block.
struct SharedBlock::Header {
  static constexpr std::size_t kNameBytes = 2048;

  char magic[24];  // what makes it one of ours
  std::uint64_t size;
  std::atomic<State> state;
  char name[kNameBytes];

  static constexpr char kMagic[24] = "gridsweep shared memory";
};

SharedBlock::Header& SharedBlock::header() const { return *reinterpret_cast<Header*>(mapped_); }

std::shared_ptr<SharedBlock> SharedBlock::map(int file, std::size_t size) {
  void* mapped = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  if (mapped == MAP_FAILED) {
    ::close(file);
    return nullptr;
  }
  return std::shared_ptr<SharedBlock>(new SharedBlock(file, static_cast<std::byte*>(mapped), size));
}

std::shared_ptr<SharedBlock> SharedBlock::make(const std::string& name, std::size_t bytes) {
  static_assert(sizeof(Header) <= kHeaderBytes && std::atomic<State>::is_always_lock_free);
  if (name.size() >= Header::kNameBytes) return nullptr;
  const int file = ::memfd_create("gridsweep", MFD_CLOEXEC);
  if (file < 0) return nullptr;
  const std::size_t size = kHeaderBytes + bytes;
  if (::ftruncate(file, static_cast<off_t>(size)) != 0) {
    ::close(file);
    return nullptr;
  }
  auto block = map(file, size);
  if (!block) return nullptr;
  Header& header = block->header();
  header.size = size;
  std::memcpy(header.name, name.c_str(), name.size() + 1);
  std::memcpy(header.magic, Header::kMagic, sizeof header.magic);
  return block;
}

std::shared_ptr<SharedBlock> SharedBlock::open(Place place, const std::string& name, std::size_t bytes) {
  if (place.process <= 0 || place.file < 0) return nullptr;
  const std::string path = "/proc/" + std::to_string(place.process) + "/fd/" + std::to_string(place.file);
  // Whatever has that number by now: it is looked at before it is opened, as opening may mean something.
  struct stat about {};
  const std::size_t size = kHeaderBytes + bytes;
  const auto is_candidate = [&] {
    return S_ISREG(about.st_mode) && about.st_nlink == 0 && static_cast<std::size_t>(about.st_size) == size;
  };
  if (::stat(path.c_str(), &about) != 0 || !is_candidate()) return nullptr;
  const int file = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
  if (file < 0) return nullptr;
  if (::fstat(file, &about) != 0 || !is_candidate()) {
    ::close(file);
    return nullptr;
  }
  auto block = map(file, size);
  if (!block) return nullptr;
  const Header& header = block->header();
  const bool ours = std::memcmp(header.magic, Header::kMagic, sizeof header.magic) == 0 &&
                    header.size == size &&
                    std::string(header.name, ::strnlen(header.name, sizeof header.name)) == name;
  return ours ? block : nullptr;
}

SharedBlock::~SharedBlock() {
  ::munmap(mapped_, size_);
  ::close(file_);
}

bool SharedBlock::reserve() {
  // A system that promises more memory than it has would look for it until it must kill somebody.
  const auto machine =
      static_cast<std::size_t>(::sysconf(_SC_PHYS_PAGES)) * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  int error = size_ > machine ? ENOMEM : EINTR;
  while (error == EINTR) error = ::posix_fallocate(file_, 0, static_cast<off_t>(size_));
  header().state = error == 0 ? State::RESERVED : State::REFUSED;
  return error == 0;
}

bool SharedBlock::wait_until_reserved() const {
  const auto end = std::chrono::steady_clock::now() + kLongestWait;
  while (header().state == State::WITHOUT_MEMORY && std::chrono::steady_clock::now() < end)
    std::this_thread::sleep_for(kBetweenLooks);
  return header().state == State::RESERVED;
}

SharedBlock::Place SharedBlock::place() const { return {::getpid(), file_}; }

}  // namespace workers
