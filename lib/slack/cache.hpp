// Remembers answers for a while, and lets those who ask for the same thing at the same time share one call.
#pragma once

#include "base/async.hpp"
#include "base/clock.hpp"
#include "base/error.hpp"

#include <boost/asio/this_coro.hpp>

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

  awaitable<result<T>> get(std::string key) {
    for (;;) {
      if (auto const* known = fresh(key)) co_return *known;
      auto const asking = asking_.find(key);
      if (asking == asking_.end()) break;
      auto const call = asking->second;
      if (!call->answer) co_await call->done.wait();
      if (call->answer) co_return *call->answer;
    }
    auto const executor = co_await asio::this_coro::executor;
    auto const call = std::make_shared<pending>(executor);
    asking_.insert_or_assign(key, call);
    // Should asking throw, those who wait ask for themselves.
    std::unique_ptr<pending, ended> const guard(call.get(), ended(this, key));
    auto answer = co_await ask_(key);
    call->answer.emplace(answer);
    if (answer && !call->outdated) keep(key, *answer);
    co_return answer;
  }

  /// The answer that is remembered; null if there is none.
  T const* fresh(std::string const& key) const {
    auto const known = entries_.find(key);
    return known != entries_.end() && clock_.uptime() < known->second.until ? &known->second.value : nullptr;
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
    explicit pending(asio::any_io_executor const& executor) : done(executor) {}
    base::wake_up done;
    std::optional<result<T>> answer;
    bool outdated = false;
  };
  class ended {
   public:
    ended(cache* owner, std::string key) : owner_(owner), key_(std::move(key)) {}
    void operator()(pending* call) const {
      call->done.notify_all();
      owner_->asking_.erase(key_);
    }

   private:
    cache* owner_;
    std::string key_;
  };

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
  std::map<std::string, std::shared_ptr<pending>> asking_;
};

}  // namespace huzzah::slack
