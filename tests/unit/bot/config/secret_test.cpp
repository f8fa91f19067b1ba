#include "bot/config/secret.hpp"

#include "bot/config/config.hpp"
#include "support/bot_fixtures.hpp"
#include "support/outcome.hpp"

#include <doctest/doctest.h>

using namespace huzzah::bot::cli;
using namespace huzzah::bot::config;
using namespace huzzah::bot::test;

namespace {

std::string slack_section(std::string const& app, std::string const& bot) {
  return R"({"slack": {"app_token": ")" + app + R"(", "bot_token": ")" + bot + "\"}}";
}

readout read_tokens(std::string const& app, std::string const& bot, environment const& from = variables()) {
  return parse(slack_section(app, bot), "huzzah.json", tokens::needed, from);
}

}  // namespace

TEST_CASE("a secret can be in the environment or in a file of its own") {
  folder const home;
  auto const file = home.write("bot_token", "xoxb-from-file\n");
  auto const reading = read_tokens("${APP}", "file:" + file.string(), variables({{"APP", "xapp-from-env"}}));
  REQUIRE(reading.settings);
  CHECK(reading.settings->slack.app_token.reveal() == "xapp-from-env");
  CHECK(reading.settings->slack.bot_token.reveal() == "xoxb-from-file");
  CHECK(reading.warnings.empty());
}

TEST_CASE("a missing variable or file is named") {
  auto const found = text(read_tokens("${NO_SUCH_VARIABLE}", "file:/nowhere/token").wrong);
  CHECK(holds(found, "slack.app_token: the environment variable NO_SUCH_VARIABLE is not set"));
  CHECK(holds(found, "slack.bot_token: can't read /nowhere/token (No such file or directory)"));
}

TEST_CASE("an empty or huge secret file, or a directory, is no token") {
  folder const home;
  auto const read = [&](std::string const& file) {
    return text(read_tokens("xapp-1", "file:" + (home / file).string()).wrong);
  };
  home.write("empty", " \n");
  home.write("huge", std::string(10'000, 'x'));
  CHECK(holds(read("empty"), "is empty"));
  CHECK(holds(read("huge"), "is too long to hold a token"));
  CHECK(holds(read("."), "slack.bot_token"));
}

TEST_CASE("missing tokens are both reported, with the ways to give them") {
  auto const found = lines(read(std::nullopt, tokens::needed, variables()).wrong);
  REQUIRE(found.size() == 2);
  CHECK(found[0].starts_with("slack.app_token: is missing; set SLACK_APP_TOKEN"));
  CHECK(found[1].starts_with("slack.bot_token: is missing; set SLACK_BOT_TOKEN"));
}

TEST_CASE("swapped tokens are recognised") {
  auto const found = lines(read_tokens("xoxb-1", "xapp-1").wrong);
  REQUIRE(found.size() == 2);
  CHECK(found[0] ==
        "slack.app_token: holds a bot token (xoxb-), not an app-level token (xapp-); app_token and bot_token "
        "seem to be swapped");
  CHECK(holds(found[1], "seem to be swapped"));
}

TEST_CASE("a token of another kind, cut or with quotes around it is recognised") {
  CHECK(holds(text(read_tokens("xapp-1", "xoxp-1").wrong), "a person's token"));
  CHECK(holds(text(read_tokens("xapp-1", "xoxe.xoxb-1").wrong), "a rotating token"));
  CHECK(holds(text(read_tokens("xapp-1", "hello").wrong), "must start with xoxb-"));
  CHECK(holds(text(read_tokens("xapp-1", "xoxb-").wrong), "ends behind its xoxb-"));
  CHECK(holds(text(read_tokens("xapp-1", "xoxb-a b").wrong), "a character that no token has"));
  CHECK(holds(text(read_tokens("xapp-1", "${SLACK BOT}").wrong), "is not a variable's name"));
  CHECK(holds(text(read_tokens("xapp-1", "xoxb-1-${REST}").wrong), "a character that no token has"));
}

TEST_CASE("whatever is wrong, no secret is ever printed") {
  constexpr auto hidden = "s3cr3t";
  auto const silent = [&](std::string const& json) {
    CAPTURE(json);
    auto const reading =
        parse(json, "huzzah.json", tokens::needed, variables({{"APP", "xoxb-s3cr3t"}, {"BOT", "s3cr3t"}}));
    CHECK_FALSE(reading.settings);
    CHECK_FALSE(reading.wrong.empty());
    CHECK_FALSE(holds(text(reading.wrong), hidden));
    CHECK_FALSE(holds(text(reading.warnings), hidden));
    CHECK_FALSE(holds(describe(reading.wrong, "huzzah.json"), hidden));
  };
  silent(slack_section("xoxb-s3cr3t", "xapp-s3cr3t"));
  silent(slack_section("${APP}", "${BOT}"));
  silent(slack_section("s3cr3t", "xoxp-s3cr3t"));
  silent(slack_section("xapp-s3cr3t!", "xoxb-s3cr3t s"));
  silent(R"({"slack": {"app_token": xapp-s3cr3t}})");
  silent(R"({"slack": {"app_token": "xapp-s3cr3t)");
  silent("{\"slack\": {\"app_token\": \"xapp-s3cr3t\n\"}}");
  silent(R"({"slack": {"app_token": ["xapp-s3cr3t"], "bot_token": {"x": "s3cr3t"}}})");
  silent(R"({"slack": {"app_token": "xapp-s3cr3t" "bot_token": "xoxb-s3cr3t"}})");
}

TEST_CASE("a token in a file that others can read is a warning, one in a private file is not") {
  folder const home;
  auto const file = home.write("huzzah.json", slack_section("xapp-1-x", "${BOT}"));
  auto const from = variables({{"BOT", "xoxb-1"}});
  auto reading = read(file, tokens::needed, from);
  CHECK(reading.settings);
  CHECK(reading.warnings.empty());

  std::filesystem::permissions(file, std::filesystem::perms::others_read, std::filesystem::perm_options::add);
  reading = read(file, tokens::needed, from);
  CHECK(reading.settings);
  REQUIRE(reading.warnings.size() == 1);
  CHECK(holds(text(reading.warnings), "slack.app_token: the token itself is in the file, which others"));
  CHECK(holds(text(reading.warnings), "chmod o-r"));
}
