// The scene with stand-ups in it, whose time is kept by hand; and answers as the wins feature records them.
#pragma once

#include "app/ledger/wins.hpp"
#include "app/people/people.hpp"
#include "features/standups/feature.hpp"
#include "features/standups/rounds.hpp"
#include "support/moment.hpp"
#include "support/scene.hpp"

#include <spdlog/sinks/base_sink.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace huzzah::test {

/// Remembers what is logged as a warning or worse for as long as it lives.
class log_keeper {
 public:
  log_keeper() : sink_(std::make_shared<keeping_sink>()), before_(spdlog::default_logger()) {
    spdlog::set_default_logger(std::make_shared<spdlog::logger>("", sink_));
  }
  log_keeper(log_keeper const&) = delete;
  log_keeper& operator=(log_keeper const&) = delete;
  ~log_keeper() { spdlog::set_default_logger(before_); }

  std::vector<std::string> const& lines() const { return sink_->lines; }
  int count(std::string_view words) const {
    return static_cast<int>(std::count_if(lines().begin(), lines().end(), [&](std::string const& line) {
      return line.find(words) != std::string::npos;
    }));
  }

 private:
  class keeping_sink final : public spdlog::sinks::base_sink<std::mutex> {
   public:
    std::vector<std::string> lines;

   private:
    void sink_it_(spdlog::details::log_msg const& said) override {
      if (said.level >= spdlog::level::warn) lines.emplace_back(said.payload.data(), said.payload.size());
    }
    void flush_() override {}
  };

  std::shared_ptr<keeping_sink> sink_;
  std::shared_ptr<spdlog::logger> before_;
};

inline calendar::local_date day(std::string_view written) {
  return calendar::parse_date(written).value();
}

/// A stand-up in #general that asks at 08:30, reminds at 13:00 and closes at 15:00 UTC in winter.
inline standups::settings core() {
  standups::settings made;
  made.name = "core";
  made.channel = "#general";
  made.zone = calendar::time_zone::find("Europe/Berlin").value();
  made.remind_at = std::chrono::minutes{14 * 60};
  made.question = "What went well?";
  return made;
}
inline standups::settings core_in_private() {
  auto made = core();
  made.mode = standups::standup_mode::dm;
  return made;
}

inline std::vector<standups::settings> const no_standups;

class standup_scene : public scene {
 public:
  /// Wednesday, 18 November 2026, 08:00 in Berlin, unless another moment is given.
  explicit standup_scene(std::vector<standups::settings> standups = {core()},
                         std::string_view now = "2026-11-18T07:00:00Z")
      : scene({}, now) {
    options.configured = std::move(standups);
    options.packs["general"].questions = {"What went well?", "What got better?"};
    options.packs["sales"].questions = {"Who said yes?"};
    restart();
    standups_run();
  }

  /// The program starts again on the same database.
  void restart() {
    with.rituals_changed = [this] { ++wakes; };
    running = std::make_unique<standups::feature>(with, options);
  }
  /// What is due is done, and what is to be said, said.
  base::time_point standups_run() {
    auto const next = test::run_due(io, *running);
    deliver();
    return next;
  }
  /// Lets time pass, waking the stand-ups whenever they asked for it.
  void live_until(base::time_point until) {
    while (true) {
      auto const next = standups_run();
      if (next > until) break;
      clock.advance(std::max<base::duration>(next - clock.now(), std::chrono::seconds{1}));
    }
    if (until > clock.now()) clock.advance(until - clock.now());
    standups_run();
  }
  void live_until(std::string_view until) { live_until(moment(until)); }
  /// Lets time pass while the program is not running.
  void sleep_until(std::string_view until) {
    clock.advance(moment(until) - clock.now());
    restart();
    standups_run();
  }

