#include "app/value_kind.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace huzzah::app::kind {

using ordered = nlohmann::ordered_json;

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

std::string joined(std::vector<std::string> const& some) {
  std::string all;
  for (auto const& one : some)
    all += (all.empty() ? "" : ",") + one;
  return all;
}

std::vector<std::string> split_at_commas(std::string_view all) {
  std::vector<std::string> some;
  while (!all.empty()) {
    auto const end = std::min(all.find(','), all.size());
    if (auto const one = base::trim(all.substr(0, end)); !one.empty()) some.emplace_back(one);
    all.remove_prefix(std::min(end + 1, all.size()));
  }
  return some;
}

std::vector<std::string> names_of_days() {
  std::vector<std::string> names;
  for (auto const day : week)
    names.emplace_back(calendar::to_string(day));
  return names;
}

/// What is written as a text that can be parsed.
template <class Value, class Parse, class Write>
value_kind<Value> parsed(std::string type, Parse parse, Write write, std::string hint = {}) {
  value_kind<Value> made;
  made.type = std::move(type);
  made.read = [=](json_section& from, std::string_view key, Value& into) {
    std::string words;
    if (!from.read(key, words)) return false;
    auto read = parse(words);
    if (read)
      into = std::move(*read);
    else
      from.wrong(key, read.error().detail, hint);
    return read.has_value();
  };
  made.written = [write](Value const& value) { return dumped(write(value)); };
  made.shown = write;
  made.enter = [parse](std::string const& entered, Value& into) {
    auto read = parse(entered);
    if (!read) return read.error().detail;
    into = std::move(*read);
    return std::string();
  };
  return made;
}

ordered enumerated(std::vector<std::string_view> const& words) {
  return {{"type", "string"}, {"enum", words}};
}

}  // namespace

value_kind<int> number(int lowest, int highest) {
  value_kind<int> made;
  made.type = ordered{{"type", "integer"}, {"minimum", lowest}, {"maximum", highest}}.dump();
  made.read = [=](json_section& from, std::string_view key, int& into) {
    return from.read(key, into, lowest, highest);
  };
  made.written = dumped<int>;
  return made;
}

value_kind<bool> yes_or_no() {
  value_kind<bool> made;
  made.type = R"({"type": "boolean"})";
  made.read = [](json_section& from, std::string_view key, bool& into) { return from.read(key, into); };
  made.written = dumped<bool>;
  return made;
}

value_kind<std::string> text(std::string type) {
  value_kind<std::string> made;
  made.type = std::move(type);
  made.read = [](json_section& from, std::string_view key, std::string& into) {
    return from.read(key, into);
  };
  made.written = dumped<std::string>;
  made.shown = [](std::string const& value) { return value; };
  made.enter = [](std::string const& entered, std::string& into) {
    into = entered;
    return std::string();
  };
  return made;
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
    return from.read(key, into, std::string::npos, [](std::string&) { return problem({}, {}); });
  };
  made.control = chat::form_field::kind::people;
  made.shown = joined;
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

value_kind<calendar::time_zone> time_zone(std::string type) {
  return parsed<calendar::time_zone>(
      std::move(type), [](std::string const& words) { return calendar::time_zone::find(words); },
      [](calendar::time_zone const& zone) { return zone.name(); });
}

