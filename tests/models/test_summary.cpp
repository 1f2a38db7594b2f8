#include "models/summary.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <utility>
#include <vector>

#include "models/architectures.hpp"
#include "models/padding.hpp"

namespace models {
namespace {

using Shape = std::vector<int64_t>;
using Table = std::vector<std::pair<Shape, int64_t>>;  // output shape, parameters

// The report's tables, row by row, without their input rows and the student's doubled last ReLU. Channels
// first.
const Table kTeacher{{{32, 708, 167}, 47840},
                     {{32, 708, 167}, 128},
                     {{32, 708, 167}, 0},
                     {{32, 708, 167}, 320},
                     {{32, 708, 167}, 128},
                     {{32, 708, 167}, 0},
                     {{16, 708, 167}, 528},
                     {{16, 708, 167}, 64},
                     {{16, 708, 167}, 0},
                     {{96, 708, 167}, 1632},
                     {{96, 708, 167}, 384},
                     {{96, 708, 167}, 0},
                     {{96, 354, 84}, 960},
                     {{96, 354, 84}, 384},
                     {{96, 354, 84}, 0},
                     {{64, 354, 84}, 6208},
                     {{64, 354, 84}, 256},
                     {{64, 354, 84}, 0},
                     {{384, 354, 84}, 24960},
                     {{384, 354, 84}, 1536},
                     {{384, 354, 84}, 0},
                     {{384, 354, 84}, 3840},
                     {{384, 354, 84}, 1536},
                     {{384, 354, 84}, 0},
                     {{320, 354, 84}, 123200},
                     {{320, 354, 84}, 1280},
                     {{320, 354, 84}, 0},
                     {{256, 354, 84}, 81920},
                     {{256, 354, 84}, 1024},
                     {{256, 354, 84}, 0},
                     {{256, 177, 42}, 0},
                     {{1903104}, 0},
                     {{64}, 121798720},
                     {{64}, 256},
                     {{64}, 0},
                     {{2}, 130}};

const Table kStudent{{{32, 354, 9}, 4928},
                     {{32, 354, 9}, 128},
                     {{32, 354, 9}, 0},
                     {{32, 354, 9}, 320},
                     {{32, 354, 9}, 128},
                     {{32, 354, 9}, 0},
                     {{16, 354, 9}, 528},
                     {{16, 354, 9}, 64},
                     {{16, 354, 9}, 0},
                     {{96, 354, 9}, 1632},
                     {{96, 354, 9}, 384},
                     {{96, 354, 9}, 0},
                     {{96, 354, 9}, 960},
                     {{96, 354, 9}, 384},
                     {{96, 354, 9}, 0},
                     {{320, 354, 9}, 31040},
                     {{320, 354, 9}, 1280},
                     {{320, 354, 9}, 0},
                     {{256, 354, 9}, 81920},
                     {{256, 354, 9}, 1024},
                     {{256, 354, 9}, 0},
                     {{256, 177, 4}, 0},
                     {{181248}, 0},
                     {{64}, 11599936},
                     {{64}, 256},
                     {{64}, 0},
                     {{2}, 130}};

Summary at_usual_size(const std::string& name) {
  const Architecture& architecture = find_architecture(name);
  return summarize(architecture, {}, architecture.usual_input);
}

void expect_table(const Summary& summary, const Table& table) {
  ASSERT_EQ(summary.layers.size(), table.size());
  for (size_t i = 0; i < table.size(); ++i) {
    EXPECT_EQ(summary.layers[i].output, table[i].first) << summary.layers[i].name;
    EXPECT_EQ(summary.layers[i].parameters, table[i].second) << summary.layers[i].name;
  }
}

std::string message_of(const Blueprint& blueprint, InputShape input) {
  try {
    summarize(blueprint, input);
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "";
}

TEST(Summary, TeacherIsTheReportsTable) {
  const Summary summary = at_usual_size("teacher");
  expect_table(summary, kTeacher);
  EXPECT_EQ(summary.parameters, 122097234);
  EXPECT_EQ(summary.trainable, 122093746);
}

TEST(Summary, StudentIsTheReportsTable) {
  for (const char* const name : {"student", "distilled"}) {
    const Summary summary = at_usual_size(name);
    expect_table(summary, kStudent);
    EXPECT_EQ(summary.parameters, 11725042);
    EXPECT_EQ(summary.trainable, 11723218);
  }
}

TEST(Summary, OperationsAreTwoPerMultiplyAdd) {
  // 3186 positions, multiply-adds per position of each convolution, and the two dense layers.
  const int64_t per_position = 9 * 17 * 32 + 9 * 32 + 32 * 16 + 16 * 96 + 9 * 96 + 96 * 320 + 320 * 256;
  EXPECT_EQ(at_usual_size("student").forward_operations, 2 * (3186 * per_position + 181248 * 64 + 64 * 2));
}

TEST(Summary, LayersAreNamedByKindAndNumber) {
  const Summary summary = at_usual_size("student");
  EXPECT_EQ(summary.layers[0].name, "conv1");
  EXPECT_EQ(summary.layers[3].name, "depthwise1");
  EXPECT_EQ(summary.layers[4].name, "batch_norm2");
  EXPECT_EQ(summary.layers[18].name, "last_conv");
}

TEST(Summary, CountsWhatStaysInMemoryUntilBackward) {
  const Summary summary = summarize({conv(4, 3), batch_norm(), relu(), flatten(), dense(2)}, {1, 5, 3});
  EXPECT_EQ(summary.activation_bytes, 4 * (4 * 15 + 4 * 15 + 2));
}

TEST(Summary, TooSmallInputsNameLayerAndInput) {
  const std::string message = message_of({conv(4, 3), average_pool(2), flatten(), dense(2)}, {1, 8, 1});
  EXPECT_NE(message.find("average_pool1"), std::string::npos) << message;
  EXPECT_NE(message.find("[1, 8, 1]"), std::string::npos) << message;
}

TEST(Summary, RefusesLayersThatCannotFollow) {
  EXPECT_NE(message_of({dense(2)}, {1, 2, 2}).find("flatten"), std::string::npos);
  EXPECT_NE(message_of({flatten(), conv(2, 3)}, {1, 2, 2}).find("picture"), std::string::npos);
  EXPECT_NE(message_of({conv(0, 3)}, {1, 2, 2}).find("at least one output"), std::string::npos);
  EXPECT_NE(message_of({dropout(1)}, {1, 2, 2}).find("[0, 1)"), std::string::npos);
  EXPECT_NE(message_of({relu()}, {1, 0, 2}).find("[1, 0, 2]"), std::string::npos);
}

TEST(Padding, IsTensorFlows) {
  EXPECT_EQ(same_padding(708, 3, 2), (Padding{0, 1}));
  EXPECT_EQ(same_padding(167, 3, 2), (Padding{1, 1}));
  EXPECT_EQ(same_padding(17, 3, 2), (Padding{1, 1}));
  EXPECT_EQ(same_padding(9, 3, 1), (Padding{1, 1}));
  EXPECT_EQ(same_padding(9, 1, 2), (Padding{0, 0}));
}

}  // namespace
}  // namespace models
