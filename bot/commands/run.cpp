// `huzzah run`
#include "bot/cli/commands.hpp"
#include "bot/service/logging.hpp"
#include "bot/service/service.hpp"
#include "bot/service/supervisor.hpp"

#include <spdlog/spdlog.h>

#include <iostream>

namespace huzzah::bot {

int run_command(run_options const& options) {
  auto reading = read_config(options.config, tokens::needed, process_environment());
  if (!reading.settings) {
    std::cerr << describe(reading.wrong, options.config);
    return to_int(exit_code::misused);
  }
  set_up_logging(reading.settings->log);
  for (auto const& warning : reading.warnings)
    spdlog::warn("{}", to_string(warning));
  for (auto const& faulty : reading.faulty_rituals)
    spdlog::error("left out: {}", to_string(faulty));

  base::system_clock clock;
  asio::io_context io(1);
  supervisor manager(io.get_executor());
  service bot(io.get_executor(), clock, std::move(*reading.settings),
              [&](slack::connection_state const& now) { manager.tell_of(now); });
  manager.begin();
  auto const stop = [&] {
    manager.stopping();
    bot.stop();
  };
  // NOLINTNEXTLINE(cppcoreguidelines-avoid-capturing-lambda-coroutines): it lives until the loop has ended
  auto const work = [&]() -> awaitable<exit_code> {
    auto const code = co_await bot.run();
    manager.end();
    co_return code;
  };
  return to_int(run_until_signal(io, work(), stop));
}

}  // namespace huzzah::bot
