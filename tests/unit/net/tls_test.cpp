#include "fixtures.hpp"

#include <fstream>

using namespace huzzah;
using namespace huzzah::test;
using net::connect_options;
using net::http_request;
using net::https_client;
using net::tls_context;

namespace {

/// What becomes of a call to a server with such a certificate.
result<net::http_response> call_with(certificate_options const& options, tls_context trust,
                                     std::string const& host = "127.0.0.1") {
  net::listen_options listen;
  listen.tls = server_tls("odd", options);
  echo_house house(std::move(listen));
  https_client client{connect_options(std::move(trust))};
  return ask(house.io, client,
             http_request("GET", "https://" + host + ":" + std::to_string(house.server->port()) + "/"));
}

}  // namespace

TEST_CASE("a certificate for the host's name or address is accepted") {
  CHECK(failure(call_with({}, client_tls())) == "");
  CHECK(failure(call_with({}, client_tls(), "localhost")) == "");
}

TEST_CASE("a certificate of an unknown authority is refused") {
  certificate_authority const stranger("Somebody else");
  auto const answer = call_with({}, tls_context::client(stranger.file()).value());
  CHECK(failure(answer) == "tls_failed");
  CHECK(answer.error().detail ==
        "127.0.0.1: the certificate was refused: unable to get local issuer certificate");
}

TEST_CASE("the system's store does not know our authority") {
  CHECK(failure(call_with({}, tls_context::client().value())) == "tls_failed");
}

TEST_CASE("SSL_CERT_FILE takes the place of the system's store") {
  ::setenv("SSL_CERT_FILE", authority().file().c_str(), 1);
  auto context = tls_context::client();
  ::unsetenv("SSL_CERT_FILE");
  CHECK(failure(call_with({}, context.value())) == "");
}

TEST_CASE("a certificate for another name is refused") {
  certificate_options other;
  other.names = "DNS:elsewhere.example,IP:127.0.0.2";
  auto answer = call_with(other, client_tls(), "localhost");
  CHECK(failure(answer) == "tls_failed");
  CHECK(answer.error().detail == "localhost: the certificate was refused: hostname mismatch");
  answer = call_with(other, client_tls());
  CHECK(failure(answer) == "tls_failed");
  CHECK(answer.error().detail == "127.0.0.1: the certificate was refused: IP address mismatch");
}

TEST_CASE("an expired certificate is refused, and one that is not valid yet") {
  certificate_options expired;
  expired.begins = -30;
  expired.ends = -1;
  auto const answer = call_with(expired, client_tls());
  CHECK(failure(answer) == "tls_failed");
  CHECK(answer.error().detail == "127.0.0.1: the certificate was refused: certificate has expired");
  certificate_options early;
  early.begins = 2;
  CHECK(failure(call_with(early, client_tls())) == "tls_failed");
}

TEST_CASE("a server that does not speak TLS is told apart from one that refuses") {
  echo_house plain;
  https_client client{connect_options(client_tls())};
  http_request const request("GET", "https://127.0.0.1:" + std::to_string(plain.server->port()) + "/");
  CHECK(failure(ask(plain.io, client, request)) == "tls_failed");
}

TEST_CASE("a connection lost during the handshake is a failure of the network, not of TLS") {
  asio::io_context io;
  raw_server server(io, [](raw_connection peer) -> awaitable<> { co_await peer.read(1); });
  https_client client{connect_options(client_tls())};
  CHECK(failure(ask(io, client, http_request("GET", "https://" + server.place() + "/"))) == "unreachable");
}

TEST_CASE("certificate files that can't be used are named") {
  auto const folder = authority().file().parent_path();
  auto const files = authority().issue("whole");
  auto const broken = folder / "broken.pem";
  std::ofstream(broken) << "nothing of the kind\n";
  for (auto const& context : {tls_context::client(broken), tls_context::server(broken, files.key)}) {
    REQUIRE(!context);
    CHECK(context.error().code == errc::invalid_input);
    CHECK(context.error().detail.find(broken.string()) != std::string::npos);
  }
  CHECK(!tls_context::server(files.certificate, broken));
  CHECK(!tls_context::client(folder / "missing.pem"));
  auto const other = authority().issue("other");
  CHECK(!tls_context::server(files.certificate, other.key));
}
