#include "features/wins/reading.hpp"

#include "app/ledger/wins.hpp"
#include "app/people/away_days.hpp"
#include "app/people/people.hpp"
#include "base/catalog.hpp"
#include "base/text.hpp"
#include "features/wins/grammar.hpp"
#include "features/wins/streak.hpp"

#include <algorithm>
#include <chrono>

namespace huzzah::wins {

namespace {

/// A label is at the start: within so many bytes.
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
  auto labelled = read_win(text);
  auto win = labelled ? std::move(*labelled) : trimmed(text);
  auto const plain = chat::to_plain(win);
  auto const words = base::trim(plain);
  // Only a label says nothing yet.
  if (base::length(words) < shortest_win || words.ends_with(':') || declines(win)) return std::nullopt;
  return win;
}

std::string why_no_win(chat::rich_text const& text) {
  if (declines(text)) return base::translate("All right, none today. Nothing was noted.");
  return base::translate("Say it in a few words: what went well?");
}

int win_streak(store::connection& work, options const& options, std::string const& workspace,
               std::string const& person, std::int64_t about, calendar::local_date day,
               people::viewer const& to) {
  // Three years are enough for any streak that is shown.
  auto const days = ledger::win_ledger(work).days(workspace, person, day - std::chrono::days{3 * 366}, to);
  auto team = options.asked.workdays(work, workspace, about);
  auto const is_free =
      people::free_days(std::move(team), people::away_days::of(people::people(work), workspace, person));
  return streak_on(day, days, is_free);
}

}  // namespace huzzah::wins
