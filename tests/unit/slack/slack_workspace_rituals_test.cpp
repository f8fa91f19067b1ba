// What rituals ask of a workspace: channels and who is in them, who is away, and pictures.
#include "slack/slack_workspace.hpp"

#include "fake_slack.hpp"
#include "support/virtual_clock.hpp"

#include <doctest/doctest.h>

using namespace huzzah;
using nlohmann::json;
using test::fake_slack;
using test::run;
using namespace std::chrono_literals;

namespace {

base::time_point const start{std::chrono::seconds(1'800'000'000)};

struct desk {
  test::virtual_clock clock{start};
  fake_slack slack;
  std::unique_ptr<slack::slack_workspace> workspace =
      run(slack.io, slack::slack_workspace::connect(slack.options(), clock)).value();

  void refuse(std::string const& method, std::string const& word) {
    slack.answers[method] = {R"({"ok":false,"error":")" + word + "\"}"};
  }
  result<chat::channel_facts> find(std::string const& channel) {
    return run(slack.io, workspace->find_channel(channel));
  }
  result<chat::person> person(std::string const& id) { return run(slack.io, workspace->find_person(id)); }
  result<std::string> upload(std::string png = "\x89PNG\r\n\x1a\n&=") {
    return run(slack.io, workspace->upload_picture("week.png", std::move(png), "Monday 3, Tuesday 5"));
  }
  void offer_upload() {
    slack.answers["files.getUploadURLExternal"] = {
        R"({"ok":true,"file_id":"F1","upload_url":"http://127.0.0.1:)" +
        std::to_string(slack.server->port()) + R"(/upload/ticket"})"};
    slack.answers["files.info"] = {R"({"ok":true,"file":{"id":"F1","mimetype":"image/png"}})"};
  }
};

chat::message with_picture() {
  return chat::message({chat::text("The week")}, {chat::section_block{{chat::text("words")}, {}},
                                                  chat::image_block{"", "Monday 3", "F1"}});
}

}  // namespace

TEST_CASE("a home page is published to its person") {
  desk d;
  REQUIRE(run(d.slack.io, d.workspace->publish_home("U1", chat::message({chat::text("Hello")}))));
  auto const& asked = d.slack.last("views.publish").arguments;
  CHECK(asked.at("user_id") == "U1");
  CHECK(asked.at("view").find(R"("type":"home")") != std::string::npos);
  CHECK(asked.at("view").find("Hello") != std::string::npos);
}

TEST_CASE("a file is given to a person in private, and deleted again") {
  desk d;
  d.offer_upload();
  d.slack.answers["conversations.open"] = {R"({"ok":true,"channel":{"id":"D1"}})"};
  auto const file = run(
      d.slack.io, d.workspace->share_file("U1", "record.md", "# Mine", chat::message({chat::text("Yours")})));
  REQUIRE(file);
  CHECK(*file == "F1");
  CHECK(d.slack.last("files.getUploadURLExternal").arguments.at("length") == "6");
  auto const& completed = d.slack.last("files.completeUploadExternal").arguments;
  CHECK(completed.at("channel_id") == "D1");
  CHECK(completed.at("initial_comment") == "Yours");
  REQUIRE(run(d.slack.io, d.workspace->remove_file("F1")));
  d.refuse("files.delete", "file_not_found");
  CHECK(run(d.slack.io, d.workspace->remove_file("F1")));
  d.refuse("files.delete", "cant_delete_file");
  CHECK_FALSE(run(d.slack.io, d.workspace->remove_file("F1")));
}

TEST_CASE("a channel is known by its id") {
  desk d;
  d.slack.answers["conversations.info"] = {
      R"({"ok":true,"channel":{"id":"C1","name":"team","is_member":true,"is_private":true}})"};
  auto const found = d.find("C1").value();
  CHECK(found.id == "C1");
  CHECK(found.name == "team");
  CHECK(found.is_member);
  CHECK(found.is_private);
  CHECK_FALSE(found.is_archived);
  CHECK(d.slack.last("conversations.info").arguments.at("channel") == "C1");
}

