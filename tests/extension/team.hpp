// A workspace with Huzzah in it, in a ledger that others may share, and a day that its people live with every
// feature of the program.
#pragma once

#include "app/contribution.hpp"
#include "app/delivery/file_giver.hpp"
#include "app/delivery/gate.hpp"
#include "app/ledger/kudos_records.hpp"
#include "app/ledger/person_record.hpp"
#include "app/ledger/standings.hpp"
#include "app/ledger/win_views.hpp"
#include "app/schedule/working_days.hpp"
#include "bot/config/config.hpp"
#include "bot/features.hpp"
#include "features/moderation/feature.hpp"
#include "support/bot_fixtures.hpp"
#include "support/scene.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace huzzah::test {

using namespace std::chrono_literals;

/// Leaves out what differs from run to run: sealed references, and the order in which channels were served,
/// by which the workspace here numbers posts and answers to them.
inline std::string comparable(std::string const& shown) {
  static std::regex const sealed("\"[a-z2-7]{26}\"");
  static std::regex const numbered("\\b(99|7)\\.[0-9]+");
  return std::regex_replace(std::regex_replace(shown, sealed, "\"*\""), numbered, "$1.*");
}

inline constexpr auto two_standups_and_a_digest = R"({
  "standups": [{"name": "core", "channel": "#general", "time_zone": "Etc/UTC", "prompt_at": "10:00",
                "close_at": "14:00", "question": "What went well?"},
               {"name": "quiet", "channel": "#wins", "mode": "dm", "time_zone": "Etc/UTC", "prompt_at": "10:00",
                "close_at": "14:00", "question": "What went well?"}],
  "digests": [{"name": "weekly", "channel": "#general", "time_zone": "Etc/UTC", "day": "Wednesday", "at": "16:00"}],
  "water": {"channel": "C1"}})";

inline app::chosen_settings settings_of_teams(std::string const& text) {
  auto const read =
      bot::config::parse(text, "huzzah.json", bot::config::tokens::ignored, bot::test::variables());
  REQUIRE(read.settings);
  REQUIRE(read.faulty_rituals.empty());
  return read.settings->sections;
}

/// One process with a ledger that may hold several workspaces. Its own scene's features are not used.
class ledger_scene : public scene {
 public:
  ledger_scene() : scene({}, "2026-11-18T09:00:00Z", with_all_tables()) {}

 private:
  static store::open_options with_all_tables() {
    static auto const tables = app::tables_of(bot::contributions());
    store::open_options how;
    how.features = tables;
    return how;
  }
};

/// A workspace and Huzzah in it. Its people say what holds `word`.
class team {
 public:
  team(ledger_scene& at, std::string id, std::string word,
       std::string const& configuration = two_standups_and_a_digest,
       std::span<app::contribution const> parts = bot::contributions(),
       std::optional<delivery::calm> const& calm = std::nullopt)
      : workspace(std::move(id)), at_(at), word_(std::move(word)) {
    workspace.groups["S1"] = {"U1", "U2"};
    workspace.people["U1"].name = "Ada " + word_;
    if (calm) with_.calm = *calm;
    is_calm_ = calm.has_value();
    features_ = app::start(parts, with_, settings_of_teams(configuration));
    for (auto const& one : features_)
      seeing_.push_back(one.get());
  }

