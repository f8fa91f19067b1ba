#include "store/fingerprint.hpp"

#include <openssl/evp.h>

#include <array>
#include <new>

namespace huzzah::store {

std::string fingerprint(std::string_view text) {
  constexpr auto digits = "0123456789abcdef";
  constexpr std::size_t kept = 16;
  std::array<unsigned char, EVP_MAX_MD_SIZE> hash{};
  if (EVP_Digest(text.data(), text.size(), hash.data(), nullptr, EVP_sha256(), nullptr) != 1)
    throw std::bad_alloc();
  std::string written;
  for (std::size_t i = 0; i < kept; ++i) {
    written += digits[hash.at(i) >> 4];
    written += digits[hash.at(i) & 0xf];
  }
  return written;
}

}  // namespace huzzah::store
