// The port to a chat platform: what Huzzah asks of it, as three interfaces, and how its events come in.
#pragma once

#include "base/async.hpp"
#include "base/error.hpp"
#include "chat/directory.hpp"
#include "chat/event.hpp"
#include "chat/history.hpp"
#include "chat/poster.hpp"

#include <functional>
#include <optional>

namespace huzzah::chat {

/// Takes one event; nullopt if nothing follows from it, as from most of what people say. When the work
/// returns a value, everything that follows is committed and the platform may be notified; when it fails, the
/// platform must deliver the event again.
using event_handler = std::function<std::optional<awaitable<result<reply>>>(event)>;

/// A chat platform's workspace: all that it is asked for.
class workspace : public poster, public directory, public history {
 public:
  std::string const& id() const override = 0;
};

}  // namespace huzzah::chat