  /// A Wednesday, which ends after the digest.
  void live() {
    say("U1", "<@U2> ++ for the " + word_ + " release #craft", "1.1");
    say("U3", "<%S1> ++ for the " + word_ + " tea", "1.2");
    say("U1", "win: the " + word_ + " test is gone", "1.3");
    secretly("U1", "<@U2> ++ for whispering " + word_, "1.4");
    tell(changed(at_.reaction("U3", "1.1", true, "U1", "trophy")));
    tell(changed(at_.reaction("U4", "1.3", true, "U1", "clap")));
    command("U4", "<@U3> for the " + word_ + " notes", "/kudos");
    command("U2", "the " + word_ + " jug", "/win");
    command("U2", "", "/water");
    command("U1", "prompt all", "/standup");
    set_goal("U2", "C1");
    press_in_home("U2", "goals.tick");
  }
  /// A goal of two steps: shared with a channel, or with no one.
  void set_goal(std::string person, std::string channel) {
    submit(std::move(person), "goals.made",
           {{"what", "the " + word_ + " guide"},
            {"steps", "the " + word_ + " draft\nthe " + word_ + " review"},
            {"where", channel.empty() ? "private" : "shared"},
            {"ask", "weekly"},
            {"ticks", channel.empty() ? "mine" : "members"},
            {"channel", channel}});
  }
  void answer() {
    for (auto const& post : std::vector(workspace.posts))
      if (!post.removed && post.thread.empty() &&
          chat::to_json(post.said).find("went well") != std::string::npos) {
        auto said = at_.posted("U2", "answered " + word_, "7." + post.where.id.substr(3));
        said.where.channel = post.where.channel;
        said.thread = post.where.channel.starts_with('D') ? "" : post.where.id;
        if (post.where.channel.starts_with('D')) {
          said.author = post.where.channel.substr(1);
          said.channel = chat::channel_kind::direct;
        }
        tell(changed(said));
      }
  }
  /// Takes back, edits and deletes what the other one has under the same ids.
  void change_its_mind() {
    auto const first = at_.posted("U1", "", "1.1");
    tell(changed(at_.edited(first, "<@U2> ++ for the new " + word_ + " release")));
    tell(changed(at_.deleted(at_.posted("U3", "", "1.2"))));
    command("U4", "undo", "/kudos");
    command("U1", "mute", "/kudos");
  }
  /// What only U1 and U2 may hear of.
  void confide() {
    secretly("U1", "<@U2> ++ for the merger papers #secrecy", "8.1");
    secretly("U1", "win: the merger is signed", "8.2");
    set_goal("U1", "");
    press_in_home("U1", "goals.tick");
  }
  /// What `person` says in #general.
  void say(std::string person, std::string const& markup, std::string timestamp) {
    tell(changed(at_.posted(std::move(person), markup, std::move(timestamp))));
  }
  /// Everything that is due by the clock.
  void run_due() {
    for (auto* one : seeing_)
      if (auto* ritual = one->ritual()) test::run_due(at_.io, *ritual);
  }
  void deliver() {
    history::place_keeper keeper(*at_.store, workspace, at_.clock);
    while (test::run(at_.io, keeper.look())) {
    }
    if (is_calm_)
      open_gate();
    else
      at_.open_gate(workspace.id());
    while (at_.write([&](store::unit_of_work& work) {
      return !delivery::outbox(work).due(workspace.id(), at_.clock.now(), 1).empty();
    })) {
      delivery::courier courier(at_.io.get_executor(), *at_.store, workspace, at_.clock, readers_);
      bool ended = false;
      asio::co_spawn(at_.io, courier.run(), [&](std::exception_ptr bug) {
        ended = true;
        if (bug) std::rethrow_exception(bug);
      });
      run_until(at_.io, [&] { return at_.clock.sleepers() > 0; });
      courier.stop();
      run_until(at_.io, [&] { return ended; });
    }
  }

  /// All that some people see in this workspace, in their own words or Huzzah's.
  std::string surfaces(std::set<std::string> const& people = {"U1", "U2", "U3", "U4"}) {
    std::string all;
    for (auto const& person : people) {
      all += "--- " + person + "\n";
      for (auto const* words : {"me", "board week", "board month", "board all"})
        all += command(person, words, "/kudos");
      for (auto const* words : {"", "week", "month"})
        all += command(person, words, "/wins");
      for (auto const* words : {"status", "preview weekly", "list"})
        all += command(person, words, "/digest");
      all += command(person, "status", "/standup") + command(person, "status", "/standup", "C2");
      for (auto const* words : {"", "privacy"})
        all += command(person, words, "/huzzah");
      all += home_of(person) + "\n";
    }
    all += "--- posted\n";
    auto posts = workspace.posts;
    std::stable_sort(posts.begin(), posts.end(),
                     [](auto const& a, auto const& b) { return a.where.channel < b.where.channel; });
    for (auto const& post : posts)
      if (!post.where.channel.starts_with('D') || people.contains(post.where.channel.substr(1)))
        all += post.where.channel + " " + post.where.id + " in " + post.thread + ": " +
               (post.removed ? "removed" : chat::to_json(post.said)) + "\n";
    for (auto const& [to, what] : workspace.whispers)
      if (people.contains(to)) all += to + " hears " + what + "\n";
    for (auto const& [where, emoji] : workspace.reactions)
      if (!where.starts_with("8.")) all += where + " " + emoji + "\n";
    return comparable(all);
  }
  /// What the command line says of this workspace.
  std::string printed() {
    return at_.read([&](store::reader& from) {
      std::ostringstream all;
      for (auto const& one : ledger::tally(from, {}, {}, true))
        if (one.workspace == workspace.id())
          all << one.person << " " << one.name << " " << one.received << " " << one.given << "\n";
      ledger::for_each_recognition(from, [&](ledger::recognition_record const& one) {
        if (one.where.where.workspace == workspace.id())
          all << one.giver << ">" << one.receiver << " " << one.reason << "\n";
        return true;
      });
      ledger::for_each_win(from, [&](ledger::win_view const& one) {
        if (one.where.workspace == workspace.id())
          all << one.author << ": " << one.text << " " << one.cheers << "\n";
        return true;
      });
      return all.str();
    });
  }
  /// What a person gets of what is stored about them here.
  std::string record_of(std::string const& person) {
    std::ostringstream all;
    for (auto const& one : ledger::read_person(at_.folder / "huzzah.db", person).value()) {
      if (one.workspace != workspace.id()) continue;
      all << one.name << " " << one.time_zone << "\n";
      for (auto const& [name, value] : one.choices)
        all << name << "=" << value << "\n";
      for (auto const& cheer : one.cheers)
        all << cheer.author << " " << cheer.emoji << "\n";
      for (auto const& sent : one.messages)
        all << sent.state << " " << sent.body << "\n";
      for (auto const& row : one.stored)
        all << row.table << " " << row.columns.size() << "\n";
    }
    return comparable(all.str());
  }

