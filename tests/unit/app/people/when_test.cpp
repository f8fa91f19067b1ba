#include "app/people/when.hpp"
#include "support/moment.hpp"

#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <string_view>

using namespace huzzah;
using namespace std::chrono_literals;
using people::moment;
using people::rhythm;

namespace {

people::person_facts in_zone(std::string_view name) {
  people::person_facts facts;
  facts.zone = calendar::time_zone::find(name).value();
  return facts;
}

moment at(std::string_view time, bool is_away = false) {
  return {moment::kind::at, test::moment(time), is_away};
}
moment const now_is_fine{moment::kind::now, {}, false};

moment decide(people::person_facts const& facts, std::string_view now, rhythm wanted = rhythm::at_once,
              std::optional<std::string_view> made = std::nullopt) {
  return people::when(facts, wanted, test::moment(made.value_or(now)), test::moment(now));
}

calendar::local_date day(std::string_view written) {
  return calendar::parse_date(written).value();
}

}  // namespace

TEST_CASE("what nobody asked for comes within working hours, on the person's own clock") {
  auto const berlin = in_zone("Europe/Berlin");  // UTC+1 in winter
  CHECK(decide(berlin, "2026-11-18T08:00:00Z") == now_is_fine);
  CHECK(decide(berlin, "2026-11-18T15:59:59Z") == now_is_fine);
  CHECK(decide(berlin, "2026-11-18T07:59:59Z") == at("2026-11-18T08:00:00Z"));
  CHECK(decide(berlin, "2026-11-18T16:00:00Z") == at("2026-11-19T08:00:00Z"));
  // From Friday evening to Monday.
  CHECK(decide(berlin, "2026-11-20T16:00:00Z") == at("2026-11-23T08:00:00Z"));
  CHECK(decide(in_zone("Pacific/Auckland"), "2026-11-22T19:00:00Z") == at("2026-11-22T20:00:00Z"));
}

TEST_CASE("working hours stay on the wall clock when the clocks are turned") {
  auto const berlin = in_zone("Europe/Berlin");
  // On Sunday, 29 March 2026 they are turned forward, on 25 October back.
  CHECK(decide(berlin, "2026-03-27T17:00:00Z") == at("2026-03-30T07:00:00Z"));
  CHECK(decide(berlin, "2026-10-23T16:00:00Z") == at("2026-10-26T08:00:00Z"));
  auto nights = berlin;
  nights.hours.from = 2h + 30min;
  nights.hours.until = 3h;
  nights.hours.on.days = {std::chrono::Sunday};
  // The whole of these hours is skipped, and the day after the change has them again.
  CHECK(decide(nights, "2026-03-28T12:00:00Z") == at("2026-04-05T00:30:00Z"));
}

TEST_CASE("a day that a zone leaves out has no working hours") {
  auto samoa = in_zone("Pacific/Apia");  // no 30 December 2011, a Friday
  CHECK(decide(samoa, "2011-12-30T04:00:00Z") == at("2012-01-01T19:00:00Z"));
}

TEST_CASE("hours may be the whole day, and every day") {
  auto always = in_zone("Asia/Kolkata");
  always.hours.from = always.hours.until = 0min;
  for (unsigned day = 0; day < 7; ++day)
    always.hours.on.days.add(std::chrono::weekday(day));
  CHECK(decide(always, "2026-11-22T23:00:00Z") == now_is_fine);
  CHECK(decide(always, "2026-11-22T03:00:00Z") == now_is_fine);
}

TEST_CASE("nothing comes on days off and while a person is away") {
  auto facts = in_zone("Etc/UTC");
  facts.hours.on.off.insert(day("2026-11-19"));
  CHECK(decide(facts, "2026-11-18T18:00:00Z") == at("2026-11-20T09:00:00Z"));
  facts.away.add(day("2026-11-18"), day("2026-11-21"));
  CHECK(decide(facts, "2026-11-18T12:00:00Z") == at("2026-11-23T09:00:00Z", true));
  CHECK(decide(facts, "2026-11-23T12:00:00Z") == now_is_fine);
}

TEST_CASE("a status says nothing of when the person is back") {
  auto facts = in_zone("Etc/UTC");
  facts.says_away = true;
  CHECK(decide(facts, "2026-11-18T12:00:00Z") == at("2026-11-18T12:15:00Z", true));
}

TEST_CASE("once a day is when working hours begin next") {
  auto const facts = in_zone("Etc/UTC");
  CHECK(decide(facts, "2026-11-18T10:00:00Z", rhythm::daily) == at("2026-11-19T09:00:00Z"));
  CHECK(decide(facts, "2026-11-18T07:00:00Z", rhythm::daily) == at("2026-11-18T09:00:00Z"));
  CHECK(decide(facts, "2026-11-19T09:00:00Z", rhythm::daily, "2026-11-18T10:00:00Z") == now_is_fine);
  CHECK(decide(facts, "2026-11-19T11:00:00Z", rhythm::daily, "2026-11-18T10:00:00Z") == now_is_fine);
}

TEST_CASE("what a person has switched off never comes") {
  CHECK(decide(in_zone("Etc/UTC"), "2026-11-18T10:00:00Z", rhythm::never).is == moment::kind::never);
}

TEST_CASE("a person without a single working day is written to on none") {
  auto facts = in_zone("Etc/UTC");
  facts.hours.on.days = {};
  CHECK(decide(facts, "2026-11-18T10:00:00Z").is == moment::kind::at);
}

TEST_CASE("questions that stay unanswered become rarer, then stop") {
  using people::asking;
  auto const today = day("2026-11-18");
  auto const yesterday = day("2026-11-17");
  auto const a_week_ago = day("2026-11-11");
  CHECK(people::whether_to_ask(0, std::nullopt, today) == asking::ask);
  CHECK(people::whether_to_ask(2, yesterday, today) == asking::ask);
  CHECK(people::whether_to_ask(3, yesterday, today) == asking::not_today);
  CHECK(people::whether_to_ask(3, a_week_ago, today) == asking::ask);
  CHECK(people::whether_to_ask(5, a_week_ago, today) == asking::ask_last);
  CHECK(people::whether_to_ask(6, a_week_ago, today) == asking::stopped);
  CHECK(people::whether_to_ask(6, day("2020-01-01"), today) == asking::stopped);
}
