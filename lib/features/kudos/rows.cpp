#include "features/kudos/rows.hpp"

namespace huzzah::kudos {

bool is_marker(lexeme const& piece) {
  return piece.kind == lexeme_kind::plus || piece.kind == lexeme_kind::trophy;
}

bool is_broadcast(lexeme const& piece) {
  return piece.source->kind == chat::token_kind::broadcast;
}

bool is_receiver(lexemes const& line, std::size_t place) {
  if (line[place].kind != lexeme_kind::who) return false;
  return place + 2 >= line.size() || !is_one_of(line[place + 1], {"'", "’"}) || !line[place + 2].is("s");
}

receiver_row receivers_in_row(lexemes const& line, std::size_t first) {
  receiver_row receivers{first, first + 1, is_broadcast(line[first])};
  for (auto next = first + 1; next < line.size(); ++next) {
    if (is_receiver(line, next)) {
      receivers.end = next + 1;
      receivers.only_broadcasts = receivers.only_broadcasts && is_broadcast(line[next]);
    } else if (line[next].kind != lexeme_kind::space &&
               !is_one_of(line[next], {",", "&", "and", "+", "＋", "/", "，", "、"})) {
      break;
    }
  }
  return receivers;
}

marker_row markers_in_row(lexemes const& line, std::size_t first) {
  marker_row markers{first, first, 0, false};
  for (auto next = first; next < line.size(); ++next) {
    if (is_marker(line[next])) {
      markers.end = next + 1;
      if (line[next].kind == lexeme_kind::trophy)
        ++markers.trophies;
      else
        markers.has_plus = true;
    } else if (line[next].kind != lexeme_kind::space && line[next].kind != lexeme_kind::other_emoji) {
      break;
    }
  }
  return markers;
}

}  // namespace huzzah::kudos
