// The bot at work, from an open database and a connection to an orderly end. `run` and `sandbox` are the
// same from here on.
#pragma once

#include "base/clock.hpp"
#include "bot/cli/exit_code.hpp"
#include "bot/cli/options.hpp"
#include "bot/config/config.hpp"
#include "bot/service/command_server.hpp"
#include "bot/service/engine.hpp"
#include "bot/service/metrics.hpp"
#include "bot/service/operations.hpp"
#include "bot/service/scheduled_backup.hpp"
#include "slack/socket_mode.hpp"
#include "store/store.hpp"

#include <boost/asio/io_context.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace huzzah::bot::service {

/// One bot. I/O thread only; the clock must outlive the executor's last run.
class service {
 public:
  /// `on_connection` runs each time the connection comes or goes; it may be empty.
  service(asio::any_io_executor executor, base::clock& clock, config::config settings,
          std::function<void(slack::connection_state const&)> on_connection = {});
  ~service();

  /// Works until stop(), or until it can't go on; says in the log why.
  awaitable<cli::exit_code> run();

  /// Brings run() to its end: what was read is finished and acknowledged, what is being said is said.
  void stop();

  /// What the rituals are going to do, soonest first; empty before the bot is connected.
  std::vector<schedule::upcoming> coming_up() const;

  /// How it is, but for the database.
  observations observe() const;
  /// How far reading what was missed has come, and whether nothing is missing.
  history::catch_up_stats catching_up() const;
  bool is_caught_up() const { return engine_ && engine_->is_caught_up(); }

 private:
  awaitable<result<std::unique_ptr<slack::slack_workspace>>> connect();
  awaitable<cli::exit_code> serve();
  /// An error, with a line in the log, when it was wanted and can't be.
  result<> open_operations();
  /// For the commands that change the ledger: without the socket they need the bot stopped, which is no
  /// reason not to work.
  void hear_commands();
  /// Ends run() with a failure that the operator has to fix; the bot is no longer ready.
  void fail(error const& why);
  /// For the commands that only read the database.
  awaitable<> remember_workspace();

  asio::any_io_executor executor_;
  base::clock& clock_;
  config::config settings_;
  std::function<void(slack::connection_state const&)> on_connection_;
  base::time_point started_at_;
  base::wake_up stopped_;
  bool stopping_ = false;
  std::optional<error> failure_;
  std::unique_ptr<store::store> store_;
  std::unique_ptr<scheduled_backup> backups_;  ///< null where none are scheduled
  std::unique_ptr<slack::slack_workspace> workspace_;
  std::unique_ptr<engine> engine_;  ///< outlives run(): a handler that was given up may still return to it
  std::unique_ptr<slack::socket_mode> socket_;
  std::unique_ptr<operations> operations_;
  std::unique_ptr<command_server> commands_;
};

/// Runs the context until `work` has ended or SIGINT, SIGTERM or SIGHUP came, which call `stop`. Whatever
/// then takes longer than 10 s is given up: all that counts is in the database. `before_exit` cleans up then,
/// when no destructor will; it may be empty.
cli::exit_code run_until_signal(asio::io_context& io, awaitable<cli::exit_code> work,
                                std::function<void()> stop, std::function<void()> before_exit = {});

}  // namespace huzzah::bot::service
