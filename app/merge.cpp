#include "results/merge.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <filesystem>
#include <iostream>

#include "app/arguments.hpp"
#include "app/commands.hpp"
#include "app/progress_display.hpp"
#include "app/provenance.hpp"
#include "app/study_of_file.hpp"
#include "results/file_lock.hpp"
#include "sweep/input_error.hpp"

namespace app {
namespace {

constexpr const char* kUsage = "gridsweep merge FILE… --out FILE [--prefer-first]";
constexpr const char* kAbout =
    "Joins results files of one study, such as the shares of `run --share K/N`, into one of the whole "
    "study.\n"
    "The study is that of the first file. Of several records of a trial the best is taken: complete, "
    "pruned,\n"
    "failed. A file that is there already under --out is one more source. Sources may be in use.\n"
    "Exit status 2, nothing written: a trial is complete in two files with different results. 75: trials "
    "are\n"
    "in none of the files; 3: trials failed. `gridsweep run STUDY --out FILE` runs both.";
constexpr std::size_t kShown = 10;

/// So many files may be open at once as the administrator allows: an array may have a thousand shares.
void allow_many_files() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);  // where it can't be, opening says so
}

bool is_same_file(const std::string& a, const std::string& b) {
  std::error_code not_there;
  return std::filesystem::equivalent(a, b, not_there);
}

/// The files to merge, each once; an `out` that is there already is one of them.
std::vector<std::string> sources_of(const std::vector<std::string>& named, const std::string& out) {
  std::vector<std::string> paths;
  const auto add = [&](const std::string& path) {
    const auto same = [&](const std::string& other) { return is_same_file(path, other); };
    if (std::none_of(paths.begin(), paths.end(), same)) paths.push_back(path);
  };
  for (const std::string& path : named) add(path);
  if (std::filesystem::exists(out)) add(out);
  return paths;
}

std::string trials(std::size_t count) { return std::to_string(count) + (count == 1 ? " trial" : " trials"); }

void print_sources(const results::Merge& merge) {
  for (const auto& source : merge.sources()) {
    std::cout << source.file.path() << ": " << source.whole << " of " << source.file.size() << " records";
    if (source.torn > 0) std::cout << "; " << source.torn << " torn, which count as not there";
    std::cout << '\n';
  }
}

/// Names the trials on whose results two files differ. Throws sweep::InputError unless the first is
/// preferred.
void settle_conflicts(const results::Merge& merge, const sweep::Grid& grid, bool prefer_first) {
  const auto& conflicts = merge.conflicts();
  if (conflicts.empty()) return;
  const auto said = [&](std::size_t source, double accuracy) {
    return merge.sources()[source].file.path() + " (test accuracy " + sweep::Level(accuracy).text() + ")";
  };
  for (std::size_t i = 0; i < std::min(conflicts.size(), kShown); ++i) {
    const auto& c = conflicts[i];
    std::cerr << describe(grid, c.row) << ": " << said(c.first, c.first_accuracy)
              << (prefer_first ? " rather than " : " or ") << said(c.second, c.second_accuracy) << '\n';
  }
  if (conflicts.size() > kShown) std::cerr << "… and " << conflicts.size() - kShown << " more\n";
  if (prefer_first) return;
  throw sweep::InputError(std::to_string(conflicts.size()) +
                          (conflicts.size() == 1 ? " result differs" : " results differ") +
                          " between files that have the same trial complete: nothing was written; "
                          "--prefer-first takes those of the file that is named first");
}

/// Says what the merged file holds, and what is left to do.
ExitStatus conclude(const results::ResultsFile& merged, const sweep::Grid& grid) {
  std::vector<sweep::Row> missing;
  std::size_t failed = 0;
  std::size_t pruned = 0;
  const std::vector<sweep::TrialState> states = merged.states();
  for (std::uint32_t row = 0; row < states.size(); ++row) {
    if (states[row] == sweep::TrialState::WAITING) missing.push_back(sweep::Row{row});
    failed += states[row] == sweep::TrialState::FAILED ? 1 : 0;
    pruned += states[row] == sweep::TrialState::PRUNED ? 1 : 0;
  }
  std::cout << merged.path() << ": " << states.size() - missing.size() - failed - pruned << " of "
            << trials(states.size()) << " complete";
  if (pruned > 0) std::cout << ", " << pruned << " pruned";
  if (failed > 0) std::cout << ", " << failed << " failed (gridsweep status says why)";
  std::cout << '\n';
  if (!missing.empty()) std::cout << trials(missing.size()) << " in none of the files:\n";
  for (std::size_t i = 0; i < std::min(missing.size(), kShown); ++i)
    std::cout << "  " << describe(grid, missing[i]) << '\n';
  if (missing.size() > kShown) std::cout << "  … and " << missing.size() - kShown << " more\n";
  if (missing.empty() && failed == 0) return DONE;
  std::cout << "gridsweep run STUDY --out " << merged.path() << " completes it" << std::endl;
  return missing.empty() ? SOME_TRIALS_FAILED : STOPPED_EARLY;
}

}  // namespace

int merge(const Words& words) {
  po::options_description options;
  options.add_options()("out,o", po::value<std::string>(), "the merged results file")(
      "prefer-first", "where results differ, take those of the file that is named first");
  Arguments arguments(words, kUsage, kAbout, options);
  if (arguments.wants_help()) return DONE;
  if (!arguments.has("out")) throw sweep::InputError(std::string("missing --out FILE; usage: ") + kUsage);
  const std::string out = arguments.get<std::string>("out");
  std::vector<std::string> named = {arguments.take("FILE, a results file")};
  named.insert(named.end(), arguments.rest().begin(), arguments.rest().end());

  allow_many_files();
  const auto lock = results::FileLock::take(out);
  const sweep::Study study =
      study_of_file(results::ResultsFile(named.front(), results::Access::READ).header(), named.front());
  const sweep::Grid grid(study);
  {
    const results::Merge merge(grid, sources_of(named, out));
    print_sources(merge);
    settle_conflicts(merge, grid, arguments.has("prefer-first"));
    merge.write(out, study, provenance());
  }
  return conclude(results::ResultsFile(out, results::Access::READ), grid);
}

}  // namespace app
