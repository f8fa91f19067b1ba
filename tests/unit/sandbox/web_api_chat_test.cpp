#include "unit/sandbox/desk.hpp"

#include <doctest/doctest.h>

using namespace huzzah::sandbox;
using namespace huzzah::sandbox::testing;

TEST_CASE("the bot posts and gets the message back") {
  desk here;
  auto const answer = here.call("chat.postMessage", {{"channel", general}, {"text", "hello"}});
  CHECK(answer["ok"] == true);
  CHECK(answer["channel"] == general);
  CHECK(answer["message"]["text"] == "hello");
  CHECK(answer["message"]["bot_id"] == "B0HUZZAH01");
  CHECK(answer["message"]["user"] == bot);
  CHECK(answer["message"]["ts"] == answer["ts"]);
  CHECK(here.place.state.find_channel(general)->find(*parse_ts(answer["ts"].get<std::string>())) != nullptr);
}

TEST_CASE("a person's message looks typed, not sent by an app") {
  desk here;
  here.say(ada, general, "hello");
  auto const& said = here.heard.back().now;
  CHECK(said.user == ada);
  CHECK(said.bot_id.empty());
  CHECK_FALSE(said.client_msg_id.empty());
}

TEST_CASE("text is stored with its special characters escaped and its links as links") {
  desk here;
  auto const stored = [&](std::string const& text) {
    return here.call("chat.postMessage", {{"channel", general}, {"text", text}})["message"]["text"]
        .get<std::string>();
  };
  CHECK(stored("C++ < C & D > E") == "C++ &lt; C &amp; D &gt; E");
  CHECK(stored("&lt;done&gt; &amp;") == "&lt;done&gt; &amp;");
  CHECK(stored("<@U0ADA00001> <!subteam^S1|@crew> <https://a.example|b>") ==
        "<@U0ADA00001> <!subteam^S1|@crew> <https://a.example|b>");
  CHECK(stored("see https://a.example/x?a=1&b=2.") == "see <https://a.example/x?a=1&amp;b=2>.");
  CHECK(stored("<b>bold</b>") == "&lt;b&gt;bold&lt;/b&gt;");
}

TEST_CASE("a live broadcast of the bot's stays visible as one") {
  desk here;
  here.call("chat.postMessage", {{"channel", general}, {"text", "<!channel> look"}});
  CHECK(here.heard.back().now.text == "<!channel> look");
  here.call("chat.postMessage", {{"channel", general}, {"text", "&lt;!channel&gt; look"}});
  CHECK(here.heard.back().now.text == "&lt;!channel&gt; look");
}

