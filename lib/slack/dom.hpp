// What simdjson has read, with the same careful access as json.hpp's: what is missing or of another type
// reads as empty. For what comes often, or by the gigabyte. Only for this room's .cpp files.
#pragma once

#include <simdjson.h>
#include <nlohmann/json.hpp>

#include <string_view>

namespace huzzah::slack {

/// A value, or the reason why there is none.
using dom_value = simdjson::simdjson_result<simdjson::dom::element>;

/// The member of that name, or no value.
inline dom_value member(dom_value const& object, char const* name) {
  return object[name];
}

/// The string of that name in an object, or empty; valid as long as what was read.
inline std::string_view text_in(dom_value const& object, char const* name) {
  std::string_view value;
  return object[name].get(value) == simdjson::SUCCESS ? value : std::string_view();
}
inline std::string_view text_in(simdjson::dom::element const& object, char const* name) {
  return text_in(dom_value(simdjson::dom::element(object)), name);
}

/// Whether the member of that name is `true`.
inline bool is_set(dom_value const& object, char const* name) {
  auto value = false;
  return object[name].get(value) == simdjson::SUCCESS && value;
}

/// The whole number of that name, or 0.
inline std::int64_t number_member(dom_value const& object, char const* name) {
  std::int64_t value = 0;
  return object[name].get(value) == simdjson::SUCCESS ? value : 0;
}

/// A copy as nlohmann's JSON: strings, numbers, booleans, and objects down to `levels`; lists are left out.
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
