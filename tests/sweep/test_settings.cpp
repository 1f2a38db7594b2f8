#include "sweep/settings.hpp"

#include <gtest/gtest.h>

#include <set>

#include "sweep/random_key.hpp"
#include "sweep/setting_key.hpp"

namespace sweep {
namespace {

TEST(Settings, EveryDefaultPassesItsOwnCheck) {
  for (const SettingKey& key : setting_keys())
    EXPECT_NO_THROW(key.check(key.default_level, "default")) << key.name;
}

TEST(Settings, TheIdentityDependsOnEverySettingThatSaysWhat) {
  const Settings spectra;
  const Settings wells(Task::WELLS);
  EXPECT_NE(spectra.id(1), wells.id(1));
  std::set<TrialId> ids = {spectra.id(1), wells.id(1)};
  for (const SettingKey& key : setting_keys()) {
    const Settings& base = key.task == Task::WELLS ? wells : spectra;
    if (key.kind != Kind::NUMBER && key.kind != Kind::INTEGER) continue;
    Settings changed = base;
    if (!key.only_for.empty()) changed.set("model.architecture", std::string(key.only_for.front()));
    ids.insert(changed.id(1));
    const std::size_t before = ids.size();
    changed.set(std::string(key.name), key.default_level.number() * 1.5 + 1);
    ids.insert(changed.id(1));
    EXPECT_EQ(ids.size(), before + (key.says_how() ? 0 : 1)) << key.name;
  }
  EXPECT_NE(spectra.id(1), spectra.id(2)) << "the study's seed is part of every trial";
}

TEST(Settings, WhatDoesNotConcernAnArchitectureIsNoPartOfItsIdentity) {
  Settings student;
  const TrialId id = student.id(1);
  student.set("distill.temperature", 9);
  EXPECT_EQ(student.id(1), id);
  student.set("run.threads", 2);
  EXPECT_EQ(student.id(1), id);
}

// Else a setting that one study gains would change what all others have computed.
TEST(Settings, WhatAnotherTaskHasIsNoPartOfTheIdentity) {
  Settings spectra;
  const TrialId id = spectra.id(1);
  spectra.set("data.readout", "IL-6");
  spectra.set("training.patience", 3);
  EXPECT_EQ(spectra.id(1), id);
  Settings wells(Task::WELLS);
  const TrialId other = wells.id(1);
  wells.set("data.snr", 5);
  EXPECT_EQ(wells.id(1), other);
}

TEST(Settings, TrialsOnTheSameSamplesShareTheirDataKey) {
  Settings a;
  Settings b;
  b.set("data.sampling", "every-10");
  b.set("model.architecture", "teacher");
  EXPECT_EQ(a.data_key(), b.data_key());
  b.set("replicate", 1);
  EXPECT_NE(a.data_key(), b.data_key());
}

TEST(TrialId, IsSixteenHexDigits) { EXPECT_EQ(TrialId{0xabcdef}.hex(), "0000000000abcdef"); }

TEST(RandomKey, StreamsOfDifferentPurposeReplicateOrSeedDiffer) {
  std::set<std::uint64_t> keys;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    for (std::uint64_t replicate = 0; replicate < 20; ++replicate) {
      for (const char* purpose : {"samples", "noise", "shuffle"})
        keys.insert(random_key(seed, replicate, purpose));
    }
  }
  EXPECT_EQ(keys.size(), 20u * 20u * 3u);
}

}  // namespace
}  // namespace sweep
