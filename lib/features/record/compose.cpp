#include "features/record/compose.hpp"

#include "base/catalog.hpp"
#include "calendar/spoken_dates.hpp"
#include "chat/quotes.hpp"
#include "chat/say.hpp"
#include "features/wins/impact.hpp"

#include <cmath>
#include <map>

namespace huzzah::record {

namespace {

using chat::rich_text;
using chat::say;
using chat::text;

constexpr double days_of_month = 365.25 / 12;

/// What an impact has come to by the end of the record: what recurs counts from the day it was said.
std::optional<wins::impact> until_now(wins::impact const& one, calendar::local_date said,
                                      calendar::local_date last) {
  if (one.kind != wins::impact_kind::duration && one.kind != wins::impact_kind::money) return {};
  if (one.every == wins::recurrence::once) return one;
  auto month = wins::by_month(one);
  if (!month) return {};
  auto const days = static_cast<double>((last - said).count() + 1);
  month->amount *= days / days_of_month;
  // It is an estimate, and is said as one: in whole hours, or tens of money.
  auto const step = one.kind == wins::impact_kind::duration ? 60.0 : 10.0;
  if (month->amount > 2 * step) month->amount = std::round(month->amount / step) * step;
  month->every = wins::recurrence::once;
  month->words.clear();
  return month;
}

std::string date_of(sources const& from, base::time_point at) {
  return calendar::to_string(from.zone.date_of(at));
}

rich_text words_of(std::string const& markup, sources const& from) {
  return chat::inert(chat::from_markup(markup), from.name_of);
}

chat::card card_of(ledger::win_view const& win, sources const& from) {
  chat::card card(rich_text{text(date_of(from, win.said_at) + "  ")});
  chat::append(card.head, words_of(win.text, from));
  if (win.cheers > 0) chat::append(card.head, say(win.cheers, " · {count} cheer", " · {count} cheers"));
  if (from.added.contains(win.id))
    chat::append(card.head, say(" · added"));
  else if (!win.shared)
    chat::append(card.head, say(" · private"));
  chat::append_link(card.head, win.link);
  return card;
}

chat::card card_of(ledger::recognition_record const& given, sources const& from) {
  auto const giver = given.giver_name.empty() ? base::translate("A teammate") : given.giver_name;
  chat::card card(rich_text{text(date_of(from, given.given_at) + "  "), chat::bold(giver)});
  if (given.amount > 1) card.head.push_back(text(" × " + std::to_string(given.amount)));
  if (!given.reason.empty()) {
    card.head.push_back(text(": "));
    chat::append(card.head, words_of(given.reason, from));
  }
  for (auto const& value : given.values)
    card.head.push_back(text(" #" + value));
  chat::append_link(card.head, given.link);
  return card;
}

/// The worth of all wins, and a line for each amount that is in it.
chat::section worth_of(sources const& from, std::vector<wins::impact>& sum, bool& is_estimated) {
  chat::section counted(base::translate("What the worth is counted from"), chat::card_layout::list);
  std::vector<wins::impact> all;
  for (auto const& win : from.said.wins)
    for (auto const& one : win.impacts) {
      auto const come_to = until_now(one, win.said_on, from.last);
      if (!come_to) continue;
      all.push_back(*come_to);
      auto const is_once = one.every == wins::recurrence::once;
      is_estimated = is_estimated || !is_once;
      counted.cards.emplace_back(
          is_once ? say("{date}: {words}", {{"date", calendar::to_string(win.said_on)}, {"words", one.words}})
                  : say("{date}: {words}, by now about {sum}", {{"date", calendar::to_string(win.said_on)},
                                                                {"words", one.words},
                                                                {"sum", wins::in_words(*come_to)}}));
    }
  sum = wins::added_up(all);
  return counted;
}

std::string paragraph(sources const& from, std::vector<wins::impact> const& worth, bool is_estimated,
                      std::map<std::string, int> const& values) {
  auto line =
      base::translate("{numbers} in these {count} days.",
                      {{"numbers", in_numbers(from.said)}, {"count", (from.last - from.first).count() + 1}});
  if (!values.empty()) {
    std::vector<std::string> named;
    named.reserve(values.size());
    for (auto const& [value, count] : values)
      named.push_back("#" + value + " × " + std::to_string(count));
    line += " " + base::translate("Values that others saw: {values}.", {{"values", chat::list_of(named)}});
  }
  if (!worth.empty()) {
    std::vector<std::string> amounts;
    amounts.reserve(worth.size());
    for (auto const& one : worth)
      amounts.push_back(wins::in_words(one));
    line += " " + (is_estimated ? base::translate("Worth, as far as it was said: about {amounts}.",
                                                  {{"amounts", chat::list_of(amounts)}})
                                : base::translate("Worth, as far as it was said: {amounts}.",
                                                  {{"amounts", chat::list_of(amounts)}}));
  }
  if (from.said.hidden_kudos > 0)
    line +=
        " " + base::translate(from.said.hidden_kudos, "{count} more kudos was given where you can't read it.",
                              "{count} more kudos were given where you can't read them.");
  return line;
}

}  // namespace

std::string in_numbers(ledger::own_record const& said) {
  std::set<std::string> givers;
  std::int64_t amount = 0;
  for (auto const& one : said.kudos) {
    givers.insert(one.giver);
    amount += one.amount;
  }
  auto line = base::translate(static_cast<std::int64_t>(said.wins.size()), "{count} win", "{count} wins");
  if (givers.empty()) return line;
  return (said.wins.empty() ? "" : line + " · ") +
         base::translate(static_cast<std::int64_t>(givers.size()), "{kudos} kudos from {count} person",
                         "{kudos} kudos from {count} people", {{"kudos", base::spell_number(amount)}});
}

chat::document compose(sources const& from) {
  chat::document shown;
  shown.title = from.is_for_another && !from.person.empty()
                    ? base::translate("The record of {person}", {{"person", from.person}})
                    : base::translate("My record");
  shown.subtitle = calendar::dates_in_words(from.first, from.last);
  shown.has_header = true;
  shown.instead = say(
      "Nothing is in it yet, and that is easily changed: `/win` notes what went well today, and a thank-you "
      "to somebody often brings one back.");
  if (from.said.wins.empty() && from.said.kudos.empty() && from.said.hidden_kudos == 0) return shown;

  std::map<std::string, int> values;
  for (auto const& one : from.said.kudos)
    for (auto const& value : one.values)
      ++values[value];
  std::vector<wins::impact> worth;
  auto is_estimated = false;
  auto counted = worth_of(from, worth, is_estimated);
  auto& in_short = shown.sections.emplace_back("", chat::card_layout::lines);
  in_short.key = "summary";
  in_short.cards.emplace_back(rich_text{text(paragraph(from, worth, is_estimated, values))});

  chat::section won(base::translate("Wins"), chat::card_layout::list);
  won.key = "wins";
  for (auto const& one : from.said.wins)
    won.cards.push_back(card_of(one, from));
  chat::section thanked(base::translate("Kudos, word for word"), chat::card_layout::list);
  thanked.key = "kudos";
  for (auto const& one : from.said.kudos)
    thanked.cards.push_back(card_of(one, from));
  counted.key = "worth";
  for (auto* part : {&won, &thanked, &counted})
    if (!part->cards.empty()) shown.sections.push_back(std::move(*part));
  return shown;
}

}  // namespace huzzah::record