TEST_CASE("a channel is asked for again after a minute") {
  desk d;
  d.slack.answers["conversations.info"] = {
      R"({"ok":true,"channel":{"id":"C1","name":"team","is_member":true}})",
      R"({"ok":true,"channel":{"id":"C1","name":"team","is_member":false,"is_archived":true}})"};
  CHECK(d.find("C1").value().is_member);
  CHECK(d.find("C1").value().is_member);
  CHECK(d.slack.count("conversations.info") == 1);
  d.clock.advance(1min);
  CHECK(d.find("C1").value().is_archived);
}

TEST_CASE("a channel that the bot can't see is not found, and says what helps") {
  desk d;
  d.refuse("conversations.info", "channel_not_found");
  auto const missing = d.find("C9");
  CHECK(missing.error().code == errc::not_found);
  CHECK(missing.error().detail.find("C9") != std::string::npos);
  CHECK(missing.error().detail.find("invite") != std::string::npos);
}

TEST_CASE("a channel is known by its name on whichever page it stands, and the list is asked for once") {
  desk d;
  d.slack.answers["users.conversations"] = {
      R"({"ok":true,"channels":[{"id":"C1","name":"team"}],"response_metadata":{"next_cursor":"more"}})",
      R"({"ok":true,"channels":[{"id":"C2","name":"wins","is_archived":true},{"name":"odd"},7]})"};
  auto const wins = d.find("#Wins").value();
  CHECK(wins.id == "C2");
  CHECK(wins.is_member);
  CHECK(wins.is_archived);
  auto const& asked = d.slack.last("users.conversations").arguments;
  CHECK(asked.at("cursor") == "more");
  CHECK(asked.at("types") == "public_channel,private_channel");
  CHECK(asked.at("exclude_archived") == "false");
  CHECK(d.find("#team").value().id == "C1");
  CHECK(d.find("team").value().id == "C1");
  auto const missing = d.find("#elsewhere");
  CHECK(missing.error().code == errc::not_found);
  CHECK(missing.error().detail.find("#elsewhere") != std::string::npos);
  CHECK(d.slack.count("users.conversations") == 2);
  d.clock.advance(1min);
  d.find("#team");
  CHECK(d.slack.count("users.conversations") == 3);
}

TEST_CASE("the members of a channel, page by page") {
  desk d;
  d.slack.answers["conversations.members"] = {
      R"({"ok":true,"members":["U1","U2"],"response_metadata":{"next_cursor":"more"}})",
      R"({"ok":true,"members":["U0BOT",7],"response_metadata":{"next_cursor":""}})"};
  CHECK(run(d.slack.io, d.workspace->channel_members("C1")).value() ==
        std::vector<std::string>{"U1", "U2", "U0BOT"});
  CHECK(d.slack.last("conversations.members").arguments.at("cursor") == "more");
  d.refuse("conversations.members", "channel_not_found");
  CHECK(run(d.slack.io, d.workspace->channel_members("C9")).error().code == errc::not_found);
}

