#include "app/arguments.hpp"

#include <iostream>

#include "sweep/input_error.hpp"

namespace app {

Arguments::Arguments(const std::vector<std::string>& words, const std::string& usage,
                     const std::string& about, const po::options_description& options)
    : usage_(usage) {
  po::options_description all("Options");
  all.add(options);
  all.add_options()("help,h", "this page");
  po::options_description hidden;
  hidden.add_options()("positional", po::value<std::vector<std::string>>());
  po::options_description known;
  known.add(all).add(hidden);
  po::positional_options_description places;
  places.add("positional", -1);
  try {
    po::store(po::command_line_parser(words).options(known).positional(places).run(), values_);
    po::notify(values_);
  } catch (const po::error& error) {
    throw sweep::InputError(std::string(error.what()) + "; usage: " + usage);
  }
  if (has("positional")) positional_ = get<std::vector<std::string>>("positional");
  help_ = has("help");
  if (help_) std::cout << "Usage: " << usage << "\n\n" << about << "\n\n" << all;
}

std::string Arguments::take(const std::string& what) {
  if (positional_.empty()) throw sweep::InputError("missing " + what + "; usage: " + usage_);
  std::string word = positional_.front();
  positional_.erase(positional_.begin());
  return word;
}

void Arguments::expect_no_more() const {
  if (!positional_.empty())
    throw sweep::InputError("unexpected '" + positional_.front() + "'; usage: " + usage_);
}

}  // namespace app
