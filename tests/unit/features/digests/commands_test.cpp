// /digest: setup, preview, now, status, off, on.
#include "support/digest_scene.hpp"

#include <doctest/doctest.h>

using namespace huzzah;
using namespace huzzah::test;

namespace {

std::map<std::string, std::string> form_values(std::map<std::string, std::string> const& changed = {}) {
  std::map<std::string, std::string> values{{"name", "monday"},
                                            {"channel", "C1"},
                                            {"zone", "Europe/Berlin"},
                                            {"day", "Monday"},
                                            {"at", "09:15"},
                                            {"period", "Every two weeks"},
                                            {"sections", "Shoutouts,A board that ranks by number"},
                                            {"when_empty", "Nothing"}};
  for (auto const& [name, value] : changed)
    values[name] = value;
  return values;
}

}  // namespace

TEST_CASE("/digest setup opens a form that knows where and when it is asked") {
  digest_scene s(no_digests);
  CHECK_FALSE(s.digest_command("setup").said);
  REQUIRE(s.workspace.forms.size() == 1);
  auto const& form = s.workspace.forms.front();
  std::map<std::string, std::string> initial;
  for (auto const& field : form.fields)
    initial[field.name] = field.initial;
  CHECK(initial["name"] == "general");
  CHECK(initial["channel"] == "C1");
  CHECK(initial["zone"] == "Europe/London");
  CHECK(initial["day"] == "Friday");
  CHECK(initial["at"] == "16:00");
  CHECK(initial["period"] == "Every week");
  CHECK_FALSE(has_part(initial["sections"], "board"));
}

TEST_CASE("what the form says holds from then on, also after a restart") {
  digest_scene s(no_digests);
  auto const answer = s.send(form_values());
  CHECK(answer.errors.empty());
  CHECK(has_part(reply_text(answer), "Monday, 2026-11-23, 09:15 (Europe/Berlin)"));
  s.start();
  CHECK(has_part(reply_text(s.digest_command("status")), "monday"));
  s.thank("U1", "<@U2> ++ for the calm release", "1.1");
  s.deliver();
  s.clock.advance(std::chrono::sys_days{std::chrono::year{2026} / 11 / 23} + 8h + 15min - s.clock.now());
  s.run_due();
  CHECK(s.posted_to("C1").size() == 1);
  s.digest_command("setup");
  CHECK(s.workspace.forms.back().fields.front().initial == "monday");
}

TEST_CASE("what is wrong in the form is said at its field, and nothing is kept") {
  for (auto const& [field, value, said] :
       {std::tuple("name", "", "name"), std::tuple("zone", "Europe/Berlim", "Europe/Berlin"),
        std::tuple("at", "late", ""), std::tuple("sections", "", "at least one"),
        std::tuple("channel", "C404", "invite"), std::tuple("channel", "", "Choose the channel")}) {
    CAPTURE(field);
    digest_scene s(no_digests);
    auto const answer = s.send(form_values({{field, value}}));
    REQUIRE(answer.errors.size() == 1);
    CHECK(answer.errors.begin()->first == field);
    CHECK(has_part(answer.errors.begin()->second, said));
    CHECK(has_part(reply_text(s.digest_command("status")), "There is no digest yet"));
  }
}

TEST_CASE("only people of a digest's channel may look at it and change it") {
  digest_scene s;
  s.workspace.members["C1"] = {"U1", "UHUZZAH"};
  for (auto const* word : {"preview", "now", "off", "on"})
    CHECK(has_part(reply_text(s.digest_command(word, "U2")), "only people of #general"));
  CHECK(has_part(reply_text(s.digest_command("off")), "is off"));
  CHECK(s.send(form_values(), "U2").errors.contains("channel"));
  // Nor may they take its name for a channel of theirs.
  CHECK(s.send(form_values({{"name", "Weekly"}, {"channel", "C2"}}), "U2").errors.contains("name"));
}

