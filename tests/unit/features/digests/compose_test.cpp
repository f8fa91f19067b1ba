#include "examples.hpp"
#include "features/wins/impact.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

using namespace huzzah;
using chat::token_kind;
using digests::digest_section;

namespace {

chat::section const* part_of(digests::document const& digest, digests::digest_section section) {
  for (auto const& part : digest.sections)
    if (part.key == digests::to_string(section)) return &part;
  return nullptr;
}

std::string plain(chat::card const& line) {
  auto text = chat::to_plain(line.head);
  for (auto const& words : line.words)
    text += "\n" + chat::to_plain(words);
  return text;
}

/// The lines of one section, each as it reads.
std::vector<std::string> lines(digests::facts const& facts, digests::digest_section section,
                               digests::settings const& settings = digests::weekly()) {
  auto const digest = digests::compose(facts, settings);
  std::vector<std::string> read;
  if (auto const* part = part_of(digest, section))
    for (auto const& line : part->cards)
      read.push_back(plain(line));
  return read;
}

std::string only(std::vector<std::string> const& read) {
  REQUIRE(read.size() == 1);
  return read.front();
}

using lines_of = std::vector<std::string>;

}  // namespace

TEST_CASE(
    "sections stand in their order, whatever order they are asked for in, and empty ones are left out") {
  auto settings = digests::weekly();
  std::reverse(settings.sections.begin(), settings.sections.end());
  auto facts = digests::busy();
  std::vector<digests::digest_section> order;
  for (auto const& part : digests::compose(facts, settings).sections)
    order.push_back(digests::digest_section_from(part.key).value());
  CHECK(order == std::vector{digests::digest_section::first_time, digests::digest_section::shoutouts,
                             digests::digest_section::wins, digests::digest_section::values,
                             digests::digest_section::streaks, digests::digest_section::breadth,
                             digests::digest_section::comparison});

  facts.wins.clear();
  facts.achievements.clear();
  auto const digest = digests::compose(facts, digests::weekly());
  CHECK(part_of(digest, digests::digest_section::wins) == nullptr);
  CHECK(part_of(digest, digests::digest_section::streaks) == nullptr);
}

TEST_CASE("only sections that are wanted are told") {
  auto settings = digests::weekly();
  settings.sections = {digests::digest_section::wins};
  auto const digest = digests::compose(digests::busy(), settings);
  REQUIRE(digest.sections.size() == 1);
  CHECK(digest.sections.front().key == "wins");
  CHECK(digest.by_value.empty());
}

TEST_CASE("who was not recognised for long comes early, and nobody comes first by how much they got") {
  digests::week w;
  w.person("U1", "Much", "2026-11-12T10:00:00Z")
      .person("U2", "Long", "2026-09-01T10:00:00Z")
      .person("U3", "Longer", "2026-03-01T10:00:00Z")
      .person("U4", "New");
  w.thank("2026-11-16T09:00:00Z", "U4", "U1", "one");
  w.thank("2026-11-16T10:00:00Z", "U4", "U1", "two").amount = 5;
  w.thank("2026-11-17T10:00:00Z", "U1", "U2", "three");
  w.thank("2026-11-18T10:00:00Z", "U1", "U3", "four");
  w.thank("2026-11-19T10:00:00Z", "U1", "U4", "five");
  CHECK(lines(w.facts, digests::digest_section::first_time) == lines_of{"@New\nMuch: five · see it"});
  CHECK(lines(w.facts, digests::digest_section::shoutouts) ==
        lines_of{"@Longer\nMuch: four · see it", "@Long\nMuch: three · see it",
                 "@Much\nNew: one · see it\nNew: two · see it"});

  auto settings = digests::weekly();
  std::erase(settings.sections, digests::digest_section::first_time);
  CHECK(lines(w.facts, digests::digest_section::shoutouts, settings).front() == "@New\nMuch: five · see it");
}

TEST_CASE("shoutouts without words for the same message share a line") {
  digests::week w;
  w.person("U1", "Ada", "2026-11-12T10:00:00Z").person("U2", "Ben").person("U3", "Cleo");
  auto const link = w.thank("2026-11-16T09:00:00Z", "U2", "U1", "").link;
  w.thank("2026-11-16T10:00:00Z", "U3", "U1", "the release");
  w.thank("2026-11-16T11:00:00Z", "U3", "U1", "").link = link;
  w.thank("2026-11-16T12:00:00Z", "U9", "U1", "").link = link;
  w.thank("2026-11-16T13:00:00Z", "U3", "U1", "");
  CHECK(only(lines(w.facts, digests::digest_section::shoutouts)) ==
        "@Ada\nBen, Cleo and a teammate said thank you · see it\nCleo: the release · see it\n"
        "Cleo said thank you · see it");
}

