#include "features/standups/summary_words.hpp"

#include "app/ledger/win_views.hpp"
#include "base/catalog.hpp"
#include "base/text.hpp"
#include "chat/quotes.hpp"
#include "chat/say.hpp"
#include "features/standups/words.hpp"

#include <algorithm>
#include <array>

namespace huzzah::standups {

namespace {

using chat::rich_text;
using chat::say;
using chat::text;
using ledger::win_view;

/// How long one win may be quoted, and how long all of them together should be.
constexpr std::size_t longest_quote = 500;
constexpr std::size_t shortest_quote = 80;
constexpr std::size_t all_quotes = 7'000;
constexpr std::size_t longest_nods = 2'400;

constexpr std::array quiet_days{
    base::translatable("A quiet day: no wins were told, and that is fine. The next one may be as small as a "
                       "cleared inbox."),
    base::translatable("Nobody wrote today. Some days are for doing, not for telling."),
    base::translatable("No wins in writing today. They surely happened; tomorrow has room for them."),
    base::translatable("All quiet here today. Good work is good work, told or not."),
    base::translatable("Nothing was told today. Rest counts as well."),
    base::translatable("A day without answers. See you at the next question, whenever something small goes "
                       "well."),
    base::translatable("Heads down today, it seems. May it have been worth it!"),
};

chat::shown_names names_of(round_summary const& round) {
  chat::shown_names names;
  for (auto const& [person, name] : round.teammates)
    names.learn(person, name);
  for (auto const& win : round.wins)
    names.learn(win.author, win.author_name);
  return names;
}

chat::card card_of(win_view const& win, chat::shown_names const& names, std::size_t longest) {
  rich_text line{names.named(win.author, true), text(" — ")};
  chat::append(line, chat::quoted(win.text, names, longest));
  if (win.cheers > 0) {
    chat::append(line, {text(" · "), chat::emoji("clap"), text(" " + base::spell_number(win.cheers))});
  }
  chat::append_link(line, win.link);
  return chat::card(std::move(line));
}

rich_text nods_to(std::vector<wins::achievement> const& streaks, chat::shown_names const& names) {
  rich_text line{chat::emoji("fire"), text(" ")};
  for (auto const& one : streaks) {
    if (base::length(chat::to_plain(line)) > longest_nods) break;
    if (line.size() > 2) line.push_back(text(" · "));
    chat::append(line,
                 say(one.number, "{person}: {count} working day in a row",
                     "{person}: {count} working days in a row", {{"person", names.named(one.person, true)}}));
  }
  return line;
}

rich_text closing_line(round_summary const& round, bool any_cheers) {
  auto line = round.in_private
                  ? say("Each stands in the thread: a reaction to it is a cheer. Late answers still join.")
                  : say("A reaction to a win is a cheer. Late answers still join.");
  return any_cheers ? line : say("Every one of them counts. {more}", {{"more", std::move(line)}});
}

rich_text quiet_day(calendar::local_date date) {
  auto const days = date.time_since_epoch().count();
  return say(quiet_days.at(static_cast<std::size_t>(days) % quiet_days.size()));
}

}  // namespace

chat::document summarise(round_summary const& round) {
  using chat::card_layout;
  chat::document shown;
  shown.title = base::translate("The wins of {date}", {{"date", spoken_date(round.date)}});
  shown.subtitle =
      base::translate(static_cast<std::int64_t>(round.wins.size()), "{count} win", "{count} wins");
  shown.instead = quiet_day(round.date);
  if (round.wins.empty()) return shown;

  auto const names = names_of(round);
  auto const longest = std::clamp(all_quotes / round.wins.size(), shortest_quote, longest_quote);
  int most_cheers = 0;
  for (auto const& win : round.wins)
    most_cheers = std::max(most_cheers, win.cheers);
  chat::section question(shown.title, card_layout::lines);
  question.cards.emplace_back(rich_text{text(base::shorten(round.question, longest_quote))});
  chat::section best({}, card_layout::lines);
  chat::section others({}, card_layout::list);
  for (auto const& win : round.wins) {
    auto const is_best = most_cheers > 0 && win.cheers == most_cheers;
    (is_best ? best : others).cards.push_back(card_of(win, names, longest));
  }
  best.icon = "star2";
  best.title =
      base::translate(static_cast<std::int64_t>(best.cards.size()), "Win of the day", "Wins of the day");
  for (auto* part : {&question, &best, &others})
    if (!part->cards.empty()) shown.sections.push_back(std::move(*part));
  if (!round.streaks.empty()) shown.foot.push_back(nods_to(round.streaks, names));
  shown.foot.push_back(closing_line(round, most_cheers > 0));
  return shown;
}

chat::message nothing_more() {
  return chat::message(say("That was all."));
}

}  // namespace huzzah::standups
