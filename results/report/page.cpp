#include "results/report/page.hpp"

#include <sstream>
#include <string_view>

#include "results/report/html.hpp"
#include "results/report/style.hpp"

namespace results {
namespace {

using html::escaped;

std::string paragraphs(const std::vector<std::string>& sentences) {
  std::string text;
  for (const std::string& sentence : sentences) text += "<p>" + escaped(sentence) + "</p>\n";
  return text;
}

std::string list(const std::vector<std::string>& items) {
  std::string text = "<ul>\n";
  for (const std::string& item : items) text += "<li>" + escaped(item) + "</li>\n";
  return text + "</ul>\n";
}

std::string code(const std::string& text) { return "<pre tabindex=\"0\">" + escaped(text) + "</pre>\n"; }

std::string folded(const std::string& title, const std::string& inside) {
  return "<details><summary>" + escaped(title) + "</summary>\n" + inside + "</details>\n";
}

/// A word that a shell takes as it is.
std::string quoted(const std::string& word) {
  constexpr std::string_view kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=./,:@%";
  if (!word.empty() && word.find_first_not_of(kPlain) == std::string::npos) return word;
  std::string text = "'";
  for (const char c : word) text += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return text + "'";
}

/// The line that a reader can type, from "table FILE --format csv".
std::string command_line(std::string command, const std::string& file, const std::string& options = "") {
  const std::string word = "FILE";
  if (const std::size_t at = command.find(word); at != std::string::npos) {
    command.replace(at, word.size(), quoted(file));
  }
  return "gridsweep " + command + options + "\n";
}

std::string part_html(const Page& page, const Page::Part& part, std::size_t number) {
  const std::string id = "q" + std::to_string(number);
  std::string text = "<section id=\"" + id + "\">\n<h2>" + escaped(part.section.question) + "</h2>\n";
  text += paragraphs(part.section.sentences);
  std::string commands;
  for (const Page::Figure& figure : part.figures) {
    text += "<figure>\n" + html::picture(figure.svg, figure.name + ". " + figure.caption) + "<figcaption>" +
            escaped(figure.caption) + "</figcaption>\n</figure>\n";
    const bool shows_answers = figure.name == "accuracy-vs-reduction";
    commands += command_line("plot FILE --figure " + figure.name + " --out " + figure.name + ".pdf --data",
                             page.file, shows_answers ? page.options : "");
  }
  for (const TableLines& table : part.section.tables) text += html::table(table);
  std::string details = paragraphs(part.section.more_sentences);
  for (const TableLines& table : part.section.more_tables) details += html::table(table);
  if (!details.empty()) text += folded("In detail", details);
  std::string numbers;
  for (const std::string& command : part.section.commands)
    numbers += command_line(command, page.file, command.starts_with("answer") ? page.options : "");
  if (!(numbers + commands).empty()) text += folded("How to get these numbers", code(numbers + commands));
  return text + "</section>\n";
}

std::string contents(const Page& page) {
  std::string text = "<nav><ol>\n";
  for (std::size_t i = 0; i < page.parts.size(); ++i) {
    text += "<li><a href=\"#q" + std::to_string(i + 1) + "\">" + escaped(page.parts[i].section.question) +
            "</a></li>\n";
  }
  return text + "<li><a href=\"#made\">How was it made?</a></li>\n</ol></nav>\n";
}

std::string how_made(const Page& page) {
  std::string run = "mpirun -n RANKS " + command_line("run study.yaml --out FILE", page.file);
  run.pop_back();
  std::istringstream overrides(page.header.overrides);
  for (std::string line; std::getline(overrides, line);) run += " " + quoted(line);
  std::string versions;
  for (const auto& [library, version] : page.header.versions) versions += library + " " + version + "\n";
  return "<section id=\"made\">\n<h2>How was it made?</h2>\n" + list(page.provenance) +
         "<p>To run it again: save the study below as study.yaml, then</p>\n" + code(run + "\n") +
         "<p>The same study gives the same records on any number of ranks, bit for bit for teams of one rank "
         "on "
         "machines of one kind.</p>\n" +
         folded("The study file", code(page.header.study_text)) +
         folded("Every setting, as resolved (hash " + page.header.settings_hash + ")",
                code(page.header.settings)) +
         folded("Versions", code("commit " + page.header.commit + "\n" + versions)) + "</section>\n";
}

}  // namespace

std::string Page::html() const {
  std::string text =
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"generator\" content=\"gridsweep\">\n"
      // Without it browsers ask the server for one, which a page in a folder does not have.
      "<link rel=\"icon\" href=\"data:,\">\n<title>" +
      escaped(header.name) + "</title>\n<style>\n" + kStyle +
      "</style>\n</head>\n<body>\n<main>\n<header>\n<h1>" + escaped(header.name) +
      "</h1>\n<p class=\"note\">" + escaped(made) + "</p>\n</header>\n";
  if (!in_short.empty()) {
    text += "<section class=\"short\">\n<h2>In short</h2>\n" + list(in_short) + "</section>\n";
  }
  text += contents(*this);
  for (std::size_t i = 0; i < parts.size(); ++i) text += part_html(*this, parts[i], i + 1);
  return text + how_made(*this) + "</main>\n</body>\n</html>\n";
}

}  // namespace results
