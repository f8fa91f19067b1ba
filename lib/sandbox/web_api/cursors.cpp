#include "sandbox/web_api/cursors.hpp"

#include "net/base64.hpp"

namespace huzzah::sandbox {

std::string make_cursor(std::string_view kind, std::string_view value) {
  auto plain = std::string(kind) + ":" + std::string(value);
  // Padded so that the word ends in "=": a client that does not encode its parameters is found out.
  if (plain.size() % 3 == 0) plain += ' ';
  return net::to_base64(plain);
}

std::optional<std::string> read_cursor(std::string_view kind, std::string_view cursor) {
  auto plain = net::from_base64(cursor);
  if (!plain || !plain->starts_with(std::string(kind) + ":")) return std::nullopt;
  auto value = plain->substr(kind.size() + 1);
  if (value.ends_with(' ')) value.pop_back();
  if (value.empty()) return std::nullopt;
  return value;
}

}  // namespace huzzah::sandbox
