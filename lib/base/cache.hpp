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

namespace huzzah::base {

/// Answers by key, each fresh for `lifetime` from the moment it is asked for; only successes are kept, at
/// most `most` of them. I/O thread only.
template <class T>
class cache {
 public:
  using ask_function = std::function<awaitable<result<T>>(std::string)>;

  cache(clock& clock, duration lifetime, std::size_t most, ask_function ask)
      : clock_(clock), lifetime_(lifetime), most_(most), ask_(std::move(ask)) {}

  awaitable<result<T>> get(std::string key) {
    if (auto const* known = fresh(key)) co_return *known;
    co_return co_await renew(std::move(key));
  }

  /// Asks even where an answer is remembered. Joins a call that is under way; asks again if the key is
  /// forgotten before the answer arrives.
  awaitable<result<T>> renew(std::string key) {
    auto const executor = co_await asio::this_coro::executor;
    for (auto attempt = 0; attempt < most_attempts; ++attempt) {
      auto call = under_way(key);
      if (call) {
        if (!call->answer) co_await call->done.wait();
      } else {
        call = std::make_shared<pending>(executor);
        asking_.insert_or_assign(key, call);
        // Should asking throw, those who wait ask for themselves.
        std::unique_ptr<pending, ended> const guard(call.get(), ended(this, key));
        auto const since = clock_.uptime();
        auto answer = co_await ask_(key);
        // Given up by who asked first; the others ask again.
        auto const state = co_await asio::this_coro::cancellation_state;
        if (state.cancelled() != asio::cancellation_type::none) co_return answer;
        call->answer.emplace(std::move(answer));
        if (*call->answer && !call->outdated) keep(key, **call->answer, since);
      }
      if (call->answer && !call->outdated) co_return *call->answer;
    }
    co_return error(errc::timed_out, "it changes too often to be found out");
  }

  /// The answer that is remembered; null if there is none.
  T const* fresh(std::string const& key) const {
    auto const known = entries_.find(key);
    return known != entries_.end() && clock_.uptime() < known->second.until ? &known->second.value : nullptr;
  }

  /// An answer that came by another way.
  void learn(std::string const& key, T const& value) { keep(key, value, clock_.uptime()); }

  /// Drops what is remembered, and what a call under way will answer.
  void forget(std::string const& key) {
    entries_.erase(key);
    auto const asking = asking_.extract(key);
    if (asking) asking.mapped()->outdated = true;
  }
  void forget_all() {
    entries_.clear();
    for (auto const& [key, call] : asking_)
      call->outdated = true;
    asking_.clear();
  }

 private:
  static constexpr auto most_attempts = 5;

  struct entry {
    T value;
    duration until;
  };
  struct pending {
    explicit pending(asio::any_io_executor const& executor) : done(executor) {}
    wake_up done;
    std::optional<result<T>> answer;
    bool outdated = false;
  };
  class ended {
   public:
    ended(cache* owner, std::string key) : owner_(owner), key_(std::move(key)) {}
    void operator()(pending* call) const {
      call->done.notify_all();
      auto const asking = owner_->asking_.find(key_);
      if (asking != owner_->asking_.end() && asking->second.get() == call) owner_->asking_.erase(asking);
    }

   private:
    cache* owner_;
    std::string key_;
  };

  std::shared_ptr<pending> under_way(std::string const& key) const {
    auto const asking = asking_.find(key);
    return asking == asking_.end() ? nullptr : asking->second;
  }

  void keep(std::string const& key, T const& value, duration since) {
    auto const now = clock_.uptime();
    if (entries_.size() >= most_)
      std::erase_if(entries_, [&](auto const& one) { return one.second.until <= now; });
    if (entries_.size() >= most_) entries_.erase(entries_.begin());
    entries_.insert_or_assign(key, entry{value, since + lifetime_});
  }

  clock& clock_;
  duration lifetime_;
  std::size_t most_;
  ask_function ask_;
  std::map<std::string, entry> entries_;
  std::map<std::string, std::shared_ptr<pending>> asking_;
};

}  // namespace huzzah::base
