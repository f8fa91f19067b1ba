#include "features/wins/words.hpp"

#include "app/ledger/win_views.hpp"
#include "app/phrases.hpp"
#include "base/text.hpp"
#include "chat/quotes.hpp"
#include "features/wins/impact.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace huzzah::wins {

namespace {

using chat::bold;
using chat::mention;
using chat::rich_text;
using chat::text;

chat::button win_button(std::string_view action, std::string label, std::string reference,
                        bool primary = false) {
  return {std::string(action), std::move(label), std::move(reference), primary};
}

/// "Win no. 10, and 5 working days in a row"
std::string in_words(win_milestone const& reached) {
  std::string line;
  if (reached.wins == 1) line = "A first win";
  if (reached.wins > 1) line = fmt::format("Win no. {}", reached.wins);
  if (reached.days == 0) return line;
  if (!line.empty()) line += ", and ";
  return line + fmt::format("{} working days in a row", reached.days);
}

/// "about 8.7 hours a month and €1,200"
std::string in_words(std::vector<impact> const& impacts) {
  std::string line;
  for (std::size_t i = 0; i < impacts.size(); ++i) {
    if (i > 0) line += i + 1 < impacts.size() ? ", " : " and ";
    line += wins::in_words(impacts[i]);
  }
  return line;
}

std::string_view in_words(win_shown shown) {
  switch (shown) {
    case win_shown::to_nobody:
      return "Noted, for you alone.";
    case win_shown::here:
      return "Noted.";
    case win_shown::at_close:
      return "Noted. The channel reads it in the summary of the stand-up.";
    case win_shown::in_summary:
      return "Noted, and added to the summary of the stand-up.";
    case win_shown::to_the_team:
      break;
  }
  return "Noted, and shared with the team.";
}

/// A win as a line of a list, cut to a length at which many can be read.
void append_win(rich_text& line, ledger::win_view const& win, chat::name_finder const& name_of,
                std::string_view remark = {}) {
  constexpr std::size_t longest = 200;
  auto plain = chat::to_plain(chat::inert(chat::from_markup(win.text), name_of));
  for (auto& character : plain)
    if (character == '\n' || character == '\r') character = ' ';
  auto words = base::shorten(plain, longest).append(remark);
  if (win.cheers > 0) words += " · " + chat::number_of(win.cheers, "cheer", "cheers");
  line.push_back(text(std::move(words)));
  chat::append_link(line, win.link);
}

}  // namespace

std::string win_refused(win_refusal why, std::size_t length) {
  if (why == win_refusal::too_many)
    return fmt::format(
        "You have {} wins of today already, and more than that I don't keep of one day. What a day! "
        "Tomorrow I note the next ones.",
        most_wins_of_day);
  return fmt::format("That is long for a win: {} characters, and I keep up to {}. Shorten it, and it counts.",
                     length, longest_win);
}

chat::message win_refused(win_refusal why, chat::rich_text const& words, chat::limits const& most) {
  auto const plain = chat::to_plain(words);
  rich_text line{text(win_refused(why, base::length(plain)) + " Your words:")};
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
  auto said = std::string(in_words(shown));
  if (auto const worth = in_words(added_up(impacts)); !worth.empty()) said += " It is worth " + worth + ".";
  if (!reached.empty()) said += " " + in_words(reached) + "!";
  rich_text line{chat::emoji("sparkles"), text(" " + said)};

  std::vector<chat::button> buttons;
  if (!win.shared) buttons.push_back(win_button(win_action::share, "Share it", win.reference, true));
  if (can_take_back) buttons.push_back(win_button(win_action::take_back, "Take it back", win.reference));
  if (buttons.empty()) return chat::message(std::move(line));
  std::vector<chat::block> blocks{app::section(line), chat::buttons_block{std::move(buttons)}};
  return chat::message(std::move(line), std::move(blocks));
}

chat::message win_copy(std::string const& author, chat::rich_text const& words) {
  rich_text line{mention(author), text(": ")};
  chat::append(line, words);
  return chat::message(std::move(line));
}

