#pragma once

#include <string>
#include <vector>

#include "results/header.hpp"
#include "results/report/section.hpp"

namespace results {

/// Everything on the page of `gridsweep report`.
struct Page {
  struct Figure {
    std::string name;
    std::string svg;
    std::string caption;
  };
  struct Part {
    Section section;
    std::vector<Figure> figures;
  };

  Header header;
  std::string file;                   // the results file's name, without folders
  std::string options;                // of `answer` and of figures that show its answers: " --margin 5"
  std::string made;                   // when and by which version of the program
  std::vector<std::string> in_short;  // the answer in a few sentences
  std::vector<Part> parts;
  std::vector<std::string> provenance;  // where, when, on what, how long: "what: value" lines

  /// One HTML file that needs nothing else: styles and figures are in it, and no script. Readable on a phone
  /// and in print.
  std::string html() const;
};

}  // namespace results
