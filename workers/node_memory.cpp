#include "workers/node_memory.hpp"

#include <functional>
#include <span>

namespace workers {
namespace {

constexpr const char* kBoard = "board";
constexpr std::size_t kEntries = 4096;  // two names on one entry are shared by luck only
constexpr std::size_t kBoardBytes = kEntries * sizeof(std::atomic<std::uint64_t>);
constexpr int kAttempts = 4;

}  // namespace

NodeMemory::NodeMemory(const comm::Communicator& world) {
  comm::Communicator node = world.node();
  if (node.size() > 1) {
    const bool first = node.rank() == 0;
    if (first) *this = with_new_board();
    SharedBlock::Place place = board();
    node.broadcast(std::as_writable_bytes(std::span(&place, 1)), 0);
    if (!first) *this = with_board(place);
    node.barrier();  // the first is still there when the others look
  }
  node.free();
}

NodeMemory NodeMemory::with_new_board() {
  NodeMemory memory;
  memory.board_ = SharedBlock::make(kBoard, kBoardBytes);
  if (memory.board_ && !memory.board_->reserve()) memory.board_ = nullptr;
  return memory;
}

NodeMemory NodeMemory::with_board(SharedBlock::Place board) {
  NodeMemory memory;
  memory.board_ = SharedBlock::open(board, kBoard, kBoardBytes);
  return memory;
}

std::atomic<std::uint64_t>& NodeMemory::entry_of(const std::string& name) const {
  auto* const entries = reinterpret_cast<std::atomic<std::uint64_t>*>(board_->bytes());
  return entries[std::hash<std::string>()(name) % kEntries];
}

std::shared_ptr<SharedBlock> NodeMemory::block(const std::string& name, std::size_t bytes) const {
  if (!board_) return nullptr;
  std::atomic<std::uint64_t>& entry = entry_of(name);
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    std::uint64_t found = entry.load();
    if (auto block = SharedBlock::open(SharedBlock::Place::of(found), name, bytes);
        block && block->wait_until_reserved())
      return block;
    auto made = SharedBlock::make(name, bytes);
    if (!made) return nullptr;
    // Only who gets on the board takes memory, lest a node full of ranks take it once for each.
    if (!entry.compare_exchange_strong(found, made->place().word())) continue;
    return made->reserve() ? made : nullptr;
  }
  return nullptr;
}

}  // namespace workers
