#include "results/statistics/friedman.hpp"

#include <boost/math/distributions/chi_squared.hpp>
#include <stdexcept>

#include "results/statistics/ranks.hpp"

namespace results {

Friedman friedman(const std::vector<std::vector<double>>& values) {
  Friedman test;
  test.blocks = values.size();
  test.treatments = values.empty() ? 0 : values.front().size();
  const auto n = static_cast<double>(test.blocks);
  const auto k = static_cast<double>(test.treatments);
  std::vector<double> sums(test.treatments, 0);
  double squares = 0;  // of all ranks
  for (const std::vector<double>& block : values) {
    if (block.size() != test.treatments) throw std::invalid_argument("blocks of different sizes");
    const Ranks ranked(block);
    for (std::size_t j = 0; j < block.size(); ++j) {
      sums[j] += ranked.ranks[j];
      squares += ranked.ranks[j] * ranked.ranks[j];
    }
  }
  const double spread = squares - n * k * (k + 1) * (k + 1) / 4;
  if (test.treatments < 2 || !(spread > 1e-9)) return test;
  double between = 0;
  for (const double sum : sums) between += (sum - n * (k + 1) / 2) * (sum - n * (k + 1) / 2);
  test.chi_square = (k - 1) * between / spread;
  const boost::math::chi_squared distribution(k - 1);
  test.p = boost::math::cdf(boost::math::complement(distribution, test.chi_square));
  return test;
}

}  // namespace results
