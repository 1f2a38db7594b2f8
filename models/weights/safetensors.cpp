#include "models/weights/safetensors.hpp"

#include <algorithm>
#include <cstring>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <vector>

#include "models/weights/readable.hpp"
#include "models/weights/stored_array.hpp"
#include "models/weights/strict_json.hpp"

namespace models {
namespace {

using Json = nlohmann::json;

constexpr uint64_t kLengthBytes = 8;
constexpr uint64_t kLongestHeader = 16 << 20;  // ViT-B/32 has 20 KiB

struct Entry {
  std::string name;
  StoredArray stored;
  uint64_t begin, end;  // in the numbers behind the header
};

StoredArray::Type type_named(const std::string& name, const std::string& dtype) {
  if (dtype == "F32") return StoredArray::Type::FLOAT32;
  if (dtype == "F16") return StoredArray::Type::FLOAT16;
  if (dtype == "BF16") return StoredArray::Type::BFLOAT16;
  if (dtype == "F64") return StoredArray::Type::FLOAT64;
  throw std::invalid_argument("tensor " + readable(name) + " is of type " + readable(dtype) +
                              ", not F16, BF16, F32 or F64");
}

// A list of whole numbers of at least 0.
std::vector<int64_t> numbers_of(const std::string& name, const Json& object, const char* key) {
  const auto found = object.find(key);
  std::vector<int64_t> numbers;
  if (found != object.end() && found->is_array())
    for (const Json& each : *found)
      if (each.is_number_unsigned() && each.get<uint64_t>() <= INT64_MAX)
        numbers.push_back(each.get<int64_t>());
  if (found == object.end() || !found->is_array() || numbers.size() != found->size())
    throw std::invalid_argument("tensor " + readable(name) + " has no " + key +
                                " that is a list of whole numbers");
  return numbers;
}

Entry entry_of(const std::string& name, const Json& object) {
  if (!object.is_object() || object.size() != 3 || !object.contains("dtype") || !object["dtype"].is_string())
    throw std::invalid_argument("tensor " + readable(name) +
                                " needs exactly a dtype, a shape and data_offsets");
  Entry entry{name, {}, 0, 0};
  entry.stored.type = type_named(name, object["dtype"].get<std::string>());
  entry.stored.shape = numbers_of(name, object, "shape");
  const auto offsets = numbers_of(name, object, "data_offsets");
  if (offsets.size() != 2 || offsets[0] > offsets[1])
    throw std::invalid_argument("tensor " + readable(name) + " has no two data_offsets in order");
  entry.begin = static_cast<uint64_t>(offsets[0]);
  entry.end = static_cast<uint64_t>(offsets[1]);
  if (entry.stored.size() != entry.end - entry.begin)
    throw std::invalid_argument("tensor " + readable(name) + " has a shape that does not fill its " +
                                std::to_string(entry.end - entry.begin) + " bytes");
  return entry;
}

// Throws unless the entries, sorted by where they begin, fill `bytes` without overlap and without a hole.
void check_filled(const std::vector<Entry>& entries, uint64_t bytes) {
  uint64_t filled = 0;
  for (const Entry& entry : entries) {
    if (entry.begin != filled)
      throw std::invalid_argument("tensor " + readable(entry.name) + " begins at byte " +
                                  std::to_string(entry.begin) + " of the numbers, where " +
                                  std::to_string(filled) +
                                  " are taken: there must be no hole and no overlap");
    filled = entry.end;
  }
  if (filled != bytes)
    throw std::invalid_argument("the header speaks of " + std::to_string(filled) + " bytes of numbers, but " +
                                std::to_string(bytes) + " follow: truncated, or not the whole file");
}

}  // namespace

FloatArrays read_safetensors(std::span<const std::byte> file) {
  uint64_t length = 0;
  if (file.size() < kLengthBytes) throw std::invalid_argument("too short for a safetensors file: truncated");
  std::memcpy(&length, file.data(), kLengthBytes);
  if (length > kLongestHeader)
    throw std::invalid_argument("no safetensors file: it would have a header of " + std::to_string(length) +
                                " bytes");
  if (length > file.size() - kLengthBytes)
    throw std::invalid_argument("the header of " + std::to_string(length) + " bytes is truncated");
  const auto header = file.subspan(kLengthBytes, length), numbers = file.subspan(kLengthBytes + length);
  const Json json = parse_strictly({reinterpret_cast<const char*>(header.data()), header.size()});

  std::vector<Entry> entries;
  for (const auto& [name, object] : json.items())
    if (name != "__metadata__") entries.push_back(entry_of(name, object));
  std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
    return std::pair(a.begin, a.end) < std::pair(b.begin, b.end);
  });
  check_filled(entries, numbers.size());
  FloatArrays arrays;
  for (const Entry& entry : entries)
    arrays[entry.name] = as_floats(entry.stored, numbers.subspan(entry.begin, entry.end - entry.begin));
  return arrays;
}

}  // namespace models
