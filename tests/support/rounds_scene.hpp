// The scene with wins in it, and rounds of stand-ups as their feature would open and close them.
#pragma once

#include "app/schedule/steps.hpp"
#include "features/standups/answers.hpp"
#include "features/standups/rounds.hpp"
#include "support/wins_scene.hpp"

#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace huzzah::test {

class rounds_scene : public scene_of_wins {
 public:
  /// A Wednesday morning.
  explicit rounds_scene(kudos::options kudos = {}, std::string_view now = "2026-11-18T09:00:00Z")
      : scene_of_wins(kudos, now) {
    add<wins::feature>(wins::options(std::move(kudos), asked));
  }

  /// Opens a round of today in #wins and delivers its prompt, or the question to Ada and Bruno.
  standups::standup_round open(standups::standup_mode mode, std::string const& name = "core") {
    auto const now = clock.now();
    auto const round = write([&](store::unit_of_work& work) {
      standups::standup_round fresh;
      fresh.workspace = "T1";
      fresh.name = name;
      fresh.date = calendar::time_zone().date_of(now);
      fresh.channel = "C2";
      fresh.mode = mode;
      fresh.question = "What went well?";
      fresh.opened_at = now;
      auto opened = standups::rounds(work).open_round(fresh);
      auto const body = chat::to_json(chat::message({chat::text("What went well?")}));
      if (mode == standups::standup_mode::thread) {
        delivery::outbox(work).add(standups::outgoing_prompt(opened, body), now);
      } else {
        for (std::string const person : {"U1", "U2"}) {
          schedule::rituals(work).begin(
              schedule::ritual_step("T1", "standup:" + name, "prompt", opened.date, person), now);
          delivery::outbox(work).add(standups::outgoing_question(opened, person, body), now);
        }
      }
      return opened;
    });
    deliver();
    return round;
  }

  /// Closes it, and posts a summary.
  void close(standups::standup_round const& round) {
    write([&](store::unit_of_work& work) {
      standups::rounds(work).close_round(round.id, clock.now());
      auto const body = chat::to_json(chat::message({chat::text("The summary")}));
      delivery::outbox(work).add(standups::outgoing_summary(round, body), clock.now());
    });
    deliver();
  }

  std::string prompt_of(standups::standup_round const& round) { return sent(standups::prompt_key(round)).id; }
  /// `person` answers in the thread of a round's prompt.
  chat::message_posted answered(standups::standup_round const& round, std::string person,
                                std::string_view markup, std::string id) {
    auto event = replied(std::move(person), markup, std::move(id), prompt_of(round));
    event.where.channel = round.channel;
    return event;
  }
  std::vector<ledger::win_view> answers(standups::standup_round const& round) {
    return write([&](store::unit_of_work& work) { return standups::rounds(work).answers(round.id); });
  }

  std::vector<std::int64_t> changed;                   ///< rounds whose summary was to change
  bool is_broken = false;                              ///< whether changing a summary fails
  std::map<std::string, calendar::workdays> workdays;  ///< by stand-up; Monday to Friday unless set

 private:
  /// Only notes that a summary is to change.
  class noting_answers final : public standups::answers {
   public:
    explicit noting_answers(rounds_scene& in)
        : answers(in.with, standups::summary_keeper({}, in.workspace)), in_(in) {}

    calendar::workdays workdays(store::connection& work, std::string const&, std::int64_t id) const override {
      auto const round = standups::rounds(work).find_round(id);
      return in_.workdays[round ? round->name : std::string()];
    }
    void changed(store::unit_of_work&, std::int64_t id, base::time_point) const override {
      if (in_.is_broken) throw std::runtime_error("a bug in the summary");
      in_.changed.push_back(id);
    }

   private:
    rounds_scene& in_;
  };

  noting_answers asked{*this};
};

}  // namespace huzzah::test
