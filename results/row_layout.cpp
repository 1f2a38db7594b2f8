#include "results/row_layout.hpp"

#include <algorithm>
#include <limits>

#include "results/h5/error.hpp"

namespace results {
namespace {

using h5::FieldKind;

constexpr std::size_t kRowMultiple = 64;
constexpr std::size_t kIdSize = 16;
constexpr std::size_t kHostSize = 64;
constexpr std::size_t kDeviceSize = 16;
constexpr std::size_t kMessageSize = 256;
constexpr std::size_t kFewestMetrics = 15;  // of schema 2; those that came later stand behind them

std::size_t round_up(std::size_t value, std::size_t multiple) {
  return (value + multiple - 1) / multiple * multiple;
}

template <class T>
T load(const std::byte* from) {
  T value;
  std::memcpy(&value, from, sizeof value);
  return value;
}

}  // namespace

RowLayout::RowLayout(std::vector<Column> columns, std::size_t metrics)
    : columns_(std::move(columns)), metrics_(metrics) {
  append("id", FieldKind::TEXT, kIdSize);
  append("state", FieldKind::CHOICE, 1);
  for (const Column& column : columns_) {
    append(column.key, column.kind == ColumnKind::NUMBER ? FieldKind::FLOAT64 : FieldKind::TEXT, column.size);
  }
  for (std::size_t i = 0; i < metrics_; ++i)
    append(std::string(sweep::kMetricNames[i]), FieldKind::FLOAT64, 8);
  for (const char* name : {"samples", "curve_epochs", "attempts", "incarnation"}) {
    append(name, FieldKind::UINT32, 4);
  }
  append("host", FieldKind::TEXT, kHostSize);
  append("device", FieldKind::TEXT, kDeviceSize);
  append("first_rank", FieldKind::INT32, 4);
  append("team_size", FieldKind::UINT32, 4);
  append("start_time", FieldKind::FLOAT64, 8);
  append("message", FieldKind::TEXT, kMessageSize);
  append("checksum", FieldKind::UINT32, 4);
  row_bytes_ = round_up(fields_.back().offset + fields_.back().size, kRowMultiple);
}

void RowLayout::append(const std::string& name, FieldKind kind, std::size_t size) {
  const std::size_t end = fields_.empty() ? 0 : fields_.back().offset + fields_.back().size;
  fields_.push_back({name, kind, round_up(end, kind == FieldKind::TEXT ? 1 : size), size});
}

RowLayout RowLayout::from(const std::vector<h5::Field>& fields, std::size_t row_bytes) {
  std::vector<Column> columns;
  const auto first_metric = std::find_if(fields.begin(), fields.end(), [](const h5::Field& field) {
    return field.name == sweep::kMetricNames.front();
  });
  for (std::size_t i = kFirstColumn; i < static_cast<std::size_t>(first_metric - fields.begin()); ++i) {
    const bool number = fields[i].kind == FieldKind::FLOAT64;
    columns.push_back({fields[i].name, number ? ColumnKind::NUMBER : ColumnKind::TEXT, fields[i].size});
  }
  std::size_t metrics = 0;
  for (auto field = first_metric; field != fields.end() && metrics < sweep::kMetricNames.size() &&
                                  field->name == sweep::kMetricNames[metrics];
       ++field)
    ++metrics;
  RowLayout layout(std::move(columns), std::max(metrics, kFewestMetrics));
  if (layout.fields_ != fields || layout.row_bytes_ != row_bytes) {
    throw h5::Error("the fields of /trials are not those of schema 2");
  }
  return layout;
}

h5::Type RowLayout::type() const { return h5::row_type(fields_, row_bytes_, sweep::kStateNames); }

void RowLayout::put_trial(std::span<std::byte> row, const sweep::Grid& grid, sweep::Row place) const {
  put_text(row, kId, grid[place].id.hex());
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const sweep::Level& level = grid.level(place, i);
    if (columns_[i].kind == ColumnKind::NUMBER) {
      put_number(row, kFirstColumn + i, level.number());
    } else {
      put_text(row, kFirstColumn + i, level.text());
    }
  }
}

