#include "chat/document.hpp"
#include "chat/link.hpp"
#include "chat/quotes.hpp"

#include <nlohmann/json.hpp>

namespace huzzah::chat {

namespace {

// Keys stand in the order in which people read them.
using ordered = nlohmann::ordered_json;

/// The text and where its links lead; "see it" at the end is only a link.
ordered write_words(rich_text words) {
  auto links = ordered::array();
  for (auto const& piece : words)
    if (piece.kind == token_kind::link && leads_to_web(piece.id)) links.push_back(piece.id);
  drop_link_at_end(words);
  std::string plain;
  for (auto const& piece : words)
    plain += in_words(piece);
  return {{"text", std::move(plain)}, {"links", std::move(links)}};
}

ordered write_card(card const& shown) {
  ordered written = ordered::object();
  if (!shown.head.empty() && shown.head.front().kind == token_kind::mention)
    written["person"] = shown.head.front().id;
  written.update(write_words(shown.head));
  written["words"] = ordered::array();
  for (auto const& words : shown.words)
    written["words"].push_back(write_words(words));
  return written;
}

}  // namespace

std::string to_json(document const& shown) {
  ordered written = {{"title", shown.title}, {"subtitle", shown.subtitle}, {"sections", ordered::array()}};
  for (auto const& part : shown.sections) {
    ordered lines = ordered::array();
    for (auto const& one : part.cards)
      lines.push_back(write_card(one));
    written["sections"].push_back(
        {{"section", part.key}, {"title", part.title}, {"lines", std::move(lines)}});
  }
  if (!shown.instead.empty()) written["instead"] = to_plain(shown.instead);
  for (auto const& one : shown.charts) {
    auto& counts = written[one.key] = ordered::array();
    for (auto const& [what, count] : one.counts)
      counts.push_back({{one.of, what}, {"count", count}});
  }
  return written.dump(2, ' ', false, ordered::error_handler_t::replace) + "\n";
}

}  // namespace huzzah::chat
