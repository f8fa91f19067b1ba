#include "app/ledger/checks.hpp"
#include "app/ledger/span.hpp"
#include "app/ledger/wins.hpp"
#include "app/ledger/withheld.hpp"
#include "app/people/people.hpp"
#include "features/kudos/giving_form.hpp"
#include "features/moderation/feature.hpp"
#include "features/moderation/words.hpp"
#include "features/wins/feature.hpp"
#include "store/connection.hpp"
#include "support/nobody_asks.hpp"
#include "support/scene.hpp"

#include <doctest/doctest.h>

using namespace huzzah;
using namespace huzzah::test;

namespace {

class moderation_scene : public scene {
 public:
  explicit moderation_scene(moderation::options chosen = {{"U4"}})
      : wins(kudos::options(), asked),
        feature(add_wins()),
        moderation(add<moderation::feature>(chosen, wins)) {}

  /// The form that the shortcut opens on a message.
  chat::form form_on(std::string person, std::string id, std::string channel = "C1") {
    chat::shortcut_invoked chosen;
    chosen.workspace = "T1";
    chosen.person = std::move(person);
    chosen.name = moderation::by_message;
    chosen.trigger = "trigger-" + std::to_string(++triggers);
    chosen.where = {"T1", std::move(channel), std::move(id)};
    chosen.at = clock.now();
    auto const count = workspace.forms.size();
    REQUIRE(tell(chosen));
    REQUIRE(workspace.forms.size() == count + 1);
    return workspace.forms.back();
  }
  static std::string first_of(chat::form const& form) { return form.fields.front().choices.front(); }
  chat::reply choose(std::string person, std::string which, std::string what, std::string stopped = "") {
    auto const answer = tell(
        submitted(std::move(person), moderation::submit_action, "",
                  {{"which", std::move(which)}, {"what", std::move(what)}, {"stopped", std::move(stopped)}}));
    REQUIRE(answer);
    deliver();
    return **answer;
  }
  void bring_reports() {
    REQUIRE(run(io, moderation.tell_moderators()));
    deliver();
  }
  std::string press(std::string person, std::string action, std::string value) {
    auto const answer = tell(pressed(std::move(person), std::move(action), std::move(value), "DU4")).value();
    deliver();
    return answer && answer->said ? chat::to_plain(answer->said->summary) : std::string();
  }
  /// The words that a reader sees of the last hour.
  std::vector<std::string> seen_by(people::viewer const& to) {
    return read([&](store::reader& from) {
      ledger::span all(from, "T1", to, clock.now() - std::chrono::hours(1), clock.now());
      std::vector<std::string> found;
      for (auto const& one : all.kudos())
        found.push_back(one.reason);
      for (auto const& one : all.wins())
        found.push_back(one.text);
      return found;
    });
  }
  std::vector<std::string> seen_by_everybody() { return seen_by(people::viewer::everybody()); }
  std::vector<std::string> board() {
    return read([&](store::reader& from) {
      std::vector<std::string> found;
      for (auto const& one :
           ledger::board(from, "T1", ledger::period::week, calendar::parse_date("2026-11-18").value(), 10,
                         people::viewer::everybody()))
        found.push_back(one.person);
      return found;
    });
  }
  std::vector<std::string> wrong() {
    return read([](store::reader& from) { return ledger::wrong_tallies(from); });
  }
  void thank(std::string id = "1.1") {
    REQUIRE(tell(posted("U1", "<@U2> ++ for the release", std::move(id))));
    deliver();
  }

  nobody_asks asked;
  wins::options wins;
  app::feature& feature;
  moderation::feature& moderation;

 private:
  app::feature& add_wins() { return add<wins::feature>(wins); }
};

using words = std::vector<std::string>;

}  // namespace

