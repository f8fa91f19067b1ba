// A month with every feature of the program, and what each person gets in private without having asked.
#include "extension/team.hpp"

#include <map>
#include <random>

using namespace huzzah;
using namespace huzzah::test;

namespace {

constexpr auto two_private_standups = R"({
  "standups": [{"name": "core", "channel": "#general", "time_zone": "Etc/UTC", "prompt_at": "10:00",
                "remind_at": "12:00", "close_at": "14:00", "question": "What went well?"},
               {"name": "quiet", "channel": "#wins", "mode": "dm", "time_zone": "Europe/London", "prompt_at": "10:00",
                "remind_at": "13:00", "close_at": "15:00", "question": "What went well?"},
               {"name": "late", "channel": "#wins", "mode": "dm", "time_zone": "Europe/London", "prompt_at": "15:00",
                "close_at": "16:30", "question": "What did you learn?"}],
  "digests": [{"name": "weekly", "channel": "#general", "time_zone": "Etc/UTC", "day": "Friday", "at": "16:00"}],
  "water": {"channel": "C1"}})";

class month {
 public:
  month() : one(at, "T1", "alpha", two_private_standups, bot::contributions(), delivery::calm()) {
    at.clock.advance(moment("2027-03-08T00:00:00Z") - at.clock.now());
  }

  /// Nine days, the days off of the weekends among them, of which the bot knows by the form or the status.
  void leave() {
    one.submit("U3", "home.settings", {{"notes", "At once"}, {"away_until", "2027-03-20"}});
    one.workspace.people["U4"].status_emoji = "palm_tree";
    away = {{"U3", {day("2027-03-12"), day("2027-03-20")}}, {"U4", {day("2027-03-12"), day("2027-03-23")}}};
  }

  void live_an_hour() {
    static std::vector<std::string> const people{"U1", "U2", "U3", "U4"};
    auto const any = [&] { return people[random() % people.size()]; };
    for (auto times = random() % 4; times > 0; --times) {
      auto const id = std::to_string(1'000 + ++said) + ".1";
      one.say(any(), "<@" + any() + "> ++ for thing " + std::to_string(said), id);
      if (random() % 8 == 0) one.command(any(), "undo", "/kudos");
    }
    if (random() % 12 == 0) {
      ++said;
      one.say(any(), "win: thing " + std::to_string(said), std::to_string(9'000 + said) + ".1");
    }
    one.run_due();
    one.deliver();
    look();
    at.clock.advance(1h);
  }

  std::map<std::pair<std::string, std::string>, int> by_day;  ///< of person and day
  std::map<std::string, int> by_person;
  int welcomes = 0;
  ledger_scene at;
  team one;

 private:
  static calendar::local_date day(std::string_view written) { return calendar::parse_date(written).value(); }

  /// Counts what has come into direct channels since the last look.
  void look() {
    for (; seen < one.workspace.posts.size(); ++seen) {
      auto const& post = one.workspace.posts[seen];
      if (!post.where.channel.starts_with('D')) continue;
      auto const person = post.where.channel.substr(1);
      auto const zone = calendar::time_zone::find(one.workspace.people[person].time_zone).value();
      auto const local = zone.to_local(at.clock.now());
      auto const on = zone.date_of(at.clock.now());
      auto const hour = (local - on) / 1h;
      CAPTURE(person);
      CAPTURE(calendar::to_string(on));
      CAPTURE(hour);
      CAPTURE(post.text());
      CHECK(calendar::weekdays::working_week().contains(on));
      CHECK(hour >= 9);
      CHECK(hour < 17);
      if (auto const range = away.find(person); range != away.end())
        CHECK_FALSE((on >= range->second.first && on < range->second.second));
      CHECK(++by_day[{person, calendar::to_string(on)}] <= 3);
      ++by_person[person];
      if (post.text().find("While you were away") != std::string::npos) ++welcomes;
    }
  }

  std::minstd_rand random{20261201};
  int said = 0;
  std::size_t seen = 0;
  std::map<std::string, std::pair<calendar::local_date, calendar::local_date>> away;
};

}  // namespace

TEST_CASE(
    "in a month with every feature each person gets three messages a day at most that they did not ask for") {
  month m;
  for (int day = 0; day < 28; ++day) {
    if (day == 4) m.leave();
    // Back on Tuesday, a status says so.
    if (day == 15) m.one.workspace.people["U4"].status_emoji.clear();
    for (int hour = 0; hour < 24; ++hour)
      m.live_an_hour();
  }
  // Everybody was thanked more often than there are messages, and each working day had some.
  CHECK(m.by_person["U1"] >= 40);
  CHECK(m.by_person["U2"] >= 40);
  CHECK(m.by_person["U3"] < m.by_person["U1"]);
  CHECK(m.welcomes == 2);
}

TEST_CASE(
    "the page of a person who is back begins with what was said meanwhile, as far as they can read it") {
  ledger_scene at;
  team one(at, "T1", "alpha", two_private_standups, bot::contributions(), delivery::calm());
  one.workspace.people["U2"].status_emoji = "palm_tree";
  one.say("U1", "<@U2> ++ for the open door", "1.1");
  one.confide();
  one.deliver();
  CHECK(one.home_of("U2").find("While you were away") == std::string::npos);
  at.clock.advance(26h);
  one.workspace.people["U2"].status_emoji.clear();
  at.clock.advance(4h);
  one.deliver();
  auto const page = one.home_of("U2");
  auto const begins = page.find("While you were away");
  REQUIRE(begins != std::string::npos);
  CHECK(begins < page.find("Kudos"));
  CHECK(page.find("the open door") != std::string::npos);
  for (auto const* other : {"U1", "U3", "U4"})
    CHECK(one.home_of(other).find("While you were away") == std::string::npos);
  at.clock.advance(24h * 8);
  CHECK(one.home_of("U2").find("While you were away") == std::string::npos);
}
