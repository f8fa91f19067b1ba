#include "net/base64.hpp"

#include <openssl/evp.h>

#include <algorithm>

namespace huzzah::net {

namespace {

/// What OpenSSL makes of the bytes in a place of that size; nothing if it refuses them.
std::optional<std::string> made(decltype(EVP_EncodeBlock)* by, std::string_view bytes, std::size_t most) {
  std::string text(most + 1, '\0');
  auto const size = by(reinterpret_cast<unsigned char*>(text.data()),
                       reinterpret_cast<unsigned char const*>(bytes.data()), static_cast<int>(bytes.size()));
  if (size < 0) return std::nullopt;
  text.resize(static_cast<std::size_t>(size));
  return text;
}

}  // namespace

std::string to_base64(std::string_view bytes) {
  return made(EVP_EncodeBlock, bytes, (bytes.size() + 2) / 3 * 4).value_or("");
}

std::optional<std::string> from_base64(std::string_view text) {
  auto bytes = made(EVP_DecodeBlock, text, text.size());
  // The padding is decoded as well.
  for (auto padding = 0; bytes && padding < 2 && text.ends_with('=') && !bytes->empty(); ++padding) {
    text.remove_suffix(1);
    bytes->pop_back();
  }
  return bytes;
}

}  // namespace huzzah::net
