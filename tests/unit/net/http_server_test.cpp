#include "fixtures.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

using namespace huzzah;
using namespace huzzah::test;

namespace {

/// All that the server says to these bytes until it closes; `last` is what to wait for if it does not.
std::string say(echo_house& house, std::string const& bytes, std::string const& last = {}) {
  auto const talk = [&]() -> awaitable<std::string> {
    auto peer = co_await raw_connect(house.server->port());
    co_await peer.send(bytes);
    if (!last.empty()) co_return co_await peer.read_until(last);
    co_return co_await peer.read(std::string::npos);
  };
  return run(house.io, talk());
}

}  // namespace

TEST_CASE("requests on one connection are answered in order, even if sent at once") {
  echo_house house;
  auto const answer =
      say(house,
          "GET /1 HTTP/1.1\r\nHost: a\r\n\r\nPOST /2 HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"
          "GET /3 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  auto const one = answer.find("GET /1 ");
  auto const two = answer.find("POST /2 abc");
  auto const three = answer.find("GET /3 ");
  CHECK(one < two);
  CHECK(two < three);
  CHECK(three < answer.size());
}

TEST_CASE("HTTP/1.0 is answered and closed") {
  echo_house house;
  auto const answer = say(house, "GET /old HTTP/1.0\r\n\r\n");
  CHECK(answer.starts_with("HTTP/1.1 200 OK\r\n"));
  CHECK(answer.find("Connection: close\r\n") != std::string::npos);
}

TEST_CASE("HEAD is answered without a body") {
  echo_house house;
  auto const answer = say(house, "HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  CHECK(answer.find("Content-Length: 7\r\n") != std::string::npos);
  CHECK(answer.ends_with("\r\n\r\n"));
}

TEST_CASE("a client that waits for leave to send its body gets it") {
  echo_house house;
  auto const talk = [&]() -> awaitable<std::string> {
    auto peer = co_await raw_connect(house.server->port());
    co_await peer.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
    auto answer = co_await peer.read_until("\r\n\r\n");
    co_await peer.send("ok");
    answer += co_await peer.read_until("POST / ok");
    co_return answer;
  };
  auto const answer = run(house.io, talk());
  CHECK(answer.starts_with("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n"));
  CHECK(answer.ends_with("POST / ok"));
}

TEST_CASE("a body over the limit is 413, even while the client goes on sending it") {
  net::listen_options options;
  options.body_limit = 1000;
  echo_house house(std::move(options));
  std::string const head = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: ";
  CHECK(say(house, head + "1000\r\n\r\n" + std::string(1000, 'x'), "xxx").starts_with("HTTP/1.1 200"));
  CHECK(say(house, head + "1001\r\n\r\n" + std::string(1001, 'x')).starts_with("HTTP/1.1 413"));
  CHECK(say(house, head + "2000000\r\n\r\n" + std::string(2'000'000, 'x')).starts_with("HTTP/1.1 413"));
  std::string const chunked = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n";
  CHECK(say(house, chunked + std::string(1001, 'x') + "\r\n0\r\n\r\n").starts_with("HTTP/1.1 413"));
  CHECK(house.handler.requests.size() == 1);
}

TEST_CASE("connections beyond the bound are closed while all others have a request under way") {
  net::listen_options options;
  options.most_connections = 1;
  echo_house house(std::move(options));
  auto const talk = [&]() -> awaitable<std::string> {
    auto first = co_await raw_connect(house.server->port());
    co_await first.send("GET /hang HTTP/1.1\r\nHost: a\r\n\r\n");
    while (house.handler.requests.empty())
      co_await asio::post(house.io, asio::use_awaitable);
    auto second = co_await raw_connect(house.server->port());
    co_return co_await second.read(std::string::npos);
  };
  CHECK(run(house.io, talk()).empty());
}

TEST_CASE("the oldest connection that waits for a request makes room for one more") {
  for (bool const secure : {false, true}) {
    CAPTURE(secure);
    auto options = secure ? echo_house::with_tls() : net::listen_options();
    options.most_connections = 3;
    options.header_time = ages;
    echo_house house(std::move(options));
    net::https_client client{net::connect_options(client_tls())};
    std::vector<raw_connection> silent;
    auto const talk = [&]() -> awaitable<std::string> {
      for (int i = 0; i < 3; ++i)
        silent.push_back(co_await raw_connect(house.server->port()));
      net::http_request request("GET", house.url("/health"));
      auto const answer = co_await client.send(std::move(request), ages);
      co_return answer ? answer->body : to_string(answer.error());
    };
    CHECK(run(house.io, talk()) == "GET /health ");
    CHECK(run(house.io, silent.at(0).read_end()) == "End of file");
  }
}

TEST_CASE("a header has to come within its time, of the connection or of its first byte") {
  net::listen_options options;
  options.header_time = moment;
  echo_house house(std::move(options));
  CHECK(say(house, "").empty());
  CHECK(say(house, "GET / HTTP/1.1\r\nHost").empty());
  auto const ask = std::string("GET /a HTTP/1.1\r\nHost: a\r\n\r\n");
  CHECK(say(house, ask + "GET /b").ends_with("GET /a "));
  auto const talk = [&]() -> awaitable<std::string> {
    auto peer = co_await raw_connect(house.server->port());
    co_await peer.send(ask);
    auto told = co_await peer.read_until("GET /a ");
    // A pause between two requests may take longer: another connection runs out of its time first.
    auto other = co_await raw_connect(house.server->port());
    co_await other.read_end();
    co_await peer.send("POST /b HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n");
    other = co_await raw_connect(house.server->port());
    co_await other.read_end();
    co_await peer.send("ok");
    told += co_await peer.read_until("POST /b ok");
    co_return told;
  };
  CHECK(run(house.io, talk()).ends_with("POST /b ok"));
}

TEST_CASE("what is no HTTP is 400, too many header fields 431") {
  echo_house house;
  CHECK(say(house, "\x16\x03\x01 hello\r\n\r\n").starts_with("HTTP/1.1 400"));
  CHECK(say(house, "GET / HTTP/1.1\r\nno colon\r\n\r\n").starts_with("HTTP/1.1 400"));
  CHECK(say(house, "POST / HTTP/1.1\r\nContent-Length: x\r\n\r\n").starts_with("HTTP/1.1 400"));
  CHECK(say(house, "POST / HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\nabc")
            .starts_with("HTTP/1.1 400"));
  CHECK(say(house, "GET / HTTP/1.1\r\nX: " + std::string(100'000, 'x') + "\r\n\r\n")
            .starts_with("HTTP/1.1 431"));
  CHECK(house.handler.requests.empty());
}

TEST_CASE("a bug in a handler is 500, and the server goes on") {
  echo_house house;
  CHECK(
      say(house, "GET /throw HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").starts_with("HTTP/1.1 500"));
  CHECK(say(house, "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").starts_with("HTTP/1.1 200"));
}

TEST_CASE("a handler may drop the connection without an answer") {
  echo_house house;
  CHECK(say(house, "GET /drop HTTP/1.1\r\nHost: a\r\n\r\n").empty());
}

TEST_CASE("a WebSocket handshake without a key is 400") {
  echo_house house;
  CHECK(say(house,
            "GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            "Sec-WebSocket-Version: 13\r\n\r\n")
            .starts_with("HTTP/1.1 400"));
  CHECK(house.handler.open_sockets == 0);
}

TEST_CASE("a port that is taken is named in the failure") {
  echo_house house;
  net::listen_options options;
  options.port = house.server->port();
  auto const second = net::http_server::listen(house.io.get_executor(), std::move(options), house.handler);
  CHECK(failure(second) == "in_use");
  CHECK(second.error().detail ==
        "port " + std::to_string(house.server->port()) + " of 127.0.0.1 is already in use");
}

TEST_CASE("an address that is none is refused") {
  echo_house house;
  net::listen_options options;
  options.address = "here";
  CHECK(failure(net::http_server::listen(house.io.get_executor(), std::move(options), house.handler)) ==
        "invalid_input");
}

TEST_CASE("a server listens on IPv6 too") {
  net::listen_options options;
  options.address = "::1";
  echo_house house(std::move(options));
  net::https_client client{net::connect_options(client_tls())};
  net::http_request const request("GET", "http://[::1]:" + std::to_string(house.server->port()) + "/six");
  CHECK(failure(ask(house.io, client, request)) == "");
  CHECK(house.handler.requests.at(0).fields.get("host") == "[::1]:" + std::to_string(house.server->port()));
}

TEST_CASE("stopping ends resting connections, hanging handlers, handshakes and WebSockets") {
  for (bool const secure : {false, true}) {
    CAPTURE(secure);
    echo_house house(secure ? echo_house::with_tls() : net::listen_options());
    net::https_client client{net::connect_options(client_tls())};
    CHECK(failure(ask(house.io, client, net::http_request("GET", house.url("/rests")))) == "");
    std::optional<raw_connection> silent;
    auto const approach = [&]() -> awaitable<> { silent = co_await raw_connect(house.server->port()); };
    run(house.io, approach());
    auto socket =
        run(house.io, net::open_websocket(house.ws_url("/"), net::connect_options(client_tls()), ages));
    REQUIRE(socket.has_value());
    std::string hanging = "none";
    auto const hang = [&]() -> awaitable<> {
      net::http_request request("GET", house.url("/hang"));
      auto const answer = co_await client.send(std::move(request), ages);
      hanging = failure(answer);
    };
    asio::co_spawn(house.io, hang(), asio::detached);
    run_until(house.io, [&] {
      return house.handler.requests.back().target == "/hang" && house.handler.open_sockets == 1;
    });

    run(house.io, house.server->stop());
    CHECK(house.handler.open_sockets == 0);
    auto const message = run(house.io, (*socket)->read());
    CHECK(failure(message) == "closed");
    CHECK(run(house.io, silent->read_end()) != "");
    run_until(house.io, [&] { return hanging != "none"; });
    CHECK(hanging == "closed");
    CHECK(failure(ask(house.io, client, net::http_request("GET", house.url("/late")))) == "unreachable");
    run(house.io, house.server->stop());
  }
}
