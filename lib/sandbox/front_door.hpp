// Where requests arrive: who may come in, and which part of the sandbox answers.
#pragma once

#include "net/http_server.hpp"
#include "sandbox/control/control_api.hpp"
#include "sandbox/control/live_feed.hpp"
#include "sandbox/socket_mode/socket_mode_server.hpp"
#include "sandbox/web_api/web_api.hpp"
#include "sandbox/wire/tasks.hpp"
#include "sandbox/workspace/workspace.hpp"

#include <memory>
#include <optional>
#include <string>

namespace huzzah::sandbox {

/// Whether a Host header names this machine: localhost, 127.0.0.1 or [::1], with any port.
bool is_local_host(std::string_view host);

/// The HTTP side of the sandbox. I/O thread only.
class front_door final : public net::http_handler {
 public:
  front_door(asio::any_io_executor const& executor, workspace& place, clock_hands hands);
  front_door(front_door const&) = delete;

  /// Begins to tell of what happens in the workspace and to work in the background.
  void open();
  /// Ends all connections and work; wait() returns when that is done.
  void close();
  awaitable<> wait() { return tasks_.join(); }

  awaitable<std::optional<net::http_response>> respond(net::http_request request) override;
  std::optional<net::http_response> refuse_websocket(net::http_request const& request) override;
  awaitable<> serve(net::http_request request, std::unique_ptr<net::websocket> socket) override;

 private:
  std::optional<net::http_response> refuse(net::http_request const& request) const;
  /// Whether it is the app that calls, not one of the people.
  bool is_by_app(net::http_request const& request) const;
  std::string origin_of(net::http_request const& request, std::string_view scheme) const;
  awaitable<std::optional<net::http_response>> route(net::http_request request, std::string path);
  awaitable<std::optional<net::http_response>> call(net::http_request request, std::string method);
  net::http_response answer_url(net::http_request const& request, std::string const& id);
  net::http_response take_file(net::http_request const& request, std::string const& ticket);
  net::http_response file(std::string const& path);
  net::http_response page(std::string_view name) const;

  workspace& place_;
  task_group tasks_;
  notice closing_;
  web_api api_;
  live_feed feed_;
  std::unique_ptr<socket_mode_server> socket_mode_;
  std::unique_ptr<control_api> control_;
  clock_hands hands_;
};

}  // namespace huzzah::sandbox
