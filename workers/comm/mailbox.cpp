#include "workers/comm/mailbox.hpp"

#include <sched.h>

#include <algorithm>
#include <thread>

#include "workers/comm/mpi_error.hpp"

namespace comm {
namespace {

constexpr int kTag = 7;
constexpr int kEagerLooks = 50;
constexpr std::chrono::microseconds kShortestNap{20};
constexpr std::chrono::microseconds kLongestNap{1000};

}  // namespace

void Mailbox::send(int to, std::span<const std::byte> bytes) const {
  check(MPI_Send(bytes.data(), static_cast<int>(bytes.size()), MPI_BYTE, to, kTag, communicator_.handle()),
        "MPI_Send");
}

std::optional<Letter> Mailbox::look() const {
  int there = 0;
  MPI_Message message = MPI_MESSAGE_NULL;
  MPI_Status status;
  check(MPI_Improbe(MPI_ANY_SOURCE, kTag, communicator_.handle(), &there, &message, &status), "MPI_Improbe");
  if (!there) return std::nullopt;
  int count = 0;
  check(MPI_Get_count(&status, MPI_BYTE, &count), "MPI_Get_count");
  Letter letter{status.MPI_SOURCE, std::vector<std::byte>(static_cast<std::size_t>(count))};
  check(MPI_Mrecv(letter.bytes.data(), count, MPI_BYTE, &message, MPI_STATUS_IGNORE), "MPI_Mrecv");
  return letter;
}

std::optional<Letter> Mailbox::wait(std::chrono::milliseconds patience) const {
  const auto deadline = std::chrono::steady_clock::now() + patience;
  auto nap = kShortestNap;
  for (int looks = 0;; ++looks) {
    if (auto letter = look()) return letter;
    if (looks < kEagerLooks) {
      sched_yield();
      continue;
    }
    if (std::chrono::steady_clock::now() >= deadline) return std::nullopt;
    std::this_thread::sleep_for(nap);
    nap = std::min(kLongestNap, nap * 5 / 4);
  }
}

}  // namespace comm
