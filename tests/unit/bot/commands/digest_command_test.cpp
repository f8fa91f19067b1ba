// `huzzah digest` over a real database, also while it is held open by a running bot.
#include "bot/commands/commands.hpp"
#include "bot/commands/known_rituals.hpp"
#include "small_ledger.hpp"
#include "support/bot_fixtures.hpp"
#include "support/outcome.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <sstream>

using namespace huzzah;
using namespace huzzah::bot::cli;
using namespace huzzah::bot::commands;
using namespace huzzah::bot::config;
using namespace huzzah::bot::test;
using nlohmann::json;

namespace {

outcome digest(digest_options const& options, environment const& from = variables()) {
  std::ostringstream out;
  std::ostringstream err;
  auto const code = digest_command(options, from, noon + std::chrono::days{14}, out, err);
  return {code, out.str(), err.str()};
}

/// A configuration with those digests and the database beside it.
std::filesystem::path settings_in(folder const& home, std::vector<std::string> const& names) {
  json all{{"storage", {{"path", (home / "huzzah.db").string()}}}, {"digests", json::array()}};
  for (auto const& name : names)
    all["digests"].push_back({{"name", name}, {"channel", "#general"}, {"time_zone", "Etc/UTC"}});
  return home.write("huzzah.json", all.dump());
}

/// The digest of the week in which the small ledger's kudos were given: due on Friday the 27th.
digest_options week_48(std::filesystem::path const& config, std::string name = "weekly") {
  digest_options options;
  options.config = config;
  options.name = std::move(name);
  options.week = calendar::iso_week{2026, 48};
  return options;
}

}  // namespace

TEST_CASE("a digest is printed in every format, while the bot runs") {
  folder const home;
  small_ledger const running(home / "huzzah.db");
  auto options = week_48(settings_in(home, {"weekly"}));
  auto const markdown = digest(options);
  INFO(markdown.err);
  CHECK(markdown.code == 0);
  CHECK(holds(markdown.out, "Bruno"));
  CHECK(holds(markdown.out, "#"));
  for (auto const format : {digest_format::text, digest_format::html, digest_format::json}) {
    options.format = format;
    auto const done = digest(options);
    CHECK(done.code == 0);
    CHECK(holds(done.out, "Bruno"));
    CHECK(holds(done.out, "build"));
    CHECK(holds(done.out, "<!") == (format == digest_format::html));
    if (format == digest_format::html) CHECK_FALSE(holds(done.out, "<build>"));
    if (format == digest_format::json) CHECK(json::parse(done.out)["sections"].size() > 1);
    if (format == digest_format::text) CHECK_FALSE(holds(done.out, "**"));
  }
}

TEST_CASE("what was taken back is not in a digest, nor what was given in another week") {
  folder const home;
  small_ledger const running(home / "huzzah.db");
  auto options = week_48(settings_in(home, {"weekly"}));
  options.format = digest_format::json;
  CHECK_FALSE(holds(digest(options).out, "nothing"));
  options.week = calendar::iso_week{2026, 47};
  auto const before = digest(options);
  CHECK(before.code == 0);
  CHECK_FALSE(holds(before.out, "build"));
}

TEST_CASE("messages are linked once the bot has said where they are") {
  folder const home;
  small_ledger running(home / "huzzah.db");
  auto const options = week_48(settings_in(home, {"weekly"}));
  CHECK_FALSE(holds(digest(options).out, "archives"));
  running.write([](store::unit_of_work& work) {
    note_connection(work, "T1", "https://smallwins.slack.example", noon);
  });
  CHECK(holds(digest(options).out, "https://smallwins.slack.example/archives/C1/p11"));
}

TEST_CASE("a digest that was set up from the chat is known by the database alone") {
  folder const home;
  small_ledger running(home / "huzzah.db");
  running.set_up("from-chat", noon);
  digest_options options;
  options.database = home / "huzzah.db";
  options.week = calendar::iso_week{2026, 48};
  auto const done = digest(options);
  INFO(done.err);
  CHECK(done.code == 0);
  CHECK(holds(done.out, "Bruno"));
}

TEST_CASE("which digest is meant is asked where that is not clear") {
  folder const home;
  small_ledger const running(home / "huzzah.db");
  auto const none = digest(week_48(settings_in(home, {})));
  CHECK(none.code == to_int(exit_code::misused));
  CHECK(holds(none.err, "there is no digest"));
  auto const config = settings_in(home, {"weekly", "sales"});
  CHECK(holds(digest(week_48(config, "")).err, "--name; there are: weekly, sales"));
  CHECK(holds(digest(week_48(config, "wekly")).err, "did you mean weekly?"));
  CHECK(digest(week_48(config, "WEEKLY")).code == 0);
}

TEST_CASE("a week that is yet to come has no digest") {
  folder const home;
  small_ledger const running(home / "huzzah.db");
  auto options = week_48(settings_in(home, {"weekly"}));
  options.week = calendar::iso_week{2999, 1};
  auto const done = digest(options);
  CHECK(done.code == to_int(exit_code::misused));
  CHECK(holds(done.err, "2999-W01 has not begun yet"));
}

TEST_CASE("to post without a bot that can be asked needs tokens, and a database that no process has open") {
  folder const home;
  small_ledger const running(home / "huzzah.db", true);
  auto options = week_48(settings_in(home, {"weekly"}));
  options.post = true;
  auto const without = digest(options);
  CHECK(without.code == to_int(exit_code::misused));
  CHECK(holds(without.err, "slack.bot_token"));
  auto const beside = digest(options, both_tokens());
  CHECK(beside.code == to_int(exit_code::failed));
  CHECK(holds(beside.err, "stop that one first"));
}

TEST_CASE("a faulty ritual is named, and the others are printed") {
  folder const home;
  small_ledger const running(home / "huzzah.db");
  json const all{{"storage", {{"path", (home / "huzzah.db").string()}}},
                 {"digests",
                  {{{"name", "weekly"}, {"channel", "#general"}, {"time_zone", "Etc/UTC"}},
                   {{"name", "bad"}, {"channel", "#general"}, {"time_zone", "Mars/Base"}}}}};
  auto const done = digest(week_48(home.write("huzzah.json", all.dump())));
  CHECK(done.code == 0);
  CHECK(holds(done.err, "left out: digests[1].time_zone"));
}
