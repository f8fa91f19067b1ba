// The tables are in the shorthand of shorthand.hpp; an empty right side means that there is no win.
#include "features/wins/grammar.hpp"

#include "support/shorthand.hpp"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

using namespace huzzah;
using test::from_shorthand;

namespace {

using table = std::vector<std::pair<std::string, std::string>>;

std::string shown(std::optional<chat::rich_text> const& win) {
  return win ? test::to_shorthand(*win) : "";
}

void check_wins(table const& examples) {
  for (auto const& [written, win] : examples) {
    CAPTURE(written);
    CHECK(shown(wins::read_win(from_shorthand(written))) == win);
  }
}

void check_answers(std::vector<std::string> const& written, bool are_wins) {
  for (auto const& one : written) {
    CAPTURE(one);
    CHECK(shown(wins::read_answer(from_shorthand(one))) == (are_wins ? one : ""));
  }
}

}  // namespace

TEST_CASE("a label at the start makes a win of what follows") {
  check_wins({
      {"win: shipped the search", "shipped the search"},
      {"Win: shipped the search", "shipped the search"},
      {"WIN: shipped", "shipped"},
      {"wins: shipped the search", "shipped the search"},
      {"my win: shipped it", "shipped it"},
      {"My win of the day: shipped it", "shipped it"},
      {"Win of the day: shipped it", "shipped it"},
      {"win of the week: shipped it", "shipped it"},
      {"today's win: shipped it", "shipped it"},
      {"Today’s win: shipped it", "shipped it"},
      {"todays win: shipped it", "shipped it"},
      {"small win – the tests are green", "the tests are green"},
      {"Small win - the tests are green", "the tests are green"},
      {"tiny win — the tests are green", "the tests are green"},
      {"another small win: x86 boots", "x86 boots"},
      {"team win: we shipped", "we shipped"},
      {"Friday win: shipped it", "shipped it"},
      {"Wins today: shipped it", "shipped it"},
      {"win for today: shipped it", "shipped it"},
      {"win:shipped it", "shipped it"},
      {"win : shipped it", "shipped it"},
      {"win： shipped it", "shipped it"},
      {"  \n win: shipped it  \n", "shipped it"},
      {"*win:* shipped it", "shipped it"},
      {"*Win*: shipped it", "shipped it"},
      {"*_Win_*: shipped it", "shipped it"},
      {"*win: shipped it*", "shipped it"},
      {"*win:* shipped *it*", "shipped *it*"},
      {"_small win_ – shipped it", "shipped it"},
      {":tada: win: shipped it", "shipped it"},
      {":tada::rocket: Win: shipped it :tada:", "shipped it :tada:"},
      {"🎉 win: shipped it", "shipped it"},
      {"✅ win: shipped it", "shipped it"},
      {"• win: shipped it", "shipped it"},
      {"- win: shipped it", "shipped it"},
      {"win: one\nand two\n\nand three", "one\nand two\n\nand three"},
      {"win:\n- one\n- two", "- one\n- two"},
      {"Win of the day\nshipped it", "shipped it"},
      {"*Win of the day*\nshipped it", "shipped it"},
      {"win: paired with @ana on <https://x.io>", "paired with @ana on <https://x.io>"},
      {"win: @ana helped me", "@ana helped me"},
      {"win: `main` is green", "`main` is green"},
      {"win: <https://x.io>", "<https://x.io>"},
      {"win: shipped it! Who wants cake?", "shipped it! Who wants cake?"},
      {"win: nothing broke today", "nothing broke today"},
      {"win: 今日リリースした", "今日リリースした"},
      {"win: Überstunden vermieden", "Überstunden vermieden"},
  });
}

