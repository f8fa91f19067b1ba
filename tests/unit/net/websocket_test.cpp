#include "fixtures.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

using namespace huzzah;
using namespace huzzah::test;
using net::connect_options;
using net::open_websocket;
using net::websocket;

namespace {

using opened = result<std::unique_ptr<websocket>>;

opened open(asio::io_context& io, std::string const& url, base::duration deadline = ages,
            std::size_t limit = 4u << 20) {
  return run(io, open_websocket(url, connect_options(client_tls()), deadline, limit));
}

/// The next message, or the name of the failure in brackets.
awaitable<std::string> read_text(websocket& socket) {
  auto const message = co_await socket.read();
  if (message) co_return std::string(*message);
  co_return "[" + std::string(to_string(message.error().code)) + "]";
}

awaitable<> store_text(websocket& socket, std::string& into) {
  into = co_await read_text(socket);
}
awaitable<> store_failure(awaitable<result<>> operation, std::vector<std::string>& into) {
  auto const outcome = co_await std::move(operation);
  into.push_back(failure(outcome));
}
awaitable<> count_end(awaitable<> operation, int& ended) {
  co_await std::move(operation);
  ++ended;
}

/// A server that takes the handshake, sends these bytes, and then listens until the client goes.
raw_script greeting(std::string bytes) {
  return [bytes](raw_connection peer) -> awaitable<> {
    co_await peer.accept_websocket();
    co_await peer.send(bytes);
    co_await peer.read_end();
  };
}

/// What the first read makes of the bytes that a server sends.
std::string first_read(std::string const& bytes, std::size_t limit = 4u << 20) {
  asio::io_context io;
  raw_server server(io, greeting(bytes));
  auto socket = open(io, "ws://" + server.place() + "/", ages, limit);
  return run(io, read_text(**socket));
}

/// What the handshake makes of the bytes that a server answers.
opened handshake(std::string const& answer) {
  asio::io_context io;
  raw_server server(io, [&answer](raw_connection peer) -> awaitable<> {
    co_await peer.read_until("\r\n\r\n");
    co_await peer.send(answer);
  });
  return open(io, "ws://" + server.place() + "/");
}

}  // namespace

TEST_CASE("messages of every size come back from an echo, plain and over TLS") {
  for (bool const secure : {false, true}) {
    CAPTURE(secure);
    echo_house house(secure ? echo_house::with_tls() : net::listen_options());
    auto socket = open(house.io, house.ws_url("/echo?a=b"));
    REQUIRE(socket.has_value());
    for (auto const size : {0u, 1u, 125u, 126u, 65535u, 65536u, 1'000'000u}) {
      CAPTURE(size);
      std::string const text(size, 'x');
      CHECK(failure(run(house.io, (*socket)->write(text))) == "");
      CHECK(run(house.io, read_text(**socket)) == text);
    }
    CHECK(house.handler.requests[0].target == "/echo?a=b");
    CHECK(house.handler.requests[0].fields.get("host") ==
          "127.0.0.1:" + std::to_string(house.server->port()));
    run(house.io, (*socket)->close(ages));
  }
}

