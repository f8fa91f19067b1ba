#include "net/http_server.hpp"

#include "net/http_wire.hpp"
#include "net/server_connection.hpp"
#include "net/watchdog.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>

#include <algorithm>
#include <list>

namespace huzzah::net {

using asio::ip::tcp;
using base::use_tuple;

namespace {

/// One client, from its acceptance to the end of its coroutine.
class client {
 public:
  explicit client(tcp::socket socket) : connection(std::move(socket)) {}

  stream connection;
  asio::cancellation_signal stop;
  bool is_idle = true;  ///< has no request under way
  bool is_leaving = false;
};

/// The state that the server's coroutines share, destroyed when the last of them ends.
class listener : public std::enable_shared_from_this<listener> {
 public:
  listener(asio::any_io_executor const& executor, listen_options options, http_handler& handler)
      : acceptor_(executor), ended_(executor), options_(std::move(options)), handler_(handler) {}

  result<> open();
  unsigned short port() const { return port_; }
  /// Closes every connection, which ends pending reads and writes.
  void shut();
  /// Cancels what handlers wait for.
  void cancel();
  /// Returns when all coroutines have ended.
  static awaitable<> wait(std::shared_ptr<listener> self);

 private:
  static awaitable<> accept(std::shared_ptr<listener> self);
  void welcome(tcp::socket socket);
  /// Whether there is room for one more, perhaps after closing an idle one.
  bool make_room();

  tcp::acceptor acceptor_;
  base::wake_up ended_;
  listen_options options_;
  http_handler& handler_;
  std::list<std::shared_ptr<client>> clients_;
  unsigned short port_ = 0;
  bool accepting_ = false;
  bool shut_ = false;
};

result<> listener::open() {
  error_code failed;
  auto const name = options_.address == "localhost" ? std::string("127.0.0.1") : options_.address;
  auto const address = asio::ip::make_address(name, failed);
  if (failed) return error(errc::invalid_input, "not an IP address to listen on: " + options_.address);
  auto const endpoint = tcp::endpoint(address, options_.port);
  acceptor_.open(endpoint.protocol(), failed);
  if (!failed) acceptor_.set_option(tcp::acceptor::reuse_address(true), failed);
  if (!failed) acceptor_.bind(endpoint, failed);
  if (!failed) acceptor_.listen(tcp::acceptor::max_listen_connections, failed);
  if (failed == asio::error::address_in_use)
    return error(errc::in_use,
                 "port " + std::to_string(options_.port) + " of " + name + " is already in use");
  if (failed)
    return error(errc::io_failed, "can't listen on port " + std::to_string(options_.port) + " of " + name +
                                      ": " + failed.message());
  port_ = acceptor_.local_endpoint().port();
  accepting_ = true;
  auto run = accept(shared_from_this());
  asio::co_spawn(acceptor_.get_executor(), std::move(run), [self = shared_from_this()](std::exception_ptr) {
    self->accepting_ = false;
    self->ended_.notify_all();
  });
  return {};
}

awaitable<> listener::accept(std::shared_ptr<listener> self) {
  asio::steady_timer pause(self->acceptor_.get_executor());
  while (!self->shut_) {
    tcp::socket socket(self->acceptor_.get_executor());
    auto const [failed] = co_await self->acceptor_.async_accept(socket, use_tuple);
    if (self->shut_) break;
    if (!failed) {
      self->welcome(std::move(socket));
      continue;
    }
    // Out of file descriptors, most likely: those in use will come back.
    pause.expires_after(std::chrono::milliseconds{100});
    co_await pause.async_wait(use_tuple);
  }
}

bool listener::make_room() {
  auto const counts = [](auto const& guest) { return !guest->is_leaving; };
  auto const size = std::count_if(clients_.begin(), clients_.end(), counts);
  if (options_.most_connections == 0 || static_cast<std::size_t>(size) < options_.most_connections)
    return true;
  auto const idle = std::find_if(clients_.begin(), clients_.end(),
                                 [&](auto const& guest) { return counts(guest) && guest->is_idle; });
  if (idle == clients_.end()) return false;
  (*idle)->is_leaving = true;
  (*idle)->connection.close();
  return true;
}

void listener::welcome(tcp::socket socket) {
  if (!make_room()) return;
  auto const guest = std::make_shared<client>(std::move(socket));
  auto const place = clients_.insert(clients_.end(), guest);
  auto run = serve_connection(guest->connection, options_, handler_, guest->is_idle);
  // The signal must outlive the coroutine that is bound to it, this handler included: hence the post.
  auto ended = [self = shared_from_this(), place](std::exception_ptr) {
    (*place)->connection.close();
    asio::post(self->acceptor_.get_executor(), [self, place] {
      self->clients_.erase(place);
      self->ended_.notify_all();
    });
  };
  asio::co_spawn(acceptor_.get_executor(), std::move(run),
                 asio::bind_cancellation_slot(guest->stop.slot(), std::move(ended)));
}

void listener::shut() {
  shut_ = true;
  error_code ignored;
  acceptor_.close(ignored);
  for (auto const& guest : clients_)
    guest->connection.close();
}

void listener::cancel() {
  auto const guests = clients_;
  for (auto const& guest : guests)
    guest->stop.emit(asio::cancellation_type::terminal);
}

awaitable<> listener::wait(std::shared_ptr<listener> self) {
  // Most see that their connection has closed and come to their own end; who waits for something else is
  // cancelled, so that its next co_await throws.
  watchdog grace(self->acceptor_.get_executor(), std::chrono::milliseconds{500});
  grace.guard([self] { self->cancel(); });
  while (self->accepting_ || !self->clients_.empty())
    co_await self->ended_.wait();
}

class server final : public http_server {
 public:
  explicit server(std::shared_ptr<listener> shared) : shared_(std::move(shared)) {}
  server(server const&) = delete;
  server& operator=(server const&) = delete;
  ~server() override {
    shared_->shut();
    shared_->cancel();
  }

  unsigned short port() const override { return shared_->port(); }

  awaitable<> stop() override {
    shared_->shut();
    return listener::wait(shared_);
  }

 private:
  std::shared_ptr<listener> shared_;
};

}  // namespace

result<std::unique_ptr<http_server>> http_server::listen(asio::any_io_executor const& executor,
                                                         listen_options options, http_handler& handler) {
  auto shared = std::make_shared<listener>(executor, std::move(options), handler);
  if (auto const opened = shared->open(); !opened) return opened.error();
  return std::unique_ptr<http_server>(std::make_unique<server>(std::move(shared)));
}

}  // namespace huzzah::net
