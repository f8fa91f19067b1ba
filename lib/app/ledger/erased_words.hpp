// The words of others, and what is only said about a person, without that person.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace huzzah::store {
class connection;
}

namespace huzzah::ledger {

/// How a person is found in words: by the id, and by what they are called.
class person_names {
 public:
  explicit person_names(std::string id_) : id(std::move(id_)) {}

  /// Whether a text names them: the id or the name as a word of its own.
  bool occur_in(std::string const& text) const;
  /// The text with each of the words that are the id gone.
  std::string without_id(std::string const& text) const;
  /// The same of chat::to_markup()'s form: who was mentioned is "a teammate".
  std::string without_mention(std::string const& markup) const;
  /// The same of a setting: JSON (also JSON within its strings) whose lists lose them.
  std::string without_choice(std::string const& value) const;

  std::string id;
  std::vector<std::string> names;
};

/// Each returns how many rows it changed or removed.
std::int64_t erase_mentions(store::connection& on, person_names const& who);
std::int64_t erase_settings(store::connection& on, person_names const& who);
std::int64_t erase_turns(store::connection& on, person_names const& who);
std::int64_t erase_messages_to(store::connection& on, person_names const& who);
/// What is still to be said about them is withdrawn, and no text of what was said is kept.
std::int64_t erase_messages_about(store::connection& on, person_names const& who);

}  // namespace huzzah::ledger
