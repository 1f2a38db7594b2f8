#pragma once

#include <cstddef>
#include <vector>

namespace sweep {

/// What a rank costs in each of the equal parts of a time; all of it costs 1.
class TimePrices {
 public:
  explicit TimePrices(std::size_t parts);

  /// By part.
  const std::vector<double>& by_part() const { return price_; }
  /// Of a rank for so many parts in a row, from where these are cheapest.
  double of(std::size_t parts) const { return cheapest_[parts].price; }
  std::size_t from(std::size_t parts) const { return cheapest_[parts].from; }

  /// Parts for which more ranks are asked than there are become dearer, by `dearer` at most; `asked`: by
  /// part.
  void settle(const std::vector<double>& asked, double workers, double dearer);

 private:
  struct Cheapest {
    double price;
    std::size_t from;
  };
  void find_cheapest();

  std::vector<double> price_;
  std::vector<Cheapest> cheapest_;  // by number of parts
};

}  // namespace sweep