TEST_CASE("a preview is for who asks alone, and what would be in the thread comes to them, too") {
  digest_scene s;
  s.thank("U1", "<@U2> ++ for the calm release", "1.1");
  s.deliver();
  auto const before = s.posted_to("DU1").size();
  auto const answer = s.digest_command("preview");
  CHECK_FALSE(answer.in_public);
  CHECK(has_part(reply_text(answer), "the calm release"));
  CHECK(s.posted_to("C1").empty());
  CHECK(s.workspace.pictures.size() == 1);
  CHECK(s.posted_to("DU1").size() == before + 1);  // the picture
  s.go_on(1h);
  CHECK(s.posted_to("C1").size() == 1);
}

TEST_CASE("/digest now posts in the place of the one that is due, and nothing is told twice or lost") {
  digest_scene s;
  CHECK(has_part(reply_text(s.digest_command("now")), "nothing to tell"));
  s.thank("U1", "<@U2> ++ for the early bird", "1.1");
  s.deliver();
  s.go_on(1min);
  CHECK(has_part(reply_text(s.digest_command("now")), "On its way to #general"));
  REQUIRE(s.posted_to("C1").size() == 1);
  CHECK(has_part(s.posted_to("C1").front(), "the early bird"));
  CHECK_FALSE(has_part(reply_text(s.digest_command("now")), "On its way"));
  s.go_on(1min);
  s.thank("U1", "<@U3> ++ for the late bird", "1.2");
  s.deliver();
  CHECK(has_part(reply_text(s.digest_command("now")), "posted already"));
  s.go_on(1h);
  CHECK(s.posted_to("C1").size() == 1);
  s.go_on(24h * 7);
  REQUIRE(s.posted_to("C1").size() == 2);
  CHECK(has_part(s.posted_to("C1").back(), "the late bird"));
  CHECK_FALSE(has_part(s.posted_to("C1").back(), "the early bird"));
}

TEST_CASE("a wish to have it now survives a crash") {
  digest_scene s;
  s.thank("U1", "<@U2> ++ for the early bird", "1.1");
  s.deliver();
  s.workspace.failures["find_channel"].clear();
  chat::command_invoked event;
  event.workspace = "T1";
  event.channel = "C1";
  event.person = "U1";
  event.name = "/digest";
  event.text = chat::from_markup("now");
  event.trigger = "t";
  event.at = s.clock.now();
  CHECK(s.tell(*s.running, event).value());
  s.start();
  CHECK(s.posted_to("C1").size() == 1);
}

TEST_CASE("a digest that is off is not posted, until it is on again") {
  digest_scene s;
  s.digest_command("off");
  s.thank("U1", "<@U2> ++ for the calm release", "1.1");
  s.deliver();
  s.go_on(2h);
  CHECK(s.posted_to("C1").empty());
  CHECK(s.running->ritual()->coming_up().empty());
  CHECK(has_part(reply_text(s.digest_command("status")), "off"));
  s.digest_command("on");
  CHECK(s.posted_to("C1").empty());
  s.go_on(24h * 7);
  CHECK(s.posted_to("C1").size() == 1);
}

TEST_CASE("a word or a name that is not known is answered with the one that was meant") {
  digest_scene s({digest_in("weekly"), digest_in("sales", "#wins")});
  CHECK(has_part(reply_text(s.digest_command("previw")), "/digest preview"));
  CHECK(has_part(reply_text(s.digest_command("preview wekly")), "weekly"));
  CHECK(has_part(reply_text(s.digest_command("off zzzzzzzz")), "weekly, sales"));
  CHECK(has_part(reply_text(s.digest_command("")), "/digest setup"));
  // In a channel the one that comes there is meant; elsewhere it has to be said.
  CHECK(has_part(reply_text(s.digest_command("off", "U1", "C2")), "\\\"sales\\\" is off"));
  CHECK(has_part(reply_text(s.digest_command("off", "U1", "DU1")),
                 "Which one: weekly, sales? Say its name, too."));
}
