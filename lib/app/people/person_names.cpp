#include "app/people/person_names.hpp"

#include "app/people/erased_person.hpp"
#include "chat/rich_text.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace huzzah::people {
namespace {

using nlohmann::json;

/// Letters and digits; a byte of a longer character is one of a letter's.
bool is_of_a_word(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
         static_cast<unsigned char>(c) >= 0x80;
}

/// Where `word` occurs in a text as a whole word, from `start` on.
std::size_t find_word(std::string const& text, std::string const& word, std::size_t start = 0) {
  if (word.empty()) return std::string::npos;
  for (auto at = text.find(word, start); at != std::string::npos; at = text.find(word, at + 1)) {
    auto const end = at + word.size();
    if ((at == 0 || !is_of_a_word(text[at - 1])) && (end == text.size() || !is_of_a_word(text[end])))
      return at;
  }
  return std::string::npos;
}

void remove_from(json& value, person_names const& who);

/// An empty list of people may mean everybody, so a list of only this person is not left empty.
void remove_from_list(json& list, person_names const& who) {
  auto const before = list.size();
  for (auto one = list.begin(); one != list.end();)
    one = *one == json(who.id) ? list.erase(one) : one + 1;
  if (list.empty() && before > 0) list.push_back(erased_person);
  for (auto& one : list)
    remove_from(one, who);
}

void remove_from(json& value, person_names const& who) {
  if (value.is_array()) {
    remove_from_list(value, who);
  } else if (value.is_object()) {
    for (auto& [key, inside] : value.items())
      remove_from(inside, who);
  } else if (value.is_string()) {
    auto const text = value.get<std::string>();
    if (find_word(text, who.id) != std::string::npos) value = who.without_choice(text);
  }
}

}  // namespace

bool person_names::occur_in(std::string const& text) const {
  return find_word(text, id) != std::string::npos ||
         std::any_of(names.begin(), names.end(),
                     [&](auto const& name) { return find_word(text, name) != std::string::npos; });
}

std::string person_names::without_id(std::string const& text) const {
  auto rest = text;
  for (auto at = find_word(rest, id); at != std::string::npos; at = find_word(rest, id, at))
    rest.erase(at, id.size());
  return rest;
}

std::string person_names::without_mention(std::string const& markup) const {
  if (find_word(markup, id) == std::string::npos) return markup;
  auto text = chat::from_markup(markup);
  for (auto& piece : text) {
    if (piece.kind == chat::token_kind::mention && piece.id == id) piece = chat::text("a teammate");
  }
  return without_id(chat::to_markup(text));
}

std::string person_names::without_choice(std::string const& value) const {
  auto parsed = json::parse(value, nullptr, false);
  if (!parsed.is_structured()) return without_id(value);
  remove_from(parsed, *this);
  return parsed.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace huzzah::people