chat::message win_cheered(std::string const& author, win_milestone const& reached) {
  return chat::message(
      rich_text{chat::emoji("star2"), text(" " + in_words(reached) + ", "), mention(author), text("!")});
}

chat::message kudos_offer(std::vector<std::string> const& teammates, std::string win) {
  rich_text line{text("You mentioned ")};
  app::append_people(line, teammates);
  line.push_back(text(teammates.size() == 1 ? ". Make it a kudos? They will read your words."
                                            : ". Make it a kudos for each? They will read your words."));
  auto thank = win_button(win_action::thank, "Give kudos", std::move(win), true);
  std::vector<chat::block> blocks{app::section(line, std::move(thank))};
  return chat::message(std::move(line), std::move(blocks));
}

chat::form win_form(std::string reference, std::string const& question) {
  chat::form asked(std::string(win_action::submit), "Your win");
  asked.context = std::move(reference);
  auto& field = asked.fields.emplace_back("win", question.empty() ? "What is your win of the day?" : question,
                                          chat::form_field::kind::long_text);
  field.hint = "Small ones count. Say what it is worth if you know: \"saves 2 hours a week\".";
  return asked;
}

chat::message win_help() {
  rich_text ways{bold("Note a win, however small"),
                 text("\n• "),
                 app::code("win: the flaky test is gone, saves 2 hours a week"),
                 text(" – in a channel; said to me alone, it stays yours until you share it\n• "),
                 app::code("/win the flaky test is gone"),
                 text(" – from anywhere\n• a reply to a stand-up's question\n"
                      "Edit or delete your message, and the record follows. Any reaction cheers a win.")};
  rich_text commands{bold("Look back"),       text("\n• "),
                     app::code("/wins"),      text(" – yours; only you see it\n• "),
                     app::code("/wins week"), text(" – what the team shared this week\n• "),
                     app::code("/wins undo"), text(" – takes your last one back, within 10 minutes")};
  std::vector<chat::block> blocks{app::section(std::move(ways)), app::section(std::move(commands))};
  return chat::message(rich_text{text("How to note a win: win: what went well")}, std::move(blocks));
}

chat::document wins_of_mine(own_wins const& mine, chat::name_finder const& name_of) {
  chat::document shown;
  shown.instead = {text("No wins yet. What went well today? "), app::code("/win …"),
                   text(" notes it; small ones count.")};
  if (mine.count == 0) return shown;
  shown.title = chat::number_of(mine.count, "win", "wins");
  if (mine.streak > 1) shown.title += fmt::format(" · {} working days in a row", mine.streak);
  auto& totals = shown.sections.emplace_back(shown.title, chat::card_layout::lines);
  totals.icon = "sparkles";
  if (auto const worth = in_words(mine.impacts); !worth.empty())
    totals.cards.emplace_back(rich_text{text("The last ones are worth " + worth + ".")});

  chat::section last({}, chat::card_layout::blocks);
  for (auto const& win : mine.last) {
    rich_text line{text(calendar::to_string(win.said_on) + "  ")};
    append_win(line, win, name_of, win.shared ? "" : " · private");
    auto& one = last.cards.emplace_back(std::move(line));
    if (!win.shared) one.beside = win_button(win_action::share, "Share it", win.reference);
  }
  shown.sections.push_back(std::move(last));
  return shown;
}

chat::document wins_of_week(std::vector<ledger::win_view> const& wins, chat::name_finder const& name_of) {
  chat::document shown;
  shown.instead = {text("No wins shared this week yet. Yours could be the first: "), app::code("win: …")};
  if (wins.empty()) return shown;
  shown.title = chat::number_of(static_cast<std::int64_t>(wins.size()), "win", "wins") + " this week";
  auto& all = shown.sections.emplace_back(shown.title, chat::card_layout::blocks);
  all.icon = "sparkles";
  for (auto const& win : wins) {
    auto const name = win.author_name.empty() ? name_of(win.author) : win.author_name;
    rich_text line{bold(name.empty() ? "A teammate" : name), text(": ")};
    append_win(line, win, name_of);
    all.cards.emplace_back(std::move(line));
  }
  return shown;
}

}  // namespace huzzah::wins