TEST_CASE("do not disturb: by schedule, by snoozing, or not at all") {
  struct {
    std::string what;
    char const* answer;
    bool expected;
  } const cases[] = {
      {"off", R"("dnd_enabled":false,"next_dnd_start_ts":1799999000,"next_dnd_end_ts":1800001000)", false},
      {"within", R"("dnd_enabled":true,"next_dnd_start_ts":1800000000,"next_dnd_end_ts":1800000001)", true},
      {"before", R"("dnd_enabled":true,"next_dnd_start_ts":1800000001,"next_dnd_end_ts":1800001000)", false},
      {"just over", R"("dnd_enabled":true,"next_dnd_start_ts":1799999000,"next_dnd_end_ts":1800000000)",
       false},
      {"unsaid", R"("dnd_enabled":true)", false},
      {"odd", R"("dnd_enabled":"yes","next_dnd_start_ts":"1","next_dnd_end_ts":[])", false},
      {"snoozing", R"("dnd_enabled":false,"snooze_enabled":true,"snooze_endtime":1800000060)", true},
      {"snoozed before", R"("dnd_enabled":false,"snooze_enabled":true,"snooze_endtime":1800000000)", false},
      {"snoozing for ever", R"("dnd_enabled":false,"snooze_enabled":true,"snooze_is_indefinite":true)", true},
      {"beyond time", R"("dnd_enabled":true,"next_dnd_start_ts":1,"next_dnd_end_ts":9223372036854775807)",
       false},
  };
  for (auto const& one : cases) {
    CAPTURE(one.what);
    desk d;  // each at the same moment
    d.slack.answers["dnd.teamInfo"] = {R"({"ok":true,"users":{"U7":{)" + std::string(one.answer) +
                                       R"(},"U8":{"dnd_enabled":false}}})"};
    auto const found = run(d.slack.io, d.workspace->do_not_disturb({"U7", "U8", "U9"})).value();
    CHECK(found == std::map<std::string, bool>{{"U7", one.expected}, {"U8", false}});
    CHECK(d.slack.last("dnd.teamInfo").arguments.at("users") == "U7,U8,U9");
  }
  desk d;
  d.refuse("dnd.teamInfo", "user_not_visible");
  CHECK_FALSE(run(d.slack.io, d.workspace->do_not_disturb({"U8"})));
}

TEST_CASE("a few people are asked for one by one, and those who are known are there at once") {
  desk d;
  d.slack.answers["users.info"] = {R"({"ok":true,"user":{"id":"U1","name":"ann","tz":"Europe/London"}})"};
  REQUIRE(d.person("U1"));
  d.slack.answers["users.info"] = {R"({"ok":true,"user":{"id":"U2","name":"bob","tz":"Europe/London"}})",
                                   R"({"ok":false,"error":"user_not_found"})",
                                   R"({"ok":false,"error":"missing_scope"})"};
  auto page = run(d.slack.io, d.workspace->find_people(chat::people_query({"U1", "U2", "U3", "U4"}))).value();
  REQUIRE(page.people.size() == 1);
  CHECK(page.people[0].id == "U1");
  CHECK(d.slack.count("users.info") == 1);
  page = run(d.slack.io, d.workspace->find_people(page.rest)).value();
  REQUIRE(page.people.size() == 1);
  CHECK(page.people[0].name == "bob");
  CHECK(page.failed == std::vector<std::string>{"U4"});
  CHECK(page.rest.ids.empty());
  CHECK(d.slack.count("users.list") == 0);
}

TEST_CASE("many people come by pages of everybody, as soon as a page names some; the others one by one") {
  desk d;
  std::vector<std::string> wanted;
  auto listing = [](int from, int to, std::string const& next) {
    json page = {{"ok", true}, {"members", json::array()}, {"response_metadata", {{"next_cursor", next}}}};
    for (auto i = from; i < to; ++i)
      page["members"].push_back({{"id", "U" + std::to_string(i)}, {"name", "n"}, {"tz", "Europe/London"}});
    return page.dump();
  };
  for (auto i = 0; i < 120; ++i)
    wanted.push_back("U" + std::to_string(i));
  // On the second page there is nobody who is wanted.
  d.slack.answers["users.list"] = {listing(0, 100, "next"), listing(500, 600, "last"), listing(100, 119, "")};
  d.slack.answers["users.info"] = {R"({"ok":true,"user":{"id":"U119","name":"far","tz":"Europe/London"}})"};
  auto page = run(d.slack.io, d.workspace->find_people(chat::people_query(wanted))).value();
  CHECK(page.people.size() == 100);
  CHECK(page.rest.ids.size() == 20);
  CHECK(d.slack.count("users.list") == 1);
  page = run(d.slack.io, d.workspace->find_people(page.rest)).value();
  CHECK(page.people.size() == 19);
  CHECK(d.slack.last("users.list").arguments.at("cursor") == "last");
  page = run(d.slack.io, d.workspace->find_people(page.rest)).value();
  REQUIRE(page.people.size() == 1);
  CHECK(page.people[0].id == "U119");
  CHECK(page.rest.ids.empty());
  CHECK_FALSE(d.workspace->known_person("U500"));
  // They are remembered now.
  page = run(d.slack.io, d.workspace->find_people(chat::people_query(wanted))).value();
  CHECK(page.people.size() == 120);
  CHECK(d.slack.count("users.list") == 3);
  CHECK(d.slack.count("users.info") == 1);
}

