#include "bot/sandbox/tour.hpp"

#include "base/text.hpp"
#include "bot/cli/terminal_text.hpp"
#include "calendar/schedule.hpp"

#include <fmt/format.h>

#include <ostream>
#include <sstream>

namespace huzzah::bot::sandbox {

namespace {

constexpr auto begins_at = calendar::time_of_day{8 * 60 + 55};
/// What is due at a time has happened a little later, on every clock.
constexpr base::duration a_little = std::chrono::seconds{2};
constexpr std::size_t longest_line = 160;
/// The page has all of it.
constexpr std::size_t most_lines_told = 8;

calendar::time_zone london() {
  auto const zone = calendar::time_zone::find("Europe/London");
  return zone ? *zone : calendar::time_zone();
}

/// "Tue 09:30"
std::string day_and_time(base::time_point now) {
  auto const zone = london();
  auto const day = zone.date_of(now);
  auto const shown = zone.to_local(now) - std::chrono::local_time<base::duration>(day);
  return fmt::format("{} {}", calendar::to_string(std::chrono::weekday(day)).substr(0, 3),
                     calendar::to_string(std::chrono::floor<std::chrono::minutes>(shown)));
}

}  // namespace

base::time_point tour_start(base::time_point now) {
  auto const zone = london();
  auto const monday = calendar::week_start(zone.date_of(now)) + std::chrono::days{7};
  return calendar::instant_of(monday, begins_at, zone);
}

tour::tour(people& people, base::clock& clock, std::ostream& out, base::duration pace)
    : people_(people), clock_(clock), out_(out), pace_(pace), start_(clock.now()) {}

void tour::tell(std::string_view who, std::string_view text) {
  auto const begin = fmt::format("{}  {}: ", day_and_time(clock_.now()), who);
  std::istringstream lines{std::string(text)};
  auto first = true;
  std::size_t shown = 0;
  for (std::string line; shown <= most_lines_told && std::getline(lines, line); first = false) {
    if (base::trim(line).empty()) continue;
    if (++shown > most_lines_told) line = "… the rest is on the page";
    out_ << (first ? begin : std::string(11, ' ')) << cli::printable(base::shorten(line, longest_line))
         << "\n";
  }
  out_ << std::flush;
}

awaitable<result<>> tour::hear(std::string channel, base::time_point since, std::string_view what) {
  // All that was said before the clock was turned there has a smaller timestamp.
  auto const seconds = std::chrono::floor<std::chrono::seconds>(since).time_since_epoch().count();
  auto const said = co_await people_.hear(channel, fmt::format("{}.000000", seconds));
  if (!said)
    co_return error(said.error().code,
                    fmt::format("{}: {}, where Huzzah {}", day_and_time(since), said.error().detail, what));
  heard_ = said->timestamp;
  tell(fmt::format("Huzzah {} in #{}", what, channel), said->blocks.empty() ? said->text : said->blocks);
  co_return result<>();
}

awaitable<result<>> tour::do_step(tour_step const& step) {
  auto const monday = london().date_of(start_);
  auto const when = calendar::instant_of(monday + std::chrono::days{step.day}, step.at, london());
  if (auto const wait = when + a_little - clock_.now(); wait > base::duration(0)) {
    auto const turned = co_await people_.turn_clock(wait);
    if (!turned) co_return turned.error();
  }
  std::string const who(step.who);
  std::string const text(step.text);
  using enum tour_step::kind;
  switch (step.what) {
    case say: {
      auto const said = co_await people_.say(who, "general", text);
      if (!said) co_return said.error();
      tell(people_.name_of(who) + " in #general", text);
      co_return co_await people_.see_reaction("general", *said);
    }
    case prompt: {
      auto const asked = co_await hear("wins", when, "asks");
      if (!asked) co_return asked.error();
      prompt_ = heard_;
      answers_.clear();
      co_return result<>();
    }
    case answer: {
      auto const said = co_await people_.say(who, "wins", text, prompt_);
      if (!said) co_return said.error();
      answers_[who] = *said;
      tell(people_.name_of(who), text);
      co_return result<>();
    }
    case cheer:
      tell(people_.name_of(who), fmt::format(":{}: for {}", text, people_.name_of(std::string(step.about))));
      co_return co_await people_.react(who, "wins", answers_.at(std::string(step.about)), text);
    case edit:
      tell(people_.name_of(who) + " (edited)", text);
      co_return co_await people_.edit(who, "wins", answers_.at(who), text);
    case win:
      tell(people_.name_of(who), "/win " + text);
      co_return co_await people_.type(who, "wins", "/win", text);
    case pass:
      co_return result<>();
    case close:
      co_return co_await hear("wins", when, "gathers the day");
    case digest:
      break;
  }
  co_return co_await hear("general", when, "posts the digest");
}

awaitable<result<>> tour::play() {
  auto const entered = co_await people_.enter();
  if (!entered) co_return entered.error();
  for (auto const& step : tour_of_a_week()) {
    auto const done = co_await do_step(step);
    if (!done) co_return done.error();
    co_await clock_.sleep_for(pace_);
  }
  co_return result<>();
}

}  // namespace huzzah::bot::sandbox
