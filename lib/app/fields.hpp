// A class of settings as one table of fields: how each is read from the configuration, and what its JSON
// Schema says.
#pragma once

#include "app/contribution.hpp"
#include "app/json_section.hpp"

#include <array>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace huzzah::app {

/// What the schema says of a setting; types and defaults are JSON.
class field_words {
 public:
  std::string name;
  std::string about;
  std::string type;
  std::string standard;  ///< the default
};

/// The schema of an object that has these fields and no others, as JSON.
std::string schema_of(std::string const& about, std::vector<field_words> const& fields);

/// The types of fields, and values, as JSON.
std::string number_type(int lowest, int highest);
std::string yes_or_no_type();
std::string text_type();
std::string texts_type(std::size_t most, bool needs_one);
std::string word_type(std::vector<std::string_view> const& words);
std::string json_text(int value);
std::string json_text(bool value);
std::string json_text(std::string const& value);
std::string json_text(std::vector<std::string> const& value);

/// All settings of a class, in the order in which they are shown. The defaults are those of `Settings()`.
/// Each field is added with its name, what it is for, and `member`: where it is kept, as a function of the
/// settings.
template <class Settings>
class fields {
 public:
  template <class Member>
  fields& number(std::string name, int lowest, int highest, std::string about, Member member) {
    return add({name, std::move(about), number_type(lowest, highest), standard(member)},
               [=](json_section& from, Settings& into) { from.read(name, member(into), lowest, highest); });
  }
  template <class Member>
  fields& yes_or_no(std::string name, std::string about, Member member) {
    return add({name, std::move(about), yes_or_no_type(), standard(member)},
               [=](json_section& from, Settings& into) { from.read(name, member(into)); });
  }
  template <class Member>
  fields& text(std::string name, std::string about, Member member) {
    return add({name, std::move(about), text_type(), standard(member)},
               [=](json_section& from, Settings& into) { from.read(name, member(into)); });
  }
  /// A list of up to `most` texts, each of which `check` brings into its form; at least one where `noun`
  /// names what it is a list of.
  template <class Member>
  fields& texts(std::string name, std::string noun, std::size_t most, element_check check, std::string about,
                Member member) {
    return add({name, std::move(about), texts_type(most, !noun.empty()), standard(member)},
               [=](json_section& from, Settings& into) {
                 if (from.read(name, member(into), most, check) && member(into).empty() && !noun.empty())
                   from.wrong(name, "must name at least one " + noun);
               });
  }
  /// One word of several, each of which means a value.
  template <class Enum, std::size_t N, class Member>
  fields& word(std::string name, std::array<std::pair<std::string_view, Enum>, N> const& words,
               std::string about, Member member) {
    std::vector<std::string_view> names;
    std::string chosen;
    Settings defaults;
    for (auto const& [word, meaning] : words) {
      names.push_back(word);
      if (meaning == member(defaults)) chosen = word;
    }
    return add(
        {name, std::move(about), word_type(names), json_text(chosen)},
        [=](json_section& from, Settings& into) { from.template read<Enum>(name, member(into), words); });
  }

  /// The whole as a feature's section of the configuration; `about` says what it is for. The fields must
  /// outlive it.
  settings_section section(std::string about) const {
    settings_section made;
    made.read = [this](json_section& from) {
      Settings chosen;
      for (auto const& one : readers_)
        one(from, chosen);
      return std::any(std::move(chosen));
    };
    made.schema = [this, about = std::move(about)] { return schema_of(about, words_); };
    return made;
  }

 private:
  using reader = std::function<void(json_section& from, Settings& into)>;

  fields& add(field_words words, reader read) {
    words_.push_back(std::move(words));
    readers_.push_back(std::move(read));
    return *this;
  }
  template <class Member>
  static std::string standard(Member member) {
    Settings defaults;
    return json_text(member(defaults));
  }

  std::vector<field_words> words_;
  std::vector<reader> readers_;
};

}  // namespace huzzah::app
