#include "features/record/lines.hpp"

#include "app/fields.hpp"
#include "app/ledger/own_record.hpp"
#include "app/ledger/wins.hpp"
#include "app/open_form.hpp"
#include "app/people/directory.hpp"
#include "app/people/forgotten.hpp"
#include "app/people/people.hpp"
#include "base/catalog.hpp"
#include "base/text.hpp"
#include "calendar/spoken_dates.hpp"
#include "chat/quotes.hpp"
#include "chat/say.hpp"
#include "features/record/table.hpp"
#include "features/wins/impact.hpp"
#include "features/wins/words.hpp"

#include <algorithm>
#include <charconv>
#include <set>

namespace huzzah::record {

namespace {

using base::translate;
using chat::say;

/// A choice of Slack's has no room for more, nor for longer ones.
constexpr std::size_t most_lines = 100;
constexpr std::size_t longest_label = 70;
constexpr auto furthest_back = std::chrono::days{365};

/// The span of the lines that a form shows, as it carries it.
std::string written(base::time_point from, base::time_point until) {
  return std::to_string(from.time_since_epoch().count()) + " " +
         std::to_string(until.time_since_epoch().count());
}
std::pair<base::time_point, base::time_point> span_in(std::string_view context) {
  std::int64_t from = 0;
  std::int64_t until = 0;
  auto const gap = std::min(context.find(' '), context.size());
  auto const first = context.substr(0, gap);
  auto const second = context.substr(std::min(gap + 1, context.size()));
  std::from_chars(first.data(), first.data() + first.size(), from);
  std::from_chars(second.data(), second.data() + second.size(), until);
  return {base::time_point(base::duration(from)), base::time_point(base::duration(until))};
}

std::string too_long() {
  return translate("At most {most} characters, please.",
                   {{"most", static_cast<std::int64_t>(wins::longest_win)}});
}

/// The words of a line that is added, and the day; or what is to be mended.
class added_line {
 public:
  added_line(chat::form_submitted const& sent, calendar::local_date today, app::form_values& wrong)
      : words(app::entered_in(sent.values, "added")) {
    auto const entered = app::entered_in(sent.values, "day");
    if (base::length(words) > wins::longest_win) wrong["added"] = too_long();
    if (words.empty() && entered.empty()) return;
    if (words.empty()) {
      wrong["added"] = translate("Write what happened on that day, or choose none.");
      return;
    }
    auto const found = calendar::parse_date(entered);
    if (!found || *found > today || *found < today - furthest_back)
      wrong["day"] = translate("Choose the day on which it was: today, or one of the year before.");
    else
      day = *found;
  }

