// Certificates for tests: an authority of our own, and what it vouches for.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace huzzah::test {

/// What is special about a certificate.
class certificate_options {
 public:
  certificate_options() = default;

  /// DNS names and IP addresses as OpenSSL writes them.
  std::string names = "DNS:localhost,IP:127.0.0.1,IP:::1";
  /// Days from now until it begins and until it ends to be valid.
  int begins = -1;
  int ends = 30;
};

/// A certificate authority in a temporary folder that goes with it.
class certificate_authority {
 public:
  explicit certificate_authority(std::string const& name = "Test authority");
  certificate_authority(certificate_authority const&) = delete;
  certificate_authority& operator=(certificate_authority const&) = delete;
  ~certificate_authority();

  /// Its own certificate: what a client is to trust.
  std::filesystem::path file() const { return folder_ / "ca.pem"; }

  /// A server's certificate and its key, as PEM files.
  class issued {
   public:
    issued(std::filesystem::path certificate_, std::filesystem::path key_)
        : certificate(std::move(certificate_)), key(std::move(key_)) {}

    std::filesystem::path certificate;
    std::filesystem::path key;
  };
  /// Issues one under a file name of its own.
  issued issue(std::string const& name, certificate_options const& options = {}) const;

 private:
  struct state;
  std::filesystem::path folder_;
  std::unique_ptr<state> state_;
};

}  // namespace huzzah::test
