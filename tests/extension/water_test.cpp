// A feature of one folder, added by one line, through all that the program does with features.
#include "team.hpp"
#include "town.hpp"

#include "app/contribution.hpp"
#include "bot/commands/check.hpp"
#include "bot/commands/commands.hpp"
#include "bot/config/config.hpp"
#include "bot/config/manifest.hpp"
#include "bot/features.hpp"
#include "calendar/timestamp.hpp"
#include "store/connection.hpp"
#include "store/database.hpp"
#include "support/bot_fixtures.hpp"
#include "support/outcome.hpp"
#include "support/scene.hpp"
#include "support/show_result.hpp"
#include "support/temporary_folder.hpp"
#include "water/glasses.hpp"
#include "water/water.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <sstream>
#include <thread>

using namespace huzzah;
using namespace huzzah::test;
using namespace std::chrono_literals;

namespace {

/// What the program's configuration reader makes of a text.
bot::config::readout configured(std::string const& text) {
  return bot::config::parse(text, "huzzah.json", bot::config::tokens::ignored, bot::test::variables());
}

/// Lets a command of the shell run on the town's ledger.
template <class Options, class Command>
std::string done(town& t, Options options, Command command) {
  options.database = t.database();
  std::ostringstream out;
  std::ostringstream err;
  command(options, out, err);
  return out.str() + err.str();
}

std::string export_of(town& t, std::string const& person) {
  bot::cli::export_options options;
  options.person = person;
  return done(t, options, [](auto const& what, auto& out, auto& err) {
    return bot::commands::export_command(what, bot::test::variables(), out, err);
  });
}

std::string forget(town& t, std::string const& person) {
  bot::cli::forget_options options;
  options.person = person;
  options.yes = true;
  return done(t, options, [&](auto const& what, auto& out, auto& err) {
    return bot::commands::forget_command(what, bot::test::variables(), t.clock.now(), nullptr, out, err);
  });
}

bool holds(std::string const& text, std::string const& part) {
  return text.find(part) != std::string::npos;
}

store::open_options with_water() {
  static auto const tables = app::tables_of(bot::contributions());
  store::open_options how;
  how.features = tables;
  return how;
}

/// The feature without the program.
class water_scene : public scene {
 public:
  explicit water_scene(app::chosen_settings const& settings = {})
      : scene({}, "2026-11-18T09:00:00Z", with_water()),
        running(water::contribution().start(with, settings)) {}

  std::string answer(chat::event const& happened) {
    return chat::to_plain(tell(*running, happened).value().value().said->summary);
  }

  std::unique_ptr<app::feature> running;
};

}  // namespace

TEST_CASE("a feature of one folder answers its command and its button") {
  water_scene s;
  CHECK(s.answer(s.typed("U1", "from the tap", "/water")) == "Glass 1 of 8.");
  CHECK(s.answer(s.typed("U1", "", "/water")) == "Glass 2 of 8.");
  CHECK(s.answer(s.typed("U2", "", "/water")) == "Glass 1 of 8.");
  CHECK(s.answer(s.pressed("U1", "water.undo", "")) == "Poured away.");
  CHECK(s.answer(s.pressed("U2", "water.undo", "")) == "Poured away.");
  CHECK(s.answer(s.pressed("U2", "water.undo", "")) == "There is no glass to pour away.");
  CHECK(s.answer(s.typed("U1", "", "/water")) == "Glass 2 of 8.");
}

TEST_CASE("in the program it works beside the other features") {
  town t;
  t.start_bot();
  t.say(ada, general, at(bruno) + " ++ for the jug");
  CHECK(t.command(ada, "", "/water")["ok"] == true);
  t.quiet();
  CHECK(t.standing().size() == 1);
  t.stop_bot();
  CHECK(holds(export_of(t, ada), R"("kind":"water_glass")"));
}

TEST_CASE("its word is one of /huzzah and a button of the home page, which has its section") {
  ledger_scene at;
  team one(at, "T1", "alpha");
  CHECK(holds(one.command("U1", "", "/huzzah"), "a glass of water, noted"));
  CHECK_FALSE(holds(one.home_of("U1"), "glasses of yours"));
  CHECK(holds(one.command("U1", "water", "/huzzah"), "Glass 1 of 8."));
  one.press("U1", "home.word", "water");
  CHECK(holds(one.home_of("U1"), "2 glasses of yours today"));
  CHECK(holds(one.home_of("U1"), "/huzzah water"));
  CHECK_FALSE(holds(one.home_of("U2"), "glasses of yours"));
}

TEST_CASE("its command is in the manifest, its section in the configuration") {
  CHECK(holds(bot::config::slack_manifest(), "\"/water\""));
  auto const read = configured(R"({"water": {"glasses": 3}})");
  REQUIRE(read.settings);
  water_scene s(read.settings->sections);
  CHECK(s.answer(s.typed("U1", "", "/water")) == "Glass 1 of 3.");

  auto const wrong = configured(R"({"water": {"glases": 3}})");
  REQUIRE(wrong.wrong.size() == 1);
  CHECK(to_string(wrong.wrong[0]) == "water.glases: unknown key; did you mean glasses?");
  auto const many = configured(R"({"water": {"glasses": 300}})");
  REQUIRE(many.wrong.size() == 1);
  CHECK(many.wrong[0].pointer == "water.glasses");
}

