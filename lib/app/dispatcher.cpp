#include "app/dispatcher.hpp"

#include "app/left_out.hpp"
#include "store/connection.hpp"

#include <spdlog/spdlog.h>
#include <boost/system/system_error.hpp>

#include <exception>
#include <new>
#include <string>
#include <utility>

namespace huzzah::app {

namespace {

/// Storage works: it is what the unit wrote that it refuses.
bool is_fault_of_unit(error const& why) {
  return why.code == errc::broken_rule || why.code == errc::too_large;
}

/// What a coroutine gives, or the exception that it throws as an error. What the machine fails at, and the
/// end of the program, are no faults of a feature: the event has to come again.
template <class T>
awaitable<result<T>> caught(awaitable<result<T>> work, bool& thrown) {
  try {
    co_return co_await std::move(work);
  } catch (boost::system::system_error const&) {
    throw;
  } catch (std::bad_alloc const&) {
    throw;
  } catch (std::exception const& bug) {
    thrown = true;
    co_return error(errc::broken_rule, bug.what());
  }
}

}  // namespace

wanted dispatcher::who_wants(chat::event const& happened) const {
  wanted by;
  for (std::size_t i = 0; i < features_.size(); ++i)
    try {
      by.by[i] = features_[i]->wants(happened);
    } catch (std::exception const& bug) {
      spdlog::error("{}: can't say whether it wants an event: {}", features_[i]->name(), bug.what());
      by.failed[i] = true;
    }
  return by;
}

awaitable<result<std::vector<dispatcher::part>>> dispatcher::prepare(chat::event const& happened, wanted by,
                                                                     failures& failed) {
  std::vector<part> parts;
  for (std::size_t i = 0; i < features_.size(); ++i) {
    auto& one = *features_[i];
    if (by.failed[i]) failed.emplace_back(&one, "it can't say whether it wants it");
    if (!by.by[i]) continue;
    auto thrown = false;
    auto made = co_await caught(one.prepare(happened), thrown);
    if (thrown)
      failed.emplace_back(&one, made.error().detail);
    else if (!made)
      co_return std::move(made).error();
    else
      parts.push_back({&one, std::move(*made)});
  }
  co_return parts;
}

awaitable<result<bool>> dispatcher::commit(std::vector<part>& parts, std::uint64_t erasures,
                                           failures& failed) {
  auto unit = [&parts, erasures](store::unit_of_work& work) {
    store::connection const& on = work;
    if (on.erasures() != erasures) return false;
    for (auto const& one : parts)
      if (one.made.apply) one.made.apply(work);
    return true;
  };
  auto thrown = false;
  auto done = co_await caught(store_.write(std::move(unit)), thrown);
  if (done || !is_fault_of_unit(done.error())) co_return done;
  auto const apart = co_await commit_apart(parts, failed);
  if (!apart) co_return apart.error();
  co_return true;
}

awaitable<result<>> dispatcher::commit_apart(std::vector<part>& parts, failures& failed) {
  for (auto& one : parts) {
    if (!one.made.apply) continue;
    auto unit = [&one](store::unit_of_work& work) { one.made.apply(work); };
    auto thrown = false;
    auto done = co_await caught(store_.write(std::move(unit)), thrown);
    if (done) continue;
    if (!is_fault_of_unit(done.error())) co_return done;
    failed.emplace_back(one.of, done.error().detail);
    one.made.then = nullptr;
  }
  co_return result<>();
}

awaitable<result<>> dispatcher::keep(chat::event const& happened, failures failed) {
  for (auto const& [one, why] : failed)
    spdlog::error("{}: its part of an event is left out: {}", one->name(), why);
  auto unit = [&](store::unit_of_work& work) {
    for (auto const& [one, why] : failed)
      keep_left_out(work, one->name(), happened, why, clock_.now());
  };
  co_return co_await store_.write(std::move(unit));
}

awaitable<result<std::optional<chat::reply>>> dispatcher::dispatch(chat::event const& happened, wanted by) {
  failures failed;
  std::vector<part> parts;
  for (auto is_current = false; !is_current;) {
    failed.clear();
    auto const erasures = store_.stats().erasures;
    auto prepared = co_await prepare(happened, by, failed);
    if (!prepared) co_return std::move(prepared).error();
    parts = std::move(*prepared);
    auto writes = false;
    for (auto const& one : parts)
      writes = writes || one.made.apply;
    if (!writes) break;
    auto done = co_await commit(parts, erasures, failed);
    if (!done) co_return std::move(done).error();
    is_current = *done;
  }
  if (!failed.empty()) {
    auto kept = co_await keep(happened, std::move(failed));
    if (!kept) co_return std::move(kept).error();
  }
  std::optional<chat::reply> answer;
  for (auto& one : parts) {
    if (one.made.answer) answer = std::move(one.made.answer);
    if (!one.made.then) continue;
    auto after = one.made.then();
    auto done = co_await std::move(after);
    if (!done) co_return std::move(done).error();
  }
  co_return answer;
}

}  // namespace huzzah::app
