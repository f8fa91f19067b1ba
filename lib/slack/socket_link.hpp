// One connection of Socket Mode. Internal to slack.
#pragma once

#include "net/websocket.hpp"
#include "slack/event_answers.hpp"

#include <memory>

namespace huzzah::slack {

/// Each coroutine that uses the socket holds the link, so that it is destroyed only when no operation is
/// under way.
struct socket_link {
  std::unique_ptr<net::websocket> socket;
  event_answers answers;
  bool takes_nothing = false;  ///< what still arrives is not taken
  bool dropped = false;        ///< closed by the state machine: its results are ignored

  explicit socket_link(asio::any_io_executor const& executor) : answers(executor) {}
};

}  // namespace huzzah::slack
