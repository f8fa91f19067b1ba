// Catalogs of gettext's for tests: reads a template, writes what msgfmt would write, and makes a language in
// which every letter has an accent, so that a sentence in plain letters is one that was not translated.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace huzzah::test {

/// A sentence (with its plural behind a zero byte) and what it is in another language.
using catalog_entries = std::vector<std::pair<std::string, std::string>>;

/// Writes a .mo file. The entry of the empty sentence is the header.
inline void write_catalog(std::filesystem::path const& folder, std::string const& language,
                          catalog_entries entries) {
  std::sort(entries.begin(), entries.end());
  auto const number = [](std::size_t value) {
    std::string bytes;
    for (int i = 0; i < 4; ++i)
      bytes += static_cast<char>(value >> (8 * i) & 0xff);
    return bytes;
  };
  auto const count = entries.size();
  auto const first_text = 28 + 16 * count;
  auto const header = number(0x950412de) + number(0) + number(count) + number(28) + number(28 + 8 * count) +
                      number(0) + number(0);
  std::string originals;
  std::string translations;
  std::string texts;
  auto const put = [&](std::string& table, std::string const& text) {
    table += number(text.size()) + number(first_text + texts.size());
    texts += text + '\0';
  };
  for (auto const& [original, translation] : entries) {
    put(originals, original);
    put(translations, translation);
  }
  auto const file = folder / language / "LC_MESSAGES" / "huzzah.mo";
  std::filesystem::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << header << originals << translations << texts;
}

/// The same letters with accents. What is in braces or backticks stays.
inline std::string with_accents(std::string_view text) {
  static constexpr std::string_view letters[] = {"á", "ƀ", "ć", "đ", "é", "ƒ", "ǵ", "ĥ", "í",
                                                 "ĵ", "ķ", "ĺ", "ɱ", "ń", "ó", "ṗ", "ɋ", "ŕ",
                                                 "ś", "ť", "ú", "ṽ", "ŵ", "ẋ", "ý", "ź"};
  std::string made;
  char until = 0;
  for (auto const c : text) {
    auto const lower = static_cast<char>(c | 0x20);
    if (until == 0 && lower >= 'a' && lower <= 'z')
      made += letters[lower - 'a'];
    else
      made += c;
    if (until != 0)
      until = c == until ? '\0' : until;
    else if (c == '{')
      until = '}';
    else if (c == '`')
      until = '`';
  }
  return made;
}

/// Every sentence of a template, with accents.
inline catalog_entries accented(std::filesystem::path const& pot) {
  std::ifstream in(pot);
  if (!in) throw std::runtime_error("no " + pot.string());
  catalog_entries all;
  std::string* into = nullptr;
  std::string sentence;
  std::string plural;
  auto const end_entry = [&] {
    if (!sentence.empty() && plural.empty()) all.emplace_back(sentence, with_accents(sentence));
    if (!plural.empty())
      all.emplace_back(sentence + '\0' + plural, with_accents(sentence) + '\0' + with_accents(plural));
    sentence.clear();
    plural.clear();
    into = nullptr;
  };
  for (std::string line; std::getline(in, line);) {
    if (line.empty()) end_entry();
    if (line.starts_with("msgid_plural"))
      into = &plural;
    else if (line.starts_with("msgid"))
      into = &sentence;
    else if (line.starts_with("msgstr"))
      into = nullptr;
    auto const begin = line.find('"');
    if (into == nullptr || begin == std::string::npos) continue;
    for (auto i = begin + 1; i + 1 < line.size(); ++i) {
      if (line[i] != '\\') {
        *into += line[i];
        continue;
      }
      ++i;
      *into += line[i] == 'n' ? '\n' : line[i];
    }
  }
  end_entry();
  all.emplace_back("", "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=n != 1;\n");
  return all;
}

}  // namespace huzzah::test
