// What the settings of rituals have in common when they are written as JSON and read.
#pragma once

#include "base/error.hpp"
#include "calendar/time_of_day.hpp"
#include "calendar/time_zone.hpp"

#include <exception>
#include <optional>
#include <stdexcept>
#include <string>

namespace huzzah::schedule {

/// What the reading of JSON throws becomes one kind of failure for the caller.
template <class Read>
auto guarded(Read read) -> result<decltype(read())> {
  try {
    return read();
  } catch (std::exception const& why) {
    return error(errc::invalid_input, why.what());
  }
}

/// The time of day, the zone of that member; throws where there is none.
template <class Json>
calendar::time_of_day time_in(Json const& from, char const* name) {
  return calendar::parse_time_of_day(from.at(name).template get<std::string>()).value();
}
template <class Json>
calendar::time_zone zone_in(Json const& from) {
  return calendar::time_zone::find(from.at("time_zone").template get<std::string>()).value();
}

/// The value that a word means; an unknown word is damage.
template <class T>
T known(std::optional<T> const& meant, char const* name) {
  if (!meant) throw std::invalid_argument(std::string("an unknown ") + name);
  return *meant;
}

}  // namespace huzzah::schedule
