#include "support/wins_scene.hpp"

#include <doctest/doctest.h>

using namespace huzzah;
using test::contains;
using test::says;
using test::wins_scene;

TEST_CASE("/win notes a win and shows it in the channel") {
  wins_scene s;
  auto const answer = s.command("U1", "the flaky test is gone, saved 2 hours a week", "/win");
  CHECK_FALSE(answer.in_public);
  CHECK(says(answer, "Noted"));
  CHECK(says(answer, "about 8.7 hours a month"));
  CHECK(says(answer, "A first win"));
  s.deliver();
  CHECK(s.workspace.texts("C1") ==
        std::vector<std::string>{"@U1: the flaky test is gone, saved 2 hours a week"});
  REQUIRE(s.wins_of("U1").size() == 1);
  CHECK(s.wins_of("U1")[0].shared);
  CHECK(s.wins_of("U1")[0].where == s.sent(ledger::copy_key(s.wins_of("U1")[0].id)));
}

TEST_CASE("/win where we are no member shows it by its answer") {
  wins_scene s;
  SUBCASE("no member") {
    s.workspace.channels["C1"].is_member = false;
  }
  SUBCASE("archived") {
    s.workspace.channels["C1"].is_archived = true;
  }
  SUBCASE("the platform can't say") {
    s.workspace.failures["find_channel"].emplace_back(error(errc::timed_out, "slow"));
  }
  auto const answer = s.command("U1", "paired with <@U2|bruno> <!channel>", "/win");
  CHECK(answer.in_public);
  CHECK(says(answer, "paired with @bruno"));
  CHECK(s.wins_of("U1").size() == 1);
  s.deliver();
  CHECK(s.workspace.texts("C1").empty());
}

TEST_CASE("/win in a direct message is private, with a button that shares it") {
  wins_scene s;
  auto const answer = s.command("U1", "I asked for help", "/win", "DU1");
  CHECK_FALSE(answer.in_public);
  CHECK(says(answer, "win.share"));
  CHECK(s.shared_wins().empty());
  REQUIRE(s.tell(s.pressed("U1", "win.share", std::to_string(s.wins_of("U1").at(0).id), "DU1")));
  CHECK(s.shared_wins().size() == 1);
}

TEST_CASE("/win alone, and what is no win, gets help") {
  wins_scene s;
  for (auto const* text : {"", "  ", "help"})
    CHECK(says(s.command("U1", text, "/win"), "Note a win, however small"));
  CHECK(says(s.command("U1", "x", "/win"), "few words"));
  CHECK(says(s.command("U1", "nothing today", "/win"), "none today"));
  CHECK(says(s.command("U1", "week", "/win"), "/wins week"));
  CHECK(s.wins_of("U1").empty());
}

TEST_CASE("a win noted by command can be taken back with its copy") {
  wins_scene s;
  CHECK(says(s.command("U1", "the flaky test is gone", "/win"), "win.undo"));
  s.deliver();
  auto const id = std::to_string(s.wins_of("U1").at(0).id);
  SUBCASE("by its button") {
    CHECK(says(s.tell(s.pressed("U1", "win.undo", id)).value(), "Taken back"));
    CHECK(says(s.tell(s.pressed("U1", "win.undo", id)).value(), "isn't there"));
  }
  SUBCASE("by /wins undo") {
    CHECK(says(s.command("U1", "undo", "/wins"), "Taken back"));
    CHECK(says(s.command("U1", "undo", "/wins"), "nothing to take back"));
  }
  s.deliver();
  CHECK(s.wins_of("U1").empty());
  CHECK(s.workspace.texts("C1").empty());
}

TEST_CASE("/wins undo takes back what was noted last, with the platform's clock before ours or behind it") {
  for (auto const skew : {-20, 20}) {
    CAPTURE(skew);
    wins_scene s;
    auto said = s.posted("U1", "win: by message", "10.1");
    said.at = s.clock.now() + std::chrono::seconds{skew};
    REQUIRE(s.tell(said));
    s.clock.advance(std::chrono::seconds{2});
    s.command("U1", "by command", "/win");
    s.command("U1", "undo", "/wins");
    REQUIRE(s.wins_of("U1").size() == 1);
    CHECK(s.wins_of("U1")[0].text == "by message");
    s.command("U1", "undo", "/wins");
    CHECK(s.wins_of("U1").empty());
  }
}

TEST_CASE("/wins undo is for the last ten minutes") {
  wins_scene s;
  s.command("U1", "the flaky test is gone", "/win");
  s.clock.advance(std::chrono::minutes{11});
  CHECK(says(s.command("U1", "undo", "/wins"), "nothing to take back"));
  CHECK(s.wins_of("U1").size() == 1);
}

