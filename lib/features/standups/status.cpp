#include "features/standups/status.hpp"

#include "app/phrases.hpp"
#include "features/standups/book.hpp"
#include "features/standups/words.hpp"

#include <fmt/format.h>

namespace huzzah::standups {

namespace {

using chat::bold;
using chat::rich_text;
using chat::text;

constexpr std::size_t most_members_named = 20;
constexpr std::size_t most_standups_shown = 20;
/// No stand-up is looked for longer than that.
constexpr int most_days_looked_at = 370;

/// "Asks in a thread of #core on Monday to Friday: question at 09:30, summary at 16:00."
void append_plan(rich_text& line, book::entry const& one) {
  auto const& standup = one.settings;
  auto const in_private = standup.mode == standup_mode::dm;
  line.push_back(text(in_private ? "Asks each member privately, answers go to " : "Asks in a thread of "));
  line.push_back(app::channel_token(one.settings.channel));
  line.push_back(text(fmt::format(", {}: question at {}{}", calendar::to_string(standup.on.days),
                                  calendar::to_string(standup.prompt_at),
                                  in_private ? " where each member lives" : "")));
  if (standup.remind_at) line.push_back(text(", one reminder at " + calendar::to_string(*standup.remind_at)));
  line.push_back(
      text(fmt::format(", summary at {} ({}).", calendar::to_string(standup.close_at), standup.zone.name())));
}

void append_members(rich_text& line, book::entry const& one) {
  auto members = one.settings.members;
  if (members.empty()) {
    line.push_back(text("\nIt asks everybody in the channel."));
    return;
  }
  auto const more = members.size() > most_members_named ? members.size() - most_members_named : 0;
  members.resize(members.size() - more);
  line.push_back(text("\nIt asks "));
  app::append_people(line, members);
  line.push_back(text(more > 0 ? fmt::format(" and {} more.", more) : "."));
}

}  // namespace

std::optional<calendar::occurrence> next_of(book::entry const& one, standup_step step,
                                            base::time_point after) {
  if (one.notes.off || (step == standup_step::remind && !one.settings.remind_at)) return std::nullopt;
  calendar::schedule times;
  times.on = one.settings.on;
  times.zone = one.settings.zone;
  times.at = step == standup_step::prompt  ? one.settings.prompt_at
             : step == standup_step::close ? one.settings.close_at
                                           : *one.settings.remind_at;
  for (int i = 0; i < most_days_looked_at; ++i) {
    auto const next = times.next_after(after);
    if (!next || !one.notes.rests_on(next->date)) return next;
    after = next->at;
  }
  return std::nullopt;
}

std::string spoken_time(base::time_point at, calendar::time_zone const& zone,
                        calendar::time_zone const& asker) {
  auto const shown = [at](calendar::time_zone const& where) {
    auto const local = where.to_local(at);
    return std::pair(where.date_of(at), calendar::to_string(std::chrono::floor<std::chrono::minutes>(
                                            local - std::chrono::floor<std::chrono::days>(local))));
  };
  auto const there = shown(zone);
  auto const here = shown(asker);
  auto words = fmt::format("{} at {} ({})", spoken_date(there.first), there.second, zone.name());
  if (here == there) return words;
  if (here.first != there.first)
    return words +
           fmt::format(", {} {} for you", calendar::to_string(std::chrono::weekday(here.first)), here.second);
  return words + fmt::format(", {} for you", here.second);
}

std::string next_question_in_words(book::entry const& one, base::time_point now,
                                   calendar::time_zone const& asker) {
  if (one.notes.off) return "It is off: no questions. /standup resume brings them back.";
  auto const next = next_of(one, standup_step::prompt, now);
  if (!next) return "No question will come within a year.";
  return fmt::format("The next question comes on {}.", spoken_time(next->at, one.settings.zone, asker));
}

chat::message standup_status(std::vector<book::entry> const& some, base::time_point now,
                             calendar::time_zone const& asker) {
  if (some.empty()) return app::one_line("There is no stand-up here. /standup setup makes one.");
  std::vector<chat::block> blocks;
  for (auto const& one : some) {
    if (blocks.size() == most_standups_shown) break;
    auto const today = one.settings.zone.date_of(now);
    rich_text line{bold(one.settings.name), text("\n")};
    if (one.notes.paused_until && today < *one.notes.paused_until)
      line.push_back(text(fmt::format("Paused until {}. ", spoken_date(*one.notes.paused_until))));
    else if (one.notes.skipped.contains(today))
      line.push_back(text("Today is left out. "));
    line.push_back(text(next_question_in_words(one, now, asker) + "\n"));
    append_plan(line, one);
    append_members(line, one);
    blocks.emplace_back(app::section(std::move(line)));
  }
  auto const& first = some.front();
  auto summary = fmt::format("{}: {}", first.settings.name, next_question_in_words(first, now, asker));
  return chat::message({text(std::move(summary))}, std::move(blocks));
}

}  // namespace huzzah::standups
