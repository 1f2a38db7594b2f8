#include "sim/elimination.hpp"

#include <algorithm>
#include <cmath>

namespace sim {

// Cholesky elimination, the largest pivot first, of the matrix scaled to a unit diagonal: it reveals the
// rank.
Information after_estimating_the_rest(std::vector<std::vector<double>> matrix) {
  constexpr double negligible = 1e-11;  // of a parameter's own information; rounding is 1e-15 to 1e-13
  const std::size_t size = matrix.size();
  std::vector<double> scale(size, 0.0);
  for (std::size_t i = 0; i < size; ++i)
    if (matrix[i][i] > 0) scale[i] = std::sqrt(matrix[i][i]);
  for (std::size_t i = 0; i < size; ++i)
    for (std::size_t j = 0; j < size; ++j)
      matrix[i][j] = scale[i] > 0 && scale[j] > 0 ? matrix[i][j] / scale[i] / scale[j] : 0;
  for (std::size_t step = 2; step < size; ++step) {
    std::size_t pivot = 2;
    for (std::size_t i = 3; i < size; ++i)
      if (matrix[i][i] > matrix[pivot][pivot]) pivot = i;
    if (!(matrix[pivot][pivot] > negligible)) break;
    const std::vector<double> row = matrix[pivot];
    for (std::size_t i = 0; i < size; ++i)
      for (std::size_t j = 0; j < size; ++j) matrix[i][j] -= row[i] * row[j] / row[pivot];
    for (std::size_t i = 0; i < size; ++i) matrix[i][pivot] = matrix[pivot][i] = 0;
  }
  const double delta = matrix[0][0] > negligible ? matrix[0][0] : 0;
  const double tau = matrix[1][1] > negligible ? matrix[1][1] : 0;
  // Rounding must not make it indefinite.
  const double most = std::sqrt(delta * tau);
  const double mixed = std::clamp(matrix[0][1], -most, most);
  return {delta * scale[0] * scale[0], mixed * scale[0] * scale[1], tau * scale[1] * scale[1]};
}

}  // namespace sim
