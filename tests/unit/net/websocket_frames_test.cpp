#include "net/websocket_frames.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

using namespace huzzah;
using net::close_code;
using net::frame_kind;
using net::frame_reader;
using net::frame_writer;
using net::websocket_role;
using what = frame_reader::what;

namespace {

/// Gives a reader these bytes, so many at a time, and tells what it makes of them: "message:…", "ping:…".
std::vector<std::string> read_all(frame_reader& reader, std::string_view bytes, std::size_t portion) {
  std::vector<std::string> found;
  while (!bytes.empty()) {
    auto const room = reader.room();
    auto const size = std::min({portion, bytes.size(), room.size()});
    std::copy_n(bytes.data(), size, static_cast<char*>(room.data()));
    reader.filled(size);
    bytes.remove_prefix(size);
    for (auto next = reader.next(); next != what::nothing; next = reader.next()) {
      auto const text = std::string(reader.payload());
      if (next == what::message) found.push_back("message:" + text);
      if (next == what::fragment) found.push_back("fragment");
      if (next == what::ping) found.push_back("ping:" + text);
      if (next == what::pong) found.push_back("pong:" + text);
      if (next == what::close) found.push_back("close:" + std::to_string(static_cast<int>(reader.answer())));
      if (next == what::violation) {
        found.push_back("wrong:" + std::to_string(static_cast<int>(reader.answer())));
        return found;
      }
    }
  }
  return found;
}

std::vector<std::string> read_all(std::string_view bytes, std::size_t limit = 1000) {
  frame_reader reader(websocket_role::server, limit);
  return read_all(reader, bytes, bytes.size());
}

std::string frame(int first, std::string const& payload) {
  return std::string{static_cast<char>(first), static_cast<char>(payload.size())} + payload;
}

using list = std::vector<std::string>;

}  // namespace

TEST_CASE("what one side writes the other reads, whatever its length and however it arrives") {
  for (auto const role : {websocket_role::client, websocket_role::server})
    for (std::size_t const portion : {1u, 7u, 4096u, 1u << 20}) {
      CAPTURE(portion);
      frame_writer writer(role);
      frame_reader reader(role, 1u << 20);
      std::string bytes;
      list expected;
      for (std::size_t const size : {0u, 1u, 125u, 126u, 127u, 65'535u, 65'536u, 300'000u}) {
        if (portion == 1 && size > 70'000) continue;
        std::string text;
        for (std::size_t i = 0; i < size; ++i)
          text += static_cast<char>('a' + i % 26);
        writer.append(bytes, frame_kind::text, text);
        expected.push_back("message:" + text);
      }
      writer.append(bytes, frame_kind::ping, "there?");
      writer.append(bytes, frame_kind::pong, "");
      writer.append_close(bytes, close_code::normal);
      expected.insert(expected.end(), {"ping:there?", "pong:", "close:1000"});
      CHECK(read_all(reader, bytes, portion) == expected);
    }
}

TEST_CASE("a client's frames are masked, never twice the same way") {
  frame_writer writer(websocket_role::client);
  std::string first;
  std::string second;
  writer.append(first, frame_kind::text, "a longer text");
  writer.append(second, frame_kind::text, "a longer text");
  CHECK(first != second);
  CHECK(first.find("longer") == std::string::npos);
}

TEST_CASE("a message in fragments is whole, with control frames between them") {
  CHECK(read_all(frame(0x01, "one ") + frame(0x89, "p") + frame(0x00, "two ") + frame(0x80, "three")) ==
        list{"fragment", "ping:p", "fragment", "message:one two three"});
  // A character may lie on both sides of the cut.
  CHECK(read_all(frame(0x01, "\xC3") + frame(0x80, "\xA9") + frame(0x81, "x")) ==
        list{"fragment", "message:\xC3\xA9", "message:x"});
}

TEST_CASE("what breaks the protocol is said with the right code") {
  CHECK(read_all(frame(0x83, "")) == list{"wrong:1002"});
  CHECK(read_all(frame(0x8B, "")) == list{"wrong:1002"});
  CHECK(read_all(frame(0xC1, "compressed")) == list{"wrong:1002"});
  CHECK(read_all(frame(0x80, "continues nothing")) == list{"wrong:1002"});
  CHECK(read_all(frame(0x01, "begun") + frame(0x81, "again")) == list{"fragment", "wrong:1002"});
  CHECK(read_all(frame(0x09, "a ping in fragments")) == list{"wrong:1002"});
  CHECK(read_all(std::string("\x89\x7E\x00\x80", 4)) == list{"wrong:1002"});
  CHECK(read_all(std::string("\x81\x80", 2)) == list{"wrong:1002"});
  CHECK(read_all(frame(0x81, "\xFF")) == list{"wrong:1007"});
  CHECK(read_all(frame(0x88, "x")) == list{"wrong:1002"});
  CHECK(read_all(frame(0x88, "\x03\xED")) == list{"wrong:1002"});  // 1005 is never sent
  CHECK(read_all(frame(0x88, "\x03\xE8\xFF")) == list{"wrong:1007"});
  CHECK(read_all(frame(0x88, "\x03\xE9 bye")) == list{"close:1001"});
  CHECK(read_all(frame(0x88, "")) == list{"close:0"});
}

TEST_CASE("a message over the limit is refused before it is read") {
  CHECK(read_all(frame(0x81, "12345"), 5) == list{"message:12345"});
  CHECK(read_all(frame(0x81, "123456").substr(0, 2), 5) == list{"wrong:1009"});
  CHECK(read_all(frame(0x01, "1234") + frame(0x80, "56"), 5) == list{"fragment", "wrong:1009"});
  CHECK(read_all(std::string("\x81\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF", 10)) == list{"wrong:1009"});
  // One after the other each has all of it.
  CHECK(read_all(frame(0x01, "123") + frame(0x80, "45") + frame(0x81, "12345"), 5) ==
        list{"fragment", "message:12345", "message:12345"});
}

TEST_CASE("bytes of no sense end in a violation or wait for more, and read nothing twice") {
  std::mt19937 random(7);
  for (int round = 0; round < 20'000; ++round) {
    std::string bytes(random() % 64, '\0');
    for (auto& byte : bytes)
      byte = static_cast<char>(random() % 8 == 0 ? 0x81 : random());
    auto const at_once = read_all(bytes);
    frame_reader slow(websocket_role::server, 1000);
    CHECK(read_all(slow, bytes, 1) == at_once);
  }
}