TEST_CASE("other talk is no win") {
  check_wins({
      {"", ""},
      {"win", ""},
      {"win:", ""},
      {"win: ", ""},
      {"win:\n\n", ""},
      {"win: :tada:", ""},
      {"win: !!!", ""},
      {"win: @ana", ""},
      {"win: [[quoted]]", ""},
      {"win: nothing today", ""},
      {"win: n/a", ""},
      {"win: did we ship?", ""},
      {"win: what did I do today?", ""},
      {"we win: always", ""},
      {"a big win for us", ""},
      {"this is a win: we shipped", ""},
      {"win-win: both are happy", ""},
      {"win–win", ""},
      {"win rate: 40%", ""},
      {"winner: @ana", ""},
      {"winning: it's everything", ""},
      {"windows: closed", ""},
      {"win10: installed", ""},
      {"win -3 points", ""},
      {"win some, lose some", ""},
      {"win\nshipped", ""},
      {"to win: ship", ""},
      {"did we win: yes", ""},
      {"no win: sorry", ""},
      {"`win: shipped it`", ""},
      {"[[win: shipped it]]", ""},
      {"[[win: shipped it]] nice", ""},
      {"> win: shipped it", ""},
      {"@ana win: shipped it", ""},
      {"<https://x.io> win: shipped it", ""},
      {"\"win: shipped it\"", ""},
      {"shipped\nwin: it", ""},
      {"Ｗin: shipped it", ""},
  });
}

TEST_CASE("an answer is what somebody says of their own") {
  check_answers(
      {
          "shipped the search",
          "Closed 14 tickets, phew",
          "I finally fixed the flaky test :tada:",
          ":tada: fixed it today",
          "helped @ana",
          "paired with @ana",
          "@ana helped me ship X",
          "@ana and @bo got me unstuck",
          "@ana's review saved my day",
          "Hi all, closed the Acme deal!",
          "yes! finally merged the parser",
          "Thanks to @ana I shipped the search",
          "Great call with Acme, they signed",
          "Great pairing with @ana on the parser",
          "Good progress on the migration today",
          "Good news: Acme signed",
          "This week I onboarded two people",
          "So many bugs fixed today",
          "That migration is done at last",
          "shipped it! who wants cake?",
          "shipped the release, @ana ++ for the review",
          "nice one!\nI closed the Acme deal",
          "nothing broke today",
          "No incidents this week",
          "not a single alert today",
          "`main` is green",
          "merged <https://x.io/pr/1>",
          "- fixed A\n- fixed B",
          "今日リリースした",
          "Überstunden vermieden heute",
          "got the certificate",
          "You can now log in with SSO, finally my project shipped",
      },
      true);
  CHECK(shown(wins::read_answer(from_shorthand("  *Win:* closed it \n"))) == "closed it");
  CHECK(shown(wins::read_answer(from_shorthand(" \n shipped the search \n "))) == "shipped the search");
  CHECK(shown(wins::read_answer(from_shorthand("win: shipped"))) == "shipped");
}

TEST_CASE("talk among the answers is none") {
  check_answers(
      {
          "",
          " ",
          ":tada:",
          ":tada: :rocket:",
          "+1",
          "shipped",
          "nice",
          "nice!",
          "nice one!",
          "Nice one @ana!",
          "congrats",
          "congrats @ana",
          "Congratulations to the whole team on the launch!",
          "well done @ana",
          "Great job everyone",
          "great work @ana on the launch",
          "awesome @ana",
          "amazing result @ana!",
          "love it",
          "love your demo",
          "You rock, thanks",
          "thanks @ana",
          "Thanks @ana for the review",
          "thank you all so much",
          "a big thank you to @ana",
          "many thanks to the team",
          "huge kudos to @ana",
          "kudos @ana for the help",
          "shout-out to @ana for the help",
          "@ana ++ for help",
          "@ana ++",
          "++ @ana for help",
          "@ana and @bo ++ for the help",
          ":trophy: @ana",
          ":trophy: @ana for the help",
          "@ana :trophy: for the help",
          "@ana",
          "@ana nice one!",
          "@ana congrats",
          "@ana thanks a lot",
          "@ana can you have a look",
          "@ana please have a look",
          "@ana what do you think",
          "@ana you are the best",
          "what counts as a win?",
          "does this work? anybody?",
          "Did I do this right?",
          "me too",
          "same here",
          "got it",
          "hi all",
          "good morning all",
          "hello everyone",
          "wow, awesome!",
          "so cool",
          "way to go!",
          "hats off @ana",
          "happy birthday @ana",
          "proud of you @ana",
          "that's great",
          "sounds great @ana",
          "[[somebody else's words]]",
          "> somebody else's words",
          "`only code`",
          "<https://x.io>",
          "nothing today",
          "skip",
          "no win",
          "n/a",
      },
      false);
}

