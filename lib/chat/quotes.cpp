#include "chat/quotes.hpp"

#include "base/catalog.hpp"
#include "base/emoji.hpp"
#include "base/text.hpp"
#include "chat/link.hpp"
#include "chat/say.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace huzzah::chat {

namespace {

constexpr std::size_t longest_shown_name = 40;
/// A longer address would fill a section of its own; only its label is shown.
constexpr std::size_t longest_quoted_url = 500;
/// A quote with its addresses, and an address.
constexpr std::size_t most_of_quote = 1'500;
constexpr std::size_t longest_link = 600;
/// So far back a cut looks for the end of a word.
constexpr std::size_t near_a_word_end = 20;

constexpr std::string_view before_link = " · ";

std::string see_it() {
  return base::translate("see it");
}

bool is_white_byte(char c) {
  return static_cast<unsigned char>(c) <= 0x20 || c == 0x7F;
}

/// Collects tokens as one line: runs of white space become one space.
class one_line_flow {
 public:
  void add_text(std::string_view characters) {
    while (!characters.empty()) {
      auto const white = std::find_if_not(characters.begin(), characters.end(), is_white_byte);
      if (white != characters.begin()) space_ = !line_.empty();
      auto const end = std::find_if(white, characters.end(), is_white_byte);
      if (auto const word = base::without_controls(std::string_view(white, end)); !word.empty()) {
        put_space();
        if (line_.empty() || line_.back().kind != token_kind::text) line_.push_back(text({}));
        line_.back().text += word;
      }
      characters.remove_prefix(static_cast<std::size_t>(end - characters.begin()));
    }
  }
  void add(token piece) {
    put_space();
    line_.push_back(std::move(piece));
  }
  rich_text take() && { return std::move(line_); }

 private:
  void put_space() {
    if (!space_) return;
    space_ = false;
    if (line_.back().kind != token_kind::text) line_.push_back(text({}));
    line_.back().text += ' ';
  }

  rich_text line_;
  bool space_ = false;
};

std::string on_one_line(std::string_view text) {
  one_line_flow flow;
  flow.add_text(text);
  auto line = std::move(flow).take();
  return line.empty() ? std::string{} : std::move(line.front().text);
}

void add_quoted(one_line_flow& flow, token const& piece, shown_names const& names) {
  switch (piece.kind) {
    case token_kind::text:
    case token_kind::bold:
      return flow.add_text(piece.text);
    case token_kind::quote:
      flow.add_text(" ");
      flow.add_text(piece.text);
      return flow.add_text(" ");
    case token_kind::mention: {
      auto const& known = names.find(piece.id);
      if (!known.empty()) return flow.add_text(known);
      return flow.add_text(piece.text.empty() ? base::translate("a teammate") : piece.text);
    }
    case token_kind::group:
      return flow.add_text(piece.text.empty() ? base::translate("a group") : piece.text);
    case token_kind::broadcast:
      return flow.add_text("@" + piece.id);
    case token_kind::channel:
    case token_kind::emoji:
      return flow.add({piece.kind, on_one_line(piece.text), piece.id});
    case token_kind::link: {
      auto label = on_one_line(honest_label(piece));
      if (label.empty()) label = on_one_line(piece.id);
      if (!leads_to_web(piece.id) || piece.id.size() > longest_quoted_url) return flow.add_text(label);
      return flow.add(link(piece.id, std::move(label)));
    }
    case token_kind::code:
      return flow.add({token_kind::code, on_one_line(piece.text)});
  }
}

std::size_t visible_length(token const& piece) {
  if (piece.kind == token_kind::emoji) return 2;
  return base::length(piece.text.empty() ? piece.id : piece.text);
}

/// With an address, and what sets it off from the text around it; of a name or an id one is written.
std::size_t spelled_length(token const& piece) {
  auto const text = base::length(piece.text);
  auto const id = base::length(piece.id);
  if (piece.kind == token_kind::text) return text;
  return (piece.kind == token_kind::link ? text + id : std::max(text, id)) + 4;
}

/// At most `limit` characters, "…" included, without half a word at the end where a whole one is near.
std::string cut_gently(std::string_view text, std::size_t limit) {
  auto cut = base::shorten(text, limit);
  constexpr std::string_view dots = "…";
  if (!cut.ends_with(dots) || cut.size() == text.size()) return cut;
  cut.resize(cut.size() - dots.size());
  auto const space = cut.find_last_of(' ');
  if (space != std::string::npos && cut.size() - space <= near_a_word_end) cut.resize(space);
  return std::string(base::trim(cut)) + std::string(dots);
}

}  // namespace

