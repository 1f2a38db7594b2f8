#include "sweep/trial_identities.hpp"

namespace sweep {
namespace {

constexpr std::string_view kArchitecture = "model.architecture";
constexpr std::string_view kSampling = "data.sampling";
constexpr std::string_view kTeacherSampling = "distill.teacher_sampling";

std::pair<std::size_t, std::uint32_t> key_of(const Columns& columns, Columns::Places places,
                                             std::string_view setting) {
  const auto column = columns.find(setting);
  return {columns.base_number(places), column ? places[*column] : 0};
}

}  // namespace

TrialId TrialIdentities::of(Columns::Places places) {
  const auto key = key_of(columns_, places, kArchitecture);
  auto found = trials_.find(key);
  if (found == trials_.end()) {
    Settings base = columns_.base(places);
    base.set(kArchitecture, columns_.level(places, kArchitecture));
    found = trials_.emplace(key, hash(base, {kArchitecture})).first;
  }
  return {found->second.of(places, columns_.factors())};
}

TrialId TrialIdentities::teacher_of(Columns::Places places) {
  const auto key = key_of(columns_, places, kTeacherSampling);
  auto found = teachers_.find(key);
  if (found == teachers_.end()) {
    Settings base = columns_.base(places);
    base.set(kArchitecture, "teacher");
    base.set(kSampling, columns_.level(places, kTeacherSampling));
    found = teachers_.emplace(key, hash(base, {kArchitecture, kSampling})).first;
  }
  return {found->second.of(places, columns_.factors())};
}

CombinationHash TrialIdentities::hash(const Settings& base, const std::set<std::string_view>& held) const {
  return {Settings::identity_beginning(seed_), base.identity_names(), base, columns_.factors(), held};
}

}  // namespace sweep
