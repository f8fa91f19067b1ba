#include "raw_peer.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/write.hpp>

#include <openssl/evp.h>

#include <array>

namespace huzzah::test {

using asio::ip::tcp;
using base::use_tuple;

struct raw_connection::state {
  explicit state(tcp::socket socket_) : socket(std::move(socket_)) {}

  /// Reads some more; false at the end.
  awaitable<bool> more() {
    std::array<char, 4096> bytes{};
    auto const [failed, size] = co_await socket.async_read_some(asio::buffer(bytes), use_tuple);
    received.append(bytes.data(), size);
    last = failed;
    co_return !failed;
  }

  tcp::socket socket;
  std::string received;
  boost::system::error_code last;
};

namespace {

std::string take(std::string& from, std::size_t size) {
  auto front = from.substr(0, size);
  from.erase(0, size);
  return front;
}

tcp::endpoint loopback(unsigned short port) {
  return {asio::ip::address_v4::loopback(), port};
}

}  // namespace

awaitable<> raw_connection::send(std::string bytes) {
  auto const self = state_;
  co_await asio::async_write(self->socket, asio::buffer(bytes), use_tuple);
}

awaitable<std::string> raw_connection::read_until(std::string end) {
  auto const self = state_;
  std::size_t place = 0;
  while ((place = self->received.find(end)) == std::string::npos)
    if (!co_await self->more()) co_return std::move(self->received);
  co_return take(self->received, place + end.size());
}

awaitable<std::string> raw_connection::read(std::size_t size) {
  auto const self = state_;
  while (self->received.size() < size)
    if (!co_await self->more()) break;
  co_return take(self->received, size);
}

awaitable<std::string> raw_connection::read_some() {
  auto const self = state_;
  if (self->received.empty()) co_await self->more();
  co_return std::exchange(self->received, {});
}

awaitable<> raw_connection::accept_websocket() {
  auto head = co_await read_until("\r\n\r\n");
  constexpr std::string_view name = "Sec-WebSocket-Key: ";
  auto const start = head.find(name) + name.size();
  auto const secret =
      head.substr(start, head.find("\r\n", start) - start) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  EVP_Digest(secret.data(), secret.size(), digest.data(), &size, EVP_sha1(), nullptr);
  std::array<unsigned char, 2 * EVP_MAX_MD_SIZE> key{};
  auto const length = EVP_EncodeBlock(key.data(), digest.data(), static_cast<int>(size));
  std::string answer =
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: "
      "Upgrade\r\nSec-WebSocket-Accept: ";
  answer.append(key.begin(), key.begin() + length);
  answer += "\r\n\r\n";
  co_await send(std::move(answer));
}

awaitable<std::string> raw_connection::read_end() {
  auto const self = state_;
  while (co_await self->more()) {
  }
  co_return self->last.message();
}

void raw_connection::close() {
  boost::system::error_code ignored;
  state_->socket.close(ignored);
}

void raw_connection::reset() {
  boost::system::error_code ignored;
  state_->socket.set_option(asio::socket_base::linger(true, 0), ignored);
  state_->socket.close(ignored);
}

struct raw_server::state {
  state(asio::io_context& io, raw_script script_) : acceptor(io, loopback(0)), script(std::move(script_)) {}

  static awaitable<> talk(std::shared_ptr<state> self, raw_connection connection) {
    co_await self->script(connection);
    connection.close();
  }

  static awaitable<> accept(std::shared_ptr<state> self) {
    for (;;) {
      tcp::socket socket(self->acceptor.get_executor());
      auto const [failed] = co_await self->acceptor.async_accept(socket, use_tuple);
      if (failed) co_return;
      ++self->connections;
      auto const shared = std::make_shared<raw_connection::state>(std::move(socket));
      self->open.push_back(shared);
      asio::co_spawn(self->acceptor.get_executor(), talk(self, raw_connection(shared)), asio::detached);
    }
  }

  tcp::acceptor acceptor;
  raw_script script;
  std::vector<std::weak_ptr<raw_connection::state>> open;
  int connections = 0;
};

raw_server::raw_server(asio::io_context& io, raw_script script)
    : state_(std::make_shared<state>(io, std::move(script))) {
  asio::co_spawn(io, state::accept(state_), asio::detached);
}

raw_server::~raw_server() {
  state_->acceptor.close();
  for (auto const& connection : state_->open)
    if (auto const shared = connection.lock()) raw_connection(shared).close();
}

unsigned short raw_server::port() const {
  return state_->acceptor.local_endpoint().port();
}
int raw_server::connections() const {
  return state_->connections;
}

std::string frame(unsigned char first, std::string const& payload) {
  std::string bytes(1, static_cast<char>(first));
  auto const size = payload.size();
  if (size < 126) {
    bytes += static_cast<char>(size);
  } else if (size < 65536) {
    bytes += static_cast<char>(126);
  } else {
    bytes += static_cast<char>(127);
  }
  for (auto shift = size < 126 ? 0u : size < 65536 ? 16u : 64u; shift > 0; shift -= 8)
    bytes += static_cast<char>((size >> (shift - 8)) & 255u);
  return bytes + payload;
}

std::string masked_frame(unsigned char first, std::string const& payload) {
  auto bytes = frame(first, payload);
  bytes[1] = static_cast<char>(static_cast<unsigned char>(bytes[1]) | 0x80u);
  return bytes.insert(bytes.size() - payload.size(), 4, '\0');
}

awaitable<raw_connection> raw_connect(unsigned short port) {
  tcp::socket socket(co_await asio::this_coro::executor);
  auto const [failed] = co_await socket.async_connect(loopback(port), use_tuple);
  auto shared = std::make_shared<raw_connection::state>(std::move(socket));
  shared->last = failed;
  co_return raw_connection(std::move(shared));
}

unsigned short unused_port() {
  asio::io_context io;
  return tcp::acceptor(io, loopback(0)).local_endpoint().port();
}

}  // namespace huzzah::test
