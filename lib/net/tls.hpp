// TLS settings, shared by clients and servers. Certificates are always verified.
#pragma once

#include "base/error.hpp"

#include <filesystem>
#include <memory>
#include <optional>

namespace huzzah::net {

/// An OpenSSL context behind a handle that is cheap to copy.
class tls_context {
 public:
  /// For clients: trusts the system's store, or the PEM file instead where one is named.
  static result<tls_context> client(std::optional<std::filesystem::path> const& ca_file = std::nullopt);
  /// For servers: a PEM certificate chain and its private key.
  static result<tls_context> server(std::filesystem::path const& certificate,
                                    std::filesystem::path const& private_key);

  struct state;
  state& get() const { return *state_; }

 private:
  explicit tls_context(std::shared_ptr<state> shared) : state_(std::move(shared)) {}
  std::shared_ptr<state> state_;
};

}  // namespace huzzah::net
