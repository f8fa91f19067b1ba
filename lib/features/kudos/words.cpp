#include "features/kudos/words.hpp"
#include "app/ledger/kudos_records.hpp"
#include "app/ledger/period.hpp"
#include "app/ledger/standings.hpp"
#include "chat/quotes.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace huzzah::kudos {

namespace {

using chat::bold;
using chat::mention;
using chat::rich_text;
using chat::text;

/// ":trophy:", or ":trophy: × 3".
void append_amount(rich_text& line, std::string const& emoji, std::int64_t amount) {
  line.push_back(chat::emoji(emoji));
  if (amount != 1) line.push_back(text(fmt::format(" × {}", amount)));
}

/// " — for the flaky test #courage", or nothing.
void append_reason(rich_text& line, std::string const& reason, std::vector<std::string> const& values,
                   chat::name_finder const& name_of) {
  if (!reason.empty()) {
    line.push_back(text(" — "));
    chat::append(line, chat::inert(chat::from_markup(reason), name_of));
  }
  for (auto const& value : values) {
    line.push_back(text(" "));
    line.push_back(bold("#" + value));
  }
}

/// "@a × 3 — for the flaky test #courage"
rich_text line_of(std::string const& person, std::int64_t amount, std::string const& reason,
                  std::vector<std::string> const& values, chat::name_finder const& name_of) {
  rich_text line{mention(person)};
  if (amount != 1) line.push_back(text(fmt::format(" × {}", amount)));
  append_reason(line, reason, values, name_of);
  return line;
}

std::string_view in_words(ledger::period span) {
  switch (span) {
    case ledger::period::week:
      return "this week";
    case ledger::period::month:
      return "this month";
    case ledger::period::all:
      break;
  }
  return "so far";
}

/// Each emoji as it looks and as it is typed: "🏆 `:trophy:` or 🎉 `:tada:`".
void append_choice_of(rich_text& line, std::vector<std::string> const& emoji) {
  for (std::size_t i = 0; i < emoji.size(); ++i) {
    if (i > 0) line.push_back(text(" or "));
    line.push_back(chat::emoji(emoji[i]));
    line.push_back(text(" "));
    line.emplace_back(chat::token_kind::code, ":" + emoji[i] + ":");
  }
}

/// ":trophy: You received 3 · 2 this month · 1 this week"
chat::card count_card(std::string const& emoji, std::string_view what, std::int64_t all, std::int64_t month,
                      std::int64_t week) {
  rich_text line{chat::emoji(emoji), text(" "), bold(fmt::format("You {} {}", what, all))};
  if (all > 0) line.push_back(text(fmt::format(" · {} this month · {} this week", month, week)));
  return chat::card(std::move(line));
}

/// The last few kudos one way: "@a — for the flaky test".
void append_last(chat::document& shown, std::string title,
                 std::vector<ledger::recognition_record> const& last,
                 std::string ledger::recognition_record::*whom, chat::name_finder const& name_of) {
  if (last.empty()) return;
  auto& part = shown.sections.emplace_back(std::move(title), chat::card_layout::list);
  for (auto const& record : last)
    part.cards.emplace_back(line_of(record.*whom, record.amount, record.reason, record.values, name_of));
}

}  // namespace

chat::message kudos_received(ledger::kudos_entry const& given, std::string const& channel,
                             std::string const& emoji, std::string const& link,
                             chat::name_finder const& name_of) {
  rich_text line{mention(given.giver), text(" gave you ")};
  append_amount(line, emoji, given.amount);
  append_reason(line, given.reason, given.values, name_of);

  rich_text where;
  if (!channel.empty()) {
    where.push_back(text("in "));
    where.emplace_back(chat::token_kind::channel, "", channel);
    where.push_back(text(" · "));
  }
  if (!link.empty()) {
    where.push_back(chat::link(link, "see the message"));
    where.push_back(text(" · "));
  }
  where.emplace_back(chat::token_kind::code, "/kudos mute");
  where.push_back(text(" stops these notes"));

  std::vector<chat::block> blocks{app::section(line), chat::context_block{std::move(where)}};
  return chat::message(std::move(line), std::move(blocks));
}

chat::message kudos_found_late(std::vector<ledger::kudos_entry> const& given, std::string const& emoji,
                               chat::name_finder const& name_of) {
  constexpr std::size_t most_told = 10;
  std::int64_t amount = 0;
  for (auto const& one : given)
    amount += one.amount;
  rich_text lines{text("While I was away you received ")};
  append_amount(lines, emoji, amount);
  lines.push_back(text(":"));
  for (std::size_t i = 0; i < std::min(given.size(), most_told); ++i) {
    auto const& one = given[i];
    lines.push_back(text("\n• "));
    chat::append(lines, line_of(one.giver, one.amount, one.reason, one.values, name_of));
  }
  if (given.size() > most_told)
    lines.push_back(text(fmt::format("\n• and {} more", given.size() - most_told)));
  rich_text more{app::code("/kudos me"), text(" shows all · "), app::code("/kudos mute"),
                 text(" stops these notes")};
  std::vector<chat::block> blocks{app::section(lines), chat::context_block{std::move(more)}};
  return chat::message(std::move(lines), std::move(blocks));
}

