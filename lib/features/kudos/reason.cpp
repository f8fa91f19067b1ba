#include "features/kudos/reason.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace huzzah::kudos {

namespace {

using chat::token_kind;

/// What may go from the front of a reason.
bool is_lead(lexeme const& piece) {
  return piece.kind == lexeme_kind::space || piece.kind == lexeme_kind::tag ||
         piece.kind == lexeme_kind::plus || piece.kind == lexeme_kind::trophy ||
         is_one_of(piece, {",", ".", ":", ";", "!", "?", "-", "–", "—", "…", ")", "，", "、", "！"});
}

/// What may go from the end of one: what joins it to the next kudos.
bool is_tail(lexeme const& piece) {
  return piece.kind == lexeme_kind::space || piece.kind == lexeme_kind::tag ||
         is_one_of(piece, {",", ":", ";", "-", "–", "—", "&", "，", "、"});
}

std::ptrdiff_t count(stretch text, std::string_view mark) {
  return std::count_if(text.begin(), text.end(), [&](lexeme const& piece) { return piece.is(mark); });
}

/// The end of a pair that began before: "*@a ++* for it", but not "@a ++ *great* work".
bool closes_earlier_pair(stretch text) {
  for (auto const* const mark : {"*", "_"})
    if (text.front().is(mark)) return count(text, mark) % 2 == 1;
  return false;
}

stretch without_lead(stretch text) {
  while (!text.empty() && (is_lead(text.front()) || closes_earlier_pair(text)))
    text = text.subspan(1);
  return text;
}

/// Without "for", "because", "because of" at the front.
stretch without_because(stretch text) {
  if (text.empty() || !is_one_of(text.front(), {"for", "because"})) return text;
  auto const was_because = text.front().is("because");
  text = without_lead(text.subspan(1));
  return was_because && !text.empty() && text.front().is("of") ? without_lead(text.subspan(1)) : text;
}

/// "great work #craft." → "great work "
stretch without_closing_values(stretch text) {
  auto rest = text;
  while (!rest.empty() && (ends_sentence(rest.back()) || rest.back().kind == lexeme_kind::space))
    rest = rest.first(rest.size() - 1);
  return !rest.empty() && rest.back().kind == lexeme_kind::tag ? rest.first(rest.size() - 1) : text;
}

/// "(@a ++ great)", "*@a ++ great*", but not "thanks :)"
bool closes_other_pair(stretch text) {
  for (auto const* const mark : {"*", "_", "~"})
    if (text.back().is(mark)) return count(text, mark) % 2 == 1;
  if (!text.back().is(")") || count(text, ")") <= count(text, "(")) return false;
  return text.size() == 1 || !is_one_of(text[text.size() - 2], {":", ";", "-"});
}

/// Without what joins, and without the end of a pair whose beginning is elsewhere: "*@a ++ great*".
stretch without_tail(stretch text) {
  // No real text closes more pairs than this; bounds the time for a line of ten thousand brackets.
  constexpr int rounds = 8;
  for (int round = 0; round < rounds; ++round) {
    auto const before = text.size();
    text = without_closing_values(text);
    while (!text.empty() && (is_tail(text.back()) || text.back().is("and")))
      text = text.first(text.size() - 1);
    if (!text.empty() && closes_other_pair(text)) text = text.first(text.size() - 1);
    if (text.size() == before) break;
  }
  return text;
}

chat::rich_text to_text(stretch pieces) {
  chat::rich_text text;
  for (auto const& piece : pieces) {
    if (piece.source->kind != token_kind::text) {
      text.push_back(*piece.source);
      continue;
    }
    if (text.empty() || text.back().kind != token_kind::text) text.push_back(chat::text({}));
    text.back().text += piece.kind == lexeme_kind::space ? std::string_view(" ") : piece.written;
  }
  return text;
}

}  // namespace

chat::rich_text reason_behind(stretch text) {
  return to_text(without_tail(without_because(without_lead(text))));
}

chat::rich_text reason_before(stretch text) {
  auto const is_joint = [](lexeme const& piece) {
    return is_tail(piece) ||
           is_one_of(piece, {"to", "for", "by", "from", "with", "and", "kudos", "*", "_", "("});
  };
  while (!text.empty() && is_joint(text.back()))
    text = text.first(text.size() - 1);
  // Of several sentences the last one is about the mention; its own full stop does not end it.
  auto start = text.size();
  while (start > 0 && ends_sentence(text[start - 1]))
    --start;
  while (start > 0 && !ends_sentence(text[start - 1]))
    --start;
  text = text.subspan(start);
  auto const is_bullet = [](lexeme const& piece) {
    return is_lead(piece) || piece.kind == lexeme_kind::other_emoji || is_one_of(piece, {"*", "•", "_"});
  };
  while (!text.empty() && is_bullet(text.front()))
    text = text.subspan(1);
  auto const is_who = [](lexeme const& piece) { return piece.kind == lexeme_kind::who; };
  if (std::any_of(text.begin(), text.end(), is_who)) return {};  // it is about another person
  auto const words = std::count_if(text.begin(), text.end(), [](lexeme const& piece) {
    return piece.kind == lexeme_kind::word && base::length(piece.written) > 1;
  });
  if (words == 0 && std::none_of(text.begin(), text.end(),
                                 [](lexeme const& piece) { return piece.kind == lexeme_kind::opaque; }))
    return {};
  if (words == 1 && !text.empty() &&
      is_one_of(text.front(),
                {"hey",  "hi",  "hello", "so",   "also",    "ok",   "okay", "yes",   "yep",  "oh",  "cc",
                 "dear", "and", "but",   "well", "morning", "team", "all",  "again", "then", "plus"}))
    return {};
  return to_text(without_because(text));
}

bool is_separator(stretch text) {
  return std::all_of(text.begin(), text.end(), [](lexeme const& piece) {
    return is_tail(piece) || is_one_of(piece, {"and", "*", "_"});
  });
}

std::vector<std::size_t> values_in(stretch text) {
  std::vector<std::size_t> values;
  for (auto const& piece : text)
    if (piece.kind == lexeme_kind::tag &&
        std::find(values.begin(), values.end(), piece.value) == values.end())
      values.push_back(piece.value);
  return values;
}

}  // namespace huzzah::kudos
