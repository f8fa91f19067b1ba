// The kinds of values that settings have: how each is written in the configuration, stored, and asked for by
// a form.
#pragma once

#include "app/json_section.hpp"
#include "base/text.hpp"
#include "calendar/time_of_day.hpp"
#include "calendar/time_zone.hpp"
#include "calendar/weekdays.hpp"
#include "chat/message.hpp"

#include <array>
#include <cstddef>
#include <functional>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace huzzah::app {

/// How values of a type are read and written. What is not right leaves a value as it is.
template <class Value>
class value_kind {
 public:
  using reader = std::function<bool(json_section& from, std::string_view key, Value& into)>;
  using writer = std::function<std::string(Value const& value)>;

  std::string type;          ///< the JSON Schema in the configuration, as JSON
  reader read;               ///< from the configuration; what is wrong is reported
  writer written;            ///< as JSON that `read` reads
  bool is_needed = false;    ///< the configuration has to have it
  std::string stored_key{};  ///< under which it is stored; empty: its name
  reader restore{};          ///< what `store` has written; empty: as in the configuration
  writer store{};            ///< as JSON; empty text where nothing is stored. Empty: as in the configuration

  chat::form_field::kind control = chat::form_field::kind::text;
  std::vector<std::string> choices{};
  writer shown{};  ///< as a form has it
  /// Takes what was entered; returns what is to be mended, or an empty text.
  std::function<std::string(std::string const& entered, Value& into)> enter{};
};

namespace kind {

value_kind<int> number(int lowest, int highest);
value_kind<bool> yes_or_no();
/// `type` says more of it than that it is a text.
value_kind<std::string> text(std::string type = R"({"type": "string"})");
/// A list of up to `most` texts, each of which `check` brings into its form; at least one where `noun` names
/// what it is a list of. `items` is the type of each. A form asks for people.
value_kind<std::vector<std::string>> texts(
    std::size_t most, element_check check, std::string const& noun = {},
    std::string const& items = R"({"type": "string", "minLength": 1})");
value_kind<calendar::time_of_day> time_of_day();
/// A time, or null: none.
value_kind<std::optional<calendar::time_of_day>> time_or_none();
value_kind<calendar::time_zone> time_zone(std::string type = R"({"type": "string"})");
value_kind<std::chrono::weekday> day_of_week();
value_kind<calendar::weekdays> days_of_week();
/// Dates as they are stored.
value_kind<std::set<calendar::local_date>> dates();

/// The same, but the configuration's has to pass a check, or has to be there: else `hint` says what to write.
value_kind<std::string> checked(value_kind<std::string> kind, element_check check);
template <class Value>
value_kind<Value> needed(value_kind<Value> kind, std::string hint) {
  kind.is_needed = true;
  if (!kind.restore) kind.restore = kind.read;
  kind.read = [read = std::move(kind.read), hint = std::move(hint)](json_section& from, std::string_view key,
                                                                    Value& into) {
    if (!from.left_out(key)) return read(from, key, into);
    from.wrong(key, "is missing", hint);
    return false;
  };
  return kind;
}

/// The same values as another type.
template <class Value, class Inner, class To, class From>
value_kind<Value> mapped(value_kind<Inner> kind, To to, From from) {
  value_kind<Value> made;
  made.type = std::move(kind.type);
  made.control = kind.control;
  made.choices = std::move(kind.choices);
  auto const reading = [=](typename value_kind<Inner>::reader read) {
    return [=](json_section& section, std::string_view key, Value& into) {
      Inner inner = from(into);
      auto const is_right = read(section, key, inner);
      if (is_right) into = to(inner);
      return is_right;
    };
  };
  made.read = reading(std::move(kind.read));
  if (kind.restore) made.restore = reading(std::move(kind.restore));
  made.written = [=, written = std::move(kind.written)](Value const& value) { return written(from(value)); };
  made.shown = [=, shown = std::move(kind.shown)](Value const& value) { return shown(from(value)); };
  made.enter = [=, enter = std::move(kind.enter)](std::string const& entered, Value& into) {
    Inner inner = from(into);
    auto wrong = enter(entered, inner);
    into = to(inner);
    return wrong;
  };
  return made;
}

}  // namespace kind

/// A word that means a value.
template <class Value>
class named_value {
 public:
  std::string_view word;  ///< in the configuration, and stored
  Value value;
  std::string_view label{};  ///< in forms
};
template <class Value, std::size_t N>
using named_values = std::array<named_value<Value>, N>;

/// Values that are known by their places in a list.
class listed_words {
 public:
  template <class Value, std::size_t N>
  explicit listed_words(named_values<Value, N> const& all) {
    for (auto const& one : all) {
      words.push_back(one.word);
      labels.emplace_back(one.label);
    }
  }
  std::vector<std::string_view> words;
  std::vector<std::string> labels;
};

/// Where a value is in the list.
template <class Value, std::size_t N>
std::size_t place_in(named_values<Value, N> const& all, Value value) {
  std::size_t place = 0;
  while (place + 1 < N && all[place].value != value)
    ++place;
  return place;
}
template <class Value, std::size_t N>
std::string_view word_of(named_values<Value, N> const& all, Value value) {
  return all[place_in(all, value)].word;
}
/// The value of a word in any case; none for any other word.
template <class Value, std::size_t N>
std::optional<Value> value_of(named_values<Value, N> const& all, std::string_view word) {
  auto const lower = base::to_lower(base::trim(word));
  for (auto const& one : all)
    if (one.word == lower) return one.value;
  return std::nullopt;
}

namespace kind {

value_kind<std::size_t> one_of(listed_words const& all);
/// Several, in the order of the list; at least one `noun`.
value_kind<std::vector<std::size_t>> some_of(listed_words const& all, std::string const& noun);

/// One value of a list, and several; the list outlives them.
template <class Value, std::size_t N>
value_kind<Value> one_of(named_values<Value, N> const& all) {
  return mapped<Value>(
      one_of(listed_words(all)), [&all](std::size_t place) { return all[place].value; },
      [&all](Value value) { return place_in(all, value); });
}
template <class Value, std::size_t N>
value_kind<std::vector<Value>> some_of(named_values<Value, N> const& all, std::string const& noun) {
  auto const from = [&all](std::vector<Value> const& values) {
    std::vector<std::size_t> places;
    for (auto const value : values)
      places.push_back(place_in(all, value));
    return places;
  };
  auto const to = [&all](std::vector<std::size_t> const& places) {
    std::vector<Value> values;
    for (auto const place : places)
      values.push_back(all[place].value);
    return values;
  };
  return mapped<std::vector<Value>>(some_of(listed_words(all), noun), to, from);
}

}  // namespace kind

}  // namespace huzzah::app
