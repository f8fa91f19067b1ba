#include "app/delivery/gate.hpp"

#include <spdlog/spdlog.h>
#include <boost/asio/experimental/awaitable_operators.hpp>

#include <algorithm>
#include <chrono>
#include <utility>
#include <vector>

namespace huzzah::delivery {

namespace {

constexpr int looked_at_once = 100;
constexpr base::duration after_failure = std::chrono::seconds{10};
/// What could not be found out about a person is asked again.
constexpr base::duration before_asking_again = std::chrono::minutes{1};
/// Setting the clock back wakes no sleeper.
constexpr base::duration between_looks = std::chrono::minutes{1};

}  // namespace

gate::gate(asio::any_io_executor executor, store::store& store, chat::directory& directory,
           base::clock& clock, calm rules, house_days days, asker* questions)
    : store_(store),
      directory_(directory),
      clock_(clock),
      rules_(std::move(rules)),
      days_(std::move(days)),
      questions_(questions),
      changed_(executor) {}

void gate::stop() {
  stopping_ = true;
  wake();
}

awaitable<> gate::run() {
  using namespace asio::experimental::awaitable_operators;
  while (!stopping_) {
    auto const seen = changed_.count();
    auto const done = co_await look();
    auto const next = co_await next_look();
    auto const now = clock_.now();
    auto const soonest = done ? now : now + after_failure;
    auto const when = std::max(soonest, std::min(next.value_or(now + between_looks), now + between_looks));
    if (stopping_ || (next && when <= now)) continue;
    co_await (clock_.sleep_until(when) || clock_.sleep_for(between_looks) || changed_.wait(seen));
  }
}

awaitable<std::optional<base::time_point>> gate::next_look() {
  auto query = [in = directory_.id()](store::reader& from) { return outbox(from).next_held(in); };
  auto const found = co_await store_.read(std::move(query));
  co_return found ? *found : std::nullopt;
}

awaitable<bool> gate::look() {
  auto query = [in = directory_.id(), now = clock_.now()](store::reader& from) {
    return outbox(from).held_people(in, now, looked_at_once);
  };
  auto const waiting = co_await store_.read(std::move(query));
  if (!waiting) {
    spdlog::error("what waits for its time can't be read, trying again: {}", to_string(waiting.error()));
    co_return false;
  }
  auto done = true;
  for (auto const& person : *waiting) {
    if (stopping_) break;
    auto const one = co_await look_at(person);
    done = done && one;
  }
  co_return done;
}

awaitable<bool> gate::look_at(std::string person) {
  receiver who;
  auto found = co_await directory_.find_person(person);
  auto const is_gone = found ? found->is_deactivated : found.error().code == errc::not_found;
  auto is_known = found.has_value();
  if (found) who.person = std::move(*found);
  who.person.id = person;
  if (is_known && days_) {
    auto const days = co_await days_();
    if (days) who.house = *days;
  }
  if (is_known && questions_ != nullptr) {
    auto asked = who.person;
    auto const ahead = co_await questions_->questions_ahead(std::move(asked), clock_.now());
    is_known = ahead.has_value();
    if (ahead) who.questions_ahead = *ahead;
  }
  auto unit = [&, in = directory_.id(), now = clock_.now()](store::unit_of_work& work) {
    outbox out(work);
    if (is_known && !is_gone) return open_gate(work, in, who, rules_, now);
    for (auto const& row : out.held_for(in, person))
      if (is_gone)
        out.withdraw(row.what.key, now);
      else
        out.hold_until(row.id, now + before_asking_again, false);
  };
  auto const done = co_await store_.write(std::move(unit));
  if (!done)
    spdlog::error("what waits for its time can't be sent, trying again: {}", to_string(done.error()));
  co_return done.has_value();
}

}  // namespace huzzah::delivery
