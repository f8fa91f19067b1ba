#include "chat/say.hpp"

#include "base/catalog.hpp"
#include "chat/quotes.hpp"

#include <algorithm>
#include <optional>

namespace huzzah::chat {
namespace {

/// Puts a text together; what follows each other in one style is one token.
class speaker {
 public:
  void add(char character) { pending_ += character; }
  void add(rich_text const& more) {
    for (auto const& one : more) {
      if (one.kind == token_kind::text) {
        pending_ += one.text;
        continue;
      }
      end_piece();
      line_.push_back(one);
    }
  }
  /// Begins or ends a style.
  void toggle(token_kind style) {
    end_piece();
    style_ = style_ == style ? token_kind::text : style;
  }
  bool is_code() const { return style_ == token_kind::code; }
  rich_text end() && {
    end_piece();
    return std::move(line_);
  }

 private:
  void end_piece() {
    if (!pending_.empty()) line_.emplace_back(style_, std::exchange(pending_, {}));
  }

  rich_text line_;
  std::string pending_;
  token_kind style_ = token_kind::text;
};

rich_text fill(std::string const& sentence, std::initializer_list<part> given,
               std::optional<std::int64_t> count) {
  speaker line;
  for (auto const& piece : base::pieces_of(sentence)) {
    if (!piece.is_placeholder) {
      for (auto const character : piece.text) {
        if (character == '`')
          line.toggle(token_kind::code);
        else if (character == '*' && !line.is_code())
          line.toggle(token_kind::bold);
        else
          line.add(character);
      }
      continue;
    }
    auto const* const found =
        std::find_if(given.begin(), given.end(), [&](part const& one) { return one.name == piece.text; });
    if (found != given.end())
      line.add(found->value);
    else if (count && piece.text == "count")
      line.add({text(base::spell_number(*count))});
    else
      line.add({text("{" + std::string(piece.text) + "}")});
  }
  return std::move(line).end();
}

/// What is between the two placeholders of a sentence.
std::string between_two(char const* english) {
  auto const sentence = base::find_translation(english);
  for (auto const& piece : base::pieces_of(sentence))
    if (!piece.is_placeholder) return std::string(piece.text);
  return " ";
}

}  // namespace

rich_text say(char const* english, std::initializer_list<part> parts) {
  return fill(base::find_translation(english), parts, std::nullopt);
}

rich_text say(std::int64_t count, char const* one, char const* many, std::initializer_list<part> parts) {
  return fill(base::find_translation(count, one, many), parts, count);
}

rich_text list_of(std::vector<rich_text> const& items, std::size_t more) {
  auto const comma = between_two("{list}, {next}");
  auto const last_comma = more > 0 ? comma : between_two("{list} and {last}");
  rich_text line;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) line.push_back(text(i + 1 < items.size() ? comma : last_comma));
    append(line, items[i]);
  }
  if (more == 0) return line;
  return say(static_cast<std::int64_t>(more), "{list} and {count} more", "{list} and {count} more",
             {{"list", std::move(line)}});
}

rich_text list_of(std::vector<token> const& items, std::size_t more) {
  std::vector<rich_text> texts;
  texts.reserve(items.size());
  for (auto const& one : items)
    texts.push_back({one});
  return list_of(texts, more);
}

std::string list_of(std::vector<std::string> const& items, std::size_t more) {
  std::vector<rich_text> texts;
  texts.reserve(items.size());
  for (auto const& one : items)
    texts.push_back({text(one)});
  return to_plain(list_of(texts, more));
}

rich_text bullets(rich_text first, std::vector<rich_text> const& lines) {
  for (auto const& line : lines) {
    first.push_back(text("\n• "));
    append(first, line);
  }
  return first;
}

}  // namespace huzzah::chat
