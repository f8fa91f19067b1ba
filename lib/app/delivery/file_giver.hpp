// Gives people the files that they asked for, one after the other, and removes those that have to go.
#pragma once

#include "app/delivery/file_requests.hpp"
#include "base/async.hpp"
#include "chat/poster.hpp"
#include "store/store.hpp"

#include <memory>

namespace huzzah::delivery {

/// An upload can't be looked for afterwards: a file whose upload a crash cut off is uploaded again. What
/// fails is tried a few times, then the recipe's apology is said. I/O thread only; what is passed in
/// must outlive it.
class file_giver {
 public:
  file_giver(store::store& store, chat::poster& poster, base::clock& clock,
             std::shared_ptr<file_recipes const> recipes)
      : store_(store), poster_(poster), clock_(clock), recipes_(std::move(recipes)) {}

  /// Works until it is cancelled.
  awaitable<> run();
  /// There may be a new request.
  void wake();
  /// Gives one file or removes one; false if none is due.
  awaitable<bool> work();

 private:
  awaitable<> give(file_request asked);
  awaitable<result<std::optional<made_file>>> make(file_request asked);
  awaitable<> fail(file_request const& asked, error why);
  awaitable<> remove(unwanted_file one);
  template <class Unit>
  awaitable<> write(Unit unit);

  store::store& store_;
  chat::poster& poster_;
  base::clock& clock_;
  std::shared_ptr<file_recipes const> recipes_;
  std::unique_ptr<base::wake_up> changed_;  ///< while run() runs
};

}  // namespace huzzah::delivery
