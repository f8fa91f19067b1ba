// Every text reads as something, and what is said of it again brings nothing to life that was only text.
#include "base/text.hpp"
#include "slack/mrkdwn.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

using namespace huzzah;
using chat::token_kind;

void expect(bool holds) {
  if (!holds) std::abort();
}

bool is_live(token_kind kind) {
  return kind != token_kind::text && kind != token_kind::bold;
}

/// The input as it stands, but as text: none of it may live.
void repeat_as_text(std::string_view input, token_kind kind) {
  chat::rich_text const said{{kind, std::string(input), {}}};
  auto const written = slack::to_mrkdwn(said);
  expect(base::is_utf8(written));
  for (auto const& piece : slack::from_mrkdwn(written))
    expect(!is_live(piece.kind));
}

/// What was read, said again: groups and broadcasts are dead, and nothing else has appeared.
void repeat_as_read(chat::rich_text const& read, std::size_t limit) {
  auto const written = slack::to_mrkdwn(read, limit);
  expect(slack::slack_length(written) <= limit);
  for (auto const& piece : slack::from_mrkdwn(written)) {
    expect(piece.kind != token_kind::group && piece.kind != token_kind::broadcast);
    auto const meant = [&](chat::token const& one) { return one.kind == piece.kind; };
    expect(!is_live(piece.kind) || std::any_of(read.begin(), read.end(), meant));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  std::string_view const input(reinterpret_cast<char const*>(data), size);
  repeat_as_text(input, token_kind::text);
  repeat_as_text(input, token_kind::bold);
  auto const read = slack::from_mrkdwn(input);
  repeat_as_read(read, 40'000);
  repeat_as_read(read, size % 50 + 1);
  return 0;
}
