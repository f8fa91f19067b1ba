#include "bot/config/config.hpp"

#include "app/keeping.hpp"
#include "base/catalog.hpp"
#include "features/kudos/options.hpp"
#include "support/bot_fixtures.hpp"
#include "support/catalog_file.hpp"
#include "support/outcome.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>

using namespace huzzah::bot::cli;
using namespace huzzah::bot::config;
using namespace huzzah::bot::test;

namespace {

/// The problems of a file with good tokens around it.
std::vector<std::string> problems_of(std::string const& json) {
  return lines(parse(json, "huzzah.json", tokens::needed, both_tokens()).wrong);
}

std::string only_problem_of(std::string const& json) {
  auto const found = problems_of(json);
  REQUIRE(found.size() == 1);
  return found.front();
}

config settings_of(std::string const& json, environment const& from = both_tokens()) {
  auto const reading = parse(json, "huzzah.json", tokens::needed, from);
  INFO(text(reading.wrong));
  REQUIRE(reading.settings);
  return *reading.settings;
}

}  // namespace

TEST_CASE("the environment alone is a whole configuration") {
  auto const reading = read(std::nullopt, tokens::needed,
                            variables({{"SLACK_APP_TOKEN", "xapp-1-A"},
                                       {"SLACK_BOT_TOKEN", "xoxb-2"},
                                       {"SLACK_API_URL", "http://127.0.0.1:8080/api"},
                                       {"HUZZAH_DATABASE", "/var/lib/huzzah/kudos.db"}}));
  REQUIRE(reading.settings);
  CHECK(reading.settings->slack.app_token.reveal() == "xapp-1-A");
  CHECK(reading.settings->slack.bot_token.reveal() == "xoxb-2");
  CHECK(reading.settings->slack.api_url == "http://127.0.0.1:8080/api/");
  CHECK(reading.settings->storage.path == "/var/lib/huzzah/kudos.db");
  CHECK(reading.settings->sections.of<huzzah::kudos::options>("kudos") == huzzah::kudos::options{});
  CHECK(reading.warnings.empty());
}

TEST_CASE("the file wins over the environment, which fills the rest") {
  auto const settings = settings_of(R"({"slack": {"app_token": "${MINE}"}, "storage": {"path": "file.db"}})",
                                    variables({{"MINE", "xapp-mine"},
                                               {"SLACK_APP_TOKEN", "xapp-other"},
                                               {"SLACK_BOT_TOKEN", "xoxb-env"},
                                               {"HUZZAH_DATABASE", "env.db"}}));
  CHECK(settings.slack.app_token.reveal() == "xapp-mine");
  CHECK(settings.slack.bot_token.reveal() == "xoxb-env");
  CHECK(settings.storage.path == "file.db");
}

TEST_CASE("under systemd the database is in the unit's state directory") {
  auto const from = variables({{"STATE_DIRECTORY", "/var/lib/huzzah:/var/lib/other"}});
  auto const reading = read(std::nullopt, tokens::ignored, from);
  REQUIRE(reading.settings);
  CHECK(reading.settings->storage.path == "/var/lib/huzzah/huzzah.db");
}

TEST_CASE("a command that does not talk to Slack needs no tokens") {
  auto const json = R"({"slack": {"app_token": "${NOT_SET}", "bot_token": "file:/nowhere"}})";
  auto const reading = parse(json, "huzzah.json", tokens::ignored, variables());
  REQUIRE(reading.settings);
  CHECK(reading.settings->slack.bot_token.empty());
}

TEST_CASE("everything that can be set is read") {
  auto const settings = settings_of(R"({
    // a comment
    "slack": {"api_url": "https://slack.example/api"},
    "kudos": {"emoji": [":Clap::skin-tone-3:", "tada"], "values": ["#Team-Work", "ideas"], "daily_limit": 0,
              "minimum_reason": 12, "acknowledge": "thread", "notify_receiver": false},
    "log": {"level": "debug", "format": "json"} /* another */
  })");
  CHECK(settings.slack.api_url == "https://slack.example/api/");
  auto const chosen = settings.sections.of<huzzah::kudos::options>("kudos");
  CHECK(chosen.emoji == std::vector<std::string>{"clap", "tada"});
  CHECK(chosen.values == std::vector<std::string>{"Team-Work", "ideas"});
  CHECK(chosen.rules.daily_limit == 0);
  CHECK(chosen.rules.minimum_reason == 12);
  CHECK(chosen.acknowledge == huzzah::kudos::acknowledgement::thread);
  CHECK_FALSE(chosen.notify_receiver);
  CHECK(settings.log.level == log_level::debug);
  CHECK(settings.log.format == log_format::json);
}

