// Readers of weight files on bytes made by hand.
#include <gtest/gtest.h>
#include <torch/torch.h>

#include "models/weights/npy_header.hpp"
#include "models/weights/npz.hpp"
#include "models/weights/safetensors.hpp"
#include "tests/models/refusal.hpp"

namespace models {
namespace {

// A safetensors file from a header and its numbers.
std::string safetensors(const std::string& header, size_t numbers) {
  std::string file(8, '\0');
  file[0] = static_cast<char>(header.size() & 0xFF);
  file[1] = static_cast<char>(header.size() >> 8);
  return file + header + std::string(numbers, '\0');
}

TEST(Safetensors, HeadersThatContradictThemselvesAreRefused) {
  const auto said = [](const std::string& header, size_t numbers) {
    const std::string file = safetensors(header, numbers);
    return refusal([&] { read_safetensors(span_of(file)); });
  };
  const std::string a = R"("a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]})";
  EXPECT_EQ(said("{" + a + "}", 8), "");
  EXPECT_EQ(said("{}", 0), "");
  EXPECT_EQ(said(R"({"__metadata__":{"b":"c"},)" + a +
                     R"(,"e":{"dtype":"F64","shape":[0,3],"data_offsets":[8,8]}})",
                 8),
            "");
  const auto refuses = [&](const std::string& header, size_t numbers, const char* why) {
    EXPECT_NE(said(header, numbers).find(why), std::string::npos) << header << ": " << said(header, numbers);
  };
  refuses("{" + a + "}", 12, "speaks of 8 bytes");
  refuses("{" + a + "}", 4, "truncated");
  refuses("{" + a + "," + a + "}", 8, "twice");
  refuses("{" + a + R"(,"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}})", 8, "no overlap");
  refuses("{" + a + R"(,"b":{"dtype":"F32","shape":[1],"data_offsets":[12,16]}})", 16, "no hole");
  refuses(R"({"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}})", 8, "does not fill its 8 bytes");
  refuses(R"({"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}})", 8, "no shape");
  refuses(R"({"a":{"dtype":"F32","shape":[2.0],"data_offsets":[0,8]}})", 8, "no shape");
  refuses(R"({"a":{"dtype":"F32","shape":[4611686018427387904,4,0],"data_offsets":[0,0]}})", 0,
          "does not fill");
  refuses(R"({"a":{"dtype":"I64","shape":[1],"data_offsets":[0,8]}})", 8, "of type \"I64\"");
  refuses(R"({"a":{"dtype":"F32","dtype":"F32","shape":[2],"data_offsets":[0,8]}})", 8, "twice");
  refuses(R"({"a":[]})", 0, "exactly a dtype");
  refuses(R"([])", 0, "no JSON object");
  refuses(R"({"a)", 0, "no JSON");
  refuses(R"({"a":{"b":{"c":{"d":{}}}}})", 0, "too deeply");
}

// Every float16 and every bfloat16, by LibTorch.
TEST(StoredArray, HalvesAreTheirFloats) {
  for (const auto& [type, theirs] : {std::pair{StoredArray::Type::FLOAT16, at::kHalf},
                                     std::pair{StoredArray::Type::BFLOAT16, at::kBFloat16}}) {
    const at::Tensor bits = at::arange(1 << 16, at::kInt).to(at::kShort);
    const std::span bytes(static_cast<const std::byte*>(bits.data_ptr()), bits.nbytes());
    const FloatArray ours = as_floats({.type = type, .shape = {1 << 16}}, bytes);
    const at::Tensor expected = bits.view(theirs).to(at::kFloat);
    EXPECT_TRUE(at::equal(at::tensor(ours.values).nan_to_num(1.5, 7e37, -7e37),
                          expected.nan_to_num(1.5, 7e37, -7e37)));
  }
}

TEST(StoredArray, ColumnsBecomeRows) {
  const std::vector<float> numbers{0, 1, 2, 3, 4, 5};
  const FloatArray rows =
      as_floats({.order = StoredArray::Order::COLUMNS, .shape = {2, 3}}, std::as_bytes(std::span(numbers)));
  EXPECT_EQ(rows.values, (std::vector<float>{0, 2, 4, 1, 3, 5}));
}

StoredArray header_of(const std::string& dictionary, char version = 1) {
  std::string file = std::string("\x93NUMPY") + version + '\0';
  file += static_cast<char>(dictionary.size());
  file += std::string(version == 1 ? 1 : 3, '\0') + dictionary;
  const NpyHeader header = parse_npy_header(span_of(file));
  EXPECT_EQ(header.bytes, file.size());
  return header.stored;
}

TEST(NpyHeader, IsReadHoweverItIsSpaced) {
  const StoredArray stored = header_of("{'descr': '<f4', 'fortran_order': False, 'shape': (3, 40), }     \n");
  EXPECT_EQ(stored.type, StoredArray::Type::FLOAT32);
  EXPECT_EQ(stored.order, StoredArray::Order::ROWS);
  EXPECT_EQ(stored.shape, (std::vector<int64_t>{3, 40}));
  const StoredArray other = header_of("{\"shape\":(7,),\"fortran_order\":True,\"descr\":\">f8\"}", 3);
  EXPECT_EQ(other.bytes, StoredArray::Bytes::BIG);
  EXPECT_EQ(other.order, StoredArray::Order::COLUMNS);
  EXPECT_EQ(other.size(), 56);
  EXPECT_TRUE(header_of("{'descr': '<f2', 'fortran_order': False, 'shape': ()}", 2).shape.empty());
}

TEST(NpyHeader, AnythingElseIsRefused) {
  const auto refuses = [](const std::string& dictionary, const char* why) {
    const std::string said = refusal([&] { header_of(dictionary); });
    EXPECT_NE(said.find(why), std::string::npos) << dictionary << ": " << said;
  };
  const std::string rest = "'fortran_order': False, 'shape': (3,)";
  refuses("{'descr': '<i4', " + rest + "}", "says type \"<i4\"");
  refuses("{'descr': '|O', " + rest + "}", "says type");
  refuses("{'descr': '<f4', 'descr': '<f4', " + rest + "}", "twice");
  refuses("{'descr': '<f4', 'other': '<f4', " + rest + "}", "unknown entry");
  refuses("{" + rest + "}", "alone");
  refuses("{'descr': '<f4', " + rest + "} 1", "alone");
  refuses("{'descr': '<f4', " + rest, "lacks a }");
  refuses("{'descr': '<f4, ", "without an end");
  refuses("{'descr': '<f4', 'fortran_order': 0, 'shape': (3,)}", "neither True nor False");
  for (const char* const shape :
       {"(3)", "(-3,)", "(3 4)", "(3.5,)", "(99999999999999999999,)", "(,)", "[3,]", "(3,"})
    EXPECT_NE(refusal([&] {
                header_of("{'descr': '<f4', 'fortran_order': False, 'shape': " + std::string(shape) + "}");
              }),
              "")
        << shape;
  refuses("", ".npy");
}

}  // namespace
}  // namespace models