TEST_CASE("when everybody can't be listed, nobody is taken for unknown") {
  desk d;
  std::vector<std::string> wanted;
  for (auto i = 0; i < 60; ++i)
    wanted.push_back("U" + std::to_string(i));
  d.refuse("users.list", "missing_scope");
  CHECK_FALSE(run(d.slack.io, d.workspace->find_people(chat::people_query(wanted))));
}

TEST_CASE("posts to many channels together keep to a pace, in the order of asking") {
  slack::rate_limiter limiter;
  constexpr slack::pace allowed(200ms, 3);
  for (auto const wait : {0ms, 0ms, 0ms, 200ms, 400ms})
    CHECK(limiter.book("chat.postMessage", allowed, 0s) == wait);
  CHECK(limiter.book("chat.postMessage", allowed, 400ms) == 200ms);
  CHECK(limiter.book("chat.postMessage", allowed, 10s) == 0s);
}

TEST_CASE("a status is known until it ends, even while the person is remembered") {
  desk d;
  d.slack.answers["users.info"] = {
      R"({"ok":true,"user":{"id":"U7","profile":{"status_emoji":":palm_tree:","status_text":"Sun &amp; sea",
          "status_expiration":1800000600}}})"};
  auto const away = d.person("U7").value();
  CHECK(away.status_emoji == "palm_tree");
  CHECK(away.status_text == "Sun & sea");
  d.clock.advance(10min);
  auto const back = d.person("U7").value();
  CHECK(back.status_emoji.empty());
  CHECK(back.status_text.empty());
  CHECK(d.slack.count("users.info") == 1);
}

TEST_CASE("a status without an end stays, and nothing that is no emoji is taken for one") {
  desk d;
  d.slack.answers["users.info"] = {
      R"({"ok":true,"user":{"id":"U7","profile":{"status_emoji":"palm","status_text":"Away",
          "status_expiration":0}}})"};
  d.clock.advance(30min);
  auto const away = d.person("U7").value();
  CHECK(away.status_emoji.empty());
  CHECK(away.status_text == "Away");
}

TEST_CASE("a picture is announced, sent without the token, completed and waited for") {
  desk d;
  d.offer_upload();
  std::string const png("\x89PNG\r\n\x1a\n\0&=", 11);
  CHECK(d.upload(png).value() == "F1");
  auto const& asked = d.slack.last("files.getUploadURLExternal").arguments;
  CHECK(asked.at("filename") == "week.png");
  CHECK(asked.at("length") == "11");
  CHECK(asked.at("alt_txt") == "Monday 3, Tuesday 5");
  CHECK(d.slack.last("ticket").body == png);
  CHECK(d.slack.last("ticket").token.empty());
  auto const& completed = d.slack.last("files.completeUploadExternal").arguments;
  CHECK(json::parse(completed.at("files")) == json::array({{{"id", "F1"}, {"title", "week.png"}}}));
  CHECK_FALSE(completed.contains("channel_id"));
  CHECK(d.slack.count("files.info") == 1);
}

TEST_CASE("a picture that Slack still looks at is waited for, up to ten seconds") {
  desk d;
  d.offer_upload();
  d.slack.answers["files.info"] = {R"({"ok":true,"file":{"id":"F1","mimetype":""}})"};
  std::optional<result<std::string>> outcome;
  auto const begin = [&] {
    outcome.reset();
    asio::co_spawn(d.slack.io, d.workspace->upload_picture("week.png", "png", "alt"),
                   [&](std::exception_ptr, result<std::string> got) { outcome = std::move(got); });
    test::run_until(d.slack.io, [&] { return d.clock.sleepers() == 1; });
  };
  begin();
  d.slack.answers["files.info"] = {R"({"ok":true,"file":{"id":"F1","mimetype":"image/png"}})"};
  d.clock.advance(500ms);
  test::run_until(d.slack.io, [&] { return outcome.has_value(); });
  CHECK(outcome->value() == "F1");

  d.slack.answers["files.info"] = {R"({"ok":true,"file":{"id":"F1"}})"};
  begin();
  d.clock.advance(11s);
  test::run_until(d.slack.io, [&] { return outcome.has_value(); });
  CHECK(outcome->error().code == errc::timed_out);
}

