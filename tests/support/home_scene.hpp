// A workspace with all of Huzzah's features in it, started as the program does, and what people see of Home.
#pragma once

#include "app/contribution.hpp"
#include "app/schedule/steps.hpp"
#include "features/digests/feature.hpp"
#include "features/home/feature.hpp"
#include "features/standups/feature.hpp"
#include "features/standups/rounds.hpp"
#include "features/wins/feature.hpp"
#include "support/scene.hpp"

#include <doctest/doctest.h>

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace huzzah::test {

using namespace std::chrono_literals;

class home_scene : public scene {
 public:
  /// It is Wednesday, 2026-11-18, 09:00 UTC. `more` features start before Home, with the tables of `how`.
  explicit home_scene(std::vector<app::contribution> const& more = {}, store::open_options const& how = {})
      : scene({}, "2026-11-18T09:00:00Z", how) {
    every_feature.clear();
    std::vector<app::contribution> all{kudos::contribution(), standups::contribution(), wins::contribution(),
                                       digests::contribution()};
    all.insert(all.end(), more.begin(), more.end());
    all.push_back(home::contribution());
    every_feature = app::start(all, with, {});
    home = dynamic_cast<home::feature*>(every_feature.back().get());
  }

  void open(std::string person) {
    chat::home_opened event;
    event.workspace = "T1";
    event.person = std::move(person);
    event.at = clock.now();
    REQUIRE(tell(event));
  }
  /// What a person sees in their page, with its buttons: "[Settings|home.word|settings]".
  std::string page(std::string const& person) const {
    auto const shown = workspace.homes.find(person);
    return shown == workspace.homes.end() ? std::string() : words_of(shown->second);
  }
  /// What the page says once it is opened.
  std::string opened(std::string const& person) {
    open(person);
    return page(person);
  }
  std::string say(std::string person, std::string_view markup, std::string id) {
    REQUIRE(tell(posted(std::move(person), markup, std::move(id))));
    return last_whisper();
  }
  std::string huzzah(std::string person, std::string_view words) {
    auto const reply = command(std::move(person), words, "/huzzah");
    CHECK_FALSE(reply.in_public);
    return reply.said ? words_of(*reply.said) : std::string();
  }
  /// What the form of settings answers.
  chat::reply send(std::string person, std::map<std::string, std::string> values) {
    return tell(submitted(std::move(person), "home.settings", "", std::move(values))).value().value();
  }
  void leave_out(std::string person) {
    REQUIRE(send(std::move(person), {{"notes", "At once"}, {"away_until", ""}, {"left_out", "Yes"}}).said);
  }
  void look() { test::run(io, home->pages().look()); }
  int published() { return workspace.calls["publish_home"]; }

  /// Opens a round of today: in #wins, or asked of these people.
  standups::standup_round ask(std::vector<std::string> const& people = {}) {
    auto const now = clock.now();
    auto const round = write([&](store::unit_of_work& work) {
      standups::standup_round fresh;
      fresh.workspace = "T1";
      fresh.name = "core";
      fresh.date = calendar::time_zone().date_of(now);
      fresh.channel = "C2";
      fresh.mode = people.empty() ? standups::standup_mode::thread : standups::standup_mode::dm;
      fresh.question = "What went well today?";
      fresh.opened_at = now;
      auto opened = standups::rounds(work).open_round(fresh);
      auto const body = chat::to_json(chat::message({chat::text("What went well today?")}));
      for (auto const& person : people)
        delivery::outbox(work).add(standups::outgoing_question(opened, person, body), now);
      return opened;
    });
    deliver();
    return round;
  }

  /// A message as a person reads it, block by block, a line each.
  static std::string words_of(chat::message const& said) {
    if (said.blocks.empty()) return chat::to_plain(said.summary);
    std::string all;
    auto const add = [&](chat::button const& one) {
      all += "[" + one.label + "|" + one.action + "|" + one.value + "]";
    };
    for (auto const& block : said.blocks) {
      if (auto const* part = std::get_if<chat::header_block>(&block)) all += part->text;
      if (auto const* part = std::get_if<chat::section_block>(&block)) {
        all += chat::to_plain(part->text);
        if (part->accessory) add(*part->accessory);
      }
      if (auto const* part = std::get_if<chat::context_block>(&block)) all += chat::to_plain(part->text);
      if (auto const* part = std::get_if<chat::buttons_block>(&block))
        for (auto const& button : part->buttons)
          add(button);
      all += "\n";
    }
    return all;
  }
  std::string last_whisper() {
    deliver();
    return workspace.whispers.empty() ? std::string() : workspace.whispers.back().second;
  }

  home::feature* home = nullptr;
};

inline bool holds(std::string_view text, std::string_view words) {
  return text.find(words) != std::string_view::npos;
}

}  // namespace huzzah::test
