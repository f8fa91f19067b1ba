// The scene with Home and goals in it.
#pragma once

#include "app/ledger/win_views.hpp"
#include "features/goals/feature.hpp"
#include "features/goals/words.hpp"
#include "support/home_scene.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace huzzah::test {

class goals_scene : public home_scene {
 public:
  goals_scene() : home_scene({goals::contribution()}, with_tables()) {}

  /// What is entered: three steps, for oneself.
  static std::map<std::string, std::string> entered(std::map<std::string, std::string> changes = {}) {
    for (auto const& [name, value] : {std::pair("what", "Run ten kilometres"),
                                      {"day", ""},
                                      {"steps", "Buy shoes\nRun one\n\n  Run five  "},
                                      {"where", "private"},
                                      {"channel", ""}})
      changes.emplace(name, value);
    return changes;
  }
  static std::map<std::string, std::string> shared(std::string channel = "C1") {
    return entered({{"where", "shared"}, {"channel", std::move(channel)}});
  }
  chat::form_submitted form(std::string person, std::map<std::string, std::string> values) {
    return submitted(std::move(person), goals::made_action, "", std::move(values));
  }
  chat::reply answer(chat::event const& happened) { return tell(happened).value().value(); }
  /// Sets a goal, and gives it.
  goals::goal set(std::string const& person, std::map<std::string, std::string> values) {
    auto const reply = answer(form(person, std::move(values)));
    REQUIRE(reply.errors.empty());
    REQUIRE(reply.said);
    deliver();
    return goals_of(person).back();
  }
  std::vector<goals::goal> goals_of(std::string const& person, std::string const& day = "2026-11-18") {
    return read([&](store::reader& from) {
      return goals::table(from).open("T1", person, calendar::parse_date(day).value());
    });
  }
  goals::goal now(goals::goal const& one) {
    return read([&](store::reader& from) { return goals::table(from).find(one.id).value(); });
  }
  /// A press a moment later, of a step that is wanted done or not; in Home, or in a channel.
  chat::button_pressed press(goals::goal const& of, std::size_t step, bool is_done, std::string person = "U1",
                             std::string channel = "") {
    clock.advance(1s);
    return pressed(std::move(person), is_done ? goals::tick_action : goals::untick_action,
                   of.steps.at(step).reference, std::move(channel));
  }
  chat::button_pressed end(goals::goal const& one, std::string person = "U1") {
    clock.advance(1s);
    return pressed(std::move(person), goals::end_action, one.reference, "");
  }
  void tick_all(goals::goal const& of) {
    for (std::size_t i = 0; i < of.steps.size(); ++i)
      answer(press(of, i, true, of.person));
    deliver();
  }
  /// The words of a person's wins, newest first, each with whether others hear of it.
  std::vector<std::string> wins(std::string const& person) {
    std::vector<std::string> all;
    for (auto const& one :
         read([&](store::reader& from) { return ledger::wins_of(from, "T1", person, 100); }))
      all.push_back(one.text + (one.shared ? " (shared)" : ""));
    return all;
  }
  /// What stands in a channel, each message with its buttons.
  std::vector<std::string> standing_in(std::string const& channel) const {
    std::vector<std::string> all;
    for (auto const& post : workspace.posts)
      if (post.where.channel == channel && !post.removed) all.push_back(words_of(post.said));
    return all;
  }

 private:
  static store::open_options with_tables() {
    static auto const tables = std::vector{goals::table::tables()};
    store::open_options how;
    how.features = tables;
    return how;
  }
};

}  // namespace huzzah::test
