#include "models/weights/npy_header.hpp"

#include <charconv>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>

#include "models/weights/readable.hpp"

namespace models {
namespace {

constexpr std::string_view kMagic{"\x93NUMPY", 6};

// Reads a Python dictionary of the three values that a header has, as numpy writes it.
class HeaderParser {
 public:
  explicit HeaderParser(std::string_view text) : rest_(text) {}

  StoredArray parse() {
    StoredArray stored;
    std::set<std::string_view> seen;
    expect('{');
    while (!accept('}')) {
      const std::string_view key = text();
      if (!seen.insert(key).second) fail("names " + readable(key) + " twice");
      expect(':');
      if (key == "descr") {
        set_type(stored, text());
      } else if (key == "fortran_order") {
        stored.order = truth() ? StoredArray::Order::COLUMNS : StoredArray::Order::ROWS;
      } else if (key == "shape") {
        stored.shape = lengths();
      } else {
        fail("has an unknown entry " + readable(key));
      }
      if (!accept(',')) {
        expect('}');
        break;
      }
    }
    skip_spaces();
    if (!rest_.empty() || seen.size() != 3) fail("does not hold descr, fortran_order and shape alone");
    return stored;
  }

 private:
  [[noreturn]] static void fail(const std::string& what) {
    throw std::invalid_argument("its .npy header " + what);
  }
  void skip_spaces() {
    while (!rest_.empty() && (rest_[0] == ' ' || rest_[0] == '\n')) rest_.remove_prefix(1);
  }
  bool accept(char c) {
    skip_spaces();
    if (rest_.empty() || rest_[0] != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  void expect(char c) {
    if (!accept(c)) fail(std::string("lacks a ") + c);
  }
  std::string_view text() {
    const char quote = accept('\'') ? '\'' : '"';
    if (quote == '"') expect('"');
    const size_t end = rest_.find(quote);
    if (end == std::string_view::npos) fail("has a text without an end");
    const std::string_view found = rest_.substr(0, end);
    rest_.remove_prefix(end + 1);
    return found;
  }
  bool truth() {
    skip_spaces();
    for (const std::string_view word : {"True", "False"})
      if (rest_.starts_with(word)) {
        rest_.remove_prefix(word.size());
        return word == "True";
      }
    fail("has a fortran_order that is neither True nor False");
  }
  std::vector<int64_t> lengths() {
    std::vector<int64_t> found;
    bool comma = true;
    expect('(');
    while (!accept(')')) {
      if (!comma) fail("lacks a comma in its shape");
      skip_spaces();
      int64_t length = 0;
      const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), length);
      if (error != std::errc() || length < 0) fail("has a shape that is no list of whole numbers");
      rest_.remove_prefix(static_cast<size_t>(end - rest_.data()));
      found.push_back(length);
      comma = accept(',');
    }
    if (found.size() == 1 && !comma) fail("has a shape that is no list");
    return found;
  }
  static void set_type(StoredArray& stored, std::string_view name) {
    const bool known = name.size() == 3 && (name[0] == '<' || name[0] == '>') && name[1] == 'f' &&
                       (name[2] == '2' || name[2] == '4' || name[2] == '8');
    if (!known) fail("says type " + readable(name) + ", not <f2, <f4, <f8 or the same with >");
    stored.type = name[2] == '2'   ? StoredArray::Type::FLOAT16
                  : name[2] == '4' ? StoredArray::Type::FLOAT32
                                   : StoredArray::Type::FLOAT64;
    stored.bytes = name[0] == '<' ? StoredArray::Bytes::LITTLE : StoredArray::Bytes::BIG;
  }

  std::string_view rest_;
};

}  // namespace

NpyHeader parse_npy_header(std::span<const std::byte> file) {
  const std::string_view text(reinterpret_cast<const char*>(file.data()), file.size());
  const auto byte = [&](size_t i) { return static_cast<size_t>(static_cast<unsigned char>(text[i])); };
  constexpr size_t kShortest = 12;  // magic, two bytes of version, two or four of length
  if (!text.starts_with(kMagic) || text.size() < kShortest) throw std::invalid_argument("it is no .npy file");
  const size_t version = byte(6);
  if (version < 1 || version > 3 || byte(7) != 0)
    throw std::invalid_argument("its .npy version is not 1.0, 2.0 or 3.0");
  const size_t length =
      version == 1 ? byte(8) | byte(9) << 8 : byte(8) | byte(9) << 8 | byte(10) << 16 | byte(11) << 24;
  const size_t start = version == 1 ? 10 : 12;
  if (length > kLongestNpyHeader - start) throw std::invalid_argument("its .npy header is too long");
  if (length > text.size() - start) throw std::invalid_argument("its .npy header is truncated");
  return {HeaderParser(text.substr(start, length)).parse(), start + length};
}

}  // namespace models
