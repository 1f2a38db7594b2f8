#include "results/h5/attributes.hpp"

#include <vector>

#include "results/h5/error.hpp"

namespace h5 {
namespace {

Type variable_text() {
  Type text(check(H5Tcopy(H5T_C_S1), "text type"));
  check(H5Tset_size(text.get(), H5T_VARIABLE), "text type");
  check(H5Tset_cset(text.get(), H5T_CSET_UTF8), "text type");
  return text;
}

std::string read_text(hid_t attribute, hid_t type, const std::string& name) {
  if (check(H5Tis_variable_str(type), name) == 0) {
    std::string text(H5Tget_size(type), '\0');
    check(H5Aread(attribute, type, text.data()), name);
    return text.substr(0, text.find('\0'));
  }
  char* raw = nullptr;
  const Type memory(check(H5Tcopy(type), name));
  check(H5Aread(attribute, memory.get(), static_cast<void*>(&raw)), name);
  std::string text = raw == nullptr ? "" : raw;
  H5free_memory(raw);
  return text;
}

herr_t collect_name(hid_t, const char* name, const H5A_info_t*, void* names) {
  static_cast<std::vector<std::string>*>(names)->emplace_back(name);
  return 0;
}

}  // namespace

void write_attribute(const File& file, const std::string& name, const AttributeValue& value) {
  const Space scalar(check(H5Screate(H5S_SCALAR), name));
  const auto write = [&](hid_t type, const void* data) {
    const AttributeId attribute(
        check(H5Acreate2(file.id(), name.c_str(), type, scalar.get(), H5P_DEFAULT, H5P_DEFAULT), name));
    check(H5Awrite(attribute.get(), type, data), name);
  };
  if (const auto* text = std::get_if<std::string>(&value)) {
    const char* raw = text->c_str();
    write(variable_text().get(), static_cast<const void*>(&raw));
  } else if (const auto* number = std::get_if<std::uint64_t>(&value)) {
    write(H5T_STD_U64LE, number);
  } else {
    write(H5T_IEEE_F64LE, &std::get<double>(value));
  }
}

std::map<std::string, AttributeValue> read_attributes(const File& file) {
  std::vector<std::string> names;
  hsize_t position = 0;
  check(H5Aiterate2(file.id(), H5_INDEX_NAME, H5_ITER_INC, &position, collect_name, &names), "attributes");
  std::map<std::string, AttributeValue> values;
  for (const std::string& name : names) {
    const AttributeId attribute(check(H5Aopen(file.id(), name.c_str(), H5P_DEFAULT), name));
    const Type type(check(H5Aget_type(attribute.get()), name));
    const Space space(check(H5Aget_space(attribute.get()), name));
    if (check(H5Sget_simple_extent_npoints(space.get()), name) != 1) continue;
    const H5T_class_t kind = H5Tget_class(type.get());
    if (kind == H5T_STRING) {
      values[name] = read_text(attribute.get(), type.get(), name);
    } else if (kind == H5T_INTEGER) {
      std::uint64_t number = 0;
      check(H5Aread(attribute.get(), H5T_NATIVE_UINT64, &number), name);
      values[name] = number;
    } else if (kind == H5T_FLOAT) {
      double number = 0;
      check(H5Aread(attribute.get(), H5T_NATIVE_DOUBLE, &number), name);
      values[name] = number;
    }
  }
  return values;
}

}  // namespace h5
