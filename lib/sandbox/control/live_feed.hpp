// Sends what happens to the open pages as it happens.
#pragma once

#include "sandbox/socket_mode/socket_line.hpp"
#include "sandbox/wire/tasks.hpp"
#include "sandbox/workspace/workspace.hpp"

#include <nlohmann/json_fwd.hpp>

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace huzzah::sandbox {

/// The pages' WebSockets. I/O thread only.
class live_feed {
 public:
  live_feed(workspace& place, task_group& tasks) : place_(place), tasks_(tasks) {}

  /// Owns the connection of `user`'s page until it ends.
  awaitable<> serve(std::string user, std::unique_ptr<net::websocket> socket, std::size_t app_connections);

  /// Tells those who may see it.
  void tell(happening const& what);
  /// Sends a frame to the pages of one person.
  void show(std::string const& user, nlohmann::json const& frame);
  /// Sends a frame to all pages.
  void show_all(nlohmann::json const& frame);
  /// Drops all connections.
  void stop();

 private:
  workspace& place_;
  task_group& tasks_;
  std::vector<std::pair<std::string, std::shared_ptr<socket_line>>> pages_;
};

}  // namespace huzzah::sandbox