TEST_CASE("somebody may have nothing to say of a day") {
  for (std::string const written : {"nothing today",
                                    "Nothing.",
                                    "nothing yet",
                                    "nothing to report",
                                    "Nothing special today :(",
                                    "nothing really",
                                    "nothing from me today, sorry",
                                    "none",
                                    "None today",
                                    "nope",
                                    "no",
                                    "No win",
                                    "no wins today",
                                    "no update",
                                    "skip",
                                    "Skip!",
                                    "skip today",
                                    "skip me please",
                                    "I'll skip today",
                                    "I’ll pass",
                                    "pass",
                                    "n/a",
                                    "N/A",
                                    "na",
                                    "-",
                                    "—",
                                    "not today",
                                    "not much",
                                    "I have nothing",
                                    "I had nothing today",
                                    "Sorry, nothing new",
                                    ":shrug: nothing",
                                    "nothing :cry:",
                                    "nada",
                                    "nichts",
                                    "nil",
                                    "not really",
                                    "hmm, nothing today"}) {
    CAPTURE(written);
    CHECK(wins::declines(from_shorthand(written)));
    CHECK_FALSE(wins::read_answer(from_shorthand(written)).has_value());
  }
  for (std::string const written : {"",
                                    ":tada:",
                                    "nothing broke today",
                                    "no incidents",
                                    "not a single alert",
                                    "skip the line feature shipped",
                                    "passed the exam",
                                    "no more flaky tests",
                                    "nobody complained",
                                    "shipped it",
                                    "I",
                                    "well",
                                    "today",
                                    "n",
                                    "none of the tests fail",
                                    "noted",
                                    "nothing @ana",
                                    "`nothing`",
                                    "[[nothing]]",
                                    "- shipped it",
                                    "pass rate is up",
                                    "sorry",
                                    "?"}) {
    CAPTURE(written);
    CHECK_FALSE(wins::declines(from_shorthand(written)));
  }
}

TEST_CASE("teammates are who is mentioned, each once, without the author") {
  auto const found = [](std::string_view written) {
    return wins::teammates_in(from_shorthand(written), "me");
  };
  CHECK(found("paired with @ana and @bo, then @ana again") == std::vector<std::string>{"ana", "bo"});
  CHECK(found("@me did it with @bo") == std::vector<std::string>{"bo"});
  CHECK(found("@here %crew did it").empty());
  CHECK(found("").empty());
}

TEST_CASE("hostile texts are read in a time that grows with their length alone") {
  for (std::string const part :
       {"win",     "win ", "win of ", "* ",  "*",   ":", "-",           "- ",       "nothing ",
        "no",      ">",    "> ",      "\n",  "a\n", "?", "a? ",         "\xF0\x9F", "\xE2",
        "thanks ", "hi ",  "++",      "++ ", "~",   "a", "\xE4\xBB\x8A"}) {
    CAPTURE(part);
    std::string all;
    for (int i = 0; i < 5'000; ++i)
      all += part;
    for (std::string const before : {"", "win: ", "nothing "}) {
      chat::rich_text const text{chat::text(before + all)};
      wins::read_win(text);
      wins::read_answer(text);
      wins::declines(text);
    }
    chat::rich_text many(5'000, chat::mention("ana"));
    many.push_back(chat::text(all));
    CHECK(wins::teammates_in(many, "bo").size() == 1);
    wins::read_answer(many);
  }
}