  /// The page that a person opens.
  std::string home_of(std::string const& person) {
    chat::home_opened opened;
    opened.person = person;
    opened.at = at_.clock.now();
    tell(changed(opened));
    return chat::to_json(workspace.homes[person]);
  }
  std::string command(std::string person, std::string const& markup, std::string name,
                      std::string channel = "C1") {
    auto event = changed(at_.typed(std::move(person), markup, std::move(name), std::move(channel)));
    event.trigger = "trigger-" + std::to_string(++triggers_);
    return tell(event);
  }
  void submit(std::string person, std::string action, std::map<std::string, std::string> values) {
    tell(changed(at_.submitted(std::move(person), std::move(action), "", std::move(values))));
  }
  /// A shortcut on a message in #general, or on none.
  void shortcut(std::string person, std::string name, std::string author, std::string message) {
    chat::shortcut_invoked chosen;
    chosen.workspace = workspace.id();
    chosen.person = std::move(person);
    chosen.name = std::move(name);
    chosen.trigger = "trigger-" + std::to_string(++triggers_);
    chosen.where = {workspace.id(), "C1", std::move(message)};
    chosen.author = std::move(author);
    tell(chosen);
  }
  void bring_reports() {
    for (auto const& one : features_)
      if (auto* const moderation = dynamic_cast<moderation::feature*>(one.get()))
        REQUIRE(test::run(at_.io, moderation->tell_moderators()));
  }
  void press(std::string person, std::string action, std::string value, std::string channel = "C1") {
    tell(changed(at_.pressed(std::move(person), std::move(action), std::move(value), std::move(channel))));
  }
  /// What the button of that action in the last answer that has one carries; empty without.
  std::string value_of_button(std::string const& action) const {
    for (auto answer = answers.rbegin(); answer != answers.rend(); ++answer) {
      if (!answer->said) continue;
      for (auto const& block : answer->said->blocks)
        if (auto const* row = std::get_if<chat::buttons_block>(&block))
          for (auto const& one : row->buttons)
            if (one.action == action) return one.value;
    }
    return {};
  }
  /// Uploads the records that wait.
  void give_records() {
    delivery::file_giver giver(*at_.store, workspace, at_.clock, with_.files);
    while (test::run(at_.io, giver.work())) {
    }
  }
  /// The first button of that action in a person's page.
  void press_in_home(std::string const& person, std::string const& action) {
    home_of(person);
    for (auto const& block : std::vector(workspace.homes[person].blocks))
      if (auto const* part = std::get_if<chat::section_block>(&block))
        if (part->accessory && part->accessory->action == action)
          return press(person, action, part->accessory->value, "");
    FAIL("no such button: ", action);
  }

  fake_workspace workspace;
  std::vector<chat::reply> answers;  ///< to commands, buttons and forms

 private:
  template <class Event>
  Event changed(Event event) {
    if constexpr (requires { event.where; }) event.where.workspace = workspace.id();
    if constexpr (requires { event.workspace; }) event.workspace = workspace.id();
    return event;
  }
  std::string tell(chat::event const& happened) {
    auto const answer = test::run(at_.io, at_.handle(happened, seeing_));
    REQUIRE(answer);
    if (*answer) answers.push_back(**answer);
    return *answer && (*answer)->said ? chat::to_json(*(*answer)->said) + "\n" : "\n";
  }
  void secretly(std::string person, std::string const& markup, std::string timestamp) {
    tell(changed(at_.confided(std::move(person), markup, std::move(timestamp))));
  }
  void open_gate() {
    auto* const days = with_.offered->find<schedule::working_days>();
    delivery::gate gate(
        at_.io.get_executor(), *at_.store, workspace, at_.clock, with_.calm,
        [days] { return days->house_days(); }, with_.offered->find<delivery::asker>());
    REQUIRE(test::run(at_.io, gate.look()));
  }

  ledger_scene& at_;
  std::string word_;
  bool is_calm_ = false;
  people::audience readers_{workspace, at_.clock};
  app::context with_ = scene::always_open(app::context(*at_.store, workspace, at_.clock, readers_));
  std::vector<std::unique_ptr<app::feature>> features_;
  std::vector<app::feature*> seeing_;
  int triggers_ = 0;
};

}  // namespace huzzah::test
