// tally, export and check over a real database, also while it is held open by a running bot.
#include "bot/commands/check.hpp"
#include "bot/commands/commands.hpp"
#include "small_ledger.hpp"
#include "support/bot_fixtures.hpp"
#include "support/outcome.hpp"

#include <SQLiteCpp/Database.h>
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <sstream>
#include <streambuf>

using namespace huzzah;
using namespace huzzah::bot::cli;
using namespace huzzah::bot::commands;
using namespace huzzah::bot::test;
using nlohmann::json;

namespace {

outcome tally(tally_options const& options, environment const& from = variables()) {
  std::ostringstream out;
  std::ostringstream err;
  auto const code = tally_command(options, from, out, err);
  return {code, out.str(), err.str()};
}

outcome do_export(export_options const& options, environment const& from = variables()) {
  std::ostringstream out;
  std::ostringstream err;
  auto const code = export_command(options, from, out, err);
  return {code, out.str(), err.str()};
}

outcome check(check_options const& options, environment const& from) {
  std::ostringstream out;
  auto const code = check_command(options, from, out);
  return {code, out.str(), {}};
}

tally_options tally_of(std::filesystem::path const& file) {
  tally_options options;
  options.database = file;
  options.format = tally_format::json;
  return options;
}

std::string read_file(std::filesystem::path const& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// An output that takes nothing, as a pipe whose reader has gone or a full disk.
class refusing : public std::streambuf {
 public:
  explicit refusing(int why) : why_(why) {}

 private:
  int_type overflow(int_type) override { return errno = why_, traits_type::eof(); }
  std::streamsize xsputn(char const*, std::streamsize) override { return errno = why_, 0; }
  int why_;
};

}  // namespace

TEST_CASE("tally counts what stands, while the bot has the database open") {
  folder const home;
  small_ledger const running(home / "huzzah.db");
  auto const done = tally(tally_of(home / "huzzah.db"));
  CHECK(done.code == 0);
  CHECK(done.err == "");
  CHECK(json::parse(done.out) == json::parse(R"({"people": [
    {"id": "U2", "name": "Bruno", "workspace": "T1", "received": 2, "given": 0},
    {"id": "U3", "name": "U3", "workspace": "T1", "received": 1, "given": 0},
    {"id": "U1", "name": "Ada", "workspace": "T1", "received": 0, "given": 3}]})"));
}

TEST_CASE("tally counts whole days, the first and the last among them") {
  using namespace std::chrono;
  folder const home;
  small_ledger const running(home / "huzzah.db");
  auto options = tally_of(home / "huzzah.db");
  auto const received = [&] {
    std::map<std::string, int> all;
    auto const printed = json::parse(tally(options).out);
    for (auto const& one : printed["people"])
      all[one["id"]] = one["received"];
    return all;
  };
  options.since = local_days{2026y / 11 / 22};
  CHECK(received() == std::map<std::string, int>{{"U1", 0}, {"U3", 1}});
  options.since = local_days{2026y / 11 / 21};
  options.until = options.since;
  CHECK(received() == std::map<std::string, int>{{"U1", 0}, {"U2", 2}});
}

TEST_CASE("the database is the named one, else the configuration's, else the environment's") {
  folder const home;
  { small_ledger const made(home / "huzzah.db"); }
  auto options = tally_of(home / "huzzah.db");
  options.database.reset();
  CHECK(tally(options, variables({{"HUZZAH_DATABASE", (home / "huzzah.db").string()}})).code == 0);
  json const settings{{"storage", {{"path", (home / "huzzah.db").string()}}}};
  options.config = home.write("huzzah.json", settings.dump());
  CHECK(tally(options, variables({{"HUZZAH_DATABASE", "/nowhere/x.db"}})).code == 0);
  options.config = home.write("broken.json", R"({"storage": {"pth": 1}})");
  auto const misused = tally(options);
  CHECK(misused.code == to_int(exit_code::misused));
  CHECK(holds(misused.err, "storage.pth: unknown key; did you mean path?"));
}

TEST_CASE("a database that is not there, or is none, is one clear line and a code for scripts") {
  folder const home;
  auto const absent = tally(tally_of(home / "none.db"));
  CHECK(absent.code == to_int(exit_code::misused));
  CHECK(absent.out == "");
  CHECK(holds(absent.err, "none.db"));
  CHECK(absent.err.find('\n') == absent.err.size() - 1);

  auto const none = tally(tally_of(home.write("none.db", std::string(5000, 'x'))));
  CHECK(none.code == to_int(exit_code::cannot_go_on));
  CHECK(none.err.find('\n') == none.err.size() - 1);
}

TEST_CASE("export writes every kudos in order, what was taken back too") {
  folder const home;
  small_ledger const running(home / "huzzah.db");
  export_options options;
  options.database = home / "huzzah.db";
  auto const done = do_export(options);
  CHECK(done.code == 0);
  std::istringstream lines(done.out);
  std::vector<json> records;
  for (std::string line; std::getline(lines, line);)
    records.push_back(json::parse(line));
  REQUIRE(records.size() == 3);
  CHECK(records[0]["reason"] == "=the <build>, fixed");
  CHECK(records[0]["values"] == json{"craft"});
  CHECK(records[0]["given_at"] == "2026-11-21T12:00:00Z");
  CHECK(records[0]["retracted_at"].is_null());
  CHECK(records[1]["giver"] == "U2");
  CHECK(records[1]["retracted_at"] == "2026-11-21T12:01:00Z");
  CHECK(records[2]["receiver"] == "U3");
}

