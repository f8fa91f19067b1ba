#include "support/record_scene.hpp"

#include <doctest/doctest.h>

using namespace huzzah;
using namespace huzzah::test;

namespace {

std::map<std::string, std::string> to(std::string person, std::string note = "") {
  return {
      {"person", std::move(person)}, {"note", std::move(note)}, {"days", "90 days"}, {"format", "Markdown"}};
}

chat::reply ask_to_send(record_scene& s, std::string person, std::map<std::string, std::string> values) {
  return s.tell(s.submitted(std::move(person), std::string(record::send_action), "", std::move(values)))
      .value()
      .value();
}

/// The button of the preview.
chat::button button_of(chat::reply const& preview) {
  for (auto const& block : preview.said->blocks)
    if (auto const* row = std::get_if<chat::buttons_block>(&block)) return row->buttons.front();
  FAIL("no button");
  return {"", ""};
}

std::string press(record_scene& s, std::string person, chat::button const& which) {
  auto const answer = s.tell(s.pressed(std::move(person), which.action, which.value)).value().value();
  s.give();
  return chat::to_plain(answer.said->summary);
}

std::string said(chat::reply const& reply) {
  return chat::to_plain(reply.said->summary);
}

/// What U2 has: something of everything.
void live(record_scene& s) {
  s.workspace.add_channel("C9", "secret").is_private = true;
  s.workspace.members["C9"] = {"U1", "U2", "UHUZZAH"};
  auto hidden = s.posted("U1", "<@U2> ++ for the merger", "70.1");
  hidden.where.channel = "C9";
  hidden.channel = chat::channel_kind::private_channel;
  REQUIRE(s.tell(hidden));
  REQUIRE(s.tell(s.confided("U1", "<@U2> ++ for whispering", "70.2")));
  REQUIRE(s.tell(s.confided("U2", "win: I asked for help", "70.3")));
  REQUIRE(s.tell(s.posted("U1", "<@U2> ++ for the soup", "70.4")));
  REQUIRE(s.tell(s.posted("U2", "win: the build is faster, saves 2 hours a week", "70.5")));
}

}  // namespace

TEST_CASE(
    "a record is sent to a person with a note, without what they can't read, and the preview says how much") {
  record_scene s;
  live(s);
  auto const preview = ask_to_send(s, "U2", to("U3", "For our talk on Monday"));
  CHECK(said(preview) ==
        "Your record for Chiara is ready: 1 win · 1 kudos from 1 person. 3 lines are left out since Chiara "
        "can't "
        "read them.");
  CHECK(s.workspace.files.empty());
  CHECK(press(s, "U2", button_of(preview)) == "Sent to Chiara.");
  REQUIRE(s.workspace.files.size() == 1);
  auto const& given = s.workspace.files.begin()->second;
  CHECK(given.to == "U3");
  CHECK(has(chat::to_plain(given.said.summary), "sends you their record of"));
  CHECK(has(chat::to_plain(given.said.summary), "For our talk on Monday"));
  CHECK(has(given.content, "The record of Bruno"));
  CHECK(has(given.content, "the soup"));
  CHECK(has(given.content, "the build is faster"));
  for (auto const* words : {"merger", "whispering", "asked for help", "70.1", "C9"})
    CHECK_FALSE(has(given.content, words));
}

TEST_CASE(
    "private kudos are left out for their giver, too; who is in the channel reads what was said there") {
  record_scene s;
  live(s);
  auto const preview = ask_to_send(s, "U2", to("U1"));
  CHECK(has(said(preview), "2 lines are left out since Ada can't read them."));
  press(s, "U2", button_of(preview));
  CHECK(has(s.file(), "merger"));
  CHECK_FALSE(has(s.file(), "whispering"));
}

TEST_CASE("between looking at it and sending it, what its reader may see is asked again") {
  record_scene s;
  live(s);
  auto const preview = ask_to_send(s, "U2", to("U1"));
  s.workspace.members["C9"] = {"U2", "UHUZZAH"};
  s.clock.advance(std::chrono::minutes(5));
  press(s, "U2", button_of(preview));
  CHECK_FALSE(has(s.file(), "merger"));
  auto const other = ask_to_send(s, "U2", to("U3"));
  s.workspace.people["U3"].is_deactivated = true;
  s.clock.advance(std::chrono::minutes(5));
  CHECK(press(s, "U2", button_of(other)) == "Choose a person who is a full member here.");
  CHECK(s.workspace.files.size() == 1);
}

TEST_CASE("one private thing more changes no byte of what another person is sent") {
  auto const sent = [](bool with_secret) {
    record_scene s;
    REQUIRE(s.tell(s.posted("U1", "<@U2> ++ for the soup #care", "70.4")));
    if (with_secret) {
      REQUIRE(s.tell(s.confided("U1", "<@U2> ++ for whispering #secrecy", "70.2")));
      REQUIRE(s.tell(s.confided("U2", "win: I asked for help, saves 9 hours a week", "70.3")));
    }
    press(s, "U2", button_of(ask_to_send(s, "U2", to("U3"))));
    auto const& given = s.workspace.files.begin()->second;
    return given.name + given.content + chat::to_json(given.said);
  };
  CHECK(sent(true) == sent(false));
}