bool RowLayout::same_trial(std::span<const std::byte> a, std::span<const std::byte> b) const {
  const std::size_t levels = fields_[kFirstColumn].offset;
  return std::memcmp(a.data(), b.data(), kIdSize) == 0 &&
         std::memcmp(&a[levels], &b[levels], fields_[tail(0)].offset - levels) == 0;
}

void RowLayout::put_record(std::span<std::byte> row, const sweep::TrialRecord& record) const {
  const std::size_t first = fields_[tail(0)].offset;
  // Also the padding: everything below is under the checksum.
  std::fill(row.begin() + static_cast<std::ptrdiff_t>(first), row.end(), std::byte{0});
  const std::size_t after_state = fields_[kState].offset + 1;
  const std::size_t before_levels = fields_[kFirstColumn].offset;
  std::fill(row.begin() + static_cast<std::ptrdiff_t>(after_state),
            row.begin() + static_cast<std::ptrdiff_t>(before_levels), std::byte{0});

  row[fields_[kState].offset] = static_cast<std::byte>(record.state);
  for (std::size_t i = 0; i < metrics_; ++i) {
    put_number(row, tail(i), record.metrics.values()[i]);
  }
  std::size_t epochs = 0;
  for (const auto& curve : record.curves) epochs = std::max(epochs, curve.size());
  put_number(row, samples(), static_cast<double>(record.predictions.labels.size()));
  put_number(row, curve_epochs(), static_cast<double>(epochs));
  put_number(row, attempts(), record.attempts);
  put_number(row, incarnation(), record.incarnation);
  put_text(row, host(), record.host);
  put_text(row, device(), record.device);
  put_number(row, first_rank(), record.first_rank.value);
  put_number(row, team_size(), record.team_size);
  put_number(row, start_time(), record.start_time);
  put_text(row, message(), record.message);
}

void RowLayout::put_incarnation(std::span<std::byte> row, std::uint32_t value) const {
  put_number(row, incarnation(), value);
}

void RowLayout::put_checksum(std::span<std::byte> row, std::uint32_t checksum_value) const {
  put_number(row, checksum(), checksum_value);
}

void RowLayout::put_number(std::span<std::byte> row, std::size_t field, double value) const {
  std::byte* to = &row[fields_[field].offset];
  if (fields_[field].kind == FieldKind::FLOAT64) {
    std::memcpy(to, &value, sizeof value);
  } else if (fields_[field].kind == FieldKind::INT32) {
    const auto whole = static_cast<std::int32_t>(value);
    std::memcpy(to, &whole, sizeof whole);
  } else {
    const auto whole = static_cast<std::uint32_t>(value);
    std::memcpy(to, &whole, sizeof whole);
  }
}

void RowLayout::put_text(std::span<std::byte> row, std::size_t field, const std::string& value) const {
  const std::string cut = cut_utf8(value, fields_[field].size);
  std::byte* to = &row[fields_[field].offset];
  std::fill_n(to, fields_[field].size, std::byte{0});
  std::memcpy(to, cut.data(), cut.size());
}

double RowLayout::metric(std::span<const std::byte> row, sweep::Metric metric) const {
  const auto place = static_cast<std::size_t>(metric);
  return place < metrics_ ? number(row, tail(place)) : std::numeric_limits<double>::quiet_NaN();
}

double RowLayout::number(std::span<const std::byte> row, std::size_t field) const {
  const std::byte* from = &row[fields_[field].offset];
  switch (fields_[field].kind) {
    case FieldKind::FLOAT64:
      return load<double>(from);
    case FieldKind::INT32:
      return load<std::int32_t>(from);
    case FieldKind::UINT32:
      return load<std::uint32_t>(from);
    case FieldKind::CHOICE:
      return load<std::uint8_t>(from);
    case FieldKind::TEXT:
      break;
  }
  return std::numeric_limits<double>::quiet_NaN();
}

std::string RowLayout::text(std::span<const std::byte> row, std::size_t field) const {
  const char* from = reinterpret_cast<const char*>(&row[fields_[field].offset]);
  return {from, std::find(from, from + fields_[field].size, '\0')};
}

std::string cut_utf8(const std::string& text, std::size_t size) {
  if (text.size() <= size) return text;
  // Bytes 10xxxxxx continue a character: step back to where one begins.
  while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) --size;
  return text.substr(0, size);
}

}  // namespace results
