#pragma once

#include <string>
#include <vector>

namespace app {

/// Exit statuses that scripts rely on (design §2).
enum ExitStatus {
  DONE = 0,
  INTERNAL_ERROR = 1,
  WRONG_INPUT = 2,
  SOME_TRIALS_FAILED = 3,
  STOPPED_EARLY = 75  // run the same line again to go on
};

using Words = std::vector<std::string>;

// One file per command. Each throws sweep::InputError when the user's input is wrong.
int run(const Words& words);
int plan(const Words& words);
int status(const Words& words);
int table(const Words& words);
int plot(const Words& words);
int answer(const Words& words);
int report(const Words& words);
int check(const Words& words);
int merge(const Words& words);
int simulate(const Words& words);
int models(const Words& words);
int version();

}  // namespace app
