#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "sweep/planned_trial.hpp"
#include "sweep/time_prices.hpp"

namespace sweep {

/// Where trials, none of which may wait for another, buy ranks for parts of the time until `end_seconds`.
/// Each takes the team and the start that are cheapest; parts become dearer the more ranks are asked for in
/// them. Prices go to those at which as many are asked for in all parts that cost anything, and the shares of
/// the rounds in which a trial takes a team to a solution of the linear relaxation, in which trials are cut
/// up (multiplicative weights: Arora, Hazan and Kale, Theory of Computing 8, 2012).
class RankMarket {
 public:
  struct Setup {
    int workers;
    double end_seconds;
    std::size_t parts;    // of that time
    double much_cheaper;  // a larger team costs at most so much of the smaller one's price, or it isn't taken
  };
  RankMarket(const std::vector<PlannedTrial>& trials, std::span<const Row> rows, const Setup& setup);

  /// A team that a trial may take.
  struct Offer {
    int team;
    std::size_t parts;  // of the time, that it takes
    double ranks;       // in each of them: the team's, less what rounding to whole parts adds
    double rounds = 0;  // in which a trial chose it, and it counted
  };
  enum class Choices { COUNT, FORGET };
  /// Prices settle, then a quarter of the trials choose anew. `share_over`: of all rounds; prices change ever
  /// less.
  void round(double share_over, Choices choices);

  const TimePrices& prices() const { return prices_; }
  /// Of a trial, the smallest team first; by place in `rows`.
  const std::vector<Offer>& offers(std::size_t trial) const { return customers_[trial].offers; }
  /// Offers looked at in a round.
  double looks() const { return looks_; }

 private:
  struct Customer {
    std::vector<Offer> offers;
    std::size_t choice = 0;
    std::size_t from = 0;  // part
  };
  void choose(Customer& customer) const;
  /// Its ranks are asked for, or no longer.
  void ask(const Customer& customer, double sign);

  Setup setup_;
  TimePrices prices_;
  std::vector<Customer> customers_;
  std::vector<double> changes_;  // of the ranks asked for, from this part on
  std::vector<double> asked_;    // by part
  std::size_t turn_ = 0;
  double looks_ = 0;
};

}  // namespace sweep
