#include "base/catalog.hpp"

#include <boost/locale/gnu_gettext.hpp>
#include <boost/locale/message.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <locale>
#include <memory>
#include <stdexcept>

namespace huzzah::base {
namespace {

/// None for English.
std::unique_ptr<std::locale>& language_in_use() {
  static std::unique_ptr<std::locale> chosen;
  return chosen;
}

std::vector<char> read_file(std::filesystem::path const& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string fill(std::string_view sentence, std::initializer_list<argument> arguments,
                 std::string const& count = {}) {
  std::string line;
  for (auto const& piece : pieces_of(sentence)) {
    auto const* const found = std::find_if(arguments.begin(), arguments.end(), [&](argument const& one) {
      return piece.is_placeholder && one.name == piece.text;
    });
    if (found != arguments.end())
      line += found->value;
    else if (piece.is_placeholder && piece.text == "count" && !count.empty())
      line += count;
    else if (piece.is_placeholder)
      line.append("{").append(piece.text).append("}");
    else
      line += piece.text;
  }
  return line;
}

}  // namespace

result<> use_language(std::filesystem::path const& folder, std::string const& language) {
  if (language == "en") {
    language_in_use().reset();
    return {};
  }
  auto const is_name = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
  if (language.empty() || !std::all_of(language.begin(), language.end(), is_name))
    return error(errc::invalid_input, "a language is named like de or pt_BR");
  auto const file = folder / language / "LC_MESSAGES" / "huzzah.mo";
  auto content = read_file(file);
  if (content.empty())
    return error(errc::not_found, "there is no catalog of the language " + language + ": put " +
                                      file.string() + " there, or use en");
  namespace gettext = boost::locale::gnu_gettext;
  gettext::messages_info from;
  from.language = language;
  from.encoding = "UTF-8";
  from.paths = {folder.string()};
  from.domains = {gettext::messages_info::domain("huzzah")};
  // Boost asks for several places, the general ones last.
  from.callback = [&](std::string const&, std::string const&) { return content; };
  try {
    language_in_use() =
        std::make_unique<std::locale>(std::locale::classic(), gettext::create_messages_facet<char>(from));
  } catch (std::exception const& problem) {
    return error(errc::bad_message, file.string() + " is no catalog that msgfmt wrote: " + problem.what());
  }
  return {};
}

std::string find_translation(char const* english) {
  auto const& language = language_in_use();
  return language ? boost::locale::gettext(english, *language) : english;
}

std::string find_translation(std::int64_t count, char const* one, char const* many) {
  auto const& language = language_in_use();
  if (!language) return count == 1 ? one : many;
  return boost::locale::ngettext(one, many, static_cast<int>(std::min<std::int64_t>(count, 1'000'000)),
                                 *language);
}

std::string spell_number(std::int64_t number) {
  auto digits = std::to_string(number);
  auto const first = number < 0 ? 1 : 0;
  auto const between = find_translation("{thousands},{hundreds}");
  auto const pieces = pieces_of(between);
  auto const mark = pieces.size() == 3 ? pieces[1].text : std::string_view();
  for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > first; at -= 3)
    digits.insert(static_cast<std::size_t>(at), mark);
  return digits;
}

std::string translate(char const* english, std::initializer_list<argument> arguments) {
  return fill(find_translation(english), arguments);
}

std::string translate(std::int64_t count, char const* one, char const* many,
                      std::initializer_list<argument> arguments) {
  return fill(find_translation(count, one, many), arguments, spell_number(count));
}

std::vector<sentence_piece> pieces_of(std::string_view sentence) {
  std::vector<sentence_piece> pieces;
  while (!sentence.empty()) {
    auto const open = sentence.find('{');
    auto const close = open == std::string_view::npos ? open : sentence.find('}', open);
    if (close == std::string_view::npos) break;
    if (open > 0) pieces.emplace_back(sentence.substr(0, open));
    pieces.emplace_back(sentence.substr(open + 1, close - open - 1), true);
    sentence.remove_prefix(close + 1);
  }
  if (!sentence.empty()) pieces.emplace_back(sentence);
  return pieces;
}

}  // namespace huzzah::base
