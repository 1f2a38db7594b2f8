#include "workers/comm/mailbox.hpp"

#include <sched.h>

#include <algorithm>
#include <thread>

#include "workers/comm/mpi_error.hpp"

namespace comm {
namespace {

constexpr int kTag = 7;
constexpr std::chrono::microseconds kEager{50};  // after a letter
constexpr std::chrono::microseconds kShortestNap{20};
constexpr std::chrono::microseconds kLongestNap{5000};
constexpr int kNapsSinceTheLastLetter = 10;

}  // namespace

void Mailbox::send(int to, std::span<const std::byte> bytes) {
  Outgoing& letter = outgoing_.emplace_back(Outgoing{MPI_REQUEST_NULL, {bytes.begin(), bytes.end()}});
  check(MPI_Isend(letter.bytes.data(), static_cast<int>(bytes.size()), MPI_BYTE, to, kTag,
                  communicator_.handle(), &letter.request),
        "MPI_Isend");
  // Looking at all of them at every letter would take the longer the more there are.
  if (outgoing_.size() >= look_through_at_) {
    drop_delivered();
    look_through_at_ = 2 * outgoing_.size() + 1;
  }
  last_letter_ = Clock::now();
}

void Mailbox::drop_delivered() {
  std::erase_if(outgoing_, [](Outgoing& letter) {
    int delivered = 0;
    check(MPI_Test(&letter.request, &delivered, MPI_STATUS_IGNORE), "MPI_Test");
    return delivered != 0;
  });
}

std::optional<Letter> Mailbox::look() {
  drop_delivered();
  int there = 0;
  MPI_Message message = MPI_MESSAGE_NULL;
  MPI_Status status;
  check(MPI_Improbe(MPI_ANY_SOURCE, kTag, communicator_.handle(), &there, &message, &status), "MPI_Improbe");
  if (!there) return std::nullopt;
  int count = 0;
  check(MPI_Get_count(&status, MPI_BYTE, &count), "MPI_Get_count");
  Letter letter{status.MPI_SOURCE, std::vector<std::byte>(static_cast<std::size_t>(count))};
  check(MPI_Mrecv(letter.bytes.data(), count, MPI_BYTE, &message, MPI_STATUS_IGNORE), "MPI_Mrecv");
  last_letter_ = Clock::now();
  return letter;
}

std::optional<Letter> Mailbox::wait(std::chrono::milliseconds patience) {
  const auto deadline = Clock::now() + patience;
  while (true) {
    if (auto letter = look()) return letter;
    const auto now = Clock::now();
    if (now >= deadline) return std::nullopt;
    const Clock::duration quiet = now - last_letter_;
    if (quiet < kEager) {
      sched_yield();
    } else {
      std::this_thread::sleep_for(
          std::clamp<Clock::duration>(quiet / kNapsSinceTheLastLetter, kShortestNap, kLongestNap));
    }
  }
}

}  // namespace comm
