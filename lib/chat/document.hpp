// What Huzzah shows, before it takes the form of one medium: sections of cards. Pure.
#pragma once

#include "chat/limits.hpp"
#include "chat/message.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace huzzah::chat {

/// Who or what it is about, and what was said. The first mention or bold token of `head` is its subject. Only
/// those who are to be called are mentions in it; where there are no calls, they are named.
class card {
 public:
  explicit card(rich_text head_ = {}, std::optional<button> beside_ = {})
      : head(std::move(head_)), beside(std::move(beside_)) {}

  rich_text head;
  std::vector<rich_text> words;  ///< each on a line of its own below `head`; often none
  std::optional<button> beside;  ///< shown where cards are blocks
};

/// How the cards of a section follow one another.
enum class card_layout {
  paragraphs,  ///< with empty lines between them
  list,        ///< with bullets
  lines,       ///< with nothing between them
  blocks,      ///< in a message each is a block of its own
};

/// What is said of cards that have no room.
class left_out {
 public:
  std::string (*counted)(std::int64_t number) = nullptr;  ///< "7 people"; without it they are "7 more"
  bool by_words = false;                                  ///< whether it is their words that are counted
  /// A sentence of the catalog about the `{people}` that a thread has no room for either; such sections go
  /// first into a message. Without it everything is in the thread.
  char const* names = nullptr;
};

/// Cards under a title.
class section {
 public:
  explicit section(std::string title_ = {}, card_layout layout_ = card_layout::paragraphs)
      : title(std::move(title_)), layout(layout_) {}

  std::string key;    ///< what it is, for programs: "wins"
  std::string icon;   ///< an emoji before the title
  std::string title;  ///< may be empty
  std::vector<card> cards;
  card_layout layout;
  std::vector<button> buttons;  ///< in a row below the cards, where there are buttons: in the first message
  int chapter = 0;              ///< there is a line between chapters
  chat::left_out left_out;
};

/// Counts.
class chart {
 public:
  std::string title;
  std::vector<std::pair<std::string, int>> bars;    ///< as they are drawn: "Mon"
  std::string key, of;                              ///< what they are, for programs: "by_day", "date"
  std::vector<std::pair<std::string, int>> counts;  ///< the same for programs: "2026-11-16"
};

/// A document: what every medium is made from.
class document {
 public:
  std::string title;        ///< "The good work of the week"
  std::string subtitle;     ///< "16 to 20 November 2026 · 12 shoutouts · 7 wins"
  bool has_header = false;  ///< whether a message begins with them; its notification has them in any case
  std::vector<chart> charts;
  std::string charts_in_words;  ///< what they show, for those who don't see them
  std::vector<section> sections;
  std::vector<rich_text> foot;  ///< small lines at the end
  rich_text instead;            ///< without sections: the line that replaces them
};

/// For a channel: the first message goes there (at most 25 blocks), the others into its thread; each within
/// the platform's limits. What the channel has no room for is in the thread; if that exceeds about 20
/// messages, the rest is reduced to the names of those it is about, so that no one is left out. `picture` is
/// a file of the platform's with the charts (see image_block), or empty; words replace it then. Without
/// sections it is one line.
std::vector<message> to_messages(document const& shown, limits const& most, std::string const& picture = {});

/// For an answer to one person: a single message within the same limits. What it has no room for is counted.
message to_message(document const& shown, limits const& most);

/// Markdown; what people wrote is escaped, so that it formats and mentions nothing.
std::string to_markdown(document const& shown);

/// A complete page of HTML that can be mailed: styles inline, no scripts, nothing loaded, light and dark.
/// Text is escaped, and only http and https become links.
std::string to_html(document const& shown);

/// JSON, of which these keys stay as they are:
/// `title`, `subtitle`; `sections`: a list of `section` (its key), `title` and `lines`, each with `text`,
/// `links` (addresses in the order of the text), `words` (a list of `text` and `links`) and, where the line
/// begins with a person who is to be called, `person` (their id); `instead`: the line of an empty document,
/// else left out; and each chart by its key: a list of what is counted and `count`.
std::string to_json(document const& shown);

}  // namespace huzzah::chat
