#include "results/report/whole_study.hpp"

#include <gmock/gmock.h>

#include "results/figures/figure.hpp"
#include "results_file_test.hpp"

namespace {

using testing::Contains;
using testing::HasSubstr;

class WholeStudyTest : public ResultsFileTest {
 protected:
  /// A file in which the first trial alone has ended, as `change` has it.
  template <class Change>
  results::ResultsFile file(const Change& change) const {
    create();
    sweep::TrialRecord record = samples::record(grid_, {0});
    record.metrics[sweep::Metric::WALL_SECONDS] = 10;
    change(record);
    results::ResultsFile(path_, results::Access::WRITE).write({0}, record);
    return {path_, results::Access::READ};
  }
};

TEST_F(WholeStudyTest, SaysWhatIsOpen) {
  const results::ResultsFile one = file([](sweep::TrialRecord&) {});
  const results::Section section = whole_study(one);
  EXPECT_THAT(section.sentences.front(), HasSubstr("1 of 12 trials are complete"));
  ASSERT_EQ(section.more_tables.size(), 1U);
  EXPECT_EQ(section.more_tables[0].lines.size(), 5U);  // four combinations, each with replicates that wait
  EXPECT_THAT(provenance_lines(one), Contains(HasSubstr("2023-11-14 22:13 UTC")));
}

TEST_F(WholeStudyTest, TimesThatAreNoTimesAreUnknown) {
  const results::ResultsFile damaged = file([](sweep::TrialRecord& record) { record.start_time = 1e300; });
  EXPECT_THAT(provenance_lines(damaged), Contains(HasSubstr("between unknown and unknown")));
}

TEST_F(WholeStudyTest, AScheduleOfDamagedNumbersEnds) {
  const results::ResultsFile damaged = file([](sweep::TrialRecord& record) {
    record.team_size = 0xFFFFFFF0;  // a lane each would not fit into any memory
    record.first_rank = {2147483647};
    record.start_time = 1e-300;  // no tick fits in
  });
  EXPECT_THAT(results::draw(damaged, "schedule", folder_ / "x.svg"), HasSubstr("rank"));
}

}  // namespace
