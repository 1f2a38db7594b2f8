#include "workers/messages.hpp"

#include <cstring>
#include <stdexcept>
#include <string>

namespace workers {
namespace {

/// Appends values as they lie in memory: all ranks run the same program.
class Writer {
 public:
  template <class T>
  Writer& operator<<(const T& value) {
    static_assert(std::is_trivially_copyable_v<T>);
    const auto* bytes = reinterpret_cast<const std::byte*>(&value);
    bytes_.insert(bytes_.end(), bytes, bytes + sizeof value);
    return *this;
  }
  Writer& operator<<(const std::string& text) {
    *this << static_cast<std::uint32_t>(text.size());
    for (const char c : text) *this << c;
    return *this;
  }
  std::vector<std::byte> take() { return std::move(bytes_); }

 private:
  std::vector<std::byte> bytes_;
};

class Reader {
 public:
  explicit Reader(std::span<const std::byte> bytes) : bytes_(bytes) {}
  template <class T>
  Reader& operator>>(T& value) {
    static_assert(std::is_trivially_copyable_v<T>);
    if (bytes_.size() < sizeof value) throw std::runtime_error("a message between ranks was cut short");
    std::memcpy(&value, bytes_.data(), sizeof value);
    bytes_ = bytes_.subspan(sizeof value);
    return *this;
  }
  Reader& operator>>(std::string& text) {
    std::uint32_t size = 0;
    *this >> size;
    if (bytes_.size() < size) throw std::runtime_error("a message between ranks was cut short");
    text.assign(reinterpret_cast<const char*>(bytes_.data()), size);
    bytes_ = bytes_.subspan(size);
    return *this;
  }

  /// An enum that counts from 0 to `last`.
  template <class Enum>
  void read(Enum& value, Enum last) {
    std::underlying_type_t<Enum> number{};
    *this >> number;
    if (number < 0 || number > static_cast<std::underlying_type_t<Enum>>(last))
      throw std::runtime_error("a message between ranks holds the unknown value " + std::to_string(number));
    value = static_cast<Enum>(number);
  }
  void expect_end() const {
    if (!bytes_.empty()) throw std::runtime_error("a message between ranks is longer than its kind");
  }

 private:
  std::span<const std::byte> bytes_;
};

void write(Writer&, const Ready&) {}
void write(Writer&, const Pulse&) {}
void write(Writer&, const StopNow&) {}
void write(Writer& to, const StopWanted& wanted) { to << wanted.reason; }
void write(Writer& to, const Leave& leave) { to << leave; }
void write(Writer& to, const LeaveTrial& leave) { to << leave; }
void write(Writer& to, const PutDown& put_down) { to << put_down; }
void write(Writer& to, const EpochReport& report) { to << report; }
void write(Writer& to, const Answer& answer) { to << answer; }
void write(Writer& to, const Ended& ended) {
  to << ended.row << ended.state << ended.test_accuracy << ended.message << ended.cause << ended.seconds;
}
void write(Writer& to, const Assignment& assignment) {
  to << assignment.row << assignment.batch_parts << assignment.predicted_seconds
     << static_cast<std::uint32_t>(assignment.team.size());
  for (const sweep::Rank rank : assignment.team) to << rank;
}

void read(Reader&, Ready&) {}
void read(Reader&, Pulse&) {}
void read(Reader&, StopNow&) {}
void read(Reader& from, StopWanted& wanted) { from >> wanted.reason; }
void read(Reader& from, Leave& leave) { from.read(leave.how, Leave::How::ALONE); }
void read(Reader& from, LeaveTrial& leave) { from >> leave; }
void read(Reader& from, PutDown& put_down) { from >> put_down; }
void read(Reader& from, EpochReport& report) { from >> report; }
void read(Reader& from, Answer& answer) { from.read(answer.verdict, sweep::Verdict::STOP); }
void read(Reader& from, Ended& ended) {
  from >> ended.row;
  from.read(ended.state, sweep::TrialState::FAILED);
  from >> ended.test_accuracy >> ended.message;
  from.read(ended.cause, Cause::OUT_OF_MEMORY);
  from >> ended.seconds;
}
void read(Reader& from, Assignment& assignment) {
  std::uint32_t size = 0;
  from >> assignment.row >> assignment.batch_parts >> assignment.predicted_seconds >> size;
  for (std::uint32_t i = 0; i < size; ++i) {
    sweep::Rank rank;
    from >> rank;
    assignment.team.push_back(rank);
  }
}

/// Reads the alternative with the given place in the variant.
template <std::size_t I = 0>
Message read_alternative(std::uint8_t place, Reader& from) {
  if constexpr (I == std::variant_size_v<Message>) {
    throw std::runtime_error("a message between ranks has an unknown kind " + std::to_string(place));
  } else {
    if (place != I) return read_alternative<I + 1>(place, from);
    std::variant_alternative_t<I, Message> alternative;
    read(from, alternative);
    return alternative;
  }
}

}  // namespace

std::vector<std::byte> encode(const Message& message) {
  Writer to;
  to << static_cast<std::uint8_t>(message.index());
  std::visit([&](const auto& alternative) { write(to, alternative); }, message);
  return to.take();
}

Message decode(std::span<const std::byte> bytes) {
  Reader from(bytes);
  std::uint8_t place = 0;
  from >> place;
  Message message = read_alternative(place, from);
  from.expect_end();
  return message;
}

}  // namespace workers