chat::message kudos_given(std::string const& giver, std::vector<candidate> const& given,
                          std::string const& emoji, chat::name_finder const& name_of) {
  rich_text lines;
  for (auto group = given.begin(); group != given.end();) {
    // Receivers who got the same for the same share a line.
    std::vector<std::string> people;
    auto next = group;
    for (; next != given.end() && next->amount == group->amount && next->reason == group->reason &&
           next->values == group->values;
         ++next)
      people.push_back(next->receiver);
    if (!lines.empty()) lines.push_back(text("\n"));
    lines.push_back(mention(giver));
    lines.push_back(text(" gave "));
    app::append_people(lines, people);
    lines.push_back(text(" "));
    append_amount(lines, emoji, group->amount);
    append_reason(lines, group->reason, group->values, name_of);
    group = next;
  }
  return chat::message(std::move(lines));
}

chat::message kudos_help(std::vector<std::string> const& emoji, std::vector<std::string> const& values) {
  rich_text in_chat{bold("Say thanks where you already talk"),       text("\n• "),
                    app::code("@name ++ for fixing the flaky test"), text("\n• "),
                    app::code("kudos @name @other for the release"), text(" – groups work too\n• ")};
  append_choice_of(in_chat, emoji);
  in_chat.push_back(
      text(" beside a name, or as a reaction on somebody's message\nEdit or delete your "
           "message, or take the reaction off, and the record follows."));
  if (!values.empty()) {
    std::string tags;
    for (auto const& value : values)
      tags += " #" + value;
    in_chat.push_back(text("\nSay which value it showed:" + tags));
  }
  rich_text commands{bold("Commands"),
                     text("\n• "),
                     app::code("/kudos @name for …"),
                     text(" – give from anywhere\n• "),
                     app::code("/kudos me"),
                     text(" – what you received and gave\n• "),
                     app::code("/kudos board week"),
                     text(" – also month or all; only you see it\n• "),
                     app::code("/kudos undo"),
                     text(" – takes your last one back, within 10 minutes\n• "),
                     app::code("/kudos mute"),
                     text(" or "),
                     app::code("unmute"),
                     text(" – no private notes when you are thanked")};
  std::vector<chat::block> blocks{app::section(std::move(in_chat)), app::section(std::move(commands))};
  return chat::message(rich_text{text("How to give kudos: @name ++ for what they did")}, std::move(blocks));
}

chat::document kudos_of(ledger::personal_record const& record, std::string const& emoji,
                        chat::name_finder const& name_of) {
  chat::document shown;
  shown.title = fmt::format("You received {} and gave {} so far", record.all.received, record.all.given);
  auto& totals = shown.sections.emplace_back("", chat::card_layout::lines);
  totals.cards.push_back(
      count_card(emoji, "received", record.all.received, record.month.received, record.week.received));
  totals.cards.push_back(
      count_card("raised_hands", "gave", record.all.given, record.month.given, record.week.given));
  append_last(shown, "Last received", record.received, &ledger::recognition_record::giver, name_of);
  append_last(shown, "Last given", record.given, &ledger::recognition_record::receiver, name_of);
  return shown;
}

chat::document kudos_board(std::vector<ledger::standing> const& rows, ledger::period span,
                           std::string const& emoji) {
  chat::document shown;
  shown.title = fmt::format("Kudos received {}", in_words(span));
  shown.instead = {
      text(fmt::format("No kudos {} yet. Somebody surely did something worth a thank-you?", in_words(span)))};
  if (rows.empty()) return shown;
  auto& board = shown.sections.emplace_back(shown.title, chat::card_layout::lines);
  for (auto const& row : rows) {
    rich_text line{mention(row.person), text("  "), chat::emoji(emoji),
                   text(fmt::format(" × {}", row.received))};
    if (row.given > 0) line.push_back(text(fmt::format(" · gave {}", row.given)));
    board.cards.emplace_back(std::move(line));
  }
  auto& more = shown.foot.emplace_back(rich_text{text("Other boards: ")});
  for (auto const other : {ledger::period::week, ledger::period::month, ledger::period::all}) {
    if (other == span) continue;
    if (more.size() > 1) more.push_back(text(" and "));
    more.push_back(app::code(fmt::format("/kudos board {}", to_string(other))));
  }
  return shown;
}

chat::message kudos_undecided(std::vector<target> const& who) {
  constexpr std::size_t most_named = 4;
  rich_text line{text("I could not find out in time about ")};
  auto const named = who.size() > most_named + 1 ? most_named : who.size();
  for (std::size_t i = 0; i < named; ++i) {
    if (i > 0) line.push_back(text(i + 1 < who.size() ? ", " : " and "));
    auto const is_group = who[i].type == target::kind::group;
    line.emplace_back(is_group ? chat::token_kind::group : chat::token_kind::mention, "", who[i].id);
  }
  if (named < who.size()) line.push_back(text(fmt::format(" and {} more", who.size() - named)));
  line.push_back(text(", so nothing was recorded. Please try again in a minute."));
  return chat::message(std::move(line));
}

chat::message kudos_undone(ledger::kudos_change const& change) {
  auto const& removed = change.removed;
  if (removed.empty())
    return app::one_line("You gave no kudos in the last 10 minutes, so there is nothing to take back.");
  rich_text line{text("Taken back: your kudos to ")};
  std::vector<std::string> people;
  people.reserve(removed.size());
  for (auto const& one : removed)
    people.push_back(one.receiver);
  app::append_people(line, people);
  line.push_back(text("."));
  if (change.undone && change.undone->kind == source_kind::command)
    line.push_back(text(" The line that /kudos put into the channel stays; you can tell them there."));
  return chat::message(std::move(line));
}

}  // namespace huzzah::kudos
