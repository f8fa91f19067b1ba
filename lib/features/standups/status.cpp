#include "features/standups/status.hpp"

#include "app/phrases.hpp"
#include "base/catalog.hpp"
#include "calendar/spoken_dates.hpp"
#include "chat/quotes.hpp"
#include "chat/say.hpp"
#include "features/standups/book.hpp"
#include "features/standups/words.hpp"

namespace huzzah::standups {

namespace {

using chat::bold;
using chat::rich_text;
using chat::say;
using chat::text;

constexpr std::size_t most_members_named = 20;
constexpr std::size_t most_standups_shown = 20;
/// No stand-up is looked for longer than that.
constexpr int most_days_looked_at = 370;

/// "Asks in a thread of #core, Monday to Friday: question at 09:30, summary at 16:00 (Europe/Berlin)."
rich_text plan_in_words(settings const& standup) {
  auto const in_private = standup.mode == standup_mode::dm;
  auto const reminds = standup.remind_at.has_value();
  auto const* const sentence =
      in_private && reminds
          ? base::translatable(
                "Asks each member privately, answers go to {channel}, {days}: question at {asked} "
                "where each member lives, one reminder at {reminded}, summary at {closed} ({zone}).")
      : in_private ? base::translatable(
                         "Asks each member privately, answers go to {channel}, {days}: question at "
                         "{asked} where each member lives, summary at {closed} ({zone}).")
      : reminds ? base::translatable(
                      "Asks in a thread of {channel}, {days}: question at {asked}, one reminder at "
                      "{reminded}, summary at {closed} ({zone}).")
                : base::translatable(
                      "Asks in a thread of {channel}, {days}: question at {asked}, summary at "
                      "{closed} ({zone}).");
  return say(sentence,
             {{"channel", app::channel_token(standup.channel)},
              {"days", calendar::in_words(standup.on.days)},
              {"asked", calendar::to_string(standup.prompt_at)},
              {"reminded", calendar::to_string(standup.remind_at.value_or(calendar::time_of_day()))},
              {"closed", calendar::to_string(standup.close_at)},
              {"zone", standup.zone.name()}});
}

rich_text members_in_words(std::vector<std::string> const& members) {
  if (members.empty()) return say("It asks everybody in the channel.");
  std::vector<chat::token> named;
  for (auto const& one : members)
    if (named.size() < most_members_named) named.push_back(chat::mention(one));
  return say("It asks {people}.", {{"people", chat::list_of(named, members.size() - named.size())}});
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
  auto const* const sentence =
      here == there ? base::translatable("{date} at {time} ({zone})")
      : here.first == there.first
          ? base::translatable("{date} at {time} ({zone}), {own_time} for you")
          : base::translatable("{date} at {time} ({zone}), {own_day} {own_time} for you");
  return base::translate(sentence, {{"date", spoken_date(there.first)},
                                    {"time", there.second},
                                    {"zone", zone.name()},
                                    {"own_day", calendar::in_words(std::chrono::weekday(here.first))},
                                    {"own_time", here.second}});
}

std::string next_question_in_words(book::entry const& one, base::time_point now,
                                   calendar::time_zone const& asker) {
  if (one.notes.off) return base::translate("It is off: no questions. /standup resume brings them back.");
  auto const next = next_of(one, standup_step::prompt, now);
  if (!next) return base::translate("No question will come within a year.");
  return base::translate("The next question comes on {moment}.",
                         {{"moment", spoken_time(next->at, one.settings.zone, asker)}});
}

chat::message standup_status(std::vector<book::entry> const& some, base::time_point now,
                             calendar::time_zone const& asker) {
  if (some.empty()) return chat::message(say("There is no stand-up here. /standup setup makes one."));
  std::vector<chat::block> blocks;
  for (auto const& one : some) {
    if (blocks.size() == most_standups_shown) break;
    auto const today = one.settings.zone.date_of(now);
    auto next = next_question_in_words(one, now, asker);
    if (one.notes.paused_until && today < *one.notes.paused_until)
      next = base::translate("Paused until {date}. {next}",
                             {{"date", spoken_date(*one.notes.paused_until)}, {"next", next}});
    else if (one.notes.skipped.contains(today))
      next = base::translate("Today is left out. {next}", {{"next", next}});
    rich_text line{bold(one.settings.name), text("\n" + next + "\n")};
    chat::append(line, plan_in_words(one.settings));
    line.push_back(text("\n"));
    chat::append(line, members_in_words(one.settings.members));
    blocks.emplace_back(app::section(std::move(line)));
  }
  auto const& first = some.front();
  return chat::message(say("{standup}: {next}", {{"standup", first.settings.name},
                                                 {"next", next_question_in_words(first, now, asker)}}),
                       std::move(blocks));
}

}  // namespace huzzah::standups
