#include "support/certificates.hpp"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <stdexcept>

namespace huzzah::test {

namespace {

template <auto Free>
struct freed_by {
  template <class T>
  void operator()(T* thing) const {
    Free(thing);
  }
};
using key_ptr = std::unique_ptr<EVP_PKEY, freed_by<EVP_PKEY_free>>;
using certificate_ptr = std::unique_ptr<X509, freed_by<X509_free>>;
using extension_ptr = std::unique_ptr<X509_EXTENSION, freed_by<X509_EXTENSION_free>>;

struct close_file {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

void require(bool done) {
  if (!done) throw std::runtime_error("a test certificate could not be made");
}

void write_pem(std::filesystem::path const& path, X509* certificate, EVP_PKEY* key) {
  std::unique_ptr<std::FILE, close_file> const file(std::fopen(path.c_str(), "w"));
  require(file != nullptr);
  if (certificate != nullptr) require(PEM_write_X509(file.get(), certificate) == 1);
  if (key != nullptr)
    require(PEM_write_PrivateKey(file.get(), key, nullptr, nullptr, 0, nullptr, nullptr) == 1);
}

void add_extension(X509* certificate, X509* issuer, int kind, char const* value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  extension_ptr const extension(X509V3_EXT_conf_nid(nullptr, &context, kind, value));
  require(extension != nullptr && X509_add_ext(certificate, extension.get(), -1) == 1);
}

/// Everything but extensions and signature.
certificate_ptr blank(std::string const& name, EVP_PKEY* key, long serial, int begins, int ends) {
  constexpr long day = 24L * 60 * 60;
  certificate_ptr certificate(X509_new());
  require(certificate != nullptr);
  X509_set_version(certificate.get(), 2);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), serial);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), begins * day);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), ends * day);
  X509_set_pubkey(certificate.get(), key);
  auto const* const text = reinterpret_cast<unsigned char const*>(name.c_str());
  X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate.get()), "CN", MBSTRING_UTF8, text, -1, -1, 0);
  return certificate;
}

key_ptr new_key() {
  key_ptr key(EVP_EC_gen("P-256"));
  require(key != nullptr);
  return key;
}

std::filesystem::path temporary_folder() {
  auto name = (std::filesystem::temp_directory_path() / "huzzah-certificates-XXXXXX").string();
  require(::mkdtemp(name.data()) != nullptr);
  return name;
}

}  // namespace

struct certificate_authority::state {
  explicit state(std::string const& name) : certificate(blank(name, key.get(), 1, -400, 400)) {}

  key_ptr key = new_key();
  certificate_ptr certificate;
  long serial = 1;
};

certificate_authority::certificate_authority(std::string const& name)
    : folder_(temporary_folder()), state_(std::make_unique<state>(name)) {
  auto* const own = state_->certificate.get();
  X509_set_issuer_name(own, X509_get_subject_name(own));
  add_extension(own, own, NID_basic_constraints, "critical,CA:TRUE");
  add_extension(own, own, NID_key_usage, "critical,keyCertSign,cRLSign");
  add_extension(own, own, NID_subject_key_identifier, "hash");
  require(X509_sign(own, state_->key.get(), EVP_sha256()) > 0);
  write_pem(file(), own, nullptr);
}

certificate_authority::~certificate_authority() {
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

certificate_authority::issued certificate_authority::issue(std::string const& name,
                                                           certificate_options const& options) const {
  auto const key = new_key();
  auto const certificate = blank(name, key.get(), ++state_->serial, options.begins, options.ends);
  X509_set_issuer_name(certificate.get(), X509_get_subject_name(state_->certificate.get()));
  add_extension(certificate.get(), state_->certificate.get(), NID_subject_alt_name, options.names.c_str());
  add_extension(certificate.get(), state_->certificate.get(), NID_ext_key_usage, "serverAuth");
  require(X509_sign(certificate.get(), state_->key.get(), EVP_sha256()) > 0);
  issued files(folder_ / (name + ".pem"), folder_ / (name + ".key"));
  write_pem(files.certificate, certificate.get(), nullptr);
  write_pem(files.key, nullptr, key.get());
  return files;
}

}  // namespace huzzah::test
