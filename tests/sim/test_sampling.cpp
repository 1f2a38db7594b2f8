#include <gtest/gtest.h>

#include <stdexcept>

#include "sim/cube.hpp"
#include "sim/sampling_request.hpp"

namespace sim {
namespace {

using Indices = std::vector<std::int64_t>;

TEST(Cube, Axes) {
  const Axes axes = Cube{}.axes();
  EXPECT_EQ(axes.frequencies(), 354);
  EXPECT_EQ(axes.pump_times(), 167);
  EXPECT_EQ(axes.waiting_times(), 166);
  EXPECT_NEAR(axes.frequencies_cm1.back(), 2193.4, 1e-9);
  EXPECT_NEAR(axes.pump_times_ps.back(), 3.984, 1e-12);
  EXPECT_NEAR(axes.waiting_times_ps.back(), 16.5, 1e-12);
}

TEST(Cube, RefusesUnusableAxes) {
  Cube cube;
  cube.frequencies = 0;
  EXPECT_THROW(cube.validate(), std::invalid_argument);
  cube = Cube{};
  cube.pump_time_step_ps = 0;
  EXPECT_THROW(cube.validate(), std::invalid_argument);
  cube = Cube{};
  cube.waiting_time_step_ps = -1;
  EXPECT_THROW(cube.axes(), std::invalid_argument);
}

TEST(Sampling, EveryTenthKeepsSeventeenBySeventeen) {
  const Sampling sampling = Sampling::named(Cube{}, "every-10");
  EXPECT_EQ(sampling.waiting_times.size(), 17U);
  EXPECT_EQ(sampling.pump_times.size(), 17U);
  EXPECT_EQ(sampling.frequencies.size(), 354U);
  EXPECT_EQ(sampling.pump_times[3], 30);
  EXPECT_NEAR(sampling.reduction(Cube{}), 167.0 * 166 / (17 * 17), 1e-12);
  EXPECT_NEAR(sampling.reduction(Cube{}), 95.9, 0.05);
}

TEST(Sampling, FullReducesNothing) { EXPECT_EQ(Sampling::named(Cube{}, "full").reduction(Cube{}), 1.0); }

TEST(Sampling, ReductionOfRealSpectra) {
  SamplingRequest request;
  request.parts = Parts::REAL;
  request.waiting_times = 1;
  EXPECT_NEAR(request.resolve(Cube{}).reduction(Cube{}), 332, 1e-9);
  request.waiting_times = 3;
  EXPECT_NEAR(request.resolve(Cube{}).reduction(Cube{}), 111, 0.4);
  request.frequency_stride = 2;
  EXPECT_NEAR(request.resolve(Cube{}).reduction(Cube{}), 221.3, 0.1);
}

TEST(Sampling, UnknownNames) {
  for (const char* name : {"", "half", "every-", "every-0", "every--2", "every-10x", "Every-10"})
    EXPECT_THROW(Sampling::named(Cube{}, name), std::invalid_argument) << name;
}

TEST(SamplingRequest, CountsAreSpreadFromZero) {
  SamplingRequest request;
  request.waiting_times = 3;
  request.pump_times = 1;
  request.frequencies = 354;
  const Sampling sampling = request.resolve(Cube{});
  EXPECT_EQ(sampling.waiting_times, (Indices{0, 55, 110}));
  EXPECT_EQ(sampling.pump_times, (Indices{0}));
  EXPECT_EQ(sampling.frequencies.size(), 354U);
  EXPECT_EQ(sampling.parts, Parts::COMPLEX);
}

TEST(SamplingRequest, NothingAskedKeepsEverything) {
  EXPECT_EQ(SamplingRequest{}.resolve(Cube{}), Sampling::full(Cube{}));
}

TEST(SamplingRequest, WaitingTimesInPicoseconds) {
  SamplingRequest request;
  request.waiting_times_ps = {{4.02, 0, 16.5}};
  EXPECT_EQ(request.resolve(Cube{}).waiting_times, (Indices{0, 40, 165}));
  request.waiting_times_ps = {{17.0}};
  EXPECT_THROW(request.resolve(Cube{}), std::invalid_argument);
  request.waiting_times_ps = {{-0.1}};
  EXPECT_THROW(request.resolve(Cube{}), std::invalid_argument);
  request.waiting_times_ps = {{1.0, 1.01}};
  EXPECT_THROW(request.resolve(Cube{}), std::invalid_argument);
  request.waiting_times_ps = {std::vector<double>{}};
  EXPECT_THROW(request.resolve(Cube{}), std::invalid_argument);
}

TEST(SamplingRequest, RefusesContradictions) {
  SamplingRequest twice;
  twice.waiting_times = 3;
  twice.waiting_stride = 2;
  EXPECT_THROW(twice.resolve(Cube{}), std::invalid_argument);
  SamplingRequest too_many;
  too_many.waiting_times = 167;
  EXPECT_THROW(too_many.resolve(Cube{}), std::invalid_argument);
  SamplingRequest none;
  none.pump_times = 0;
  EXPECT_THROW(none.resolve(Cube{}), std::invalid_argument);
  SamplingRequest no_stride;
  no_stride.frequency_stride = 0;
  EXPECT_THROW(no_stride.resolve(Cube{}), std::invalid_argument);
}

TEST(Sampling, IndicesAreChecked) {
  Sampling sampling = Sampling::full(Cube{});
  sampling.pump_times = {0, 167};
  EXPECT_THROW(sampling.validate(Cube{}), std::invalid_argument);
  sampling.pump_times = {5, 5};
  EXPECT_THROW(sampling.validate(Cube{}), std::invalid_argument);
  sampling.pump_times = {};
  EXPECT_THROW(sampling.validate(Cube{}), std::invalid_argument);
}

}  // namespace
}  // namespace sim
