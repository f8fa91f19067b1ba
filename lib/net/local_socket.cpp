#include "net/local_socket.hpp"

#include "net/watchdog.hpp"

#include <boost/asio/posix/stream_descriptor.hpp>

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

namespace huzzah::net {

using base::descriptor;
using base::use_tuple;

namespace {

namespace fs = std::filesystem;
using waiting = asio::posix::stream_descriptor;

error failed(std::string const& what) {
  return {errc::io_failed, what + ": " + std::generic_category().message(errno)};
}

result<sockaddr_un> address_of(fs::path const& name) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  auto const text = name.string();
  if (text.size() >= sizeof address.sun_path)
    return error(errc::invalid_input, name.string() + " is too long a name for a socket");
  text.copy(address.sun_path, text.size());
  return address;
}

/// Room for the descriptors that may come with a message; those beyond it the kernel closes.
class control_block {
 public:
  msghdr header(iovec& data) {
    msghdr message{};
    message.msg_iov = &data;
    message.msg_iovlen = 1;
    message.msg_control = bytes_.data();
    message.msg_controllen = bytes_.size();
    return message;
  }

 private:
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> bytes_{};
};

/// The descriptor in a message; the last one if there were several.
descriptor taken_from(msghdr const& message) {
  descriptor found;
  for (auto* part = CMSG_FIRSTHDR(&message); part != nullptr;
       part = CMSG_NXTHDR(const_cast<msghdr*>(&message), part)) {
    if (part->cmsg_level != SOL_SOCKET || part->cmsg_type != SCM_RIGHTS) continue;
    auto const count = (part->cmsg_len - CMSG_LEN(0)) / sizeof(int);
    for (std::size_t i = 0; i < count; ++i) {
      int number = -1;
      std::memcpy(&number, CMSG_DATA(part) + i * sizeof(int), sizeof number);
      found = descriptor(number);
    }
  }
  return found;
}

}  // namespace

class local_stream::state {
 public:
  state(asio::any_io_executor const& executor, int connected) : socket(executor, connected) {}

  /// Adds what has come to `text`; nothing where it would have to wait, 0 at the end.
  std::optional<std::size_t> take() {
    std::array<char, 4096> some{};
    iovec data{some.data(), some.size()};
    control_block control;
    auto message = control.header(data);
    auto const got = ::recvmsg(socket.native_handle(), &message, MSG_CMSG_CLOEXEC | MSG_DONTWAIT);
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) return {};
    if (got <= 0) return 0;
    if (auto with = taken_from(message)) came_with = std::move(with);
    text.append(some.data(), static_cast<std::size_t>(got));
    return static_cast<std::size_t>(got);
  }

  waiting socket;
  std::string text;
  descriptor came_with;
};

local_stream::local_stream(asio::any_io_executor const& executor, descriptor connected)
    : state_(std::make_unique<state>(executor, connected.release())) {}
local_stream::local_stream(local_stream&&) noexcept = default;
local_stream::~local_stream() = default;

std::optional<uid_t> local_stream::peer() const {
  ucred who{};
  socklen_t size = sizeof who;
  if (::getsockopt(state_->socket.native_handle(), SOL_SOCKET, SO_PEERCRED, &who, &size) != 0) return {};
  return who.uid;
}

awaitable<result<std::string>> local_stream::read_line(std::size_t most, base::duration patience) {
  watchdog limit(state_->socket.get_executor(), patience);
  limit.guard([at = state_.get()] { at->socket.cancel(); });
  for (;;) {
    auto const end = state_->text.find('\n');
    if (end <= most && end != std::string::npos) {
      auto line = state_->text.substr(0, end);
      state_->text.erase(0, end + 1);
      co_return line;
    }
    if (state_->text.size() > most) co_return error(errc::too_large, "the request is too long");
    auto const got = state_->take();
    if (got && *got == 0) co_return error(errc::closed, "the other side has gone");
    if (got) continue;
    auto const [cancelled] = co_await state_->socket.async_wait(waiting::wait_read, use_tuple);
    if (limit.expired()) co_return error(errc::timed_out, "no request came");
    if (cancelled) co_return error(errc::closed, "the connection was closed");
  }
}

descriptor local_stream::received() {
  return std::exchange(state_->came_with, descriptor());
}

awaitable<> local_stream::wait_for_end() {
  // A byte that is there without being taken is an end as well: nothing more was to come.
  co_await state_->socket.async_wait(waiting::wait_read, use_tuple);
}

