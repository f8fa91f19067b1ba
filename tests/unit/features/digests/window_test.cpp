#include "examples.hpp"

#include "calendar/timestamp.hpp"

#include <doctest/doctest.h>

using namespace huzzah;
using digests::day;
using digests::digest_period;
using test::moment;

namespace {

digests::settings every(digests::digest_period period, std::chrono::weekday on, int minutes,
                        std::string_view zone) {
  digests::settings digest;
  digest.period = period;
  digest.day = on;
  digest.at = calendar::time_of_day(minutes);
  digest.zone = calendar::time_zone::find(zone).value();
  return digest;
}

constexpr digests::digest_period all_periods[] = {
    digests::digest_period::week, digests::digest_period::two_weeks, digests::digest_period::month};

std::string shown(digests::window const& window) {
  return calendar::to_string(window.date) + " " + calendar::to_rfc3339(window.from) + " " +
         calendar::to_rfc3339(window.until);
}

}  // namespace

TEST_CASE("a weekly digest covers the week up to its day and hour") {
  auto const digest = digests::weekly();
  auto const window = digests::next_window(digest, moment("2026-11-18T12:00:00Z"));
  CHECK(shown(window) == "2026-11-20 2026-11-13T15:00:00Z 2026-11-20T15:00:00Z");
  CHECK(shown(digests::last_window(digest, moment("2026-11-18T12:00:00Z"))) ==
        "2026-11-13 2026-11-06T15:00:00Z 2026-11-13T15:00:00Z");
}

TEST_CASE("the instant at which a digest is due belongs to its window and begins the next") {
  auto const digest = digests::weekly();
  auto const due = moment("2026-11-20T15:00:00Z");
  CHECK(digests::last_window(digest, due).until == due);
  CHECK(digests::next_window(digest, due).from == due);
  CHECK(digests::next_window(digest, due - base::duration(1)).until == due);
  CHECK(digests::last_window(digest, due - base::duration(1)).until < due);
}

TEST_CASE("a digest stays at its local hour when the clocks are turned") {
  auto const digest = digests::weekly();
  CHECK(shown(digests::next_window(digest, moment("2026-03-28T12:00:00Z"))) ==
        "2026-04-03 2026-03-27T15:00:00Z 2026-04-03T14:00:00Z");
  CHECK(shown(digests::next_window(digest, moment("2026-10-25T12:00:00Z"))) ==
        "2026-10-30 2026-10-23T14:00:00Z 2026-10-30T15:00:00Z");
}

TEST_CASE("a monthly digest is due on the last such day of the month") {
  auto const digest = every(digests::digest_period::month, std::chrono::Friday, 16 * 60, "Etc/UTC");
  CHECK(shown(digests::next_window(digest, moment("2026-11-01T00:00:00Z"))) ==
        "2026-11-27 2026-10-30T16:00:00Z 2026-11-27T16:00:00Z");
  CHECK(shown(digests::next_window(digest, moment("2027-02-01T00:00:00Z"))) ==
        "2027-02-26 2027-01-29T16:00:00Z 2027-02-26T16:00:00Z");
}

TEST_CASE("fortnights follow one another through a year of 53 weeks") {
  auto const digest = every(digests::digest_period::two_weeks, std::chrono::Friday, 16 * 60, "Etc/UTC");
  auto window = digests::next_window(digest, moment("2026-11-01T00:00:00Z"));
  for (auto n = 0; n < 60; ++n) {
    auto const next = digests::next_window(digest, window.until);
    CHECK(next.date - window.date == std::chrono::days(14));
    window = next;
  }
}

TEST_CASE("the windows of every digest tile the years in every zone") {
  for (auto const zone : {"Etc/UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe",
                          "Asia/Kolkata", "Pacific/Apia", "America/Sao_Paulo"})
    for (auto const period : all_periods)
      for (auto const minutes : {0, 2 * 60 + 15, 16 * 60, 23 * 60 + 59})
        for (unsigned on = 0; on < 7; ++on) {
          auto const digest = every(period, std::chrono::weekday(on), minutes, zone);
          CAPTURE(zone);
          CAPTURE(digests::to_string(period));
          CAPTURE(on);
          CAPTURE(minutes);
          // From before Samoa left out a day (2011-12-30) over two years of 53 weeks.
          auto window = digests::next_window(digest, moment("2011-11-01T00:00:00Z"));
          auto wrong = 0;
          auto windows = 0;
          for (; window.until < moment("2021-01-20T00:00:00Z"); ++windows) {
            auto const next = digests::next_window(digest, window.until);
            auto const middle = next.from + (next.until - next.from) / 2;
            wrong += next.from != window.until;
            wrong += next.from >= next.until;
            wrong += std::chrono::weekday(next.date) != digest.day;
            wrong += digests::last_window(digest, next.until) != next;
            wrong += digests::next_window(digest, middle) != next;
            wrong += digests::last_window(digest, middle) != window;
            window = next;
          }
          CHECK(wrong == 0);
          CHECK(windows >= (period == digests::digest_period::week    ? 470
                            : period == digests::digest_period::month ? 105
                                                                      : 235));
        }
}

TEST_CASE("the window of an ISO week is the one that is due in it") {
  auto const weekly = digests::weekly();
  auto const window = digests::window_in(weekly, {2026, 47});
  REQUIRE(window);
  CHECK(window->date == day("2026-11-20"));
  CHECK(*window == digests::next_window(weekly, moment("2026-11-18T12:00:00Z")));
  CHECK(digests::window_in(weekly, {2026, 53})->date == day("2027-01-01"));

  auto const monthly = every(digests::digest_period::month, std::chrono::Friday, 16 * 60, "Etc/UTC");
  CHECK_FALSE(digests::window_in(monthly, {2026, 47}));
  CHECK(digests::window_in(monthly, {2026, 48})->date == day("2026-11-27"));

  auto const fortnightly = every(digests::digest_period::two_weeks, std::chrono::Friday, 16 * 60, "Etc/UTC");
  CHECK(digests::window_in(fortnightly, {2026, 47}).has_value() !=
        digests::window_in(fortnightly, {2026, 48}).has_value());
}

TEST_CASE("sections and periods are read by the words they are written by") {
  for (auto const period : all_periods)
    CHECK(digests::digest_period_from(digests::to_string(period)) == period);
  for (auto const section : {digests::digest_section::first_time, digests::digest_section::shoutouts,
                             digests::digest_section::wins, digests::digest_section::values,
                             digests::digest_section::streaks, digests::digest_section::breadth,
                             digests::digest_section::comparison, digests::digest_section::board})
    CHECK(digests::digest_section_from(digests::to_string(section)) == section);
  CHECK(digests::digest_section_from(" Wins ") == digests::digest_section::wins);
  CHECK_FALSE(digests::digest_section_from("ranking"));
  CHECK_FALSE(digests::digest_period_from("fortnight"));
}
