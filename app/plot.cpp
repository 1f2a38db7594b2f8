#include <iostream>

#include "app/arguments.hpp"
#include "app/commands.hpp"
#include "results/figures/figure.hpp"
#include "sweep/input_error.hpp"

namespace app {

int plot(const Words& words) {
  po::options_description options;
  options.add_options()("figure,f", po::value<std::string>(), "which figure")(
      "out,o", po::value<std::string>(), "file to write; its ending chooses the format: .pdf, .svg or .png")(
      "list", "the figures that this file can give")("readout", po::value<std::string>(),
                                                     "of plate-map (default: the best predicted)")(
      "architecture", po::value<std::string>(), "of plate-map (default: the best for the readout)");
  Arguments arguments(words,
                      "gridsweep plot FILE --figure NAME --out X.pdf|svg|png [--readout NAME] "
                      "[--architecture NAME]  (or --list)",
                      "Draws a figure from a results file.", options);
  if (arguments.wants_help()) return DONE;
  const results::ResultsFile file(arguments.take("FILE, a results file"), results::Access::READ);
  arguments.expect_no_more();
  if (arguments.has("list")) {
    for (const results::Figure& figure : results::figures(file))
      std::cout << figure.name << "  " << figure.about << '\n';
    return DONE;
  }
  for (const char* needed : {"figure", "out"}) {
    if (!arguments.has(needed))
      throw sweep::InputError(std::string("missing --") + needed + "; gridsweep plot --help");
  }
  const std::string out = arguments.get<std::string>("out");
  results::Wish wish;
  if (arguments.has("readout")) wish.readout = arguments.get<std::string>("readout");
  if (arguments.has("architecture")) wish.architecture = arguments.get<std::string>("architecture");
  const std::string caption = results::draw(file, arguments.get<std::string>("figure"), out, wish);
  std::cout << out << ": " << caption << '\n';
  return DONE;
}

}  // namespace app
