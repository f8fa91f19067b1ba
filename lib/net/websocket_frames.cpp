#include "net/websocket_frames.hpp"

#include "base/text.hpp"

#include <openssl/rand.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <stdexcept>

namespace huzzah::net {

namespace {

constexpr std::size_t usual_room = 32u << 10;
constexpr std::size_t most_kept = 256u << 10;  // of a buffer that one large message has needed
constexpr std::size_t most_masks = 256;
constexpr std::size_t largest_control = 125;

/// The same on both sides: what is masked twice is as it was.
void mask(char* bytes, std::size_t size, char const (&key)[4]) {
  std::uint32_t four = 0;
  std::memcpy(&four, key, 4);
  auto const eight = std::uint64_t{four} << 32 | four;
  std::size_t i = 0;
  for (; i + 8 <= size; i += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes + i, 8);
    word ^= eight;
    std::memcpy(bytes + i, &word, 8);
  }
  for (; i < size; ++i)
    bytes[i] = static_cast<char>(bytes[i] ^ key[i % 4]);
}

bool is_control(frame_kind kind) {
  return static_cast<unsigned>(kind) >= 8;
}

std::uint64_t big_endian(std::string_view bytes) {
  std::uint64_t value = 0;
  for (auto const byte : bytes)
    value = value << 8 | static_cast<unsigned char>(byte);
  return value;
}

void append_big_endian(std::string& out, std::uint64_t value, int bytes) {
  for (auto shift = 8 * (bytes - 1); shift >= 0; shift -= 8)
    out += static_cast<char>(value >> shift & 0xff);
}

/// Whether somebody may close with that code (section 7.4, and what has been registered since).
bool is_close_code(std::uint64_t code) {
  return (code >= 1000 && code <= 1014 && code != 1004 && code != 1005 && code != 1006) ||
         (code >= 3000 && code <= 4999);
}

}  // namespace

std::uint32_t frame_writer::next_mask() {
  if (masks_.empty()) {
    masks_.resize(most_masks);
    auto const size = static_cast<int>(masks_.size() * sizeof masks_[0]);
    if (RAND_bytes(reinterpret_cast<unsigned char*>(masks_.data()), size) != 1)
      throw std::runtime_error("no random numbers");
  }
  auto const fresh = masks_.back();
  masks_.pop_back();
  return fresh;
}

void frame_writer::append(std::string& out, frame_kind kind, std::string_view payload) {
  auto const masked = role_ == websocket_role::client;
  auto const bit = masked ? 0x80u : 0u;
  out += static_cast<char>(0x80u | static_cast<unsigned>(kind));
  if (payload.size() < 126) {
    out += static_cast<char>(bit | payload.size());
  } else if (payload.size() <= 0xffff) {
    out += static_cast<char>(bit | 126u);
    append_big_endian(out, payload.size(), 2);
  } else {
    out += static_cast<char>(bit | 127u);
    append_big_endian(out, payload.size(), 8);
  }
  if (!masked) {
    out += payload;
    return;
  }
  auto const fresh = next_mask();
  char key[4];
  std::memcpy(key, &fresh, 4);
  out.append(key, 4);
  auto const begin = out.size();
  out += payload;
  mask(out.data() + begin, payload.size(), key);
}

void frame_writer::append_close(std::string& out, close_code why) {
  std::string payload;
  if (why != close_code::none) append_big_endian(payload, static_cast<std::uint64_t>(why), 2);
  append(out, frame_kind::close, payload);
}

boost::asio::mutable_buffer frame_reader::room() {
  payload_ = {};
  auto const waiting = end_ - begin_;
  if (waiting == 0) begin_ = end_ = 0;
  if (waiting == 0 && buffer_.size() > most_kept) {
    buffer_.clear();
    buffer_.shrink_to_fit();
  }
  auto const wanted = std::max<std::size_t>(usual_room / 2, static_cast<std::size_t>(missing_));
  if (buffer_.size() - end_ < wanted) {
    buffer_.erase(0, begin_);
    end_ = waiting;
    begin_ = 0;
    buffer_.resize(std::max(usual_room, end_ + wanted));
  }
  return {buffer_.data() + end_, buffer_.size() - end_};
}

