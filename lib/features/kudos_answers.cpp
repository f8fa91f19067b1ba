#include "features/kudos_answers.hpp"

#include "features/kudos_words.hpp"
#include "features/receipts.hpp"

#include <fmt/format.h>

#include <array>
#include <string_view>

namespace huzzah::features {

namespace {

/// A source as part of an outbox key.
std::string key_of(storage::source const& said) {
  return fmt::format("{}:{}:{}:{}:{}", said.where.workspace, said.where.channel, said.where.timestamp,
                     said.actor, said.mark);
}

/// A notice is about one recognition, whose id stays the same through every edit.
std::string notice(storage::entry const& one) {
  return fmt::format("notice:{}", one.id);
}

/// The reactions that say "recorded", the best first.
constexpr std::array<std::string_view, 2> kudos_receipts{"tada", "white_check_mark"};

}  // namespace

kudos_answers::kudos_answers(storage::unit_of_work& work, storage::source const& said,
                             kudos_options const& options, base::time_point now, bool late)
    : work_(work), said_(said), options_(options), now_(now), late_(late), key_(key_of(said)) {}

std::string kudos_answers::note(storage::entry const& one, std::string const& link, bool in_direct) const {
  auto const& emoji = options_.emoji.front();
  if (in_direct) return chat::to_json(kudos_received(one, {}, emoji, {}, names()));
  return chat::to_json(kudos_received(one, said_.where.channel, emoji, link, names()));
}

chat::name_finder kudos_answers::names() const {
  return [this](std::string const& person) { return work_.people.name_of(said_.where.workspace, person); };
}

void kudos_answers::notify(storage::change const& change, std::string const& link, bool in_direct) {
  if (options_.notify_receiver) {
    for (auto const& one : change.added) {
      if (work_.people.muted(said_.where.workspace, one.receiver)) continue;
      if (late_) {
        work_.late_kudos.remember(one.id);
        continue;
      }
      auto const key = live_key(work_.outbox, notice(one));
      work_.outbox.add(
          storage::errand::direct(key, said_.where.workspace, one.receiver, note(one, link, in_direct)),
          now_);
    }
  }
  for (auto const& one : change.changed)
    work_.outbox.revise(live_key(work_.outbox, notice(one)), note(one, link, in_direct), now_);
  for (auto const& one : change.removed)
    work_.outbox.withdraw(live_key(work_.outbox, notice(one)), now_);
}

void kudos_answers::acknowledge(std::string const& giver, std::vector<recognition::candidate> const& given,
                                std::string const& thread) {
  auto const key = live_key(work_.outbox, "answer:" + key_);
  auto const& where = said_.where;
  auto const reaction = storage::errand::react(key, where, receipt_emoji(kudos_receipts, options_.emoji));
  if (given.empty()) {
    work_.outbox.withdraw(key, now_);
  } else if (options_.acknowledge == acknowledgement::reaction) {
    work_.outbox.add(reaction, now_);
  } else if (options_.acknowledge == acknowledgement::thread) {
    auto const body = chat::to_json(kudos_given(giver, given, options_.emoji.front(), names()));
    auto const& in = thread.empty() ? where.timestamp : thread;
    auto const reply = storage::errand::post(key, where.workspace, where.channel, in, body);
    // What stands in the thread is put right, however late that is.
    if (!work_.outbox.add(late_ ? reaction : reply, now_)) work_.outbox.revise(key, body, now_);
  }
}

void kudos_answers::refuse(std::string const& giver, recognition::verdict const& judged,
                           std::string const& thread, bool in_direct) {
  if (judged.turned_down.empty() || late_) return;
  // Once for the same reasons, however often the message is edited.
  auto key = "refusal:" + key_;
  for (auto const& one : judged.turned_down)
    key += fmt::format(":{}={}", one.receiver, recognition::to_string(one.why));
  auto const& where = said_.where;
  // A command works where we are no member and can whisper to nobody.
  auto const privately = in_direct || said_.kind == recognition::source_kind::command;
  auto const body = chat::to_json(chat::message(recognition::explain(judged, options_.rules)));
  auto const errand =
      privately ? storage::errand::direct(key, where.workspace, giver, body)
                : storage::errand::whisper(key, where.workspace, where.channel, thread, giver, body);
  work_.outbox.add(errand, now_);
}

void kudos_answers::withdraw(storage::change const& change) {
  for (auto const& one : change.removed)
    work_.outbox.withdraw(live_key(work_.outbox, notice(one)), now_);
  work_.outbox.withdraw(live_key(work_.outbox, "answer:" + key_), now_);
}

}  // namespace huzzah::features
