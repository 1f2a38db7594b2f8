// The figure of the spectra themselves: drawn from plain values.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "results/figures/gnuplot.hpp"
#include "results/figures/spectra_script.hpp"
#include "temporary_folder.hpp"

namespace {

using results::SpectraShown;
using testing::HasSubstr;
using testing::Not;

SpectraShown some_spectra(double snr) {
  SpectraShown shown;
  shown.pictures = {{2140, 2150, 2160}, {2120, 2130, 2140, 2150}, snr, {}};
  for (const double wait : {0.0, 2.0})
    shown.pictures.spectra.push_back(
        {wait, {0, 0.1, 0.2, 0, 1, 0.5, -1, -0.5, 0, 0, 0.25, 0}, std::vector<double>(12, 2.5)});
  const results::DataFacts all{{2, 2}, {3, 3}, {4, 4}, {2, 2}};
  const results::DataFacts few{{1, 2}, {2, 3}, {4, 4}, {1, 2}};
  shown.kept = {{"full", 1, all, {{0, 1, 2}, {0, 5}, 2, 5}}, {"few", 6, few, {{0, 2}, {0}, 2, 5}}};
  return shown;
}

TEST(SpectraShown, IsDrawn) {
  const TemporaryFolder folder;
  for (const auto& [name, format] :
       {std::pair{"x.svg", results::ImageFormat::SVG}, std::pair{"x.png", results::ImageFormat::PNG},
        std::pair{"x.pdf", results::ImageFormat::PDF}}) {
    results::run_gnuplot(results::spectra_script(some_spectra(2), folder / name, format));
    EXPECT_GT(std::filesystem::file_size(folder / name), 1000U);
  }
}

TEST(SpectraShown, SaysWhatIsShown) {
  const SpectraShown noisy = some_spectra(2);
  const std::string script = results::spectra_script(noisy, "x.svg", results::ImageFormat::SVG);
  EXPECT_THAT(script, HasSubstr("waiting time 2 ps"));
  EXPECT_THAT(script, HasSubstr("SNR 2"));
  EXPECT_THAT(script, HasSubstr("reduction 6"));
  EXPECT_THAT(script, HasSubstr("w 4, real"));
  EXPECT_THAT(script, Not(HasSubstr("2.5 ")));  // beyond the colours' end
  EXPECT_THAT(noisy.caption(), HasSubstr("at SNR 2 "));
  const std::string numbers = noisy.numbers();
  EXPECT_EQ(std::count(numbers.begin(), numbers.end(), '\n'), 1 + 2 * 12);
  EXPECT_THAT(numbers, HasSubstr("\n2,2150,2140,-1,2.5\n"));
}

// A study without noise, or of noise alone, has one row of spectra.
TEST(SpectraShown, WithoutNoise) {
  for (const double snr : {0.0, static_cast<double>(INFINITY)}) {
    const SpectraShown clean = some_spectra(snr);
    EXPECT_THAT(results::spectra_script(clean, "x.svg", results::ImageFormat::SVG), Not(HasSubstr("$noisy")));
    EXPECT_THAT(clean.caption(), Not(HasSubstr("at SNR")));
  }
}

}  // namespace
