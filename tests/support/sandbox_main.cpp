// sandbox_server: a sandbox alone, without any bot, for tests with other clients. Prints one line of JSON
// with its address and tokens, then serves until it is interrupted.
#include "sandbox/sandbox.hpp"

#include <CLI/CLI.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <nlohmann/json.hpp>

#include <exception>
#include <fstream>
#include <iostream>
#include <sstream>

namespace {

using namespace huzzah;

std::string read_file(std::string const& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

awaitable<> serve_until_interrupted(sandbox::sandbox& served) {
  asio::signal_set interrupts(co_await asio::this_coro::executor, SIGINT, SIGTERM);
  co_await interrupts.async_wait(base::use_tuple);
  co_await served.stop();
}

int run(sandbox::sandbox_options options) {
  asio::io_context io(1);
  base::system_clock clock;
  options.turn_forward = [&clock](base::duration length) { clock.turn_forward(length); };
  auto served = sandbox::sandbox::start(io.get_executor(), clock, std::move(options));
  if (!served) {
    std::cerr << "sandbox_server: " << to_string(served.error()) << "\n";
    return 1;
  }
  auto& running = **served;
  nlohmann::json const line = {
      {"url", running.url()}, {"app_token", running.app_token()}, {"bot_token", running.bot_token()}};
  std::cout << line.dump() << "\n" << std::flush;
  asio::co_spawn(io, serve_until_interrupted(running), asio::detached);
  io.run();
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("A Slack on your own machine, without a bot");
  sandbox::sandbox_options options;
  std::string manifest;
  std::string certificate;
  std::string private_key;
  bool no_rate_limits = false;
  app.add_option("--port", options.port, "the port to listen on; 0: any free one");
  app.add_option("--manifest", manifest, "the Slack app manifest (JSON)")
      ->required()
      ->check(CLI::ExistingFile);
  auto* chain =
      app.add_option("--certificate", certificate, "PEM file: serve over TLS")->check(CLI::ExistingFile);
  app.add_option("--private-key", private_key, "PEM file")->check(CLI::ExistingFile)->needs(chain);
  app.add_option("--seed", options.seed, "of the tokens");
  app.add_flag("--no-rate-limits", no_rate_limits, "answer as many calls as come");
  CLI11_PARSE(app, argc, argv);
  try {
    options.manifest = read_file(manifest);
    options.rate_limits = !no_rate_limits;
    if (!certificate.empty()) {
      auto tls = net::tls_context::server(certificate, private_key);
      if (!tls) throw std::runtime_error(to_string(tls.error()));
      options.tls = *tls;
    }
    return run(std::move(options));
  } catch (std::exception const& why) {
    std::cerr << "sandbox_server: " << why.what() << "\n";
    return 1;
  }
}
