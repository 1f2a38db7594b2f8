#include "results/spectra_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <stdexcept>

#include "results/h5/error.hpp"
#include "sweep/input_error.hpp"

namespace results {
namespace {

constexpr const char* kSpectra = "/spectra";
constexpr const char* kWaitingTimes = "/axes/waiting_time_ps";
constexpr const char* kFrequencies = "/axes/frequency_cm1";
constexpr const char* kPumpTimes = "/axes/pump_time_ps";
constexpr const char* kLabel = "/label";
constexpr const char* kDelta = "/parameters/delta_cm1";
constexpr const char* kTau = "/parameters/tau_ps";
constexpr const char* kSplit = "/split";

template <class T>
h5::Type element();
template <>
h5::Type element<double>() {
  return h5::float64();
}
template <>
h5::Type element<std::uint8_t>() {
  return h5::uint8();
}

template <class T>
void write_list(const h5::File& file, const std::string& name, const std::vector<T>& values) {
  if (values.empty()) return;
  h5::RowArray::create(file, name, element<T>(), {values.size()}).write(0, std::as_bytes(std::span(values)));
}

template <class T>
std::vector<T> read_list(const h5::File& file, const std::string& name) {
  const h5::RowArray array = h5::RowArray::open(file, name, element<T>(), 1);
  std::vector<T> values(array.rows());
  array.read(0, std::as_writable_bytes(std::span(values)));
  return values;
}

template <class T>
std::vector<T> read_optional_list(const h5::File& file, const std::string& name) {
  return file.has(name) ? read_list<T>(file, name) : std::vector<T>{};
}

void check_length(const std::string& name, std::size_t length, std::size_t expected, const std::string& of) {
  if (length != expected) {
    throw h5::Error(name + " has " + std::to_string(length) + " values, and " + of + " " +
                    std::to_string(expected));
  }
}

void check_labels(const SpectraLabels& labels, std::size_t samples) {
  check_length(kLabel, labels.label.size(), samples, "/spectra samples");
  if (!labels.delta_cm1.empty()) check_length(kDelta, labels.delta_cm1.size(), samples, "/spectra samples");
  if (!labels.tau_ps.empty()) check_length(kTau, labels.tau_ps.size(), samples, "/spectra samples");
  if (!labels.split.empty()) check_length(kSplit, labels.split.size(), samples, "/spectra samples");
  const auto wrong = std::find_if(labels.label.begin(), labels.label.end(), [](auto l) { return l > 1; });
  if (wrong != labels.label.end()) {
    throw h5::Error("/label of sample " + std::to_string(wrong - labels.label.begin()) + " is " +
                    std::to_string(*wrong) + ": it must be 0 (Same) or 1 (Different)");
  }
}

void check_axis(const std::string& name, const std::vector<double>& values) {
  if (values.empty()) throw h5::Error(name + " is empty");
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!std::isfinite(values[i]) || (i > 0 && values[i] <= values[i - 1])) {
      throw h5::Error(name + " does not rise at value " + std::to_string(i));
    }
  }
}

}  // namespace

SpectraFile SpectraFile::create(const std::string& path, const SpectraAxes& axes, const SpectraLabels& labels,
                                const Attributes& attributes) {
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
  if (descriptor < 0) throw sweep::InputError(path + ": cannot be written: " + std::strerror(errno));
  ::close(descriptor);
  SpectraFile made;
  try {
    check_axis(kWaitingTimes, axes.waiting_time_ps);
    check_axis(kFrequencies, axes.frequency_cm1);
    check_axis(kPumpTimes, axes.pump_time_ps);
    check_labels(labels, labels.label.size());
    if (labels.label.empty()) throw h5::Error("there is no sample");
  } catch (const h5::Error& error) {
    throw std::invalid_argument(error.what());
  }
  made.file_ = h5::File::create(path);
  made.axes_ = axes;
  made.labels_ = labels;
  made.attributes_ = attributes;
  made.spectra_ = h5::RowArray::create(made.file_, kSpectra, h5::complex64(),
                                       {labels.label.size(), axes.waiting_time_ps.size(),
                                        axes.frequency_cm1.size(), axes.pump_time_ps.size()});
  write_list(made.file_, kWaitingTimes, axes.waiting_time_ps);
  write_list(made.file_, kFrequencies, axes.frequency_cm1);
  write_list(made.file_, kPumpTimes, axes.pump_time_ps);
  write_list(made.file_, kLabel, labels.label);
  write_list(made.file_, kDelta, labels.delta_cm1);
  write_list(made.file_, kTau, labels.tau_ps);
  write_list(made.file_, kSplit, labels.split);
  for (const auto& [name, value] : attributes) h5::write_attribute(made.file_, name, value);
  return made;
}

