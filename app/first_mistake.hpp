#pragma once

#include <functional>
#include <string>

#include "app/commands.hpp"
#include "workers/comm/communicator.hpp"

namespace app {

/// What goes wrong first while the ranks get ready, known to all of them: the user's input, which only the
/// user can mend, or something that another try may (a file system, a GPU).
class FirstMistake {
 public:
  explicit FirstMistake(const comm::Communicator& world) : world_(world) {}

  /// Does `work`, which must call nothing collective, unless something has gone wrong on any rank before.
  /// Collective on the world.
  void unless_made(const std::function<void()>& work);

  bool made() const { return status_ != DONE; }
  /// Of the lowest rank that made it.
  const std::string& text() const { return text_; }
  /// WRONG_INPUT, or INTERNAL_ERROR.
  ExitStatus status() const { return status_; }

 private:
  comm::Communicator world_;
  std::string text_;
  ExitStatus status_ = DONE;
};

}  // namespace app
