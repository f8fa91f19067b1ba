#include "app/people/away.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace huzzah;
using people::says_away;

TEST_CASE("an emoji of vacation or illness means away") {
  for (std::string const emoji :
       {":palm_tree:", "palm_tree",
        ":face_with_thermometer:", ":beach_with_umbrella:", ":mask:", ":sneezing_face:", ":desert_island:",
        ":baby_bottle:", ":ooo:", ":on_vacation:", ":pto:", ":out-of-office:", ":sick:"}) {
    CAPTURE(emoji);
    CHECK(people::says_away(emoji, ""));
    CHECK(people::says_away(emoji, "see you"));
  }
  for (std::string const emoji :
       {"", ":", "::", ":house_with_garden:", ":bus:", ":spiral_calendar_pad:", ":airplane:", ":headphones:",
        ":baby_chick:", ":no_entry:", ":computer:", ":house:", ":train:", ":speech_balloon:", ":hamburger:",
        ":running:", ":coffee:", ":christmas_tree:"}) {
    CAPTURE(emoji);
    CHECK_FALSE(people::says_away(emoji, ""));
  }
}

TEST_CASE("a text that says so means away, in several languages") {
  for (std::string const text : {"Vacationing",
                                 "Out sick",
                                 "on vacation",
                                 "On vacation until Monday",
                                 "OOO until Monday",
                                 "ooo",
                                 "OOO - back 3/4",
                                 "PTO",
                                 "On PTO this week",
                                 "out of office",
                                 "Out of the office until May 3",
                                 "parental leave",
                                 "On leave",
                                 "Maternity leave",
                                 "annual leave, back on the 5th",
                                 "sick",
                                 "sick today",
                                 "Sick leave",
                                 "Home sick",
                                 "off sick",
                                 "I'm ill",
                                 "Ill",
                                 "feeling ill",
                                 "unwell",
                                 "holiday",
                                 "On holiday",
                                 "public holiday",
                                 "bank holiday",
                                 "day off",
                                 "Taking a day off",
                                 "off today",
                                 "Off until Thursday",
                                 "out today",
                                 "Out until 5 May",
                                 "out this week",
                                 "away",
                                 "Away until Monday",
                                 "away this week",
                                 "sabbatical",
                                 "flu",
                                 "not working today, sick",
                                 "im Urlaub",
                                 "Urlaub bis 12.",
                                 "krank",
                                 "Elternzeit",
                                 "en vacances",
                                 "En congé",
                                 "CONGÉS",
                                 "malade",
                                 "de vacaciones",
                                 "de férias",
                                 "in ferie",
                                 "op vakantie",
                                 "ziek",
                                 "na urlopie",
                                 "sjuk",
                                 "夏季休暇",
                                 "休假中"}) {
    CAPTURE(text);
    CHECK(people::says_away("", text));
    CHECK(people::says_away(":house:", text));
  }
}

TEST_CASE("other statuses do not") {
  for (std::string const text : {"",
                                 "In a meeting",
                                 "Commuting",
                                 "Working remotely",
                                 "Working from home",
                                 "WFH",
                                 "Lunch",
                                 "Focus time",
                                 "Do not disturb",
                                 "away from keyboard",
                                 "away from my desk",
                                 "right away",
                                 "hideaway",
                                 "back from vacation",
                                 "Back from sick leave",
                                 "not on vacation",
                                 "Not sick",
                                 "no vacation for me",
                                 "3 days until vacation",
                                 "planning my vacation",
                                 "I need a vacation",
                                 "vacation planning",
                                 "Holiday party",
                                 "happy holidays",
                                 "sick of meetings",
                                 "I'll be there",
                                 "please leave a message",
                                 "leave me alone",
                                 "Out for lunch",
                                 "out of ideas",
                                 "out and about",
                                 "offsite",
                                 "off to a meeting",
                                 "kick-off",
                                 "travelling",
                                 "at the office",
                                 "WFH, kid is sick",
                                 "Working from Mallorca",
                                 "nicht krank",
                                 "ooops",
                                 "spooool"}) {
    CAPTURE(text);
    CHECK_FALSE(people::says_away("", text));
    CHECK_FALSE(people::says_away(":house_with_garden:", text));
  }
}

TEST_CASE("words of being at work outweigh the emoji") {
  CHECK_FALSE(people::says_away(":palm_tree:", "Working remotely"));
  CHECK_FALSE(people::says_away(":palm_tree:", "back from vacation"));
  CHECK_FALSE(people::says_away(":face_with_thermometer:", "WFH"));
  CHECK_FALSE(people::says_away(":palm_tree:", "3 days until vacation"));
  CHECK(people::says_away(":palm_tree:", "In the sun"));
}

TEST_CASE("no status is too strange to be read") {
  CHECK_FALSE(people::says_away(std::string(100'000, ':'), std::string(100'000, 'a')));
  CHECK_FALSE(people::says_away("\xFF\xFE", "\xC3\x28 \xFF"));
  CHECK_FALSE(people::says_away(":::", "''''' '"));
}
