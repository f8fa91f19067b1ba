#include "fixtures.hpp"

using namespace huzzah;
using namespace huzzah::test;
using net::connect_options;
using net::http_request;
using net::https_client;

namespace {

/// A server that reads one request's head for each answer in the list, and then closes.
raw_script answering(std::vector<std::string> answers) {
  return [answers](raw_connection peer) -> awaitable<> {
    for (auto const& answer : answers) {
      auto const head = co_await peer.read_until("\r\n\r\n");
      if (head.empty()) co_return;
      co_await peer.send(answer);
    }
  };
}

awaitable<> never_answer(raw_connection peer) {
  co_await peer.read_end();
}

std::string get_once(raw_script script, std::string* body = nullptr, base::duration deadline = ages) {
  asio::io_context io;
  raw_server server(io, std::move(script));
  https_client client{connect_options(client_tls())};
  auto const answer = ask(io, client, http_request("GET", "http://" + server.place() + "/"), deadline);
  if (answer && body != nullptr) *body = answer->body;
  return failure(answer);
}

std::string const fine = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

}  // namespace

TEST_CASE("a request and its answer arrive whole, plain and over TLS") {
  for (bool const secure : {false, true}) {
    CAPTURE(secure);
    echo_house house(secure ? echo_house::with_tls() : net::listen_options());
    https_client client{connect_options(client_tls())};
    http_request request("POST", house.url("/some/path?x=1"));
    request.fields.set("X-Note", "hello");
    request.body = std::string(300'000, 'b');
    auto const answer = ask(house.io, client, request);
    REQUIRE(answer.has_value());
    CHECK(answer->status == 200);
    CHECK(answer->fields.get("content-type") == "text/plain");
    CHECK(answer->body == "POST /some/path?x=1 " + request.body);
    REQUIRE(house.handler.requests.size() == 1);
    CHECK(house.handler.requests[0].fields.get("x-note") == "hello");
    CHECK(house.handler.requests[0].fields.get("host") == house.url("").substr(secure ? 8 : 7));
  }
}

TEST_CASE("a connection is used again while it is open") {
  asio::io_context io;
  raw_server server(io, answering({fine, fine, fine}));
  https_client client{connect_options(client_tls())};
  for (int i = 0; i < 3; ++i)
    CHECK(failure(ask(io, client, http_request("GET", "http://" + server.place() + "/"))) == "");
  CHECK(server.connections() == 1);
}

TEST_CASE("a connection that was closed while it rested is replaced without the caller noticing") {
  asio::io_context io;
  raw_server server(io, answering({fine}));
  https_client client{connect_options(client_tls())};
  for (int i = 0; i < 3; ++i)
    CHECK(failure(ask(io, client, http_request("POST", "http://" + server.place() + "/"))) == "");
  CHECK(server.connections() == 3);
}

TEST_CASE("a request that may have been read is not sent twice") {
  asio::io_context io;
  int requests = 0;
  raw_server server(io, [&requests](raw_connection peer) -> awaitable<> {
    for (;;) {
      auto const head = co_await peer.read_until("\r\n\r\n");
      if (head.empty()) co_return;
      if (++requests == 2) co_return;
      co_await peer.send(fine);
    }
  });
  https_client client{connect_options(client_tls())};
  CHECK(failure(ask(io, client, http_request("GET", "http://" + server.place() + "/"))) == "");
  CHECK(failure(ask(io, client, http_request("GET", "http://" + server.place() + "/"))) == "closed");
  CHECK(requests == 2);
}

TEST_CASE("Connection: close is respected") {
  asio::io_context io;
  std::string const last = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok";
  raw_server server(io, answering({last, fine}));
  https_client client{connect_options(client_tls())};
  for (int i = 0; i < 2; ++i)
    CHECK(failure(ask(io, client, http_request("GET", "http://" + server.place() + "/"))) == "");
  CHECK(server.connections() == 2);
}

TEST_CASE("a chunked answer is put together") {
  std::string body;
  auto const chunked =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nHuzz\r\n3;x=y\r\nah!\r\n0\r\n\r\n";
  CHECK(get_once(answering({chunked}), &body) == "");
  CHECK(body == "Huzzah!");
}

TEST_CASE("an answer without a length ends with the connection") {
  std::string body;
  CHECK(get_once(answering({"HTTP/1.1 200 OK\r\n\r\nall there is"}), &body) == "");
  CHECK(body == "all there is");
}

TEST_CASE("an interim answer is passed over") {
  std::string body;
  CHECK(get_once(answering({"HTTP/1.1 100 Continue\r\n\r\n" + fine}), &body) == "");
  CHECK(body == "ok");
}

TEST_CASE("answers that make no sense fail as what they are") {
  CHECK(get_once(answering({"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nfive"})) == "closed");
  CHECK(get_once(answering({"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n8\r\nfive"})) == "closed");
  CHECK(get_once(answering({"HTTP/1.1 200 OK\r\nConte"})) == "closed");
  CHECK(get_once(answering({""})) == "closed");
  CHECK(get_once(answering({"220 mail.example.com ESMTP ready\r\n\r\n"})) == "bad_message");
  CHECK(get_once(answering({"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"})) ==
        "bad_message");
  CHECK(get_once(answering({"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n"})) == "bad_message");
  CHECK(get_once(answering({"HTTP/1.1 200 OK\r\nContent-Length: 16777217\r\n\r\n"})) == "too_large");
  CHECK(get_once(answering({"HTTP/1.1 200 OK\r\nX: " + std::string(100'000, 'x') + "\r\n\r\n"})) ==
        "too_large");
}

TEST_CASE("an answer of just 16 MiB is taken") {
  std::string body;
  auto const size = std::size_t{16} << 20;
  CHECK(get_once(answering({"HTTP/1.1 200 OK\r\nContent-Length: 16777216\r\n\r\n" + std::string(size, 'x')}),
                 &body) == "");
  CHECK(body.size() == size);
}

TEST_CASE("a server that never answers runs into the deadline") {
  CHECK(get_once(never_answer, nullptr, moment) == "timed_out");
  std::string const half = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf";
  auto const stall = [half](raw_connection peer) -> awaitable<> {
    co_await peer.read_until("\r\n\r\n");
    co_await peer.send(half);
    co_await peer.read_end();
  };
  CHECK(get_once(stall, nullptr, moment) == "timed_out");
}

TEST_CASE("a TLS handshake that is never answered runs into the deadline") {
  asio::io_context io;
  raw_server server(io, never_answer);
  https_client client{connect_options(client_tls())};
  auto const answer = ask(io, client, http_request("GET", "https://" + server.place() + "/"), moment);
  CHECK(failure(answer) == "timed_out");
  CHECK(answer.error().detail == "127.0.0.1 did not answer within 50 ms");
}

TEST_CASE("a deadline's connection is not used again") {
  asio::io_context io;
  bool first = true;
  raw_server server(io, [&first](raw_connection peer) -> awaitable<> {
    co_await peer.read_until("\r\n\r\n");
    if (std::exchange(first, false))
      co_await peer.read_end();
    else
      co_await peer.send(fine);
  });
  https_client client{connect_options(client_tls())};
  CHECK(failure(ask(io, client, http_request("GET", "http://" + server.place() + "/"), moment)) ==
        "timed_out");
  CHECK(failure(ask(io, client, http_request("GET", "http://" + server.place() + "/"))) == "");
  CHECK(server.connections() == 2);
}

TEST_CASE("a port on which nobody listens is unreachable, and so is a name that does not exist") {
  asio::io_context io;
  https_client client{connect_options(client_tls())};
  auto const place = "127.0.0.1:" + std::to_string(unused_port());
  auto const answer = ask(io, client, http_request("GET", "http://" + place + "/"));
  CHECK(failure(answer) == "unreachable");
  CHECK(answer.error().detail == place + " can't be reached: Connection refused");
  CHECK(failure(ask(io, client, http_request("GET", "http://no-such-host.invalid/"))) == "unreachable");
}

TEST_CASE("localhost is found by name") {
  echo_house house;
  https_client client{connect_options(client_tls())};
  http_request const request("GET", "http://localhost:" + std::to_string(house.server->port()) + "/");
  CHECK(failure(ask(house.io, client, request)) == "");
}

TEST_CASE("header fields and targets can't smuggle in more of them") {
  asio::io_context io;
  https_client client{connect_options(client_tls())};
  http_request request("GET", "http://127.0.0.1/");
  request.fields.set("X", "a\r\nAuthorization: b");
  CHECK(failure(ask(io, client, request)) == "invalid_input");
  CHECK(failure(ask(io, client, http_request("GET", "http://127.0.0.1/ HTTP/1.1\r\nX: y"))) ==
        "invalid_input");
  CHECK(failure(ask(io, client, http_request("GET / HTTP/1.1\r\nX:", "http://127.0.0.1/"))) ==
        "invalid_input");
}

TEST_CASE("HEAD has an answer without a body") {
  asio::io_context io;
  raw_server server(io, answering({"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n", fine}));
  https_client client{connect_options(client_tls())};
  auto const answer = ask(io, client, http_request("HEAD", "http://" + server.place() + "/"));
  REQUIRE(answer.has_value());
  CHECK(answer->body.empty());
  CHECK(failure(ask(io, client, http_request("GET", "http://" + server.place() + "/"))) == "");
  CHECK(server.connections() == 1);
}

TEST_CASE("a client may go while its call is under way") {
  asio::io_context io;
  raw_server server(io, never_answer);
  auto client = std::make_unique<https_client>(connect_options(client_tls()));
  auto call = client->send(http_request("GET", "http://" + server.place() + "/"), moment);
  client.reset();
  CHECK(failure(run(io, std::move(call))) == "timed_out");
}
