#include "app/rehearsed_schedule.hpp"

#include <algorithm>

namespace app {

results::Schedule rehearsed_schedule(const sweep::Grid& grid, const sweep::Plan& plan,
                                     const sweep::Rehearsal& rehearsal) {
  results::Schedule schedule;
  schedule.runs = {{.incarnation = 1, .begin = 0, .end = rehearsal.seconds}};
  for (int rank = 1; rank <= rehearsal.workers; ++rank) schedule.lanes.push_back({.rank = rank});
  const auto architecture =
      std::find_if(grid.columns().begin(), grid.columns().end(),
                   [](const sweep::Factor& f) { return f.key == "model.architecture"; });
  const auto column = static_cast<std::size_t>(architecture - grid.columns().begin());
  const bool varies = architecture != grid.columns().end();
  if (varies) {
    for (const sweep::Level& level : architecture->levels) schedule.architectures.push_back(level.text());
  } else {
    schedule.architectures.push_back(grid.settings(sweep::Row{0}).text("model.architecture"));
  }
  std::vector<const sweep::Performance*> ended(grid.size(), nullptr);
  for (const sweep::Performance& p : rehearsal.schedule) {
    const sweep::Row row = p.assignment.row;
    const bool died = p.end == sweep::Performance::End::DIED;
    if (!died) ended[row.value] = &p;
    for (std::size_t i = 0; i < p.assignment.team.size(); ++i) {
      const auto lane = static_cast<std::size_t>(p.assignment.team[i].value - 1);
      schedule.lanes[lane].busy += p.end_seconds - p.start_seconds;
      schedule.bars.push_back({.lane = lane,
                               .begin = p.start_seconds,
                               .end = p.end_seconds,
                               .architecture = varies ? grid.place(row, column) : 0,
                               .trial = grid[row].id,
                               .team_size = static_cast<std::uint32_t>(p.assignment.team.size()),
                               .first_of_team = i == 0,
                               .failed = died});
    }
  }
  for (const sweep::Performance& p : rehearsal.schedule) {
    const auto teacher = plan[p.assignment.row].teacher;
    if (!teacher || ended[teacher->value] == nullptr) continue;
    const sweep::Performance& taught = *ended[teacher->value];
    schedule.links.push_back({.from_lane = static_cast<std::size_t>(taught.assignment.team[0].value - 1),
                              .from = taught.end_seconds,
                              .to_lane = static_cast<std::size_t>(p.assignment.team[0].value - 1),
                              .to = p.start_seconds});
  }
  return schedule;
}

}  // namespace app
