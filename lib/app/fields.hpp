// A class of settings as one table of fields: how each is read from the configuration, what its JSON Schema
// says, and what stands in it.
#pragma once

#include "app/contribution.hpp"
#include "app/json_section.hpp"

#include <nlohmann/json.hpp>

#include <array>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace huzzah::app {

/// One setting.
template <class Settings>
class field {
 public:
  std::string name;
  std::string about;    ///< what it is for, as the schema says it
  nlohmann::json type;  ///< the schema of its type, without a default
  std::function<void(json_section& from, Settings& into)> read;
  std::function<nlohmann::json(Settings const& from)> value;
};

/// All settings of a class, in the order in which they are shown. The defaults are those of `Settings()`.
template <class Settings>
class fields {
 public:
  /// Adds a setting; `member` is what it is kept in, as a function of the settings.
  template <class Member>
  fields& number(std::string name, int lowest, int highest, std::string about, Member member) {
    nlohmann::json type{{"type", "integer"}, {"minimum", lowest}, {"maximum", highest}};
    return add(name, std::move(about), std::move(type), member,
               [=](json_section& from, Settings& into) { from.read(name, member(into), lowest, highest); });
  }
  template <class Member>
  fields& yes_or_no(std::string name, std::string about, Member member) {
    return add(name, std::move(about), {{"type", "boolean"}}, member,
               [=](json_section& from, Settings& into) { from.read(name, member(into)); });
  }
  template <class Member>
  fields& text(std::string name, std::string about, Member member) {
    return add(name, std::move(about), {{"type", "string"}}, member,
               [=](json_section& from, Settings& into) { from.read(name, member(into)); });
  }
  /// A list of up to `most` texts, each of which `check` brings into its form; at least one where `noun`
  /// names what it is a list of.
  template <class Member>
  fields& texts(std::string name, std::string noun, std::size_t most, element_check check, std::string about,
                Member member) {
    nlohmann::json type{{"type", "array"},
                        {"items", {{"type", "string"}, {"minLength", 1}}},
                        {"maxItems", most},
                        {"uniqueItems", true}};
    if (!noun.empty()) type["minItems"] = 1;
    return add(name, std::move(about), std::move(type), member, [=](json_section& from, Settings& into) {
      if (from.read(name, member(into), most, check) && member(into).empty() && !noun.empty())
        from.wrong(name, "must name at least one " + noun);
    });
  }
  /// One word of several, each of which means a value.
  template <class Enum, std::size_t N, class Member>
  fields& word(std::string name, std::array<std::pair<std::string_view, Enum>, N> const& words,
               std::string about, Member member) {
    nlohmann::json names = nlohmann::json::array();
    for (auto const& one : words)
      names.push_back(one.first);
    add(name, std::move(about), {{"type", "string"}, {"enum", std::move(names)}}, member,
        [=](json_section& from, Settings& into) { from.template read<Enum>(name, member(into), words); });
    all_.back().value = [=](Settings const& from) {
      auto copy = from;
      for (auto const& one : words)
        if (one.second == member(copy)) return nlohmann::json(one.first);
      return nlohmann::json();
    };
    return *this;
  }

  void read(json_section& from, Settings& into) const {
    for (auto const& one : all_)
      one.read(from, into);
  }

  /// The whole as a feature's section of the configuration; `about` says what it is for. The fields must
  /// outlive it.
  settings_section section(std::string about) const {
    settings_section made;
    made.read = [this](json_section& from) {
      Settings chosen;
      read(from, chosen);
      return std::any(std::move(chosen));
    };
    made.schema = [this, about = std::move(about)] { return schema(about); };
    return made;
  }

  /// The JSON Schema of the whole section.
  nlohmann::json schema(std::string const& about) const {
    auto properties = nlohmann::json::object();
    for (auto const& one : all_) {
      auto& property = properties[one.name] = one.type;
      property["description"] = one.about;
      property["default"] = one.value(Settings());
    }
    return {{"description", about},
            {"type", "object"},
            {"additionalProperties", false},
            {"properties", std::move(properties)}};
  }

 private:
  template <class Member>
  fields& add(std::string name, std::string about, nlohmann::json type, Member member,
              std::function<void(json_section&, Settings&)> read) {
    auto value = [member](Settings const& from) {
      auto copy = from;
      return nlohmann::json(member(copy));
    };
    all_.push_back({std::move(name), std::move(about), std::move(type), std::move(read), std::move(value)});
    return *this;
  }

  std::vector<field<Settings>> all_;
};

}  // namespace huzzah::app
