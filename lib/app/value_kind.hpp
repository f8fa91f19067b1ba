// The kinds of values that settings have: how each is written in the configuration, stored, and asked for by
// a form.
#pragma once

#include "app/json_section.hpp"
#include "base/catalog.hpp"
#include "base/text.hpp"
#include "calendar/local_date.hpp"
#include "calendar/time_of_day.hpp"
#include "calendar/time_zone.hpp"
#include "calendar/weekdays.hpp"
#include "chat/message.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <functional>
#include <optional>
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
/// A day, or none.
value_kind<std::optional<calendar::local_date>> date_or_none();
value_kind<calendar::time_zone> time_zone(std::string type = R"({"type": "string"})");
value_kind<std::chrono::weekday> day_of_week();
value_kind<calendar::weekdays> days_of_week();

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
  std::string_view label{};  ///< in forms, where it is translated
};
template <class Value, std::size_t N>
using named_values = std::array<named_value<Value>, N>;

/// The word of a value, and the value of a word in any case.
template <class Value, std::size_t N>
std::string_view word_of(named_values<Value, N> const& all, Value value) {
  auto const found =
      std::find_if(all.begin(), all.end(), [=](auto const& one) { return one.value == value; });
  return found == all.end() ? std::string_view() : found->word;
}
template <class Value, std::size_t N>
std::optional<Value> value_of(named_values<Value, N> const& all, std::string_view word) {
  auto const lower = base::to_lower(base::trim(word));
  auto const found = std::find_if(all.begin(), all.end(), [&](auto const& one) { return one.word == lower; });
  return found == all.end() ? std::nullopt : std::optional(found->value);
}

/// The parts of what a form's field of several gives, without white space around them.
std::vector<std::string> split_at_commas(std::string_view all);

namespace detail {

std::string joined(std::vector<std::string> const& some);
/// The schema of a word out of several.
std::string enumeration(std::vector<std::string_view> const& words);
/// Brings a word into its form, if it is known; see element_check.
problem check_word(std::vector<std::string_view> const& known, std::string& word);

/// The names of all values, in one of both forms.
template <class Name, class Value, std::size_t N>
std::vector<Name> names_in(named_values<Value, N> const& all, std::string_view named_value<Value>::*form) {
  std::vector<Name> names;
  for (auto const& one : all)
    names.emplace_back(one.*form);
  return names;
}
template <class Value, std::size_t N>
std::vector<Value> values_named(named_values<Value, N> const& all, std::string_view named_value<Value>::*form,
                                std::vector<std::string> const& names) {
  std::vector<Value> values;
  for (auto const& one : all)
    if (std::find(names.begin(), names.end(), one.*form) != names.end()) values.push_back(one.value);
  return values;
}
template <class Value, std::size_t N>
std::vector<std::string> names_of(named_values<Value, N> const& all,
                                  std::string_view named_value<Value>::*form,
                                  std::vector<Value> const& values) {
  std::vector<std::string> names;
  for (auto const value : values)
    for (auto const& one : all)
      if (one.value == value) names.emplace_back(one.*form);
  return names;
}

}  // namespace detail

namespace kind {

/// Several values of a list, always in its order; at least one `noun`. The list outlives them.
template <class Value, std::size_t N>
value_kind<std::vector<Value>> some_of(named_values<Value, N> const& all, std::string const& noun) {
  using named = named_value<Value>;
  using values = std::vector<Value>;
  auto const words = detail::names_in<std::string_view>(all, &named::word);
  auto made = mapped<values>(
      texts(
          N, [=](std::string& word) { return detail::check_word(words, word); }, noun,
          detail::enumeration(words)),
      [&all](auto const& some) { return detail::values_named(all, &named::word, some); },
      [&all](values const& some) { return detail::names_of(all, &named::word, some); });
  made.restore = {};
  made.control = chat::form_field::kind::choices;
  made.choices = detail::names_in<std::string>(all, &named::label);
  made.shown = [&all](values const& some) {
    return detail::joined(detail::names_of(all, &named::label, some));
  };
  made.enter = [&all](std::string const& entered, values& into) {
    into = detail::values_named(all, &named::label, split_at_commas(entered));
    return into.empty() ? base::translate("Choose at least one.") : std::string();
  };
  return made;
}

/// One value of a list.
template <class Value, std::size_t N>
value_kind<Value> one_of(named_values<Value, N> const& all) {
  using named = named_value<Value>;
  auto made = mapped<Value>(
      some_of(all, {}), [](auto const& some) { return some.front(); },
      [](Value value) { return std::vector<Value>{value}; });
  auto const words = detail::names_in<std::string_view>(all, &named::word);
  made.type = detail::enumeration(words);
  made.read = [&all, words](json_section& from, std::string_view key, Value& into) {
    auto const place = from.read_word(key, words);
    if (place < N) into = all[place].value;
    return place < N;
  };
  made.written = [&all](Value value) { return "\"" + std::string(word_of(all, value)) + "\""; };
  made.control = chat::form_field::kind::choice;
  made.enter = [&all](std::string const& entered, Value& into) {
    auto const found = detail::values_named(all, &named::label, {entered});
    if (!found.empty()) into = found.front();
    return std::string();
  };
  return made;
}

}  // namespace kind

}  // namespace huzzah::app
