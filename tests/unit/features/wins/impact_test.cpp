#include "features/wins/impact.hpp"

#include "impact_examples.hpp"
#include "support/shorthand.hpp"

#include <doctest/doctest.h>

#include <chrono>

using namespace huzzah;
using test::check;

TEST_CASE("a duration and how often it is saved are understood") {
  check({
      {"saved 2 hours a week", "120 minutes weekly (2 hours a week)"},
      {"2h weekly", "120 minutes weekly (2h weekly)"},
      {"30 min per deploy", "30 minutes each deploy (30 min per deploy)"},
      {"1h30", "90 minutes (1h30)"},
      {"1h30m", "90 minutes (1h30m)"},
      {"1h 30m", "90 minutes (1h 30m)"},
      {"1 h 30 min a day", "90 minutes daily (1 h 30 min a day)"},
      {"1 hour and 30 minutes daily", "90 minutes daily (1 hour and 30 minutes daily)"},
      {"2.5 hrs/week", "150 minutes weekly (2.5 hrs/week)"},
      {"2,5 hours per week", "150 minutes weekly (2,5 hours per week)"},
      {"half an hour a day", "30 minutes daily (half an hour a day)"},
      {"a half hour a day", "30 minutes daily (a half hour a day)"},
      {"an hour a day", "60 minutes daily (an hour a day)"},
      {"an hour and a half every week", "90 minutes weekly (an hour and a half every week)"},
      {"one and a half hours per week", "90 minutes weekly (one and a half hours per week)"},
      {"a quarter of an hour each day", "15 minutes daily (a quarter of an hour each day)"},
      {"1½ hours a week", "90 minutes weekly (1½ hours a week)"},
      {"a couple of hours a month", "120 minutes monthly (a couple of hours a month)"},
      {"45 minutes every sprint", "45 minutes each sprint (45 minutes every sprint)"},
      {"20 min for every new customer", "20 minutes each new customer (20 min for every new customer)"},
      {"10 min per pull request", "10 minutes each pull request (10 min per pull request)"},
      {"15 minutes each time", "15 minutes each time (15 minutes each time)"},
      {"an hour every Monday", "60 minutes weekly (an hour every Monday)"},
      {"3 hours every 2 weeks", "180 minutes each 2 weeks (3 hours every 2 weeks)"},
      {"2 hours every other week", "120 minutes each other week (2 hours every other week)"},
      {"1 day a month", "480 minutes monthly (1 day a month)"},
      {"a day a week", "480 minutes weekly (a day a week)"},
      {"3 days", "1440 minutes (3 days)"},
      {"Saved two working days", "960 minutes (two working days)"},
      {"that was 3 person-days less", "1440 minutes (3 person-days)"},
      {"2 weeks of work per year", "4800 minutes yearly (2 weeks of work per year)"},
      {"saves 2 hours of manual work every week", "120 minutes weekly (2 hours of manual work every week)"},
      {"2 hours saved per week", "120 minutes weekly (2 hours saved per week)"},
      {"2 hours back each week", "120 minutes weekly (2 hours back each week)"},
      {"saved everyone *2 hours* a week", "120 minutes weekly (2 hours a week)"},
      {"twenty-five minutes per release", "25 minutes each release (twenty-five minutes per release)"},
      {"45m per deploy", "45 minutes each deploy (45m per deploy)"},
      {"30s per request", "0.5 minutes each request (30s per request)"},
      {"shaved 200 ms off the start", "0.003333333333 minutes (200 ms)"},
      {"1,200 hours a year", "72000 minutes yearly (1,200 hours a year)"},
      {"saves (2 hours/week)!", "120 minutes weekly (2 hours/week)"},
      {"Saved ~2 hours per week.", "120 minutes weekly (2 hours per week)"},
      {"+2 hours a week for all of us", "120 minutes weekly (2 hours a week)"},
      {"2\xC2\xA0hours a week", "120 minutes weekly (2 hours a week)"},
      {"saved us an hour", "60 minutes (an hour)"},
      {"cut it by a day", "480 minutes (a day)"},
      {"builds are 5m faster", "5 minutes (5m)"},
      {"2 h 30 min 20 min", "150 minutes (2 h 30 min) | 20 minutes (20 min)"},
      {"2 days, 3 hours", "960 minutes (2 days) | 180 minutes (3 hours)"},
      {"2 hours p.a.", "120 minutes yearly (2 hours p.a.)"},
      {"2 hours/day, 30 min per deploy and 3 days",
       "120 minutes daily (2 hours/day) | 30 minutes each deploy (30 min per deploy) | 1440 minutes (3 "
       "days)"},
  });
}