TEST_CASE("posting is refused with Slack's words") {
  desk here;
  auto const refusal = [&](json const& args) { return here.error_of("chat.postMessage", args); };
  CHECK(refusal({{"text", "x"}}) == "invalid_arguments");
  CHECK(refusal({{"channel", "C0NOTHING1"}, {"text", "x"}}) == "channel_not_found");
  CHECK(refusal({{"channel", random_channel}, {"text", "x"}}) == "not_in_channel");
  CHECK(refusal({{"channel", general}}) == "no_text");
  CHECK(refusal({{"channel", general}, {"text", ""}}) == "no_text");
  CHECK(refusal({{"channel", general}, {"text", std::string(40'001, 'x')}}) == "msg_too_long");
  CHECK(refusal({{"channel", general}, {"text", "x"}, {"thread_ts", "1.000000"}}) == "thread_not_found");
  CHECK(refusal({{"channel", general}, {"text", "x"}, {"blocks", "no JSON"}}) == "invalid_blocks_format");
  CHECK(refusal({{"channel", general}, {"text", "x"}, {"metadata", {{"event_type", "a"}}}}) ==
        "invalid_metadata_schema");
  CHECK(refusal({{"channel", "USLACKBOT_"}, {"text", "x"}}) == "channel_not_found");
  CHECK(refusal({{"channel", "U0DEPLOY01"}, {"text", "x"}}) == "cannot_dm_bot");
  CHECK(refusal({{"channel", "U0GRETA001"}, {"text", "x"}}) == "user_disabled");
  here.place.state.find_channel(engineering)->is_archived = true;
  CHECK(refusal({{"channel", engineering}, {"text", "x"}}) == "is_archived");
}

TEST_CASE("bad blocks are refused with a message for each") {
  desk here;
  json const blocks = json::array({{{"type", "section"}}, {{"type", "marquee"}}});
  auto const answer = here.call("chat.postMessage", {{"channel", general}, {"blocks", blocks}});
  CHECK(answer["error"] == "invalid_blocks");
  CHECK(answer["response_metadata"]["messages"].size() == 2);
  CHECK(answer["errors"][1] == "unsupported type: marquee [json-pointer:/blocks/1/type]");
}

TEST_CASE("a post to a person goes to the direct conversation, a post by name to the channel") {
  desk here;
  CHECK(here.call("chat.postMessage", {{"channel", ada}, {"text", "x"}})["channel"] == im_of_ada);
  CHECK(here.call("chat.postMessage", {{"channel", "#general"}, {"text", "x"}})["channel"] == general);
}

TEST_CASE("a reply to a reply joins the thread's root, and a broadcast reply says so") {
  desk here;
  auto const root = here.say(ada, general, "root");
  auto const reply =
      here.call("chat.postMessage", {{"channel", general}, {"text", "a"}, {"thread_ts", root}})["ts"]
          .get<std::string>();
  auto const second = here.call(
      "chat.postMessage",
      {{"channel", general}, {"text", "b"}, {"thread_ts", reply}, {"reply_broadcast", true}})["message"];
  CHECK(second["thread_ts"] == root);
  CHECK(second["subtype"] == "thread_broadcast");
}

TEST_CASE("only one's own messages can be edited") {
  desk here;
  auto const own = here.call("chat.postMessage", {{"channel", general}, {"text", "a"}})["ts"];
  auto const edited = here.call("chat.update", {{"channel", general}, {"ts", own}, {"text", "b"}});
  CHECK(edited["ok"] == true);
  CHECK(edited["text"] == "b");
  CHECK(here.heard.back().what == happening::kind::changed);
  auto const other = here.say(ada, general, "mine");
  CHECK(here.error_of("chat.update", {{"channel", general}, {"ts", other}, {"text", "b"}}) ==
        "cant_update_message");
  CHECK(here.error_of("chat.update", {{"channel", general}, {"ts", "1.0"}, {"text", "b"}}) ==
        "message_not_found");
  CHECK(here.error_of("chat.update", {{"channel", "C1"}, {"ts", own}, {"text", "b"}}) == "channel_not_found");
  CHECK(here.error_of("chat.update", {{"channel", general}, {"ts", own}}) == "no_text");
  CHECK(here.call_as(ada, "chat.update", {{"channel", general}, {"ts", other}, {"text", "c"}})["ok"] == true);
}

TEST_CASE("an edit without blocks keeps them, and an empty list removes them") {
  desk here;
  json const blocks = json::array({{{"type", "divider"}}});
  auto const at =
      here.call("chat.postMessage", {{"channel", general}, {"text", "a"}, {"blocks", blocks}})["ts"];
  auto answer = here.call("chat.update", {{"channel", general}, {"ts", at}, {"text", "b"}});
  CHECK(answer["message"]["blocks"].size() == 1);
  answer =
      here.call("chat.update", {{"channel", general}, {"ts", at}, {"text", "b"}, {"blocks", json::array()}});
  CHECK_FALSE(answer["message"].contains("blocks"));
}

TEST_CASE("only one's own messages can be deleted") {
  desk here;
  auto const own = here.call("chat.postMessage", {{"channel", general}, {"text", "a"}})["ts"];
  CHECK(here.call("chat.delete", {{"channel", general}, {"ts", own}})["ok"] == true);
  CHECK(here.error_of("chat.delete", {{"channel", general}, {"ts", own}}) == "message_not_found");
  auto const other = here.say(ada, general, "mine");
  CHECK(here.error_of("chat.delete", {{"channel", general}, {"ts", other}}) == "cant_delete_message");
}

TEST_CASE("an ephemeral message reaches one member's page and no history") {
  desk here;
  auto const before = here.heard.size();
  auto const answer =
      here.call("chat.postEphemeral", {{"channel", general}, {"user", ada}, {"text", "psst"}});
  CHECK(answer["ok"] == true);
  CHECK(here.heard.size() == before);
  REQUIRE(here.shown.size() == 1);
  CHECK(here.shown[0].first == ada);
  CHECK(here.shown[0].second["type"] == "ephemeral");
  CHECK(here.shown[0].second["message"]["text"] == "psst");
  CHECK(here.shown[0].second["message"]["ts"] == answer["message_ts"]);
  CHECK(here.error_of("chat.postEphemeral", {{"channel", general}, {"user", "U0"}, {"text", "x"}}) ==
        "user_not_found");
  CHECK(here.error_of("chat.postEphemeral", {{"channel", general}, {"user", "U0DEPLOY01"}, {"text", "x"}}) ==
        "user_not_in_channel");
}

TEST_CASE("a permalink names channel, message and thread") {
  desk here;
  auto const root = here.say(ada, general, "root");
  auto answer = here.call("chat.getPermalink", {{"channel", general}, {"message_ts", root}});
  auto digits = root;
  digits.erase(digits.find('.'), 1);
  CHECK(answer["permalink"].get<std::string>().ends_with("/archives/C0GENERAL1/p" + digits));
  CHECK(here.error_of("chat.getPermalink", {{"channel", general}, {"message_ts", "1.0"}}) ==
        "message_not_found");
  CHECK(here.error_of("chat.getPermalink", {{"channel", "C1"}, {"message_ts", root}}) == "channel_not_found");
}
