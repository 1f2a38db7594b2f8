#include "app/first_mistake.hpp"

#include "sweep/input_error.hpp"
#include "workers/comm/first_error.hpp"

namespace app {

void FirstMistake::unless_made(const std::function<void()>& work) {
  if (made()) return;
  ExitStatus here = DONE;
  const auto error = comm::first_error(world_, [&] {
    try {
      work();
    } catch (const sweep::InputError&) {
      here = WRONG_INPUT;
      throw;
    } catch (...) {
      here = INTERNAL_ERROR;
      throw;
    }
  });
  status_ = static_cast<ExitStatus>(world_.largest(here));
  if (error) text_ = *error;
}

}  // namespace app
