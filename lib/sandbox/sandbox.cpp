#include "sandbox/sandbox.hpp"

#include "net/http_server.hpp"
#include "sandbox/front_door.hpp"

namespace huzzah::sandbox {

struct sandbox::state {
  state(asio::any_io_executor const& executor, base::clock& clock, app_manifest manifest,
        sandbox_options const& options)
      : place(clock, std::move(manifest), options.seed, options.rate_limits),
        door(executor, place, {options.turn_forward, options.moments}) {}

  workspace place;
  front_door door;
  std::unique_ptr<net::http_server> server;
};

sandbox::sandbox(std::unique_ptr<state> made) : state_(std::move(made)) {}
sandbox::~sandbox() = default;

result<std::unique_ptr<sandbox>> sandbox::start(asio::any_io_executor const& executor, base::clock& clock,
                                                sandbox_options options) {
  auto manifest = read_manifest(options.manifest);
  if (!manifest) return manifest.error();
  auto made = std::make_unique<state>(executor, clock, std::move(*manifest), options);
  net::listen_options listen;
  listen.address = options.address;
  listen.port = options.port;
  listen.tls = options.tls;
  listen.message_limit = 20'480;  // as Slack's
  auto server = net::http_server::listen(executor, std::move(listen), made->door);
  if (!server) return server.error();
  made->server = std::move(*server);
  auto const host =
      options.address.find(':') == std::string::npos ? options.address : "[" + options.address + "]";
  made->place.url =
      (options.tls ? "https://" : "http://") + host + ":" + std::to_string(made->server->port());
  made->door.open();
  return std::unique_ptr<sandbox>(new sandbox(std::move(made)));
}

unsigned short sandbox::port() const {
  return state_->server->port();
}
std::string sandbox::url() const {
  return state_->place.url;
}
std::string sandbox::app_token() const {
  return state_->place.tokens.app_token();
}
std::string sandbox::bot_token() const {
  return state_->place.tokens.bot_token();
}
std::string sandbox::person_token(std::string const& user) const {
  return state_->place.tokens.token_of(user);
}

awaitable<> sandbox::stop() {
  state_->door.close();
  co_await state_->server->stop();
  co_await state_->door.wait();
}

}  // namespace huzzah::sandbox