TEST_CASE("only those who are shouted out are mentioned, and nobody when nobody is to be pinged") {
  digests::week w;
  w.person("U1", "Ada", "2026-11-12T10:00:00Z").person("U2", "Ben");
  w.thank("2026-11-16T09:00:00Z", "U2", "U1",
          "with <@U2>, <@U1>, <@U7|zoe>, <@U8> and <%S1|crew>, <%S2>, see <!channel> &amp; <!everyone>");
  w.win("2026-11-16T09:30:00Z", "U1", "paired with <@U2> and <!here>").of_the_day = true;
  w.reached(wins::achievement::kind::wins, "U1", 1);
  for (auto const ping : {true, false}) {
    auto settings = digests::weekly();
    settings.ping = ping;
    std::vector<std::string> mentioned;
    for (auto const& part : digests::compose(w.facts, settings).sections)
      for (auto const& line : part.cards) {
        auto all = line.head;
        for (auto const& words : line.words)
          all.insert(all.end(), words.begin(), words.end());
        for (auto const& piece : all) {
          CHECK(piece.kind != token_kind::broadcast);
          CHECK(piece.kind != token_kind::group);
          if (piece.kind == token_kind::mention) mentioned.push_back(piece.id);
        }
      }
    CHECK(mentioned == (ping ? lines_of{"U1"} : lines_of{}));
    CHECK(
        only(lines(w.facts, digests::digest_section::shoutouts, settings)) ==
        std::string(ping ? "@" : "") +
            "Ada\nBen: with Ben, Ada, zoe, a teammate and crew, a group, see @channel & @everyone · see it");
  }
}

TEST_CASE("nobody appears by an id") {
  digests::week w;
  w.thank("2026-11-16T09:00:00Z", "U1SECRET", "U2SECRET", "<@U3SECRET> said so", {"care"});
  w.win("2026-11-16T09:30:00Z", "U4SECRET", "done");
  w.reached(wins::achievement::kind::streak, "U4SECRET", 5);
  w.facts.board = {{"U2SECRET", "", 3}};
  auto settings = digests::weekly();
  settings.ping = false;
  settings.sections.push_back(digests::digest_section::board);
  for (auto const& part : digests::compose(w.facts, settings).sections)
    for (auto const& line : part.cards)
      CHECK(plain(line).find("SECRET") == std::string::npos);
}

TEST_CASE("what people wrote stands on one line and is shortened gently") {
  digests::week w;
  w.person("U1", "Ada", "2026-11-12T10:00:00Z").person("U2", "Ben\n<b>\tLindqvist");
  std::string story = "for\n\n  the   weekend:";
  for (auto n = 0; n < 100; ++n)
    story += " word" + std::to_string(n);
  w.thank("2026-11-16T09:00:00Z", "U2", "U1", chat::to_markup({chat::text(story)}));
  auto const told = only(lines(w.facts, digests::digest_section::shoutouts));
  CHECK(told.starts_with("@Ada\nBen <b> Lindqvist: for the weekend: word0 word1 "));
  CHECK(told.ends_with("… · see it"));
  CHECK(told.find("word40 ") == std::string::npos);
  CHECK(told.size() < 340);
}

TEST_CASE("wins are told by their authors, marked, cheered, and worth something together") {
  digests::week w;
  w.person("U1", "Ada").person("U2", "Ben");
  w.win("2026-11-16T09:00:00Z", "U1", "green build", 1);
  w.win("2026-11-17T09:00:00Z", "U2", "new customer", 3).of_the_day = true;
  w.win("2026-11-18T09:00:00Z", "U1", "clean desk").link.clear();
  CHECK(lines(w.facts, digests::digest_section::wins) ==
        lines_of{"Ben: :star: new customer · win of the day · 3 cheers · see it",
                 "Ada\ngreen build · 1 cheer · see it\nclean desk"});
}

