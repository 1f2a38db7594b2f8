#include "use_file.hpp"

#include "results/figures/spectra_figures.hpp"
#include "results/report/spectra_answers.hpp"
#include "results/report/wells_answers.hpp"
#include "results/report/whole_study.hpp"
#include "results/results_file.hpp"
#include "results/status.hpp"
#include "results/summary.hpp"
#include "results/table.hpp"
#include "results/wells/readout_table.hpp"
#include "results/wells/wells_figures.hpp"
#include "sweep/input_error.hpp"
#include "target.hpp"

namespace fuzz {
namespace {

constexpr double kNow = 1.8e9;  // seconds since 1970

void read_row(results::ResultsFile& file, sweep::Row row, results::RowCheck check, sweep::TrialState state) {
  const sweep::TrialRecord record = file.read(row);
  expect(record.state == state, "a record's state is the one in states()");
  expect(check == results::RowCheck::WHOLE || state == sweep::TrialState::WAITING, "what is not whole waits");
  expect(record.predictions.labels.size() <= file.shape().samples, "a record fits the file's shape");
  expect(record.predictions.logits.size() <= file.shape().samples * file.shape().classes,
         "a record fits the file's shape");
  for (const auto& curve : record.curves) {
    expect(curve.size() <= file.shape().epochs, "a record fits the file's shape");
  }
  file.attempts(row);
  if (state == sweep::TrialState::COMPLETE) file.read_predictions(row);
}

/// What tables and figures of wells make of it; gnuplot is not run.
void use_wells(const results::ResultsFile& file) {
  if (!results::WellsStudy::is_in(file)) return;
  const results::WellsStudy study(file);
  for (const auto format : {results::TableFormat::TEXT, results::TableFormat::CSV}) {
    results::readout_table(study, format);
  }
  for (const results::WellsFigure& figure : results::wells_figures()) {
    if (!figure.lacking(file, study).empty()) continue;
    try {
      figure.draw(file, study, {}, "x.svg", results::ImageFormat::SVG);
    } catch (const sweep::InputError&) {
      // The best readout has no predictions to map.
    }
  }
}

/// What answers and figures make of it; gnuplot is not run.
void use_answers(results::ResultsFile& file) {
  if (file.header().task != "spectra") {
    results::wells_answers(file);
    return;
  }
  const results::FigureSource source(file);
  results::spectra_answers(file, source.observations(), source.minimum());
  for (const results::SpectraFigure& figure : results::spectra_figures()) {
    if (!figure.lacking(source).empty()) continue;
    try {
      figure.draw(source, "x.svg", results::ImageFormat::SVG);
    } catch (const sweep::InputError&) {
      // Its data are not there.
    }
  }
}

}  // namespace

void use_file(const std::string& path) {
  results::ResultsFile file(path, results::Access::READ);
  const auto checks = file.verify();
  const auto states = file.states();
  expect(checks.size() == file.size() && states.size() == file.size(), "every row is visited");
  for (std::uint32_t i = 0; i < file.size(); ++i) read_row(file, {i}, checks[i], states[i]);

  results::status_text(file, kNow);
  for (const char* metric : {"test_accuracy", "wall_seconds"}) {
    const results::Summary summary(file, {}, metric);
    for (const auto format : {results::TableFormat::TEXT, results::TableFormat::MARKDOWN,
                              results::TableFormat::CSV, results::TableFormat::LATEX}) {
      results::table(summary, format);
    }
  }
  results::Summary(file, {"data_reduction"}, "test_loss");
  use_wells(file);
  use_answers(file);
  results::provenance_lines(file);
}

}  // namespace fuzz
