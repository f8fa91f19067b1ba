#include "net/stream.hpp"

#include "net/tls_state.hpp"
#include "net/watchdog.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>
#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/consign.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/this_coro.hpp>

#include <algorithm>
#include <array>
#include <cerrno>
#include <optional>
#include <string>
#include <utility>

namespace huzzah::net {

namespace ssl = asio::ssl;
using base::use_tuple;

namespace {

/// Two records of TLS.
constexpr std::size_t ahead = 32u << 10;

/// Completes an operation without the socket, but not within the call that began it.
void complete(asio::any_io_executor const& executor, io_handler handler, std::size_t size) {
  asio::post(executor,
             [handler = std::move(handler), size]() mutable { std::move(handler)(error_code{}, size); });
}

}  // namespace

struct stream::impl : std::enable_shared_from_this<impl> {
  using tls_stream = ssl::stream<asio::ip::tcp::socket&>;

  explicit impl(asio::ip::tcp::socket socket_) : socket(std::move(socket_)), written(socket.get_executor()) {}

  asio::ip::tcp::socket socket;
  std::optional<tls_context> context;  // before `tls`, which needs it
  std::optional<tls_stream> tls;
  bool established = false;  // the TLS handshake is done
  bool frozen = false;
  io_handler parked;  // the write that waits for a frozen connection's end

  std::string inbox;        // what was read ahead; empty where that is not wanted
  std::string_view unread;  // of it
  std::function<void()> on_idle;
  std::string outbox;  // what was written since the connection was corked
  bool corked = false;
  bool writing = false;  // the socket is at it
  base::wake_up written;

  template <class Token>
  void read(asio::mutable_buffer into, Token&& token) {
    if (tls)
      tls->async_read_some(into, std::forward<Token>(token));
    else
      socket.async_read_some(into, std::forward<Token>(token));
  }

  template <class Buffers, class Token>
  auto write(Buffers const& from, Token&& token) {
    if (tls) return tls->async_write_some(from, std::forward<Token>(token));
    return socket.async_write_some(from, std::forward<Token>(token));
  }

  /// A read over TLS returns one record; others may have arrived with it and are held by OpenSSL. The next
  /// read reports their errors.
  std::size_t read_more(std::size_t before) {
    if (!tls || !established || before == inbox.size()) return 0;
    std::size_t size = 0;
    if (SSL_read_ex(tls->native_handle(), inbox.data() + before, inbox.size() - before, &size) == 1)
      return size;
    ERR_clear_error();
    return 0;
  }

  std::size_t give_out(asio::mutable_buffer into) {
    auto const size = asio::buffer_copy(into, asio::buffer(unread));
    unread.remove_prefix(size);
    return size;
  }

  void fill_inbox(io_handler handler, asio::mutable_buffer into) {
    on_idle();
    auto const slot = asio::get_associated_cancellation_slot(handler);
    auto arrived = [self = shared_from_this(), handler = std::move(handler), into](error_code failed,
                                                                                   std::size_t size) mutable {
      for (auto more = failed ? 0 : size; more > 0; size += more)
        more = self->read_more(size);
      self->unread = std::string_view(self->inbox).substr(0, size);
      auto const given = self->give_out(into);
      std::move(handler)(failed, given);
    };
    read(asio::buffer(inbox), asio::bind_cancellation_slot(slot, std::move(arrived)));
  }

