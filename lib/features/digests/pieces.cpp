#include "features/digests/pieces.hpp"

#include "chat/measure.hpp"
#include "chat/quotes.hpp"
#include "features/digests/sections.hpp"

namespace huzzah::digests {

namespace {

using chat::rich_text;

/// What the text of a block may have, with room for what measuring does not see.
constexpr std::size_t most_in_section = 2'950;
constexpr std::size_t names_together = 1'000;

/// A piece that fits a block in any case.
void put_piece(std::vector<chat_piece>& pieces, chat_piece piece) {
  piece.length = chat::chat_length(piece.head) + chat::chat_length(piece.body);
  if (piece.length > most_in_section) {
    auto const all = chat::to_plain(piece.head) + chat::to_plain(piece.body);
    piece.head.clear();
    piece.body = chat::shorten_words({chat::text(all)}, most_in_section / 5);
    piece.length = chat::chat_length(piece.body);
  }
  pieces.push_back(std::move(piece));
}

/// A line that goes on in another block: its subject is named once more, but not called once more.
rich_text taken_up_again(digest_line const& line) {
  auto const subject = subject_of(line);
  return {chat::bold(subject ? chat::shown_name(*subject) : "More"), chat::text(", continued")};
}

void cut_line(std::vector<chat_piece>& pieces, digest_part const& part, std::size_t number,
              std::size_t comfortable) {
  auto const& line = part.lines[number];
  auto const in_list = is_list(part);
  auto const apart = !in_list && part.section != digest_section::board;
  auto piece = chat_piece{{}, {}, 0, number, line.words.empty() ? 1u : 0u, true, apart};
  if (in_list) piece.head.push_back(chat::text("• "));
  chat::append(piece.head, line.text);
  auto length = chat::chat_length(piece.head);
  std::size_t left = 0;
  for (auto const& words : line.words)
    left += chat::chat_length(words) + 3;
  for (auto const& words : line.words) {
    auto const more = chat::chat_length(words) + 3;
    // A little more is taken where the line ends with it.
    auto const fits = length + more <= comfortable || length + left <= comfortable + comfortable / 2;
    if (piece.told > 0 && !fits) {
      put_piece(pieces, std::move(piece));
      piece = chat_piece{taken_up_again(line), {}, 0, number, 0, false, true};
      length = chat::chat_length(piece.head);
    }
    piece.body.push_back(chat::text("\n• "));
    chat::append(piece.body, words);
    length += more;
    left -= more;
    ++piece.told;
  }
  put_piece(pieces, std::move(piece));
}

}  // namespace

std::vector<chat_piece> cut_in_pieces(digest_part const& part, std::size_t comfortable) {
  std::vector<chat_piece> pieces;
  for (std::size_t i = 0; i < part.lines.size(); ++i)
    cut_line(pieces, part, i, comfortable);
  return pieces;
}

std::vector<chat_section> pack_pieces(std::vector<chat_piece> const& pieces, std::size_t begin,
                                      std::string const& title, std::size_t comfortable) {
  std::vector<chat_section> sections;
  auto const heading = chat::bold(title);
  for (auto i = begin; i < pieces.size(); ++i) {
    auto const& piece = pieces[i];
    auto const extra = sections.empty() ? chat::chat_length({heading}) + 1 : 2;
    if (sections.empty()) {
      auto const fits = extra + piece.length <= most_in_section;
      sections.push_back({{heading}, extra, i, i});
      if (!fits) sections.push_back({{}, 0, i, i});
    } else if (sections.back().length + extra + piece.length > comfortable) {
      sections.push_back({{}, 0, i, i});
    }
    auto& section = sections.back();
    auto const goes_on = section.end > section.begin && !piece.begins;
    if (section.end > section.begin && !goes_on) {
      auto const apart = piece.stands_apart || pieces[i - 1].stands_apart;
      section.text.push_back(chat::text(apart ? "\n\n" : "\n"));
    } else if (!section.text.empty() && !goes_on) {
      section.text.push_back(chat::text("\n"));
    }
    if (!goes_on) chat::append(section.text, piece.head);
    chat::append(section.text, piece.body);
    section.length += extra + piece.length;
    section.end = i + 1;
  }
  return sections;
}

std::optional<chat::token> subject_of(digest_line const& line) {
  for (auto const& piece : line.text)
    if (piece.kind == chat::token_kind::mention || piece.kind == chat::token_kind::bold) return piece;
  return std::nullopt;
}

std::vector<chat_piece> name_in_pieces(std::vector<chat::token> const& subjects, std::string const& words) {
  std::vector<chat_piece> pieces;
  for (auto const& some : chat::split_list(subjects, names_together)) {
    chat_piece piece;
    if (pieces.empty()) piece.body.push_back(chat::text(words));
    chat::append_list(piece.body, some);
    piece.told = 0;
    piece.stands_apart = true;
    put_piece(pieces, std::move(piece));
  }
  return pieces;
}

}  // namespace huzzah::digests