  standups::standup_round round_of(std::string_view date, std::string const& name = "core") {
    return write([&](store::unit_of_work& work) {
             return standups::rounds(work).find_round("T1", name, day(date));
           })
        .value_or(standups::standup_round());
  }
  bool has_round(std::string_view date, std::string const& name = "core") {
    return round_of(date, name).id != 0;
  }
  /// `person` answers a round, in its channel or privately.
  chat::message_ref answer(std::string const& person, std::string_view markup,
                           standups::standup_round round) {
    auto const in_private = round.mode == standups::standup_mode::dm;
    chat::message_ref const where("T1", in_private ? "D" + person : round.channel,
                                  "50." + std::to_string(++answers));
    say(person, markup, where, round.id);
    return where;
  }
  void say(std::string const& person, std::string_view markup, chat::message_ref const& where,
           std::int64_t round) {
    auto const now = clock.now();
    auto const& known = workspace.people.at(person);
    auto const zone = calendar::time_zone::find(known.time_zone).value();
    ledger::win_statement stated(ledger::win_source(where), person, now, now, zone.date_of(now));
    stated.text = markup;
    stated.round = round;
    stated.privately = where.channel.starts_with('D');
    write([&](store::unit_of_work& work) {
      for (auto const& [id, somebody] : workspace.people)
        people::people(work).upsert("T1", id, somebody.name, somebody.time_zone);
      ledger::win_ledger(work).settle(stated);
      running->questions().changed(work, round, now);
    });
    deliver();
  }
  void take_back(chat::message_ref const& where, std::int64_t round) {
    write([&](store::unit_of_work& work) {
      ledger::win_ledger(work).retract_message(where, clock.now());
      running->questions().changed(work, round, clock.now());
    });
    deliver();
  }
  void cheer(std::string const& person, chat::message_ref const& where, std::int64_t round) {
    clock.advance(std::chrono::seconds{1});
    write([&](store::unit_of_work& work) {
      ledger::win_ledger(work).cheer(where, person, "clap", true, clock.now());
      running->questions().changed(work, round, clock.now());
    });
    deliver();
  }

  /// What /standup answers, in its summary and blocks.
  std::string standup(std::string person, std::string_view words, std::string channel = "C1") {
    chat::command_invoked event;
    event.workspace = "T1";
    event.channel = std::move(channel);
    event.person = std::move(person);
    event.name = "/standup";
    event.text = chat::from_markup(words);
    event.trigger = "trigger-" + std::to_string(++triggers);
    event.at = clock.now();
    event.in_direct = event.channel.starts_with('D');
    auto const reply = tell(*running, event).value().value();
    CHECK_FALSE(reply.in_public);
    return reply.said ? words_of(*reply.said) : std::string();
  }
  chat::reply send(std::string person, std::string context, std::map<std::string, std::string> values) {
    auto const event = submitted(std::move(person), "standup.setup", std::move(context), std::move(values));
    return tell(*running, event).value().value();
  }

  /// A message as a person reads it, block by block, a line each.
  static std::string words_of(chat::message const& said) {
    if (said.blocks.empty()) return chat::to_plain(said.summary);
    std::string all;
    for (auto const& block : said.blocks) {
      if (auto const* part = std::get_if<chat::section_block>(&block)) all += chat::to_plain(part->text);
      if (auto const* part = std::get_if<chat::context_block>(&block)) all += chat::to_plain(part->text);
      if (auto const* part = std::get_if<chat::buttons_block>(&block))
        for (auto const& button : part->buttons)
          all += "[" + button.label + "|" + button.action + "|" + button.value + "]";
      all += "\n";
    }
    return all;
  }
  /// All that stands in a channel (outside of threads), or was said to "D" + person.
  std::vector<std::string> standing_in(std::string const& channel) const {
    std::vector<std::string> found;
    for (auto const& post : workspace.posts)
      if (post.where.channel == channel && !post.removed && post.thread.empty())
        found.push_back(words_of(post.said));
    return found;
  }
  std::vector<said_message> thread_of(said_message const& first) const {
    std::vector<said_message> found;
    for (auto const& post : workspace.posts)
      if (post.where.channel == first.where.channel && post.thread == first.where.id && !post.removed)
        found.push_back(post);
    return found;
  }
  /// How many messages everybody has got privately.
  std::size_t said_privately() const {
    return static_cast<std::size_t>(std::count_if(
        workspace.posts.begin(), workspace.posts.end(),
        [](said_message const& post) { return post.where.channel.starts_with('D') && !post.removed; }));
  }

  standups::options options;
  std::unique_ptr<standups::feature> running;
  int wakes = 0;
  int answers = 0;
};

inline bool holds(std::string_view text, std::string_view words) {
  return text.find(words) != std::string_view::npos;
}

}  // namespace huzzah::test