SpectraFile SpectraFile::open(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) throw sweep::InputError(path + ": cannot be read: " + std::strerror(errno));
  ::close(descriptor);
  if (!h5::File::is_hdf5(path)) throw sweep::InputError(path + ": is not a file of spectra: it is not HDF5");
  SpectraFile opened;
  try {
    opened.file_ = h5::File::open(path, h5::Driver::SERIAL_READ);
    opened.spectra_ = h5::RowArray::open(opened.file_, kSpectra, h5::complex64(), 4);
    opened.axes_ = {read_list<double>(opened.file_, kWaitingTimes),
                    read_list<double>(opened.file_, kFrequencies),
                    read_list<double>(opened.file_, kPumpTimes)};
    opened.labels_ = {read_list<std::uint8_t>(opened.file_, kLabel),
                      read_optional_list<double>(opened.file_, kDelta),
                      read_optional_list<double>(opened.file_, kTau),
                      read_optional_list<std::uint8_t>(opened.file_, kSplit)};
    opened.attributes_ = h5::read_attributes(opened.file_);
    const auto& extents = opened.spectra_.extents();
    if (extents[0] == 0) throw h5::Error("/spectra has no sample");
    const SpectraAxes& axes = opened.axes_;
    check_axis(kWaitingTimes, axes.waiting_time_ps);
    check_axis(kFrequencies, axes.frequency_cm1);
    check_axis(kPumpTimes, axes.pump_time_ps);
    check_length(kWaitingTimes, axes.waiting_time_ps.size(), extents[1], "/spectra waiting times");
    check_length(kFrequencies, axes.frequency_cm1.size(), extents[2], "/spectra frequencies");
    check_length(kPumpTimes, axes.pump_time_ps.size(), extents[3], "/spectra pump times");
    check_labels(opened.labels_, extents[0]);
  } catch (const h5::Error& error) {
    throw sweep::InputError(path + ": is not a file of spectra: " + error.what() +
                            " (docs/results-file.md has the layout)");
  }
  return opened;
}

void SpectraFile::write_sample(std::size_t sample, std::span<const std::complex<float>> spectrum) {
  if (spectrum.size() != axes_.points())
    throw std::invalid_argument("a spectrum does not fit its file's axes");
  spectra_.write(sample, std::as_bytes(spectrum));
}

void SpectraFile::read_sample(std::size_t sample, std::span<std::complex<float>> spectrum) const {
  if (spectrum.size() != axes_.points())
    throw std::invalid_argument("a spectrum does not fit its file's axes");
  spectra_.read(sample, std::as_writable_bytes(spectrum));
}

float SpectraFile::peak() const {
  std::vector<std::complex<float>> spectrum(axes_.points());
  float largest = 0;
  for (std::size_t i = 0; i < samples(); ++i) {
    read_sample(i, spectrum);
    for (const std::complex<float> value : spectrum) {
      largest = std::max({largest, std::fabs(value.real()), std::fabs(value.imag())});
    }
  }
  return largest;
}

void SpectraFile::close() {
  spectra_ = {};
  file_.close();
}

}  // namespace results
