// What everything that is shown has in common: how people are named, and how they are quoted.
#pragma once

#include "chat/rich_text.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace huzzah::chat {

/// The names of everybody who occurs in a document.
class shown_names {
 public:
  /// An empty name is not known.
  void learn(std::string const& person, std::string const& name);

  /// The name of a person on one line, at most 40 characters; empty if it is not known.
  std::string const& find(std::string const& person) const;

  /// The name in bold, which is no ping; "a teammate" (with a capital where a sentence begins) for a person
  /// without a known name, never an id.
  token named(std::string const& person, bool begins = false) const;
  /// The same in plain text.
  token plainly(std::string const& person) const;

 private:
  std::unordered_map<std::string, std::string> names_;
};

/// What a person wrote, from to_markup()'s form, as it is quoted: on one line, shortened to about
/// `limit` characters, with emoji, code, channels and links to the web alive; mentions, groups and broadcasts
/// are plain text.
rich_text quoted(std::string_view markup, shown_names const& names, std::size_t limit);

/// At most about `limit` visible characters, cut between words where that is near, with "…" where something
/// was cut. Tokens other than text are kept whole or left out.
rich_text shorten_words(rich_text const& words, std::size_t limit);

/// Appends one text to another.
void append(rich_text& line, rich_text const& more);

/// Appends " · see it" with a link, if `url` is one to the web of ordinary length.
void append_link(rich_text& line, std::string const& url);

/// Takes it away again, for formats that show a link beside the words.
void drop_link_at_end(rich_text& line);

/// How a mention of a person reads where no one can be called: never as an id.
std::string shown_name(token const& mention);
/// How anything reads there: names, labels, an emoji's characters.
std::string in_words(token const& piece);

/// A list in several of at most about `most` characters each.
std::vector<std::vector<token>> split_list(std::vector<token> const& items, std::size_t most);

}  // namespace huzzah::chat
