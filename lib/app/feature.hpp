// What a feature is to the engine: something that looks at every event and does what follows from it.
#pragma once

#include "base/async.hpp"
#include "base/error.hpp"
#include "chat/event.hpp"

#include <optional>

namespace huzzah::app {

/// One thing that Huzzah does. I/O thread only.
class feature {
 public:
  virtual ~feature() = default;

  /// False where handle() would find nothing to do: a glance that neither waits nor allocates. Most of what
  /// people say is nothing to any feature.
  virtual bool concerns(chat::event const& happened) const = 0;

  /// Does what follows from an event; when it returns a value, all of it is committed. nullopt: the event is
  /// none of this feature's business. The event outlives the call.
  virtual awaitable<result<std::optional<chat::reply>>> handle(chat::event const& happened) = 0;
};

}  // namespace huzzah::app
