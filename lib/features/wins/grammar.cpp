// Wins with a label: "win: …". The label is at the very start, behind nothing but emoji, bullets and signs of
// formatting; a colon parts it from the win, or a dash between blanks ("win-win" is none), or the end of the
// line behind a label of several words. All that follows is the win, further lines included.
#include "features/wins/grammar.hpp"

#include "base/text.hpp"
#include "features/kudos/lexer.hpp"
#include "features/wins/talk.hpp"

#include <algorithm>

namespace huzzah::wins {

namespace {

using chat::token_kind;

bool is_latin_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_listed(std::string_view word, std::initializer_list<std::string_view> known) {
  return std::find(known.begin(), known.end(), word) != known.end();
}

/// Reads a label from the front of a text.
class label_reader {
 public:
  explicit label_reader(std::string_view text) : rest_(text) {}

  /// The text after the label; nothing if there is none.
  std::optional<std::string_view> behind_label() {
    skip_decoration();
    opened_ = marks_;
    auto words = 0;
    while (words < 4 &&
           take_word({"my",       "our",     "the",    "a",       "an",          "one",        "another",
                      "this",     "today's", "todays", "today’s", "yesterday's", "yesterdays", "yesterday’s",
                      "week's",   "weeks",   "week’s", "weekly",  "daily",       "small",      "little",
                      "tiny",     "big",     "huge",   "quick",   "mini",        "micro",      "team",
                      "personal", "first",   "second", "monday",  "tuesday",     "wednesday",  "thursday",
                      "friday",   "morning", "nice",   "great",   "latest"}))
      ++words;
    if (!take_word({"win", "wins"})) return std::nullopt;
    auto const named = words;
    while (words < named + 4 && take_word({"of", "for", "from", "the", "this", "my", "our", "day", "week",
                                           "month", "sprint", "today", "yesterday", "morning", "afternoon"}))
      ++words;
    if (!take_separator(words > 0)) return std::nullopt;
    return rest_;
  }

  /// The signs of formatting that were opened before the label and not closed with it.
  std::string const& left_open() const { return opened_; }

 private:
  /// Emoji that were not recognised as such, bullets, blanks, and signs of formatting, which are kept in
  /// marks_.
  void skip_decoration() {
    marks_.clear();
    while (!rest_.empty()) {
      auto const lead = static_cast<unsigned char>(rest_[0]);
      auto const next = rest_.size() > 1 ? static_cast<unsigned char>(rest_[1]) : 0u;
      std::size_t size = 0;
      if (lead == 0xF0 && next == 0x9F)
        size = 4;
      else if ((lead == 0xE2 && next >= 0x98 && next <= 0x9E) || (lead == 0xEF && next == 0xB8) ||
               rest_.starts_with("•"))
        size = 3;
      else if (lead == ' ' || lead == '\t' || lead == '\n' || lead == '\r')
        size = 1;
      else if (lead == '*' || lead == '_')
        marks_ += rest_[size++];
      else if (lead == '-' && next == ' ')
        size = 2;
      if (size == 0) return;
      rest_.remove_prefix(std::min(size, rest_.size()));
    }
  }

  bool take_word(std::initializer_list<std::string_view> known) {
    auto text = rest_;
    text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
    std::size_t size = 0;
    while (size < text.size() && size < 16) {
      if (is_latin_letter(text[size]) || text[size] == '\'')
        ++size;
      else if (text.substr(size).starts_with("’"))
        size += std::string_view("’").size();
      else
        break;
    }
    if (!is_listed(base::to_lower(text.substr(0, size)), known)) return false;
    rest_ = text.substr(size);
    return true;
  }

  void take_marks() {
    for (; !rest_.empty() && (rest_[0] == '*' || rest_[0] == '_'); rest_.remove_prefix(1))
      if (auto const open = opened_.rfind(rest_[0]); open != std::string::npos) opened_.erase(open, 1);
  }

  bool take_separator(bool may_be_line) {
    take_marks();
    auto const blanks = std::min(rest_.find_first_not_of(" \t"), rest_.size());
    auto const text = rest_.substr(blanks);
    for (std::string_view const mark : {":", "：", "–", "—", "--", "-"}) {
      if (!text.starts_with(mark)) continue;
      auto const behind = text.substr(mark.size());
      auto const is_colon = mark == ":" || mark == "：";
      if (!is_colon && (blanks == 0 || behind.empty() || (behind[0] != ' ' && behind[0] != '\n')))
        return false;
      rest_ = behind;
      take_marks();
      return true;
    }
    if (!may_be_line || !text.starts_with('\n')) return false;
    rest_ = text;
    return true;
  }

  std::string_view rest_;
  std::string marks_;
  std::string opened_;
};

/// Whether a text says something: a word, a link, code.
bool says_something(chat::rich_text const& text) {
  auto const lines = kudos::read_lines(text, {});
  return std::any_of(lines.begin(), lines.end(), [](kudos::lexemes const& line) {
    return std::any_of(line.begin(), line.end(), [](kudos::lexeme const& piece) {
      return piece.kind == kudos::lexeme_kind::word || piece.kind == kudos::lexeme_kind::opaque;
    });
  });
}

}  // namespace

chat::rich_text trimmed(chat::rich_text text) {
  auto const is_text = [](chat::token const& piece) { return piece.kind == token_kind::text; };
  while (!text.empty() && is_text(text.front())) {
    auto const& first = text.front().text;
    auto const kept = base::trim(first);
    if (!kept.empty()) {
      text.front().text.erase(0, static_cast<std::size_t>(kept.data() - first.data()));
      break;
    }
    text.erase(text.begin());
  }
  while (!text.empty() && is_text(text.back())) {
    auto const& last = text.back().text;
    auto const kept = base::trim(last);
    if (!kept.empty()) {
      text.back().text.resize(static_cast<std::size_t>(kept.data() - last.data()) + kept.size());
      break;
    }
    text.pop_back();
  }
  return text;
}

std::optional<chat::rich_text> read_win(chat::rich_text const& text) {
  auto const starts = std::find_if(text.begin(), text.end(), [](chat::token const& piece) {
    return piece.kind != token_kind::emoji &&
           (piece.kind != token_kind::text || !base::trim(piece.text).empty());
  });
  if (starts == text.end() || (starts->kind != token_kind::text && starts->kind != token_kind::bold))
    return std::nullopt;
  label_reader label(starts->text);
  auto const behind = label.behind_label();
  if (!behind) return std::nullopt;
  chat::rich_text win{chat::text(std::string(*behind))};
  win.insert(win.end(), starts + 1, text.end());
  win = trimmed(std::move(win));
  for (auto const mark : label.left_open())  // "*win: all of it in bold*"
    if (!win.empty() && win.back().kind == token_kind::text && win.back().text.ends_with(mark))
      win.back().text.pop_back();
  win = trimmed(std::move(win));
  if (!says_something(win) || asks_only(win) || declines(win)) return std::nullopt;
  return win;
}

std::optional<chat::rich_text> read_answer(chat::rich_text const& text) {
  if (auto win = read_win(text)) return win;
  if (declines(text) || is_talk(text)) return std::nullopt;
  auto win = trimmed(text);
  if (!says_something(win) || declines(win)) return std::nullopt;
  return win;
}

std::vector<std::string> teammates_in(chat::rich_text const& win, std::string_view author) {
  std::vector<std::string> people;
  for (auto const& piece : win)
    if (piece.kind == token_kind::mention && piece.id != author &&
        std::find(people.begin(), people.end(), piece.id) == people.end())
      people.push_back(piece.id);
  return people;
}

}  // namespace huzzah::wins
