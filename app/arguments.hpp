#pragma once

#include <boost/program_options.hpp>
#include <string>
#include <vector>

namespace app {

namespace po = boost::program_options;

/// A command's words after its name, read by its description of options. Words that are no option are
/// positional.
class Arguments {
 public:
  /// `usage` is the line after "Usage: ". Throws sweep::InputError for an unknown option or a missing value.
  Arguments(const std::vector<std::string>& words, const std::string& usage, const std::string& about,
            const po::options_description& options);

  /// True when --help was asked for (and has been printed).
  bool wants_help() const { return help_; }

  /// The next positional word. Throws sweep::InputError when there is none.
  std::string take(const std::string& what);
  /// The positional words left over.
  const std::vector<std::string>& rest() const { return positional_; }
  /// Throws sweep::InputError when words are left over.
  void expect_no_more() const;

  bool has(const std::string& option) const { return values_.count(option) > 0; }
  template <class T>
  T get(const std::string& option) const {
    return values_[option].template as<T>();
  }

 private:
  po::variables_map values_;
  std::vector<std::string> positional_;
  std::string usage_;
  bool help_ = false;
};

}  // namespace app
