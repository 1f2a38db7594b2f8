#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "sim/physics.hpp"

namespace sim {

// Order of a series term, n + m: even terms need the real part of the transform, odd ones the imaginary part.
enum class Parity { EVEN, ODD };

// The one-sided Fourier transform from detection time t3 to probe frequency w, with everything in it that all
// samples share: F3[e(t3) · pathways(t3) · e^{−t3/T2} · e^{+i k w01 t3}](w) for a real envelope e(t3), on the
// grid t3_step · j with the first point halved. It is a matrix over (t3, w), made once; a sample is then a
// real product. EVEN gives +2 Re, ODD gives −2 Im (docs/simulator.md says why). float64.
class SpectralTransform {
 public:
  // points: the longest envelope it will be given.
  SpectralTransform(const Physics& physics, std::span<const double> frequencies_cm1, std::int64_t points);

  struct Job {
    const double* envelopes;  // [rows][points]
    std::int64_t rows;
    std::int64_t points;
    double* out;  // [rows][frequencies]
  };
  // All jobs, in parallel over frequencies. The bits of a job do not depend on the other jobs or the threads.
  void transform(Parity parity, std::span<const Job> jobs) const;

  std::int64_t points() const { return points_; }
  std::int64_t frequencies() const { return frequencies_; }
  // 2 · |shared factor| at every t3: Σ_t envelope · bound is no less than any value of the transform.
  // [points]
  const std::vector<double>& bounds() const { return bounds_; }

 private:
  std::int64_t frequencies_;
  std::int64_t points_;
  std::array<std::vector<double>, 2>
      panels_;  // per parity: [panel][points][panel_width], zero beyond the last w
  std::vector<double> bounds_;
};

}  // namespace sim
