// Events go in, what follows from each is committed as one unit of work.
#pragma once

#include "app/feature.hpp"
#include "base/clock.hpp"
#include "store/store.hpp"

#include <bitset>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace huzzah::app {

/// The features that want an event, and those that failed at looking at it, by their place in the list.
class wanted {
 public:
  bool none() const { return by.none() && failed.none(); }

  std::bitset<64> by;
  std::bitset<64> failed;
};

/// Lets features handle events. I/O thread only; what is passed in must outlive it.
class dispatcher {
 public:
  dispatcher(store::store& store, base::clock& clock, std::vector<feature*> features)
      : store_(store), clock_(clock), features_(std::move(features)) {}

  /// Asks each feature once.
  wanted who_wants(chat::event const& happened) const;

  /// When it returns a value, everything that follows is committed, and the value is the answer of the
  /// feature that had one. A feature that throws, or whose part of the unit can't be committed, is left out:
  /// that is logged and kept (left_out.hpp). Only where storage fails, or a feature asks for it, the event
  /// has to come again. What was prepared before a person was erased is prepared again.
  awaitable<result<std::optional<chat::reply>>> dispatch(chat::event const& happened, wanted by);

 private:
  /// A feature with what it makes of the event.
  class part {
   public:
    feature* of;
    plan made;
  };
  /// Features that failed, with what they said.
  using failures = std::vector<std::pair<feature*, std::string>>;

  awaitable<result<std::vector<part>>> prepare(chat::event const& happened, wanted by, failures& failed);
  /// `erasures`: how many there had been when they were prepared. False where there was one since.
  awaitable<result<bool>> commit(std::vector<part>& parts, std::uint64_t erasures, failures& failed);
  awaitable<result<>> commit_apart(std::vector<part>& parts, failures& failed);
  awaitable<result<>> keep(chat::event const& happened, failures failed);

  store::store& store_;
  base::clock& clock_;
  std::vector<feature*> features_;
};

}  // namespace huzzah::app