TEST_CASE("its ritual happens once a date, also across restarts") {
  town t;
  t.sections = configured(R"({"water": {"channel": "C0GENERAL1"}})").settings->sections;
  t.start_bot();
  t.command(ada, "", "/water");
  t.turn_to(calendar::to_rfc3339(
      calendar::time_zone().start_of(calendar::time_zone().date_of(t.clock.now())) + 18h + 1min));
  auto const posts = t.posts_of_bot(ada, general, 1);
  CHECK(holds(posts[0].dump(), "Today we had 1 glasses of water."));
  t.stop_bot();
  t.start_bot();
  t.pass(2min);
  CHECK(t.posts_of_bot(ada, general).size() == 1);
}

TEST_CASE("its section is part of the weekly digest") {
  town t;
  digests::settings weekly;
  weekly.name = "weekly";
  weekly.channel = "#general";
  t.rituals.digests = {weekly};
  t.start_bot();
  t.command(ada, "", "/water");
  t.command(bruno, "", "/water");
  t.quiet();
  t.turn_to("2026-11-20T16:00:01Z");
  auto const posts = t.posts_of_bot(ada, general, 1);
  CHECK(holds(posts[0].dump(), "Water"));
  CHECK(holds(posts[0].dump(), "2 glasses"));
}

TEST_CASE("its section is part of a digest that the shell posts") {
  town t;
  temporary_folder const folder;
  digests::settings weekly;
  weekly.name = "weekly";
  weekly.channel = "#general";
  t.rituals.digests = {weekly};
  auto const config = folder / "huzzah.json";
  std::ofstream(config) << R"({"storage": {"path": ")" << t.database().string() << "\"}}";
  t.start_bot();
  t.say(ada, general, at(bruno) + " ++ for the jug");
  t.command(ada, "", "/water");
  t.quiet();
  t.pass(2s);
  bot::cli::digest_options options;
  options.config = config;
  options.week = calendar::iso_week{2026, 47};
  options.post = true;
  std::ostringstream out;
  std::atomic<bool> done = false;
  std::thread shell([&] {
    bot::commands::digest_command(options, bot::test::variables(), {}, out, out);
    done = true;
  });
  t.eventually([&] { return done.load(); });
  shell.join();
  CHECK(out.str() == "Posted to #general.\n");
  CHECK(holds(t.posts_of_bot(ada, general, 1).back().dump(), "1 glasses"));
}

TEST_CASE("what it stores is exported with the rest, erased with the rest, and in the ledger's catalogue") {
  town t;
  t.start_bot();
  t.command(ada, "with Bruno", "/water");
  t.command(bruno, std::string("with ") + ada + " again", "/water");
  t.command(chiara, std::string("with ") + ada + "X of the other team", "/water");
  t.quiet();
  t.stop_bot();

  auto const before = export_of(t, ada);
  CHECK(holds(before, R"("kind":"water_glass")"));
  CHECK(holds(before, R"("note":"with Bruno")"));
  CHECK_FALSE(holds(before, bruno));
  CHECK(holds(forget(t, ada), "1  glasses of water"));
  CHECK_FALSE(holds(export_of(t, ada), "water_glass"));
  CHECK(holds(export_of(t, bruno), R"("note":"")"));
  // An id that begins like hers is another person's.
  CHECK(holds(export_of(t, chiara), "of the other team"));

  auto const ledger = store::open_to_read(t.database()).value();
  auto const all = store::catalogue(*ledger);
  auto const glasses =
      std::find_if(all.begin(), all.end(), [](auto const& one) { return one.table == "water_glass"; });
  REQUIRE(glasses != all.end());
  CHECK(glasses->why == "for the count of the day");
}

TEST_CASE("check finds what does not add up in its table") {
  town t;
  t.start_bot();
  t.command(ada, "", "/water");
  t.quiet();
  t.stop_bot();
  auto const all_fine = [&] {
    auto const found = bot::commands::check_database(t.database());
    return std::all_of(found.begin(), found.end(),
                       [](bot::commands::finding const& one) { return one.fine; });
  };
  CHECK(all_fine());
  {
    auto const opened = store::open_to_write(t.database());
    opened->on->run("UPDATE water_glass SET drunk_on = drunk_on - 1");
  }
  CHECK_FALSE(all_fine());
  CHECK(holds(bot::commands::check_database(t.database()).back().detail,
              "water: glass 1 is counted on another day"));
}

TEST_CASE("two features that have the same thing are refused, and both are named") {
  CHECK_FALSE(app::clash(bot::contributions()));
  auto both = bot::contributions();
  both.push_back(both[3]);
  both.back().name = "tea";
  CHECK(app::clash(both).value() == "the features water and tea both have the command /water");
  both.back().commands.clear();
  CHECK(app::clash(both).value() == "the features water and tea both have the buttons water.");
  both.back().actions.clear();
  CHECK(app::clash(both).value() == "the features water and tea both have the table water_glass");
  both.back().tables = {};
  CHECK(app::clash(both).value() ==
        "the features water and tea both have the section water of the configuration");
  both.back().name = "kudos";
  CHECK(app::clash(both).value() == "the features kudos and kudos both have the name kudos");
}
