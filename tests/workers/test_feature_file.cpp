#include "workers/feature_file.hpp"

#include <ATen/ATen.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "resident_memory.hpp"

namespace workers {
namespace {

class FeatureFileTest : public testing::Test {
 protected:
  ~FeatureFileTest() override { std::filesystem::remove(path_); }

  std::filesystem::path path_ =
      std::filesystem::temp_directory_path() / ("features-" + std::to_string(::getpid()) + ".f32");
};

TEST_F(FeatureFileTest, ReadsWhatWasWritten) {
  const at::Tensor features = at::randn({7, 5});
  write_features(path_, features);
  EXPECT_TRUE(read_features(path_, 7, 5).equal(features));
  std::filesystem::remove(path_);
  EXPECT_FALSE(read_features(path_, 7, 5).defined());
}

TEST_F(FeatureFileTest, DoesNotReadWhatIsDamaged) {
  write_features(path_, at::randn({7, 5}));
  EXPECT_FALSE(read_features(path_, 5, 7).defined());
  const auto size = std::filesystem::file_size(path_);
  for (const std::uintmax_t place : {std::uintmax_t{3}, std::uintmax_t{20}, std::uintmax_t{64}, size - 1}) {
    write_features(path_, at::randn({7, 5}));
    std::fstream file(path_, std::ios::binary | std::ios::in | std::ios::out);
    file.seekg(static_cast<std::streamoff>(place));
    const int byte = file.get();
    file.seekp(static_cast<std::streamoff>(place));
    file.put(static_cast<char>(byte ^ 1));
    file.close();
    EXPECT_FALSE(read_features(path_, 7, 5).defined()) << place;
  }
  for (const std::uintmax_t shorter : {size - 4, std::uintmax_t{64}, std::uintmax_t{1}, std::uintmax_t{0}}) {
    std::filesystem::resize_file(path_, shorter);
    EXPECT_FALSE(read_features(path_, 7, 5).defined()) << shorter;
  }
}

TEST_F(FeatureFileTest, TakesNoMemoryOfTheProcess) {
  constexpr std::int64_t kRows = 16 << 10;
  write_features(path_, at::ones({kRows, 1024}));  // 64 MiB
  const double own = resident_mib("RssAnon");
  const double of_files = resident_mib("RssFile");
  const at::Tensor features = read_features(path_, kRows, 1024);
  ASSERT_TRUE(features.defined());
  EXPECT_GT(resident_mib("RssFile") - of_files, 60);
  EXPECT_LT(resident_mib("RssAnon") - own, 24);
}

}  // namespace
}  // namespace workers
