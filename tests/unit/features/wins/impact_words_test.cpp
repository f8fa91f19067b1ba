#include "features/wins/impact.hpp"

#include <doctest/doctest.h>

#include <utility>
#include <vector>

using namespace huzzah;
using wins::impact;
using wins::impact_kind;
using wins::recurrence;

namespace {

wins::impact minutes(double amount, wins::recurrence every = wins::recurrence::once,
                     std::string occasion = {}) {
  return {wins::impact_kind::duration, amount, "minutes", every, std::move(occasion)};
}
wins::impact money(double amount, std::string currency, wins::recurrence every = wins::recurrence::once) {
  return {wins::impact_kind::money, amount, std::move(currency), every};
}
std::string monthly(wins::impact const& one) {
  auto const month = wins::by_month(one);
  return month ? wins::in_words(*month) : "never";
}

}  // namespace

TEST_CASE("an amount reads as a person would write it") {
  std::vector<std::pair<wins::impact, char const*>> const table = {
      {minutes(150), "2 h 30 min"},
      {minutes(120), "2 h"},
      {minutes(45), "45 min"},
      {minutes(59.6), "60 min"},
      {minutes(1440), "24 h"},
      {minutes(72000), "1,200 h"},
      {minutes(0.5), "30 s"},
      {minutes(0.2 / 60), "200 ms"},
      {minutes(2.5), "2.5 min"},
      {minutes(120, wins::recurrence::weekly), "2 hours a week"},
      {minutes(60, wins::recurrence::daily), "1 hour a day"},
      {minutes(90, wins::recurrence::weekly), "1.5 hours a week"},
      {minutes(30, wins::recurrence::each, "deploy"), "30 minutes per deploy"},
      {minutes(15, wins::recurrence::each, "time"), "15 minutes each time"},
      {minutes(1, wins::recurrence::daily), "1 minute a day"},
      {minutes(0.5, wins::recurrence::daily), "30 seconds a day"},
      {minutes(72000, wins::recurrence::yearly), "1,200 hours a year"},
      {money(1200, "EUR"), "€1,200"},
      {money(1200.5, "EUR"), "€1,200.50"},
      {money(12.5, "USD"), "$12.50"},
      {money(3e6, "GBP"), "£3,000,000"},
      {money(300, "CHF"), "300 CHF"},
      {money(50, "USD", wins::recurrence::monthly), "$50 a month"},
      {wins::impact(wins::impact_kind::percentage, 15, "%"), "15 %"},
      {wins::impact(wins::impact_kind::percentage, 12.5, "%"), "12.5 %"},
      {wins::impact(wins::impact_kind::count, 40, "tickets"), "40 tickets"},
      {wins::impact(wins::impact_kind::count, 1200, "tickets", wins::recurrence::daily),
       "1,200 tickets a day"},
  };
  for (auto const& [one, words] : table)
    CHECK(wins::in_words(one) == words);
}

TEST_CASE("what recurs comes to an amount a month") {
  CHECK(monthly(minutes(120, wins::recurrence::weekly)) == "about 8.7 hours a month");
  CHECK(wins::by_month(minutes(120, wins::recurrence::weekly))->amount == doctest::Approx(521.775));
  CHECK(monthly(minutes(60, wins::recurrence::daily)) == "about 21.7 hours a month");
  CHECK(monthly(minutes(5, wins::recurrence::weekly)) == "about 21.7 minutes a month");
  CHECK(monthly(minutes(600, wins::recurrence::monthly)) == "10 hours a month");
  CHECK(monthly(minutes(600, wins::recurrence::yearly)) == "50 minutes a month");
  CHECK(monthly(money(1200, "EUR", wins::recurrence::yearly)) == "€100 a month");
  CHECK(monthly(money(20'000, "USD", wins::recurrence::yearly)) == "about $1,667 a month");
  CHECK(monthly(minutes(30)) == "never");
  CHECK(monthly(minutes(30, wins::recurrence::each, "deploy")) == "never");
  CHECK(monthly(wins::impact(wins::impact_kind::count, 5, "tickets", wins::recurrence::weekly)) == "never");
  CHECK(monthly(wins::impact(wins::impact_kind::percentage, 5, "%", wins::recurrence::yearly)) == "never");
}

TEST_CASE("amounts of several wins are added up where they can be") {
  auto const added = [](std::vector<wins::impact> const& all) {
    std::string words;
    for (auto const& sum : wins::added_up(all))
      words += (words.empty() ? "" : ", ") + wins::in_words(sum);
    return words;
  };
  CHECK(added({}).empty());
  CHECK(added({minutes(120, wins::recurrence::weekly)}) == "about 8.7 hours a month");
  CHECK(added({money(100, "EUR"), minutes(30), minutes(120, wins::recurrence::weekly),
               minutes(60, wins::recurrence::monthly), minutes(45),
               money(1200, "EUR", wins::recurrence::yearly), money(50, "USD"), money(25, "EUR"),
               minutes(30, wins::recurrence::each, "deploy"),
               wins::impact(wins::impact_kind::count, 5, "tickets"),
               wins::impact(wins::impact_kind::percentage, 5, "%")}) ==
        "about 9.7 hours a month, 1 h 15 min, €100 a month, €125, $50");
}
