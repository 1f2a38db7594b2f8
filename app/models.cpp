#include <cstdio>
#include <iostream>

#include "app/arguments.hpp"
#include "app/commands.hpp"
#include "models/architectures.hpp"

namespace app {
namespace {

/// 122097234 as "122,097,234".
std::string grouped(std::int64_t number) {
  const std::string digits = std::to_string(number);
  std::string text;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) text += ',';
    text += digits[i];
  }
  return text;
}

}  // namespace

int models(const Words& words) {
  const po::options_description options;
  const Arguments arguments(words, "gridsweep models",
                            "Lists every architecture with its parameters at its usual input.", options);
  if (arguments.wants_help()) return DONE;
  arguments.expect_no_more();
  std::printf("%-17s %13s %13s  %-16s %s\n", "architecture", "parameters", "trainable", "input",
              "what it is");
  for (const ::models::Architecture& architecture : ::models::architectures()) {
    const auto summary = ::models::summarize(architecture, {}, architecture.usual_input);
    std::printf("%-17s %13s %13s  %-16s %s\n", architecture.name.c_str(), grouped(summary.parameters).c_str(),
                grouped(summary.trainable).c_str(), ::models::to_string(architecture.usual_input).c_str(),
                architecture.description.c_str());
  }
  std::printf(
      "\nInput of spectra: waiting times x (real and imaginary rows of the frequencies) x pump times; of "
      "wells:\n"
      "channels x rows x columns of the picture. A vit_* network trains its head; its ViT-B/32 is frozen.\n");
  return DONE;
}

}  // namespace app
