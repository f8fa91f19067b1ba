#include "bot/service/service.hpp"

#include "bot/commands/known_rituals.hpp"
#include "bot/features.hpp"
#include "bot/service/trim_heap.hpp"
#include "net/retry.hpp"
#include "store/database.hpp"

#include <spdlog/spdlog.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/signal_set.hpp>

#include <csignal>
#include <cstdlib>
#include <exception>
#include <stdexcept>

namespace huzzah::bot::service {

namespace {

constexpr auto longest_shutdown = std::chrono::milliseconds{9'800};
constexpr auto last_words = std::chrono::milliseconds{300};

/// Trying again won't help until the operator fixes the cause.
bool is_fatal(error const& why) {
  return why.code == errc::unauthorized || why.code == errc::rejected || why.code == errc::invalid_input;
}

}  // namespace

service::service(asio::any_io_executor executor, base::clock& clock, config::config settings,
                 std::function<void(slack::connection_state const&)> on_connection)
    : executor_(executor),
      clock_(clock),
      settings_(std::move(settings)),
      on_connection_(std::move(on_connection)),
      started_at_(clock.now()),
      stopped_(executor) {}

service::~service() = default;

void service::stop() {
  stopping_ = true;
  stopped_.notify_all();
  if (socket_) socket_->stop();
}

void service::fail(error const& why) {
  if (stopping_) return;
  failure_ = why;
  stop();
}

awaitable<cli::exit_code> service::run() {
  if (auto const why = app::clash(contributions())) {
    spdlog::error("{}", *why);
    co_return cli::exit_code::misused;
  }
  auto const tables = app::tables_of(contributions());
  store::open_options how;
  how.features = tables;
  auto opened = store::store::open(settings_.storage.path, executor_, how);
  if (!opened) {
    spdlog::error("{}", opened.error().detail);
    co_return cli::code_of(opened.error());
  }
  store_ = std::move(opened).value();
  if (settings_.storage.backup) {
    backups_ = std::make_unique<scheduled_backup>(executor_, clock_, settings_.storage.path,
                                                  *settings_.storage.backup);
    backups_->start();
  }
  hear_commands();
  auto const listening = open_operations();
  auto code = cli::exit_code::fine;
  if (listening)
    code = co_await serve();
  else
    code = cli::code_of(listening.error());
  co_await commands_->stop();
  if (backups_) co_await backups_->end();
  if (operations_) co_await operations_->stop();
  co_await store_->close();
  co_return code;
}

void service::hear_commands() {
  auto file = store::resolved(settings_.storage.path);
  auto const ledger = file ? std::move(*file) : settings_.storage.path;
  commands_ = std::make_unique<command_server>(executor_, [this, ledger] {
    commands::operation_place at{.executor = executor_,
                                 .store = *store_,
                                 .ledger = ledger,
                                 .clock = clock_,
                                 .now = clock_.now(),
                                 .settings = settings_};
    at.workspace = workspace_.get();
    if (engine_) at.eraser = &engine_->eraser();
    at.outbox_changed = [this] {
      if (engine_) engine_->wake_courier();
    };
    at.rituals_changed = [this] {
      if (engine_) engine_->rituals_changed();
    };
    return at;
  });
  if (auto const heard = commands_->listen(ledger); !heard)
    spdlog::warn("commands such as forget and import need this bot stopped: {}", heard.error().detail);
}

result<> service::open_operations() {
  auto const& where = settings_.metrics;
  if (where.port == 0) return {};
  operations_ = std::make_unique<operations>(executor_, *store_, clock_, [this] { return observe(); });
  auto listening = operations_->listen(where);
  if (listening)
    spdlog::info("metrics and health: http://{}:{}/metrics", where.address, where.port);
  else
    spdlog::error("metrics: {}", listening.error().detail);
  return listening;
}

observations service::observe() const {
  observations seen;
  seen.now = clock_.now();
  seen.started_at = started_at_;
  seen.log = lines_logged();
  seen.writer = store_->stats();
  seen.commits = store_->commits();
  seen.rituals = coming_up();
  if (workspace_) seen.calls = workspace_->calls();
  if (!socket_) return seen;
  seen.connection = socket_->stats();
  seen.calls += socket_->calls();
  seen.catch_up = catching_up();
  seen.ready = seen.connection.open > 0 && is_caught_up() && !failure_;
  return seen;
}

awaitable<result<std::unique_ptr<slack::slack_workspace>>> service::connect() {
  using namespace asio::experimental::awaitable_operators;
  net::backoff pauses(std::chrono::seconds{1}, std::chrono::seconds{60});
  for (;;) {
    auto connected =
        co_await slack::slack_workspace::connect(config::slack_options_of(settings_.slack), clock_);
    if (connected || is_fatal(connected.error())) co_return connected;
    auto const pause = std::max<base::duration>(pauses.next(), connected.error().retry_after);
    spdlog::warn("Slack can't be reached, trying again: {}", to_string(connected.error()));
    auto const seen = stopped_.count();
    if (!stopping_) co_await (clock_.sleep_for(pause) || stopped_.wait(seen));
    if (stopping_) co_return error(errc::cancelled, "shutting down");
  }
}

awaitable<> service::remember_workspace() {
  auto unit = [this](store::unit_of_work& work) {
    commands::note_connection(work, workspace_->id(), workspace_->details().url, clock_.now());
  };
  auto done = co_await store_->write(std::move(unit));
  if (!done) spdlog::warn("links in printed digests may be missing: {}", to_string(done.error()));
}

std::vector<schedule::upcoming> service::coming_up() const {
  return engine_ ? engine_->coming_up() : std::vector<schedule::upcoming>();
}

history::catch_up_stats service::catching_up() const {
  return engine_ ? engine_->catching_up() : history::catch_up_stats();
}

awaitable<cli::exit_code> service::serve() {
  auto connected = co_await connect();
  if (!connected) {
    if (connected.error().code == errc::cancelled) co_return cli::exit_code::fine;
    spdlog::error("{}", connected.error().detail);
    co_return cli::code_of(connected.error());
  }
  workspace_ = std::move(connected).value();
  workspace_->when_refused([this](error const& why) { fail(why); });
  spdlog::info("this is @{} of {}", workspace_->details().name, workspace_->details().team);

  co_await remember_workspace();

  try {
    engine_ = std::make_unique<engine>(executor_, *store_, *workspace_, clock_, settings_.sections,
                                       settings_.slack.catch_up);
  } catch (std::logic_error const& clash) {
    spdlog::error("{}", clash.what());
    co_return cli::exit_code::misused;
  }
  auto handler = [this](chat::event happened) { return engine_->take(std::move(happened)); };
  auto on_state = [this](slack::connection_state const& state) {
    engine_->connection(state.connected);
    if (state.connected) trim_heap();
    if (on_connection_) on_connection_(state);
  };
  socket_ =
      std::make_unique<slack::socket_mode>(executor_, config::slack_options_of(settings_.slack), *workspace_,
                                           clock_, std::move(handler), std::move(on_state));
  bool engine_ended = false;
  base::wake_up ended(executor_);
  asio::co_spawn(executor_, engine_->run(), [&](std::exception_ptr bug) {
    engine_ended = true;
    ended.notify_all();
    if (bug) std::rethrow_exception(bug);
  });
  if (stopping_) socket_->stop();
  auto const done = co_await socket_->run();
  engine_->stop();
  while (!engine_ended)
    co_await ended.wait();
  if (!done) failure_ = done.error();
  if (!failure_) co_return cli::exit_code::fine;
  spdlog::error("{}", failure_->detail);
  co_return cli::code_of(*failure_);
}

cli::exit_code run_until_signal(asio::io_context& io, awaitable<cli::exit_code> work,
                                std::function<void()> stop, std::function<void()> before_exit) {
  auto code = cli::exit_code::fine;
  auto ended = false;
  std::exception_ptr bug;
  auto const leave = [&] {
    if (before_exit) before_exit();
    spdlog::shutdown();
    std::_Exit(to_int(code));
  };
  asio::signal_set signals(io, SIGINT, SIGTERM, SIGHUP);
  asio::steady_timer limit(io);
  signals.async_wait([&](boost::system::error_code failed, int) {
    if (failed) return;
    spdlog::info("stopping");
    limit.expires_after(longest_shutdown);
    limit.async_wait([&](boost::system::error_code cancelled) {
      if (cancelled) return;
      spdlog::warn("not everything ended before the deadline; nothing recorded is lost");
      leave();
    });
    stop();
  });
  asio::co_spawn(io, std::move(work), [&](std::exception_ptr thrown, cli::exit_code returned) {
    bug = thrown;
    code = returned;
    ended = true;
  });
  while (!ended)
    io.run_one();
  if (bug) std::rethrow_exception(bug);
  signals.cancel();
  limit.cancel();
  // Lets pending connects and name lookups end; their results are no longer used.
  io.run_for(last_words);
  if (!io.stopped()) leave();
  return code;
}

}  // namespace huzzah::bot::service
