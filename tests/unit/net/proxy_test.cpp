#include "fixtures.hpp"

#include "net/url.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <cstdlib>

using namespace huzzah;
using namespace huzzah::test;
using net::connect_options;

namespace {

awaitable<> pump(raw_connection from, raw_connection to) {
  for (;;) {
    auto bytes = co_await from.read_some();
    if (bytes.empty()) break;
    co_await to.send(std::move(bytes));
  }
  to.close();
}

/// A proxy that remembers what it was asked and connects every host to one port of this machine.
raw_script tunnel_to(asio::io_context& io, unsigned short port, std::vector<std::string>& heads) {
  return [&io, port, &heads](raw_connection peer) -> awaitable<> {
    heads.push_back(co_await peer.read_until("\r\n\r\n"));
    auto target = co_await raw_connect(port);
    co_await peer.send("HTTP/1.1 200 Connection established\r\n\r\n");
    asio::co_spawn(io, pump(target, peer), asio::detached);
    co_await pump(peer, target);
  };
}

net::listen_options service_options() {
  certificate_options names;
  names.names = "DNS:service.test";
  net::listen_options options;
  options.tls = server_tls("service", names);
  return options;
}

/// Which of the hosts are asked through the proxy.
std::string proxied(std::string const& no_proxy, std::vector<std::string> const& urls) {
  connect_options options(client_tls());
  options.proxy = "proxy.example:3128";
  options.no_proxy = no_proxy;
  std::string which;
  for (auto const& url : urls)
    which += net::proxy_for(net::parse_url(url).value(), options).value().has_value() ? 'p' : '-';
  return which;
}

}  // namespace

TEST_CASE("TLS goes through the proxy, for requests and WebSockets, with its password") {
  echo_house house(service_options());
  std::vector<std::string> heads;
  raw_server proxy(house.io, tunnel_to(house.io, house.server->port(), heads));
  connect_options options(client_tls());
  options.proxy = "http://us%40er:pass+word@" + proxy.place();
  net::https_client client(options);
  auto const answer = ask(house.io, client, net::http_request("GET", "https://service.test/through"));
  REQUIRE(answer.has_value());
  CHECK(answer->body == "GET /through ");
  auto socket = run(house.io, net::open_websocket("wss://service.test/", options, ages));
  CHECK(failure(socket) == "");
  REQUIRE(heads.size() == 2);
  for (auto const& head : heads)
    CHECK(head ==
          "CONNECT service.test:443 HTTP/1.1\r\nHost: service.test:443\r\n"
          "Proxy-Authorization: Basic dXNAZXI6cGFzcyt3b3Jk\r\n\r\n");
}

TEST_CASE("the proxy can't pretend to be the service") {
  echo_house house(echo_house::with_tls());  // its certificate is for this machine
  std::vector<std::string> heads;
  raw_server proxy(house.io, tunnel_to(house.io, house.server->port(), heads));
  connect_options options(client_tls());
  options.proxy = "http://" + proxy.place();
  net::https_client client(options);
  CHECK(failure(ask(house.io, client, net::http_request("GET", "https://service.test/"))) == "tls_failed");
}

TEST_CASE("a proxy that refuses, hangs, is not there or is no proxy makes the service unreachable") {
  asio::io_context io;
  auto const through = [&](std::string const& proxy, base::duration deadline) {
    connect_options options(client_tls());
    options.proxy = proxy;
    net::https_client client(options);
    return ask(io, client, net::http_request("GET", "https://service.test/"), deadline);
  };
  auto const answering = [](std::string answer) -> raw_script {
    return [answer](raw_connection peer) -> awaitable<> {
      co_await peer.read_until("\r\n\r\n");
      co_await peer.send(answer);
      co_await peer.read_end();
    };
  };
  raw_server refusing(io,
                      answering("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 500\r\n\r\n"));
  auto const refused = through("http://user:secret@" + refusing.place(), ages);
  CHECK(failure(refused) == "unreachable");
  CHECK(refused.error().detail.find("status 407") != std::string::npos);
  CHECK(refused.error().detail.find("secret") == std::string::npos);
  raw_server other(io, answering("220 mail.example.com\r\n\r\n"));
  CHECK(failure(through("http://" + other.place(), ages)) == "unreachable");
  raw_server silent(io, answering(""));
  CHECK(failure(through("http://" + silent.place(), moment)) == "timed_out");
  CHECK(failure(through("http://127.0.0.1:" + std::to_string(unused_port()), ages)) == "unreachable");
  auto const wrong = through("socks5://user:secret@127.0.0.1:1", ages);
  CHECK(failure(wrong) == "invalid_input");
  CHECK(wrong.error().detail.find("secret") == std::string::npos);
}

TEST_CASE("loopback never goes through the proxy, and neither does plain http") {
  echo_house house(echo_house::with_tls());
  connect_options options(client_tls());
  options.proxy = "http://127.0.0.1:" + std::to_string(unused_port());
  net::https_client client(options);
  CHECK(failure(ask(house.io, client, net::http_request("GET", house.url("/")))) == "");
  CHECK(proxied("", {"https://localhost/", "https://127.0.0.1/", "wss://[::1]/", "http://a.example/",
                     "https://a.example/", "wss://a.example/"}) == "----pp");
}

TEST_CASE("NO_PROXY names hosts, domains and ports") {
  std::vector<std::string> const urls{"https://example.com/", "https://api.example.com/",
                                      "https://badexample.com/", "https://example.com:8443/",
                                      "https://10.0.0.1/"};
  CHECK(proxied("", urls) == "ppppp");
  CHECK(proxied("example.com", urls) == "--p-p");
  CHECK(proxied(" other , .Example.com ", urls) == "--p-p");
  CHECK(proxied("*.example.com", urls) == "--p-p");
  CHECK(proxied("example.com:8443,10.0.0.1", urls) == "ppp--");
  CHECK(proxied("*", urls) == "-----");
  CHECK(proxied(",,", urls) == "ppppp");
}

TEST_CASE("the proxy settings come from the environment, in either case") {
  for (auto const* const name : {"HTTPS_PROXY", "https_proxy", "NO_PROXY", "no_proxy"})
    ::unsetenv(name);
  connect_options options(client_tls());
  net::use_environment_proxy(options);
  CHECK(!options.proxy);
  ::setenv("HTTPS_PROXY", "http://upper:1", 1);
  ::setenv("no_proxy", "a,b", 1);
  net::use_environment_proxy(options);
  CHECK(options.proxy == "http://upper:1");
  CHECK(options.no_proxy == "a,b");
  ::setenv("https_proxy", "http://lower:1", 1);
  net::use_environment_proxy(options);
  CHECK(options.proxy == "http://lower:1");
  for (auto const* const name : {"HTTPS_PROXY", "https_proxy", "no_proxy"})
    ::unsetenv(name);
}
