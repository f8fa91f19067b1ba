#include "store/references.hpp"

#include "store/connection.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>
#include <new>
#include <optional>
#include <string_view>

namespace huzzah::store {
namespace {

/// One block of AES-128: the kind, the number, and zeros by which a forged reference is recognised.
using block = std::array<unsigned char, 16>;

constexpr std::size_t bytes_of_number = 8;
constexpr std::string_view alphabet = "abcdefghijklmnopqrstuvwxyz234567";
constexpr std::size_t bits_of_letter = 5;
constexpr auto bits_of_block = 8 * std::tuple_size_v<block>;
constexpr std::size_t letters = (bits_of_block + bits_of_letter - 1) / bits_of_letter;

block key_of(connection& on) {
  auto row = on.select("SELECT key FROM reference_key");
  auto const digits = row.next() ? row.text(0) : std::string();
  block key{};
  for (std::size_t i = 0; i < key.size() && 2 * i + 2 <= digits.size(); ++i)
    std::from_chars(digits.data() + 2 * i, digits.data() + 2 * i + 2, key.at(i), 16);
  return key;
}

block crypted(block const& key, block const& in, bool is_encrypted) {
  struct freed {
    void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
  };
  std::unique_ptr<EVP_CIPHER_CTX, freed> const context(EVP_CIPHER_CTX_new());
  block out{};
  int size = 0;
  auto const is_done =
      context &&
      EVP_CipherInit_ex(context.get(), EVP_aes_128_ecb(), nullptr, key.data(), nullptr,
                        is_encrypted ? 1 : 0) == 1 &&
      EVP_CIPHER_CTX_set_padding(context.get(), 0) == 1 &&
      EVP_CipherUpdate(context.get(), out.data(), &size, in.data(), static_cast<int>(in.size())) == 1;
  if (!is_done) throw std::bad_alloc();
  return out;
}

bool bit_of(block const& of, std::size_t place) {
  return ((of.at(place / 8) >> (7 - place % 8)) & 1U) != 0;
}

std::string in_letters(block const& of) {
  std::string written;
  for (std::size_t letter = 0; letter < letters; ++letter) {
    std::size_t value = 0;
    for (auto place = letter * bits_of_letter; place < (letter + 1) * bits_of_letter; ++place)
      value = value * 2 + (place < bits_of_block && bit_of(of, place) ? 1 : 0);
    written += alphabet[value];
  }
  return written;
}

std::optional<block> from_letters(std::string const& written) {
  if (written.size() != letters) return {};
  block found{};
  for (std::size_t letter = 0; letter < letters; ++letter) {
    auto const value = alphabet.find(written[letter]);
    if (value == std::string_view::npos) return {};
    for (std::size_t bit = 0; bit < bits_of_letter; ++bit) {
      auto const place = letter * bits_of_letter + bit;
      if ((value >> (bits_of_letter - 1 - bit) & 1U) == 0) continue;
      if (place >= bits_of_block) return {};
      found.at(place / 8) = static_cast<unsigned char>(found.at(place / 8) | (1U << (7 - place % 8)));
    }
  }
  return found;
}

std::int64_t plain_number(std::string const& written) {
  std::int64_t number = 0;
  auto const* const end = written.data() + written.size();
  auto const [read, failed] = std::from_chars(written.data(), end, number);
  return failed == std::errc() && read == end ? number : 0;
}

}  // namespace

std::string reference(connection& on, reference_kind kind, std::int64_t number) {
  block plain{};
  plain.at(0) = static_cast<unsigned char>(kind);
  for (std::size_t i = 0; i < bytes_of_number; ++i)
    plain.at(1 + i) = static_cast<unsigned char>(static_cast<std::uint64_t>(number) >> (8 * i));
  return in_letters(crypted(key_of(on), plain, true));
}

std::int64_t referenced(connection& on, reference_kind kind, std::string const& written) {
  auto const sealed = from_letters(written);
  auto const was_once_plain = kind == reference_kind::win || kind == reference_kind::round;
  if (!sealed) return was_once_plain ? plain_number(written) : 0;
  auto const plain = crypted(key_of(on), *sealed, false);
  auto const is_ours = plain.at(0) == static_cast<unsigned char>(kind) &&
                       std::all_of(plain.begin() + 1 + bytes_of_number, plain.end(),
                                   [](unsigned char byte) { return byte == 0; });
  if (!is_ours) return 0;
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < bytes_of_number; ++i)
    number |= static_cast<std::uint64_t>(plain.at(1 + i)) << (8 * i);
  return static_cast<std::int64_t>(number);
}

}  // namespace huzzah::store
