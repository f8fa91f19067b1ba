// /sandbox/*: what the page and tests do beside the Web API.
#pragma once

#include "net/http.hpp"
#include "sandbox/live_feed.hpp"
#include "sandbox/socket_mode_server.hpp"
#include "sandbox/workspace.hpp"

#include <nlohmann/json_fwd.hpp>

#include <functional>
#include <string>

namespace huzzah::sandbox {

/// Answers control requests. I/O thread only.
class control_api {
 public:
  control_api(workspace& place, task_group& tasks, socket_mode_server& socket_mode, live_feed& feed,
              std::function<void(base::duration)> turn_forward)
      : place_(place),
        tasks_(tasks),
        socket_mode_(socket_mode),
        feed_(feed),
        turn_forward_(std::move(turn_forward)) {}

  /// Answers a request for /sandbox/`path`.
  awaitable<net::http_response> respond(net::http_request request, std::string path);

 private:
  /// Those that need not wait for the app; null if `path` names none.
  nlohmann::json answer_now(net::http_request const& request, std::string const& path,
                            nlohmann::json const& body);
  nlohmann::json bootstrap();
  nlohmann::json turn_clock(nlohmann::json const& body);
  nlohmann::json set_faults(nlohmann::json const& body);
  nlohmann::json disconnect(nlohmann::json const& body);
  nlohmann::json send_envelope(nlohmann::json const& body);
  nlohmann::json stats();

  // Interactions: `body` is what the page sent, `user` whose token it carries. (interactions of the page)
  awaitable<document> command(document body, std::string user);
  awaitable<document> action(document body, std::string user);
  awaitable<document> submit(document body, std::string user);
  awaitable<document> close_view(document body, std::string user);
  awaitable<document> open_home(document body, std::string user);
  awaitable<> tell_app(std::string type, document payload);

  workspace& place_;
  task_group& tasks_;
  socket_mode_server& socket_mode_;
  live_feed& feed_;
  std::function<void(base::duration)> turn_forward_;
};

}  // namespace huzzah::sandbox
