#include "slack/block_kit.hpp"
#include "base/text.hpp"
#include "slack/mrkdwn.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <set>
#include <string>

using namespace huzzah;
using nlohmann::json;

namespace {

chat::token text(std::string characters) {
  return {chat::token_kind::text, std::move(characters)};
}

json blocks_of(std::vector<chat::block> blocks) {
  return slack::to_message(chat::message({text("s")}, std::move(blocks)))["blocks"];
}

std::string times(std::string const& piece, std::size_t n) {
  std::string all;
  while (n-- > 0)
    all += piece;
  return all;
}

}  // namespace

TEST_CASE("a message without blocks is its text") {
  CHECK(slack::to_message(chat::message({text("a & b")})) == json{{"text", "a &amp; b"}});
}

TEST_CASE("each block in Slack's form") {
  auto const blocks = blocks_of({chat::header_block{"Title :trophy:"},
                                 chat::section_block{{text("<!here>")}, chat::button("a.b", "Go", "v", true)},
                                 chat::context_block{{text("small")}}, chat::divider_block{},
                                 chat::buttons_block{{chat::button("x", "X"), chat::button("y", "Y", "1")}},
                                 chat::image_block{"https://a.b/c.png", "a picture"}});
  CHECK(blocks == json::parse(R"([
    {"type":"header","text":{"type":"plain_text","text":"Title :trophy:","emoji":true}},
    {"type":"section","text":{"type":"mrkdwn","text":"&lt;!here&gt;","verbatim":true},
     "accessory":{"type":"button","action_id":"a.b","value":"v","style":"primary",
                  "text":{"type":"plain_text","text":"Go","emoji":true}}},
    {"type":"context","elements":[{"type":"mrkdwn","text":"small","verbatim":true}]},
    {"type":"divider"},
    {"type":"actions","elements":[
      {"type":"button","action_id":"x","text":{"type":"plain_text","text":"X","emoji":true}},
      {"type":"button","action_id":"y","value":"1","text":{"type":"plain_text","text":"Y","emoji":true}}]},
    {"type":"image","image_url":"https://a.b/c.png","alt_text":"a picture"}])"));
}

