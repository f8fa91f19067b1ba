// The week of `huzzah sandbox --tour`, played as fast as it goes.
#include "town.hpp"

#include "bot/sandbox/rituals.hpp"
#include "bot/sandbox/tour.hpp"
#include "slack/slack_options.hpp"
#include "support/show_result.hpp"

#include <doctest/doctest.h>
#include <boost/asio/co_spawn.hpp>

#include <optional>
#include <sstream>

using namespace huzzah;
using namespace huzzah::test;
using namespace std::chrono_literals;

namespace {

/// Plays the tour in a town whose rituals are chosen; what came of it.
result<> play_tour(town& t, std::ostringstream& told) {
  t.clock.turn(bot::sandbox::tour_start(t.clock.now()) - t.clock.now());
  t.start_bot();
  bot::sandbox::people people(t.slack->url(), slack::connections_for(t.slack_settings()).value(), t.clock);
  bot::sandbox::tour week(people, t.clock, told, 10ms);
  std::optional<result<>> ended;
  asio::co_spawn(t.io, week.play(), [&](std::exception_ptr bug, result<> done) {
    if (bug) std::rethrow_exception(bug);
    ended = std::move(done);
  });
  t.eventually([&] { return ended.has_value(); });
  return *ended;
}

test::ritual_options rituals_of_sandbox() {
  app::chosen_settings chosen;
  bot::sandbox::put_rituals(chosen);
  chosen[standups::prompts_key] = standups::built_in_packs();
  return test::ritual_options(chosen);
}

}  // namespace

TEST_CASE("the tour's week goes from Monday's first kudos to Friday's digest, and tells it") {
  town t;
  t.rituals = rituals_of_sandbox();
  std::ostringstream told;
  auto const ended = play_tour(t, told);
  INFO(told.str());
  CHECK(ended);
  auto const all = told.str();
  for (auto const* part : {"Mon 09:05  Ada Mensah in #general", "Mon 09:30  Huzzah asks in #wins",
                           "Wed 15:30  Huzzah gathers the day in #wins", "Win of the day",
                           "Fri 16:00  Huzzah posts the digest in #general", "the quietest release"}) {
    CAPTURE(part);
    CHECK(all.find(part) != std::string::npos);
  }
  CHECK(t.log.count("error") == 0);
  CHECK(t.standing().size() == 8);
}

TEST_CASE("a tour in which something does not happen ends by saying what") {
  town t;
  t.rituals = rituals_of_sandbox();
  t.rituals.standups.clear();
  std::ostringstream told;
  auto const ended = play_tour(t, told);
  REQUIRE_FALSE(ended);
  CHECK(ended.error().code == errc::timed_out);
  CHECK(ended.error().detail == "Mon 09:30: nothing came in #wins within 30 seconds, where Huzzah asks");
}
