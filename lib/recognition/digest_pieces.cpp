#include "recognition/digest_pieces.hpp"

#include "recognition/digest_measure.hpp"
#include "recognition/digest_words.hpp"

namespace huzzah::recognition {

namespace {

using chat::rich_text;

/// What the text of a block may have, with room for what measuring does not see.
constexpr std::size_t most_in_section = 2'950;

/// A piece that fits a block in any case.
void put_piece(std::vector<chat_piece>& pieces, chat_piece piece) {
  piece.length = chat_length(piece.text);
  if (piece.length > most_in_section) {
    piece.text = shorten_words({chat::text(chat::to_plain(piece.text))}, most_in_section / 5);
    piece.length = chat_length(piece.text);
  }
  pieces.push_back(std::move(piece));
}

/// A line that goes on in another block: its subject is named once more, but not called once more.
rich_text taken_up_again(digest_line const& line) {
  auto const subject = subject_of(line);
  return {chat::bold(subject ? shown_name(*subject) : "More"), chat::text(", continued")};
}

void cut_line(std::vector<chat_piece>& pieces, digest_line const& line, std::size_t number,
              std::size_t comfortable) {
  auto piece = chat_piece{line.text, 0, number, line.words.empty() ? 1u : 0u, true, !line.words.empty()};
  auto length = chat_length(line.text);
  for (auto const& words : line.words) {
    auto const more = chat_length(words) + 3;
    if (piece.told > 0 && length + more > comfortable) {
      put_piece(pieces, std::move(piece));
      piece = chat_piece{taken_up_again(line), 0, number, 0, false, true};
      length = chat_length(piece.text);
    }
    piece.text.push_back(chat::text("\n• "));
    append_words(piece.text, words);
    length += more;
    ++piece.told;
  }
  put_piece(pieces, std::move(piece));
}

}  // namespace

std::vector<chat_piece> cut_in_pieces(digest_part const& part, std::size_t comfortable) {
  std::vector<chat_piece> pieces;
  for (std::size_t i = 0; i < part.lines.size(); ++i)
    cut_line(pieces, part.lines[i], i, comfortable);
  return pieces;
}

std::vector<chat_section> pack_pieces(std::vector<chat_piece> const& pieces, std::size_t begin,
                                      std::string const& title, std::size_t comfortable) {
  std::vector<chat_section> sections;
  auto const heading = chat::bold(title);
  for (auto i = begin; i < pieces.size(); ++i) {
    auto const& piece = pieces[i];
    auto const extra = sections.empty() ? chat_length({heading}) + 1 : 2;
    if (sections.empty()) {
      auto const fits = extra + piece.length <= most_in_section;
      sections.push_back({{heading}, extra, i, i});
      if (!fits) sections.push_back({{}, 0, i, i});
    } else if (sections.back().length + extra + piece.length > comfortable) {
      sections.push_back({{}, 0, i, i});
    }
    auto& section = sections.back();
    if (section.end > section.begin) {
      auto const apart = piece.stands_apart || pieces[i - 1].stands_apart;
      section.text.push_back(chat::text(apart ? "\n\n" : "\n"));
    } else if (!section.text.empty()) {
      section.text.push_back(chat::text("\n"));
    }
    append_words(section.text, piece.text);
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
  for (auto const& some : split_list(subjects)) {
    chat_piece piece;
    piece.text.push_back(chat::text(words));
    append_list(piece.text, some);
    piece.told = 0;
    piece.stands_apart = true;
    put_piece(pieces, std::move(piece));
  }
  return pieces;
}

}  // namespace huzzah::recognition
