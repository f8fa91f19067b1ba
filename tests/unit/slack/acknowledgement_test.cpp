#include "slack/acknowledgement.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <string>

using namespace huzzah;
using nlohmann::json;
using slack::envelope_kind;

namespace {

chat::reply says(std::string words) {
  return chat::reply(chat::message({{chat::token_kind::text, std::move(words)}}));
}

slack::envelope of(envelope_kind kind) {
  slack::envelope made;
  made.id = "e";
  made.kind = kind;
  made.accepts_response_payload = kind == envelope_kind::slash_command;
  made.response_url = "https://hooks.slack.com/x";
  return made;
}
slack::envelope form() {
  auto made = of(envelope_kind::interactive);
  made.accepts_response_payload = true;
  made.is_form = true;
  made.form_title = "Give kudos";
  made.form_field = "why";
  return made;
}
json frame(std::optional<slack::acknowledgement> const& answer) {
  REQUIRE(answer.has_value());
  return json::parse(answer->frame);
}

error const lost(errc::io_failed, "disk");

}  // namespace

TEST_CASE("an event is acknowledged with its id alone, once it is saved") {
  CHECK(frame(slack::acknowledge(of(envelope_kind::events_api), chat::reply())) ==
        json{{"envelope_id", "e"}});
  CHECK_FALSE(slack::acknowledge(of(envelope_kind::events_api), lost).has_value());
}

TEST_CASE("an id is given back as it came, whatever is in it") {
  for (std::string const id : {"7d0f-1", "", "\"quoted\"", "back\\slash", "caf\u00e9", "new\nline", "\x7f"}) {
    auto event = of(envelope_kind::events_api);
    event.id = id;
    CHECK(frame(slack::acknowledge(event, chat::reply())) == json{{"envelope_id", id}});
  }
}

TEST_CASE("a command is answered in its acknowledgement") {
  auto const answer = slack::acknowledge(of(envelope_kind::slash_command), says("hi"));
  CHECK(frame(answer) ==
        json{{"envelope_id", "e"}, {"payload", {{"response_type", "ephemeral"}, {"text", "hi"}}}});
  CHECK(answer->later.empty());
  CHECK(frame(slack::acknowledge(of(envelope_kind::slash_command), chat::reply())) ==
        json{{"envelope_id", "e"}});
}

TEST_CASE("a command that could not be saved is told so, for it is never sent again") {
  auto const told = frame(slack::acknowledge(of(envelope_kind::slash_command), lost));
  CHECK(told["payload"]["response_type"] == "ephemeral");
  CHECK(told["payload"]["text"].get<std::string>().find("try again") != std::string::npos);
}

TEST_CASE("what a frame says is there to be said through the response_url, should the frame be lost") {
  auto const command = slack::acknowledge(of(envelope_kind::slash_command), says("hi"));
  CHECK(json::parse(command->if_lost) == json{{"response_type", "ephemeral"}, {"text", "hi"}});
  CHECK(slack::acknowledge(of(envelope_kind::slash_command), chat::reply())->if_lost.empty());
  // A form has no such URL: whoever sends it once more gets the answer then.
  CHECK(slack::acknowledge(form(), says("thanks"))->if_lost.empty());
  CHECK(slack::acknowledge(of(envelope_kind::events_api), chat::reply())->if_lost.empty());
}

TEST_CASE("an answer for which Slack no longer waits goes through the response_url, and only there") {
  auto const late = slack::acknowledge(of(envelope_kind::slash_command), says("hi"), true);
  CHECK(frame(late) == json{{"envelope_id", "e"}});
  CHECK(json::parse(late->later)["text"] == "hi");
  CHECK(late->if_lost.empty());
  CHECK(frame(slack::acknowledge(form(), says("thanks"), true)).contains("payload"));
}

TEST_CASE("an answer that is too large for a frame goes through the response_url") {
  auto const answer =
      slack::acknowledge(of(envelope_kind::slash_command),
                         chat::reply(chat::message(
                             {}, std::vector<chat::block>(40, chat::header_block{std::string(2'000, 'x')}))));
  auto small = slack::acknowledge(of(envelope_kind::slash_command), says(std::string(2'900, 'x')));
  CHECK(frame(small).contains("payload"));
  std::vector<chat::block> many;
  for (auto i = 0; i < 10; ++i)
    many.emplace_back(chat::section_block{{{chat::token_kind::text, std::string(2'900, 'x')}}, {}});
  auto const large =
      slack::acknowledge(of(envelope_kind::slash_command), chat::reply(chat::message({}, many)));
  CHECK(frame(large) == json{{"envelope_id", "e"}});
  CHECK(json::parse(large->later)["blocks"].size() == 10);
  CHECK(answer->frame.size() <= 20'480);
}

TEST_CASE("a button is answered through the response_url, and its message stays") {
  auto const answer = slack::acknowledge(of(envelope_kind::interactive), says("done"));
  CHECK(frame(answer) == json{{"envelope_id", "e"}});
  auto const later = json::parse(answer->later);
  CHECK(later["text"] == "done");
  CHECK(later["replace_original"] == false);
  CHECK(slack::acknowledge(of(envelope_kind::interactive), chat::reply())->later.empty());
  CHECK_FALSE(slack::acknowledge(of(envelope_kind::interactive), lost)->later.empty());
}

TEST_CASE("a form is answered with errors or words in its place, and keeps what was typed if it is lost") {
  CHECK(frame(slack::acknowledge(form(), chat::reply())) == json{{"envelope_id", "e"}});
  CHECK(frame(slack::acknowledge(form(), says("thanks")))["payload"]["response_action"] == "update");
  auto const told = frame(slack::acknowledge(form(), lost));
  CHECK(told["payload"]["response_action"] == "errors");
  CHECK(told["payload"]["errors"]["why"].get<std::string>().find("try again") != std::string::npos);
}

TEST_CASE("what is nothing for us is acknowledged all the same") {
  CHECK(frame(slack::acknowledge(of(envelope_kind::other), chat::reply())) == json{{"envelope_id", "e"}});
}