  void release() {
    if (!parked) return;
    asio::post(socket.get_executor(), [handler = std::move(parked)]() mutable {
      std::move(handler)(asio::error::operation_aborted, 0);
    });
  }
};

stream::stream(asio::ip::tcp::socket socket) : impl_(std::make_shared<impl>(std::move(socket))) {
  error_code ignored;
  impl_->socket.set_option(asio::ip::tcp::no_delay(true), ignored);
}

stream::executor_type stream::get_executor() const {
  return impl_->socket.get_executor();
}

// The handler owns a share of the connection, which therefore outlives every operation on it.
void stream::start_read::operator()(io_handler handler, asio::mutable_buffer into) const {
  if (!impl_->unread.empty())
    complete(impl_->socket.get_executor(), std::move(handler), impl_->give_out(into));
  else if (!impl_->inbox.empty() && into.size() > 0)
    impl_->fill_inbox(std::move(handler), into);
  else
    impl_->read(into, asio::consign(std::move(handler), impl_));
}

void stream::start_write::operator()(io_handler handler, buffer_list from) const {
  if (impl_->frozen) {
    impl_->parked.swap(handler);  // Boost 1.81's move assignment calls itself for ever
    return;
  }
  if (impl_->corked) {
    auto const before = impl_->outbox.size();
    for (auto const& buffer : from)
      impl_->outbox.append(static_cast<char const*>(buffer.data()), buffer.size());
    complete(impl_->socket.get_executor(), std::move(handler), impl_->outbox.size() - before);
    return;
  }
  impl_->writing = true;
  auto const slot = asio::get_associated_cancellation_slot(handler);
  auto written = [self = impl_, handler = std::move(handler)](error_code failed, std::size_t size) mutable {
    self->writing = false;
    self->written.notify_all();
    std::move(handler)(failed, size);
  };
  impl_->write(from, asio::bind_cancellation_slot(slot, std::move(written)));
}

void stream::read_ahead(std::function<void()> on_idle) {
  impl_->inbox.resize(ahead);
  impl_->on_idle = std::move(on_idle);
}

void stream::cork() {
  impl_->corked = true;
}

awaitable<io_result> stream::uncork() {
  auto const self = impl_;
  while (self->writing)
    co_await self->written.wait();
  // What is written while this waits is sent after it.
  error_code failed;
  std::size_t written = 0;
  std::string out;
  while (!failed && !self->outbox.empty()) {
    out.clear();
    out.swap(self->outbox);
    for (std::size_t begin = 0; !failed && begin < out.size();) {
      auto const rest = asio::buffer(out) + begin;
      auto const done = co_await self->write(rest, use_tuple);
      failed = std::get<0>(done);
      begin += std::get<1>(done);
      written += std::get<1>(done);
    }
  }
  self->outbox.clear();
  self->corked = false;
  co_return io_result(failed, written);
}

awaitable<io_result> stream::read_some(asio::mutable_buffer into) {
  co_return co_await async_read_some(into, use_tuple);
}

awaitable<io_result> stream::write(std::string_view head, std::string_view body) {
  std::size_t written = 0;
  while (written < head.size() + body.size()) {
    auto const from_head = std::min(written, head.size());
    buffer_list rest;
    rest.add(asio::buffer(head.substr(from_head)));
    rest.add(asio::buffer(body.substr(written - from_head)));
    auto const [failed, some] = co_await async_write_some(rest, use_tuple);
    written += some;
    if (failed) co_return io_result(failed, written);
  }
  co_return io_result(error_code{}, written);
}

bool stream::at_rest() const {
  char byte = 0;
  auto const size = ::recv(impl_->socket.native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
  return size < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
}

void stream::freeze() {
  impl_->frozen = true;
}

void stream::close() {
  error_code ignored;
  impl_->release();
  // A frozen connection can't say goodbye.
  if (impl_->frozen) impl_->established = false;
  // The closing alert goes out at once if it can; the socket does not wait for it.
  if (impl_->established) impl_->tls->async_shutdown([self = impl_](error_code) {});
  impl_->established = false;
  impl_->socket.shutdown(asio::ip::tcp::socket::shutdown_both, ignored);
  impl_->socket.close(ignored);
}

void stream::abort() {
  error_code ignored;
  impl_->release();
  impl_->established = false;
  impl_->socket.set_option(asio::socket_base::linger(true, 0), ignored);
  impl_->socket.close(ignored);
}

awaitable<> stream::finish(base::duration limit) {
  auto self = *this;
  watchdog deadline(get_executor(), limit);
  deadline.guard([self]() mutable { self.close(); });
  if (std::exchange(self.impl_->established, false)) {
    co_await self.impl_->tls->async_shutdown(use_tuple);
  }
  error_code failed;
  self.impl_->socket.shutdown(asio::ip::tcp::socket::shutdown_send, failed);
  std::array<char, 4096> unread{};
  // Bounds how much is read from a peer that goes on sending.
  for (std::size_t total = 0; !failed && total < (8u << 20);) {
    auto const got = co_await self.impl_->socket.async_read_some(asio::buffer(unread), use_tuple);
    failed = std::get<0>(got);
    total += std::get<1>(got);
  }
  self.close();
}

awaitable<result<>> stream::start_tls_client(tls_context context, std::string host, watchdog const& limit) {
  auto self = impl_;
  self->context = std::move(context);
  auto& tls = self->tls.emplace(self->socket, self->context->get().context);
  auto* const native = tls.native_handle();
  error_code not_an_address;
  asio::ip::make_address(host, not_an_address);
  bool prepared = false;
  if (not_an_address)
    prepared =
        SSL_set_tlsext_host_name(native, host.c_str()) == 1 && SSL_set1_host(native, host.c_str()) == 1;
  else
    prepared = X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(native), host.c_str()) == 1;
  if (!prepared) co_return error(errc::tls_failed, host + ": not a host name that TLS can verify");

  auto const [failed] = co_await tls.async_handshake(ssl::stream_base::client, use_tuple);
  if (!failed) {
    self->established = true;
    co_return result<>();
  }
  if (limit.expired()) co_return timed_out_error(host, limit);
  if (auto const verdict = SSL_get_verify_result(native); verdict != X509_V_OK)
    co_return error(errc::tls_failed,
                    host + ": the certificate was refused: " + X509_verify_cert_error_string(verdict));
  auto const what = io_error(failed, host);
  if (what.code == errc::tls_failed) co_return what;
  co_return error(errc::unreachable, host + ": the connection ended during the TLS handshake");
}

awaitable<result<>> stream::start_tls_server(tls_context context) {
  auto self = impl_;
  self->context = std::move(context);
  auto& tls = self->tls.emplace(self->socket, self->context->get().context);
  auto const [failed] = co_await tls.async_handshake(ssl::stream_base::server, use_tuple);
  if (failed) co_return io_error(failed, "client");
  self->established = true;
  co_return result<>();
}

error timed_out_error(std::string_view who, watchdog const& limit) {
  auto const milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(limit.limit()).count();
  auto const length = milliseconds % 1000 == 0 ? std::to_string(milliseconds / 1000) + " s"
                                               : std::to_string(milliseconds) + " ms";
  return error(errc::timed_out, std::string(who) + " did not answer within " + length);
}

error io_error(error_code failed, std::string_view who, watchdog const& limit) {
  return limit.expired() ? timed_out_error(who, limit) : io_error(failed, who);
}

error io_error(error_code failed, std::string_view who) {
  std::string const name(who);
  if (failed == asio::error::eof || failed == ssl::error::stream_truncated)
    return error(errc::closed, name + " closed the connection");
  if (failed.category() == asio::error::get_ssl_category())
    return error(errc::tls_failed, name + ": " + failed.message());
  if (failed == asio::error::operation_aborted)
    return error(errc::closed, name + ": the connection was closed");
  return error(errc::closed, name + ": " + failed.message());
}

}  // namespace huzzah::net
