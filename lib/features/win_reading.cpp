#include "features/win_reading.hpp"

#include "base/text.hpp"
#include "features/away_days.hpp"
#include "recognition/streak.hpp"
#include "recognition/win_grammar.hpp"

#include <algorithm>
#include <chrono>

namespace huzzah::features {

namespace {

/// A label stands at the start: within so many bytes.
constexpr std::size_t longest_label = 80;
constexpr std::size_t shortest_win = 3;  // characters

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool has_win(std::string_view text) {
  constexpr std::string_view word = "win";
  auto const same = [](char one, char other) { return lower(one) == other; };
  return std::search(text.begin(), text.end(), word.begin(), word.end(), same) != text.end();
}

/// Without white space at both ends.
chat::rich_text trimmed(chat::rich_text text) {
  auto const is_text = [](chat::token const& piece) { return piece.kind == chat::token_kind::text; };
  auto const front = [](std::string_view whole) {
    auto const kept = base::trim(whole);
    return kept.empty() ? std::string_view()
                        : whole.substr(static_cast<std::size_t>(kept.data() - whole.data()));
  };
  while (!text.empty() && is_text(text.front())) {
    text.front().text = std::string(front(text.front().text));
    if (!text.front().text.empty()) break;
    text.erase(text.begin());
  }
  while (!text.empty() && is_text(text.back())) {
    auto& last = text.back().text;
    auto const kept = base::trim(last);
    last.resize(kept.empty() ? 0 : static_cast<std::size_t>(kept.data() - last.data()) + kept.size());
    if (!last.empty()) break;
    text.pop_back();
  }
  return text;
}

}  // namespace

bool may_state_win(chat::rich_text const& text) {
  std::size_t seen = 0;
  for (auto const& piece : text) {
    if (piece.kind == chat::token_kind::emoji) continue;
    if (piece.kind != chat::token_kind::text && piece.kind != chat::token_kind::bold) return false;
    if (has_win(std::string_view(piece.text).substr(0, longest_label))) return true;
    seen += piece.text.size();
    if (seen > longest_label) return false;
  }
  return false;
}

std::optional<chat::rich_text> read_stated_win(chat::rich_text const& text) {
  auto labelled = recognition::read_win(text);
  auto win = labelled ? std::move(*labelled) : trimmed(text);
  auto const plain = chat::to_plain(win);
  auto const words = base::trim(plain);
  // A label alone says nothing yet.
  if (base::length(words) < shortest_win || words.ends_with(':') || recognition::declines(win))
    return std::nullopt;
  return win;
}

std::string_view why_no_win(chat::rich_text const& text) {
  if (recognition::declines(text)) return "All right, none today. Nothing was noted.";
  return "Say it in a few words: what went well?";
}

int win_streak(storage::unit_of_work& work, win_options const& options, std::string const& workspace,
               std::string const& person, std::string const& standup, calendar::local_date day,
               storage::which_wins which) {
  // Three years are enough for any row that somebody looks at.
  auto const days = work.wins.days(workspace, person, day - std::chrono::days{3 * 366}, which);
  auto team = options.workdays ? options.workdays(work, workspace, standup) : calendar::workdays();
  auto const is_free = free_days(std::move(team), away_days::of(work.people, workspace, person));
  return recognition::streak_on(day, days, is_free);
}

}  // namespace huzzah::features
