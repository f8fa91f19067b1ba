// `huzzah health`
#include "bot/cli/ledger_file.hpp"
#include "bot/cli/terminal_text.hpp"
#include "bot/commands/commands.hpp"
#include "bot/config/config.hpp"
#include "net/https_client.hpp"

#include <fmt/format.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <exception>
#include <ostream>

namespace huzzah::bot::commands {

namespace {

/// Longer than a healthy bot ever needs, and shorter than those who ask by the minute wait.
constexpr auto patience = std::chrono::seconds{5};

/// Where the metrics can be asked for from this machine.
std::string health_url(config::metrics_config const& metrics) {
  auto host = metrics.address;
  if (host == "0.0.0.0") host = "127.0.0.1";  // every address of the machine, this one among them
  if (host == "::") host = "::1";
  if (host.find(':') != std::string::npos) host = "[" + host + "]";
  return fmt::format("http://{}:{}/healthz", host, metrics.port);
}

/// `into` outlives it.
awaitable<> ask(net::https_client& client, std::string url, result<net::http_response>& into) {
  auto request = net::http_request("GET", std::move(url));
  into = co_await client.send(std::move(request), patience);
}

}  // namespace

int health_command(cli::health_options const& options, cli::environment const& variables, std::ostream& out,
                   std::ostream& err) {
  auto const reading = config::read(options.config, config::tokens::ignored, variables);
  if (!reading.settings) {
    err << config::describe(reading.wrong, options.config);
    return to_int(cli::exit_code::misused);
  }
  auto const& metrics = reading.settings->metrics;
  if (metrics.port == 0) {
    err << "huzzah: there is no port to ask at; set metrics.port in the configuration or "
           "HUZZAH_METRICS_PORT, "
           "for the bot and for this command\n";
    return to_int(cli::exit_code::misused);
  }
  auto trusted = net::tls_context::client();
  if (!trusted) return cli::end_with(trusted.error(), err);
  auto const url = health_url(metrics);
  net::https_client client{net::connect_options(std::move(*trusted))};
  result<net::http_response> answer = error(errc::timed_out, "nobody asked");
  asio::io_context io;
  asio::co_spawn(io, ask(client, url, answer), [](std::exception_ptr bug) {
    if (bug) std::rethrow_exception(bug);
  });
  io.run();
  if (!answer) {
    err << "huzzah: no answer at " << url << ": " << cli::printable(to_string(answer.error())) << "\n";
    return to_int(cli::exit_code::failed);
  }
  auto const& body = answer->body;
  auto const words = cli::printable(std::string_view(body).substr(0, body.find('\n')));
  if (answer->status == 200) {
    out << words << "\n";
    return to_int(cli::exit_code::fine);
  }
  err << "huzzah: " << url << " says: " << words << " (" << answer->status << ")\n";
  return to_int(cli::exit_code::failed);
}

}  // namespace huzzah::bot::commands