TEST_CASE("what recurs at another pace than by month is also told by month, and all is added up") {
  using ledger::impact;
  digests::week w;
  w.person("U1", "Ada");
  auto const weekly =
      ledger::impact(ledger::impact_kind::duration, 120, "minutes", ledger::recurrence::weekly);
  auto const monthly = *wins::by_month(weekly);
  auto const once = ledger::impact(ledger::impact_kind::money, 50, "EUR");
  w.win("2026-11-16T09:00:00Z", "U1", "saves 2 hours a week").impacts = {weekly};
  CHECK(only(lines(w.facts, digests::digest_section::wins)) ==
        "Ada: saves 2 hours a week (" + wins::in_words(monthly) + ") · see it");
  w.win("2026-11-17T09:00:00Z", "U1", "saves as much every month").impacts = {monthly};
  w.win("2026-11-18T09:00:00Z", "U1", "saved 50 euros").impacts = {once};
  auto const read = lines(w.facts, digests::digest_section::wins);
  auto const sums = wins::added_up({weekly, monthly, once});
  REQUIRE(sums.size() == 2);
  CHECK(read.front() ==
        "All together worth " + wins::in_words(sums[0]) + " and " + wins::in_words(sums[1]) + ".");
  CHECK(read.back().find("saves as much every month · see it") != std::string::npos);
  CHECK(read.back().find("saved 50 euros · see it") != std::string::npos);
}

TEST_CASE("each value is told with an example of its own, in words where there are any") {
  digests::week w;
  w.person("U1", "Ada").person("U2", "Ben");
  w.thank("2026-11-16T09:00:00Z", "U1", "U2", "short", {"care", "craft"});
  w.thank("2026-11-16T10:00:00Z", "U1", "U2", "a little longer", {"care", "craft"});
  w.thank("2026-11-16T11:00:00Z", "U2", "U1", "", {"courage", "care"});
  CHECK(lines(w.facts, digests::digest_section::values) ==
        lines_of{"care: Ada to Ben, a little longer · see it", "craft: Ada to Ben, short · see it",
                 "courage: Ben to Ada · see it"});
  CHECK(digests::compose(w.facts, digests::weekly()).by_value ==
        std::vector<std::pair<std::string, int>>{{"care", 3}, {"craft", 2}, {"courage", 1}});
}

TEST_CASE("people who reached the same share a line") {
  digests::week w;
  w.person("U1", "Ada").person("U2", "Ben").person("U3", "Cleo");
  w.win("2026-11-16T09:00:00Z", "U1", "x");
  using kind = wins::achievement::kind;
  w.reached(kind::streak, "U1", 20);
  w.reached(kind::wins, "U2", 1);
  w.reached(kind::streak, "U3", 5);
  w.reached(kind::wins, "U1", 1);
  w.reached(kind::wins, "U3", 100);
  CHECK(lines(w.facts, digests::digest_section::streaks) ==
        lines_of{"A first win: Ben and Ada", "Their 100th win: Cleo",
                 "5 working days with a win in a row: Cleo", "20 working days with a win in a row: Ada"});
}

TEST_CASE("breadth counts different people, not shoutouts, and ranks nobody") {
  digests::week w;
  w.person("U1", "Zoe").person("U2", "Ben").person("U3", "Cleo").person("U4", "Dan");
  for (auto n = 0; n < 20; ++n)
    w.thank("2026-11-16T09:00:00Z", "U2", n % 2 == 0 ? "U3" : "U4", "again");
  for (auto const* receiver : {"U2", "U3", "U4", "U5", "U6"})
    w.thank("2026-11-17T09:00:00Z", "U1", receiver, "once");
  CHECK(only(lines(w.facts, digests::digest_section::breadth)) ==
        "Zoe saw the good work of many different people, and said so.");
  for (auto const* receiver : {"U1", "U2", "U4"})
    w.thank("2026-11-18T09:00:00Z", "U3", receiver, "once");
  CHECK(only(lines(w.facts, digests::digest_section::breadth)) ==
        "Cleo and Zoe each saw the good work of many different people, and said so.");
}

