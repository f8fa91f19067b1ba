#include "bot/commands/export.hpp"
#include "app/ledger/kudos_records.hpp"
#include "app/ledger/win_views.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace huzzah;
using namespace std::chrono_literals;

namespace {

ledger::recognition_record record() {
  ledger::recognition_record made;
  made.id = 7;
  made.where = ledger::kudos_source(ledger::source_kind::message, {"T1", "C1", "1700000000.000100"});
  made.giver = "U1";
  made.receiver = "U2";
  made.amount = 2;
  made.reason = "fixing the build &amp; more";
  made.values = {"care", "craft"};
  made.given_at = base::time_point(std::chrono::seconds(1'700'000'000));
  return made;
}

}  // namespace

TEST_CASE("a line of JSON has every field, in order") {
  CHECK(
      bot::commands::to_json_line(record()) ==
      R"({"id":7,"kind":"kudos","workspace":"T1","channel":"C1","message_ts":"1700000000.000100","giver":"U1",)"
      R"("receiver":"U2","amount":2,"reason":"fixing the build & more","values":["care","craft"],)"
      R"("source":"message","given_at":"2023-11-14T22:13:20Z","retracted_at":null})"
      "\n");
}

TEST_CASE("what was taken back says when; a command has no message") {
  auto given = record();
  given.where = ledger::kudos_source(ledger::source_kind::command, {"T1", "C1", ""}, "", "trigger");
  given.retracted_at = given.given_at + 1500ms;
  auto const line = nlohmann::json::parse(bot::commands::to_json_line(given));
  CHECK(line["source"] == "command");
  CHECK(line["message_ts"].is_null());
  CHECK(line["retracted_at"] == "2023-11-14T22:13:21.500000Z");
}

TEST_CASE("a line of JSON stays one line, whatever the reason") {
  auto given = record();
  given.reason = "two\nlines \"quoted\" \xff";
  auto const line = bot::commands::to_json_line(given);
  CHECK(line.find('\n') == line.size() - 1);
  CHECK(nlohmann::json::parse(line)["reason"] == "two\nlines \"quoted\" \xEF\xBF\xBD");
}

TEST_CASE("CSV has the same fields under the same names") {
  CHECK(bot::commands::csv_header() ==
        "id,kind,workspace,channel,message_ts,giver,receiver,amount,reason,values,source,given_at,"
        "retracted_at\r\n");
  CHECK(bot::commands::to_csv_line(record()) ==
        "7,kudos,T1,C1,1700000000.000100,U1,U2,2,fixing the build & more,care craft,message,"
        "2023-11-14T22:13:20Z,\r\n");
}

TEST_CASE("control characters are left out of a reason") {
  auto given = record();
  given.reason = "a\x1b[31mb\rc\x7f";
  auto const line = bot::commands::to_csv_line(given);
  CHECK(line.find("a[31mbc") != std::string::npos);
}

TEST_CASE("what acts on a terminal is left out of CSV, and escaped in JSON, which loses nothing") {
  auto given = record();
  std::string const hostile = "a\u009B31m\u200Eb\u202Ec\u061C\u2066\u2028";
  given.giver = given.reason = hostile;
  given.values = {hostile};
  auto const csv = bot::commands::to_csv_line(given);
  auto const json = bot::commands::to_json_line(given);
  for (std::string const acting : {"\u009B", "\u200E", "\u202E", "\u061C", "\u2066", "\u2028"}) {
    CHECK(csv.find(acting) == std::string::npos);
    CHECK(json.find(acting) == std::string::npos);
  }
  CHECK(csv.find("a31mbc,message") != std::string::npos);
  CHECK(nlohmann::json::parse(json)["giver"] == hostile);
  CHECK(nlohmann::json::parse(json)["reason"] == hostile);
  given.reason = "a\x1b[31mb\nc";
  CHECK(nlohmann::json::parse(bot::commands::to_json_line(given))["reason"] == "a\x1b[31mb\nc");
}

TEST_CASE("a win has a line of its own, its amounts as data") {
  ledger::win_view win;
  win.id = 3;
  win.author = "U1";
  win.text = "=saved 2 hours a week &amp; more";
  win.where = chat::message_ref("T1", "C1", "1700000000.000100");
  win.said_at = base::time_point(std::chrono::seconds(1'700'000'000));
  win.cheers = 2;
  win.impacts.emplace_back(ledger::impact_kind::duration, 120, "minutes", ledger::recurrence::weekly, "",
                           "2 hours a week");
  CHECK(bot::commands::to_json_line(win) ==
        R"({"id":3,"kind":"win","workspace":"T1","channel":"C1","message_ts":"1700000000.000100",)"
        R"("author":"U1","text":"=saved 2 hours a week & more","cheers":2,)"
        R"("impacts":[{"kind":"duration","amount":120.0,"unit":"minutes","every":"weekly","occasion":"",)"
        R"("words":"2 hours a week"}],"said_at":"2023-11-14T22:13:20Z"})"
        "\n");
  CHECK(bot::commands::to_csv_line(win) ==
        "3,win,T1,C1,1700000000.000100,U1,'=saved 2 hours a week & more,2,2 hours a week,"
        "2023-11-14T22:13:20Z\r\n");
  win.where = {};
  auto const line = nlohmann::json::parse(bot::commands::to_json_line(win));
  CHECK(line["message_ts"].is_null());
}
