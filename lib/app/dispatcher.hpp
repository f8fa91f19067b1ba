// Events go in, what follows from each is committed as one unit of work.
#pragma once

#include "app/feature.hpp"
#include "store/store.hpp"

#include <bitset>
#include <optional>
#include <utility>
#include <vector>

namespace huzzah::app {

/// The features that want an event, by their place in the list.
using wanted = std::bitset<64>;

/// Lets features handle events. I/O thread only; the store and the features must outlive it.
class dispatcher {
 public:
  dispatcher(store::store& store, std::vector<feature*> features)
      : store_(store), features_(std::move(features)) {}

  /// Asks each feature once.
  wanted who_wants(chat::event const& happened) const;

  /// When it returns a value, everything that follows is committed, and the value is the answer of the
  /// feature that had one. A feature that throws, or whose part of the unit can't be committed, is left out
  /// with a line in the log; only where storage fails, or a feature asks for it, the event has to come again.
  awaitable<result<std::optional<chat::reply>>> dispatch(chat::event const& happened, wanted by);

 private:
  /// A feature with what it makes of the event.
  class part {
   public:
    feature* of;
    plan made;
  };
  awaitable<result<std::vector<part>>> prepare(chat::event const& happened, wanted by);
  awaitable<result<>> commit(std::vector<part>& parts);
  awaitable<result<>> commit_apart(std::vector<part>& parts);

  store::store& store_;
  std::vector<feature*> features_;
};

}  // namespace huzzah::app
