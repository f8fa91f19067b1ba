#include "net/websocket_handshake.hpp"

#include "base/text.hpp"
#include "net/websocket_accept.hpp"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <array>
#include <span>
#include <stdexcept>

namespace huzzah::net {

namespace {

constexpr std::size_t key_size = 16;

std::string base64(std::span<unsigned char const> bytes) {
  std::string text(4 * ((bytes.size() + 2) / 3) + 1, '\0');
  auto* const out = reinterpret_cast<unsigned char*>(text.data());
  text.resize(static_cast<std::size_t>(EVP_EncodeBlock(out, bytes.data(), static_cast<int>(bytes.size()))));
  return text;
}

/// Whether a client's key is 16 bytes in base64.
bool is_key(std::string_view key) {
  std::array<unsigned char, 18> bytes{};
  return key.size() == 24 && key.ends_with("==") &&
         EVP_DecodeBlock(bytes.data(), reinterpret_cast<unsigned char const*>(key.data()), 24) == 18;
}

/// What proves that the server has understood the request with that key.
std::string proof_of(std::string_view key) {
  auto const text = std::string(key) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  if (EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha1(), nullptr) != 1)
    throw std::runtime_error("no SHA-1");
  return base64({digest.data(), size});
}

/// Whether a header field's list names something, without case.
bool names(headers const& fields, std::string_view field, std::string_view wanted) {
  for (auto const& [name, value] : fields) {
    if (base::to_lower(name) != field) continue;
    auto rest = std::string_view(value);
    while (!rest.empty()) {
      auto const comma = std::min(rest.find(','), rest.size());
      if (base::to_lower(base::trim(rest.substr(0, comma))) == wanted) return true;
      rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
  }
  return false;
}

error answered_wrongly(std::string_view host, char const* how) {
  return error(errc::bad_message,
               std::string(host) + ": the WebSocket handshake was answered wrongly: " + how);
}

}  // namespace

std::string websocket_key() {
  std::array<unsigned char, key_size> bytes{};
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1)
    throw std::runtime_error("no random numbers");
  return base64(bytes);
}

http_request ask_for_websocket(std::string target, std::string const& key) {
  http_request request("GET", std::move(target));
  request.fields.add("Upgrade", "websocket");
  request.fields.add("Connection", "Upgrade");
  request.fields.add("Sec-WebSocket-Key", key);
  request.fields.add("Sec-WebSocket-Version", "13");
  return request;
}

result<> check_grant(http_response const& answer, std::string const& key, std::string_view host) {
  if (answer.status != 101)
    return error(errc::rejected, std::string(host) + " answered the WebSocket handshake with HTTP status " +
                                     std::to_string(answer.status));
  if (!names(answer.fields, "upgrade", "websocket") || !names(answer.fields, "connection", "upgrade"))
    return answered_wrongly(host, "it speaks another protocol from here on");
  if (answer.fields.get("sec-websocket-accept") != proof_of(key))
    return answered_wrongly(host, "Sec-WebSocket-Accept is not what the key asks for");
  if (!answer.fields.get("sec-websocket-extensions").empty())
    return answered_wrongly(host, "an extension that was not offered");
  return {};
}

bool wants_websocket(http_request const& request) {
  return names(request.fields, "upgrade", "websocket");
}

result<http_response> grant_websocket(http_request const& request) {
  auto const key = request.fields.get("sec-websocket-key");
  auto const sound = request.method == "GET" && wants_websocket(request) &&
                     names(request.fields, "connection", "upgrade") && is_key(key) &&
                     request.fields.get("sec-websocket-version") == "13";
  if (!sound) return error(errc::bad_message, "not a valid WebSocket handshake");
  http_response answer(101);
  answer.fields.add("Upgrade", "websocket");
  answer.fields.add("Connection", "Upgrade");
  answer.fields.add("Sec-WebSocket-Accept", proof_of(key));
  return answer;
}

}  // namespace huzzah::net
