// Where the running bot is asked for what changes its ledger, by commands on the same machine.
#pragma once

#include "bot/cli/exit_code.hpp"
#include "bot/commands/operation.hpp"
#include "net/local_socket.hpp"

#include <sys/types.h>

#include <functional>
#include <list>
#include <memory>
#include <stop_token>

namespace huzzah::bot::service {

/// Answers one request on each connection to a socket beside the ledger, one operation at a time. Only this
/// process's user and root are heard. I/O thread only; `place` must outlive it.
///
/// A request is one line, an operation as JSON, with at most one descriptor. The answer is lines of JSON with
/// one or more of "out", "err" and "progress", a line {} every few seconds in which there is nothing to say,
/// and at the end "code", the command's exit code. Who sends no more asks for an early end.
class command_server {
 public:
  command_server(asio::any_io_executor executor, std::function<commands::operation_place()> place);
  command_server(command_server const&) = delete;
  command_server& operator=(command_server const&) = delete;

  /// Listens at socket_of(ledger), which this process holds.
  result<> listen(std::filesystem::path const& ledger);
  /// Takes no more connections, asks what is being done to end, and returns when it has.
  awaitable<> stop();

 private:
  class visit;

  awaitable<> accept();
  awaitable<> serve(std::shared_ptr<visit> one);
  awaitable<cli::exit_code> carry_out(std::shared_ptr<visit> one, std::string line);
  void start(awaitable<> work);

  asio::any_io_executor executor_;
  std::function<commands::operation_place()> place_;
  std::unique_ptr<net::local_listener> listener_;
  std::list<std::shared_ptr<visit>> visits_;
  base::wake_up ended_;
  int running_ = 0;
  bool is_busy_ = false;
};

/// Whether the user at the other end may have a ledger changed that `self` holds.
bool may_ask(std::optional<uid_t> peer, uid_t self);

}  // namespace huzzah::bot::service