TEST_CASE("export as CSV begins with names and makes formulas harmless") {
  folder const home;
  small_ledger const running(home / "huzzah.db");
  export_options options;
  options.database = home / "huzzah.db";
  options.format = export_format::csv;
  auto const text = do_export(options).out;
  CHECK(text.starts_with("id,kind,workspace,"));
  CHECK(holds(text, ",2,\"'=the <build>, fixed\",craft,message,2026-11-21T12:00:00Z,\r\n"));
}

TEST_CASE("an export of a person of whom there is nothing says so, and makes no file") {
  folder const home;
  small_ledger const running(home / "huzzah.db");
  export_options options;
  options.database = home / "huzzah.db";
  options.output = home / "person.jsonl";
  options.person = "U0\x1b";
  auto const done = do_export(options);
  CHECK(done.code == to_int(exit_code::misused));
  CHECK(holds(done.err, "huzzah: there is nothing of U0\\x1b in "));
  CHECK(holds(done.err, "name them by their id in Slack, such as U012AB3CD\n"));
  CHECK(!std::filesystem::exists(*options.output));
  options.person = "U1";
  CHECK(do_export(options).code == to_int(exit_code::fine));
  CHECK(holds(read_file(*options.output), R"("id":"U1","workspace":"T1","name":"Ada")"));
}

TEST_CASE("export to a file makes one that only its owner can read") {
  folder const home;
  small_ledger const running(home / "huzzah.db");
  export_options options;
  options.database = home / "huzzah.db";
  auto const text = do_export(options).out;
  options.output = home / "out.jsonl";
  auto const done = do_export(options);
  CHECK(done.code == 0);
  CHECK(done.out == "");
  CHECK(read_file(home / "out.jsonl") == text);
  CHECK((std::filesystem::status(home / "out.jsonl").permissions() & std::filesystem::perms(077)) ==
        std::filesystem::perms::none);
  options.output = home / "no" / "such" / "folder";
  CHECK(do_export(options).code == to_int(exit_code::failed));
  CHECK(holds(do_export(options).err, "can't write"));
}

TEST_CASE("a reader that goes away ends an export quietly, a full disk does not") {
  folder const home;
  small_ledger const running(home / "huzzah.db");
  export_options options;
  options.database = home / "huzzah.db";
  for (auto const& [why, code, said] :
       {std::tuple(EPIPE, 0, ""), std::tuple(ENOSPC, 1, "No space left on device")}) {
    refusing buffer(why);
    std::ostream out(&buffer);
    std::ostringstream err;
    CHECK(export_command(options, variables(), out, err) == code);
    CHECK(holds(err.str(), said));
    if (code == 0) CHECK(err.str() == "");
  }
}

TEST_CASE("check finds a healthy database in order, while the bot runs") {
  folder const home;
  small_ledger const running(home / "huzzah.db");
  auto const from = variables({{"SLACK_APP_TOKEN", "xapp-1"},
                               {"SLACK_BOT_TOKEN", "xoxb-1"},
                               {"HUZZAH_DATABASE", (home / "huzzah.db").string()}});
  check_options options;
  options.offline = true;
  auto const done = check(options, from);
  CAPTURE(done.out);
  CHECK(done.code == 0);
  CHECK_FALSE(holds(done.out, "✗"));
  for (auto const* subject : {"✓ configuration", "✓ database", "✓ integrity", "✓ tallies"})
    CHECK_MESSAGE(holds(done.out, subject), subject);
}

TEST_CASE("check says of a wrong configuration all that is wrong, and still looks at the database") {
  folder const home;
  { small_ledger const made(home / "huzzah.db"); }
  check_options options;
  auto const done = check(options, variables({{"HUZZAH_DATABASE", (home / "huzzah.db").string()}}));
  CAPTURE(done.out);
  CHECK(done.code == 1);
  CHECK(holds(done.out, "✗ configuration: slack.app_token: is missing"));
  CHECK(holds(done.out, "✗ configuration: slack.bot_token: is missing"));
  CHECK(holds(done.out, "✓ integrity"));
}

TEST_CASE("check finds a tally that does not follow from the ledger") {
  folder const home;
  { small_ledger const made(home / "huzzah.db"); }
  {
    SQLite::Database database((home / "huzzah.db").string(), SQLite::OPEN_READWRITE);
    REQUIRE(database.exec("UPDATE tally SET received = received + 1") > 0);
  }
  auto const found = check_database(home / "huzzah.db");
  REQUIRE(found.size() == 3);
  CHECK(found[0].fine);
  CHECK(found[1].fine);
  CHECK_FALSE(found[2].fine);
  CHECK(found[2].subject == "tallies");
}

TEST_CASE("check says what a feature failed at") {
  folder const home;
  { small_ledger const made(home / "huzzah.db"); }
  {
    SQLite::Database database((home / "huzzah.db").string(), SQLite::OPEN_READWRITE);
    database.exec("INSERT INTO left_out VALUES ('T1', 'wins', 'message 7.7 in C1', 'a bug', 0)");
  }
  auto const found = check_database(home / "huzzah.db");
  REQUIRE(found.size() == 4);
  CHECK_FALSE(found[3].fine);
  CHECK(holds(found[3].detail, "wins left out its part of message 7.7 in C1 at 1970-01-01T00:00:00Z: a bug"));
}

TEST_CASE("check finds a damaged file, a folder that can't be written, and a database yet to be made") {
  folder const home;
  auto const damaged = check_database(home.write("bad.db", std::string(5000, 'x')));
  CHECK_FALSE(damaged.back().fine);

  auto const fresh = check_database(home / "new" / "huzzah.db");
  REQUIRE(fresh.size() == 1);
  CHECK(fresh[0].fine);
  CHECK(holds(fresh[0].detail, "will be created"));

  auto const nowhere = check_database(home.write("file", "") / "huzzah.db");
  CHECK_FALSE(nowhere.front().fine);
}
