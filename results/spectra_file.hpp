#pragma once

#include <complex>
#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "results/h5/attributes.hpp"
#include "results/h5/row_array.hpp"

namespace results {

/// The axes of every spectrum of a dataset, in the order of its dimensions.
struct SpectraAxes {
  std::vector<double> waiting_time_ps;
  std::vector<double> frequency_cm1;
  std::vector<double> pump_time_ps;

  std::size_t points() const { return waiting_time_ps.size() * frequency_cm1.size() * pump_time_ps.size(); }
  bool operator==(const SpectraAxes&) const = default;
};

/// What is known of the samples. Vectors have one value per sample, or are empty when it is not known.
struct SpectraLabels {
  std::vector<std::uint8_t> label;  // 0 Same, 1 Different; never empty
  std::vector<double> delta_cm1;
  std::vector<double> tau_ps;
  std::vector<std::uint8_t> split;  // a sweep::SplitCode
};

/// A dataset of 2D IR spectra in one HDF5 file, as `gridsweep simulate` writes and `data.source` reads it, so
/// that measured spectra can come in the same way:
///
///   /spectra               {r, i} float32 [sample, waiting time, frequency, pump time]; complex64 in h5py
///   /axes/waiting_time_ps, /axes/frequency_cm1, /axes/pump_time_ps      float64
///   /label                 uint8 [sample]
///   /parameters/delta_cm1, /parameters/tau_ps   float64 [sample], optional
///   /split                 uint8 [sample], optional
///   attributes             texts and numbers: SNR, threshold, limit, seed …
///
/// Serial, no MPI; one thread at a time.
class SpectraFile {
 public:
  using Attributes = std::map<std::string, h5::AttributeValue>;

  /// Replaces what is at `path`. Every sample is to be written before the file is of use. Throws InputError
  /// when the file cannot be made, std::invalid_argument for vectors that do not fit each other.
  static SpectraFile create(const std::string& path, const SpectraAxes& axes, const SpectraLabels& labels,
                            const Attributes& attributes = {});
  /// For reading. Throws InputError, one line, for whatever is missing or of another shape.
  static SpectraFile open(const std::string& path);

  std::size_t samples() const { return labels_.label.size(); }
  const SpectraAxes& axes() const { return axes_; }
  const SpectraLabels& labels() const { return labels_; }
  const Attributes& attributes() const { return attributes_; }

  /// `spectrum` is [waiting time, frequency, pump time], row-major: axes().points() values. Throws
  /// std::invalid_argument for another size, and h5::Error when the file system fails.
  void write_sample(std::size_t sample, std::span<const std::complex<float>> spectrum);
  void read_sample(std::size_t sample, std::span<std::complex<float>> spectrum) const;
  /// Largest magnitude in the file, over both parts of every value: what scales the dataset into [-1, 1].
  /// Reads the whole file.
  float peak() const;
  /// Writes what is still held; throws when that fails. Nothing can be read or written afterwards.
  void close();

 private:
  SpectraFile() = default;

  h5::File file_;
  h5::RowArray spectra_;
  SpectraAxes axes_;
  SpectraLabels labels_;
  Attributes attributes_;
};

}  // namespace results