TEST_CASE("no more blocks and characters than Slack takes") {
  std::vector<chat::block> many(80, chat::section_block{{text("x")}, {}});
  auto const blocks = blocks_of(many);
  REQUIRE(blocks.size() == 50);
  CHECK(blocks[48]["text"]["text"] == "x");
  CHECK(blocks[49]["elements"][0]["text"] == "…");
  CHECK(blocks_of({many.begin(), many.begin() + 50})[49]["type"] == "section");

  for (std::string const piece : {"a", "é", "&", "😀", "*", " x"}) {
    auto const length = 4'000u;
    auto const full =
        blocks_of({chat::header_block{times(piece, length)},
                   chat::section_block{{text(times(piece, length))}, chat::button("a", times(piece, length))},
                   chat::context_block{{text(times(piece, length))}}});
    auto const within = [](json const& value, std::size_t limit) {
      auto const shown = value.get<std::string>();
      CHECK(slack::slack_length(shown) <= limit);
      CHECK(slack::slack_length(shown) + 12 >= limit);
      CHECK(shown.ends_with("…"));
      CHECK(base::is_utf8(shown));
    };
    within(full[0]["text"]["text"], 150);
    within(full[1]["text"]["text"], 3'000);
    within(full[1]["accessory"]["text"]["text"], 75);
    within(full[2]["elements"][0]["text"], 3'000);
  }
  auto const button = chat::button("a", "b", times("v", 3'000));
  CHECK(blocks_of({chat::buttons_block{{button}}})[0]["elements"][0]["value"].get<std::string>().size() <=
        2'002);
  auto const long_summary = slack::to_message(chat::message({text(times("a", 50'000))}));
  CHECK(slack::slack_length(long_summary["text"].get<std::string>()) == 40'000);
}

TEST_CASE("what Slack would refuse as empty is left out or filled") {
  CHECK(slack::to_message(chat::message(
            {text("s")},
            {chat::section_block{{}, {}}, chat::header_block{" "}, chat::context_block{{text(" ")}},
             chat::buttons_block{{}}, chat::image_block{"javascript:x", "y"}})) == json{{"text", "s"}});
  CHECK(blocks_of({chat::section_block{{}, chat::button("a", "Go")}})[0]["type"] == "actions");
  CHECK(blocks_of({chat::buttons_block{{chat::button("a", "")}}})[0]["elements"][0]["text"]["text"] == "…");
  CHECK(blocks_of({chat::image_block{"https://a.b", ""}})[0]["alt_text"] == "…");
}

TEST_CASE("buttons of one action in a row differ for Slack and not for us") {
  auto const row = blocks_of(
      {chat::buttons_block{{chat::button("win.thank", "A", "1"), chat::button("win.thank", "B", "2"),
                            chat::button("win.thank", "C", "3")}}})[0]["elements"];
  std::set<std::string> ids;
  for (auto const& element : row) {
    auto const id = element["action_id"].get<std::string>();
    CHECK(slack::action_name(id) == "win.thank");
    ids.insert(id);
  }
  CHECK(ids.size() == 3);
  CHECK(slack::action_name("a#b") == "a#b");
  CHECK(slack::action_name("a#") == "a#");
}

TEST_CASE("a form is a modal view") {
  chat::form asked("kudos.give", "Give kudos to somebody who helped");
  asked.context = "ctx";
  using kind = chat::form_field::kind;
  asked.fields = {
      chat::form_field("why", "Why?", kind::long_text),   chat::form_field("who", "Who?", kind::people),
      chat::form_field("one", "One", kind::person, true), chat::form_field("where", "Where?", kind::channel),
      chat::form_field("pick", "Pick", kind::choice),     chat::form_field("none", "None", kind::choice)};
  asked.fields[0].initial = "because";
  asked.fields[0].hint = "a line";
  asked.fields[1].initial = "U1,bad id,U2";
  asked.fields[4].choices = {"red", "green", "red"};
  asked.fields[4].initial = "green";
  auto const view = slack::to_view(asked);
  REQUIRE(view.has_value());
  CHECK((*view)["type"] == "modal");
  CHECK((*view)["callback_id"] == "kudos.give");
  CHECK((*view)["private_metadata"] == "ctx");
  CHECK(slack::slack_length((*view)["title"]["text"].get<std::string>()) == 24);
  auto const& blocks = (*view)["blocks"];
  REQUIRE(blocks.size() == 5);
  CHECK(blocks[0]["block_id"] == "why");
  CHECK(blocks[0]["element"] == json{{"type", "plain_text_input"},
                                     {"multiline", true},
                                     {"initial_value", "because"},
                                     {"action_id", "value"}});
  CHECK(blocks[0]["hint"]["text"] == "a line");
  CHECK(blocks[1]["element"]["initial_users"] == json{"U1", "U2"});
  CHECK(blocks[2]["optional"] == true);
  CHECK(blocks[3]["element"]["type"] == "conversations_select");
  CHECK(blocks[4]["element"]["options"].size() == 2);
  CHECK(blocks[4]["element"]["initial_option"]["value"] == "green");

  asked.context = times("x", 3'001);
  CHECK(slack::to_view(asked).error().code == errc::invalid_input);
}

TEST_CASE("a picture that was uploaded is shown by its file") {
  CHECK(blocks_of({chat::image_block{"https://a.b/c.png", "a week", "F0123"}}) == json::parse(R"([
    {"type":"image","slack_file":{"id":"F0123"},"alt_text":"a week"}])"));
  CHECK(slack::to_message(chat::message({text("s")}, {chat::image_block{"", "a week", "no id"}})) ==
        json{{"text", "s"}});
}

TEST_CASE("times, dates and several choices in a form") {
  using kind = chat::form_field::kind;
  chat::form asked("standup.setup", "Stand-up");
  asked.fields = {chat::form_field("at", "At", kind::time), chat::form_field("until", "Until", kind::date),
                  chat::form_field("days", "Days", kind::choices),
                  chat::form_field("many", "Many", kind::choices),
                  chat::form_field("none", "None", kind::choices)};
  asked.fields[0].initial = "09:30";
  asked.fields[1].initial = "2026-11-21";
  asked.fields[2].choices = {"Monday", "Tuesday", "Wednesday"};
  asked.fields[2].initial = "Monday, Wednesday,Sunday";
  for (auto n = 0; n < 11; ++n)
    asked.fields[3].choices.push_back("choice " + std::to_string(n));
  auto const view = slack::to_view(asked).value();
  auto const& blocks = view["blocks"];
  REQUIRE(blocks.size() == 4);
  CHECK(blocks[0]["element"] ==
        json{{"type", "timepicker"}, {"initial_time", "09:30"}, {"action_id", "value"}});
  CHECK(blocks[1]["element"] ==
        json{{"type", "datepicker"}, {"initial_date", "2026-11-21"}, {"action_id", "value"}});
  CHECK(blocks[2]["element"]["type"] == "checkboxes");
  CHECK(blocks[2]["element"]["options"].size() == 3);
  REQUIRE(blocks[2]["element"]["initial_options"].size() == 2);
  CHECK(blocks[2]["element"]["initial_options"][1]["value"] == "Wednesday");
  CHECK(blocks[3]["element"]["type"] == "multi_static_select");
  CHECK_FALSE(blocks[3]["element"].contains("initial_options"));

  asked.fields[0].initial = "9:30";
  asked.fields[1].initial = "tomorrow";
  auto const odd = slack::to_view(asked).value();
  CHECK_FALSE(odd["blocks"][0]["element"].contains("initial_time"));
  CHECK_FALSE(odd["blocks"][1]["element"].contains("initial_date"));
}

TEST_CASE("a submitted form is read back, whatever its fields are") {
  auto const values = json::parse(R"({
    "at":{"value":{"type":"timepicker","selected_time":"09:30"}},
    "until":{"value":{"type":"datepicker","selected_date":null}},
    "days":{"value":{"type":"checkboxes","selected_options":[{"value":"Monday"},{"value":"Friday"},{}]}},
    "many":{"value":{"type":"multi_static_select","selected_options":[]}},
    "one":{"value":{"type":"static_select","selected_option":{"value":"red"}}},
    "who":{"value":{"type":"multi_users_select","selected_users":["U1","U2"]}},
    "odd":[]})");
  CHECK(slack::form_values(values) == std::map<std::string, std::string>{{"at", "09:30"},
                                                                         {"until", ""},
                                                                         {"days", "Monday,Friday"},
                                                                         {"many", ""},
                                                                         {"one", "red"},
                                                                         {"who", "U1,U2"}});
}

TEST_CASE("a command is answered privately unless it is meant for all") {
  CHECK(slack::to_command_reply(chat::reply()).is_null());
  auto const said = chat::message({text("hi")});
  CHECK(slack::to_command_reply(chat::reply(said)) == json{{"response_type", "ephemeral"}, {"text", "hi"}});
  CHECK(slack::to_command_reply(chat::reply(said, true))["response_type"] == "in_channel");
}

TEST_CASE("a form is answered with its errors or with words in its place") {
  CHECK(slack::to_form_reply(chat::reply(), "T").is_null());
  chat::reply wrong;
  wrong.errors["why"] = "Say a little more.";
  CHECK(slack::to_form_reply(wrong, "T") ==
        json{{"response_action", "errors"}, {"errors", {{"why", "Say a little more."}}}});
  auto const told = slack::to_form_reply(chat::reply(chat::message({text("Thank you")})), "Give kudos");
  CHECK(told["response_action"] == "update");
  CHECK(told["view"]["title"]["text"] == "Give kudos");
  CHECK(told["view"]["blocks"][0]["text"]["text"] == "Thank you");
}
