#include "results/answers/replicate_means.hpp"

#include <map>

#include "results/statistics/complete_block.hpp"

namespace results {

ReplicateMeans::ReplicateMeans(std::span<const Trial> trials) {
  std::map<double, std::size_t> replicates;         // their columns
  std::map<std::size_t, std::size_t> combinations;  // their rows
  for (const Trial& trial : trials) {
    replicates.emplace(trial.replicate, 0);
    combinations.emplace(trial.combination, combinations.size());
  }
  std::size_t columns = 0;
  for (auto& [replicate, column] : replicates) column = columns++;
  std::vector<std::vector<bool>> has(combinations.size(), std::vector<bool>(columns, false));
  for (const Trial& trial : trials) has[combinations[trial.combination]][replicates[trial.replicate]] = true;
  const CompleteBlock block = CompleteBlock::largest(has);
  std::vector<bool> counts(has.size(), false);  // by row
  for (const std::size_t row : block.rows) counts[row] = true;
  std::vector<std::size_t> place(columns, columns);  // in trials_, by column
  for (std::size_t i = 0; i < block.columns.size(); ++i) place[block.columns[i]] = i;
  trials_.resize(block.columns.size());
  for (std::size_t i = 0; i < trials.size(); ++i) {
    const std::size_t replicate = place[replicates[trials[i].replicate]];
    if (replicate < columns && counts[combinations[trials[i].combination]]) {
      trials_[replicate].push_back(i);
    } else {
      ++left_out_;
    }
  }
}

std::vector<double> ReplicateMeans::of(std::span<const double> numbers) const {
  std::vector<double> means;
  for (const std::vector<std::size_t>& replicate : trials_) {
    double sum = 0;
    for (const std::size_t trial : replicate) sum += numbers[trial];
    means.push_back(sum / static_cast<double>(replicate.size()));
  }
  return means;
}

}  // namespace results
