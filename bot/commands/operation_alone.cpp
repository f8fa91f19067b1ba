// An operation on a ledger that no bot holds.
#include "app/delivery/courier.hpp"
#include "bot/commands/operation_client.hpp"
#include "bot/features.hpp"
#include "slack/slack_workspace.hpp"
#include "store/database.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>

#include <csignal>
#include <exception>
#include <memory>

namespace huzzah::bot::commands {

namespace {

/// What a bot would have at hand, for one operation.
class lone_place {
 public:
  lone_place(asio::io_context& io, ledger_access& ledger, store::store& store, operation_output& says)
      : io_(io), ledger_(ledger), store_(store), says_(says), courier_ended_(io.get_executor()) {}

  awaitable<cli::exit_code> carry_out(operation what, std::stop_token stop) {
    operation_place at{.executor = io_.get_executor(),
                       .store = store_,
                       .ledger = ledger_.path,
                       .clock = clock_,
                       .now = ledger_.now,
                       .settings = ledger_.settings};
    at.stop = std::move(stop);
    if (ledger_.connects) {
      auto connected =
          co_await slack::slack_workspace::connect(config::slack_options_of(ledger_.settings.slack), clock_);
      if (!connected) co_return refuse(connected.error(), says_);
      workspace_ = std::move(connected).value();
      start_courier();
      at.workspace = workspace_.get();
      at.outbox_changed = [this] { courier_->wake(); };
    }
    auto const code =
        co_await bot::commands::carry_out(std::move(what), std::move(ledger_.file), std::move(at), says_);
    if (courier_) co_await end_courier();
    co_return code;
  }

 private:
  void start_courier() {
    readers_ = std::make_unique<people::audience>(*workspace_, clock_);
    courier_ =
        std::make_unique<delivery::courier>(io_.get_executor(), store_, *workspace_, clock_, *readers_);
    courier_runs_ = true;
    asio::co_spawn(io_, courier_->run(), [this](std::exception_ptr bug) {
      courier_runs_ = false;
      courier_ended_.notify_all();
      if (bug) std::rethrow_exception(bug);
    });
  }

  awaitable<> end_courier() {
    courier_->stop();
    while (courier_runs_)
      co_await courier_ended_.wait();
  }

  asio::io_context& io_;
  ledger_access& ledger_;
  store::store& store_;
  operation_output& says_;
  base::system_clock clock_;
  std::unique_ptr<slack::slack_workspace> workspace_;
  std::unique_ptr<people::audience> readers_;
  std::unique_ptr<delivery::courier> courier_;
  base::wake_up courier_ended_;
  bool courier_runs_ = false;
};

}  // namespace

cli::exit_code do_alone(operation const& what, ledger_access& ledger, std::ostream& out, std::ostream& err) {
  printed_output says(out, err);
  if (!ledger.may_be_new)
    if (auto there = store::open_to_read(ledger.path, store::ledger_age::any); !there)
      return refuse(there.error(), says);
  asio::io_context io(1);
  auto const tables = app::tables_of(contributions());
  store::open_options how;
  how.features = tables;
  auto opened = store::store::open(ledger.path, io.get_executor(), how);
  if (!opened) return refuse(opened.error(), says);
  auto const store = std::move(opened).value();
  std::stop_source stop;
  asio::signal_set signals(io);
  // An import keeps what it has; everything else is one step, and may be cut off anywhere.
  if (std::holds_alternative<cli::import_options>(what)) {
    for (auto const number : {SIGINT, SIGTERM, SIGHUP})
      signals.add(number);
    signals.async_wait([&](boost::system::error_code cancelled, int) {
      if (!cancelled) stop.request_stop();
    });
  }
  lone_place place(io, ledger, *store, says);
  auto code = cli::exit_code::failed;
  // NOLINTNEXTLINE(cppcoreguidelines-avoid-capturing-lambda-coroutines): it lives until the loop has ended
  auto const whole = [&]() -> awaitable<> {
    code = co_await place.carry_out(what, stop.get_token());
    signals.cancel();
    co_await store->close();
  };
  asio::co_spawn(io, whole(), [](std::exception_ptr bug) {
    if (bug) std::rethrow_exception(bug);
  });
  io.run();
  // So that a backup from which a person was erased remains a single file.
  store::end_log(ledger.path);
  return code;
}

}  // namespace huzzah::bot::commands
