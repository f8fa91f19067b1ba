#include "bench/load/websocket.hpp"

#include <openssl/evp.h>
#include <openssl/sha.h>
#include <poll.h>

#include <array>
#include <ctime>

namespace huzzah::bench {

namespace {

enum opcode : unsigned char { text_frame = 0x1, close_frame = 0x8, ping_frame = 0x9, pong_frame = 0xa };

/// Control frames have no more.
constexpr std::size_t short_payload = 125;

std::string control(opcode kind, std::string_view payload) {
  std::string frame;
  frame += static_cast<char>(0x80 | kind);
  frame += static_cast<char>(payload.size());
  frame += payload;
  return frame;
}

}  // namespace

std::string accept_key(std::string_view key) {
  auto const joined = std::string(key) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  std::array<unsigned char, SHA_DIGEST_LENGTH> digest{};
  SHA1(reinterpret_cast<unsigned char const*>(joined.data()), joined.size(), digest.data());
  std::array<unsigned char, 32> encoded{};
  auto const size = EVP_EncodeBlock(encoded.data(), digest.data(), static_cast<int>(digest.size()));
  return {encoded.begin(), encoded.begin() + size};
}

void append_frame(std::string& to, std::string_view text) {
  to += static_cast<char>(0x80 | text_frame);
  if (text.size() <= short_payload) {
    to += static_cast<char>(text.size());
  } else {
    to += static_cast<char>(126);  // 16 bits of size follow; nothing here is longer
    to += static_cast<char>(text.size() >> 8);
    to += static_cast<char>(text.size() & 0xff);
  }
  to += text;
}

websocket::websocket(std::unique_ptr<connection> line, int silent_seconds) : line_(std::move(line)) {
  line_->end_after(silent_seconds);
}

bool websocket::ping() {
  return send(control(ping_frame, "bench"));
}

bool websocket::wait(std::int64_t nanoseconds) const {
  if (line_->is_pending()) return true;
  pollfd one{line_->handle(), POLLIN, 0};
  timespec const limit{nanoseconds / 1'000'000'000, nanoseconds % 1'000'000'000};
  return ppoll(&one, 1, &limit, nullptr) > 0;
}

bool websocket::read(std::function<void(std::string_view)> const& heard) {
  constexpr std::size_t portion = 1u << 16;
  std::size_t came = 0;
  do {
    auto const had = buffer_.size();
    buffer_.resize(had + portion);
    came = line_->read(buffer_.data() + had, portion);
    buffer_.resize(had + came);
  } while (came > 0 && line_->is_pending());
  std::size_t done = 0;
  while (auto const size = take(done, heard))
    done += size;
  buffer_.erase(0, done);
  return came > 0 && !closed_;
}

std::size_t websocket::take(std::size_t at, std::function<void(std::string_view)> const& heard) {
  auto* const bytes = reinterpret_cast<unsigned char*>(buffer_.data()) + at;
  auto const there = buffer_.size() - at;
  if (there < 6) return 0;
  std::size_t size = bytes[1] & 0x7f;
  std::size_t head = 2;
  if (size == 126) {
    if (there < 8) return 0;
    size = static_cast<std::size_t>(bytes[2]) << 8 | bytes[3];
    head = 4;
  }
  auto const* const mask = bytes + head;
  auto* const payload = bytes + head + 4;
  if (there < head + 4 + size) return 0;
  for (std::size_t i = 0; i < size; ++i)
    payload[i] = static_cast<unsigned char>(payload[i] ^ mask[i & 3]);
  std::string_view const text(reinterpret_cast<char const*>(payload), size);
  auto const kind = bytes[0] & 0x0f;
  if (kind == text_frame) heard(text);
  if (kind == ping_frame) send(control(pong_frame, text));
  if (kind == close_frame) closed_ = true;
  return head + 4 + size;
}

}  // namespace huzzah::bench
