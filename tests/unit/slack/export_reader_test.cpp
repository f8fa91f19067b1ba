#include "support/fake_export.hpp"
#include "support/show_result.hpp"

#include <doctest/doctest.h>

#include <variant>
#include <vector>

using namespace huzzah;
using test::read_export;
using test::small_export;

namespace {

/// The texts of all messages, in the order in which they are read.
std::vector<std::string> texts(slack::export_reader& from) {
  std::vector<std::string> all;
  while (auto const* message = from.next())
    all.emplace_back(message->text);
  return all;
}

std::string day(std::string const& text) {
  return R"([{"user":"U1","ts":"1.1","text":")" + text + R"("}])";
}

error refused(std::map<std::string, std::string> files, slack::export_options const& options = {}) {
  auto reader = slack::export_reader::open(std::make_unique<test::fake_archive>(std::move(files)), options);
  REQUIRE_FALSE(reader);
  CHECK(reader.error().code == errc::invalid_input);
  return reader.error();
}

bool holds(std::string const& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("an export says who is who") {
  auto const reader = read_export({});
  CHECK(reader->workspace() == "T1");
  auto const& people = reader->people();
  REQUIRE(people.size() == 4);
  CHECK(people.at("U1").name == "Ada");
  CHECK(people.at("U1").time_zone == "Europe/Berlin");
  CHECK(people.at("U2").name == "Bruno B.");
  CHECK(people.at("U2").is_deactivated);
  CHECK(people.at("U3").is_bot);
  CHECK(people.at("U4").is_stranger);
}

TEST_CASE("days are read in the order in which they happened, whatever their channel") {
  auto const reader = read_export({{"general/2026-11-02.json", day("third")},
                                   {"general/2026-10-30.json", day("first")},
                                   {"board/2026-11-01.json", day("second")},
                                   {"D0123/2026-11-01.json", day("private")},
                                   {"general/notes.txt", "not a day"},
                                   {"canvas.json", "{}"}});
  CHECK(texts(*reader) == std::vector<std::string>{"first", "second", "third"});
  CHECK(reader->files() == 3);
  CHECK(reader->folders_left_out() == 1);
  CHECK(reader->done() == reader->size());
  CHECK(reader->problems().empty());
}

TEST_CASE("days before the first and after the last are left out") {
  slack::export_options options;
  options.since = "2026-11-02";
  options.until = "2026-11-03";
  auto const reader = read_export({{"general/2026-11-01.json", day("1")},
                                   {"general/2026-11-02.json", day("2")},
                                   {"random/2026-11-03.json", day("3")},
                                   {"random/2026-11-04.json", day("4")}},
                                  options);
  CHECK(texts(*reader) == std::vector<std::string>{"2", "3"});
}

TEST_CASE("a message is decoded as it is when it comes over the socket") {
  auto const reader = read_export({{"board/2026-11-18.json", R"([{
      "type":"message","user":"U1","ts":"1763460000.000200","thread_ts":"1763450000.000100",
      "text":"<@U2> &amp; co \u002b\u002b","edited":{"user":"U1","ts":"1763460060.000000"},
      "blocks":[{"type":"rich_text"}],"user_profile":{"name":"ada"}}])"}});
  auto const* message = reader->next();
  REQUIRE(message != nullptr);
  CHECK(message->text == "<@U2> &amp; co ++");
  CHECK(message->revision() == base::time_point(std::chrono::seconds{1'763'460'060}));
  auto const event = reader->decode();
  REQUIRE(event);
  auto const& posted = std::get<chat::message_posted>(*event);
  CHECK(posted.where == chat::message_ref("T1", "G1", "1763460000.000200"));
  CHECK(posted.where == reader->where());
  CHECK(posted.author == "U1");
  CHECK(posted.thread == "1763450000.000100");
  CHECK(posted.channel == chat::channel_kind::private_channel);
  CHECK(posted.at == message->posted());
  CHECK(posted.text == chat::rich_text{chat::mention("U2"), chat::text(" & co ++")});
  CHECK(reader->next() == nullptr);
  CHECK(reader->next() == nullptr);
}

TEST_CASE("who is no person is told apart") {
  auto const reader = read_export({{"general/2026-11-18.json", R"([
      {"user":"U3","bot_id":"B1","ts":"1.1","text":"a"}, {"subtype":"bot_message","ts":"1.2","text":"b"},
      {"user":"U1","subtype":"channel_join","ts":"1.3","text":"c"},
      {"user":"U1","subtype":"thread_broadcast","ts":"1.4","text":"d"},
      {"user":"USLACKBOT","ts":"1.5","text":"e"}])"}});
  std::string seen;
  while (auto const* message = reader->next()) {
    auto const persons = message->is_speech && !message->by_bot;
    CHECK(persons == reader->decode().has_value());
    if (persons) seen += message->text;
  }
  CHECK(seen == "d");
}

TEST_CASE("a glance at a text finds every mention") {
  slack::export_message message;
  for (auto const* text : {"<@U1> ++", "kudos <!subteam^S1>", "<!here>++"}) {
    message.text = text;
    CHECK_MESSAGE(message.names_people(), text);
  }
  for (auto const* text : {"", "i++", "kudos to all", "lunch?", "a < b > c"}) {
    message.text = text;
    CHECK_FALSE_MESSAGE(message.names_people(), text);
  }
}

TEST_CASE("reactions have their people, as far as the export knows them") {
  auto const reader =
      read_export({{"general/2026-11-18.json", R"([{"user":"U1","ts":"1.1","text":"","reactions":[
      {"name":"clap::skin-tone-3","users":["U2","","U4",7],"count":5},{"name":"eyes"},3]},
      {"user":"U1","ts":"1.2","text":""}])"}});
  auto const* message = reader->next();
  REQUIRE(message != nullptr);
  REQUIRE(message->reactions.size() == 3);
  CHECK(message->reactions[0].emoji == "clap");
  CHECK(message->reactions[0].people == std::vector<std::string_view>{"U2", "U4"});
  CHECK(message->reactions[0].count == 5);
  CHECK(message->reactions[1].people.empty());
  message = reader->next();
  REQUIRE(message != nullptr);
  CHECK(message->reactions.empty());
}

TEST_CASE("what can't be read is named, and the rest goes on") {
  auto const reader = read_export({{"general/2026-11-01.json", "[{]"},
                                   {"general/2026-11-02.json", ""},
                                   {"general/2026-11-03.json", "{\"a\":1}"},
                                   {"general/2026-11-04.json", R"([7,{"user":"U1","ts":"1.1","text":"x"}])"},
                                   {"general/2026-11-05.json", "[]"},
                                   {"general/2026-11-06.json", day("y")}});
  CHECK(texts(*reader) == std::vector<std::string>{"x", "y"});
  REQUIRE(reader->problems().size() == 4);
  CHECK(reader->problems()[0].file == "general/2026-11-01.json");
  CHECK(holds(reader->problems()[0].why, "is no JSON"));
  CHECK(holds(reader->problems()[2].why, "no list"));
  CHECK(reader->problems()[3].why == "message 1 is no object");
}

TEST_CASE("an export that does not say who or where is refused") {
  auto files = small_export();
  files["users.json"] = "{}";
  CHECK(holds(refused(files).detail, "users.json holds no list"));
  files = small_export();
  files["channels.json"] = "nothing";
  CHECK(holds(refused(files).detail, "channels.json is no JSON"));
  files.erase("channels.json");
  CHECK(holds(refused(files).detail, "only a part"));
}

TEST_CASE("the workspace is the one of most people, and must be the database's") {
  auto files = small_export();
  files["users.json"] = R"([{"id":"U1","name":"ada"}])";
  CHECK(holds(refused(files).detail, "let the bot connect once"));
  slack::export_options options;
  options.workspaces = {"T5"};
  CHECK(
      slack::export_reader::open(std::make_unique<test::fake_archive>(files), options).value()->workspace() ==
      "T5");
  CHECK(holds(refused(small_export(), options).detail, "workspace T1, and the database is that of T5"));
  options.workspaces = {"T5", "T1"};
  CHECK(read_export({}, options)->workspace() == "T1");
}
