// What the sections of a digest have in common: how people are named, how they are quoted, how dates read.
#pragma once

#include "recognition/digest.hpp"

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace huzzah::recognition {

/// The names of everybody who occurs in a digest.
class digest_names {
 public:
  explicit digest_names(digest_facts const& facts);

  /// The name of a person on one line, at most 40 characters; empty if it is not known.
  std::string const& find(std::string const& person) const;

  /// The name in bold, which pings nobody; "a teammate" (with a capital where a sentence begins) for a person
  /// without a known name, never an id.
  chat::token named(std::string const& person, bool begins = false) const;
  /// The same in plain text.
  chat::token plainly(std::string const& person) const;

 private:
  void learn(std::string const& person, std::string const& name);

  std::unordered_map<std::string, std::string> names_;
};

/// What somebody wrote, from chat::to_markup()'s form, as it is quoted: on one line, shortened to about
/// `limit` characters, with emoji, code, channels and links to the web alive; mentions, groups and broadcasts
/// are plain text. However it is escaped (see chat_length()), it fits a section with room for what stands
/// around it.
chat::rich_text quoted(std::string_view markup, digest_names const& names, std::size_t limit);

/// At most about `limit` visible characters, cut between words where that is near, with "…" where something
/// was cut. Tokens other than text are kept whole or left out.
chat::rich_text shorten_words(chat::rich_text const& words, std::size_t limit);

/// Appends one text to another.
void append_words(chat::rich_text& line, chat::rich_text const& more);

/// Appends " · see it" with a link, if `url` is one to the web of ordinary length.
void append_link(chat::rich_text& line, std::string const& url);

/// Takes it away again, for formats in which a link stands beside the words.
void drop_link_at_end(chat::rich_text& line);

/// How a mention of somebody who is shouted out, and a channel, read where nothing can be mentioned: never an
/// id.
std::string shown_name(chat::token const& mention);
std::string shown_channel(chat::token const& channel);

/// Appends "Ada, Ben and Cleo".
void append_list(chat::rich_text& line, std::vector<chat::token> const& items);

/// Whether the lines of a section read as a list: several, each without words below it. The places of the
/// board have their numbers already.
bool is_list(digest_part const& part);

/// A list in several of at most about `most` characters each, as chat_length() measures them.
std::vector<std::vector<chat::token>> split_list(std::vector<chat::token> const& items, std::size_t most);

/// "1 win", "7 wins"
std::string number_of(std::int64_t number, std::string_view one, std::string_view many);

/// "20 November 2026", "16 to 20 November 2026", "30 November to 4 December 2026"
std::string dates_in_words(calendar::local_date first, calendar::local_date last);

/// "Mon", "16 Nov"
std::string short_weekday(calendar::local_date day);
std::string short_date(calendar::local_date day);

}  // namespace huzzah::recognition
