#include "app/json_section.hpp"

#include "base/fold.hpp"
#include "base/text.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdint>
#include <set>

namespace huzzah::app {

namespace {

nlohmann::json const& empty_object() {
  static nlohmann::json const empty = nlohmann::json::object();
  return empty;
}

/// A value as it was written, short enough for one line. Secrets never come here: a section reads them as
/// text, and text of the right type is not repeated.
std::string shown(nlohmann::json const& value) {
  if (value.is_object()) return "an object";
  if (value.is_array()) return "a list";
  return base::shorten(value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace), 40);
}

template <class Words>
std::string listed(Words const& words) {
  std::string line;
  for (auto const& word : words) {
    if (!line.empty()) line += ", ";
    line += word;
  }
  return line;
}

}  // namespace

problem no_such_word(std::span<std::string_view const> known, std::string_view word) {
  auto const meant = base::nearest(base::to_lower(word), known);
  return {{},
          "must be one of " + listed(known) + ", got " + shown(word),
          meant.empty() ? "" : "did you mean " + std::string(meant) + "?"};
}

json_section::json_section(nlohmann::json const& object, std::string pointer, problems& found)
    : object_(&object), pointer_(std::move(pointer)), found_(&found) {}

json_section::~json_section() {
  std::vector<std::string_view> const candidates(known_.begin(), known_.end());
  for (auto const& [key, value] : object_->items()) {
    if (std::find(known_.begin(), known_.end(), key) != known_.end()) continue;
    auto const meant = base::nearest(base::to_lower(key), candidates);
    auto hint = meant.empty() ? "known here: " + listed(known_) : "did you mean " + std::string(meant) + "?";
    found_->emplace_back(pointer_to(base::shorten(key, 60)), "unknown key", std::move(hint));
  }
}

std::string json_section::pointer_to(std::string_view key) const {
  return pointer_.empty() ? std::string(key) : pointer_ + "." + std::string(key);
}

nlohmann::json const* json_section::find(std::string_view key) {
  if (std::find(known_.begin(), known_.end(), key) == known_.end()) known_.emplace_back(key);
  auto const at = object_->find(key);
  return at == object_->end() ? nullptr : &*at;
}

void json_section::wrong(std::string_view key, std::string message, std::string hint) {
  found_->emplace_back(pointer_to(key), std::move(message), std::move(hint));
}

bool json_section::has_problem(std::string_view key) const {
  auto const pointer = pointer_to(key);
  return std::any_of(found_->begin(), found_->end(),
                     [&](problem const& one) { return one.pointer == pointer; });
}

void json_section::wrong_type(std::string_view key, std::string_view wanted, nlohmann::json const& got) {
  found_->emplace_back(pointer_to(key), "must be " + std::string(wanted) + ", got " + shown(got));
}

void json_section::too_many(std::string_view key, std::size_t size, std::size_t most) {
  found_->emplace_back(pointer_to(key), "has " + std::to_string(size) + " entries",
                       "at most " + std::to_string(most) + " are allowed");
}

json_section json_section::section(std::string_view key) {
  auto const* value = find(key);
  if (value != nullptr && !value->is_object()) {
    wrong_type(key, "an object in { }", *value);
    value = nullptr;
  }
  return json_section(value != nullptr ? *value : empty_object(), pointer_to(key), *found_);
}

std::vector<std::pair<nlohmann::json const*, std::string>> json_section::objects(std::string_view key,
                                                                                 std::size_t most) {
  std::vector<std::pair<nlohmann::json const*, std::string>> all;
  auto const* value = find(key);
  if (value == nullptr) return all;
  if (!value->is_array()) {
    wrong_type(key, "a list of objects in [ ]", *value);
    return all;
  }
  if (value->size() > most) {
    too_many(key, value->size(), most);
    return all;
  }
  for (std::size_t i = 0; i < value->size(); ++i) {
    auto const place = std::string(key) + "[" + std::to_string(i) + "]";
    if ((*value)[i].is_object())
      all.emplace_back(&(*value)[i], pointer_to(place));
    else
      wrong_type(place, "an object in { }", (*value)[i]);
  }
  return all;
}

bool json_section::left_out(std::string_view key) {
  auto const* value = find(key);
  return value == nullptr || value->is_null();
}

