// A connection to whoever is measured, plain or TLS, in blocking calls: nothing costs less.
#pragma once

#include <openssl/ssl.h>

#include <memory>
#include <string_view>

namespace huzzah::bench {

struct free_ssl {
  void operator()(SSL* tls) const { SSL_free(tls); }
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
};

/// What a server needs for TLS; null for none. Throws when the PEM files can't be used.
using tls_server = std::unique_ptr<SSL_CTX, free_ssl>;
tls_server make_tls_server(char const* certificate_file, char const* key_file);

/// One accepted connection, closed with the object.
class connection {
 public:
  /// Takes the socket over, and shakes hands when `tls` is there.
  connection(int socket, SSL_CTX* tls);
  connection(connection const&) = delete;
  connection& operator=(connection const&) = delete;
  ~connection();

  /// For poll(); what is_pending() need not show there.
  int handle() const { return socket_; }
  bool is_pending() const { return tls_ != nullptr && SSL_has_pending(tls_.get()) == 1; }
  /// From now on a connection on which nothing comes for that long is over.
  void end_after(int silent_seconds);

  /// Waits for at least one byte and returns how many came; 0 when the connection is over.
  std::size_t read(char* into, std::size_t most);
  /// Everything, or false when the connection is over.
  bool write(std::string_view bytes);

 private:
  int socket_;
  std::unique_ptr<SSL, free_ssl> tls_;
  bool over_ = false;
};

}  // namespace huzzah::bench
