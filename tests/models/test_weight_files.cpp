#include "models/weights/weight_file.hpp"

#include <gtest/gtest.h>
#include <torch/torch.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

#include "models/vision_transformer.hpp"
#include "models/weights/load_backbone.hpp"
#include "models/weights/npz.hpp"
#include "models/weights/safetensors.hpp"
#include "tests/models/numbers.hpp"
#include "tests/models/refusal.hpp"

namespace models {
namespace {

constexpr VitSpec kTiny{.patch = 4, .width = 12, .depth = 3, .heads = 3, .mlp = 20};
constexpr InputShape kSquare{1, 8, 8}, kWide{1, 8, 12};

std::string bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// A folder of files that tests/models/tiny_vit.py wrote: other code than what is tested.
class WeightFiles : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = testing::TempDir() + "weight_files_" + std::to_string(getpid()) + "/";
    ASSERT_EQ(std::system((TINY_VIT_COMMAND " " + folder_).c_str()), 0);
    expected_ = read_weight_file(folder_ + "expected.npz");
  }
  static void TearDownTestSuite() { std::filesystem::remove_all(folder_); }

  static at::Tensor features(const std::string& file, const char* pictures, InputShape shape) {
    VisionTransformer vit(kTiny, shape, 1);
    load_backbone(vit, folder_ + file);
    return vit.features(expected_.at(pictures).unsqueeze(1), {});
  }
  static double error(const std::string& file, const char* pictures, InputShape shape, const char* expected) {
    return distance(features(file, pictures, shape), expected_.at(expected));
  }
  static std::string put(const char* name, const std::string& bytes) {
    std::ofstream(folder_ + name, std::ios::binary) << bytes;
    return folder_ + name;
  }

  inline static std::string folder_;
  inline static NamedTensors expected_;
};

TEST_F(WeightFiles, OfEveryKindGiveTheFeaturesOfAFloat64Reference) {
  for (const char* const file :
       {"stored.npz", "deflated.npz", "zip64.npz", "zip64-deflated.npz", "fortran.npz", "big-endian.npz",
        "float64.npz", "big-endian64.npz", "timm.npz", "F32.safetensors", "F64.safetensors",
        "BF16.safetensors", "google.safetensors"})
    EXPECT_LT(error(file, "pictures", kSquare, "features"), 1e-5) << file;
  for (const char* const file : {"F16.safetensors", "float16.npz"})
    EXPECT_LT(error(file, "pictures", kSquare, "half-features"), 1e-5) << file;
  EXPECT_GT(expected_.at("features").std(0).min().item<double>(), 0.01);  // features tell pictures apart
}

TEST_F(WeightFiles, PositionsOfAnotherGridAreResized) {
  for (const char* const file : {"other-grid.npz", "other-grid.safetensors"}) {
    EXPECT_LT(error(file, "pictures", kSquare, "other-grid-features"), 1e-5) << file;
    EXPECT_LT(error(file, "wide", kWide, "wide-other-grid-features"), 1e-5) << file;
  }
  EXPECT_LT(error("stored.npz", "wide", kWide, "wide-features"), 1e-5);
  // To 2 x 2 the corners remain.
  VisionTransformer vit(kTiny, kSquare, 1);
  load_backbone(vit, folder_ + "other-grid.npz");
  const at::Tensor old =
      read_weight_file(folder_ + "other-grid.npz").at("Transformer/posembed_input/pos_embedding");
  const at::Tensor kept = old.index_select(1, at::tensor({0, 1, 4, 13, 16}, at::kLong));
  EXPECT_LT(distance(vit.named_tensors()[1].tensor, kept), 1e-6);
}

TEST_F(WeightFiles, GiveTheSameWeightsBitForBit) {
  VisionTransformer one(kTiny, kSquare, 1), other(kTiny, kSquare, 2);
  EXPECT_NE(one.digest(), other.digest());
  load_backbone(one, folder_ + "deflated.npz");
  load_backbone(other, folder_ + "F32.safetensors");
  EXPECT_EQ(one.digest(), other.digest());
}

