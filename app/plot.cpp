#include <iostream>

#include "app/answer_options.hpp"
#include "app/arguments.hpp"
#include "app/commands.hpp"
#include "app/opened_results.hpp"
#include "results/figures/figure.hpp"
#include "sweep/input_error.hpp"

namespace app {

int plot(const Words& words) {
  po::options_description options;
  options.add_options()("figure,f", po::value<std::string>(), "which figure")(
      "out,o", po::value<std::string>(), "file to write; its ending chooses the format: .pdf, .svg or .png")(
      "data", "also write the numbers (X.csv) and the gnuplot script (X.gp) beside the figure")(
      "list", "the figures that this file can give")("readout", po::value<std::string>(),
                                                     "of plate-map (default: the best predicted)")(
      "architecture", po::value<std::string>(), "of plate-map (default: the best for the readout)");
  add_answer_options(options);
  Arguments arguments(
      words,
      "gridsweep plot FILE --figure NAME --out X.pdf|svg|png [--data] [--margin POINTS] [--readout NAME] "
      "[--architecture NAME]  (or --list)",
      "Draws a figure from a results file.", options);
  if (arguments.wants_help()) return DONE;
  OpenedResults opened(arguments.take("FILE, a results file"));
  arguments.expect_no_more();
  if (arguments.has("list")) {
    for (const results::Figure& figure : results::figures(opened.source()))
      std::cout << figure.name << "  " << figure.about << '\n';
    return DONE;
  }
  for (const char* needed : {"figure", "out"}) {
    if (!arguments.has(needed))
      throw sweep::InputError(std::string("missing --") + needed + "; gridsweep plot --help");
  }
  opened.source().set_minimum_options(minimum_options(arguments));
  const std::string out = arguments.get<std::string>("out");
  results::Wish wish;
  if (arguments.has("readout")) wish.readout = arguments.get<std::string>("readout");
  if (arguments.has("architecture")) wish.architecture = arguments.get<std::string>("architecture");
  const auto beside = arguments.has("data") ? results::Beside::DATA : results::Beside::NOTHING;
  const std::string caption =
      results::draw(opened.source(), arguments.get<std::string>("figure"), out, wish, beside);
  std::cout << out << ": " << caption << '\n';
  if (beside == results::Beside::DATA) {
    std::cout << results::numbers_path(out) << ": the numbers shown\n"
              << results::script_path(out) << ": the gnuplot script, to restyle it\n";
  }
  return DONE;
}

}  // namespace app