TEST_CASE("the comparison is warm, in words, and only made where there is something to compare with") {
  struct {
    int thanks, wins, thanks_before, wins_before;
    std::string_view words;
  } const cases[] = {
      {4, 4, 2, 2, "More shoutouts and more wins than the week before."},
      {4, 4, 2, 4, "More shoutouts than the week before, and about as many wins."},
      {4, 1, 2, 4, "More shoutouts than the week before."},
      {4, 4, 4, 2, "More wins than the week before, and about as many shoutouts."},
      {1, 4, 4, 2, "More wins than the week before."},
      {5, 5, 5, 4, "About as many shoutouts and wins as in the week before: a steady rhythm."},
      {4, 0, 4, 0, "About as many shoutouts as in the week before: a steady rhythm."},
      {0, 4, 0, 4, "About as many wins as in the week before: a steady rhythm."},
      {3, 0, 2, 0, "More shoutouts than the week before."},
      {1, 1, 9, 9, "A quieter week than the one before, and each of these lines was worth saying."},
      {4, 1, 4, 9, "A quieter week than the one before, and each of these lines was worth saying."},
  };
  for (auto const& one : cases) {
    digests::week w;
    for (auto n = 0; n < one.thanks; ++n)
      w.thank("2026-11-16T09:00:00Z", "U1", "U2", "x");
    for (auto n = 0; n < one.wins; ++n)
      w.win("2026-11-16T09:00:00Z", "U1", "x");
    w.facts.shoutouts_before = one.thanks_before;
    w.facts.wins_before = one.wins_before;
    CHECK(only(lines(w.facts, digests::digest_section::comparison)) == one.words);
  }
  auto facts = digests::small();
  facts.shoutouts_before = facts.wins_before = 0;
  CHECK(lines(facts, digests::digest_section::comparison).empty());
}

TEST_CASE("the board is there only when it is asked for, and equals share a place") {
  auto facts = digests::small();
  facts.board = {{"U1", "Ada", 7}, {"U2", "Ben", 4}, {"U3", "Cleo", 4}, {"U4", "Dan", 1}};
  CHECK(lines(facts, digests::digest_section::board).empty());
  auto settings = digests::weekly();
  settings.sections.push_back(digests::digest_section::board);
  CHECK(lines(facts, digests::digest_section::board, settings) ==
        lines_of{"1. Ada · 7", "2. Ben · 4", "2. Cleo · 4", "4. Dan · 1"});
}

TEST_CASE("the days begin with the week unless something happened on the weekend before") {
  digests::week w;
  w.thank("2026-11-17T09:00:00Z", "U1", "U2", "x");
  auto digest = digests::compose(w.facts, digests::weekly());
  CHECK(digest.subtitle == "16 to 20 November 2026 · 1 shoutout");
  REQUIRE(digest.by_day.size() == 5);
  CHECK(digest.by_day.front() == std::pair(digests::day("2026-11-16"), 0));
  CHECK(digest.by_day[1] == std::pair(digests::day("2026-11-17"), 1));

  w.win("2026-11-13T23:30:00Z", "U1", "after midnight in Berlin");
  digest = digests::compose(w.facts, digests::weekly());
  CHECK(digest.subtitle == "14 to 20 November 2026 · 1 shoutout · 1 win");
  CHECK(digest.by_day.front() == std::pair(digests::day("2026-11-14"), 1));
}

TEST_CASE("dates read well over months and years") {
  auto settings = digests::weekly();
  auto facts = digests::quiet();
  struct {
    std::string_view from, until, words;
  } const cases[] = {{"2026-11-27T15:00:00Z", "2026-12-04T15:00:00Z", "30 November to 4 December 2026"},
                     {"2026-12-25T15:00:00Z", "2027-01-01T15:00:00Z", "28 December 2026 to 1 January 2027"},
                     {"2026-11-18T15:00:00Z", "2026-11-18T16:00:00Z", "18 November 2026"}};
  for (auto const& one : cases) {
    facts.window.from = test::moment(one.from);
    facts.window.until = test::moment(one.until);
    CHECK(digests::compose(facts, settings).subtitle == one.words);
  }
}

TEST_CASE("an empty window has one encouraging line, another one the time after") {
  auto const digest = digests::compose(digests::quiet(), digests::weekly());
  CHECK(digest.sections.empty());
  CHECK(digest.instead == digests::encouragement(digests::day("2026-11-20")));
  CHECK(digests::compose(digests::small(), digests::weekly()).instead.empty());
  std::set<std::string> all;
  for (auto const step : {7, 14, 28, 35})
    for (auto n = 0; n < 60; ++n) {
      auto const date = digests::day("2026-11-20") + std::chrono::days(n * step);
      auto const line = digests::encouragement(date);
      CHECK(line != digests::encouragement(date + std::chrono::days(step)));
      all.insert(chat::to_plain(line));
    }
  CHECK(all.size() >= 5);
}