TEST_F(WeightFiles, WhatDoesNotFitIsNamedInOneLine) {
  VisionTransformer vit(kTiny, kSquare, 1);
  const uint64_t before = vit.digest();
  NamedTensors file = read_weight_file(folder_ + "F32.safetensors");
  for (const char* const name : {"blocks.0.norm1.bias", "blocks.0.norm2.bias", "blocks.1.norm1.bias",
                                 "blocks.1.norm2.bias", "blocks.2.norm1.bias", "blocks.2.norm2.bias"})
    file.erase(name);
  file["blocks.3.norm1\nweight"] = at::zeros({12});
  file["norm.bias"] = at::zeros({13});
  file["pos_embed"] = at::zeros({1, 7, 12});
  file["cls_token"] = file["cls_token"] / 0;
  EXPECT_EQ(
      refusal([&] { load_backbone(vit, file); }),
      "tensors are wrong for this vision transformer: 6 missing: blocks.0.norm1.bias [12], "
      "blocks.0.norm2.bias [12], blocks.1.norm1.bias [12], blocks.1.norm2.bias [12] and 2 more; 1 unknown: "
      "\"blocks.3.norm1?weight\" [12]; 2 of another shape: pos_embed is [1, 7, 12], not [1, 1 + a square, "
      "12], norm.bias is [13], not [12]; 1 not finite: cls_token");
  EXPECT_EQ(vit.digest(), before);
  // A larger model's file says so under the names that the file has.
  VitSpec deeper = kTiny;
  deeper.depth = 4;
  VisionTransformer four(deeper, kSquare, 1);
  const std::string line = refusal([&] { load_backbone(four, folder_ + "stored.npz"); });
  EXPECT_TRUE(line.starts_with(folder_ + "stored.npz: ")) << line;
  EXPECT_NE(line.find("16 missing: Transformer/encoderblock_3/LayerNorm_0/scale [12]"), std::string::npos)
      << line;
}

TEST_F(WeightFiles, TruncatedAnywhereAreRefusedInOneLine) {
  for (const char* const name : {"zip64.npz", "deflated.npz", "F32.safetensors", "BF16.safetensors"}) {
    const std::string whole = bytes_of(folder_ + name);
    const bool npz = std::string(name).ends_with("npz");
    for (size_t length = 0; length < whole.size();
         length += length < 30 || length + 30 > whole.size() ? 1 : 211) {
      const std::string part = whole.substr(0, length);
      const std::string line =
          refusal([&] { npz ? read_npz(span_of(part)) : read_safetensors(span_of(part)); });
      ASSERT_NE(line, "") << name << " cut to " << length;
      ASSERT_EQ(line.find('\n'), std::string::npos) << line;
    }
    const std::string path = put("truncated", whole.substr(0, whole.size() / 2));
    const std::string line = refusal([&] { read_weight_file(path); });
    EXPECT_TRUE(line.starts_with(path + ": ") && line.find("truncated") != std::string::npos) << line;
  }
}

TEST_F(WeightFiles, WithAByteChangedDoNotCrashAndNpzIsNeverWrong) {
  for (const char* const name : {"zip64.npz", "deflated.npz", "F32.safetensors"}) {
    std::string bytes = bytes_of(folder_ + name);
    const bool npz = std::string(name).ends_with("npz");
    const auto read = [&] { return npz ? read_npz(span_of(bytes)) : read_safetensors(span_of(bytes)); };
    const FloatArrays whole = read();
    int refused = 0, tried = 0;
    for (size_t at = 0; at < bytes.size(); at += at < 2000 || at + 2000 > bytes.size() ? 3 : 101) {
      const char kept = bytes[at];
      bytes[at] = static_cast<char>(kept ^ (1 << (at % 8)));
      ++tried;
      try {
        for (const auto& [tensor, array] : read()) {
          if (!npz || !whole.contains(tensor)) continue;  // checksums see to numbers, not to names
          EXPECT_EQ(array.values, whole.at(tensor).values) << name << " " << at;
        }
      } catch (const std::invalid_argument&) {
        ++refused;
      }
      bytes[at] = kept;
    }
    EXPECT_GT(refused, tried / 4) << name;
  }
}

TEST_F(WeightFiles, ThatAreNoneSaySo) {
  EXPECT_NE(refusal([] { read_weight_file("/nowhere/at-all"); }).find("No such file"), std::string::npos);
  EXPECT_NE(refusal([] { read_weight_file(folder_); }).find("Is a directory"), std::string::npos);
  EXPECT_NE(refusal([] { read_weight_file(put("empty", "")); }).find("it is empty"), std::string::npos);
  const std::string line = refusal([] { read_weight_file(put("text", "some text in a file")); });
  EXPECT_NE(line.find("neither a .npz nor a safetensors"), std::string::npos) << line;
}

}  // namespace
}  // namespace models