void shown_names::learn(std::string const& person, std::string const& name) {
  auto& known = names_[person];
  if (known.empty() && !name.empty()) known = base::shorten(on_one_line(name), longest_shown_name);
}

std::string const& shown_names::find(std::string const& person) const {
  static std::string const unknown;
  auto const found = names_.find(person);
  return found == names_.end() ? unknown : found->second;
}

token shown_names::named(std::string const& person, bool begins) const {
  auto const& name = find(person);
  if (!name.empty()) return bold(name);
  return bold(begins ? base::translate("A teammate") : base::translate("a teammate"));
}

token shown_names::plainly(std::string const& person) const {
  auto const& name = find(person);
  return text(name.empty() ? base::translate("a teammate") : name);
}

rich_text quoted(std::string_view markup, shown_names const& names, std::size_t limit) {
  std::string mended;
  if (!base::is_utf8(markup)) markup = mended = base::to_utf8(markup);
  one_line_flow flow;
  for (auto const& piece : from_markup(markup))
    add_quoted(flow, piece, names);
  auto words = shorten_words(std::move(flow).take(), limit);
  std::size_t length = 0;
  for (auto const& piece : words)
    length += spelled_length(piece);
  if (length <= most_of_quote) return words;
  // Many links or emoji in few words: as they read.
  return shorten_words({text(to_plain(words))}, std::min(limit, most_of_quote / 5));
}

rich_text shorten_words(rich_text const& words, std::size_t limit) {
  std::size_t total = 0;
  for (auto const& piece : words)
    total += visible_length(piece);
  if (total <= limit) return words;
  rich_text kept;
  auto room = limit;
  for (auto const& piece : words) {
    auto const length = visible_length(piece);
    if (length < room) {
      kept.push_back(piece);
      room -= length;
      continue;
    }
    // Code, links and names are whole or not at all.
    auto const cut = piece.kind == token_kind::text ? cut_gently(piece.text, room) : std::string("…");
    kept.push_back(text(cut.ends_with("…") ? cut : cut + "…"));
    break;
  }
  return kept;
}

void append(rich_text& line, rich_text const& more) {
  line.insert(line.end(), more.begin(), more.end());
}

void append_link(rich_text& line, std::string const& url) {
  if (!leads_to_web(url) || url.size() > longest_link) return;
  line.push_back(text(std::string(before_link)));
  line.push_back(link(url, see_it()));
}

void drop_link_at_end(rich_text& line) {
  if (line.size() < 2 || line.back() != link(line.back().id, see_it())) return;
  line.pop_back();
  if (line.back() == text(std::string(before_link))) line.pop_back();
}

std::string shown_name(token const& mention) {
  return mention.text.empty() ? base::translate("A teammate") : mention.text;
}

std::string in_words(token const& piece) {
  switch (piece.kind) {
    case token_kind::mention:
      return shown_name(piece);
    case token_kind::emoji:
      return base::emoji_in_text(piece.id);
    case token_kind::channel:
      return piece.text.empty() ? base::translate("a channel") : "#" + piece.text;
    default:
      return to_plain({piece});
  }
}

std::vector<std::vector<token>> split_list(std::vector<token> const& items, std::size_t most) {
  std::vector<std::vector<token>> lists;
  std::size_t length = 0;
  for (auto const& item : items) {
    auto const more = spelled_length(item) + 2;  // ", "
    if (lists.empty() || length + more > most) {
      lists.emplace_back();
      length = 0;
    }
    length += more;
    lists.back().push_back(item);
  }
  return lists;
}

}  // namespace huzzah::chat
