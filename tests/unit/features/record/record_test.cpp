#include "support/record_scene.hpp"

#include <doctest/doctest.h>

using namespace huzzah;
using namespace huzzah::test;

TEST_CASE("/huzzah record asks for a span and a format, and gives the file in private") {
  record_scene s;
  REQUIRE(s.tell(s.posted("U1", "<@U2> ++ for the flaky test #craft", "10.1")));
  REQUIRE(s.tell(s.posted("U2", "win: the build is faster, saves 2 hours a week", "10.2")));
  REQUIRE(s.with.operations->size() == 1);
  CHECK(s.with.operations->front().word == "record");
  auto const typed = s.typed("U2", "record", "/huzzah");
  REQUIRE(test::run(s.io, s.with.operations->front().run(typed)));
  REQUIRE(s.workspace.forms.size() == 1);
  CHECK(s.workspace.forms.front().title == "My record");

  auto const answer = s.ask("U2");
  REQUIRE(answer.said);
  CHECK(has(chat::to_plain(answer.said->summary), "on its way"));
  REQUIRE(s.workspace.files.size() == 1);
  auto const& given = s.workspace.files.begin()->second;
  CHECK(given.to == "U2");
  CHECK(given.name == "record-2026-08-21-to-2026-11-18.md");
  CHECK(has(chat::to_plain(given.said.summary),
            "1 win · 1 kudos from 1 person. Nobody else can open it here."));
  CHECK(has(given.content, "the flaky test"));
  CHECK(has(given.content, "\\#craft × 1"));
  CHECK(has(given.content, "the build is faster, saves 2 hours a week"));
  CHECK(has(given.content, s.workspace.link_to({"T1", "C1", "10.2"})));
}

TEST_CASE("what recurs is counted from the day on which it was said, and the list says from what") {
  record_scene s;
  REQUIRE(s.tell(s.posted("U2", "win: the build is faster, saves 2 hours a week", "10.2")));
  s.clock.advance(std::chrono::days(70));
  REQUIRE(s.tell(s.posted("U2", "win: found the leak, saved 30 minutes", "20.2")));
  s.ask("U2");
  // 71 days are 10.14 weeks.
  CHECK(has(s.file(), "saves 2 hours a week"));
  CHECK(has(s.file(), "2 hours a week, by now about 20 h"));
  CHECK(has(s.file(), "30 minutes"));
  CHECK(has(s.file(), "Worth, as far as it was said: about 20 h 30 min."));
}

TEST_CASE("a record holds what is its person's, private things too, and nothing that they can't read") {
  record_scene s;
  s.workspace.channels["C2"].is_private = true;
  REQUIRE(s.tell(s.confided("U2", "win: I asked for help", "30.1")));
  REQUIRE(s.tell(s.confided("U1", "<@U2> ++ for the merger papers", "30.2")));
  REQUIRE(s.tell(s.posted("U1", "<@U3> ++ for the soup", "30.3")));
  auto elsewhere = s.posted("U1", "<@U2> ++ for the secret garden", "30.4");
  elsewhere.where.channel = "C2";
  elsewhere.channel = chat::channel_kind::private_channel;
  s.workspace.members["C2"] = {"U1", "UHUZZAH"};
  REQUIRE(s.tell(elsewhere));
  s.ask("U2");
  CHECK(has(s.file(), "I asked for help"));
  CHECK(has(s.file(), "the merger papers"));
  CHECK_FALSE(has(s.file(), "soup"));
  CHECK_FALSE(has(s.file(), "secret garden"));
  CHECK(has(s.file(), "1 more kudos was given where you can't read it."));

  REQUIRE(s.tell(s.posted("U1", "<@U2> ++ for the docs", "30.5")));
  s.ask("U2", {{"private", "No"}});
  CHECK(has(s.file(), "the docs"));

  CHECK_FALSE(has(s.file(), "I asked for help"));
  CHECK_FALSE(has(s.file(), "the merger papers"));

  s.ask("U3");
  CHECK(has(s.file(), "soup"));
  CHECK_FALSE(has(s.file(), "merger"));
}

TEST_CASE("what was taken back, and what is older, is not in a record") {
  record_scene s;
  REQUIRE(s.tell(s.posted("U1", "<@U2> ++ for old work", "40.1")));
  s.clock.advance(std::chrono::days(40));
  auto const said = s.posted("U1", "<@U2> ++ for a mistake", "40.2");
  REQUIRE(s.tell(said));
  REQUIRE(s.tell(s.deleted(said)));
  REQUIRE(s.tell(s.posted("U1", "<@U2> ++ for new work", "40.3")));
  s.ask("U2", {{"days", "30 days"}});
  CHECK(has(s.file(), "new work"));
  CHECK_FALSE(has(s.file(), "old work"));
  CHECK_FALSE(has(s.file(), "mistake"));
  s.ask("U2", {{"days", "90 days"}});
  CHECK(has(s.file(), "old work"));
}

