// The scene with wins in it, and rounds of stand-ups as their feature would open and close them.
#pragma once

#include "features/win_feature.hpp"
#include "scene.hpp"

#include <chrono>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace huzzah::test {

class wins_scene : public scene {
 public:
  /// A Wednesday morning.
  explicit wins_scene(features::kudos_options kudos = {}, std::string_view now = "2026-11-18T09:00:00Z")
      : scene(kudos, now) {
    features::win_options options(std::move(kudos));
    options.round_changed = [this](storage::unit_of_work&, std::int64_t round) {
      if (is_broken) throw std::runtime_error("a bug in the summary");
      changed.push_back(round);
    };
    options.workdays = [this](storage::unit_of_work&, std::string const&, std::string const& standup) {
      return workdays[standup];
    };
    add<features::win_feature>(std::move(options));
  }

  /// Opens a round of today in #wins and delivers its prompt, or the question to Ada and Bruno.
  storage::standup_round open(recognition::standup_mode mode, std::string const& name = "core") {
    auto const now = clock.now();
    auto const round = write([&](storage::unit_of_work& work) {
      storage::standup_round fresh;
      fresh.workspace = "T1";
      fresh.name = name;
      fresh.date = calendar::time_zone().date_of(now);
      fresh.channel = "C2";
      fresh.mode = mode;
      fresh.question = "What went well?";
      fresh.opened_at = now;
      auto opened = work.rituals.open_round(fresh);
      auto const body = chat::to_json(chat::message({chat::text("What went well?")}));
      if (mode == recognition::standup_mode::thread) {
        work.outbox.add(storage::errand::post(storage::prompt_key(opened), "T1", "C2", "", body), now);
      } else {
        for (std::string const person : {"U1", "U2"}) {
          work.rituals.begin(storage::ritual_step("T1", "standup:" + name, "prompt", opened.date, person),
                             now);
          auto const key = storage::ask_key(opened, person);
          work.outbox.add(storage::errand::direct(key, "T1", person, body), now);
        }
      }
      return opened;
    });
    deliver();
    return round;
  }

  /// Closes it, and posts a summary.
  void close(storage::standup_round const& round) {
    write([&](storage::unit_of_work& work) {
      work.rituals.close_round(round.id, clock.now());
      auto const body = chat::to_json(chat::message({chat::text("The summary")}));
      work.outbox.add(storage::errand::post(storage::summary_key(round), "T1", round.channel, "", body),
                      clock.now());
    });
    deliver();
  }

  /// Where the message of an errand stands.
  chat::message_ref sent(std::string const& key) {
    return write([&](storage::unit_of_work& work) { return work.outbox.where_sent(key); })
        .value_or(chat::message_ref());
  }
  std::string prompt_of(storage::standup_round const& round) {
    return sent(storage::prompt_key(round)).timestamp;
  }
  /// `person` answers in the thread of a round's prompt.
  chat::message_posted answered(storage::standup_round const& round, std::string person,
                                std::string_view markup, std::string timestamp) {
    auto event = replied(std::move(person), markup, std::move(timestamp), prompt_of(round));
    event.where.channel = round.channel;
    return event;
  }
  std::vector<recognition::told_win> answers(storage::standup_round const& round) {
    return write([&](storage::unit_of_work& work) { return work.rituals.answers(round.id); });
  }

  std::vector<storage::told_win_of> wins_of(std::string const& person) {
    return read([&](storage::reader& from) { return from.wins_of("T1", person, 100); });
  }
  std::vector<storage::told_win_of> shared_wins() {
    auto const since = calendar::parse_date("2026-01-01").value();
    return read([&](storage::reader& from) { return from.shared_wins("T1", since, 100); });
  }
  /// The words of somebody's newest win, or nothing.
  std::string last_win(std::string const& person) {
    auto const wins = wins_of(person);
    return wins.empty() ? std::string() : chat::to_plain(chat::from_markup(wins.front().text));
  }

  /// All that was said to that channel or person and stands, blocks and buttons too.
  std::string said_in(std::string const& channel) const {
    std::string found;
    for (auto const& post : workspace.posts)
      if (post.where.channel == channel && !post.removed) found += chat::to_json(post.said) + "\n";
    return found;
  }

  std::vector<std::int64_t> changed;                   ///< rounds whose summary was to change
  bool is_broken = false;                              ///< whether changing a summary fails
  std::map<std::string, calendar::workdays> workdays;  ///< by stand-up; Monday to Friday unless set
};

/// Whether a reply says that, in its summary or its blocks.
inline bool says(std::optional<chat::reply> const& reply, std::string_view words) {
  if (!reply || !reply->said) return false;
  auto const all = chat::to_plain(reply->said->summary) + "\n" + chat::to_json(*reply->said);
  return all.find(words) != std::string::npos;
}

inline bool contains(std::string_view text, std::string_view words) {
  return text.find(words) != std::string_view::npos;
}

}  // namespace huzzah::test
