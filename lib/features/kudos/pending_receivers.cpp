#include "features/kudos/pending_receivers.hpp"

#include "app/ledger/kudos.hpp"
#include "app/people/people.hpp"
#include "app/people/places.hpp"
#include "features/kudos/replies.hpp"

#include <spdlog/spdlog.h>

#include <chrono>
#include <optional>

namespace huzzah::kudos {

namespace {

constexpr auto between_look_ups = std::chrono::seconds{5};
/// For so long a receiver may wait to be looked up.
constexpr auto longest_wait = std::chrono::hours{24};
constexpr int looked_up_at_once = 20;

/// Why a receiver gets nothing, if they don't.
std::optional<refusal> why_refused(result<chat::person> const& found) {
  if (!found) return refusal::unknown_person;
  if (found->is_bot) return refusal::bot;
  if (found->is_deactivated) return refusal::deactivated;
  return std::nullopt;
}

}  // namespace

awaitable<> pending_receivers::run() {
  for (;;) {
    co_await look();
    co_await with_.clock.sleep_for(between_look_ups);
  }
}

awaitable<bool> pending_receivers::look() {
  auto query = [this](store::reader& from) {
    return ledger::kudos_ledger(from).pending(with_.workspace.id(), looked_up_at_once);
  };
  auto const waiting = co_await with_.store.read(std::move(query));
  if (!waiting || waiting->empty()) co_return false;
  for (auto const& one : *waiting)
    co_await decide(one);
  co_return true;
}

awaitable<> pending_receivers::decide(ledger::pending_receiver who) {
  auto found = co_await with_.workspace.find_person(who.receiver);
  auto const is_certain = found || found.error().code == errc::not_found;
  if (!is_certain && with_.clock.now() - who.said_at < longest_wait) co_return;
  auto const refused = why_refused(found);
  auto unit = [this, &who, &found, refused, now = with_.clock.now()](store::unit_of_work& work) {
    auto const change = ledger::kudos_ledger(work).decide(who, !refused, now);
    if (!change.undone) return;
    auto const& said = *change.undone;
    auto const& workspace = said.where.workspace;
    if (found) people::people(work).upsert(workspace, who.receiver, found->name, found->time_zone);
    replies answers(work, said, options_, now);
    auto const is_direct =
        people::places(work).known_of(workspace, said.where.channel) == people::reach::named;
    auto const link =
        said.where.id.empty() || is_direct ? std::string() : with_.workspace.link_to(said.where);
    answers.notify(change, link, is_direct);
    if (!refused) return;
    // Where nothing is left of it, the receipt goes, too.
    if (!change.removed.empty()) answers.withdraw(change);
    verdict verdict;
    verdict.turned_down.emplace_back(who.receiver, *refused);
    answers.refuse(who.giver, verdict, {}, is_direct);
  };
  auto const done = co_await with_.store.write(std::move(unit));
  if (!done)
    spdlog::warn("what {} was given could not be decided: {}", who.receiver, to_string(done.error()));
}

}  // namespace huzzah::kudos
