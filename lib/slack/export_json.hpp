// What simdjson has read, for the other files of this room. Only for those that read exports.
#pragma once

#include <simdjson.h>
#include <nlohmann/json.hpp>

#include <string_view>

namespace huzzah::slack {

/// The string of that name in an object; empty where it is missing or of another type.
inline std::string_view string_in(simdjson::dom::element const& object, std::string_view name) {
  std::string_view value;
  return object[name].get(value) == simdjson::SUCCESS ? value : std::string_view();
}

/// A copy for who reads the other kind of JSON: strings, numbers and truth values, and objects down to so
/// many levels; lists are left out.
inline nlohmann::json copy_of(simdjson::dom::element const& object, int levels) {
  auto copy = nlohmann::json::object();
  simdjson::dom::object members;
  if (object.get(members) != simdjson::SUCCESS) return copy;
  for (auto const& [name, value] : members) {
    auto const key = std::string(name);
    if (value.is_string())
      copy[key] = std::string(std::string_view(value));
    else if (value.is_bool())
      copy[key] = bool(value);
    else if (value.is_int64())
      copy[key] = std::int64_t(value);
    else if (value.is_object() && levels > 1)
      copy[key] = copy_of(value, levels - 1);
  }
  return copy;
}

}  // namespace huzzah::slack
