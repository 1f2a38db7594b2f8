#include "sweep/priced_teams.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <utility>

#include "sweep/trial_source.hpp"

namespace sweep {
namespace {

constexpr std::size_t kParts = 200;    // of the time
constexpr double kRounds = 8000;       // at most…
constexpr double kLooks = 1e9;         // …and so many teams looked at
constexpr std::size_t kTurns = 4;      // of the trials, so many choose in turn: all at once would overshoot
constexpr double kFirstRounds = 0.25;  // of all, which do not count: prices are not yet what they will be
constexpr double kDearer = 0.1;        // what the part most asked for becomes dearer by, at first,
constexpr double kFallsAfter = 0.02;   // and after so much of all rounds falls as one over their root
constexpr double kMuchCheaper = 0.98;  // or the smaller team is taken

/// A team that a trial may take.
struct Option {
  int team;
  std::size_t parts;  // of the time, that it takes
  double ranks;       // in each of them: the team's, less what rounding to whole parts adds
  double rounds = 0;  // in which it was the choice
};

/// The smaller a team, the earlier.
std::vector<Option> options_of(const TeamTime& time, int workers, double end_seconds) {
  std::vector<Option> options;
  const int fastest = time.fastest(workers);
  for (int team = 1; team <= fastest; team += 1 + team / 32) {
    const double share = time.on(team) / end_seconds;
    if (share > 1) continue;
    const auto parts = std::max<std::size_t>(1, std::lround(share * kParts));
    if (!options.empty() && parts >= options.back().parts) continue;
    options.push_back({team, parts, team * std::min(1.0, share * kParts / static_cast<double>(parts))});
  }
  if (options.empty()) options.push_back({fastest, kParts, static_cast<double>(fastest)});
  return options;
}

/// What a rank costs in each part of the time.
class Prices {
 public:
  Prices() { find_cheapest(); }

  /// Of a rank for so many parts in a row, from where these are cheapest.
  double of(std::size_t parts) const { return cheapest_[parts].price; }
  std::size_t from(std::size_t parts) const { return cheapest_[parts].from; }

  /// Parts for which more ranks are asked than there are become dearer, by `dearer` at most; `asked`: by
  /// part.
  void settle(const std::vector<double>& asked, double workers, double dearer) {
    const double most = std::max(workers, *std::max_element(asked.begin(), asked.end()));
    double sum = 0;
    for (std::size_t part = 0; part < kParts; ++part)
      sum += price_[part] *= std::exp(dearer * (asked[part] - workers) / most);
    for (double& price : price_) price /= sum;
    find_cheapest();
  }

 private:
  struct Cheapest {
    double price;
    std::size_t from;
  };

  void find_cheapest() {
    std::vector<double> until(kParts + 1, 0);
    std::partial_sum(price_.begin(), price_.end(), until.begin() + 1);
    for (std::size_t parts = 1; parts <= kParts; ++parts) {
      Cheapest& cheapest = cheapest_[parts] = {kForever, 0};
      for (std::size_t from = 0; from + parts <= kParts; ++from) {
        const double price = until[from + parts] - until[from];
        if (price < cheapest.price) cheapest = {price, from};
      }
    }
  }

  std::vector<double> price_ = std::vector<double>(kParts, 1.0 / kParts);  // sum 1
  std::vector<Cheapest> cheapest_ = std::vector<Cheapest>(kParts + 1);     // by number of parts
};

/// One that wants a team for some parts of the time.
class Customer {
 public:
  explicit Customer(std::vector<Option> options) : options_(std::move(options)) {}

  const std::vector<Option>& options() const { return options_; }
  /// The team and the time that are cheapest now.
  void choose(const Prices& prices) {
    choice_ = 0;
    const auto cost = [&](std::size_t i) { return options_[i].ranks * prices.of(options_[i].parts); };
    for (std::size_t i = 1; i < options_.size(); ++i) {
      if (cost(i) < kMuchCheaper * cost(choice_)) choice_ = i;
    }
    from_ = prices.from(options_[choice_].parts);
  }
  void count() { ++options_[choice_].rounds; }
  /// Adds its ranks, or takes them off, where they begin and end to be asked for.
  void ask(std::vector<double>& changes, double sign) const {
    const Option& option = options_[choice_];
    changes[from_] += sign * option.ranks;
    changes[from_ + option.parts] -= sign * option.ranks;
  }

 private:
  std::vector<Option> options_;
  std::size_t choice_ = 0;
  std::size_t from_ = 0;
};

/// Each takes one of the teams that it has chosen, so that those before it and itself together have taken
/// each about as often as they have chosen it.
std::vector<int> dealt_out(const std::vector<Customer>& customers) {
  std::map<int, double> owed;  // by team
  std::vector<int> teams;
  for (const Customer& customer : customers) {
    double rounds = 0;
    for (const Option& option : customer.options()) rounds += option.rounds;
    int most_owed = 0;
    for (const Option& option : customer.options()) {
      if (option.rounds == 0) continue;
      owed[option.team] += option.rounds / rounds;
      if (most_owed == 0 || owed[option.team] > owed[most_owed]) most_owed = option.team;
    }
    owed[most_owed] -= 1;
    teams.push_back(most_owed);
  }
  return teams;
}

}  // namespace

std::vector<int> priced_teams(const std::vector<PlannedTrial>& trials, std::span<const Row> rows, int workers,
                              double end_seconds) {
  Prices prices;
  std::vector<Customer> customers;
  std::vector<double> changes(kParts + 1, 0);  // of the ranks asked for, from this part on
  double looks = 1;                            // per round
  for (const Row row : rows) {
    customers.emplace_back(options_of(trials[row.value].time, workers, end_seconds));
    looks += static_cast<double>(customers.back().options().size()) / kTurns;
    customers.back().choose(prices);
    customers.back().ask(changes, 1);
  }
  std::vector<double> asked(kParts);
  const double rounds = std::floor(std::min(kRounds, 2 * kTurns + kLooks / looks));
  for (double round = 0; round < rounds; ++round) {
    std::partial_sum(changes.begin(), changes.end() - 1, asked.begin());
    prices.settle(asked, workers, kDearer / std::sqrt(1 + round / (kFallsAfter * rounds)));
    for (std::size_t i = static_cast<std::size_t>(round) % kTurns; i < customers.size(); i += kTurns) {
      customers[i].ask(changes, -1);
      customers[i].choose(prices);
      customers[i].ask(changes, 1);
      if (round >= kFirstRounds * rounds) customers[i].count();
    }
  }
  return dealt_out(customers);
}

}  // namespace sweep
