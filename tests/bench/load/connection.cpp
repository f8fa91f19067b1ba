#include "bench/load/connection.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <stdexcept>
#include <string>

namespace huzzah::bench {

tls_server make_tls_server(char const* certificate_file, char const* key_file) {
  tls_server context(SSL_CTX_new(TLS_server_method()));
  if (SSL_CTX_use_certificate_chain_file(context.get(), certificate_file) != 1 ||
      SSL_CTX_use_PrivateKey_file(context.get(), key_file, SSL_FILETYPE_PEM) != 1)
    throw std::runtime_error(std::string("can't use ") + certificate_file + " with " + key_file);
  SSL_CTX_set_mode(context.get(), SSL_MODE_AUTO_RETRY);
  SSL_CTX_set_read_ahead(context.get(), 1);  // not a call for the head of each record and one for the rest
  return context;
}

connection::connection(int socket, SSL_CTX* tls) : socket_(socket) {
  int const on = 1;
  setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (tls == nullptr) return;
  tls_.reset(SSL_new(tls));
  SSL_set_fd(tls_.get(), socket);
  over_ = SSL_accept(tls_.get()) != 1;
}

connection::~connection() {
  close(socket_);
}

void connection::end_after(int silent_seconds) {
  timeval const limit{silent_seconds, 0};
  setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
}

std::size_t connection::read(char* into, std::size_t most) {
  if (over_) return 0;
  for (;;) {
    auto const size = tls_ != nullptr
                          ? static_cast<ssize_t>(SSL_read(tls_.get(), into, static_cast<int>(most)))
                          : recv(socket_, into, most, 0);
    if (size > 0) return static_cast<std::size_t>(size);
    if (tls_ == nullptr && size < 0 && errno == EINTR) continue;
    over_ = true;
    return 0;
  }
}

bool connection::write(std::string_view bytes) {
  constexpr std::size_t most = 1u << 20;  // far below what an int holds
  while (!bytes.empty() && !over_) {
    auto const part = std::min(bytes.size(), most);
    auto const size = tls_ != nullptr
                          ? static_cast<ssize_t>(SSL_write(tls_.get(), bytes.data(), static_cast<int>(part)))
                          : send(socket_, bytes.data(), part, MSG_NOSIGNAL);
    if (size > 0)
      bytes.remove_prefix(static_cast<std::size_t>(size));
    else if (tls_ != nullptr || errno != EINTR)
      over_ = true;
  }
  return bytes.empty();
}

}  // namespace huzzah::bench