TEST_CASE("who is thanked can take it out of everybody else's sight, and show it again") {
  moderation_scene s;
  s.thank();
  REQUIRE(s.seen_by_everybody() == words{"the release"});
  auto const posts = s.workspace.posts.size();
  auto const form = s.form_on("U2", "1.1");
  CHECK(form.fields.front().labels == words{"Ada to Bruno: the release"});
  auto const reply = s.choose("U2", s.first_of(form), "hide");
  CHECK(chat::to_plain(reply.said->summary) == "Hidden: only its author and those it is for see it now.");
  CHECK(s.seen_by_everybody().empty());
  CHECK(s.seen_by(people::viewer::of_place("C1")).empty());
  CHECK(s.board().empty());
  CHECK(s.received("U2") == 1);
  CHECK(s.wrong().empty());
  CHECK(s.workspace.posts.size() == posts);
  for (auto const* person : {"U1", "U2"})
    CHECK(s.seen_by(people::viewer::of_person(person, true, {"C1"})) == words{"the release"});
  CHECK(s.seen_by(people::viewer::of_person("U3", true, {"C1"})).empty());
  CHECK(s.choose("U2", s.first_of(form), "hide").errors.at("what") == "You have hidden it already.");

  CHECK(s.choose("U2", s.first_of(form), "show").errors.empty());
  CHECK(s.seen_by_everybody() == words{"the release"});
  CHECK(s.board() == words{"U2"});
  CHECK(s.wrong().empty());
}

TEST_CASE("what is hidden stays so when its message is edited, and when it is taken back and said again") {
  moderation_scene s;
  auto const said = s.posted("U1", "<@U2> ++ for the release", "1.1");
  REQUIRE(s.tell(said));
  CHECK(s.choose("U2", s.first_of(s.form_on("U2", "1.1")), "hide").errors.empty());
  REQUIRE(s.tell(s.edited(said, "<@U2> ++ for all of it")));
  CHECK(s.seen_by_everybody().empty());
  REQUIRE(s.tell(s.edited(said, "never mind")));
  REQUIRE(s.tell(s.edited(said, "<@U2> ++ for the night")));
  CHECK(s.seen_by_everybody().empty());
  CHECK(s.received("U2") == 1);
  CHECK(s.wrong().empty());
}

TEST_CASE("only who it is about can hide it: not its author, not others, and not who can't see it") {
  moderation_scene s;
  s.thank();
  auto const which = s.first_of(s.form_on("U2", "1.1"));
  for (auto const* person : {"U1", "U3"})
    CHECK(s.choose(person, which, "hide").errors.at("what") ==
          "Only somebody it is about can hide it. You can report it.");
  CHECK(s.seen_by_everybody().size() == 1);
  CHECK(s.choose("UGONE", which, "report").errors.at("which") == "It isn't there any more.");
}

TEST_CASE("an announcement goes with what is hidden, and comes back with it; the note stays") {
  moderation_scene s;
  REQUIRE(s.tell(
      s.submitted("U1", std::string(kudos::giving::submit), "",
                  {{"people", "U2"}, {"reason", "for tea"}, {"where", "announced"}, {"channel", "C1"}})));
  s.deliver();
  REQUIRE(s.workspace.texts("C1").size() == 1);
  auto const notes = s.workspace.texts("DU2");
  auto id = std::string();
  for (auto const& post : s.workspace.posts)
    if (post.where.channel == "C1") id = post.where.id;
  auto const which = s.first_of(s.form_on("U2", id));
  CHECK(s.choose("U2", which, "hide").errors.empty());
  CHECK(s.workspace.texts("C1").empty());
  CHECK(s.workspace.texts("DU2") == notes);
  CHECK(s.choose("U2", which, "show").errors.empty());
  CHECK(s.workspace.texts("C1").size() == 1);
}

