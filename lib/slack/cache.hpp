// Remembers answers for a while, and lets those who ask for the same thing at the same time share one call.
#pragma once

#include "base/async.hpp"
#include "base/clock.hpp"
#include "base/error.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/this_coro.hpp>

#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace huzzah::slack {

/// Answers by key, each fresh for `lifetime`; only successes are kept, at most `most` of them. I/O thread
/// only.
template <class T>
class cache {
 public:
  using ask_function = std::function<awaitable<result<T>>(std::string)>;

  cache(base::clock& clock, base::duration lifetime, std::size_t most, ask_function ask)
      : clock_(clock), lifetime_(lifetime), most_(most), ask_(std::move(ask)) {}

  /// `patience`: how long after a call began it is waited for. Whoever gives up has timed_out; the answer is
  /// there for the next one who asks.
  awaitable<result<T>> get(std::string key, base::duration patience = base::duration::max()) {
    auto const executor = co_await asio::this_coro::executor;
    for (;;) {
      auto const known = entries_.find(key);
      if (known != entries_.end() && clock_.uptime() < known->second.until) co_return known->second.value;
      auto const asking = asking_.find(key);
      bool const begins = asking == asking_.end();
      auto const call = begins ? begin(key, executor) : asking->second;
      while (!call->ended) {
        bool const may_wait = co_await wait(call, patience);
        if (!may_wait) co_return error(errc::timed_out, "no answer yet about " + key);
      }
      if (call->answer) co_return *call->answer;
      // Should asking throw, those who wait ask for themselves.
      if (begins) std::rethrow_exception(call->bug);
    }
  }

  /// What was known of it no longer holds, nor what is being asked now.
  void forget(std::string const& key) {
    entries_.erase(key);
    if (auto const asking = asking_.find(key); asking != asking_.end()) asking->second->outdated = true;
  }

 private:
  struct entry {
    T value;
    base::duration until;
  };
  struct pending {
    pending(asio::any_io_executor const& executor, base::duration since_) : done(executor), since(since_) {}
    base::wake_up done;
    base::duration since;
    std::optional<result<T>> answer;
    std::exception_ptr bug;
    bool ended = false;
    bool outdated = false;
  };
  using pending_ptr = std::shared_ptr<pending>;

  /// Asks on its own, so that nobody who gives up takes the answer away from the others.
  pending_ptr begin(std::string const& key, asio::any_io_executor const& executor) {
    auto call = std::make_shared<pending>(executor, clock_.uptime());
    asking_.insert_or_assign(key, call);
    asio::co_spawn(executor, ask(key, call), asio::detached);
    return call;
  }

  awaitable<> ask(std::string key, pending_ptr call) {
    try {
      auto answer = co_await ask_(key);
      if (answer && !call->outdated) keep(key, *answer);
      call->answer.emplace(std::move(answer));
    } catch (...) {
      call->bug = std::current_exception();
    }
    call->ended = true;
    asking_.erase(key);
    call->done.notify_all();
  }

  /// False when the call has been waited for long enough.
  awaitable<bool> wait(pending_ptr call, base::duration patience) {
    using namespace asio::experimental::awaitable_operators;
    auto const seen = call->done.count();
    if (patience == base::duration::max()) {
      co_await call->done.wait(seen);
      co_return true;
    }
    auto const left = call->since + patience - clock_.uptime();
    if (left <= base::duration(0)) co_return false;
    co_await (clock_.sleep_for(left) || call->done.wait(seen));
    co_return true;
  }

  void keep(std::string const& key, T const& value) {
    auto const now = clock_.uptime();
    if (entries_.size() >= most_)
      std::erase_if(entries_, [&](auto const& one) { return one.second.until <= now; });
    if (entries_.size() >= most_) entries_.erase(entries_.begin());
    entries_.insert_or_assign(key, entry{value, now + lifetime_});
  }

  base::clock& clock_;
  base::duration lifetime_;
  std::size_t most_;
  ask_function ask_;
  std::map<std::string, entry> entries_;
  std::map<std::string, pending_ptr> asking_;
};

}  // namespace huzzah::slack
