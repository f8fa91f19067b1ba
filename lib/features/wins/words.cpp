#include "features/wins/words.hpp"

#include "app/ledger/win_views.hpp"
#include "app/phrases.hpp"
#include "base/catalog.hpp"
#include "base/text.hpp"
#include "chat/quotes.hpp"
#include "chat/say.hpp"
#include "features/wins/impact.hpp"

#include <algorithm>
#include <utility>

namespace huzzah::wins {

namespace {

using chat::bold;
using chat::mention;
using chat::rich_text;
using chat::say;
using chat::text;

chat::button win_button(std::string_view action, std::string label, std::string reference,
                        bool primary = false) {
  return {std::string(action), std::move(label), std::move(reference), primary};
}

/// "Win no. 10, and 5 working days in a row"
std::string in_words(win_milestone const& reached) {
  if (reached.days == 0 && reached.wins == 1) return base::translate("A first win");
  if (reached.days == 0) return base::translate("Win no. {number}", {{"number", reached.wins}});
  if (reached.wins == 0)
    return base::translate(reached.days, "{count} working day in a row", "{count} working days in a row");
  if (reached.wins == 1)
    return base::translate(reached.days, "A first win, and {count} working day in a row",
                           "A first win, and {count} working days in a row");
  return base::translate(reached.days, "Win no. {number}, and {count} working day in a row",
                         "Win no. {number}, and {count} working days in a row", {{"number", reached.wins}});
}

/// "about 8.7 hours a month and €1,200"
std::string in_words(std::vector<impact> const& impacts) {
  std::vector<std::string> amounts;
  amounts.reserve(impacts.size());
  for (auto const& one : impacts)
    amounts.push_back(wins::in_words(one));
  return chat::list_of(amounts);
}

rich_text in_words(win_shown shown) {
  switch (shown) {
    case win_shown::to_nobody:
      return say("Noted, for you alone.");
    case win_shown::here:
      return say("Noted.");
    case win_shown::at_close:
      return say("Noted. The channel reads it in the summary of the stand-up.");
    case win_shown::in_summary:
      return say("Noted, and added to the summary of the stand-up.");
    case win_shown::to_the_team:
      break;
  }
  return say("Noted, and shared with the team.");
}

/// A win as a line of a list, cut to a length at which many can be read.
rich_text line_of(ledger::win_view const& win, chat::name_finder const& name_of, bool is_own) {
  constexpr std::size_t longest = 200;
  auto plain = chat::to_plain(chat::inert(chat::from_markup(win.text), name_of));
  for (auto& character : plain)
    if (character == '\n' || character == '\r') character = ' ';
  rich_text line{text(base::shorten(plain, longest))};
  if (is_own && !win.shared) chat::append(line, say(" · private"));
  if (win.cheers > 0) chat::append(line, say(win.cheers, " · {count} cheer", " · {count} cheers"));
  return line;
}

}  // namespace

std::string win_refused(win_refusal why, std::size_t length) {
  if (why == win_refusal::too_many)
    return base::translate(
        "You have {most} wins of today already, and more than that I don't keep of one day. What a day! "
        "Tomorrow I note the next ones.",
        {{"most", most_wins_of_day}});
  return base::translate(
      "That is long for a win: {length} characters, and I keep up to {most}. Shorten it, and it counts.",
      {{"length", static_cast<std::int64_t>(length)}, {"most", longest_win}});
}

chat::message win_refused(win_refusal why, chat::rich_text const& words, chat::limits const& most) {
  auto const plain = chat::to_plain(words);
  rich_text line{text(win_refused(why, base::length(plain)) + " ")};
  chat::append(line, say("Your words:"));
  std::vector<chat::block> blocks{app::section(line)};
  std::string piece;
  std::size_t size = 0;
  auto const end_piece = [&] {
    if (!piece.empty()) blocks.emplace_back(app::section({text(std::exchange(piece, {}))}));
    size = 0;
  };
  for (auto const byte : plain) {
    auto const begins_character = (static_cast<unsigned char>(byte) & 0xc0) != 0x80;
    if (begins_character && size > most.block - 10) end_piece();
    piece += byte;
    size += std::max<std::size_t>(most.length({text({byte})}), 1);
  }
  end_piece();
  return chat::message(std::move(line), std::move(blocks));
}

chat::message win_noted(ledger::win_entry const& win, win_shown shown, std::vector<impact> const& impacts,
                        win_milestone const& reached, bool can_take_back) {
  rich_text line{chat::emoji("sparkles")};
  auto const add = [&](rich_text const& sentence) {
    line.push_back(text(" "));
    chat::append(line, sentence);
  };
  add(in_words(shown));
  if (auto const worth = in_words(added_up(impacts)); !worth.empty())
    add(say("It is worth {amounts}.", {{"amounts", worth}}));
  if (!reached.empty()) add(say("{milestone}!", {{"milestone", in_words(reached)}}));

  std::vector<chat::button> buttons;
  if (!win.shared)
    buttons.push_back(win_button(win_action::share, base::translate("Share it"), win.reference, true));
  if (can_take_back)
    buttons.push_back(win_button(win_action::take_back, base::translate("Take it back"), win.reference));
  if (buttons.empty()) return chat::message(std::move(line));
  std::vector<chat::block> blocks{app::section(line), chat::buttons_block{std::move(buttons)}};
  return chat::message(std::move(line), std::move(blocks));
}

chat::message win_kept(ledger::win_entry const& win) {
  auto line = chat::say("Kept, for you only. `/wins` shows it.");
  std::vector<chat::block> blocks{
      app::section(line, win_button(win_action::take_back, base::translate("Take it back"), win.reference))};
  return chat::message(std::move(line), std::move(blocks));
}

chat::message win_copy(std::string const& author, chat::rich_text const& words) {
  return chat::message(say("{author}: {win}", {{"author", mention(author)}, {"win", words}}));
}

chat::message win_cheered(std::string const& author, win_milestone const& reached) {
  return chat::message(
      say("{star} {milestone}, {author}!",
          {{"star", chat::emoji("star2")}, {"milestone", in_words(reached)}, {"author", mention(author)}}));
}

chat::message kudos_offer(std::vector<std::string> const& teammates, std::string win) {
  std::vector<chat::token> people;
  people.reserve(teammates.size());
  for (auto const& one : teammates)
    people.push_back(mention(one));
  auto line = say(static_cast<std::int64_t>(people.size()),
                  "You mentioned {people}. Make it a kudos? They will read your words.",
                  "You mentioned {people}. Make it a kudos for each? They will read your words.",
                  {{"people", chat::list_of(people)}});
  auto thank = win_button(win_action::thank, base::translate("Give kudos"), std::move(win), true);
  std::vector<chat::block> blocks{app::section(line, std::move(thank))};
  return chat::message(std::move(line), std::move(blocks));
}

chat::form win_form(std::string reference, std::string const& question) {
  chat::form asked(std::string(win_action::submit), base::translate("Your win"));
  asked.context = std::move(reference);
  auto& field = asked.fields.emplace_back(
      "win", question.empty() ? base::translate("What is your win of the day?") : question,
      chat::form_field::kind::long_text);
  field.hint =
      base::translate("Small ones count. Say what it is worth if you know: \"saves 2 hours a week\".");
  return asked;
}

chat::message win_help() {
  auto ways = chat::bullets(
      say("*Note a win, however small*"),
      {say("`win: the flaky test is gone, saves 2 hours a week` – in a channel; said to me alone, it stays "
           "yours until you share it"),
       say("`/win the flaky test is gone` – from anywhere"), say("a reply to a stand-up's question")});
  ways.push_back(text("\n"));
  chat::append(ways, say("Edit or delete your message, and the record follows. Any reaction cheers a win."));
  auto commands =
      chat::bullets(say("*Look back*"), {say("`/wins` – yours; only you see it"),
                                         say("`/wins week` – what the team shared this week"),
                                         say("`/wins undo` – takes your last one back, within 10 minutes")});
  std::vector<chat::block> blocks{app::section(std::move(ways)), app::section(std::move(commands))};
  return chat::message(say("How to note a win: win: what went well"), std::move(blocks));
}

chat::document wins_of_mine(own_wins const& mine, chat::name_finder const& name_of) {
  chat::document shown;
  shown.instead = say("No wins yet. What went well today? `/win …` notes it; small ones count.");
  if (mine.count == 0) return shown;
  shown.title = base::translate(mine.count, "{count} win", "{count} wins");
  if (mine.streak > 1)
    shown.title +=
        base::translate(mine.streak, " · {count} working day in a row", " · {count} working days in a row");
  auto& totals = shown.sections.emplace_back(shown.title, chat::card_layout::lines);
  totals.icon = "sparkles";
  if (auto const worth = in_words(mine.impacts); !worth.empty())
    totals.cards.emplace_back(say("The last ones are worth {amounts}.", {{"amounts", worth}}));

  chat::section last({}, chat::card_layout::blocks);
  for (auto const& win : mine.last) {
    rich_text line{text(calendar::to_string(win.said_on) + "  ")};
    chat::append(line, line_of(win, name_of, true));
    chat::append_link(line, win.link);
    auto& one = last.cards.emplace_back(std::move(line));
    if (!win.shared) one.beside = win_button(win_action::share, base::translate("Share it"), win.reference);
  }
  shown.sections.push_back(std::move(last));
  return shown;
}

chat::section wins_of_my_week(std::vector<ledger::win_view> const& wins, chat::name_finder const& name_of) {
  chat::section shown({}, chat::card_layout::lines);
  shown.key = "wins";
  if (wins.empty()) return shown;
  shown.title = base::translate("Your wins of this week");
  shown.icon = "sparkles";
  std::vector<impact> all;
  for (auto const& win : wins) {
    auto line = line_of(win, name_of, true);
    chat::append_link(line, win.link);
    shown.cards.emplace_back(std::move(line));
    all.insert(all.end(), win.impacts.begin(), win.impacts.end());
  }
  if (auto const worth = in_words(added_up(all)); !worth.empty())
    shown.cards.emplace_back(say("Worth {amounts} so far.", {{"amounts", worth}}));
  return shown;
}

chat::document wins_of_week(std::vector<ledger::win_view> const& wins, chat::name_finder const& name_of) {
  chat::document shown;
  shown.instead = say("No wins shared this week yet. Yours could be the first: `win: …`");
  if (wins.empty()) return shown;
  shown.title = base::translate(static_cast<std::int64_t>(wins.size()), "{count} win this week",
                                "{count} wins this week");
  auto& all = shown.sections.emplace_back(shown.title, chat::card_layout::blocks);
  all.icon = "sparkles";
  for (auto const& win : wins) {
    auto const name = win.author_name.empty() ? name_of(win.author) : win.author_name;
    auto line = say("{author}: {win}", {{"author", bold(name.empty() ? base::translate("A teammate") : name)},
                                        {"win", line_of(win, name_of, false)}});
    chat::append_link(line, win.link);
    all.cards.emplace_back(std::move(line));
  }
  return shown;
}

}  // namespace huzzah::wins
