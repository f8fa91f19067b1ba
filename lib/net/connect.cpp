#include "net/connect.hpp"

#include "net/base64.hpp"
#include "net/http_wire.hpp"

#include <boost/asio/ip/address.hpp>
#include <boost/asio/this_coro.hpp>

#include <vector>

namespace huzzah::net {

using asio::ip::tcp;
using base::use_tuple;

namespace {

/// A look-up that can be abandoned: getaddrinfo can't be interrupted.
struct lookup {
  explicit lookup(asio::any_io_executor const& executor) : resolver(executor), ended(executor) {}

  tcp::resolver resolver;
  base::wake_up ended;
  bool done = false;
  error_code failed;
  std::vector<tcp::endpoint> endpoints;
};

awaitable<result<std::vector<tcp::endpoint>>> resolve(std::string host, std::string port, watchdog& limit) {
  error_code not_an_address;
  auto const address = asio::ip::make_address(host, not_an_address);
  if (!not_an_address)
    co_return std::vector<tcp::endpoint>{
        tcp::endpoint(address, static_cast<unsigned short>(std::stoul(port)))};

  auto const executor = co_await asio::this_coro::executor;
  auto const search = std::make_shared<lookup>(executor);
  search->resolver.async_resolve(host, port, [search](error_code failed, tcp::resolver::results_type found) {
    search->failed = failed;
    for (auto const& entry : found)
      search->endpoints.push_back(entry.endpoint());
    search->done = true;
    search->ended.notify_all();
  });
  limit.guard([search] {
    search->resolver.cancel();
    search->ended.notify_all();
  });
  while (!search->done && !limit.expired())
    co_await search->ended.wait();
  limit.guard([] {});
  if (!search->done) co_return timed_out_error("looking up the address of " + host, limit);
  if (search->failed)
    co_return error(errc::unreachable,
                    "the address of " + host + " was not found: " + search->failed.message());
  co_return std::move(search->endpoints);
}

/// Tries every address; each gets its share of the time, so that a dead one does not use up all.
awaitable<result<stream>> connect_tcp(std::string host, std::string port, watchdog& limit) {
  auto const endpoints = co_await resolve(host, port, limit);
  if (!endpoints) co_return endpoints.error();
  auto const executor = co_await asio::this_coro::executor;
  error_code last = asio::error::host_not_found;
  for (std::size_t i = 0; i < endpoints->size() && !limit.expired(); ++i) {
    auto const socket = std::make_shared<tcp::socket>(executor);
    auto const give_up = [socket] {
      error_code ignored;
      socket->close(ignored);
    };
    limit.guard(give_up);
    watchdog share(executor, limit.left() / static_cast<int>(endpoints->size() - i));
    if (i + 1 < endpoints->size()) share.guard(give_up);
    auto const [failed] = co_await socket->async_connect((*endpoints)[i], use_tuple);
    limit.guard([] {});
    if (!failed) co_return stream(std::move(*socket));
    last = share.expired() ? asio::error::timed_out : failed;
  }
  if (limit.expired()) co_return timed_out_error(host + ":" + port, limit);
  co_return error(errc::unreachable, host + ":" + port + " can't be reached: " + last.message());
}

/// Asks a proxy to connect us with the target.
awaitable<result<>> open_tunnel(stream through, url target, url proxy, watchdog& limit) {
  auto const who = "the proxy " + proxy.full_authority();
  auto head = "CONNECT " + target.full_authority() + " HTTP/1.1\r\nHost: " + target.full_authority() + "\r\n";
  if (!proxy.user.empty()) head += "Proxy-Authorization: Basic " + to_base64(proxy.user) + "\r\n";
  head += "\r\n";
  auto const [failed, written] = co_await through.write(head);
  if (failed) {
    if (limit.expired()) co_return timed_out_error(who, limit);
    co_return error(errc::unreachable, who + " ended the connection");
  }
  http_reader reader(through);
  auto const answer = co_await reader.response(true, 0);
  if (!answer) {
    if (limit.expired()) co_return timed_out_error(who, limit);
    co_return error(errc::unreachable, who + ": " + answer.error().detail);
  }
  if (answer->message.status / 100 == 2) co_return result<>();
  auto const hint = answer->message.status == 407 ? " (it wants a user and a password in HTTPS_PROXY)" : "";
  co_return error(errc::unreachable, who + " refused to connect to " + target.full_authority() + ": status " +
                                         std::to_string(answer->message.status) + hint);
}

}  // namespace

awaitable<result<stream>> connect(url target, connect_options options, watchdog& limit) {
  auto const proxy = proxy_for(target, options);
  if (!proxy) co_return proxy.error();
  auto const& first = *proxy ? **proxy : target;
  auto connected = co_await connect_tcp(first.host, first.port, limit);
  if (!connected) co_return connected.error();
  auto transport = *connected;
  limit.guard([transport]() mutable { transport.close(); });
  if (*proxy) {
    auto const tunnel = co_await open_tunnel(transport, target, **proxy, limit);
    if (!tunnel) co_return tunnel.error();
  }
  if (target.secure()) {
    auto const secured = co_await transport.start_tls_client(options.tls, target.host, limit);
    if (!secured) co_return secured.error();
  }
  co_return transport;
}

}  // namespace huzzah::net