bool json_section::is_list(std::string_view key) {
  auto const* value = find(key);
  return value != nullptr && value->is_array();
}

bool json_section::read_words(std::string_view key, std::string& into) {
  auto const* value = find(key);
  if (value == nullptr) return false;
  if (value->is_string()) {
    into = value->get_ref<std::string const&>();
    return true;
  }
  auto const is_text = [](nlohmann::json const& element) { return element.is_string(); };
  if (!value->is_array() || !std::all_of(value->begin(), value->end(), is_text)) {
    wrong_type(key, "text in quotes, or a list of texts in [ ]", *value);
    return false;
  }
  into = listed(value->get<std::vector<std::string>>());
  return true;
}

bool json_section::read(std::string_view key, std::string& into) {
  auto const* value = find(key);
  if (value == nullptr) return false;
  if (!value->is_string()) {
    wrong_type(key, "text in quotes", *value);
    return false;
  }
  into = value->get_ref<std::string const&>();
  return true;
}

bool json_section::read(std::string_view key, bool& into) {
  auto const* value = find(key);
  if (value == nullptr) return false;
  if (!value->is_boolean()) {
    wrong_type(key, "true or false", *value);
    return false;
  }
  into = value->get<bool>();
  return true;
}

bool json_section::read(std::string_view key, int& into, int lowest, int highest) {
  auto const* value = find(key);
  if (value == nullptr) return false;
  auto const in_range = [&] {
    if (value->is_number_unsigned() && value->get<std::uint64_t>() > static_cast<std::uint64_t>(INT64_MAX))
      return false;
    auto const number = value->get<std::int64_t>();
    return number >= lowest && number <= highest;
  };
  if (!value->is_number_integer() || !in_range()) {
    wrong_type(key, "a whole number from " + std::to_string(lowest) + " to " + std::to_string(highest),
               *value);
    return false;
  }
  into = value->get<int>();
  return true;
}

bool json_section::read(std::string_view key, std::vector<int>& into, int lowest, int highest) {
  auto const* value = find(key);
  auto const fits = [=](nlohmann::json const& one) {
    return one.is_number_integer() && one >= lowest && one <= highest;
  };
  if (value == nullptr) return false;
  if (!value->is_array() || !std::all_of(value->begin(), value->end(), fits)) {
    wrong_type(key, "a list of whole numbers in [ ]", *value);
    return false;
  }
  into = value->get<std::vector<int>>();
  return true;
}

bool json_section::read(std::string_view key, std::vector<std::string>& into, std::size_t most,
                        element_check const& check) {
  auto const* value = find(key);
  if (value == nullptr) return false;
  if (!value->is_array()) {
    wrong_type(key, "a list of texts in [ ]", *value);
    return false;
  }
  if (value->size() > most) {
    too_many(key, value->size(), most);
    return false;
  }
  auto right = true;
  std::vector<std::string> elements;
  std::set<std::string> seen;
  for (std::size_t i = 0; i < value->size(); ++i) {
    auto const place = std::string(key) + "[" + std::to_string(i) + "]";
    if (!(*value)[i].is_string()) {
      wrong_type(place, "text in quotes", (*value)[i]);
      right = false;
      continue;
    }
    auto element = (*value)[i].get<std::string>();
    auto fault = check(element);
    if (fault.message.empty() && !seen.insert(base::fold(element)).second)
      fault.message = "\"" + element + "\" is there twice";
    if (fault.message.empty()) {
      elements.push_back(std::move(element));
      continue;
    }
    fault.pointer = pointer_to(place);
    found_->push_back(std::move(fault));
    right = false;
  }
  if (right) into = std::move(elements);
  return right;
}

std::size_t json_section::read_word(std::string_view key, std::span<std::string_view const> words) {
  auto const* value = find(key);
  if (value == nullptr) return words.size();
  if (!value->is_string()) {
    wrong_type(key, "one of " + listed(words), *value);
    return words.size();
  }
  auto const& word = value->get_ref<std::string const&>();
  auto const at = std::find(words.begin(), words.end(), word);
  if (at == words.end()) {
    found_->push_back(no_such_word(words, word));
    found_->back().pointer = pointer_to(key);
  }
  return static_cast<std::size_t>(at - words.begin());
}

}  // namespace huzzah::app
