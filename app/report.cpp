#include "results/report/page.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include "app/answer_options.hpp"
#include "app/commands.hpp"
#include "app/provenance.hpp"
#include "results/figures/figure.hpp"
#include "results/report/whole_study.hpp"
#include "sweep/input_error.hpp"

namespace app {
namespace {

/// A folder that goes away with everything in it.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string path = std::filesystem::temp_directory_path() / "gridsweep-report-XXXXXX";
    if (::mkdtemp(path.data()) == nullptr)
      throw sweep::InputError(path + ": no temporary folder can be made; set TMPDIR to one that takes files");
    path_ = path;
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  std::string file(const std::string& name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

std::string text_of(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

std::string today() {
  const std::time_t now = std::time(nullptr);
  std::array<char, 16> text{};
  std::strftime(text.data(), text.size(), "%Y-%m-%d", std::gmtime(&now));
  return text.data();
}

/// The figures of a section that the file can give, drawn.
std::vector<results::Page::Figure> drawn(const results::Section& section, const results::FigureSource& source,
                                         const std::vector<results::Figure>& possible) {
  const TemporaryFolder folder;
  std::vector<results::Page::Figure> figures;
  for (const std::string& name : section.figures) {
    const bool can = std::any_of(possible.begin(), possible.end(),
                                 [&](const results::Figure& figure) { return figure.name == name; });
    if (!can) continue;
    const std::string path = folder.file(name + ".svg");
    try {
      const std::string caption = results::draw(source, name, path);
      figures.push_back({name, text_of(path), caption});
    } catch (const sweep::InputError&) {
      throw;  // no gnuplot, no room: so it would be with all of them
    } catch (const std::exception& error) {
      std::cerr << "figure " << name << " is left out: " << error.what() << '\n';
    }
  }
  return figures;
}

bool says_nothing(const results::Page::Part& part) {
  return part.figures.empty() && part.section.sentences.empty() && part.section.tables.empty() &&
         part.section.more_tables.empty();
}

void write(const std::string& path, const std::string& text) {
  const std::string unfinished = path + ".new";
  std::ofstream out(unfinished, std::ios::binary);
  out << text;
  out.close();
  if (!out || std::rename(unfinished.c_str(), path.c_str()) != 0) {
    const std::string why = std::strerror(errno);
    std::remove(unfinished.c_str());
    throw sweep::InputError(path + ": cannot be written: " + why);
  }
}

}  // namespace

int report(const Words& words) {
  po::options_description options;
  options.add_options()("out,o", po::value<std::string>(), "the page to write, such as report.html");
  add_answer_options(options);
  Arguments arguments(
      words,
      "gridsweep report FILE --out report.html [--margin POINTS] [--confidence PERCENT] [--accuracy PERCENT]",
      "One page with a study's answers, tables, figures, settings and where they come from. It "
      "needs no other file, no network and no program but a browser.",
      options);
  if (arguments.wants_help()) return DONE;
  if (!arguments.has("out")) throw sweep::InputError("missing --out; gridsweep report --help");
  const std::string out = arguments.get<std::string>("out");
  const results::MinimumOptions wanted = minimum_options(arguments);
  OpenedResults opened(arguments.take("FILE, a results file"));
  arguments.expect_no_more();

  const results::Answers answers = answers_of(opened, wanted);
  const results::ResultsFile& file = opened.file();
  results::Page page;
  page.header = file.header();
  page.options = option_words(arguments);
  page.file = std::filesystem::path(file.path()).filename();
  page.made = "Answers, figures and settings of a study, made by gridsweep " + provenance().commit + " on " +
              today() + " from " + page.file + ".";
  page.in_short = answers.in_short;
  page.provenance = results::provenance_lines(file);
  const std::vector<results::Figure> possible = results::figures(opened.source());
  for (const results::Section& section : answers.sections) {
    results::Page::Part part{section, drawn(section, opened.source(), possible)};
    if (!says_nothing(part)) page.parts.push_back(std::move(part));
  }
  write(out, page.html());
  std::cout << out << ": one page, to be opened in any browser or sent as it is\n";
  return DONE;
}

}  // namespace app
