// /sandbox/*: what the page and tests do beside the Web API.
#pragma once

#include "net/http.hpp"
#include "sandbox/control/live_feed.hpp"
#include "sandbox/socket_mode/socket_mode_server.hpp"
#include "sandbox/workspace/workspace.hpp"

#include <nlohmann/json_fwd.hpp>

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace huzzah::sandbox {

/// How the workspace's clock is turned; either may be empty (see sandbox_options).
class clock_hands {
 public:
  std::function<void(base::duration)> turn_forward;
  std::function<std::vector<std::pair<std::string, base::time_point>>()> moments;
};

/// Answers control requests. I/O thread only.
class control_api {
 public:
  control_api(workspace& place, task_group& tasks, socket_mode_server& socket_mode, live_feed& feed,
              clock_hands hands)
      : place_(place), tasks_(tasks), socket_mode_(socket_mode), feed_(feed), hands_(std::move(hands)) {}

  /// Answers a request for /sandbox/`path`.
  awaitable<net::http_response> respond(net::http_request request, std::string path);

 private:
  /// Those that need not wait for the app; null if `path` names none.
  nlohmann::json answer_now(net::http_request const& request, std::string const& path,
                            nlohmann::json const& body);
  nlohmann::json bootstrap();
  nlohmann::json read_clock();
  nlohmann::json turn_clock(nlohmann::json const& body);
  /// Replaces the app's manifest, as one does in Slack's settings of an app.
  nlohmann::json set_manifest(nlohmann::json const& body);
  nlohmann::json set_faults(nlohmann::json const& body);
  nlohmann::json disconnect(nlohmann::json const& body);
  nlohmann::json send_envelope(nlohmann::json const& body);
  /// Sends an event as it is, in an envelope of ours in which any key can be another: "team_id", …
  nlohmann::json send_event(nlohmann::json const& body);
  nlohmann::json release(nlohmann::json const& body);
  nlohmann::json stats();

  // Interactions: `body` is what the page sent, `user` whose token it carries. (interactions of the page)
  using interaction = awaitable<document> (control_api::*)(document body, std::string user);
  /// Null if `path` is none.
  static interaction find_interaction(std::string_view path);
  awaitable<document> command(document body, std::string user);
  awaitable<document> shortcut(document body, std::string user);
  awaitable<document> action(document body, std::string user);
  awaitable<document> submit(document body, std::string user);
  awaitable<document> close_view(document body, std::string user);
  awaitable<document> open_home(document body, std::string user);
  awaitable<> tell_app(std::string type, document payload);

  workspace& place_;
  task_group& tasks_;
  socket_mode_server& socket_mode_;
  live_feed& feed_;
  clock_hands hands_;
};

}  // namespace huzzah::sandbox
