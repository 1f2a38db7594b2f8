#include "results/h5/types.hpp"

#include <bit>
#include <cstdint>

#include "results/h5/error.hpp"

namespace h5 {
namespace {

static_assert(std::endian::native == std::endian::little, "rows are kept in memory as they are in the file");

Type copy_of(hid_t type) { return Type(check(H5Tcopy(type), "copy a type")); }

Type field_type(const Field& field, const Type& choice) {
  switch (field.kind) {
    case FieldKind::UINT32:
      return copy_of(H5T_STD_U32LE);
    case FieldKind::INT32:
      return copy_of(H5T_STD_I32LE);
    case FieldKind::FLOAT64:
      return copy_of(H5T_IEEE_F64LE);
    case FieldKind::CHOICE:
      return copy_of(choice.get());
    case FieldKind::TEXT:
      break;
  }
  return text_of(field.size);
}

FieldKind kind_of(hid_t type, const std::string& name) {
  if (check(H5Tget_class(type), name) == H5T_ENUM) return FieldKind::CHOICE;
  if (H5Tget_class(type) == H5T_STRING && check(H5Tis_variable_str(type), name) == 0) return FieldKind::TEXT;
  if (check(H5Tequal(type, H5T_IEEE_F64LE), name) > 0) return FieldKind::FLOAT64;
  if (check(H5Tequal(type, H5T_STD_U32LE), name) > 0) return FieldKind::UINT32;
  if (check(H5Tequal(type, H5T_STD_I32LE), name) > 0) return FieldKind::INT32;
  throw Error("field " + name + " is of a type that schema 2 does not have");
}

}  // namespace

Type float32() { return copy_of(H5T_IEEE_F32LE); }
Type float64() { return copy_of(H5T_IEEE_F64LE); }
Type uint8() { return copy_of(H5T_STD_U8LE); }

Type text_of(std::size_t bytes) {
  Type text = copy_of(H5T_C_S1);
  check(H5Tset_size(text.get(), bytes), "text size");
  check(H5Tset_strpad(text.get(), H5T_STR_NULLPAD), "text padding");
  check(H5Tset_cset(text.get(), H5T_CSET_UTF8), "text character set");
  return text;
}

Type complex64() {
  Type type(check(H5Tcreate(H5T_COMPOUND, 8), "complex type"));
  check(H5Tinsert(type.get(), "r", 0, H5T_IEEE_F32LE), "real part");
  check(H5Tinsert(type.get(), "i", 4, H5T_IEEE_F32LE), "imaginary part");
  return type;
}

Type row_type(const std::vector<Field>& fields, std::size_t row_bytes,
              std::span<const std::string_view> choices) {
  const Type choice(check(H5Tenum_create(H5T_STD_U8LE), "enum type"));
  std::uint8_t value = 0;
  for (const std::string_view name : choices) {
    check(H5Tenum_insert(choice.get(), std::string(name).c_str(), &value), "enum value");
    ++value;
  }
  Type row(check(H5Tcreate(H5T_COMPOUND, row_bytes), "row type"));
  for (const Field& field : fields) {
    const Type type = field_type(field, choice);
    check(H5Tinsert(row.get(), field.name.c_str(), field.offset, type.get()), field.name);
  }
  return row;
}

bool is_text(const Type& type) {
  return check(H5Tget_class(type.get()), "type") == H5T_STRING &&
         check(H5Tis_variable_str(type.get()), "type") == 0;
}

std::vector<Field> fields_of(const Type& type) {
  if (H5Tget_class(type.get()) != H5T_COMPOUND) throw Error("rows are no compound");
  const auto count = static_cast<unsigned>(check(H5Tget_nmembers(type.get()), "fields"));
  std::vector<Field> fields;
  for (unsigned i = 0; i < count; ++i) {
    char* raw_name = H5Tget_member_name(type.get(), i);
    if (raw_name == nullptr) throw_last_error("field name");
    std::string name = raw_name;
    H5free_memory(raw_name);
    const Type member(check(H5Tget_member_type(type.get(), i), name));
    const FieldKind kind = kind_of(member.get(), name);
    fields.push_back({name, kind, H5Tget_member_offset(type.get(), i), H5Tget_size(member.get())});
  }
  return fields;
}

std::string name_of(const Type& type) {
  const std::string bits = std::to_string(8 * bytes_of(type));
  switch (H5Tget_class(type.get())) {
    case H5T_COMPOUND:
      return "complex" + bits;
    case H5T_FLOAT:
      return "float" + bits;
    default:
      return "uint" + bits;
  }
}

std::size_t bytes_of(const Type& type) { return H5Tget_size(type.get()); }

}  // namespace h5
