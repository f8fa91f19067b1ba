// The past of channels and threads, as Slack keeps it, reads as the events that told of it.
#include "slack/slack_workspace.hpp"

#include "fake_slack.hpp"
#include "slack/history_decoder.hpp"
#include "support/virtual_clock.hpp"

#include <doctest/doctest.h>

using namespace huzzah;
using nlohmann::json;
using test::fake_slack;
using test::run;
using namespace std::chrono_literals;

namespace {

base::time_point const start{std::chrono::seconds(1'800'000'000)};

slack::identity const us{"T1", "U0BOT"};

struct desk {
  test::virtual_clock clock{start};
  fake_slack slack;
  std::unique_ptr<slack::slack_workspace> workspace =
      run(slack.io, slack::slack_workspace::connect(slack.options(), clock)).value();

  result<chat::past_page> read(chat::past_query wanted) {
    return run(slack.io, workspace->read_past(std::move(wanted)));
  }
  std::map<std::string, std::string> const& asked(std::string const& method) {
    return slack.last(method).arguments;
  }
};

chat::past_query of_channel() {
  chat::past_query wanted;
  wanted.channel = "C1";
  return wanted;
}

chat::past_message decode(std::string_view message, base::time_point as_of = start,
                          chat::channel_kind kind = chat::channel_kind::channel) {
  return slack::decode_past(json::parse(message), "C1", kind, us, as_of);
}

}  // namespace

TEST_CASE("a message of the past is what the event was that told of it") {
  std::string const said =
      R"("type":"message","ts":"1799999000.000100","user":"U1","text":"&lt;3 <@U2> ++ for *it*")";
  std::string const live =
      "{" + said + R"(,"channel":"C1","channel_type":"channel","event_ts":"1799999000.000100"})";
  auto const past = decode("{" + said + R"(,"team":"T1","blocks":[]})");
  auto const told = std::get<chat::message_posted>(slack::decode_message(json::parse(live), us).value());
  REQUIRE(past.said);
  CHECK(past.said->text == told.text);
  CHECK(past.said->where == told.where);
  CHECK(past.said->author == told.author);
  CHECK(past.said->at == told.at);
  CHECK(past.said->thread == told.thread);
  CHECK(past.said->channel == told.channel);
  CHECK(past.said->is_past);
  CHECK_FALSE(told.is_past);
  CHECK(past.at == told.at);
  CHECK_FALSE(past.edited_at);
  CHECK_FALSE(past.has_replies);
}

TEST_CASE("the kind of a channel is the one that was asked for, whatever its id looks like") {
  auto const past =
      decode(R"({"ts":"1.0","user":"U1","text":"hi"})", start, chat::channel_kind::group_direct);
  CHECK(past.said->channel == chat::channel_kind::group_direct);
}

TEST_CASE("an edit of the past is as new as its second allows") {
  std::string const message =
      R"({"ts":"1799999000.000100","user":"U1","text":"x","edited":{"user":"U1","ts":"1799999100.000000"}})";
  base::time_point const second{std::chrono::seconds(1'799'999'100)};
  // While that second lasts, another edit in it may come.
  CHECK(decode(message, second + 999ms).edited_at == second);
  CHECK(decode(message, second + 1s).edited_at == second + 1s - 1us);
  CHECK(decode(R"({"ts":"1.0","user":"U1","text":"x","edited":{"user":"U1","ts":"1799999100.250000"}})")
            .edited_at == second + 250ms);
}

TEST_CASE("reactions of the past have people, tones of one emoji are the same, and our own are left out") {
  auto const past = decode(
      R"({"ts":"1.0","user":"U1","text":"x","reactions":[{"name":"clap","users":["U2","U0BOT"],"count":2},)"
      R"({"name":"clap::skin-tone-3","users":["U3","U2"],"count":2},{"name":"tada","users":["U2"],"count":1}]})");
  REQUIRE(past.reactions.size() == 2);
  CHECK(past.reactions[0].emoji == "clap");
  CHECK(past.reactions[0].people == std::vector<std::string>{"U2", "U3"});
  CHECK(past.reactions[1].people == std::vector<std::string>{"U2"});
  CHECK(past.has_all_reactions);
  CHECK_FALSE(decode(R"({"ts":"1.0","user":"U1","reactions":[{"name":"clap","users":["U2"],"count":61}]})")
                  .has_all_reactions);
}

TEST_CASE("what nobody said is there, and says nothing") {
  auto const of_bot = decode(R"({"ts":"1.0","user":"U0BOT","bot_id":"B1","text":"What went well?",)"
                             R"("thread_ts":"1.0","reply_count":2,"latest_reply":"1.7"})");
  CHECK_FALSE(of_bot.said);
  CHECK(of_bot.author == "U0BOT");
  CHECK(of_bot.has_replies);
  CHECK(of_bot.latest_reply == "1.7");
  CHECK_FALSE(decode(R"({"ts":"1.0","user":"U1","subtype":"channel_join","text":"joined"})").said);
  CHECK_FALSE(decode(R"({"ts":"1.0","user":"U1","subtype":"channel_join","text":"joined"})").is_our_arrival);
  CHECK(decode(R"({"ts":"1.0","user":"U0BOT","subtype":"channel_join","inviter":"U1"})").is_our_arrival);
  CHECK(decode(R"({"ts":"1.0","user":"U0BOT","subtype":"group_join","inviter":"U1"})").is_our_arrival);
  CHECK_FALSE(of_bot.is_our_arrival);
  auto const gone = decode(R"({"ts":"1.0","user":"USLACKBOT","subtype":"tombstone","text":"deleted"})");
  CHECK(gone.is_gone);
  CHECK_FALSE(gone.said);
  for (auto const* broken : {"7", "null", "[]", "{}", R"({"ts":7})", R"({"reactions":{"a":1}})"})
    CHECK(decode(broken).where.id.empty());
  CHECK(decode(R"({"ts":"1.0","reactions":[7,{"name":7},{"name":"x","users":[7,null]}]})").reactions.size() ==
        1);
}

TEST_CASE("a page of a channel is asked for within its bounds, and knows its time and the next one") {
  desk d;
  net::http_response answer(
      200,
      R"({"ok":true,"has_more":true,"messages":[{"ts":"1799999000.000100","user":"U1","text":"hi"},7],)"
      R"("response_metadata":{"next_cursor":"bmV4dA=="}})",
      "application/json");
  answer.fields.set("Date", "Fri, 15 Jan 2027 08:00:09 GMT");
  d.slack.once["conversations.history"].push_back(answer);
  auto wanted = of_channel();
  wanted.after = "1799990000.000000";
  wanted.before = "1799999999.000000";
  wanted.cursor = "Y3Vyc29y";
  wanted.limit = 100;
  auto const page = d.read(wanted).value();
  REQUIRE(page.messages.size() == 1);
  CHECK(page.messages[0].said->author == "U1");
  CHECK(page.next == "bmV4dA==");
  CHECK(page.as_of == start + 9s);
  auto const& asked = d.asked("conversations.history");
  CHECK(asked.at("channel") == "C1");
  CHECK(asked.at("oldest") == "1799990000.000000");
  CHECK(asked.at("latest") == "1799999999.000000");
  CHECK(asked.at("cursor") == "Y3Vyc29y");
  CHECK(asked.at("limit") == "100");
  CHECK(asked.count("ts") == 0);
}

TEST_CASE("a page of a thread comes without the thread's first message, and none where there is no thread") {
  desk d;
  d.slack.answers["conversations.replies"] = {R"({"ok":true,"messages":[{"ts":"1.0","user":"U1","text":"a"},)"
                                              R"({"ts":"1.5","thread_ts":"1.0","user":"U2","text":"b"}]})",
                                              R"({"ok":false,"error":"thread_not_found"})"};
  auto wanted = of_channel();
  wanted.thread = "1.0";
  auto const page = d.read(wanted).value();
  REQUIRE(page.messages.size() == 1);
  CHECK(page.messages[0].said->thread == "1.0");
  CHECK(page.next.empty());
  CHECK(d.asked("conversations.replies").at("ts") == "1.0");
  CHECK(d.read(wanted).value().messages.empty());
}

TEST_CASE("one message of the past is found, or it isn't there") {
  desk d;
  chat::message_ref const where("T1", "C1", "1.5");
  d.slack.answers["conversations.replies"] = {R"({"ok":true,"messages":[{"ts":"1.0","user":"U1","text":"a"},)"
                                              R"({"ts":"1.5","thread_ts":"1.0","user":"U2","text":"b"}]})",
                                              R"({"ok":true,"messages":[]})",
                                              R"({"ok":false,"error":"thread_not_found"})",
                                              R"({"ok":false,"error":"not_in_channel"})"};
  auto const find = [&] {
    return run(d.slack.io, d.workspace->find_past(where, chat::channel_kind::channel));
  };
  auto const found = find().value();
  REQUIRE(found.messages.size() == 1);
  CHECK(found.messages[0].where == where);
  auto const& asked = d.asked("conversations.replies");
  CHECK(asked.at("oldest") == "1.5");
  CHECK(asked.at("latest") == "1.5");
  CHECK(asked.at("inclusive") == "true");
  CHECK(find().value().messages.empty());
  CHECK(find().value().messages.empty());
  CHECK(find().error().code == errc::rejected);
}

TEST_CASE("everybody's reactions are asked for in full") {
  desk d;
  d.slack.answers["reactions.get"] = {
      R"({"ok":true,"type":"message","message":{"ts":"1.5","reactions":[{"name":"clap","users":["U1","U2"],"count":2}]}})",
      R"({"ok":false,"error":"message_not_found"})"};
  chat::message_ref const where("T1", "C1", "1.5");
  auto const all = run(d.slack.io, d.workspace->all_reactions(where)).value();
  REQUIRE(all.size() == 1);
  CHECK(all[0].people.size() == 2);
  CHECK(d.asked("reactions.get").at("full") == "true");
  CHECK(d.asked("reactions.get").at("timestamp") == "1.5");
  CHECK(run(d.slack.io, d.workspace->all_reactions(where)).value().empty());
}

TEST_CASE("reading back leaves turns for everything else, and says when to come again") {
  desk d;
  d.slack.answers["conversations.history"] = {R"({"ok":true,"messages":[]})"};
  for (int i = 0; i < 10; ++i)
    CHECK(d.read(of_channel()));
  bool over = false;
  asio::co_spawn(d.slack.io, d.workspace->read_past(of_channel()),
                 [&](std::exception_ptr, result<chat::past_page> page) { over = page.has_value(); });
  test::run_until(d.slack.io, [&] { return d.clock.sleepers() > 0; });
  CHECK_FALSE(over);
  // Somebody else's turn comes at once.
  CHECK(run(d.slack.io, d.workspace->find_marked("C1", "", "mark", start)).error().code == errc::not_found);
  d.clock.advance(5s);
  test::run_until(d.slack.io, [&] { return over; });

  net::http_response slow_down(429, R"({"ok":false,"error":"ratelimited"})", "application/json");
  slow_down.fields.set("Retry-After", "30");
  d.slack.once["conversations.history"].push_back(slow_down);
  auto const refused = d.read(of_channel()).error();
  CHECK(refused.code == errc::rate_limited);
  CHECK(refused.retry_after == 30s);
}

TEST_CASE("our channels are told with their kinds, and without direct ones where the app may not see those") {
  desk d;
  d.slack.answers["users.conversations"] = {
      R"({"ok":true,"channels":[{"id":"C1","name":"team"},{"id":"C2","name":"quiet","is_private":true},)"
      R"({"id":"D1","is_im":true,"user":"U1"},{"id":"G1","is_mpim":true,"is_private":true}]})",
      R"({"ok":false,"error":"missing_scope","needed":"im:read"})",
      R"({"ok":true,"channels":[{"id":"C1","name":"team"}]})"};
  auto const own = [&] { return run(d.slack.io, d.workspace->own_channels({})).value().channels; };
  auto const all = own();
  REQUIRE(all.size() == 4);
  CHECK(all[0].kind == chat::channel_kind::channel);
  CHECK(all[1].kind == chat::channel_kind::private_channel);
  CHECK(all[2].kind == chat::channel_kind::direct);
  CHECK(all[3].kind == chat::channel_kind::group_direct);
  CHECK(d.asked("users.conversations").at("types") == "public_channel,private_channel,im,mpim");
  CHECK(own().size() == 1);
  CHECK(d.asked("users.conversations").at("types") == "public_channel,private_channel");
}

TEST_CASE("our channels come page by page, of the same types as the first page") {
  desk d;
  d.slack.answers["users.conversations"] = {
      R"({"ok":true,"channels":[{"id":"C1"}],"response_metadata":{"next_cursor":"more"}})",
      R"({"ok":true,"channels":[{"id":"C2"}],"response_metadata":{"next_cursor":""}})",
      R"({"ok":false,"error":"missing_scope","needed":"im:read"})",
      R"({"ok":true,"channels":[{"id":"C1"}],"response_metadata":{"next_cursor":"more"}})",
      R"({"ok":true,"channels":[{"id":"C2"}],"response_metadata":{"next_cursor":"even more"}})",
      R"({"ok":true,"channels":[{"id":"C3"}]})"};
  auto const own = [&](std::string cursor) {
    return run(d.slack.io, d.workspace->own_channels(std::move(cursor))).value();
  };
  auto page = own({});
  CHECK(d.asked("users.conversations").at("limit") == "999");
  page = own(page.next);
  CHECK(d.asked("users.conversations").at("cursor") == "more");
  CHECK(page.channels.at(0).id == "C2");
  CHECK(page.next.empty());
  page = own({});
  for (auto const* const cursor : {"more", "even more"}) {
    page = own(page.next);
    CHECK(d.asked("users.conversations").at("cursor") == cursor);
    CHECK(d.asked("users.conversations").at("types") == "public_channel,private_channel");
  }
  CHECK(page.next.empty());
}

TEST_CASE("what nobody waits for is read at half the pace, and the others go first") {
  desk d;
  d.slack.answers["conversations.history"] = {R"({"ok":true,"messages":[]})"};
  auto background = of_channel();
  background.can_wait = true;
  CHECK(d.read(background));
  int over = 0;
  auto const count = [&](std::exception_ptr, result<chat::past_page> const& page) { over += page ? 1 : 0; };
  asio::co_spawn(d.slack.io, d.workspace->read_past(background), count);
  test::run_until(d.slack.io, [&] { return d.clock.sleepers() == 1; });
  // What somebody waits for comes at once.
  CHECK(d.read(of_channel()));
  CHECK(over == 0);
  d.clock.advance(2500ms);
  test::run_until(d.slack.io, [&] { return d.clock.sleepers() == 1; });
  CHECK(over == 0);
  d.clock.advance(1250ms);
  test::run_until(d.slack.io, [&] { return over == 1; });
}

TEST_CASE("moments become timestamps that sort as text") {
  desk d;
  CHECK(d.workspace->id_at(start + 42us) == "1800000000.000042");
  CHECK(d.workspace->id_at(start) < d.workspace->id_at(start + 1us));
}
