// What people write and what the bot says: a list of tokens, the same for every platform. Because names,
// links and broadcasts are tokens of their own, text is only ever text and can't ping anybody.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace huzzah::chat {

/// What a token is, and what its `text` and `id` hold.
enum class token_kind {
  text,       ///< text: the characters, new lines included, unescaped
  bold,       ///< text: the same, shown strong (only said by the bot)
  mention,    ///< id: a person; text: the name shown, if it was given
  group,      ///< id: a user group; text: its handle, if given
  broadcast,  ///< id: here, channel or everyone; always inert when the bot says it
  channel,    ///< id: a channel; text: its name, if given
  emoji,      ///< id: the name without colons and skin tone ("clap"); text: the skin tone ("skin-tone-3")
  link,       ///< id: the URL; text: the label, if there is one
  code,       ///< text: inline code or a code block
  quote,      ///< text: a quoted line or block
};

/// One piece of a text.
class token {
 public:
  token(token_kind kind_, std::string text_, std::string id_ = {})
      : kind(kind_), text(std::move(text_)), id(std::move(id_)) {}
  friend bool operator==(token const&, token const&) = default;

  token_kind kind;
  std::string text;
  std::string id;
};

token text(std::string characters);
token bold(std::string characters);
token mention(std::string person);
token emoji(std::string name);
token link(std::string url, std::string label);

/// A text as tokens, in order.
using rich_text = std::vector<token>;

/// The text as a person without formatting reads it: "@U123" or "@name", ":tada:", a link's label.
std::string to_plain(rich_text const& text);

/// What a person is called; empty for who is unknown.
using name_finder = std::function<std::string(std::string const& person)>;

/// A person's text as the bot repeats it: the same, but no one is pinged. Mentions are replaced by names.
rich_text inert(rich_text const& said, name_finder const& name_of);

/// Huzzah's own one-line form of a text, for storage: text with & < > escaped, and `<@id>`, `<%id>` (group),
/// `<!id>`, `<#id>`, `<:name:>`, `<*bold>`, `<`code>`, `<>quote>`, `<url|label>`; a shown name follows a `|`.
std::string to_markup(rich_text const& text);
/// Reads to_markup()'s form; anything else is taken as text, so that every string reads as something.
rich_text from_markup(std::string_view markup);

}  // namespace huzzah::chat
