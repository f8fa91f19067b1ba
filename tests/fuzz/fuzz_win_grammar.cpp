// Whatever somebody writes, the win read out of it says something and makes up nothing, and a status is read
// without fail.
#include "app/people/away.hpp"
#include "chat/rich_text.hpp"
#include "features/wins/grammar.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace {

using namespace huzzah;

void require(bool holds) {
  if (!holds) std::abort();
}

void check(chat::rich_text const& win, chat::rich_text const& text) {
  require(!win.empty());
  require(!chat::to_plain(win).empty());
  require(!wins::declines(win));
  for (auto const& piece : win)
    require(piece.kind == chat::token_kind::text || std::find(text.begin(), text.end(), piece) != text.end());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  std::string_view const written(reinterpret_cast<char const*>(data), size);
  auto const text = chat::from_markup(written);
  auto const win = wins::read_win(text);
  auto const answer = wins::read_answer(text);
  if (win) {
    check(*win, text);
    require(answer == win);  // what is a win anywhere is one as an answer
  }
  if (answer) check(*answer, text);
  if (wins::declines(text)) require(!answer);
  auto const people = wins::teammates_in(text, "U1");
  require(std::count(people.begin(), people.end(), "U1") == 0);
  auto const half = written.substr(0, size / 2);
  people::says_away(half, written.substr(half.size()));
  return 0;
}
