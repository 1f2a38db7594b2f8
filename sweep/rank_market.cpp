#include "sweep/rank_market.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace sweep {
namespace {

constexpr std::size_t kTurns = 4;     // trials choose in so many turns: all at once would overshoot
constexpr double kDearer = 0.1;       // what the part most asked for becomes dearer by, at first,
constexpr double kFallsAfter = 0.02;  // and after so much of all rounds falls as one over their root

std::vector<RankMarket::Offer> offers_to(const TeamTime& time, const RankMarket::Setup& setup) {
  std::vector<RankMarket::Offer> offers;
  const int fastest = time.fastest(setup.workers);
  for (int team = 1; team <= fastest; team += 1 + team / 32) {
    if (time.on(team) > setup.end_seconds) continue;
    const double exact = time.on(team) / setup.end_seconds * static_cast<double>(setup.parts);
    const auto parts = std::max<std::size_t>(1, std::lround(exact));
    if (!offers.empty() && parts >= offers.back().parts) continue;
    offers.push_back({team, parts, team * std::min(1.0, exact / static_cast<double>(parts))});
  }
  if (offers.empty()) offers.push_back({fastest, setup.parts, static_cast<double>(fastest)});
  return offers;
}

}  // namespace

RankMarket::RankMarket(const std::vector<PlannedTrial>& trials, std::span<const Row> rows, const Setup& setup)
    : setup_(setup), prices_(setup.parts), changes_(setup.parts + 1, 0), asked_(setup.parts) {
  for (const Row row : rows) {
    Customer& customer = customers_.emplace_back(Customer{offers_to(trials[row.value].time, setup)});
    choose(customer);
    ask(customer, 1);
    looks_ += static_cast<double>(customer.offers.size()) / kTurns;
  }
}

void RankMarket::choose(Customer& customer) const {
  const auto cost = [&](const Offer& offer) { return offer.ranks * prices_.of(offer.parts); };
  customer.choice = 0;
  double least = cost(customer.offers.front());
  for (std::size_t i = 1; i < customer.offers.size(); ++i) {
    if (cost(customer.offers[i]) >= setup_.much_cheaper * least) continue;
    customer.choice = i;
    least = cost(customer.offers[i]);
  }
  customer.from = prices_.from(customer.offers[customer.choice].parts);
}

void RankMarket::ask(const Customer& customer, double sign) {
  const Offer& offer = customer.offers[customer.choice];
  changes_[customer.from] += sign * offer.ranks;
  changes_[customer.from + offer.parts] -= sign * offer.ranks;
}

void RankMarket::round(double share_over, Choices choices) {
  std::partial_sum(changes_.begin(), changes_.end() - 1, asked_.begin());
  prices_.settle(asked_, setup_.workers, kDearer / std::sqrt(1 + share_over / kFallsAfter));
  for (std::size_t i = turn_; i < customers_.size(); i += kTurns) {
    ask(customers_[i], -1);
    choose(customers_[i]);
    ask(customers_[i], 1);
    if (choices == Choices::COUNT) ++customers_[i].offers[customers_[i].choice].rounds;
  }
  turn_ = (turn_ + 1) % kTurns;
}

}  // namespace sweep
