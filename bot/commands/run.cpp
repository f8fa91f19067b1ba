// `huzzah run`
#include "bot/commands/commands.hpp"
#include "bot/service/logging.hpp"
#include "bot/service/service.hpp"
#include "bot/service/supervisor.hpp"

#include <spdlog/spdlog.h>

#include <iostream>

namespace huzzah::bot::commands {

int run_command(cli::run_options const& options) {
  auto reading = config::read(options.config, config::tokens::needed, cli::process_environment());
  if (!reading.settings) {
    std::cerr << config::describe(reading.wrong, options.config);
    return to_int(cli::exit_code::misused);
  }
  service::set_up_logging(reading.settings->log);
  for (auto const& warning : reading.warnings)
    spdlog::warn("{}", to_string(warning));
  for (auto const& faulty : reading.faulty_rituals)
    spdlog::error("left out: {}", to_string(faulty));

  base::system_clock clock;
  asio::io_context io(1);
  service::supervisor manager(io.get_executor());
  service::service bot(io.get_executor(), clock, std::move(*reading.settings),
                       [&](slack::connection_state const& now) { manager.tell_of(now); });
  manager.begin();
  auto const stop = [&] {
    manager.stopping();
    bot.stop();
  };
  // NOLINTNEXTLINE(cppcoreguidelines-avoid-capturing-lambda-coroutines): it lives until the loop has ended
  auto const work = [&]() -> awaitable<cli::exit_code> {
    auto const code = co_await bot.run();
    manager.end();
    co_return code;
  };
  return to_int(service::run_until_signal(io, work(), stop));
}

}  // namespace huzzah::bot::commands
