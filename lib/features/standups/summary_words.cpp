#include "features/standups/summary_words.hpp"

#include "app/ledger/win_views.hpp"
#include "app/phrases.hpp"
#include "base/text.hpp"
#include "chat/measure.hpp"
#include "chat/quotes.hpp"
#include "features/standups/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace huzzah::standups {

namespace {

using chat::bold;
using chat::rich_text;
using chat::text;
using ledger::win_view;

// A section takes 3,000 characters, and all blocks of a message some 13,000.
constexpr std::size_t section_room = 2'800;
constexpr std::size_t message_room = 9'000;
/// How long one win may be quoted, and how long all of them together should be.
constexpr std::size_t longest_quote = 500;
constexpr std::size_t shortest_quote = 80;
constexpr std::size_t all_quotes = 7'000;

constexpr std::array<std::string_view, 7> quiet_days{
    "A quiet day: no wins were told, and that is fine. The next one may be as small as a cleared inbox.",
    "Nobody wrote today. Some days are for doing, not for telling.",
    "No wins in writing today. They surely happened; tomorrow has room for them.",
    "All quiet here today. Good work is good work, told or not.",
    "Nothing was told today. Rest counts as well.",
    "A day without answers. See you at the next question, whenever something small goes well.",
    "Heads down today, it seems. May it have been worth it!",
};

/// Lines in sections of a comfortable length, up to the room of one message; the rest stays for the next.
class paragraphs {
 public:
  /// Whether the line found room.
  bool add(rich_text const& line) {
    auto const length = chat::chat_length(line) + 1;
    if (used_ + length > message_room) return false;
    if (sections_.empty() || last_ + length > section_room) {
      sections_.emplace_back();
      last_ = 0;
    } else {
      sections_.back().push_back(text("\n"));
    }
    chat::append(sections_.back(), line);
    last_ += length;
    used_ += length;
    return true;
  }
  /// Sets the next line apart.
  void part() { last_ = section_room; }

  std::vector<chat::block> take() && {
    std::vector<chat::block> blocks;
    blocks.reserve(sections_.size());
    for (auto& one : sections_)
      blocks.emplace_back(app::section(std::move(one)));
    return blocks;
  }

 private:
  std::vector<rich_text> sections_;
  std::size_t last_ = 0;
  std::size_t used_ = 0;
};

class summary_writer {
 public:
  explicit summary_writer(round_summary const& round)
      : round_(round),
        names_(names_of(round)),
        quote_length_(std::clamp(all_quotes / std::max<std::size_t>(round.wins.size(), 1), shortest_quote,
                                 longest_quote)) {
    for (auto const& win : round_.wins)
      most_cheers_ = std::max(most_cheers_, win.cheers);
  }

  std::vector<chat::message> write() {
    auto const title = fmt::format("The wins of {}", spoken_date(round_.date));
    paragraphs first;
    first.add({bold(title), text("\n" + base::shorten(round_.question, longest_quote))});
    add_wins_of_the_day(first);
    auto rest = others();
    first.part();
    auto next = fill(first, rest, rest.begin());
    std::vector<chat::message> all;
    auto blocks = std::move(first).take();
    if (next != rest.end())
      blocks.emplace_back(
          chat::context_block{{text(fmt::format("… and {} more in the thread", rest.end() - next))}});
    add_nods(blocks);
    blocks.emplace_back(chat::context_block{{text(closing_line())}});
    auto const count = chat::number_of(static_cast<std::int64_t>(round_.wins.size()), "win", "wins");
    all.emplace_back(rich_text{text(fmt::format("{}: {}", title, count))}, std::move(blocks));
    while (next != rest.end()) {
      paragraphs more;
      next = fill(more, rest, next);
      all.emplace_back(rich_text{text("More " + base_title())}, std::move(more).take());
    }
    return all;
  }

 private:
  using lines = std::vector<rich_text>;

  static chat::shown_names names_of(round_summary const& round) {
    chat::shown_names names;
    for (auto const& [person, name] : round.teammates)
      names.learn(person, name);
    for (auto const& win : round.wins)
      names.learn(win.author, win.author_name);
    return names;
  }
  std::string base_title() const { return fmt::format("wins of {}", spoken_date(round_.date)); }

  rich_text line_of(ledger::win_view const& win) const {
    rich_text line{names_.named(win.author, true), text(" — ")};
    chat::append(line, chat::quoted(win.text, names_, quote_length_));
    if (win.cheers > 0) {
      line.push_back(text(" · "));
      line.push_back(chat::emoji("clap"));
      line.push_back(text(fmt::format(" {}", win.cheers)));
    }
    chat::append_link(line, win.link);
    return line;
  }

  bool is_of_the_day(ledger::win_view const& win) const {
    return most_cheers_ > 0 && win.cheers == most_cheers_;
  }

  void add_wins_of_the_day(paragraphs& to) {
    if (most_cheers_ == 0) return;
    auto const several =
        std::count_if(round_.wins.begin(), round_.wins.end(),
                      [this](ledger::win_view const& win) { return is_of_the_day(win); }) > 1;
    to.part();
    to.add({chat::emoji("star2"), text(" "), bold(several ? "Wins of the day" : "Win of the day")});
    for (auto const& win : round_.wins)
      if (is_of_the_day(win) && !to.add(line_of(win))) left_over_.push_back(line_of(win));
  }

  /// The lines of those that are not above.
  lines others() {
    auto rest = std::move(left_over_);
    for (auto const& win : round_.wins)
      if (!is_of_the_day(win)) rest.push_back(line_of(win));
    for (auto& line : rest)
      line.insert(line.begin(), text("• "));
    return rest;
  }

  static lines::iterator fill(paragraphs& page, lines& rest, lines::iterator from) {
    while (from != rest.end() && page.add(*from))
      ++from;
    return from;
  }

  void add_nods(std::vector<chat::block>& to) const {
    if (round_.streaks.empty()) return;
    rich_text line{chat::emoji("fire"), text(" ")};
    for (auto const& one : round_.streaks) {
      if (chat::chat_length(line) > section_room - 100) break;
      if (line.size() > 2) line.push_back(text(" · "));
      line.push_back(names_.named(one.person, true));
      line.push_back(text(fmt::format(": {} working days in a row", one.number)));
    }
    to.emplace_back(chat::context_block{std::move(line)});
  }

  std::string closing_line() const {
    std::string line = most_cheers_ > 0 ? "" : "Every one of them counts. ";
    line += round_.in_private ? "Each stands in the thread: a reaction to it is a cheer."
                              : "A reaction to a win is a cheer.";
    return line + " Late answers still join.";
  }

  round_summary const& round_;
  chat::shown_names names_;
  std::size_t quote_length_;
  int most_cheers_ = 0;
  lines left_over_;
};

}  // namespace

std::vector<chat::message> summarise(round_summary const& round) {
  if (!round.wins.empty()) return summary_writer(round).write();
  auto const days = round.date.time_since_epoch().count();
  auto const one = quiet_days.at(static_cast<std::size_t>(days) % quiet_days.size());
  return {app::one_line(std::string(one))};
}

chat::message nothing_more() {
  return app::one_line("That was all.");
}

}  // namespace huzzah::standups