TEST_CASE("a duration that only says when, or how long it took, is no gain") {
  check({
      {"fixed it 2 days ago", ""},
      {"fixed it in 2 days", ""},
      {"done within just 3 hours", ""},
      {"in the last 2 weeks", ""},
      {"over the past three months", ""},
      {"it took 5 hours", ""},
      {"it took me about 5 hours", ""},
      {"spent 2 hours on it", ""},
      {"after 3 weeks of waiting", ""},
      {"every 2 weeks we meet", ""},
      {"at 16h we ship", ""},
      {"10 years of experience", ""},
      {"she is with us for 3 years", ""},
      {"a 2-hour meeting", ""},
      {"a 30-minute call", ""},
      {"what a day!", ""},
      {"an hour later", ""},
      {"one day we will", ""},
      {"I ran 5m", ""},
      {"a 3d model", ""},
      {"the 90s", ""},
      {"half of it", ""},
      {"took less than 2 hours", ""},
      {"saved more than 3 days", "1440 minutes (3 days)"},
      {"in 2 weeks we will save 2 hours a week", "120 minutes weekly (2 hours a week)"},
      {"extended the contract by 2 years", "249600 minutes (2 years)"},
  });
}

TEST_CASE("money is understood as either part of the world writes it") {
  check({
      {"$1,200", "1200 USD ($1,200)"},
      {"saved €1.200,50 on hosting", "1200.5 EUR (€1.200,50)"},
      {"$1,200.50", "1200.5 USD ($1,200.50)"},
      {"€1.200", "1200 EUR (€1.200)"},
      {"€12.50", "12.5 EUR (€12.50)"},
      {"€ 20", "20 EUR (€ 20)"},
      {"1.2k EUR a month", "1200 EUR monthly (1.2k EUR a month)"},
      {"£3m", "3000000 GBP (£3m)"},
      {"£3 million", "3000000 GBP (£3 million)"},
      {"20k USD/year", "20000 USD yearly (20k USD/year)"},
      {"1 200 €", "1200 EUR (1 200 €)"},
      {"1\xE2\x80\xAF"
       "200\xC2\xA0€",
       "1200 EUR (1 200 €)"},
      {"1 200 000 EUR", "1200000 EUR (1 200 000 EUR)"},
      {"1'200 CHF", "1200 CHF (1'200 CHF)"},
      {"CHF 300", "300 CHF (CHF 300)"},
      {"300€ per month", "300 EUR monthly (300€ per month)"},
      {"500 euros a year", "500 EUR yearly (500 euros a year)"},
      {"two million dollars", "2000000 USD (two million dollars)"},
      {"US$500", "500 USD (US$500)"},
      {"A$ 40 a seat", "40 AUD (A$ 40)"},
      {"$500 USD", "500 USD ($500 USD)"},
      {"₹1,20,000", "120000 INR (₹1,20,000)"},
      {"$5-10k", "5000 USD ($5-10k)"},
      {"$5k-$10k", "5000 USD ($5k-$10k)"},
      {"won a deal of €40k ARR", "40000 EUR yearly (€40k ARR)"},
      {"$2 per ticket", "2 USD each ticket ($2 per ticket)"},
      {"saved $1,200, yes!", "1200 USD ($1,200)"},
      {"-$50/month", "50 USD monthly ($50/month)"},
      {"costs went from $900 to $400 a month", "500 USD monthly (from $900 to $400 a month)"},
      {"all 100 try 20", ""},
      {"$", ""},
      {"$x", ""},
      {"$3ABC", ""},
      {"$HOME 5", ""},
      {"the € is strong", ""},
  });
}

