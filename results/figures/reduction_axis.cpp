#include "results/figures/reduction_axis.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "results/answers/wording.hpp"
#include "results/figures/gnuplot.hpp"
#include "results/figures/panel_grid.hpp"
#include "results/formatted.hpp"

namespace results {
namespace {

constexpr double kUsed = 0.86;      // share of a panel's width between its first and last reduction
constexpr double kSideStep = 0.03;  // inches between series…
constexpr double kLeastStep = 0.012;
constexpr double kFanShare = 0.6;  // … that take at most this share of the room between two reductions

}  // namespace

ReductionAxis::ReductionAxis(std::vector<double> reductions, double inches)
    : reductions_(std::move(reductions)),
      inches_per_log_(kUsed * inches / std::log(reductions_.back() / reductions_.front())) {}

std::string ReductionAxis::whole() const {
  const double margin = std::pow(reductions_.back() / reductions_.front(), (1 / kUsed - 1) / 2);
  return formatted("set xrange [%.8g:%.8g]\n", reductions_.front() / margin, reductions_.back() * margin) +
         tics();
}

std::string ReductionAxis::around(double reduction, double inches) const {
  const double margin = std::exp(inches / 2 / inches_per_log_);
  return formatted("set xrange [%.8g:%.8g]\n", reduction / margin, reduction * margin) + "set xtics (" +
         gnuplot_quoted(reduction_words(reduction)) + formatted(" %.8g)\n", reduction);
}

double ReductionAxis::side_by_side(const std::vector<double>& reductions, std::size_t series) const {
  double room = std::numeric_limits<double>::infinity();
  for (std::size_t i = 1; i < reductions.size(); ++i) {
    room = std::min(room, inches_per_log_ * std::log(reductions[i] / reductions[i - 1]));
  }
  const double fits = kFanShare * room / static_cast<double>(std::max<std::size_t>(series, 2) - 1);
  return std::exp(std::clamp(fits, kLeastStep, kSideStep) / inches_per_log_);
}

double ReductionAxis::factor(double inches) const { return std::exp(inches / inches_per_log_); }

std::string ReductionAxis::tics() const {
  const auto half_width = [](double place) {
    return kCharacterWidth * static_cast<double>(reduction_words(place).size()) / 2;
  };
  const auto inches = [&](double place) { return std::log(place) * inches_per_log_; };
  const double air = kCharacterWidth / 2;
  const double last = reductions_.back();  // always has its label: it says how far the study goes
  std::string text;
  double free_from = -std::numeric_limits<double>::infinity();
  for (const double place : reductions_) {
    const double begin = inches(place) - half_width(place);
    const double end = inches(place) + half_width(place) + air;
    const bool room = begin >= free_from && end <= inches(last) - half_width(last);
    if (room) free_from = end;
    text += (text.empty() ? "" : ", ") + gnuplot_quoted(room || place == last ? reduction_words(place) : "") +
            formatted(" %.8g", place);
  }
  return "set xtics (" + text + ")\n";
}

}  // namespace results
