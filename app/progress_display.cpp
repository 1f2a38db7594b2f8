#include "app/progress_display.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <iostream>

namespace app {
namespace {

constexpr std::chrono::milliseconds kRedraw{200};
// Lines of a log come less often as the run goes on: a night's log is to be read in the morning.
constexpr std::chrono::seconds kFirstLines{15};
constexpr std::chrono::seconds kLaterLines{600};
constexpr std::size_t kBarWidth = 24;

}  // namespace

std::string describe(const sweep::Grid& grid, sweep::Row row) {
  std::string text;
  for (std::size_t i = 0; i < grid.columns().size(); ++i) {
    text += (i ? ", " : "") + grid.columns()[i].key + "=" + grid.level(row, i).text();
  }
  return text.empty() ? grid[row].id.hex() : text;
}

std::string duration_text(double seconds) {
  char text[48];
  const auto whole = static_cast<long long>(std::ceil(std::max(0.0, seconds)));
  if (whole < 60) {
    std::snprintf(text, sizeof text, "%lld s", whole);
  } else if (whole < 3600) {
    std::snprintf(text, sizeof text, "%lld min %02lld s", whole / 60, whole % 60);
  } else if (whole < 48 * 3600) {
    std::snprintf(text, sizeof text, "%lld h %02lld min", whole / 3600, whole % 3600 / 60);
  } else {
    std::snprintf(text, sizeof text, "%.1f days", static_cast<double>(whole) / 86400);
  }
  return text;
}

ProgressDisplay::ProgressDisplay(const sweep::Grid& grid, const sweep::Plan& plan, Display display)
    : grid_(grid), display_(display), total_(plan.order().size()), work_done_(plan) {}

workers::Progress ProgressDisplay::callbacks() {
  workers::Progress progress;
  progress.started = [this](const sweep::Assignment&) {
    ++running_;
    show();
  };
  progress.epoch = [this](const workers::EpochReport& report) {
    work_done_.epoch_ended(report);
    show();
  };
  progress.ended = [this](const workers::Ended& ended) { note_end(ended); };
  progress.put_down = [this](sweep::Row) {
    running_ -= running_ > 0 ? 1 : 0;
    show();
  };
  progress.note = [this](const std::string& text) {
    if (display_ == Display::BAR) std::cout << "\r\033[K";
    std::cout << text << std::endl;
    show();
  };
  progress.idle = [this] { show(); };
  return progress;
}

void ProgressDisplay::note_end(const workers::Ended& ended) {
  ++done_;
  running_ -= running_ > 0 ? 1 : 0;
  work_done_.trial_ended(ended.row);
  if (ended.state == sweep::TrialState::FAILED) {
    ++failed_;
    if (display_ == Display::BAR) std::cout << "\r\033[K";
    if (failed_ <= 10) {
      std::cout << "failed: " << describe(grid_, ended.row) << ": " << ended.message << std::endl;
    } else if (failed_ == 11) {
      std::cout << "more trials failed; gridsweep status lists them all" << std::endl;
    }
  }
  show();
}

void ProgressDisplay::show() {
  if (display_ == Display::NONE) return;
  const auto now = Clock::now();
  if (display_ == Display::BAR) {
    if (now - shown_ < kRedraw) return;
    std::cout << "\r\033[K" << line() << std::flush;
  } else {
    if (now - shown_ < std::clamp<Clock::duration>((now - start_) / 20, kFirstLines, kLaterLines)) return;
    std::cout << line() << std::endl;
  }
  shown_ = now;
}

std::string ProgressDisplay::line() const {
  const double elapsed = std::chrono::duration<double>(Clock::now() - start_).count();
  std::string text;
  if (display_ == Display::BAR) {
    const auto filled = static_cast<std::size_t>(work_done_.share() * kBarWidth);
    for (std::size_t i = 0; i < kBarWidth; ++i) text += i < filled ? "█" : "░";
    text += "  ";
  }
  text += std::to_string(done_) + "/" + std::to_string(total_) + " trials, " + std::to_string(running_) +
          " running";
  if (done_ > 0 && elapsed > 0) {
    char rate[32];
    std::snprintf(rate, sizeof rate, ", %.3g per minute", static_cast<double>(done_) / elapsed * 60);
    text += rate;
  }
  return text + ", " + duration_text(work_done_.seconds_left(elapsed)) + " left";
}

void ProgressDisplay::finish() {
  if (display_ == Display::BAR) std::cout << "\r\033[K" << std::flush;
}

}  // namespace app