TEST_CASE("a typo in a key is answered with the key that was meant") {
  CHECK(only_problem_of(R"({"kudos": {"dayly_limit": 5}})") ==
        "kudos.dayly_limit: unknown key; did you mean daily_limit?");
  CHECK(only_problem_of(R"({"Kudos": {}})") == "Kudos: unknown key; did you mean kudos?");
}

TEST_CASE("a key that resembles none is answered with those that there are") {
  CHECK(only_problem_of(R"({"log": {"colour_scheme": 1}})") ==
        "log.colour_scheme: unknown key; known here: level, format");
}

TEST_CASE("a value of the wrong type or out of range says what it must be") {
  CHECK(only_problem_of(R"({"kudos": {"daily_limit": "ten"}})") ==
        "kudos.daily_limit: must be a whole number from 0 to 1000, got \"ten\"");
  CHECK(only_problem_of(R"({"kudos": {"daily_limit": 1001}})") ==
        "kudos.daily_limit: must be a whole number from 0 to 1000, got 1001");
  CHECK(only_problem_of(R"({"kudos": {"daily_limit": 2.5}})") ==
        "kudos.daily_limit: must be a whole number from 0 to 1000, got 2.5");
  CHECK(only_problem_of(R"({"kudos": {"minimum_reason": 18446744073709551615}})") ==
        "kudos.minimum_reason: must be a whole number from 0 to 500, got 18446744073709551615");
  CHECK(only_problem_of(R"({"kudos": {"notify_receiver": "yes"}})") ==
        "kudos.notify_receiver: must be true or false, got \"yes\"");
  CHECK(only_problem_of(R"({"storage": "huzzah.db"})") ==
        "storage: must be an object in { }, got \"huzzah.db\"");
  CHECK(only_problem_of(R"({"storage": {"path": 7}})") == "storage.path: must be text in quotes, got 7");
  CHECK(only_problem_of(R"({"kudos": {"emoji": []}})") == "kudos.emoji: must name at least one emoji");
  CHECK(only_problem_of(R"({"kudos": {"emoji": "trophy"}})") ==
        "kudos.emoji: must be a list of texts in [ ], got \"trophy\"");
  CHECK(only_problem_of(R"({"kudos": {"values": ["a", 5]}})") ==
        "kudos.values[1]: must be text in quotes, got 5");
}

TEST_CASE("a word that is not one of several is answered with those, and the nearest") {
  CHECK(
      only_problem_of(R"({"kudos": {"acknowledge": "reactions"}})") ==
      "kudos.acknowledge: must be one of reaction, thread, none, got \"reactions\"; did you mean reaction?");
  CHECK(only_problem_of(R"({"log": {"format": true}})") == "log.format: must be one of text, json, got true");
}

TEST_CASE("everything that is wrong is said at once") {
  auto const found = problems_of(R"({
    "slack": {"api_url": "http://slack.com/api", "tokn": 1, "ca_file": "/nowhere/ca.pem"},
    "kudos": {"dayly_limit": 3, "emoji": ["🏆", "tada", "TADA"], "acknowledge": 1},
    "log": {"level": "verbose"}, "extra": {}
  })");
  CHECK(found.size() == 9);
  for (auto const* part :
       {"slack.api_url: must be https", "slack.tokn: unknown", "slack.ca_file: there is no file",
        "kudos.dayly_limit: unknown", "kudos.emoji[0]: is the emoji itself",
        "kudos.emoji[2]: \"tada\" is there twice", "kudos.acknowledge: must be one of",
        "log.level: must be one of", "extra: unknown"}) {
    CAPTURE(part);
    CHECK(std::any_of(found.begin(), found.end(), [&](auto const& line) { return line.starts_with(part); }));
  }
}