frame_reader::what frame_reader::violation(close_code answer, char const* why) {
  answer_ = answer;
  wrong_ = error(answer == close_code::too_large ? errc::too_large : errc::bad_message, why);
  return what::violation;
}

frame_reader::parsed frame_reader::parse(header& head) {
  std::string_view const bytes(buffer_.data() + begin_, end_ - begin_);
  if (bytes.size() < 2) return parsed::incomplete;
  auto const first = static_cast<unsigned char>(bytes[0]);
  auto const second = static_cast<unsigned char>(bytes[1]);
  head.is_final = (first & 0x80u) != 0;
  head.kind = static_cast<frame_kind>(first & 0x0fu);
  head.is_masked = (second & 0x80u) != 0;
  auto const length = second & 0x7fu;
  auto const wide = length == 126 ? 2u : length == 127 ? 8u : 0u;
  head.size = 2 + wide + (head.is_masked ? 4 : 0);
  // What is wrong is so from the first two bytes on: nothing more of it is waited for.
  auto const known = (first & 0x07u) <= 2 && (first & 0x70u) == 0;
  auto const bad_control = is_control(head.kind) && (!head.is_final || length > largest_control);
  auto const out_of_place = !is_control(head.kind) && (head.kind == frame_kind::continuation) != in_message_;
  if (!known || bad_control || out_of_place || head.is_masked != (from_ == websocket_role::client))
    return parsed::wrong;
  if (bytes.size() < head.size) return parsed::incomplete;
  head.body = wide == 0 ? length : big_endian(bytes.substr(2, wide));
  if (head.is_masked) std::memcpy(head.mask, bytes.data() + 2 + wide, 4);
  return parsed::whole;
}

frame_reader::what frame_reader::next() {
  payload_ = {};
  header head;
  auto const found = parse(head);
  if (found == parsed::wrong) return violation(close_code::protocol_error, "a frame against the protocol");
  if (found == parsed::incomplete) return what::nothing;
  auto const before = in_message_ ? gathered_.size() : 0;
  if (!is_control(head.kind) && head.body > limit_ - before)
    return violation(close_code::too_large, "a message over our limit");
  auto const there = end_ - begin_ - head.size;
  if (there < head.body) {
    missing_ = head.body - there;
    return what::nothing;
  }
  missing_ = 0;
  auto* const bytes = buffer_.data() + begin_ + head.size;
  auto const size = static_cast<std::size_t>(head.body);
  if (head.is_masked) mask(bytes, size, head.mask);
  begin_ += head.size + size;
  std::string_view const body(bytes, size);
  return is_control(head.kind) ? take_control(head, body) : take_data(head, body);
}

frame_reader::what frame_reader::take_control(header const& head, std::string_view body) {
  payload_ = body;
  if (head.kind == frame_kind::ping) return what::ping;
  if (head.kind == frame_kind::pong) return what::pong;
  answer_ = close_code::none;
  if (body.empty()) return what::close;
  if (body.size() < 2 || !is_close_code(big_endian(body.substr(0, 2))))
    return violation(close_code::protocol_error, "a close frame against the protocol");
  if (!base::is_utf8(body.substr(2)))
    return violation(close_code::not_text, "a reason for closing that is not UTF-8");
  answer_ = static_cast<close_code>(big_endian(body.substr(0, 2)));
  return what::close;
}

frame_reader::what frame_reader::take_data(header const& head, std::string_view body) {
  auto const is_whole = head.is_final && !in_message_;
  if (head.kind != frame_kind::continuation) {
    gathered_.clear();
    if (gathered_.capacity() > most_kept) gathered_.shrink_to_fit();
  }
  if (!is_whole) {
    gathered_ += body;
    in_message_ = !head.is_final;
    if (in_message_) return what::fragment;
    body = gathered_;
  }
  if (!base::is_utf8(body)) return violation(close_code::not_text, "a message that is not UTF-8");
  payload_ = body;
  return what::message;
}

}  // namespace huzzah::net
