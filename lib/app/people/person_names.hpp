// How a person is found in words, and how words are without them.
#pragma once

#include <string>
#include <vector>

namespace huzzah::people {

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

}  // namespace huzzah::people
