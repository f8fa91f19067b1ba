// `huzzah sandbox`: a Slack on this machine, with the bot connected to it as it would be to the real one.
#include "sandbox/sandbox.hpp"

#include "app/calm_fields.hpp"
#include "app/delivery/calm.hpp"
#include "bot/cli/scratch_folder.hpp"
#include "bot/cli/terminal_text.hpp"
#include "bot/config/manifest.hpp"
#include "bot/sandbox/rituals.hpp"
#include "bot/sandbox/sandbox.hpp"
#include "bot/sandbox/tour.hpp"
#include "bot/service/logging.hpp"
#include "bot/service/service.hpp"

#include <spdlog/spdlog.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>

#include <iostream>
#include <optional>

namespace huzzah::bot::sandbox {

namespace {

result<huzzah::sandbox::sandbox_options> options_for(cli::sandbox_options const& asked,
                                                     base::system_clock& clock) {
  huzzah::sandbox::sandbox_options options;
  options.port = asked.port;
  // A tour is a week in a minute: Slack's rate limits would not let it finish in time.
  options.rate_limits = asked.rate_limits && !asked.tour;
  options.manifest = config::slack_manifest();
  options.turn_forward = [&clock](base::duration length) { clock.turn_forward(length); };
  if (asked.certificate && asked.private_key) {
    auto tls = net::tls_context::server(*asked.certificate, *asked.private_key);
    if (!tls) return std::move(tls).error();
    options.tls = std::move(tls).value();
  }
  return options;
}

/// For users who point another client at the sandbox, and for scripts. The tokens open nothing but this
/// process's own memory.
void print_address(huzzah::sandbox::sandbox const& slack, bool with_bot) {
  std::cout << "Open " << slack.url() << "\n";
  if (!with_bot)
    std::cout << "SLACK_API_URL=" << slack.url() << "/api/\n"
              << "SLACK_APP_TOKEN=" << slack.app_token() << "\n"
              << "SLACK_BOT_TOKEN=" << slack.bot_token() << "\n";
  else
    std::cout
        << "Type \"@Bruno ++ for fixing the flaky test\" in #general, or turn the clock to the next prompt. "
           "Ctrl-C ends it.\n";
  std::cout << std::flush;
}

/// The sandbox, with or without the bot in it, until stop().
class sandbox_session {
 public:
  sandbox_session(asio::io_context& io, base::system_clock& clock, cli::sandbox_options const& asked,
                  config::config settings)
      : io_(io),
        clock_(clock),
        asked_(asked),
        settings_(std::move(settings)),
        stopped_(io.get_executor()),
        tour_ended_(io.get_executor()) {}

  awaitable<cli::exit_code> run() {
    auto options = options_for(asked_, clock_);
    if (!options) co_return refuse(options.error());
    options->moments = [this] { return moments(); };
    if (asked_.tour) clock_.turn_forward(tour_start(clock_.now()) - clock_.now());
    auto started = huzzah::sandbox::sandbox::start(io_.get_executor(), clock_, std::move(*options));
    if (!started) co_return refuse(started.error());
    auto const slack = std::move(started).value();
    auto code = cli::exit_code::fine;
    if (asked_.with_bot) {
      settings_.slack.api_url = slack->url() + "/api/";
      settings_.slack.app_token = config::secret(slack->app_token());
      settings_.slack.bot_token = config::secret(slack->bot_token());
      if (asked_.certificate) settings_.slack.ca_file = asked_.certificate;
      bool printed = false;
      auto on_connected = [&](slack::connection_state const& now) {
        if (!now.connected) return;
        if (std::exchange(printed, true)) return;
        print_address(*slack, true);
        if (asked_.tour) start_tour(slack->url());
      };
      bot_ =
          std::make_unique<service::service>(io_.get_executor(), clock_, settings_, std::move(on_connected));
      if (stopping_) bot_->stop();
      code = co_await bot_->run();
      stop();  // a bot that can't go on ends the tour, too
      while (touring_)
        co_await tour_ended_.wait();
    } else {
      print_address(*slack, false);
      if (!stopping_) co_await stopped_.wait();
    }
    co_await slack->stop();
    co_return code;
  }

