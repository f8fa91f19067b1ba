// Random identifiers: tokens, tickets, envelope and block ids.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <string_view>

namespace huzzah::sandbox {

/// A seeded source, so that tests can ask for the same tokens again.
class id_source {
 public:
  explicit id_source(std::uint64_t seed) : random_(seed) {}

  /// `size` characters of "A-Za-z0-9".
  std::string alphanumeric(std::size_t size);
  /// `size` characters of "A-Z0-9": the rest of an id such as "Ev0ABC…".
  std::string upper(std::size_t size);
  /// `size` decimal digits.
  std::string digits(std::size_t size);
  /// `size` characters of "0-9a-f".
  std::string hex(std::size_t size);
  /// A number from 0 to `limit` - 1.
  std::size_t below(std::size_t limit);
  /// "8-4-4-4-12" hexadecimal digits.
  std::string uuid();

 private:
  std::string pick(std::string_view from, std::size_t size);

  std::mt19937_64 random_;
};

}  // namespace huzzah::sandbox
