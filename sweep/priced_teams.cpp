#include "sweep/priced_teams.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "sweep/rank_market.hpp"

namespace sweep {
namespace {

constexpr std::size_t kParts = 200;    // of the time
constexpr double kMuchCheaper = 0.98;  // or prices that go up and down would make teams larger for nothing
constexpr double kRounds = 8000;       // at most…
constexpr double kLeastRounds = 8;     // …and so many…
constexpr double kLooks = 1e9;         // …and between, as many as look at so many offers
constexpr double kFirstRounds = 0.25;  // of all, which do not count: prices are not yet what they will be

}  // namespace

std::vector<int> priced_teams(const std::vector<PlannedTrial>& trials, std::span<const Row> rows, int workers,
                              double end_seconds) {
  RankMarket market(trials, rows, {workers, end_seconds, kParts, kMuchCheaper});
  const double rounds = std::floor(std::clamp(kLooks / (market.looks() + 1), kLeastRounds, kRounds));
  for (double round = 0; round < rounds; ++round) {
    market.round(round / rounds,
                 round < kFirstRounds * rounds ? RankMarket::Choices::FORGET : RankMarket::Choices::COUNT);
  }
  // Each takes one of the teams that it has chosen, so that those before it and itself together have taken
  // each about as often as they have chosen it.
  std::map<int, double> owed;  // by team
  std::vector<int> teams;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    double chosen = 0;
    for (const RankMarket::Offer& offer : market.offers(i)) chosen += offer.rounds;
    int most_owed = 0;
    for (const RankMarket::Offer& offer : market.offers(i)) {
      if (offer.rounds == 0) continue;
      owed[offer.team] += offer.rounds / chosen;
      if (most_owed == 0 || owed[offer.team] > owed[most_owed]) most_owed = offer.team;
    }
    owed[most_owed] -= 1;
    teams.push_back(most_owed);
  }
  return teams;
}

}  // namespace sweep
