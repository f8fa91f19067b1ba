#include "features/kudos/words.hpp"
#include "app/ledger/kudos_records.hpp"
#include "app/ledger/period.hpp"
#include "app/ledger/standings.hpp"
#include "base/catalog.hpp"
#include "chat/quotes.hpp"
#include "chat/say.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

namespace huzzah::kudos {

namespace {

using chat::bold;
using chat::mention;
using chat::rich_text;
using chat::say;
using chat::text;

/// ":trophy:", or ":trophy: × 3".
rich_text amount_of(std::string const& emoji, std::int64_t amount) {
  if (amount == 1) return {chat::emoji(emoji)};
  return say("{emoji} × {amount}", {{"emoji", chat::emoji(emoji)}, {"amount", amount}});
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
  if (amount != 1) line = say("{person} × {amount}", {{"person", line}, {"amount", amount}});
  append_reason(line, reason, values, name_of);
  return line;
}

/// Each emoji as it looks and as it is typed: "🏆 `:trophy:` or 🎉 `:tada:`".
rich_text choice_of(std::vector<std::string> const& emoji) {
  rich_text line;
  for (auto const& one : emoji) {
    rich_text both{chat::emoji(one), text(" "), app::code(":" + one + ":")};
    line = line.empty() ? both : say("{one} or {other}", {{"one", line}, {"other", both}});
  }
  return line;
}

/// ":trophy: You received 3 · 2 this month · 1 this week"
chat::card count_card(std::string const& emoji, char const* sentence, std::int64_t all, std::int64_t month,
                      std::int64_t week) {
  auto line = say("{emoji} *{sum}*",
                  {{"emoji", chat::emoji(emoji)}, {"sum", base::translate(sentence, {{"count", all}})}});
  if (all > 0)
    chat::append(line, say(" · {month} this month · {week} this week", {{"month", month}, {"week", week}}));
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
                             chat::name_finder const& name_of, std::vector<std::string> const& supporters) {
  auto line = say("{giver} gave you {kudos}",
                  {{"giver", mention(given.giver)}, {"kudos", amount_of(emoji, given.amount)}});
  append_reason(line, given.reason, given.values, name_of);
  if (!supporters.empty()) {
    line.push_back(text("\n"));
    chat::append(line, supported_by(supporters, name_of));
  }

  rich_text where;
  if (!channel.empty())
    chat::append(where, say("in {channel} · ", {{"channel", app::channel_token(channel)}}));
  if (!link.empty()) {
    where.push_back(chat::link(link, base::translate("see the message")));
    where.push_back(text(" · "));
  }
  chat::append(where, say("`/kudos mute` stops these notes"));

  std::vector<chat::block> blocks{app::section(line), chat::context_block{std::move(where)}};
  return chat::message(std::move(line), std::move(blocks));
}

rich_text supported_by(std::vector<std::string> const& supporters, chat::name_finder const& name_of) {
  if (supporters.empty()) return {};
  auto name = name_of(supporters.front());
  if (name.empty()) name = base::translate("A teammate");
  auto const others = static_cast<std::int64_t>(supporters.size()) - 1;
  if (others == 0) return say("{name} says so, too.", {{"name", name}});
  return say(others, "{name} and {count} other say so, too.", "{name} and {count} others say so, too.",
             {{"name", name}});
}

chat::message kudos_found_late(std::vector<ledger::kudos_entry> const& given, std::string const& emoji,
                               chat::name_finder const& name_of) {
  constexpr std::size_t most_shown = 10;
  std::int64_t amount = 0;
  for (auto const& one : given)
    amount += one.amount;
  std::vector<rich_text> all;
  for (auto const& one : std::span(given).first(std::min(given.size(), most_shown)))
    all.push_back(line_of(one.giver, one.amount, one.reason, one.values, name_of));
  if (auto const more = given.size() - all.size(); more > 0)
    all.push_back(say(static_cast<std::int64_t>(more), "and {count} more", "and {count} more"));
  auto lines = chat::bullets(
      say("While I was away you received {kudos}:", {{"kudos", amount_of(emoji, amount)}}), all);
  std::vector<chat::block> blocks{
      app::section(lines),
      chat::context_block{say("`/kudos me` shows all · `/kudos mute` stops these notes")}};
  return chat::message(std::move(lines), std::move(blocks));
}

chat::message kudos_given(std::string const& giver, std::vector<candidate> const& given,
                          std::string const& emoji, chat::name_finder const& name_of) {
  rich_text lines;
  for (auto group = given.begin(); group != given.end();) {
    // Receivers who got the same for the same share a line.
    std::vector<chat::token> people;
    auto next = group;
    for (; next != given.end() && next->amount == group->amount && next->reason == group->reason &&
           next->values == group->values;
         ++next)
      people.push_back(mention(next->receiver));
    if (!lines.empty()) lines.push_back(text("\n"));
    chat::append(lines,
                 say("{giver} gave {receivers} {kudos}", {{"giver", mention(giver)},
                                                          {"receivers", chat::list_of(people)},
                                                          {"kudos", amount_of(emoji, group->amount)}}));
    append_reason(lines, group->reason, group->values, name_of);
    group = next;
  }
  return chat::message(std::move(lines));
}

chat::message kudos_help(std::vector<std::string> const& emoji, std::vector<std::string> const& values) {
  auto in_chat = chat::bullets(
      say("*Say thanks where you already talk*"),
      {say("`@name ++ for fixing the flaky test`"),
       say("`kudos @name @other for the release` – groups work too"),
       say("{emoji} beside a name, or as a reaction on somebody's message", {{"emoji", choice_of(emoji)}})});
  in_chat.push_back(text("\n"));
  chat::append(in_chat,
               say("Edit or delete your message, or take the reaction off, and the record follows."));
  if (!values.empty()) {
    std::string tags;
    for (auto const& value : values)
      tags += (tags.empty() ? "#" : " #") + value;
    in_chat.push_back(text("\n"));
    chat::append(in_chat, say("Say which value it showed: {values}", {{"values", tags}}));
  }
  auto commands = chat::bullets(
      say("*Commands*"),
      {say("`/kudos @name for …` – give from anywhere"), say("`/kudos me` – what you received and gave"),
       say("`/kudos board week` – also month or all; only you see it"),
       say("`/kudos undo` – takes your last one back, within 10 minutes"),
       say("`/kudos mute` or `unmute` – no private notes when you are thanked")});
  std::vector<chat::block> blocks{app::section(std::move(in_chat)), app::section(std::move(commands))};
  return chat::message(say("How to give kudos: @name ++ for what they did"), std::move(blocks));
}

chat::document kudos_of(ledger::personal_record const& record, std::string const& emoji,
                        chat::name_finder const& name_of) {
  chat::document shown;
  shown.title = base::translate("You received {received} and gave {given} so far",
                                {{"received", record.all.received}, {"given", record.all.given}});
  auto& totals = shown.sections.emplace_back("", chat::card_layout::lines);
  totals.cards.push_back(count_card(emoji, base::translatable("You received {count}"), record.all.received,
                                    record.month.received, record.week.received));
  totals.cards.push_back(count_card("raised_hands", base::translatable("You gave {count}"), record.all.given,
                                    record.month.given, record.week.given));
  append_last(shown, base::translate("Last received"), record.received, &ledger::recognition_record::giver,
              name_of);
  append_last(shown, base::translate("Last given"), record.given, &ledger::recognition_record::receiver,
              name_of);
  return shown;
}

chat::document kudos_board(std::vector<ledger::standing> const& rows, ledger::period span,
                           std::string const& emoji) {
  static constexpr std::array titles{base::translatable("Kudos received this week"),
                                     base::translatable("Kudos received this month"),
                                     base::translatable("Kudos received so far")};
  static constexpr std::array nothing{
      base::translatable("No kudos this week yet. Somebody surely did something worth a thank-you?"),
      base::translatable("No kudos this month yet. Somebody surely did something worth a thank-you?"),
      base::translatable("No kudos so far yet. Somebody surely did something worth a thank-you?")};
  auto const which = span == ledger::period::week ? 0U : span == ledger::period::month ? 1U : 2U;
  chat::document shown;
  shown.title = base::translate(titles.at(which));
  shown.instead = say(nothing.at(which));
  if (rows.empty()) return shown;
  auto& board = shown.sections.emplace_back(shown.title, chat::card_layout::lines);
  for (auto const& row : rows) {
    auto line = say(
        "{person}  {kudos}",
        {{"person", mention(row.person)},
         {"kudos", say("{emoji} × {amount}", {{"emoji", chat::emoji(emoji)}, {"amount", row.received}})}});
    if (row.given > 0) chat::append(line, say(" · gave {count}", {{"count", row.given}}));
    board.cards.emplace_back(std::move(line));
  }
  std::vector<chat::token> others;
  for (auto const other : {ledger::period::week, ledger::period::month, ledger::period::all})
    if (other != span) others.push_back(app::code(fmt::format("/kudos board {}", to_string(other))));
  shown.foot.push_back(say("Other boards: {boards}", {{"boards", chat::list_of(others)}}));
  return shown;
}

chat::message kudos_undecided(std::vector<target> const& who) {
  constexpr std::size_t most_named = 4;
  auto const count = who.size() > most_named + 1 ? most_named : who.size();
  std::vector<chat::token> named;
  for (auto const& one : std::span(who).first(count)) {
    auto const is_group = one.type == target::kind::group;
    named.emplace_back(is_group ? chat::token_kind::group : chat::token_kind::mention, "", one.id);
  }
  return chat::message(say(
      "I could not find out in time about {people}, so nothing was recorded. Please try again in a minute.",
      {{"people", chat::list_of(named, who.size() - count)}}));
}

chat::message kudos_undone(ledger::kudos_change const& change) {
  auto const& removed = change.removed;
  if (removed.empty())
    return chat::message(say("You gave no kudos in the last 10 minutes, so there is nothing to take back."));
  std::vector<chat::token> people;
  people.reserve(removed.size());
  for (auto const& one : removed)
    people.push_back(mention(one.receiver));
  auto line = say("Taken back: your kudos to {people}.", {{"people", chat::list_of(people)}});
  if (change.undone && change.undone->kind == source_kind::command) {
    line.push_back(text(" "));
    chat::append(line, say("The line that /kudos put into the channel stays; you can tell them there."));
  }
  return chat::message(std::move(line));
}

}  // namespace huzzah::kudos
