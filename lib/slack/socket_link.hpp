// One connection of Socket Mode. Internal to slack.
#pragma once

#include "net/websocket.hpp"
#include "slack/event_answers.hpp"

#include <memory>

namespace huzzah::slack {

/// Each coroutine that uses the socket holds the link, so that it goes only when nothing is under way.
struct socket_link {
  std::unique_ptr<net::websocket> socket;
  event_answers answers;
  bool deaf = false;     ///< nothing more is taken from it
  bool dropped = false;  ///< by the machine's wish; nothing of it matters any more

  explicit socket_link(asio::any_io_executor const& executor) : answers(executor) {}
};

}  // namespace huzzah::slack
