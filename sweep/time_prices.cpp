#include "sweep/time_prices.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace sweep {

TimePrices::TimePrices(std::size_t parts)
    : price_(parts, 1 / static_cast<double>(parts)), cheapest_(parts + 1) {
  find_cheapest();
}

void TimePrices::settle(const std::vector<double>& asked, double workers, double dearer) {
  const double most = std::max(workers, *std::max_element(asked.begin(), asked.end()));
  double sum = 0;
  for (std::size_t part = 0; part < price_.size(); ++part)
    sum += price_[part] *= std::exp(dearer * (asked[part] - workers) / most);
  for (double& price : price_) price /= sum;
  find_cheapest();
}

void TimePrices::find_cheapest() {
  std::vector<double> until(price_.size() + 1, 0);
  std::partial_sum(price_.begin(), price_.end(), until.begin() + 1);
  for (std::size_t parts = 1; parts < until.size(); ++parts) {
    Cheapest& cheapest = cheapest_[parts] = {std::numeric_limits<double>::infinity(), 0};
    for (std::size_t from = 0; from + parts < until.size(); ++from) {
      const double price = until[from + parts] - until[from];
      if (price < cheapest.price) cheapest = {price, from};
    }
  }
}

}  // namespace sweep
