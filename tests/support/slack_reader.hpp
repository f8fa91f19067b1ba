// Slack's message text as the most willing of its clients would read it: what in it calls people, links or
// formats. Written apart from lib/slack, so that a mistake there is not made here too.
#pragma once

#include <algorithm>
#include <cctype>
#include <string>
#include <string_view>
#include <vector>

namespace huzzah::test {

/// Something in a text that is more than text.
class live_part {
 public:
  enum class kind { call, person, channel, link, format, quote, broken };
  kind what;
  std::string text;   ///< a person's or channel's id, a link's address, else what stands there
  std::string label;  ///< of a link
};

class slack_reader {
 public:
  /// Everything alive in the text. `broken`: markup that does not end, a bare `<`, `>` or `&`, a character
  /// that turns or hides what follows.
  static std::vector<live_part> read(std::string_view text) {
    slack_reader reader;
    reader.take_entities(text);
    reader.find_formats();
    reader.find_words();
    return std::move(reader.found_);
  }

 private:
  static constexpr char entity = '\x01';  ///< stands for "<…>" once it was read
  static constexpr char quote = '\x02';   ///< stands for "&gt;"

  void add(live_part::kind what, std::string_view text, std::string_view label = {}) {
    found_.push_back({what, std::string(text), std::string(label)});
  }

  void take_entities(std::string_view text) {
    while (!text.empty()) {
      auto size = std::size_t{1};
      if (text.front() == '<') {
        size = take_entity(text);
      } else if (text.front() == '&') {
        auto const is = [&](std::string_view one) { return text.starts_with(one); };
        size = is("&amp;") ? 5 : is("&lt;") || is("&gt;") ? 4 : 1;
        if (size == 1) add(live_part::kind::broken, text.substr(0, 10));
        flat_ += is("&gt;") ? quote : is("&lt;") ? '<' : '&';
      } else {
        if (text.front() == '>') add(live_part::kind::broken, text.substr(0, 10));
        flat_ += text.front();
      }
      text.remove_prefix(size);
    }
  }

  std::size_t take_entity(std::string_view text) {
    auto const end = text.find_first_of("<>\n", 1);
    flat_ += entity;
    if (end == std::string_view::npos || text[end] != '>') {
      add(live_part::kind::broken, text.substr(0, 20));
      return 1;
    }
    auto const inside = text.substr(1, end - 1);
    auto const bar = std::min(inside.find('|'), inside.size());
    auto const body = inside.substr(0, bar);
    auto const label = inside.substr(std::min(bar + 1, inside.size()));
    if (body.starts_with('!'))
      add(live_part::kind::call, inside);
    else if (body.starts_with('@'))
      add(live_part::kind::person, body.substr(1), label);
    else if (body.starts_with('#'))
      add(live_part::kind::channel, body.substr(1), label);
    else
      add(live_part::kind::link, body, label);
    return end + 1;
  }

  static bool is_word(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || static_cast<unsigned char>(c) >= 0x80;
  }
  static bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t'; }
  bool zero_width_at(std::size_t at) const { return flat_.compare(at, 3, "\u200B") == 0; }

  /// A mark opens beside white space, punctuation or a zero-width space, and closes likewise. A word joiner,
  /// and every letter, keeps it from both.
  bool opens(std::size_t at) const {
    auto const free = at == 0 || !is_word(flat_[at - 1]) || (at >= 3 && zero_width_at(at - 3));
    return free && at + 1 < flat_.size() && !is_space(flat_[at + 1]) &&
           flat_.compare(at + 1, 3, "\u2060") != 0;
  }
  bool closes(std::size_t at) const {
    auto const last = at + 1 >= flat_.size();
    auto const free = last || !is_word(flat_[at + 1]) || zero_width_at(at + 1);
    return free && !is_space(flat_[at - 1]) && (at < 3 || flat_.compare(at - 3, 3, "\u2060") != 0);
  }

