#include "app/history/place_keeper.hpp"

#include "app/ledger/audiences.hpp"
#include "app/people/places.hpp"
#include "app/people/reach_of.hpp"

#include <spdlog/spdlog.h>

#include <chrono>

namespace huzzah::history {

namespace {

constexpr auto between_looks = std::chrono::seconds{5};
/// A channel that the platform can't say anything of, such as a private one that we left, is asked for again.
constexpr auto before_next_look = std::chrono::hours{1};
constexpr int asked_at_once = 20;
/// In one unit of work; other writers wait while it runs.
constexpr int moved_at_once = 200;

}  // namespace

awaitable<> place_keeper::run() {
  for (;;) {
    auto const worked = co_await look();
    if (!worked) co_await clock_.sleep_for(between_looks);
  }
}

awaitable<bool> place_keeper::look() {
  auto const channels = co_await unknown();
  for (auto const& channel : channels)
    co_await ask(channel);
  auto const moved = co_await move();
  co_return moved || !channels.empty();
}

awaitable<std::vector<std::string>> place_keeper::unknown() {
  auto const before = clock_.now() - before_next_look;
  auto query = [this, before](store::reader& from) {
    return people::places(from).unknown(directory_.id(), before, asked_at_once);
  };
  auto found = co_await store_.read(std::move(query));
  co_return found ? std::move(*found) : std::vector<std::string>();
}

awaitable<> place_keeper::ask(std::string channel) {
  auto const facts = co_await directory_.find_channel(channel);
  auto const known = facts ? people::reach_of(*facts) : people::reach::unknown;
  auto unit = [this, &channel, known, now = clock_.now()](store::unit_of_work& work) {
    people::places(work).asked(directory_.id(), channel, now);
    people::places(work).learn(directory_.id(), channel, known);
  };
  auto const done = co_await store_.write(std::move(unit));
  if (!done) spdlog::warn("who can read {} could not be kept: {}", channel, to_string(done.error()));
}

awaitable<bool> place_keeper::move() {
  auto query = [this](store::reader& from) { return ledger::audiences(from).has_unsettled(directory_.id()); };
  auto const needed = co_await store_.read(std::move(query));
  if (!needed || !*needed) co_return false;
  auto unit = [this](store::unit_of_work& work) {
    return ledger::audiences(work).settle(directory_.id(), moved_at_once);
  };
  auto const moved = co_await store_.write(std::move(unit));
  co_return moved&&* moved;
}

}  // namespace huzzah::history