value_kind<std::chrono::weekday> day_of_week() {
  using day = std::chrono::weekday;
  auto const parse = [](std::string const& words) -> result<day> {
    if (auto const known = calendar::weekday_from(words)) return *known;
    return error(errc::invalid_input, "is no day of the week");
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
  made.enter = [](std::string const& entered, day& into) {
    for (auto const one : week)
      if (calendar::to_string(one) == entered) into = one;
    return std::string();
  };
  return made;
}

value_kind<calendar::weekdays> days_of_week() {
  using days = calendar::weekdays;
  auto const names = [](days const& some, std::size_t longest) {
    std::vector<std::string> all;
    for (auto const day : week)
      if (some.contains(day)) all.push_back(std::string(calendar::to_string(day).substr(0, longest)));
    return all;
  };
  value_kind<days> made;
  made.type = R"({"type": ["array", "string"], "items": {"type": "string"}})";
  made.read = [](json_section& from, std::string_view key, days& into) {
    std::string words;
    if (!from.read_words(key, words)) return false;
    auto const read = calendar::parse_weekdays(words);
    if (read)
      into = *read;
    else
      from.wrong(key, read.error().detail);
    return read.has_value();
  };
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
  made.shown = [names](days const& some) { return joined(names(some, std::string::npos)); };
  made.enter = [](std::string const& entered, days& into) {
    auto const read = calendar::parse_weekdays(entered);
    if (read) into = *read;
    return read ? std::string() : read.error().detail;
  };
  return made;
}

value_kind<std::set<calendar::local_date>> dates() {
  using list = std::vector<std::string>;
  using set = std::set<calendar::local_date>;
  auto const check = [](std::string& word) {
    auto const date = calendar::parse_date(word);
    return date ? problem({}, {}) : problem({}, date.error().detail);
  };
  auto const to = [](list const& words) {
    set all;
    for (auto const& word : words)
      all.insert(calendar::parse_date(word).value());
    return all;
  };
  auto const from = [](set const& all) {
    list words;
    for (auto const day : all)
      words.push_back(calendar::to_string(day));
    return words;
  };
  return mapped<set>(texts(std::string::npos, check), to, from);
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

value_kind<std::size_t> one_of(listed_words const& all) {
  value_kind<std::size_t> made;
  made.type = enumerated(all.words).dump();
  made.read = [all](json_section& from, std::string_view key, std::size_t& into) {
    auto const place = from.read_word(key, all.words);
    if (place < all.words.size()) into = place;
    return place < all.words.size();
  };
  made.written = [all](std::size_t place) { return dumped(all.words[place]); };
  made.control = chat::form_field::kind::choice;
  made.choices = all.labels;
  made.shown = [all](std::size_t place) { return all.labels[place]; };
  made.enter = [all](std::string const& entered, std::size_t& into) {
    auto const found = std::find(all.labels.begin(), all.labels.end(), entered);
    if (found != all.labels.end()) into = static_cast<std::size_t>(found - all.labels.begin());
    return std::string();
  };
  return made;
}

value_kind<std::vector<std::size_t>> some_of(listed_words const& all, std::string const& noun) {
  using places = std::vector<std::size_t>;
  auto const take = [](auto const& known, std::vector<std::string> const& wanted) {
    places found;
    for (std::size_t i = 0; i < known.size(); ++i)
      if (std::find(wanted.begin(), wanted.end(), known[i]) != wanted.end()) found.push_back(i);
    return found;
  };
  auto const known = [all](std::string& word) {
    word = base::to_lower(base::trim(word));
    if (std::find(all.words.begin(), all.words.end(), word) != all.words.end()) return problem({}, {});
    return no_such_word(all.words, word);
  };
  auto const as_texts = texts(all.words.size(), known, noun, enumerated(all.words).dump());
  auto const reading = [=](auto const& read) {
    return [=](json_section& from, std::string_view key, places& into) {
      std::vector<std::string> words;
      auto const is_right = read(from, key, words);
      if (is_right) into = take(all.words, words);
      return is_right;
    };
  };
  value_kind<places> made;
  made.type = as_texts.type;
  made.read = reading(as_texts.read);
  made.restore = reading([=, most = all.words.size()](auto& from, auto key, auto& words) {
    return from.read(key, words, most, known);
  });
  made.written = [all](places const& some) {
    std::vector<std::string_view> words;
    for (auto const place : some)
      words.push_back(all.words[place]);
    return dumped(words);
  };
  made.control = chat::form_field::kind::choices;
  made.choices = all.labels;
  made.shown = [all](places const& some) {
    std::vector<std::string> labels;
    for (auto const place : some)
      labels.push_back(all.labels[place]);
    return joined(labels);
  };
  made.enter = [=](std::string const& entered, places& into) {
    into = take(all.labels, split_at_commas(entered));
    return into.empty() ? "Choose at least one." : std::string();
  };
  return made;
}

}  // namespace huzzah::app::kind
