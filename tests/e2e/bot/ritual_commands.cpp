// What the shell says and does about rituals, over a real connection: check, and digest --post.
#include "town.hpp"

#include "bot/commands/check.hpp"
#include "bot/commands/commands.hpp"
#include "support/show_result.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <fstream>
#include <sstream>
#include <thread>

using namespace huzzah;
using namespace huzzah::test;
using namespace std::chrono_literals;

namespace {

/// Does something on a thread of its own, while this one keeps Slack going.
template <class Work>
void beside(town& t, Work work) {
  std::atomic<bool> done = false;
  std::thread other([&] {
    work();
    done = true;
  });
  t.eventually([&] { return done.load(); });
  other.join();
}

digests::settings digest_in(std::string name, std::string channel) {
  digests::settings digest;
  digest.name = std::move(name);
  digest.channel = std::move(channel);
  return digest;
}

/// A configuration file for the town, with a digest in #general.
std::filesystem::path settings_file(town& t, temporary_folder const& folder) {
  auto const reached = t.slack_settings();
  json const all{{"slack",
                  {{"api_url", reached.api_url},
                   {"app_token", reached.app_token},
                   {"bot_token", reached.bot_token},
                   {"ca_file", reached.ca_file->string()}}},
                 {"storage", {{"path", t.database().string()}}},
                 {"digests", {{{"name", "weekly"}, {"channel", "#general"}, {"time_zone", "Etc/UTC"}}}}};
  auto const file = folder / "huzzah.json";
  std::ofstream(file) << all.dump();
  return file;
}

class outcome {
 public:
  int code = -1;
  std::string out;
  std::string err;
};

outcome post(town& t, std::filesystem::path const& config, base::time_point now,
             std::optional<calendar::iso_week> week = {}) {
  bot::cli::digest_options options;
  options.config = config;
  options.week = week;
  options.post = true;
  std::ostringstream out;
  std::ostringstream err;
  outcome done;
  beside(t, [&] {
    done.code = bot::commands::digest_command(
        options, [](std::string const&) { return std::nullopt; }, now, out, err);
  });
  done.out = out.str();
  done.err = err.str();
  return done;
}

bool holds(std::string const& all, std::string const& part) {
  return all.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("check says of each ritual whether it can be posted, and how that is mended") {
  town t;
  auto const reached = t.slack_settings();
  bot::config::config settings;
  settings.slack.api_url = reached.api_url;
  settings.slack.app_token = bot::config::secret(reached.app_token);
  settings.slack.bot_token = bot::config::secret(reached.bot_token);
  settings.slack.ca_file = reached.ca_file;
  settings.storage.path = t.database();
  test::ritual_options rituals;
  rituals.packs["general"].questions = {"What went well?"};
  rituals.digests = {digest_in("fine", "#general"), digest_in("uninvited", "#random"),
                     digest_in("by-id", "C0RANDOM01"), digest_in("lost", "#nowhere")};
  standups::settings core;
  core.name = "core";
  core.channel = "#wins";
  rituals.standups.push_back(core);
  core.name = "packless";
  core.question = "pack:gone";
  rituals.standups.push_back(core);

  rituals.put_into(settings.sections);

  bot::commands::findings found;
  beside(t, [&] { found = bot::commands::check_rituals(settings, true); });
  std::map<std::string, bot::commands::finding> by_subject;
  for (auto const& one : found)
    by_subject.emplace(one.subject, one);
  CHECK(by_subject.at("prompt packs").detail == "general (1)");
  CHECK(by_subject.at("digest fine").fine);
  CHECK(holds(by_subject.at("digest fine").detail, "#general, next on Friday, "));
  CHECK(by_subject.at("stand-up core").fine);
  CHECK(holds(by_subject.at("stand-up core").detail, "#wins, next "));
  for (std::string const broken : {"digest uninvited", "digest by-id", "digest lost"}) {
    CAPTURE(broken);
    CHECK_FALSE(by_subject.at(broken).fine);
    CHECK(holds(by_subject.at(broken).mend, "/invite @Huzzah"));
  }
  CHECK_FALSE(by_subject.at("stand-up packless").fine);
  CHECK(holds(by_subject.at("stand-up packless").detail, "no prompt pack \"gone\""));
}

TEST_CASE("digest --post posts a digest once, without a bot") {
  town t;
  temporary_folder const folder;
  auto const config = settings_file(t, folder);
  t.start_bot();
  t.say(ada, general, at(bruno) + " ++ for the calm release");
  t.quiet();
  auto const after_it = t.clock.now() + 12h;
  CHECK(t.stop_bot() == bot::cli::exit_code::fine);

  auto const posted = post(t, config, after_it);
  INFO(posted.err);
  CHECK(posted.code == 0);
  CHECK(posted.out == "Posted to #general.\n");
  auto const said = t.posts_of_bot(ada, general);
  REQUIRE(!said.empty());
  CHECK(holds(said.front().dump(), "the calm release"));
  auto const again = post(t, config, after_it);
  CHECK(again.code == 0);
  CHECK(again.out == "The digest of 2026-11-20 was posted or skipped before.\n");
  CHECK(t.posts_of_bot(ada, general).size() == said.size());
}

TEST_CASE("digest --post has the running bot post it, once, by the bot's own tokens and clock") {
  town t;
  temporary_folder const folder;
  t.rituals.digests = {digest_in("weekly", "#general")};
  auto const config = folder / "huzzah.json";
  std::ofstream(config) << json{{"storage", {{"path", t.database().string()}}}}.dump();
  t.start_bot();
  t.say(ada, general, at(bruno) + " ++ for the calm release");
  t.quiet();
  t.pass(2s);
  auto const week = calendar::iso_week{2026, 47};
  auto const posted = post(t, config, {}, week);
  INFO(posted.err);
  CHECK(posted.code == 0);
  CHECK(posted.out == "Posted to #general.\n");
  auto const said = t.posts_of_bot(ada, general);
  REQUIRE(!said.empty());
  CHECK(holds(said.front().dump(), "the calm release"));
  auto const again = post(t, config, {}, week);
  CHECK(again.code == 0);
  CHECK(holds(again.out, "was posted or skipped before"));
  CHECK(t.posts_of_bot(ada, general).size() == said.size());
  CHECK(t.stop_bot() == bot::cli::exit_code::fine);
}
