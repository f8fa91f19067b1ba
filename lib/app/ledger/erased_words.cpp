#include "app/ledger/erased_words.hpp"

#include "app/people/erased_person.hpp"
#include "chat/rich_text.hpp"
#include "store/connection.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace huzzah::ledger {
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
  if (list.empty() && before > 0) list.push_back(people::erased_person);
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

/// The rows of a table in which a text holds the id, by their numbers.
std::vector<std::pair<std::int64_t, std::string>> rows_of(store::query rows) {
  std::vector<std::pair<std::int64_t, std::string>> found;
  while (rows.next())
    found.emplace_back(rows.integer(0), rows.text(1));
  return found;
}

/// Rewrites what differs; how many rows that were.
template <class Rewrite>
std::int64_t rewrite(store::connection& on, char const* select, char const* update, person_names const& who,
                     Rewrite const& rewritten) {
  std::int64_t changed = 0;
  for (auto const& [id, before] : rows_of(on.select(select, who.id))) {
    auto const after = rewritten(before);
    if (after == before) continue;
    on.run(update, after, id);
    ++changed;
  }
  return changed;
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

std::int64_t erase_mentions(store::connection& on, person_names const& who) {
  auto const in_markup = [&](std::string const& text) { return who.without_mention(text); };
  auto const in_words = [&](std::string const& text) { return who.without_id(text); };
  auto changed = rewrite(on, "SELECT id, text FROM entry WHERE replace(text, ?, '') <> text",
                         "UPDATE entry SET text = ? WHERE id = ?", who, in_markup);
  // A line is known by its entry and its number within that, of which there are few.
  changed +=
      rewrite(on, "SELECT entry * 4096 + line, text FROM entry_line WHERE replace(text, ?, '') <> text",
              "UPDATE entry_line SET text = ?1 WHERE entry = ?2 / 4096 AND line = ?2 % 4096", who, in_markup);
  changed += rewrite(on, "SELECT id, question FROM standup_round WHERE replace(question, ?, '') <> question",
                     "UPDATE standup_round SET question = ? WHERE id = ?", who, in_words);
  changed += on.run(
      "UPDATE entry_impact SET words = '', occasion = '' WHERE replace(words, ?1, '') <> words"
      " OR replace(occasion, ?1, '') <> occasion",
      who.id);
  return changed;
}

std::int64_t erase_settings(store::connection& on, person_names const& who) {
  std::int64_t changed = on.run("DELETE FROM setting WHERE person = ?", who.id);
  std::vector<std::array<std::string, 4>> holding;
  {
    auto rows = on.select(
        "SELECT workspace, person, name, value FROM setting WHERE replace(value, ?, '') <> value", who.id);
    while (rows.next())
      holding.push_back({rows.text(0), rows.text(1), rows.text(2), rows.text(3)});
  }
  for (auto const& [workspace, person, name, value] : holding) {
    auto const after = who.without_choice(value);
    if (after == value) continue;
    on.run("UPDATE setting SET value = ? WHERE workspace = ? AND person = ? AND name = ?", after, workspace,
           person, name);
    ++changed;
  }
  return changed;
}

std::int64_t erase_turns(store::connection& on, person_names const& who) {
  on.run("UPDATE ritual_step SET why = '' WHERE replace(why, ?, '') <> why", who.id);
  return on.run("DELETE FROM ritual_step WHERE person = ?", who.id);
}

std::int64_t erase_messages_to(store::connection& on, person_names const& who) {
  on.run("DELETE FROM posted WHERE person = ?", who.id);
  return on.run("DELETE FROM outbox WHERE person = ?", who.id);
}

std::int64_t erase_messages_about(store::connection& on, person_names const& who) {
  std::int64_t changed = 0;
  for (auto const& [id, text] :
       rows_of(on.select("SELECT id, key || ' ' || body FROM outbox WHERE body <> '' AND ? <> ''", who.id))) {
    if (!who.occur_in(text)) continue;
    on.run("UPDATE outbox SET state = 'withdrawn' WHERE id = ? AND state IN ('pending', 'sending')", id);
    ++changed;
  }
  // Their words may stand anywhere, and of what has ended nothing is needed but that it was done.
  on.run("UPDATE outbox SET body = '' WHERE body <> '' AND state IN ('sent', 'failed', 'withdrawn')");
  on.run("UPDATE outbox SET error = '' WHERE replace(error, ?, '') <> error", who.id);
  for (auto const& [id, key] :
       rows_of(on.select("SELECT id, key FROM outbox WHERE replace(key, ?, '') <> key", who.id))) {
    if (find_word(key, who.id) != std::string::npos)
      on.run("UPDATE outbox SET key = 'erased:' || id WHERE id = ?", id);
  }
  return changed;
}

}  // namespace huzzah::ledger