TEST_CASE("a record without anything says something kind, and a failed upload says so") {
  record_scene s;
  CHECK(has(chat::to_plain(s.ask("U4").said->summary), "Nothing is in it yet"));
  CHECK(s.workspace.files.empty());
  REQUIRE(s.tell(s.posted("U1", "<@U2> ++ for the soup", "50.1")));
  s.workspace.failures["share_file"].emplace_back(error(errc::rejected, "no"));
  s.ask("U2");
  s.deliver();
  CHECK(has(s.workspace.texts("DU2").back(), "could not be uploaded"));
}

TEST_CASE("a record is a document, a web page, Markdown or JSON") {
  record_scene s;
  REQUIRE(s.tell(s.posted("U1", "<@U2> ++ for the <b>soup</b>", "60.1")));
  s.ask("U2", {{"format", "A web page (HTML)"}});
  CHECK(s.file().starts_with("<!DOCTYPE html>"));
  CHECK_FALSE(has(s.file(), "<b>soup</b>"));
  s.ask("U2", {{"format", "A document (PDF)"}});
  CHECK(s.file().starts_with("%PDF-"));
  CHECK(has(s.file(), "(" + s.workspace.link_to({"T1", "C1", "60.1"}) + ")"));
  CHECK(has(s.file(), "/Author (Bruno)"));
  CHECK(s.workspace.files.rbegin()->second.name == "record-2026-08-21-to-2026-11-18.pdf");
  s.ask("U2", {{"format", "JSON"}});
  CHECK(has(s.file(), R"("section": "kudos")"));
}

TEST_CASE("a record that is too long for a document says so") {
  record_scene s;
  std::string words;
  for (int i = 0; i < 250; ++i)
    words += "many\nwords ";
  for (int i = 0; i < 100; ++i) {
    s.clock.advance(std::chrono::hours(13));
    REQUIRE(s.tell(s.posted("U2", "win: " + words + std::to_string(i), "70." + std::to_string(i))));
  }
  s.ask("U2", {{"format", "A document (PDF)"}});
  CHECK(s.workspace.files.empty());
  s.deliver();
  CHECK(has(s.workspace.texts("DU2").back(), "too long for one document"));
}

TEST_CASE("a record as a table has a line for each win and kudos, and no formula") {
  record_scene s;
  REQUIRE(s.tell(s.posted("U1", "<@U2> ++ for the soup, \"hot\" #care", "60.1")));
  REQUIRE(s.tell(s.posted("U2", "win: =1+1 is now faster, saves 2 hours a week", "60.2")));
  s.ask("U2", {{"format", "A table (CSV)"}});
  CHECK(s.workspace.files.begin()->second.name == "record-2026-08-21-to-2026-11-18.csv");
  CHECK(s.file() ==
        "kind,date,by,words,values,impact,link\r\n"
        "win,2026-11-18,Bruno,\"'=1+1 is now faster, saves 2 hours a week\",,2 hours a week,"
        "https://chat.example/C1/60.2\r\n"
        "kudos,2026-11-18,Ada,\"the soup, \"\"hot\"\"\",care,,https://chat.example/C1/60.1\r\n");
}

TEST_CASE("kudos link to where they can be read, but not to a conversation of their giver") {
  record_scene s;
  REQUIRE(s.tell(s.posted("U1", "<@U2> ++ for the soup", "61.1")));
  REQUIRE(s.tell(s.confided("U1", "<@U2> ++ for the bread", "61.2")));
  s.ask("U2");
  CHECK(has(s.file(), s.workspace.link_to({"T1", "C1", "61.1"})));
  CHECK(has(s.file(), "the bread"));
  CHECK_FALSE(has(s.file(), "61.2"));
}

TEST_CASE("a record that was asked for is given once, over a crash and an upload that fails") {
  record_scene s;
  REQUIRE(s.tell(s.posted("U1", "<@U2> ++ for the soup", "60.1")));
  auto const form =
      s.submitted("U2", std::string(record::form_action), "",
                  {{"days", "30 days"}, {"private", "No"}, {"format", "Markdown"}, {"fridays", "No"}});
  REQUIRE(s.tell(form));
  REQUIRE(s.tell(form));
  CHECK(s.workspace.files.empty());
  // What gives it knows only what is stored.
  s.workspace.failures["share_file"] = {error(errc::unreachable, "away")};
  s.give();
  CHECK(s.workspace.files.empty());
  s.clock.advance(std::chrono::seconds(11));
  s.give();
  REQUIRE(s.workspace.files.size() == 1);
  CHECK(s.workspace.files.begin()->second.name == "record-2026-10-20-to-2026-11-18.md");
  CHECK(has(s.file(), "the soup"));
}

TEST_CASE("a record that shows an erased person is removed, and can be asked for again") {
  for (auto const* person : {"U1", "U3", "U2"}) {
    CAPTURE(person);
    record_scene s;
    REQUIRE(s.tell(s.posted("U1", "<@U2> ++ for the soup that <@U3> liked", "60.1")));
    REQUIRE(s.tell(s.posted("U4", "<@U2> ++ for the bread", "60.2")));
    s.ask("U2");
    REQUIRE(has(s.file(), "the soup"));
    s.erase(person);
    s.give();
    CHECK(s.workspace.files.empty());
    s.ask("U2");
    CHECK(has(s.file(), "the bread") == (person != std::string("U2")));
  }
}
