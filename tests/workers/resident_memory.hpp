#pragma once

#include <fstream>
#include <string>

/// MiB of this process's memory that are of its own ("RssAnon"), shared ("RssShmem") or of files ("RssFile").
inline double resident_mib(const std::string& kind) {
  std::ifstream status("/proc/self/status");
  std::string word;
  double kib = 0;
  while (status >> word) {
    if (word == kind + ":") status >> kib;
  }
  return kib / 1024;
}