TEST_CASE("/wins shows the last ten of mine, with links, what they are worth, and the row of days") {
  wins_scene s;
  for (int i = 1; i <= 12; ++i)
    REQUIRE(s.tell(s.posted("U1", "win: number " + std::to_string(i) + " saved 1 hour a week",
                            "10." + std::to_string(i))));
  s.clock.advance(std::chrono::days{1});
  REQUIRE(s.tell(s.confided("U1", "win: with <@U2> in private", "11.1")));
  auto const answer = s.command("U1", "", "/wins");
  CHECK_FALSE(answer.in_public);
  CHECK(says(answer, "13 wins"));
  CHECK(says(answer, "2 working days in a row"));
  CHECK(says(answer, "about 39.1 hours a month"));
  CHECK(says(answer, "https://chat.example/C1/10.12"));
  CHECK(says(answer, "with @Bruno in private · private"));
  CHECK(says(answer, "number 4 "));
  CHECK_FALSE(says(answer, "number 3 "));
  CHECK(says(s.command("U2", "", "/wins"), "No wins yet"));
}

TEST_CASE("/wins week shows what was shared since Monday where the asker lives") {
  wins_scene s({}, "2026-11-15T12:00:00Z");  // Sunday
  REQUIRE(s.tell(s.posted("U1", "win: last week", "10.1")));
  s.clock.advance(std::chrono::days{1});
  CHECK(says(s.command("U2", "week", "/wins"), "No wins shared this week"));
  REQUIRE(s.tell(s.posted("U1", "win: on Monday with <@U2>", "10.2")));
  REQUIRE(s.tell(s.reaction("U3", "10.2", true, "U1", "clap")));
  REQUIRE(s.tell(s.confided("U1", "win: for me alone", "10.3")));
  auto const answer = s.command("U2", "week", "/wins");
  CHECK_FALSE(answer.in_public);
  CHECK(says(answer, "Ada"));
  CHECK(says(answer, "on Monday with @Bruno"));
  CHECK(says(answer, "1 cheer"));
  CHECK_FALSE(says(answer, "last week"));
  CHECK_FALSE(says(answer, "for me alone"));
}

TEST_CASE("a mistyped word is told") {
  wins_scene s;
  CHECK(says(s.command("U1", "weak", "/wins"), "Did you mean /wins week"));
  CHECK(says(s.command("U1", "of the whole world", "/wins"), "/win and what went well"));
  chat::command_invoked other;
  other.workspace = "T1";
  other.person = "U1";
  other.name = "/deploy";
  CHECK_FALSE(s.tell(other).value().has_value());
}

TEST_CASE("a win of thousands of characters is kept whole and listed short") {
  wins_scene s;
  auto const words = std::string(2'900, 'x') + " done";
  REQUIRE(s.tell(s.posted("U1", "win: " + words, "10.1")));
  CHECK(s.last_win("U1") == words);
  auto const answer = s.command("U1", "", "/wins");
  CHECK(chat::to_json(*answer.said).size() < 2'000);
}

TEST_CASE("a win that is too long is not noted, and its author gets the words back") {
  wins_scene s;
  std::string words;
  for (int i = 0; i < 800; ++i)
    words += "w" + std::to_string(i) + (i % 7 == 0 ? "\u00e9 " : " ");
  auto const answer = s.command("U1", words, "/win");
  CHECK_FALSE(answer.in_public);
  CHECK(says(answer, "I keep up to 3000"));
  REQUIRE(answer.said);
  std::string given_back;
  for (auto const& block : answer.said->blocks) {
    auto const piece = chat::to_plain(std::get<chat::section_block>(block).text);
    CHECK(piece.size() < 3'000);
    if (&block != &answer.said->blocks.front()) given_back += piece;
  }
  CHECK(contains(words, given_back));
  CHECK(given_back.ends_with("w799"));
  CHECK(s.wins_of("U1").empty());
}

TEST_CASE("a day has room for fifty wins of one person; what is noted already stays, and tomorrow has room") {
  wins_scene s;
  for (int i = 0; i < 50; ++i)
    s.command("U1", "win number " + std::to_string(i), "/win");
  auto const answer = s.command("U1", "one more thing", "/win");
  CHECK(says(answer, "50 wins of today"));
  CHECK(says(answer, "one more thing"));
  CHECK(s.wins_of("U1").size() == 50);
  CHECK(says(s.command("U2", "my first", "/win"), "Noted"));
  s.clock.advance(std::chrono::days{1});
  CHECK(says(s.command("U1", "one more thing", "/win"), "Noted"));
}
