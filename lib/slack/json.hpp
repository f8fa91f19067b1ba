// Careful access to JSON from outside: what is missing or of another type reads as empty. Only for this
// room's .cpp files.
#pragma once

#include "base/text.hpp"

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>

namespace huzzah::slack {

/// The member of that name, or a null value.
inline nlohmann::json const& member(nlohmann::json const& object, char const* name) {
  static nlohmann::json const none;
  if (!object.is_object()) return none;
  auto const found = object.find(name);
  return found == object.end() ? none : *found;
}

/// The string of that name, or empty.
inline std::string string_member(nlohmann::json const& object, char const* name) {
  auto const& value = member(object, name);
  return value.is_string() ? value.get_ref<std::string const&>() : std::string();
}

/// The same without a copy; valid as long as the object.
inline std::string_view text_in(nlohmann::json const& object, char const* name) {
  auto const& value = member(object, name);
  return value.is_string() ? std::string_view(value.get_ref<std::string const&>()) : std::string_view();
}

/// Whether the member of that name is `true`.
inline bool is_set(nlohmann::json const& object, char const* name) {
  auto const& value = member(object, name);
  return value.is_boolean() && value.get<bool>();
}

/// The whole number of that name, or `otherwise`.
inline std::int64_t number_member(nlohmann::json const& object, char const* name,
                                  std::int64_t otherwise = 0) {
  auto const& value = member(object, name);
  return value.is_number_integer() ? value.get<std::int64_t>() : otherwise;
}

/// JSON as text; never throws, whatever the strings hold.
inline std::string dump(nlohmann::json const& value) {
  return value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace huzzah::slack
