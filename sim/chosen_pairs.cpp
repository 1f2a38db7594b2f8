#include "sim/chosen_pairs.hpp"

namespace sim {

ChosenPairs choose_pairs(const FisherInformation& information, std::int64_t count) {
  const std::vector<std::vector<Information>> all = information.of_each_pair();
  std::vector<std::vector<bool>> taken(all.size(), std::vector<bool>(all.front().size(), false));
  // One complex row of frequencies may already determine both, so the first choice needs no help.
  ChosenPairs chosen;
  const auto determinant = [](const Information& i) { return i.delta * i.tau - i.mixed * i.mixed; };
  for (std::int64_t n = 0; n < count; ++n) {
    double most = -1;
    PumpWaitPair best = {-1, -1};
    for (std::size_t t = 0; t < all.size(); ++t)
      for (std::size_t k = 0; k < all[t].size(); ++k) {
        if (taken[t][k]) continue;
        Information with = chosen.information;
        with += all[t][k];
        if (const double d = determinant(with); d > most) {
          most = d;
          best = {static_cast<std::int64_t>(t), static_cast<std::int64_t>(k)};
        }
      }
    if (best.pump_time < 0) break;
    taken[best.pump_time][best.waiting_time] = true;
    chosen.pairs.push_back(best);
    chosen.information += all[best.pump_time][best.waiting_time];
  }
  return chosen;
}

}  // namespace sim
