#include "base/emoji.hpp"
#include "chat/link.hpp"
#include "chat/quotes.hpp"
#include "features/digests/render.hpp"

#include <nlohmann/json.hpp>

namespace huzzah::digests {

namespace {

// Keys stand in the order in which people read them.
using ordered = nlohmann::ordered_json;

std::string said_plainly(chat::token const& piece) {
  switch (piece.kind) {
    case chat::token_kind::mention:
      return chat::shown_name(piece);
    case chat::token_kind::emoji:
      return base::emoji_in_text(piece.id);
    case chat::token_kind::channel:
      return chat::shown_channel(piece);
    default:
      return chat::to_plain({piece});
  }
}

/// The text and where its links lead; "see it" at the end is only a link.
ordered write_words(chat::rich_text words) {
  auto links = ordered::array();
  for (auto const& piece : words)
    if (piece.kind == chat::token_kind::link && chat::leads_to_web(piece.id)) links.push_back(piece.id);
  chat::drop_link_at_end(words);
  std::string text;
  for (auto const& piece : words)
    text += said_plainly(piece);
  return {{"text", std::move(text)}, {"links", std::move(links)}};
}

ordered write_line(digest_line const& line) {
  ordered written = ordered::object();
  if (!line.text.empty() && line.text.front().kind == chat::token_kind::mention)
    written["person"] = line.text.front().id;
  written.update(write_words(line.text));
  written["words"] = ordered::array();
  for (auto const& words : line.words)
    written["words"].push_back(write_words(words));
  return written;
}

}  // namespace

std::string to_json(document const& digest) {
  ordered written = {{"title", digest.title}, {"subtitle", digest.subtitle}, {"sections", ordered::array()}};
  for (auto const& part : digest.parts) {
    ordered section = {
        {"section", to_string(part.section)}, {"title", part.title}, {"lines", ordered::array()}};
    for (auto const& line : part.lines)
      section["lines"].push_back(write_line(line));
    written["sections"].push_back(std::move(section));
  }
  if (!digest.instead.empty()) written["instead"] = chat::to_plain(digest.instead);
  written["by_day"] = ordered::array();
  for (auto const& [day, count] : digest.by_day)
    written["by_day"].push_back({{"date", calendar::to_string(day)}, {"count", count}});
  written["by_value"] = ordered::array();
  for (auto const& [value, count] : digest.by_value)
    written["by_value"].push_back({{"value", value}, {"count", count}});
  return written.dump(2, ' ', false, ordered::error_handler_t::replace) + "\n";
}

}  // namespace huzzah::digests
