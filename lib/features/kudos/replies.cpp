#include "features/kudos/replies.hpp"

#include "app/delivery/acknowledgements.hpp"
#include "app/delivery/outbox.hpp"
#include "app/delivery/restricted_words.hpp"
#include "app/ledger/late_kudos.hpp"
#include "app/people/calm_choices.hpp"
#include "app/people/people.hpp"
#include "app/people/places.hpp"
#include "chat/quotes.hpp"
#include "features/kudos/words.hpp"
#include "store/fingerprint.hpp"
#include "store/references.hpp"

#include <fmt/format.h>

#include <array>
#include <span>
#include <string_view>

namespace huzzah::kudos {

namespace {

/// A source as part of an outbox key.
std::string key_of(ledger::kudos_source const& said) {
  return fmt::format("{}:{}:{}:{}:{}", said.where.workspace, said.where.channel, said.where.id, said.actor,
                     said.mark);
}

/// A note is about one entry and one receiver, which stay the same through every edit.
std::string notice(ledger::kudos_entry const& one) {
  return fmt::format("notice:{}:{}", one.id, one.receiver);
}

/// What a receiver learns who can't read where it was said: only that they were thanked, and by which person.
ledger::kudos_entry thanks_alone(ledger::kudos_entry one) {
  one.amount = 1;
  one.reason.clear();
  one.values.clear();
  return one;
}

}  // namespace

std::string receipt_of(options const& options) {
  // The best first.
  static constexpr std::array<std::string_view, 2> receipts{"tada", "white_check_mark"};
  return delivery::receipt_emoji(receipts, options.emoji);
}

replies::replies(store::unit_of_work& work, ledger::kudos_source const& said, options const& options,
                 base::time_point now, bool late)
    : work_(work), said_(said), options_(options), now_(now), late_(late), key_(key_of(said)) {}

std::string replies::note(ledger::kudos_entry const& one, std::string const& link, bool in_direct,
                          std::vector<std::string> const& by) const {
  auto const& emoji = options_.emoji.front();
  auto const& channel = said_.where.channel;
  auto const full = in_direct ? kudos_received(one, {}, emoji, {}, names(), by)
                              : kudos_received(one, channel, emoji, link, names(), by);
  auto const is_between_them = channel.empty() || people::places(work_).known_of(
                                                      said_.where.workspace, channel) == people::reach::named;
  if (is_between_them) return chat::to_json(full);
  return delivery::restricted(full, kudos_received(thanks_alone(one), {}, emoji, {}, names()), {channel});
}

chat::name_finder replies::names() const {
  return [this](std::string const& person) {
    return people::people(work_).name_of(said_.where.workspace, person);
  };
}

void replies::notify(ledger::kudos_change const& change, std::string const& link, bool in_direct) {
  if (options_.notify_receiver) {
    for (auto const& one : change.added) {
      if (people::people(work_).muted(said_.where.workspace, one.receiver)) continue;
      if (late_) {
        ledger::late_kudos(work_).remember(said_.where.workspace, one);
        continue;
      }
      auto const key = delivery::current_key(delivery::outbox(work_), notice(one));
      auto made =
          delivery::outgoing::direct(key, said_.where.workspace, one.receiver, note(one, link, in_direct));
      made.topic = people::notes_topic;
      delivery::outbox(work_).add(made, now_);
    }
  }
  for (auto const& one : change.changed) {
    auto const supported = ledger::kudos_support(work_).find(one.id);
    auto const body =
        note(one, link, in_direct, supported.empty() ? std::vector<std::string>() : supported.front().by);
    delivery::outbox(work_).revise(delivery::current_key(delivery::outbox(work_), notice(one)), body, now_);
  }
  for (auto const& one : change.removed)
    delivery::outbox(work_).withdraw(delivery::current_key(delivery::outbox(work_), notice(one)), now_);
}

void replies::acknowledge(std::string const& giver, std::vector<candidate> const& given,
                          std::string const& thread) {
  auto const key = delivery::current_key(delivery::outbox(work_), "answer:" + key_);
  auto const& where = said_.where;
  auto const reaction = delivery::outgoing::react(key, where, receipt_of(options_));
  if (given.empty()) {
    delivery::outbox(work_).withdraw(key, now_);
  } else if (options_.acknowledge == acknowledgement::reaction) {
    delivery::outbox(work_).add(reaction, now_);
  } else if (options_.acknowledge == acknowledgement::thread) {
    auto const body = chat::to_json(kudos_given(giver, given, options_.emoji.front(), names()));
    auto const& in = thread.empty() ? where.id : thread;
    auto const reply = delivery::outgoing::post(key, where.workspace, where.channel, in, body);
    // An answer that is already in the thread is corrected, however late that is.
    if (!delivery::outbox(work_).add(late_ ? reaction : reply, now_))
      delivery::outbox(work_).revise(key, body, now_);
  }
}

chat::message replies::announcement(std::vector<ledger::kudos_entry> const& given,
                                    std::vector<std::string> const& by) const {
  std::vector<candidate> receivers;
  receivers.reserve(given.size());
  for (auto const& one : given)
    receivers.emplace_back(one.receiver, one.amount, one.reason, one.values);
  auto said = kudos_given(given.front().giver, receivers, options_.emoji.front(), names());
  auto line = supported_by(by, names());
  if (!line.empty()) said.summary.push_back(chat::text("\n"));
  chat::append(said.summary, line);
  said.blocks = {app::section(said.summary),
                 chat::buttons_block{{support_button(
                     store::reference(work_, store::reference_kind::kudos, given.front().id), true)}}};
  return said;
}

void replies::announce(ledger::kudos_change const& change) {
  if (change.added.empty()) return;
  announce(change.added, {});
}

void replies::announce(std::vector<ledger::kudos_entry> const& given, std::vector<std::string> const& by) {
  auto const key = delivery::current_key(delivery::outbox(work_), "answer:" + key_);
  auto const body = chat::to_json(announcement(given, by));
  auto said = delivery::outgoing::post(key, said_.where.workspace, said_.where.channel, {}, body);
  said.subject = {delivery::subject_kind::kudos, given.front().id};
  delivery::outbox(work_).add(said, now_);
}

void replies::conceal() {
  // A reaction says nothing.
  if (said_.kind != source_kind::command && options_.acknowledge != acknowledgement::thread) return;
  delivery::outbox(work_).withdraw(delivery::current_key(delivery::outbox(work_), "answer:" + key_), now_);
}

void replies::reveal(ledger::supported_kudos const& now) {
  auto const was_announced =
      said_.kind == source_kind::command && delivery::outbox(work_).is_taken_back("answer:" + key_);
  if (was_announced && !now.given.empty()) announce(now.given, now.by);
}

void replies::show_support(ledger::supported_kudos const& now, std::string const& link, bool in_direct) {
  auto box = delivery::outbox(work_);
  // Where many were thanked at once, each sign would be a message's update for each of them.
  constexpr std::size_t most_notes = 20;
  for (auto const& one : std::span(now.given).first(now.given.size() > most_notes ? 0 : now.given.size()))
    box.revise(delivery::current_key(box, notice(one)), note(one, link, in_direct, now.by), now_);
  if (said_.kind == source_kind::command && !now.given.empty())
    box.revise(delivery::current_key(box, "answer:" + key_), chat::to_json(announcement(now.given, now.by)),
               now_);
}

void replies::refuse(std::string const& giver, verdict const& judged, std::string const& thread,
                     bool in_direct) {
  if (judged.turned_down.empty() || late_) return;
  // Once for the same reasons, however often the message is edited.
  std::string reasons;
  for (auto const& one : judged.turned_down)
    reasons += fmt::format(":{}={}", one.receiver, to_string(one.why));
  auto const key = fmt::format("refusal:{}:{}", key_, store::fingerprint(reasons));
  auto const& where = said_.where;
  // A command works in channels that the bot is not in, where it can't whisper.
  auto const privately = in_direct || said_.kind == source_kind::command;
  auto const body = chat::to_json(chat::message(explain(judged, options_.rules)));
  auto const message =
      privately ? delivery::outgoing::direct(key, where.workspace, giver, body)
                : delivery::outgoing::whisper(key, where.workspace, where.channel, thread, giver, body);
  delivery::outbox(work_).add(message, now_);
}

void replies::withdraw(ledger::kudos_change const& change) {
  for (auto const& one : change.removed)
    delivery::outbox(work_).withdraw(delivery::current_key(delivery::outbox(work_), notice(one)), now_);
  delivery::outbox(work_).withdraw(delivery::current_key(delivery::outbox(work_), "answer:" + key_), now_);
}

}  // namespace huzzah::kudos