TEST_CASE("a win that mentions somebody can be hidden by them, and its author can't share it again") {
  moderation_scene s;
  REQUIRE(s.tell(s.posted("U1", "win: <@U2> and I shipped", "1.2")));
  REQUIRE(s.seen_by_everybody().size() == 1);
  auto const which = s.first_of(s.form_on("U2", "1.2"));
  CHECK(s.choose("U2", which, "hide").errors.empty());
  CHECK(s.seen_by_everybody().empty());
  CHECK(s.wrong().empty());
  auto const shared = s.write([](store::unit_of_work& work) {
    auto const win = ledger::win_ledger(work).find(chat::message_ref("T1", "C1", "1.2"));
    return ledger::win_ledger(work).share(win->id, "U1", "C1");
  });
  CHECK_FALSE(shared);
}

TEST_CASE("a report hides it until a moderator decides, and names nobody who reported") {
  moderation_scene s;
  s.thank();
  auto const which = s.first_of(s.form_on("U3", "1.1"));
  auto const reply = s.choose("U3", which, "report");
  CHECK(chat::to_plain(reply.said->summary) == "Thank you. The moderators will look at it.");
  CHECK(s.seen_by_everybody().empty());
  CHECK(s.workspace.texts("DU4").empty());
  s.bring_reports();
  s.bring_reports();
  REQUIRE(s.workspace.texts("DU4").size() == 1);
  CHECK(s.workspace.texts("DU4").front().find(
            "Somebody asks you to look at this: Ada to Bruno: the release") == 0);
  CHECK(s.workspace.texts("DU4").front().find("Chiara") == std::string::npos);
  CHECK(s.press("U3", moderation::keep_action, which) == "Only a moderator can decide that.");
  CHECK(s.seen_by_everybody().empty());

  CHECK(s.press("U4", moderation::keep_action, which).empty());
  CHECK(s.seen_by_everybody() == words{"the release"});
  CHECK(s.workspace.texts("DU4").front() == "What you were asked to look at is kept, and visible again.");
  CHECK(s.press("U4", moderation::remove_action, which) == "That is decided already, or it was taken back.");
  CHECK(s.choose("U3", which, "report").errors.at("what") ==
        "The moderators have looked at it, and kept it.");
  CHECK(s.seen_by_everybody().size() == 1);
  CHECK(s.wrong().empty());
}

TEST_CASE("what a moderator removes is taken back with its note, for ever") {
  moderation_scene s;
  auto const said = s.posted("U1", "<@U2> ++ for the release", "1.1");
  REQUIRE(s.tell(said));
  s.deliver();
  REQUIRE(s.workspace.texts("DU2").size() == 1);
  auto const which = s.first_of(s.form_on("U3", "1.1"));
  CHECK(s.choose("U3", which, "report").errors.empty());
  CHECK(s.press("U4", moderation::remove_action, which).empty());
  CHECK(s.received("U2") == 0);
  CHECK(s.workspace.texts("DU2").empty());
  REQUIRE(s.tell(s.edited(said, "<@U2> ++ once more")));
  CHECK(s.received("U2") == 0);
  CHECK(s.wrong().empty());
}

TEST_CASE("without moderators the admins of the workspace are asked, also after a failure") {
  moderation_scene s{moderation::options()};
  s.workspace.people["U3"].is_admin = true;
  s.thank();
  auto const which = s.first_of(s.form_on("U4", "1.1"));
  CHECK(s.choose("U4", which, "report").errors.empty());
  s.workspace.failures["admins"].emplace_back(error(errc::remote_failed, "ratelimited"));
  CHECK_FALSE(run(s.io, s.moderation.tell_moderators()));
  s.workspace.people["U1"].is_admin = true;
  s.bring_reports();
  REQUIRE(s.workspace.texts("DU3").size() == 1);
  // What is decided by one is said to the others, whatever the platform says of admins just then.
  s.workspace.failures["admins"].emplace_back(error(errc::remote_failed, "ratelimited"));
  s.clock.advance(std::chrono::hours(2));
  CHECK(s.press("U3", moderation::keep_action, which).empty());
  for (auto const* admin : {"DU1", "DU3"})
    CHECK(s.workspace.texts(admin).back() == "What you were asked to look at is kept, and visible again.");
}

