// How much a chat platform takes; asked of it (see poster::limits()).
#pragma once

#include "chat/rich_text.hpp"

#include <cstddef>

namespace huzzah::chat {

/// What a message may have.
class limits {
 public:
  /// An upper bound of the characters that a text takes in the platform's own form, escaped as it needs it.
  std::size_t (*length)(rich_text const& text);
  std::size_t block;    ///< characters of the text of one block, by that measure
  std::size_t message;  ///< characters of the text of all blocks together
  std::size_t blocks;   ///< of a message
};

}  // namespace huzzah::chat
