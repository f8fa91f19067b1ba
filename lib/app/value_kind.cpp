#include "app/value_kind.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace huzzah::app {

using ordered = nlohmann::ordered_json;

std::vector<std::string> split_at_commas(std::string_view all) {
  std::vector<std::string> some;
  while (!all.empty()) {
    auto const end = std::min(all.find(','), all.size());
    if (auto const one = base::trim(all.substr(0, end)); !one.empty()) some.emplace_back(one);
    all.remove_prefix(std::min(end + 1, all.size()));
  }
  return some;
}

namespace detail {

std::string joined(std::vector<std::string> const& some) {
  std::string all;
  for (auto const& one : some)
    all += (all.empty() ? "" : ",") + one;
  return all;
}

std::string enumeration(std::vector<std::string_view> const& words) {
  return ordered{{"type", "string"}, {"enum", words}}.dump();
}

problem check_word(std::vector<std::string_view> const& known, std::string& word) {
  word = base::to_lower(base::trim(word));
  return std::find(known.begin(), known.end(), word) != known.end() ? fine() : no_such_word(known, word);
}

}  // namespace detail

namespace kind {

namespace {

constexpr auto a_text = R"({"type": "string"})";
constexpr auto a_time = R"({"type": "string", "pattern": "^([01]?[0-9]|2[0-3]):[0-5][0-9]$"})";
constexpr std::array week{std::chrono::Monday,   std::chrono::Tuesday, std::chrono::Wednesday,
                          std::chrono::Thursday, std::chrono::Friday,  std::chrono::Saturday,
                          std::chrono::Sunday};

template <class Value>
std::string dumped(Value const& value) {
  return nlohmann::json(value).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::vector<std::string> names_of_days() {
  std::vector<std::string> names;
  names.reserve(week.size());
  for (auto const day : week)
    names.emplace_back(calendar::to_string(day));
  return names;
}

/// What is written as a text that can be parsed.
constexpr auto one_text = [](json_section& from, auto key, std::string& words) {
  return from.read(key, words);
};
template <class Value, class Parse, class Write, class Read = decltype(one_text)>
value_kind<Value> parsed(std::string type, Parse parse, Write write, std::string hint = {},
                         Read read = one_text) {
  value_kind<Value> made;
  made.type = std::move(type);
  made.read = [=](json_section& from, std::string_view key, Value& into) {
    std::string words;
    if (!read(from, key, words)) return false;
    auto value = parse(words);
    if (value)
      into = std::move(*value);
    else
      from.wrong(key, value.error().detail, hint);
    return value.has_value();
  };
  made.written = [write](Value const& value) { return dumped(write(value)); };
  made.shown = write;
  made.enter = [parse](std::string const& entered, Value& into) {
    auto value = parse(entered);
    if (!value) return value.error().detail;
    into = std::move(*value);
    return std::string();
  };
  return made;
}

}  // namespace

value_kind<int> number(int lowest, int highest) {
  value_kind<int> made;
  made.type = ordered{{"type", "integer"}, {"minimum", lowest}, {"maximum", highest}}.dump();
  made.read = [=](auto& from, auto key, int& into) { return from.read(key, into, lowest, highest); };
  made.written = dumped<int>;
  return made;
}

value_kind<bool> yes_or_no() {
  value_kind<bool> made;
  made.type = R"({"type": "boolean"})";
  made.read = [](auto& from, auto key, bool& into) { return from.read(key, into); };
  made.written = dumped<bool>;
  return made;
}

value_kind<std::string> text(std::string type) {
  auto const as_it_is = [](std::string const& words) { return words; };
  return parsed<std::string>(
      std::move(type), [](std::string const& words) { return result<std::string>(words); }, as_it_is);
}

value_kind<std::vector<std::string>> texts(std::size_t most, element_check check, std::string const& noun,
                                           std::string const& items) {
  using list = std::vector<std::string>;
  ordered type{{"type", "array"}, {"items", ordered::parse(items)}};
  if (!noun.empty()) type["minItems"] = 1;
  type["maxItems"] = most;
  type["uniqueItems"] = true;
  value_kind<list> made;
  made.type = type.dump();
  made.read = [=, check = std::move(check)](json_section& from, std::string_view key, list& into) {
    auto const is_right = from.read(key, into, most, check);
    if (is_right && into.empty() && !noun.empty()) from.wrong(key, "must name at least one " + noun);
    return is_right;
  };
  made.written = dumped<list>;
  made.restore = [](json_section& from, std::string_view key, list& into) {
    return from.read(key, into, std::string::npos, [](std::string&) { return fine(); });
  };
  made.control = chat::form_field::kind::people;
  made.shown = detail::joined;
  made.enter = [](std::string const& entered, list& into) {
    into = split_at_commas(entered);
    return std::string();
  };
  return made;
}

value_kind<calendar::time_of_day> time_of_day() {
  auto made = parsed<calendar::time_of_day>(
      a_time, [](std::string const& words) { return calendar::parse_time_of_day(words); },
      [](calendar::time_of_day time) { return calendar::to_string(time); });
  made.control = chat::form_field::kind::time;
  return made;
}

value_kind<std::optional<calendar::time_of_day>> time_or_none() {
  using maybe = std::optional<calendar::time_of_day>;
  auto made = mapped<maybe>(
      time_of_day(), [](calendar::time_of_day time) { return maybe(time); },
      [](maybe const& time) { return time.value_or(calendar::time_of_day()); });
  auto type = ordered::parse(a_time);
  type["type"] = {"string", "null"};
  made.type = type.dump();
  made.read = [read = made.read](json_section& from, std::string_view key, maybe& into) {
    if (!from.left_out(key)) return read(from, key, into);
    into.reset();
    return true;
  };
  made.store = [written = made.written](maybe const& time) { return time ? written(time) : std::string(); };
  made.written = [written = made.written](maybe const& time) { return time ? written(time) : "null"; };
  made.shown = [](maybe const& time) { return time ? calendar::to_string(*time) : std::string(); };
  made.enter = [enter = made.enter](std::string const& entered, maybe& into) {
    into.reset();
    return entered.empty() ? std::string() : enter(entered, into);
  };
  return made;
}

value_kind<std::optional<calendar::local_date>> date_or_none() {
  using maybe = std::optional<calendar::local_date>;
  auto made = parsed<maybe>(
      a_text,
      [](std::string const& words) -> result<maybe> {
        if (words.empty()) return maybe();
        auto const day = calendar::parse_date(words);
        if (!day) return day.error();
        return maybe(*day);
      },
      [](maybe const& day) { return day ? calendar::to_string(*day) : std::string(); });
  made.control = chat::form_field::kind::date;
  return made;
}

value_kind<calendar::time_zone> time_zone(std::string type) {
  return parsed<calendar::time_zone>(
      std::move(type), [](std::string const& words) { return calendar::time_zone::find(words); },
      [](calendar::time_zone const& zone) { return zone.name(); });
}

value_kind<std::chrono::weekday> day_of_week() {
  using day = std::chrono::weekday;
  auto const parse = [](std::string const& words) -> result<day> {
    if (auto const known = calendar::weekday_from(words)) return *known;
    return error(errc::invalid_input, base::translate("is no day of the week"));
  };
  auto made = parsed<day>(
      a_text, parse, [](day one) { return std::string(calendar::to_string(one)); },
      "write one such as \"Friday\"");
  made.store = [](day one) { return std::to_string(one.c_encoding()); };
  made.restore = [](json_section& from, std::string_view key, day& into) {
    int number = 0;
    auto const is_right = from.read(key, number, 0, 7);
    if (is_right) into = day(static_cast<unsigned>(number));
    return is_right;
  };
  made.control = chat::form_field::kind::choice;
  made.choices = names_of_days();
  return made;
}

value_kind<calendar::weekdays> days_of_week() {
  using days = calendar::weekdays;
  auto const names = [](days const& some, std::size_t longest) {
    std::vector<std::string> all;
    for (auto const day : week)
      if (some.contains(day)) all.emplace_back(calendar::to_string(day).substr(0, longest));
    return all;
  };
  auto made = parsed<days>(
      R"({"type": ["array", "string"], "items": {"type": "string"}})",
      [](std::string const& words) { return calendar::parse_weekdays(words); },
      [names](days const& some) { return detail::joined(names(some, std::string::npos)); }, {},
      [](json_section& from, auto key, std::string& words) { return from.read_words(key, words); });
  made.written = [names](days const& some) { return base::to_lower(dumped(names(some, 3))); };
  made.store = [](days const& some) {
    auto numbers = nlohmann::json::array();
    for (unsigned day = 0; day < 7; ++day)
      if (some.contains(std::chrono::weekday(day))) numbers.push_back(day);
    return numbers.dump();
  };
  made.restore = [](json_section& from, std::string_view key, days& into) {
    std::vector<int> numbers;
    if (!from.read(key, numbers, 0, 7)) return false;
    into = {};
    for (auto const day : numbers)
      into.add(std::chrono::weekday(static_cast<unsigned>(day)));
    return true;
  };
  made.control = chat::form_field::kind::choices;
  made.choices = names_of_days();
  return made;
}

value_kind<std::string> checked(value_kind<std::string> kind, element_check check) {
  kind.restore = kind.read;
  kind.read = [read = std::move(kind.read), check = std::move(check)](
                  json_section& from, std::string_view key, std::string& into) {
    if (!read(from, key, into)) return false;
    auto const fault = check(into);
    if (!fault.message.empty()) from.wrong(key, fault.message, fault.hint);
    return fault.message.empty();
  };
  return kind;
}

}  // namespace kind

}  // namespace huzzah::app