TEST_CASE("a percentage is understood; of two it is the change") {
  check({
      {"cut build time by 40%", "40 % (40%)"},
      {"12.5 percent", "12.5 % (12.5 percent)"},
      {"12,5 %", "12.5 % (12,5 %)"},
      {"five percent", "5 % (five percent)"},
      {"up 3 percentage points", "3 % (3 percentage points)"},
      {"up 3 per cent", "3 % (3 per cent)"},
      {"errors went from 40 % to 15 %", "25 % (from 40 % to 15 %)"},
      {"coverage went from 40 to 65%", "25 % (from 40 to 65%)"},
      {"from 40% down to 15%", "25 % (from 40% down to 15%)"},
      {"40% → 15%", "25 % (40% → 15%)"},
      {"10-15% faster", "10 % (10-15%)"},
      {"+15%", "15 % (15%)"},
      {"I am 100% sure", ""},
      {"reached 100% coverage", "100 % (100%)"},
      {"% of it", ""},
  });
}

TEST_CASE("what is counted is understood where a noun says of what") {
  check({
      {"closed 14 tickets", "14 tickets counted (14 tickets)"},
      {"reviewed 3 PRs", "3 PRs counted (3 PRs)"},
      {"onboarded two customers", "2 customers counted (two customers)"},
      {"onboarded 3 new customers", "3 customers counted (3 new customers)"},
      {"14 urgent support tickets", "14 tickets counted (14 urgent support tickets)"},
      {"one customer renewed", "1 customer counted (one customer)"},
      {"Twelve people came", "12 people counted (Twelve people)"},
      {"answered a dozen questions", "12 questions counted (a dozen questions)"},
      {"2k users", "2000 users counted (2k users)"},
      {"3m users", "3000000 users counted (3m users)"},
      {"1.5 million views", "1500000 views counted (1.5 million views)"},
      {"1,200 signups", "1200 signups counted (1,200 signups)"},
      {"1.200 signups", "1200 signups counted (1.200 signups)"},
      {"10+ bugs fixed", "10 bugs counted (10+ bugs)"},
      {"5 OKRs", "5 OKRs counted (5 OKRs)"},
      {"3 sales calls a day", "3 calls counted daily (3 sales calls a day)"},
      {"2 to 3 tickets a day", "2 tickets counted daily (2 to 3 tickets a day)"},
      {"from 40 alerts to 5 alerts a week", "35 alerts counted weekly (from 40 alerts to 5 alerts a week)"},
      {"baked 20 muffins", "20 muffins counted (20 muffins)"},
      {"3 of 5 tickets", "5 tickets counted (5 tickets)"},
  });
}

TEST_CASE("ranges count as the lower end") {
  check({
      {"2-3 hours a week", "120 minutes weekly (2-3 hours a week)"},
      {"2–3 hours a week", "120 minutes weekly (2–3 hours a week)"},
      {"2 to 3 hours a week", "120 minutes weekly (2 to 3 hours a week)"},
      {"two or three hours a week", "120 minutes weekly (two or three hours a week)"},
      {"between 2 and 3 hours a week", "120 minutes weekly (between 2 and 3 hours a week)"},
      {"releases went from 3 hours to 20 minutes", "160 minutes (from 3 hours to 20 minutes)"},
      {"3 h → 1 h per release", "120 minutes each release (3 h → 1 h per release)"},
      {"from 3 to 1 hours", "120 minutes (from 3 to 1 hours)"},
      {"from 2 tickets to 3 people", "2 tickets counted (2 tickets) | 3 people counted (3 people)"},
  });
}

