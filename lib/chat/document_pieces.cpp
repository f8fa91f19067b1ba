#include "chat/document_pieces.hpp"

#include "chat/quotes.hpp"
#include "chat/say.hpp"

namespace huzzah::chat {

namespace {

constexpr std::size_t names_together = 1'000;

/// A piece that fits a block in any case.
void put_piece(std::vector<card_piece>& pieces, card_piece piece, limits const& most) {
  piece.length = most.length(piece.head) + most.length(piece.body);
  if (piece.length > most.block) {
    auto const all = to_plain(piece.head) + to_plain(piece.body);
    piece.head.clear();
    piece.body = shorten_words({text(all)}, most.block / 5);
    piece.length = most.length(piece.body);
  }
  pieces.push_back(std::move(piece));
}

/// A card that goes on in another block: its subject is named once more, but not called once more.
rich_text taken_up_again(card const& shown) {
  auto const subject = subject_of(shown);
  return subject ? say("*{name}*, continued", {{"name", shown_name(*subject)}}) : say("*More*, continued");
}

void cut_card(std::vector<card_piece>& pieces, section const& whole, std::size_t number,
              std::size_t comfortable, limits const& most) {
  auto const& shown = whole.cards[number];
  card_piece piece;
  piece.card = number;
  piece.telling = shown.words.empty() ? 1 : 0;
  piece.is_apart = whole.layout == card_layout::paragraphs;
  piece.is_a_block = whole.layout == card_layout::blocks;
  if (piece.is_a_block) piece.beside = shown.beside;
  if (whole.layout == card_layout::list) piece.head.push_back(text("• "));
  append(piece.head, shown.head);
  auto length = most.length(piece.head);
  std::size_t left = 0;
  for (auto const& words : shown.words)
    left += most.length(words) + 3;
  for (auto const& words : shown.words) {
    auto const more = most.length(words) + 3;
    // A little more is taken where the card ends with it.
    auto const fits = length + more <= comfortable || length + left <= comfortable + comfortable / 2;
    if (piece.telling > 0 && !fits) {
      put_piece(pieces, std::move(piece), most);
      piece = card_piece();
      piece.head = taken_up_again(shown);
      piece.card = number;
      piece.telling = 0;
      piece.begins = false;
      piece.is_apart = true;
      length = most.length(piece.head);
    }
    piece.body.push_back(text("\n• "));
    append(piece.body, words);
    length += more;
    left -= more;
    ++piece.telling;
  }
  put_piece(pieces, std::move(piece), most);
}

rich_text heading_of(section const& whole) {
  rich_text heading;
  if (!whole.icon.empty()) heading = {emoji(whole.icon), text(" ")};
  if (!whole.title.empty()) heading.push_back(bold(whole.title));
  return heading;
}

}  // namespace

std::vector<card_piece> cut_in_pieces(section const& whole, std::size_t comfortable, limits const& most) {
  std::vector<card_piece> pieces;
  for (std::size_t i = 0; i < whole.cards.size(); ++i)
    cut_card(pieces, whole, i, comfortable, most);
  return pieces;
}

std::vector<card_block> pack_pieces(std::vector<card_piece> const& pieces, section const& whole,
                                    std::size_t comfortable, limits const& most) {
  std::vector<card_block> blocks;
  auto const begin_block = [&](std::size_t at) { blocks.push_back({{}, 0, at, at, {}}); };
  if (auto heading = heading_of(whole); !heading.empty()) {
    auto const length = most.length(heading) + 1;
    blocks.push_back({std::move(heading), length, 0, 0, {}});
  }
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    auto const& piece = pieces[i];
    auto const is_below_heading = i == 0 && !blocks.empty();
    // A heading counts twice, so that a block with one is a little shorter.
    auto const extra = is_below_heading ? blocks.back().length : 2;
    auto const before = is_below_heading || blocks.empty() ? 0 : blocks.back().length;
    auto const limit = is_below_heading ? most.block : comfortable;
    if (blocks.empty() || piece.is_a_block || before + extra + piece.length > limit) begin_block(i);
    auto& last = blocks.back();
    auto const is_first = last.end == last.begin;
    auto const goes_on = !is_first && !piece.begins;
    if (!is_first && !goes_on)
      last.text.push_back(text(piece.is_apart || pieces[i - 1].is_apart ? "\n\n" : "\n"));
    else if (!last.text.empty() && !goes_on)
      last.text.push_back(text("\n"));
    if (!goes_on) append(last.text, piece.head);
    append(last.text, piece.body);
    last.length += extra + piece.length;
    last.end = i + 1;
    last.beside = piece.beside;
  }
  return blocks;
}

std::optional<token> subject_of(card const& shown) {
  for (auto const& piece : shown.head)
    if (piece.kind == token_kind::mention || piece.kind == token_kind::bold) return piece;
  return std::nullopt;
}

std::vector<card_piece> name_in_pieces(std::vector<token> const& subjects, char const* sentence,
                                       limits const& most) {
  std::vector<card_piece> pieces;
  for (auto const& some : split_list(subjects, names_together)) {
    card_piece piece;
    piece.body = list_of(some);
    if (pieces.empty()) piece.body = say(sentence, {{"people", std::move(piece.body)}});
    piece.telling = 0;
    piece.is_apart = true;
    put_piece(pieces, std::move(piece), most);
  }
  return pieces;
}

}  // namespace huzzah::chat