TEST_CASE("each message of a client is one frame") {
  asio::io_context io;
  std::string header;
  raw_server server(io, [&header](raw_connection peer) -> awaitable<> {
    co_await peer.accept_websocket();
    header = co_await peer.read(4);
    co_await peer.read_end();
  });
  auto socket = open(io, "ws://" + server.place() + "/");
  CHECK(failure(run(io, (*socket)->write(std::string(20'000, 'x')))) == "");
  run_until(io, [&] { return !header.empty(); });
  CHECK(header == std::string("\x81\xFE\x4E\x20", 4));  // final text frame, masked, 20,000 bytes
}

TEST_CASE("each message of a server is one frame, and not compressed") {
  echo_house house;
  auto const talk = [&]() -> awaitable<std::string> {
    auto peer = co_await raw_connect(house.server->port());
    co_await peer.send(
        "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        "Sec-WebSocket-Extensions: permessage-deflate\r\n\r\n");
    auto head = co_await peer.read_until("\r\n\r\n");
    std::string const text(20'000, 'x');
    co_await peer.send(masked_frame(0x81, text));
    head += co_await peer.read(4);
    co_return head;
  };
  auto const answer = run(house.io, talk());
  CHECK(answer.find("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=") != std::string::npos);
  CHECK(answer.find("Sec-WebSocket-Extensions") == std::string::npos);
  CHECK(answer.ends_with(std::string("\x81\x7E\x4E\x20", 4)));
}

TEST_CASE("writes of several coroutines go out whole and in order") {
  echo_house house;
  auto socket = open(house.io, house.ws_url("/"));
  std::vector<std::string> outcomes;
  auto const text = [](int i) { return std::to_string(i) + std::string(100'000, 'x'); };
  for (int i = 0; i < 20; ++i)
    asio::co_spawn(house.io, store_failure((*socket)->write(text(i)), outcomes), asio::detached);
  for (int i = 0; i < 20; ++i)
    CHECK(run(house.io, read_text(**socket)) == text(i));
  CHECK(outcomes == std::vector<std::string>(20, ""));
}

TEST_CASE("messages that are written together arrive one by one, as those do that arrive together") {
  for (bool const secure : {false, true}) {
    CAPTURE(secure);
    echo_house house(secure ? echo_house::with_tls() : net::listen_options());
    auto socket = open(house.io, house.ws_url("/"));
    REQUIRE(socket.has_value());
    std::vector<std::string> texts;
    for (int i = 0; i < 300; ++i)
      texts.push_back(std::to_string(i) + std::string(static_cast<std::size_t>(i) * 10, 'x'));
    CHECK(failure(run(house.io, (*socket)->write_all(texts))) == "");
    CHECK(failure(run(house.io, (*socket)->write("the last"))) == "");
    for (auto const& text : texts)
      CHECK(run(house.io, read_text(**socket)) == text);
    CHECK(run(house.io, read_text(**socket)) == "the last");
    run(house.io, (*socket)->close(ages));
  }
}

TEST_CASE("messages that are written together leave as one") {
  asio::io_context io;
  std::string first;
  raw_server server(io, [&first](raw_connection peer) -> awaitable<> {
    co_await peer.accept_websocket();
    first = co_await peer.read(3 * (6 + 5));
    co_await peer.read_end();
  });
  auto socket = open(io, "ws://" + server.place() + "/");
  std::vector<std::string> const texts{"one..", "two..", "three"};
  CHECK(failure(run(io, (*socket)->write_all(texts))) == "");
  run_until(io, [&] { return !first.empty(); });
  CHECK(first.size() == 33);
  CHECK(first.substr(0, 2) == "\x81\x85");
  CHECK(first.substr(11, 2) == "\x81\x85");
  CHECK(first.substr(22, 2) == "\x81\x85");
}

TEST_CASE("what is written together after the connection has ended fails") {
  asio::io_context io;
  raw_server server(io, [](raw_connection peer) -> awaitable<> { co_await peer.accept_websocket(); });
  auto socket = open(io, "ws://" + server.place() + "/");
  CHECK(run(io, read_text(**socket)) == "[closed]");
  std::vector<std::string> const texts{"one", "two"};
  CHECK(failure(run(io, (*socket)->write_all(texts))).starts_with("closed"));
}

TEST_CASE("a ping is answered while a read is pending, and counts as a sign of life") {
  asio::io_context io;
  std::string pong;
  raw_server server(io, [&pong](raw_connection peer) -> awaitable<> {
    co_await peer.accept_websocket();
    co_await peer.send(frame(0x89, "are you there"));
    pong = co_await peer.read(2);
    co_await peer.send(frame(0x81, "hello"));
    co_await peer.read_end();
  });
  auto socket = open(io, "ws://" + server.place() + "/");
  int signs = 0;
  (*socket)->on_activity([&signs] { ++signs; });
  CHECK(run(io, read_text(**socket)) == "hello");
  CHECK(pong == std::string("\x8A\x8D", 2));
  CHECK(signs == 2);
}

TEST_CASE("a pong to our ping is a sign of life") {
  echo_house house;
  auto socket = open(house.io, house.ws_url("/"));
  int signs = 0;
  std::string text;
  (*socket)->on_activity([&signs] { ++signs; });
  asio::co_spawn(house.io, store_text(**socket, text), asio::detached);
  CHECK(failure(run(house.io, (*socket)->ping())) == "");
  run_until(house.io, [&] { return signs == 1; });
  CHECK(text.empty());
  (*socket)->abort();
  run_until(house.io, [&] { return !text.empty(); });
}

TEST_CASE("abort wakes the reader of a silent connection, and resets it") {
  asio::io_context io;
  std::string end;
  raw_server server(io, [&end](raw_connection peer) -> awaitable<> {
    co_await peer.accept_websocket();
    end = co_await peer.read_end();
  });
  auto socket = open(io, "ws://" + server.place() + "/");
  std::string text;
  asio::co_spawn(io, store_text(**socket, text), asio::detached);
  io.poll();
  CHECK(text.empty());
  (*socket)->abort();
  run_until(io, [&] { return !text.empty() && !end.empty(); });
  CHECK(text == "[closed]");
  CHECK(end == "Connection reset by peer");
  CHECK(failure(run(io, (*socket)->write("too late"))) == "closed");
  CHECK(failure(run(io, (*socket)->ping())) == "closed");
  CHECK(run(io, read_text(**socket)) == "[closed]");
  run(io, (*socket)->close(ages));
}

TEST_CASE("a reader is idle when all that has arrived is read") {
  asio::io_context io;
  raw_server server(io, [](raw_connection peer) -> awaitable<> {
    co_await peer.accept_websocket();
    co_await peer.send(frame(0x81, "one") + frame(0x81, "two") + frame(0x81, "three") + "\x81\x7E");
    co_await peer.read_end();
  });
  auto socket = open(io, "ws://" + server.place() + "/");
  auto idle = 0;
  (*socket)->on_idle([&] { ++idle; });
  CHECK(run(io, read_text(**socket)) == "one");
  auto const before = idle;
  CHECK(run(io, read_text(**socket)) == "two");
  CHECK(run(io, read_text(**socket)) == "three");
  CHECK(idle == before);
  std::string rest;
  asio::co_spawn(io, read_text(**socket), [&](std::exception_ptr, std::string text) { rest = text; });
  // Half of a message is nothing that could be read.
  run_until(io, [&] { return idle == before + 1; });
  (*socket)->abort();
  run_until(io, [&] { return !rest.empty(); });
}

TEST_CASE("a frozen connection goes silent in both directions until it is aborted") {
  echo_house house;
  auto socket = open(house.io, house.ws_url("/"));
  (*socket)->freeze();
  std::vector<std::string> outcomes;
  asio::co_spawn(house.io, store_failure((*socket)->write("unheard"), outcomes), asio::detached);
  asio::co_spawn(house.io, store_failure((*socket)->ping(), outcomes), asio::detached);
  house.io.poll();
  CHECK(outcomes.empty());
  CHECK(house.handler.open_sockets == 1);
  (*socket)->abort();
  run_until(house.io, [&] { return outcomes.size() == 2 && house.handler.open_sockets == 0; });
  CHECK(outcomes == std::vector<std::string>(2, "closed"));
}

TEST_CASE("abort ends a write that the other side does not take, and those behind it") {
  asio::io_context io;
  raw_server server(io, [&io](raw_connection peer) -> awaitable<> {
    co_await peer.accept_websocket();
    asio::steady_timer never(io, asio::steady_timer::time_point::max());
    co_await never.async_wait(base::use_tuple);
  });
  auto socket = open(io, "ws://" + server.place() + "/");
  std::vector<std::string> outcomes;
  for (int i = 0; i < 3; ++i)
    asio::co_spawn(io, store_failure((*socket)->write(std::string(20'000'000, 'x')), outcomes),
                   asio::detached);
  io.poll();
  CHECK(outcomes.empty());
  (*socket)->abort();
  run_until(io, [&] { return outcomes.size() == 3; });
  CHECK(outcomes == std::vector<std::string>(3, "closed"));
}

TEST_CASE("closing is a handshake that the other side sees, and a pending read ends") {
  echo_house house;
  auto socket = open(house.io, house.ws_url("/"));
  std::string text;
  asio::co_spawn(house.io, store_text(**socket, text), asio::detached);
  house.io.poll();
  run(house.io, (*socket)->close(ages));
  run_until(house.io, [&] { return !text.empty() && house.handler.open_sockets == 0; });
  CHECK(text == "[closed]");
  CHECK(house.handler.last_failure == "closed");
}

TEST_CASE("what was written before a close arrives before it") {
  echo_house house;
  auto socket = open(house.io, house.ws_url("/"));
  std::vector<std::string> outcomes;
  for (int i = 0; i < 3; ++i)
    asio::co_spawn(house.io, store_failure((*socket)->write("last words"), outcomes), asio::detached);
  run(house.io, (*socket)->close(ages));
  CHECK(outcomes == std::vector<std::string>(3, ""));
}

TEST_CASE("closing does not wait for a transport that the other side leaves open") {
  asio::io_context io;
  raw_server server(io, [](raw_connection peer) -> awaitable<> {
    co_await peer.accept_websocket();
    co_await peer.read(8);
    co_await peer.send(frame(0x88, "\x03\xE8"));
    co_await peer.read_end();
  });
  auto socket = open(io, "ws://" + server.place() + "/");
  run(io, (*socket)->close(std::chrono::hours{1}));
  CHECK(run(io, read_text(**socket)) == "[closed]");
}

TEST_CASE("closing towards a silent side is bounded, with and without a reader") {
  for (bool const reading : {false, true}) {
    CAPTURE(reading);
    asio::io_context io;
    raw_server server(io, greeting(""));
    auto socket = open(io, "ws://" + server.place() + "/");
    std::string text = reading ? "" : "none";
    if (reading) asio::co_spawn(io, store_text(**socket, text), asio::detached);
    int ended = 0;
    asio::co_spawn(io, count_end((*socket)->close(moment), ended), asio::detached);
    asio::co_spawn(io, count_end((*socket)->close(ages), ended), asio::detached);
    run_until(io, [&] { return ended == 2 && !text.empty(); });
    CHECK(text == (reading ? "[closed]" : "none"));
  }
}

TEST_CASE("a server's close is answered, and the read says closed") {
  CHECK(first_read(frame(0x88, "\x03\xE8")) == "[closed]");
  CHECK(first_read(frame(0x81, "one") + frame(0x88, "")) == "one");
}

TEST_CASE("a connection that just ends is closed") {
  asio::io_context io;
  raw_server server(io, [](raw_connection peer) -> awaitable<> {
    co_await peer.accept_websocket();
    co_await peer.send(frame(0x81, "cut off").substr(0, 5));
  });
  auto socket = open(io, "ws://" + server.place() + "/");
  CHECK(run(io, read_text(**socket)) == "[closed]");
  CHECK(failure(run(io, (*socket)->write("x"))) == "closed");
}

TEST_CASE("broken messages fail as what they are") {
  CHECK(first_read(frame(0x81, "\xC3\x28")) == "[bad_message]");
  CHECK(first_read(frame(0x82, "\xFF")) == "[bad_message]");
  CHECK(first_read(frame(0xF1, "reserved bits")) == "[bad_message]");
  CHECK(first_read(frame(0x80, "continues nothing")) == "[bad_message]");
  CHECK(first_read(masked_frame(0x81, "masked by a server")) == "[bad_message]");
  CHECK(first_read(frame(0x81, "12345"), 5) == "12345");
  CHECK(first_read(frame(0x81, "123456"), 5) == "[too_large]");
  CHECK(first_read(frame(0x01, "123") + frame(0x80, "45"), 5) == "12345");
  CHECK(first_read(frame(0x01, "123") + frame(0x80, "456"), 5) == "[too_large]");
}

TEST_CASE("a client that breaks the rules is told which before the connection ends") {
  net::listen_options options;
  options.message_limit = 1000;
  echo_house house(std::move(options));
  auto const talk = [&](std::string bytes) -> awaitable<std::string> {
    auto peer = co_await raw_connect(house.server->port());
    co_await peer.send(
        "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    co_await peer.read_until("\r\n\r\n");
    co_await peer.send(std::move(bytes));
    co_return co_await peer.read(4);
  };
  CHECK(run(house.io, talk(masked_frame(0x81, std::string(200'000, 'x')))) ==
        std::string("\x88\x02\x03\xF1", 4));
  CHECK(run(house.io, talk(masked_frame(0x81, "\xC3\x28"))) == std::string("\x88\x02\x03\xEF", 4));
  CHECK(run(house.io, talk(frame(0x81, "not masked"))) == std::string("\x88\x02\x03\xEA", 4));
}

TEST_CASE("a handshake that is answered with a status is rejected with it") {
  echo_house house;
  for (auto const* const status : {"401", "408", "409", "503"}) {
    CAPTURE(status);
    auto const socket = open(house.io, house.ws_url(std::string("/status/") + status));
    CHECK(failure(socket) == "rejected");
    CHECK(socket.error().detail ==
          std::string("127.0.0.1 answered the WebSocket handshake with HTTP status ") + status);
  }
}

TEST_CASE("a handshake that goes wrong fails as what it is") {
  CHECK(failure(handshake("")) == "closed");
  CHECK(failure(handshake("HTTP/1.1 101 Swit")) == "closed");
  CHECK(failure(handshake("SSH-2.0-OpenSSH_9.2\r\n\r\n")) == "bad_message");
  CHECK(failure(handshake("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                          "Sec-WebSocket-Accept: bm90IHRoZSByaWdodCBvbmU=\r\n\r\n")) == "bad_message");
  asio::io_context io;
  raw_server silent(io, [](raw_connection peer) -> awaitable<> { co_await peer.read_end(); });
  CHECK(failure(open(io, "ws://" + silent.place() + "/", moment)) == "timed_out");
  CHECK(failure(open(io, "wss://" + silent.place() + "/", moment)) == "timed_out");
  CHECK(failure(open(io, "ws://127.0.0.1:" + std::to_string(unused_port()) + "/")) == "unreachable");
  CHECK(failure(open(io, "https://127.0.0.1/")) == "invalid_input");
}
