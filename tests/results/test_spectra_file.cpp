#include "results/spectra_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "results/h5/error.hpp"
#include "sweep/input_error.hpp"
#include "temporary_folder.hpp"

namespace {

using results::SpectraAxes;
using results::SpectraFile;
using results::SpectraLabels;
using testing::HasSubstr;
using Spectrum = std::vector<std::complex<float>>;

const SpectraAxes kAxes = {{0, 0.1}, {2100, 2100.3, 2100.6}, {0, 0.024}};

SpectraLabels labels() { return {{0, 1}, {4.4, 5.5}, {2.0, 2.6}, {0, 1}}; }

Spectrum spectrum(float scale) {
  Spectrum values;
  for (std::size_t i = 0; i < kAxes.points(); ++i) {
    values.emplace_back(scale * static_cast<float>(i), -2 * scale * static_cast<float>(i));
  }
  return values;
}

std::string refusal(const std::string& path) {
  try {
    SpectraFile::open(path);
  } catch (const sweep::InputError& error) {
    return error.what();
  }
  return "(none)";
}

TEST(SpectraFile, ComesBackAsItWasWritten) {
  const TemporaryFolder folder;
  const std::string path = folder / "spectra.h5";
  {
    SpectraFile file = SpectraFile::create(
        path, kAxes, labels(), {{"data.snr", 100.0}, {"seed", std::uint64_t{7}}, {"norm", "maximum"}});
    file.write_sample(1, spectrum(2));
    file.write_sample(0, spectrum(1));
    file.close();
  }
  const SpectraFile file = SpectraFile::open(path);
  ASSERT_EQ(file.samples(), 2U);
  EXPECT_EQ(file.axes(), kAxes);
  EXPECT_EQ(file.labels().label, labels().label);
  EXPECT_EQ(file.labels().delta_cm1, labels().delta_cm1);
  EXPECT_EQ(file.labels().tau_ps, labels().tau_ps);
  EXPECT_EQ(file.labels().split, labels().split);
  EXPECT_EQ(std::get<double>(file.attributes().at("data.snr")), 100);
  EXPECT_EQ(std::get<std::uint64_t>(file.attributes().at("seed")), 7U);
  EXPECT_EQ(std::get<std::string>(file.attributes().at("norm")), "maximum");
  Spectrum read(kAxes.points());
  file.read_sample(0, read);
  EXPECT_EQ(read, spectrum(1));
  file.read_sample(1, read);
  EXPECT_EQ(read, spectrum(2));
  EXPECT_EQ(file.peak(), 44.0F);  // 2 * 2 * 11
  Spectrum small(kAxes.points() - 1);
  EXPECT_THROW(file.read_sample(0, small), std::invalid_argument);
  EXPECT_THROW(file.read_sample(2, read), h5::Error);
}

TEST(SpectraFile, OptionalPartsMayBeMissing) {
  const TemporaryFolder folder;
  SpectraFile::create(folder / "s.h5", kAxes, {{0, 1}, {}, {}, {}}).close();
  const SpectraFile file = SpectraFile::open(folder / "s.h5");
  EXPECT_TRUE(file.labels().delta_cm1.empty());
  EXPECT_TRUE(file.labels().split.empty());
}

TEST(SpectraFile, EveryFaultIsNamed) {
  const TemporaryFolder folder;
  const std::string path = folder / "s.h5";
  EXPECT_THAT(refusal(path), HasSubstr("No such file"));
  write_text(path, "no");
  EXPECT_THAT(refusal(path), HasSubstr("it is not HDF5"));

  struct Parts {
    std::vector<std::size_t> spectra = {2, 2, 3, 2};
    std::vector<double> waiting = kAxes.waiting_time_ps;
    std::vector<double> pump = kAxes.pump_time_ps;
    std::vector<std::uint8_t> label = {0, 1};
    std::vector<double> delta = {};
    bool label_is_real = false;
    bool spectra_are_real = false;
  };
  const auto refused = [&](const Parts& parts) {
    {
      h5::File file = h5::File::create(path);
      const auto put = [&](const std::string& name, h5::Type type, const auto& values) {
        if (values.empty()) return;
        h5::RowArray::create(file, name, std::move(type), {values.size()})
            .write(0, std::as_bytes(std::span(values)));
      };
      if (!parts.spectra.empty()) {
        h5::RowArray::create(file, "/spectra", parts.spectra_are_real ? h5::float32() : h5::complex64(),
                             parts.spectra);
      }
      put("/axes/waiting_time_ps", h5::float64(), parts.waiting);
      put("/axes/frequency_cm1", h5::float64(), kAxes.frequency_cm1);
      put("/axes/pump_time_ps", h5::float64(), parts.pump);
      if (parts.label_is_real) {
        put("/label", h5::float64(), std::vector<double>{0, 1});
      } else {
        put("/label", h5::uint8(), parts.label);
      }
      put("/parameters/delta_cm1", h5::float64(), parts.delta);
      file.close();
    }
    return refusal(path);
  };
  EXPECT_EQ(refused({}), "(none)");
  EXPECT_THAT(refused({.spectra = {}}), HasSubstr("it has no /spectra"));
  EXPECT_THAT(refused({.spectra = {2, 6, 2}}), HasSubstr("/spectra has 3 dimensions, not 4"));
  EXPECT_THAT(refused({.spectra_are_real = true}), HasSubstr("/spectra is not of complex64"));
  EXPECT_THAT(refused({.waiting = {}}), HasSubstr("it has no /axes/waiting_time_ps"));
  EXPECT_THAT(refused({.waiting = {0.1, 0.1}}), HasSubstr("/axes/waiting_time_ps does not rise at value 1"));
  EXPECT_THAT(refused({.pump = {0, 1, 2}}),
              HasSubstr("/axes/pump_time_ps has 3 values, and /spectra pump times 2"));
  EXPECT_THAT(refused({.label = {}}), HasSubstr("it has no /label"));
  EXPECT_THAT(refused({.label = {0, 1, 1}}), HasSubstr("/label has 3 values"));
  EXPECT_THAT(refused({.label = {0, 2}}), HasSubstr("/label of sample 1 is 2"));
  EXPECT_THAT(refused({.label_is_real = true}), HasSubstr("/label is not of uint8"));
  EXPECT_THAT(refused({.delta = {4.0}}), HasSubstr("/parameters/delta_cm1 has 1 values"));
}

TEST(SpectraFile, WhatCannotBeMadeIsTheUsersMistake) {
  const TemporaryFolder folder;
  EXPECT_THROW(SpectraFile::create(folder / "nowhere/s.h5", kAxes, labels()), sweep::InputError);
  EXPECT_THROW(SpectraFile::create(folder / "s.h5", kAxes, {{0, 1}, {1.0}, {}, {}}), std::invalid_argument);
}

}  // namespace