TEST_CASE("broken JSON is reported with line and column, and what it is likely to be") {
  CHECK(holds(only_problem_of("{\n  \"kudos\": {\n    \"emoji\": [\"trophy\"],\n  }\n}"),
              "huzzah.json: can't be read at line 4, column 3: unexpected '}'"));
  CHECK(holds(only_problem_of("{\"a\": 1\n\"b\": 2}"), "line 2, column"));
  CHECK(holds(only_problem_of("{\"log\": {"), "a closing } or ] is missing"));
  CHECK(holds(only_problem_of(""), "huzzah.json"));
  CHECK(holds(only_problem_of("[]"), "must hold one object"));
  CHECK(holds(only_problem_of("{\"a\": \"\xff\"}"), "is not UTF-8"));
}

TEST_CASE("a key that is there twice is reported, not silently dropped") {
  CHECK(only_problem_of(R"({"log": {"level": "info", "level": "debug"}})") ==
        "log.level: is there twice; keep one of them");
}

TEST_CASE("a deeply nested file is an error and not a crash") {
  auto const deep = "{\"a\":" + std::string(200'000, '[') + std::string(200'000, ']') + "}";
  CHECK(only_problem_of(deep).starts_with("a: unknown key"));
}

TEST_CASE("emoji and values have to be names that can be typed") {
  CHECK(only_problem_of(R"({"kudos": {"emoji": ["two words"]}})")
            .starts_with("kudos.emoji[0]: is no emoji's name"));
  CHECK(only_problem_of(R"({"kudos": {"emoji": ["::"]}})").starts_with("kudos.emoji[0]: is an empty name"));
  CHECK(only_problem_of(R"({"kudos": {"values": ["#"]}})").starts_with("kudos.values[0]: is an empty value"));
  CHECK(only_problem_of(R"({"kudos": {"values": ["team work"]}})")
            .starts_with("kudos.values[0]: can't be typed"));
  CHECK(only_problem_of(R"({"kudos": {"values": ["care", "#CARE"]}})") ==
        "kudos.values[1]: \"CARE\" is there twice");
  CHECK(settings_of(R"({"kudos": {"values": ["qualité", "勇気"]}})")
            .sections.of<huzzah::kudos::options>("kudos")
            .values.size() == 2);
}

TEST_CASE("the Web API is reached by https, or on this machine") {
  for (auto const* good : {"https://slack.com/api/", "HTTPS://slack.com", "http://localhost:8080/api",
                           "http://127.0.0.1/api/", "http://127.8.0.1:1/", "http://[::1]:8080/api/"}) {
    CAPTURE(good);
    CHECK(problems_of(std::string(R"({"slack": {"api_url": ")") + good + "\"}}").empty());
  }
  for (auto const* bad :
       {"http://slack.com/api/", "http://127.0.0.1.evil.example/", "http://127.0.0.1@evil.example/",
        "http://localhost.evil.example/", "ftp://slack.com/", "slack.com", "https://", "",
        "https://slack.com/api?x=1", "https://sla ck.com/", "http://127.0.0/", "http://[::2]/"}) {
    CAPTURE(bad);
    CHECK(problems_of(std::string(R"({"slack": {"api_url": ")") + bad + "\"}}").size() == 1);
  }
}

TEST_CASE("a file that can't be read says so, and what to start from") {
  folder const home;
  auto const missing = read(home / "none.json", tokens::needed, both_tokens());
  CHECK_FALSE(missing.settings);
  CHECK(holds(text(missing.wrong), "none.json: can't be read (No such file or directory); start from"));
  auto const directory = read(home / ".", tokens::needed, both_tokens());
  CHECK(holds(text(directory.wrong), "is a directory"));
}

TEST_CASE("the language that is chosen is spoken, and one without a catalog is a clear error") {
  folder const home;
  std::ofstream(home / "huzzah.json") << R"({"language": "pl"})";
  auto const missing = read(home / "huzzah.json", tokens::ignored, variables());
  CHECK(holds(text(missing.wrong), "language: there is no catalog of the language pl: put "));
  CHECK(holds(text(missing.wrong), "locale/pl/LC_MESSAGES/huzzah.mo there, or use en"));

  huzzah::test::write_catalog(
      home / "locale", "pl",
      {{"", "Content-Type: text/plain; charset=UTF-8\n"}, {"Thank you!", "Dziękuję!"}});
  auto const found = read(home / "huzzah.json", tokens::ignored, variables());
  REQUIRE(found.settings);
  CHECK(found.settings->language == "pl");
  CHECK(huzzah::base::translate("Thank you!") == "Dziękuję!");
  REQUIRE(huzzah::base::use_language({}, "en").has_value());
}

TEST_CASE("problems are told under a line that says of what") {
  auto const said = describe({{"log.level", "must be a word"}, {"extra", "unknown key"}}, "huzzah.json");
  CHECK(said ==
        "huzzah: the configuration has 2 problems (huzzah.json)\n  log.level: must be a word\n"
        "  extra: unknown key\n");
}

TEST_CASE("metrics are for this machine unless it is said that others may ask") {
  CHECK(settings_of(R"({"metrics": {"port": 9464}})").metrics.port == 9464);
  CHECK(settings_of(R"({"metrics": {"port": 9464, "address": "::1"}})").metrics.address == "::1");
  CHECK(settings_of(R"({"metrics": {"port": 1, "address": "0.0.0.0", "open_to_others": true}})")
            .metrics.address == "0.0.0.0");
  auto const refused = only_problem_of(R"({"metrics": {"port": 9464, "address": "0.0.0.0"}})");
  CHECK(holds(refused, "metrics.address: can be reached from other machines"));
  CHECK(holds(refused, "\"open_to_others\": true"));
  CHECK(holds(only_problem_of(R"({"metrics": {"address": "localhost"}})"), "is no IP address"));
}

TEST_CASE("the port for metrics can come from the environment") {
  auto const with = [](std::string const& port) {
    auto const tokens_too = variables({{"SLACK_APP_TOKEN", "xapp-1-A1-app"},
                                       {"SLACK_BOT_TOKEN", "xoxb-1-bot"},
                                       {"HUZZAH_METRICS_PORT", port}});
    return parse("{}", "huzzah.json", tokens::needed, tokens_too);
  };
  CHECK(with("9464").settings->metrics.port == 9464);
  CHECK(with("").settings->metrics.port == 0);
  for (std::string const wrong : {"x", "-1", "65536", "94 64"})
    CHECK(holds(text(with(wrong).wrong), "HUZZAH_METRICS_PORT: must be a number"));
}

TEST_CASE("tokens that systemd hands over are found by their names") {
  folder const here;
  here.write("slack_app_token", "xapp-1-from-systemd\n");
  here.write("slack_bot_token", "xoxb-1-from-systemd\n");
  auto const credentials = variables({{"CREDENTIALS_DIRECTORY", (here / "").string()}});
  auto const settings = settings_of("{}", credentials);
  CHECK(settings.slack.app_token.reveal() == "xapp-1-from-systemd");
  CHECK(settings.slack.bot_token.reveal() == "xoxb-1-from-systemd");
  here.write("slack_bot_token", "xapp-1-from-systemd");
  auto const swapped = parse("{}", "huzzah.json", tokens::needed, credentials);
  CHECK(holds(text(swapped.wrong), "slack_bot_token: holds an app-level token"));
  CHECK_FALSE(holds(text(swapped.wrong), "from-systemd"));
}

TEST_CASE("how long words are kept is a number of days, weeks, months or years; left out, for good") {
  auto const kept = [](std::string const& json) {
    return settings_of(json).sections.of<huzzah::app::keeping>("keeping");
  };
  CHECK_FALSE(kept("{}").words);
  CHECK(kept("{}").backups == 0);
  auto const both = kept(R"({"retention": {"words": "2 years"}, "storage": {"backup": {"directory": "b"}}})");
  REQUIRE(both.words);
  CHECK(both.words->text == "2 years");
  CHECK(both.words->length == std::chrono::days(732));
  CHECK(both.backups == 7);
  CHECK(kept(R"({"retention": {"words": "1 day"}})").words->length == std::chrono::days(1));
  for (auto const* wrong : {"2", "years", "0 days", "two years", "99999 days", "3 moons"})
    CHECK(only_problem_of(R"({"retention": {"words": ")" + std::string(wrong) + R"("}})")
              .starts_with("retention.words"));
}
