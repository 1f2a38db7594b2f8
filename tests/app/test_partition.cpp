#include "app/partition.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "app/slurm_script.hpp"
#include "sweep/input_error.hpp"

namespace app {
namespace {

constexpr double kMib = 1 << 20;

std::vector<NodeGroup> groups(const std::vector<std::string>& lines) {
  std::vector<NodeGroup> read;
  for (const std::string& line : lines) {
    const auto group = parse_sinfo_line(line);
    EXPECT_TRUE(group) << line;
    if (group) read.push_back(*group);
  }
  return read;
}

std::string refusal(const std::vector<NodeGroup>& all, const std::string& name) {
  try {
    choose_partition(all, name, Nodes::ANY);
  } catch (const sweep::InputError& error) {
    return error.what();
  }
  return "";
}

TEST(NodeGroup, IsALineOfSinfo) {
  const auto group =
      parse_sinfo_line("main*|up|3|32|257000|1-00:00:00|gpu:a100:4(S:0-1)|idle|1-infinite|UNLIMITED");
  ASSERT_TRUE(group);
  EXPECT_EQ(group->partition, "main");
  EXPECT_TRUE(group->is_default);
  EXPECT_TRUE(group->open);
  EXPECT_TRUE(group->usable);
  EXPECT_EQ(group->nodes, 3);
  EXPECT_EQ(group->cpus, 32);
  EXPECT_EQ(group->memory_bytes, 257000 * kMib);
  EXPECT_EQ(group->limit_seconds, 86400);
  EXPECT_EQ(group->gpus, 4);
  EXPECT_EQ(group->gpu_type, "a100");
}

TEST(NodeGroup, OtherWaysOfSayingIt) {
  const auto group = parse_sinfo_line("long|up|1|64+|1|infinite|(null)|mix-|1-8|48");
  ASSERT_TRUE(group);
  EXPECT_FALSE(group->is_default);
  EXPECT_EQ(group->cpus, 48) << "as many as jobs may use of a node";
  EXPECT_TRUE(std::isinf(group->memory_bytes)) << "1 MiB is what SLURM says when nobody told it";
  EXPECT_TRUE(std::isinf(group->limit_seconds));
  EXPECT_EQ(group->gpus, 0);
  EXPECT_EQ(group->most_nodes, 8);
  EXPECT_EQ(parse_sinfo_line("a|up|1|2|3|30:00|(null)|idle|1|UNLIMITED")->limit_seconds, 1800);
  EXPECT_EQ(parse_sinfo_line("a|up|1|2|3|2-12:00:00|(null)|idle|1|UNLIMITED")->limit_seconds, 216000);
}

TEST(NodeGroup, OnlySomeStatesTakeJobs) {
  const auto usable = [](const std::string& state) {
    return parse_sinfo_line("a|up|1|2|30|30:00|(null)|" + state + "|1|UNLIMITED")->usable;
  };
  for (const char* state : {"idle", "mix", "alloc", "comp", "idle~", "mix-", "plnd"})
    EXPECT_TRUE(usable(state)) << state;
  for (const char* state : {"down", "down*", "drain", "drng", "idle*", "maint", "unk", "fail", "inval"})
    EXPECT_FALSE(usable(state)) << state;
  EXPECT_FALSE(parse_sinfo_line("a|drain|1|2|30|30:00|(null)|idle|1|UNLIMITED")->open);
}

TEST(NodeGroup, OtherLinesAreNone) {
  for (const char* line :
       {"", "slurm_load_partitions: Unable to contact slurm controller", "a|up|1|2|30",
        "a|up|x|2|30|30:00|(null)|idle|1|UNLIMITED", "a|up|1|2|30|soon|(null)|idle|1|UNLIMITED",
        "|up|1|2|30|30:00|(null)|idle|1|UNLIMITED", "a|up|1|-2|30|30:00|(null)|idle|1|UNLIMITED"})
    EXPECT_FALSE(parse_sinfo_line(line)) << line;
}

TEST(Gpus, AreCountedWhateverTheyAreCalled) {
  const auto read = [](const char* gres) {
    const Gpus gpus = parse_gpus(gres);
    return gpus.type + ":" + std::to_string(gpus.count);
  };
  EXPECT_EQ(read("(null)"), ":0");
  EXPECT_EQ(read(""), ":0");
  EXPECT_EQ(read("gpu:2"), ":2");
  EXPECT_EQ(read("gpu:a100:4(S:0-1)"), "a100:4");
  EXPECT_EQ(read("gpu:a100:4(S:0,2),shard:8"), "a100:4");
  EXPECT_EQ(read("craynetwork:4,gpu:v100:8"), "v100:8");
  EXPECT_EQ(read("gpu:a100_3g.20gb:2"), "a100_3g.20gb:2");
  EXPECT_EQ(read("gpu:a100:2,gpu:v100:2"), ":4") << "of two types: none can be named";
}

TEST(Partition, IsTheDefaultUnlessNamed) {
  const auto all = groups({"short|up|2|8|1000|30:00|(null)|idle|1-infinite|UNLIMITED",
                           "main*|up|4|16|2000|infinite|(null)|idle|1-infinite|UNLIMITED"});
  EXPECT_EQ(choose_partition(all, "", Nodes::ANY).name, "main");
  EXPECT_EQ(choose_partition(all, "short", Nodes::ANY).offer.limit_seconds, 1800);
  EXPECT_EQ(refusal(all, "medium"), "--partition is 'medium': must be one of main, short");
  EXPECT_EQ(refusal(groups({"a|up|2|8|1000|30:00|(null)|idle|1|UNLIMITED",
                            "b|up|2|8|1000|30:00|(null)|idle|1|UNLIMITED"}),
                    ""),
            "no partition is the default: name one with --partition: a, b");
}

TEST(Partition, ItsNodesAreTakenForTheSmallest) {
  const auto all = groups({"main*|up|4|64|512000|1-00:00:00|gpu:a100:4|idle|1-6|UNLIMITED",
                           "main*|up|3|32|256000|1-00:00:00|gpu:a100:2|alloc|1-6|UNLIMITED",
                           "main*|up|9|8|16000|1-00:00:00|gpu:v100:1|drain|1-6|UNLIMITED",
                           "main*|up|2|16|64000|1-00:00:00|(null)|idle|1-6|UNLIMITED"});
  const Partition any = choose_partition(all, "", Nodes::ANY);
  EXPECT_EQ(any.offer.nodes, 6) << "of 9 that take jobs, the most that one job may have";
  EXPECT_EQ(any.offer.cpus, 16);
  EXPECT_EQ(any.offer.memory_bytes, 64000 * kMib);
  EXPECT_EQ(any.offer.gpus, 0);
  const Partition gpus = choose_partition(all, "", Nodes::WITH_GPUS);
  EXPECT_EQ(gpus.offer.cpus, 32);
  EXPECT_EQ(gpus.offer.gpus, 2);
  EXPECT_EQ(gpus.gpu_type, "a100");
}

TEST(Partition, WithoutNodesThatTakeJobs) {
  const auto down = groups({"main*|up|4|64|512000|1-00:00:00|(null)|down*|1-6|UNLIMITED"});
  EXPECT_FALSE(choose_partition(down, "", Nodes::ANY).usable) << "the job may wait for them";
  const auto closed = groups({"main*|down|4|64|512000|1-00:00:00|(null)|idle|1-6|UNLIMITED"});
  EXPECT_EQ(refusal(closed, ""), "partition main takes no jobs now: name another with --partition: main");
}

TEST(SlurmScript, WordsAreQuotedForTheShell) {
  EXPECT_EQ(quoted("data.snr=50,1"), "data.snr=50,1");
  EXPECT_EQ(quoted("it's {a: 1}"), "'it'\\''s {a: 1}'");
  EXPECT_EQ(quoted(""), "''");
  EXPECT_EQ(slurm_time(2700), "00:45:00");
  EXPECT_EQ(slurm_time(95400), "1-02:30:00");
}

}  // namespace
}  // namespace app