  void find_formats() {
    // Code comes first: nothing in it formats.
    for (auto from = flat_.find('`'); from != std::string::npos; from = flat_.find('`', from)) {
      auto const fence = flat_.compare(from, 3, "```") == 0;
      auto const mark = std::string(fence ? 3u : 1u, '`');
      auto to = flat_.find(mark, from + mark.size());
      while (to != std::string::npos && !fence && !closes(to))
        to = flat_.find('`', to + 1);
      auto const line = flat_.find('\n', from);
      if (to == std::string::npos || (!fence && (!opens(from) || line < to))) {
        from += mark.size();
        continue;
      }
      add(live_part::kind::format, flat_.substr(from, to + mark.size() - from));
      flat_.replace(from, to + mark.size() - from, 1, entity);
    }
    hide_emoji();
    for (auto const mark : {'*', '_', '~'})
      for (auto from = flat_.find(mark); from != std::string::npos; from = flat_.find(mark, from + 1)) {
        if (!opens(from)) continue;
        auto to = flat_.find(mark, from + 2);
        while (to != std::string::npos && !closes(to))
          to = flat_.find(mark, to + 1);
        if (to == std::string::npos || flat_.find('\n', from) < to) continue;
        add(live_part::kind::format, flat_.substr(from, to + 1 - from));
        from = to;
      }
  }

  /// ":man_in_tuxedo:" is one thing, whatever is in its name.
  void hide_emoji() {
    auto const in_name = [](char c) {
      return std::islower(static_cast<unsigned char>(c)) != 0 ||
             std::isdigit(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-' || c == '+' ||
             c == '\'' || static_cast<unsigned char>(c) >= 0x80;
    };
    for (auto from = flat_.find(':'); from != std::string::npos; from = flat_.find(':', from + 1)) {
      auto to = from + 1;
      while (to < flat_.size() && in_name(flat_[to]) && flat_.compare(to, 3, "\u2060") != 0)
        ++to;
      auto const is_address = flat_.compare(to, 3, "://") == 0;
      if (to > from + 1 && to < flat_.size() && flat_[to] == ':' && !is_address)
        flat_.replace(from, to + 1 - from, 1, entity);
    }
  }

  void find_words() {
    auto line_start = true;
    for (std::size_t at = 0; at < flat_.size(); ++at) {
      auto const rest = std::string_view(flat_).substr(at);
      if (line_start && rest.front() == quote) add(live_part::kind::quote, rest.substr(0, 10));
      line_start = rest.front() == '\n' || (line_start && is_space(rest.front()));
      for (auto const* word : {"@channel", "@here", "@everyone", "@group"})
        if (same_letters(rest, word)) add(live_part::kind::call, rest.substr(0, 12));
      for (auto const* word : {"http://", "https://"})
        if (same_letters(rest, word)) add(live_part::kind::link, rest.substr(0, 40), "bare");
      if (acts(rest)) add(live_part::kind::broken, rest.substr(0, 6));
    }
  }

  static bool same_letters(std::string_view text, std::string_view word) {
    return text.size() >= word.size() &&
           std::equal(word.begin(), word.end(), text.begin(),
                      [](char a, char b) { return a == std::tolower(static_cast<unsigned char>(b)); });
  }

  /// Controls, and what turns the direction of the text behind it.
  static bool acts(std::string_view text) {
    auto const c = static_cast<unsigned char>(text.front());
    if ((c < 0x20 && c != '\n' && c != '\t' && c != entity && c != quote) || c == 0x7F) return true;
    for (std::string_view const one : {"\u202A", "\u202B", "\u202C", "\u202D", "\u202E", "\u2066", "\u2067",
                                       "\u2068", "\u2069", "\u2028", "\u2029", "\uFEFF", "\u0085"})
      if (text.starts_with(one)) return true;
    return false;
  }

  std::string flat_;
  std::vector<live_part> found_;
};

}  // namespace huzzah::test
