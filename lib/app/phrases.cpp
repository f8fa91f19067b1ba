#include "app/phrases.hpp"

#include "base/text.hpp"
#include "chat/quotes.hpp"
#include "chat/say.hpp"

#include <algorithm>

namespace huzzah::app {

chat::message one_line(std::string words) {
  return chat::message(chat::rich_text{chat::text(std::move(words))});
}

chat::token channel_token(std::string const& id_or_name) {
  if (id_or_name.starts_with('#')) return chat::text(id_or_name);
  return {chat::token_kind::channel, "", id_or_name};
}

chat::token code(std::string words) {
  return {chat::token_kind::code, std::move(words)};
}

chat::name_finder finder(names_by_id const& known) {
  return [&known](std::string const& id) {
    auto const found = known.find(id);
    return found == known.end() ? std::string() : found->second;
  };
}

std::set<std::string> mentioned_in(std::string const& markup) {
  std::set<std::string> people;
  for (auto const& piece : chat::from_markup(markup))
    if (piece.kind == chat::token_kind::mention) people.insert(piece.id);
  return people;
}

std::vector<std::string> words_of(chat::rich_text const& text) {
  std::vector<std::string> words;
  auto const plain = base::to_lower(chat::to_plain(text));
  for (std::size_t end = 0;;) {
    auto const begin = plain.find_first_not_of(" \t\r\n", end);
    if (begin == std::string::npos) return words;
    end = std::min(plain.find_first_of(" \t\r\n", begin), plain.size());
    words.push_back(plain.substr(begin, end - begin));
  }
}

chat::section_block section(chat::rich_text words, std::optional<chat::button> beside) {
  return {std::move(words), std::move(beside)};
}

}  // namespace huzzah::app