  std::string words;
  calendar::local_date day;
};

/// Puts it in as a private win of that day.
void add(store::unit_of_work& work, chat::form_submitted const& sent, added_line const& one,
         calendar::time_zone const& zone) {
  chat::message_ref const nowhere(sent.workspace, {}, {});
  // Its moment lies within its day, and has passed.
  auto const noon = zone.start_of(one.day) + std::chrono::hours(12);
  ledger::win_source said(nowhere, "record:" + sent.view);
  ledger::win_statement stated(std::move(said), sent.person, sent.at, std::min(noon, sent.at), one.day);
  chat::rich_text const words{chat::text(one.words)};
  stated.text = chat::to_markup(words);
  stated.impacts = wins::find_impacts(words);
  stated.shared = false;
  stated.privately = true;
  stated.heard_by = people::reach::named;
  auto const change = ledger::win_ledger(work).settle(stated);
  if (!change.added) return;
  line_choice chosen;
  chosen.is_added = true;
  table(work).choose(sent.workspace, sent.person, change.added->id, chosen);
}

}  // namespace

awaitable<calendar::time_zone> own_lines::zone_of(std::string person) {
  people::directory directory(with_.workspace, with_.clock);
  auto const who = co_await directory.find(std::move(person));
  co_return people::zone_of(who ? *who : chat::person());
}

awaitable<result<std::vector<own_lines::line>>> own_lines::read(std::string workspace, std::string person,
                                                                calendar::time_zone zone,
                                                                base::time_point from,
                                                                base::time_point until) {
  auto const to = co_await with_.audience.of_person(workspace, person);
  auto query = [&](store::reader& on) {
    auto const said = ledger::read_own(on, workspace, to, from, until);
    auto const chosen = table(on).choices_of(workspace, person);
    auto const name_of = [&](std::string const& id) { return people::people(on).name_of(workspace, id); };
    std::vector<line> all;
    auto const add = [&](std::int64_t entry, base::time_point at, std::string const& who,
                         std::string const& markup) {
      auto& one = all.emplace_back();
      one.entry = entry;
      one.at = at;
      auto words = chat::to_plain(chat::inert(chat::from_markup(markup), name_of));
      std::replace(words.begin(), words.end(), '\n', ' ');
      one.label = base::shorten(calendar::short_date(zone.date_of(at)) + " · " + who + words, longest_label);
      if (auto const found = chosen.find(entry); found != chosen.end()) {
        one.is_hidden = found->second.is_hidden;
        one.is_added = found->second.is_added;
        one.words = found->second.words;
      }
      return &one;
    };
    for (auto const& win : said.wins) {
      auto* const one = add(win.id, win.said_at, "", win.text);
      one->reference = win.reference;
      one->is_win = true;
    }
    for (auto const& kudos : said.kudos) {
      auto const giver = kudos.giver_name.empty() ? translate("A teammate") : kudos.giver_name;
      add(kudos.id, kudos.given_at, giver + ": ", kudos.reason)->reference =
          table(on).reference_of_kudos(kudos.id);
    }
    std::stable_sort(all.begin(), all.end(), [](line const& a, line const& b) { return a.at > b.at; });
    if (all.size() > most_lines) all.resize(most_lines);
    return all;
  };
  co_return co_await with_.store.read(std::move(query));
}

awaitable<result<chat::reply>> own_lines::open(chat::command_invoked const& command,
                                               std::vector<std::string> words) {
  using kind = chat::form_field::kind;
  auto const zone = co_await zone_of(command.person);
  auto const now = with_.clock.now();
  auto until = now;
  if (words.size() > 2) {
    auto const day = calendar::parse_date(words[2]);
    if (!day) {
      auto why = chat::message(say("Write the day as in `/huzzah record lines 2026-11-21`."));
      co_return chat::reply(std::move(why));
    }
    until = std::min(now, zone.start_of(*day + std::chrono::days(1)) - base::duration(1));
  }
  auto const lines = co_await read(command.workspace, command.person, zone, until - furthest_back, until);
  if (!lines) co_return lines.error();
  chat::form form(std::string(lines_action), translate("Lines of my record"));
  form.context = written(lines->empty() ? until : lines->back().at - base::duration(1), until);
  if (!lines->empty()) {
    auto& hidden = form.fields.emplace_back("hidden", translate("Left out"), kind::choices, true);
    hidden.hint =
        translate("The newest hundred are here; of what is older, type the day behind the command.");
    for (auto const& one : *lines) {
      hidden.choices.push_back(one.reference);
      hidden.labels.push_back(one.label);
      if (one.is_hidden) hidden.initial += (hidden.initial.empty() ? "" : ",") + one.reference;
    }
  }
  if (std::any_of(lines->begin(), lines->end(), [](line const& one) { return one.is_win; })) {
    auto& win = form.fields.emplace_back("win", translate("A win in other words"), kind::choice, true);
    for (auto const& one : *lines)
      if (one.is_win) {
        win.choices.push_back(one.reference);
        win.labels.push_back(one.label);
      }
    auto& other =
        form.fields.emplace_back("words", translate("Its words in your record"), kind::long_text, true);
    other.hint = translate("Empty: as you said it. Elsewhere it stays as it is.");
  }
  auto& added = form.fields.emplace_back("added", translate("A line to add"), kind::long_text, true);
  added.hint = translate("Only you see it; your record says that it was added.");
  form.fields.emplace_back("day", translate("Its day"), kind::date, true);
  co_return co_await app::open_form(with_.workspace, command.trigger, std::move(form));
}

awaitable<result<app::plan>> own_lines::take(chat::form_submitted const& sent) {
  auto const zone = co_await zone_of(sent.person);
  chat::reply reply;
  added_line const added(sent, zone.date_of(sent.at), reply.errors);
  auto const win = app::entered_in(sent.values, "win");
  auto const words = app::entered_in(sent.values, "words");
  if (win.empty() && !words.empty())
    reply.errors["win"] = translate("Choose the win that these words are for.");
  if (base::length(words) > wins::longest_win) reply.errors["words"] = too_long();
  if (!reply.errors.empty()) co_return app::plan(std::move(reply));

  auto const [from, until] = span_in(sent.context);
  auto const lines = co_await read(sent.workspace, sent.person, zone, from, until);
  if (!lines) co_return lines.error();
  auto const parts = app::split_at_commas(app::entered_in(sent.values, "hidden"));
  std::set<std::string> const hidden(parts.begin(), parts.end());
  auto unit = [&](store::unit_of_work& work) {
    if (people::forgotten_people(work).include(sent.person, sent.at)) return;
    for (auto const& one : *lines) {
      line_choice chosen;
      chosen.is_added = one.is_added;
      chosen.is_hidden = hidden.contains(one.reference);
      auto const is_meant = one.is_win && one.reference == win;
      chosen.words = is_meant ? words : one.words;
      if (chosen.is_hidden != one.is_hidden || chosen.words != one.words)
        table(work).choose(sent.workspace, sent.person, one.entry, chosen);
    }
    if (!added.words.empty()) add(work, sent, added, zone);
  };
  auto const done = co_await with_.store.write(std::move(unit));
  if (!done) co_return done.error();
  reply.said = chat::message(say("Saved. Your next record has it so."));
  co_return app::plan(std::move(reply));
}

}  // namespace huzzah::record
