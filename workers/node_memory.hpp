#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "workers/comm/communicator.hpp"
#include "workers/shared_block.hpp"

namespace workers {

/// Memory that the ranks of a node share: blocks by name, each there once however many ranks want it.
///
/// A block has no name in any file system. It lives as long as a rank holds it, and the system counts them:
/// whoever lets go or is killed leaves nothing behind and takes nothing from the others. All that the ranks
/// have in common is a board on which who made a block says where it is to be found; nothing on it is
/// trusted: a block says itself what it is. Where a rank finds none that it can use, it makes one.
class NodeMemory {
 public:
  /// Of a process alone: nothing is shared.
  NodeMemory() = default;
  /// Of the ranks of `world` that run on this rank's node. Collective on `world`, once; never again after.
  explicit NodeMemory(const comm::Communicator& world);
  /// Of processes that are told the same board: the first makes it, the others look for it.
  static NodeMemory with_new_board();
  static NodeMemory with_board(SharedBlock::Place board);

  /// Zeros at first, and the same memory for all ranks that hold a block of this name and size. Nothing where
  /// memory is not shared, or not to be had. Waits while another rank gets the block its memory.
  std::shared_ptr<SharedBlock> block(const std::string& name, std::size_t bytes) const;

  /// Where others find the board; nowhere, if there is none.
  SharedBlock::Place board() const { return board_ ? board_->place() : SharedBlock::Place{}; }

 private:
  std::atomic<std::uint64_t>& entry_of(const std::string& name) const;

  std::shared_ptr<SharedBlock> board_;
};

}  // namespace workers
