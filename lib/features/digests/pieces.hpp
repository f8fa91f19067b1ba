// A digest's sections cut into what fits the blocks of a chat message.
#pragma once

#include "chat/message.hpp"
#include "features/digests/digest.hpp"

#include <cstddef>
#include <optional>
#include <vector>

namespace huzzah::digests {

/// What stays together in one block: a line with its words, or some of the words of a long one.
class chat_piece {
 public:
  chat::rich_text head;       ///< who it is about; of a line that goes on, left out behind its piece before
  chat::rich_text body;       ///< the words
  std::size_t length = 0;     ///< of both, as chat::chat_length() measures it
  std::size_t line = 0;       ///< which line of the part it belongs to
  std::size_t told = 1;       ///< how many shoutouts or wins it tells
  bool begins = true;         ///< whether it is the first piece of its line
  bool stands_apart = false;  ///< whether it is a paragraph, with an empty line around it
};

/// Some pieces as one block.
class chat_section {
 public:
  chat::rich_text text;
  std::size_t length = 0;
  std::size_t begin = 0;  ///< its pieces: from
  std::size_t end = 0;    ///< … to before
};

/// The pieces of a part, each of about `comfortable` characters at most where its words allow it.
std::vector<chat_piece> cut_in_pieces(digest_part const& part, std::size_t comfortable);

/// The pieces from `begin` on as blocks of about `comfortable` characters; the title is in the first one.
std::vector<chat_section> pack_pieces(std::vector<chat_piece> const& pieces, std::size_t begin,
                                      std::string const& title, std::size_t comfortable);

/// Who or what a line is about: its first mention or bold token.
std::optional<chat::token> subject_of(digest_line const& line);

/// Pieces that only name the subjects of lines, the first one behind `words`.
std::vector<chat_piece> name_in_pieces(std::vector<chat::token> const& subjects, std::string const& words);

}  // namespace huzzah::digests