TEST_CASE("an upload that fails anywhere gives no picture") {
  for (auto const* method : {"files.getUploadURLExternal", "files.completeUploadExternal", "files.info"}) {
    CAPTURE(method);
    desk d;
    d.offer_upload();
    d.refuse(method, "file_not_found");
    CHECK(d.upload().error().code == errc::rejected);
  }
  desk d;
  d.offer_upload();
  d.slack.once["ticket"] = {net::http_response(413)};
  CHECK(d.upload().error().detail == "upload_url: HTTP 413");
  CHECK(d.slack.count("files.completeUploadExternal") == 0);
  d.slack.answers["files.getUploadURLExternal"] = {R"({"ok":true})"};
  CHECK(d.upload().error().code == errc::bad_message);
}

TEST_CASE("a post whose picture is refused is said again without it, once") {
  desk d;
  d.slack.answers["chat.postMessage"] = {R"({"ok":false,"error":"invalid_blocks"})",
                                         R"({"ok":true,"channel":"C1","ts":"5.6"})"};
  CHECK(run(d.slack.io, d.workspace->post("C1", "1.2", with_picture(), "row-7")).value().id == "5.6");
  REQUIRE(d.slack.count("chat.postMessage") == 2);
  auto const& again = d.slack.last("chat.postMessage").arguments;
  CHECK(again.at("blocks").find("image") == std::string::npos);
  CHECK(again.at("blocks").find("words") != std::string::npos);
  CHECK(again.at("thread_ts") == "1.2");
  CHECK(again.at("metadata").find("row-7") != std::string::npos);
}

TEST_CASE("a post is not said again where its picture is not to blame") {
  desk d;
  d.refuse("chat.postMessage", "invalid_blocks");
  chat::message const plain({chat::text("x")}, {chat::section_block{{chat::text("words")}, {}}});
  CHECK(run(d.slack.io, d.workspace->post("C1", "", plain, "m")).error().detail == "invalid_blocks");
  CHECK(d.slack.count("chat.postMessage") == 1);
  d.refuse("chat.postMessage", "is_archived");
  CHECK(run(d.slack.io, d.workspace->post("C1", "", with_picture(), "m")).error().detail == "is_archived");
  CHECK(d.slack.count("chat.postMessage") == 2);
  // Whether this one happened nobody knows.
  d.slack.once["chat.postMessage"] = {net::http_response(500)};
  CHECK(run(d.slack.io, d.workspace->post("C1", "", with_picture(), "m")).error().code ==
        errc::remote_failed);
  CHECK(d.slack.count("chat.postMessage") == 3);
}

TEST_CASE("a whisper whose picture is refused is made without it") {
  desk d;
  d.slack.answers["chat.postEphemeral"] = {R"({"ok":false,"error":"invalid_blocks"})", R"({"ok":true})"};
  chat::message const only_picture({chat::text("The week")}, {chat::image_block{"", "Monday 3", "F1"}});
  CHECK(run(d.slack.io, d.workspace->whisper("C1", "", "U7", only_picture)).has_value());
  CHECK(d.slack.count("chat.postEphemeral") == 2);
  CHECK_FALSE(d.slack.last("chat.postEphemeral").arguments.contains("blocks"));
}

TEST_CASE("an update whose picture is refused is made without it") {
  desk d;
  d.slack.answers["chat.update"] = {R"({"ok":false,"error":"invalid_blocks"})", R"({"ok":true})"};
  chat::message_ref const where("T1", "C1", "1.2");
  CHECK(run(d.slack.io, d.workspace->update(where, with_picture())).has_value());
  CHECK(d.slack.count("chat.update") == 2);
  CHECK(d.slack.last("chat.update").arguments.at("blocks").find("image") == std::string::npos);
}