TEST_CASE("a person can report a few a day") {
  moderation_scene s;
  for (int i = 1; i <= 6; ++i)
    s.thank("1." + std::to_string(i));
  for (int i = 1; i <= 5; ++i)
    CHECK(s.choose("U3", s.first_of(s.form_on("U3", "1." + std::to_string(i))), "report").errors.empty());
  auto const last = s.first_of(s.form_on("U3", "1.6"));
  CHECK(s.choose("U3", last, "report").errors.at("what") ==
        "That were 5 reports today. Please report more tomorrow.");
  s.clock.advance(std::chrono::hours(24));
  CHECK(s.choose("U3", last, "report").errors.empty());
}

TEST_CASE(
    "an older backup that takes the ledger's place hides what was hidden since, and removes what was "
    "removed") {
  moderation_scene s;
  s.thank("1.1");
  s.thank("1.2");
  auto const older = s.folder / "older.db";
  auto const newer = s.folder / "huzzah.db";
  {
    store::connection on(newer, SQLite::OPEN_READWRITE);
    on.execute("VACUUM INTO '" + older.string() + "'");
  }
  CHECK(s.choose("U2", s.first_of(s.form_on("U2", "1.1")), "hide").errors.empty());
  auto const second = s.first_of(s.form_on("U3", "1.2"));
  CHECK(s.choose("U3", second, "report").errors.empty());
  CHECK(s.press("U4", moderation::remove_action, second).empty());
  store::connection on(older, SQLite::OPEN_READWRITE);
  ledger::withhold_again(on, newer);
  ledger::span seen(on, "T1", people::viewer::everybody(), base::time_point(), s.clock.now());
  CHECK(seen.kudos().empty());
  ledger::span own(on, "T1", people::viewer::of_person("U2", true, {}), base::time_point(), s.clock.now());
  CHECK(own.kudos().size() == 1);
  CHECK(ledger::wrong_tallies(on).empty());
}

TEST_CASE("private kudos from one person can be stopped, and that person hears what others hear") {
  moderation_scene s;
  CHECK(s.choose("U2", "", "", "U1").errors.empty());
  auto const given = [&](std::string from) {
    return s
        .tell(s.submitted(std::move(from), std::string(kudos::giving::submit), "",
                          {{"people", "U2"}, {"reason", "for tea"}, {"where", "private"}}))
        .value()
        .value();
  };
  CHECK(given("U1").errors.at("people").find("plain thank-you") != std::string::npos);
  CHECK(given("U3").errors.empty());
  CHECK(s.received("U2") == 1);
  s.thank();
  CHECK(s.received("U2") == 2);
  auto const form = s.form_on("U2", "9.9");
  CHECK(form.fields.back().initial == "U1");
  CHECK(s.choose("U2", "", "").errors.empty());
  CHECK(given("U1").errors.empty());
}

TEST_CASE("the form lists what one has received where the message shows nothing, and no more than one sees") {
  moderation_scene s;
  s.thank();
  CHECK(s.form_on("U2", "9.9").fields.front().labels == words{"Ada to Bruno: the release"});
  CHECK(s.form_on("U3", "9.9").fields.size() == 1);
  auto aside = s.posted("U1", "<@U2> ++ between us", "2.1");
  s.workspace.add_channel("C7", "private").is_private = true;
  s.workspace.members["C7"] = {"U1", "U2", "UHUZZAH"};
  aside.where.channel = "C7";
  aside.channel = chat::channel_kind::private_channel;
  REQUIRE(s.tell(aside));
  s.clock.advance(std::chrono::minutes(2));
  CHECK(s.form_on("U3", "2.1", "C7").fields.size() == 1);
  CHECK(s.form_on("U2", "2.1", "C7").fields.front().labels == words{"Ada to Bruno: between us"});
  // Hidden or never there: to a third person it is the same.
  CHECK(s.choose("U2", s.first_of(s.form_on("U2", "1.1")), "hide").errors.empty());
  CHECK(s.form_on("U3", "1.1").fields.size() == s.form_on("U3", "9.9").fields.size());
}
