#pragma once

#include <string>

#include "results/answers/minimum_dataset.hpp"

namespace results {

/// Parts of sentences and tables about the minimum dataset.

/// "0.25 points": as it was asked for.
std::string points(double margin);
/// "1.4 points", of a measured drop that is a fraction; what is below 0 is none.
std::string cost(double drop);
/// "95.2 %", measured.
std::string percent(double share);
/// "95 %", "99.95 %": as it was asked for.
std::string level(double share);
/// "96-fold"; of a crossing also "more than tested", "none".
std::string fold(double reduction);
enum class DataWords { SENTENCE, TABLE };
/// "17 of 166 waiting times", "96-fold less data (every-10)"; in a table the column says what it is of.
std::string data_of(const MinimumLevel& level, const MinimumAnswer& answer, const Observations& observations,
                    DataWords words);
/// "its own accuracy with the full cube".
std::string reference_words(const MinimumAnswer& answer, const Observations& observations);
/// "its own accuracy with the full cube (95.2 %, 5 replicates)".
std::string reference_of(const MinimumAnswer& answer, const Observations& observations);
/// "At SNR 5 the student", with the variant if there are several.
std::string subject_of(const MinimumAnswer& answer, const Observations& observations);
std::string_view name_of(MinimumVerdict verdict);

}  // namespace results