TEST_CASE("what looks like an amount and is none, is none") {
  for (std::string const written : {"",
                                    "shipped it",
                                    "2026-11-21",
                                    "on 2026-11-21 tickets were closed",
                                    "Nov 21",
                                    "Nov 21 tickets",
                                    "21 Nov",
                                    "21.11.",
                                    "21.11.2026",
                                    "11/21/2026",
                                    "9:30",
                                    "at 9:30 hours",
                                    "3pm",
                                    "10am calls",
                                    "v2.3.1",
                                    "v2 hours",
                                    "2.3.1 hours",
                                    "C++20 features",
                                    "C++20",
                                    "#1234",
                                    "#1234 tickets",
                                    "PR 512",
                                    "PR 512 tickets",
                                    "merged PR #512",
                                    "2026",
                                    "in 2026 customers came",
                                    "+49 30 1234567",
                                    "555-123-4567 calls",
                                    "(030) 1234-5678",
                                    "my first",
                                    "3rd",
                                    "the 2nd release",
                                    "10x faster",
                                    "3 times faster",
                                    "`2 hours a week`",
                                    "[[2 hours a week]]",
                                    "> 2 hours a week",
                                    "  > 2 hours a week",
                                    ">>> 2 hours a week\nand 14 tickets",
                                    "<https://example.com/2 hours a week>",
                                    "example.com/2 hours",
                                    "5",
                                    "14",
                                    "14.",
                                    "42 is the answer",
                                    "two",
                                    "one of us",
                                    "number one",
                                    "one-on-one meetings",
                                    "a ticket",
                                    "an email",
                                    "0 hours a week",
                                    "zero bugs",
                                    "0 bugs",
                                    "2.5 tickets",
                                    "k8s pods",
                                    "B2B deals",
                                    "Q3 goals",
                                    "Python 3 tests",
                                    "today on Windows 11 machines",
                                    "24/7 support",
                                    "1/2 hours",
                                    "1,2,3 hours",
                                    "12,34,56 tickets",
                                    "2 @ana hours",
                                    "2\nhours a week",
                                    "2, hours",
                                    "14 . tickets",
                                    "14 of them",
                                    "10 cents",
                                    "9 thanks",
                                    "99999999999999999999 hours a week",
                                    "999999999999999999999999999999999999999999 tickets",
                                    "999999999999999 hours a week",
                                    "5 billion people",
                                    "$999,999,999,999,999",
                                    "900000000000 million euros",
                                    "1e9 tickets",
                                    "0x10 tickets",
                                    "٣ tickets",
                                    "x=5 hours",
                                    "foo_5 hours",
                                    "room 12 people"}) {
    CAPTURE(written);
    CHECK(test::to_shorthand(wins::find_impacts(test::from_shorthand(written))) == "");
  }
}

TEST_CASE("an impact's kind and frequency have names") {
  using wins::impact_kind;
  using wins::recurrence;
  for (auto const kind : {wins::impact_kind::duration, wins::impact_kind::money,
                          wins::impact_kind::percentage, wins::impact_kind::count})
    CHECK(wins::impact_kind_from(wins::to_string(kind)) == kind);
  for (auto const every : {wins::recurrence::once, wins::recurrence::daily, wins::recurrence::weekly,
                           wins::recurrence::monthly, wins::recurrence::yearly, wins::recurrence::each})
    CHECK(wins::recurrence_from(wins::to_string(every)) == every);
  CHECK(wins::to_string(wins::impact_kind::percentage) == "percentage");
  CHECK(wins::to_string(wins::recurrence::each) == "each");
  CHECK_FALSE(wins::impact_kind_from("").has_value());
  CHECK_FALSE(wins::recurrence_from("often").has_value());
}

TEST_CASE("hostile texts are read in a time that grows with their length alone, and hold few amounts") {
  auto const read = [](std::string_view part, std::size_t times) {
    std::string all;
    for (std::size_t i = 0; i < times; ++i)
      all += part;
    return wins::find_impacts({chat::text(std::move(all))}).size();
  };
  for (std::string const part : {"9",      "1,",         "1.",        "1 ", "000 ", "1 000 ",
                                 "from ",  "from 1 to ", "2-",        "1h", "1h ",  "2 hours of ",
                                 "a ",     "half ",      "one-",      "$",  "$1-",  "€ ",
                                 "1 and ", "\xC2\xA0",   "1\xC2\xA0", "½",  "\xFF", "\xE2\x82",
                                 ">",      "> ",         "*",         "/",  "per ", "2 hours a week ",
                                 "(",      "→",          "3 new "}) {
    CAPTURE(part);
    CHECK(read(part, 5'000) <= 20);
  }
}