  void stop() {
    stopping_ = true;
    stopped_.notify_all();
    if (bot_) bot_->stop();
  }

 private:
  static cli::exit_code refuse(error const& why) {
    spdlog::error("{}", why.code == errc::in_use ? why.detail + "; choose another with --port" : why.detail);
    return cli::code_of(why);
  }

  /// For the page's clock: what the rituals are going to do.
  std::vector<std::pair<std::string, base::time_point>> moments() const {
    std::vector<std::pair<std::string, base::time_point>> all;
    if (bot_)
      for (auto& next : bot_->coming_up())
        all.emplace_back(std::move(next.what), next.at);
    return all;
  }

  void start_tour(std::string url) {
    touring_ = true;
    asio::co_spawn(io_, guide(std::move(url)), [this](std::exception_ptr bug) {
      touring_ = false;
      tour_ended_.notify_all();
      if (bug) std::rethrow_exception(bug);
    });
  }

  awaitable<> guide(std::string url) {
    using namespace asio::experimental::awaitable_operators;
    constexpr base::duration pace = std::chrono::milliseconds{900};
    auto connections = slack::connections_for(config::slack_options_of(settings_.slack));
    if (!connections) co_return;
    people people(url, std::move(connections).value(), clock_);
    tour week(people, clock_, std::cout, pace);
    std::cout << "A week in about a minute, as it happens on the page:\n\n" << std::flush;
    auto const seen = stopped_.count();
    if (stopping_) co_return;
    auto const done = co_await (week.play() || stopped_.wait(seen));
    if (done.index() == 1) co_return;
    if (auto const& played = std::get<0>(done); !played)
      std::cout << "\nThe tour ends here: " << cli::printable(played.error().detail) << ".\n";
    else
      std::cout << "\nThat was the week. Look at #wins and #general, say something, turn the clock: " << url
                << "\n";
    std::cout << "Ctrl-C ends it.\n" << std::flush;
  }

  asio::io_context& io_;
  base::system_clock& clock_;
  cli::sandbox_options const& asked_;
  config::config settings_;
  base::wake_up stopped_;
  base::wake_up tour_ended_;
  bool touring_ = false;
  bool stopping_ = false;
  std::unique_ptr<service::service> bot_;
};

}  // namespace

int sandbox_command(cli::sandbox_options const& options) {
  auto reading = config::read(options.config, config::tokens::ignored, cli::process_environment());
  if (!reading.settings) {
    std::cerr << config::describe(reading.wrong, options.config);
    return to_int(cli::exit_code::misused);
  }
  service::set_up_logging(reading.settings->log);
  for (auto const& faulty : reading.faulty_rituals)
    spdlog::error("left out: {}", to_string(faulty));
  // Without a configuration there would be no rituals.
  if (!options.config) put_rituals(reading.settings->sections);
  // People who try it see notes at once, whatever the hour, unless the configuration says otherwise.
  auto& sections = reading.settings->sections;
  if (sections.of<delivery::calm>(app::calm_key) == delivery::calm())
    sections[app::calm_key] = delivery::calm::at_any_time();
  std::optional<cli::scratch_folder> scratch;
  if (options.with_bot && !options.database) {
    scratch.emplace("sandbox");
    if (scratch->path().empty()) {
      spdlog::error("{}, or name a file with --database", cli::no_scratch_folder);
      return to_int(cli::exit_code::failed);
    }
  }
  // What is kept of a real ledger is none of its business.
  reading.settings->storage.backup.reset();
  if (options.database) reading.settings->storage.path = *options.database;
  if (scratch) reading.settings->storage.path = scratch->path() / "huzzah.db";

  base::system_clock clock;
  asio::io_context io(1);
  sandbox_session session(io, clock, options, std::move(*reading.settings));
  auto const clean_up = [&] {
    if (scratch) scratch->remove();
  };
  return to_int(service::run_until_signal(
      io, session.run(), [&] { session.stop(); }, clean_up));
}

}  // namespace huzzah::bot::sandbox