awaitable<result<>> local_stream::write(std::string text, base::duration patience) {
  watchdog limit(state_->socket.get_executor(), patience);
  limit.guard([at = state_.get()] { at->socket.cancel(); });
  for (std::size_t sent = 0; sent < text.size();) {
    auto const more = ::send(state_->socket.native_handle(), text.data() + sent, text.size() - sent,
                             MSG_NOSIGNAL | MSG_DONTWAIT);
    if (more > 0) sent += static_cast<std::size_t>(more);
    if (more >= 0 || errno == EINTR) continue;
    if (errno != EAGAIN) co_return error(errc::closed, "the other side has gone");
    auto const [cancelled] = co_await state_->socket.async_wait(waiting::wait_write, use_tuple);
    if (limit.expired()) co_return error(errc::timed_out, "the other side does not read");
    if (cancelled) co_return error(errc::closed, "the connection was closed");
  }
  co_return result<>();
}

void local_stream::close() {
  boost::system::error_code ignored;
  state_->socket.close(ignored);
}

class local_listener::state {
 public:
  state(asio::any_io_executor const& executor, int listening, fs::path name_)
      : socket(executor, listening), name(std::move(name_)) {}

  waiting socket;
  fs::path name;
};

result<std::unique_ptr<local_listener>> local_listener::listen(asio::any_io_executor const& executor,
                                                               fs::path const& name) {
  auto const address = address_of(name);
  if (!address) return address.error();
  descriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  // What a process that was killed left there; a link is removed, never followed.
  if (!socket || (::unlink(name.c_str()) != 0 && errno != ENOENT))
    return failed("can't make " + name.string());
  constexpr auto most_waiting = 8;
  auto const* at = reinterpret_cast<sockaddr const*>(&*address);
  // The mode of the socket becomes the file's, from its first moment.
  if (::fchmod(socket.get(), 0600) != 0 || ::bind(socket.get(), at, sizeof *address) != 0 ||
      ::listen(socket.get(), most_waiting) != 0)
    return failed("can't listen at " + name.string());
  auto opened = std::make_unique<state>(executor, socket.release(), name);
  return std::unique_ptr<local_listener>(new local_listener(std::move(opened)));
}

local_listener::local_listener(std::unique_ptr<state> opened) : state_(std::move(opened)) {}

local_listener::~local_listener() {
  close();
}

void local_listener::close() {
  if (!state_->socket.is_open()) return;
  ::unlink(state_->name.c_str());
  boost::system::error_code ignored;
  state_->socket.close(ignored);
}

awaitable<result<local_stream>> local_listener::accept() {
  while (state_->socket.is_open()) {
    descriptor next(
        ::accept4(state_->socket.native_handle(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
    if (next) co_return local_stream(state_->socket.get_executor(), std::move(next));
    if (errno != EAGAIN && errno != EINTR && errno != ECONNABORTED)
      co_return failed("can't accept at " + state_->name.string());
    co_await state_->socket.async_wait(waiting::wait_read, use_tuple);
  }
  co_return error(errc::cancelled, "no longer listening");
}

result<descriptor> connect_local(fs::path const& name) {
  auto const address = address_of(name);
  // A name that is too long can't be listened at.
  if (!address) return error(errc::not_found, address.error().detail);
  descriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  auto const* at = reinterpret_cast<sockaddr const*>(&*address);
  if (!socket || ::connect(socket.get(), at, sizeof *address) != 0) {
    if (errno == ENOENT || errno == ECONNREFUSED || errno == ENOTDIR)
      return error(errc::not_found, "nobody listens at " + name.string());
    return failed("can't reach the bot at " + name.string());
  }
  return socket;
}

result<> send_local(int socket, std::string const& text, int with) {
  for (std::size_t sent = 0; sent < text.size();) {
    iovec data{const_cast<char*>(text.data()) + sent, text.size() - sent};
    control_block control;
    auto message = control.header(data);
    if (sent == 0 && with >= 0) {
      auto* part = CMSG_FIRSTHDR(&message);
      part->cmsg_level = SOL_SOCKET;
      part->cmsg_type = SCM_RIGHTS;
      part->cmsg_len = CMSG_LEN(sizeof(int));
      std::memcpy(CMSG_DATA(part), &with, sizeof with);
    } else {
      message.msg_control = nullptr;
      message.msg_controllen = 0;
    }
    auto const more = ::sendmsg(socket, &message, MSG_NOSIGNAL);
    if (more < 0 && errno == EINTR) continue;
    if (more < 0) return failed("the bot does not listen any more");
    sent += static_cast<std::size_t>(more);
  }
  return {};
}

}  // namespace huzzah::net