TEST_CASE("guests, bots, people who left and oneself are refused at the field") {
  record_scene s;
  live(s);
  s.workspace.people["U4"].is_guest = true;
  for (auto const* person : {"U4", "UBOT", "UGONE", "U2", "", "U99"})
    CHECK(ask_to_send(s, "U2", to(person)).errors.contains("person"));
  CHECK(ask_to_send(s, "U2", to("U3", std::string(501, 'x'))).errors.contains("note"));
  // Nothing would be left of hers.
  REQUIRE(s.tell(s.confided("U1", "win: a secret of mine", "71.3")));
  CHECK(has(ask_to_send(s, "U1", to("U3")).errors["person"], "nothing would be left"));
}

TEST_CASE("what is unknown is left out") {
  record_scene s;
  live(s);
  s.workspace.fail_after["channels_of"] = 1;
  s.workspace.failures["channels_of"].emplace_back(error(errc::remote_failed, "500"));
  CHECK(has(said(ask_to_send(s, "U2", to("U1"))), "3 lines are left out since Ada can't read them."));
}

TEST_CASE("a button that is pressed three times sends once, and a person sends five a day") {
  record_scene s;
  live(s);
  auto const first = button_of(ask_to_send(s, "U2", to("U3")));
  for (int i = 0; i < 3; ++i)
    CHECK(press(s, "U2", first) == "Sent to Chiara.");
  CHECK(s.workspace.files.size() == 1);
  for (int i = 0; i < 4; ++i)
    press(s, "U2", button_of(ask_to_send(s, "U2", to("U4"))));
  CHECK(s.workspace.files.size() == 5);
  CHECK(has(ask_to_send(s, "U2", to("U3")).errors["person"], "You have sent 5 records today"));
  s.clock.advance(std::chrono::hours(24));
  CHECK(ask_to_send(s, "U2", to("U3")).errors.empty());
}

TEST_CASE("one's choices about lines hold for what is sent, and a failed upload is said to its author") {
  record_scene s;
  live(s);
  auto const typed = s.typed("U2", "record lines", "/huzzah");
  REQUIRE(test::run(s.io, s.with.operations->front().run(typed)));
  auto const& form = s.workspace.forms.back();
  std::string soup;
  for (std::size_t i = 0; i < form.fields.front().labels.size(); ++i)
    if (has(form.fields.front().labels[i], "the soup")) soup = form.fields.front().choices[i];
  REQUIRE(s.tell(s.submitted("U2", form.action, form.context, {{"hidden", soup}})));
  auto const preview = ask_to_send(s, "U2", to("U3"));
  CHECK(has(said(preview), "1 win. 3 lines are left out"));
  s.workspace.failures["share_file"].emplace_back(error(errc::rejected, "no"));
  press(s, "U2", button_of(preview));
  s.deliver();
  CHECK(has(s.workspace.texts("DU2").back(), "could not be uploaded"));
  CHECK(s.workspace.texts("DU3").empty());
}

TEST_CASE("a record that was sent is given after a crash, with its note, and a turn is taken with it") {
  record_scene s;
  live(s);
  auto const button = button_of(ask_to_send(s, "U2", to("U3", "First line,\n\"second\" line")));
  REQUIRE(s.tell(s.pressed("U2", button.action, button.value)));
  CHECK(s.workspace.files.empty());
  s.give();
  REQUIRE(s.workspace.files.size() == 1);
  CHECK(
      has(chat::to_plain(s.workspace.files.begin()->second.said.summary), "\nFirst line,\n\"second\" line"));
}

TEST_CASE(
    "a record that was sent is removed when its author or its reader is erased, also before it is given") {
  for (auto const is_given : {true, false})
    for (auto const* person : {"U1", "U2", "U3"}) {
      CAPTURE(is_given);
      CAPTURE(person);
      record_scene s;
      live(s);
      auto const button = button_of(ask_to_send(s, "U2", to("U3", "For our talk")));
      REQUIRE(s.tell(s.pressed("U2", button.action, button.value)));
      if (is_given) s.give();
      s.erase(person);
      auto const waiting = s.read(
          [&](store::reader& from) { return delivery::file_requests(from).next("T1", s.clock.now()); });
      CHECK((waiting && has(waiting->argument, "our talk")) == (!is_given && person == std::string("U1")));
      s.give();
      s.deliver();
      // Before it was given, it is made without the words of who was erased.
      CHECK(s.workspace.files.size() == (!is_given && person == std::string("U1") ? 1 : 0));
      if (person == std::string("U2")) CHECK(s.workspace.texts("DU2").empty());
    }
}
