// Cards cut into what fits the blocks of a message. Internal to chat's documents.
#pragma once

#include "chat/document.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace huzzah::chat {

/// What stays together in one block: a card with its words, or some of the words of a long one.
class card_piece {
 public:
  rich_text head;           ///< who it is about; in a continued card it is shown only where a block begins
  rich_text body;           ///< the words
  std::size_t length = 0;   ///< of both, as the platform measures it
  std::size_t card = 0;     ///< which card of the section it belongs to
  std::size_t telling = 1;  ///< how many words of the card, 1 for one without any
  bool begins = true;       ///< whether it is the first piece of its card
  bool is_apart = false;    ///< whether it is a paragraph, with an empty line around it
  bool is_a_block = false;  ///< whether no other piece is in its block
  std::optional<button> beside;
};

/// Some pieces as one block.
class card_block {
 public:
  rich_text text;
  std::size_t length = 0;
  std::size_t begin = 0;  ///< its pieces: from
  std::size_t end = 0;    ///< … to before
  std::optional<button> beside;
};

/// The pieces of a section, each of about `comfortable` characters at most where its words allow it.
std::vector<card_piece> cut_in_pieces(section const& whole, std::size_t comfortable, limits const& most);

/// The pieces as blocks of about `comfortable` characters; the title of their section is in the first one.
std::vector<card_block> pack_pieces(std::vector<card_piece> const& pieces, section const& whole,
                                    std::size_t comfortable, limits const& most);

/// Who or what a card is about: its first mention or bold token.
std::optional<token> subject_of(card const& shown);

/// Pieces that only name the subjects of cards, the first one in `sentence`.
std::vector<card_piece> name_in_pieces(std::vector<token> const& subjects, char const* sentence,
                                       limits const& most);

}  // namespace huzzah::chat
