#include "net/tls.hpp"

#include "net/tls_state.hpp"

#include <openssl/ssl.h>
#include <boost/asio/error.hpp>

namespace huzzah::net {

namespace ssl = boost::asio::ssl;

namespace {

/// What clients and servers have in common.
boost::system::error_code restrict(ssl::context& context) {
  auto* const native = context.native_handle();
  // An idle connection is to cost little memory.
  SSL_CTX_set_mode(native, SSL_MODE_RELEASE_BUFFERS);
  boost::system::error_code failed;
  context.set_options(ssl::context::default_workarounds | ssl::context::no_compression, failed);
  if (SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION) != 1)
    failed = boost::asio::error::invalid_argument;
  return failed;
}

error unusable(std::string const& what, std::filesystem::path const& file, boost::system::error_code failed) {
  return error(errc::invalid_input,
               "the " + what + " " + file.string() + " can't be used: " + failed.message());
}

}  // namespace

result<tls_context> tls_context::client(std::optional<std::filesystem::path> const& ca_file) {
  auto shared = std::make_shared<state>(ssl::context::tls_client);
  auto failed = restrict(shared->context);
  if (failed) return error(errc::tls_failed, "TLS can't be set up: " + failed.message());
  shared->context.set_verify_mode(ssl::verify_peer);
  if (ca_file) {
    shared->context.load_verify_file(ca_file->string(), failed);
    if (failed) return unusable("file of certificate authorities", *ca_file, failed);
  } else {
    shared->context.set_default_verify_paths(failed);  // SSL_CERT_FILE and SSL_CERT_DIR count here
    if (failed)
      return error(errc::tls_failed, "the system's certificates can't be used: " + failed.message());
  }
  return tls_context(std::move(shared));
}

result<tls_context> tls_context::server(std::filesystem::path const& certificate,
                                        std::filesystem::path const& private_key) {
  auto shared = std::make_shared<state>(ssl::context::tls_server);
  auto failed = restrict(shared->context);
  if (failed) return error(errc::tls_failed, "TLS can't be set up: " + failed.message());
  // No tickets: clients that have sent everything would never read them.
  SSL_CTX_set_num_tickets(shared->context.native_handle(), 0);
  shared->context.use_certificate_chain_file(certificate.string(), failed);
  if (failed) return unusable("certificate", certificate, failed);
  shared->context.use_private_key_file(private_key.string(), ssl::context::pem, failed);
  if (failed) return unusable("private key", private_key, failed);
  return tls_context(std::move(shared));
}

}  // namespace huzzah::net
