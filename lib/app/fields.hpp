// A class of settings as one table of fields: how each is read from the configuration, stored, and asked for
// by a form, and what the JSON Schema says of it.
#pragma once

#include "app/contribution.hpp"
#include "app/value_kind.hpp"
#include "base/catalog.hpp"

#include <functional>
#include <map>
#include <memory>
#include <set>
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
  std::string standard;  ///< the default; empty where it has none
  bool is_needed = false;
};

/// The schema of an object that has these fields and no others, as JSON.
std::string schema_of(std::string const& about, std::vector<field_words> const& fields);
/// The schema of a list of what has the schema `items`, empty by default.
std::string schema_of_list(std::string const& about, std::size_t most, std::string const& items);

/// An object with those members, which are JSON; those without text are left out.
std::string stored_object(std::map<std::string, std::string> const& members);
/// Has such an object read. What is wrong is the failure, but for members that are not read.
result<> read_stored(std::string_view text, std::function<void(json_section& from)> const& read);

/// How a form asks for a setting; label and hint are translated where they are shown.
class asked_field {
 public:
  char const* label;
  char const* hint = "";
  bool is_optional = false;
  std::string name{};  ///< in the form; empty: as in the configuration
};
using form_values = std::map<std::string, std::string>;
/// What was entered, without white space around it; empty where there is nothing.
std::string entered_in(form_values const& values, std::string const& name);

/// All settings of a class, in the order in which they are shown. The defaults are those of `Settings()`.
template <class Settings>
class fields {
 public:
  /// A setting with its name, what it is for, and `member`, where it is kept: a pointer to a member, or a
  /// function of the settings. A form asks for those that say how.
  template <class Value, class Member>
  fields& add(std::string name, std::string about, value_kind<Value> kind, Member member,
              std::optional<asked_field> asked = std::nullopt) {
    Settings defaults;
    auto const how = std::make_shared<value_kind<Value> const>(std::move(kind));
    field made;
    made.words = {name, std::move(about), how->type, "", how->is_needed};
    if (!how->is_needed && how->written) made.words.standard = how->written(std::invoke(member, defaults));
    made.read = [=](json_section& from, Settings& into) {
      if (how->read) how->read(from, name, std::invoke(member, into));
    };
    auto const key = how->stored_key.empty() ? name : how->stored_key;
    made.store = [=](Settings& from, form_values& into) {
      into[key] = (how->store ? how->store : how->written)(std::invoke(member, from));
    };
    made.restore = [=](json_section& from, Settings& into) {
      auto& value = std::invoke(member, into);
      auto const may_be_absent = how->store && how->store(value).empty();
      if (!from.left_out(key))
        (how->restore ? how->restore : how->read)(from, key, value);
      else if (!may_be_absent)
        from.wrong(key, "is missing");
    };
    if (asked) {
      if (asked->name.empty()) asked->name = name;
      made.show = [=, asked = *asked](Settings& from) {
        chat::form_field shown(asked.name, base::translate(asked.label), how->control, asked.is_optional);
        if (*asked.hint != '\0') shown.hint = base::translate(asked.hint);
        shown.choices = how->choices;
        for (auto const& choice : how->choices)
          shown.labels.push_back(base::translate(choice.c_str()));
        shown.initial = how->shown(std::invoke(member, from));
        return shown;
      };
      made.enter = [=, name = asked->name](form_values const& values, Settings& into, form_values& wrong) {
        auto why = how->enter(entered_in(values, name), std::invoke(member, into));
        if (!why.empty()) wrong.emplace(name, std::move(why));
      };
    }
    all_.push_back(std::move(made));
    return *this;
  }

  void read(json_section& from, Settings& into) const {
    for (auto const& one : all_)
      one.read(from, into);
  }

  /// From an object inside, or an empty one where it is left out.
  void read(json_section& around, std::string_view key, Settings& into) const {
    auto from = around.section(key);
    read(from, into);
  }

  std::string schema(std::string const& about) const {
    std::vector<field_words> words;
    words.reserve(all_.size());
    for (auto const& one : all_)
      words.push_back(one.words);
    return schema_of(about, words);
  }

  /// The whole as the section `key` of the configuration; `about` says what it is for. The fields must
  /// outlive it.
  settings_section section(std::string key, std::string about) const {
    settings_section made;
    made.key = key;
    made.read = [=, this](settings_source& source) {
      Settings chosen;
      read(source.top, key, chosen);
      return std::any(std::move(chosen));
    };
    made.schema = [=, this] { return schema(about); };
    return made;
  }

  /// A list of up to `most` of them, each with a `name` of its own. One with something wrong in it is left
  /// out and described in the source's `faulty`. `more` reads and checks what the fields don't; it may be
  /// empty.
  using reading_more = std::function<void(json_section& from, Settings& into, settings_source const& source)>;
  settings_section list(std::string key, std::string about, std::size_t most, reading_more more = {}) const {
    settings_section made;
    made.key = key;
    made.read = [=, this](settings_source& source) {
      std::vector<Settings> all;
      std::set<std::string> names;
      for (auto const& [object, pointer] : source.top.objects(key, most)) {
        problems found;
        Settings one;
        {
          json_section from(*object, pointer, found);
          read(from, one);
          if (more) more(from, one, source);
          if (!from.has_problem("name") && !names.insert(base::to_lower(one.name)).second)
            from.wrong("name", "another one is called \"" + one.name + "\" already",
                       "names differ by more than capital letters: choose another");
        }
        if (found.empty()) all.push_back(std::move(one));
        source.faulty.insert(source.faulty.end(), found.begin(), found.end());
      }
      return std::any(std::move(all));
    };
    made.schema = [=, this] { return schema_of_list(about, most, schema("")); };
    return made;
  }

  /// The settings as they are stored, as JSON, and back: invalid_input for what can't be understood.
  std::string stored(Settings from) const {
    form_values members;
    for (auto const& one : all_)
      one.store(from, members);
    return stored_object(members);
  }
  result<Settings> restored(std::string_view text) const {
    Settings into;
    auto const done = read_stored(text, [&](json_section& from) {
      for (auto const& one : all_)
        one.restore(from, into);
    });
    if (!done) return done.error();
    return into;
  }

  /// The form that asks for them, filled; and what was entered, with what is to be mended by field.
  std::vector<chat::form_field> form(Settings shown) const {
    std::vector<chat::form_field> asked;
    for (auto const& one : all_)
      if (one.show) asked.push_back(one.show(shown));
    return asked;
  }
  void enter(form_values const& values, Settings& into, form_values& wrong) const {
    for (auto const& one : all_)
      if (one.enter) one.enter(values, into, wrong);
  }

 private:
  class field {
   public:
    field_words words;
    std::function<void(json_section& from, Settings& into)> read;
    std::function<void(Settings& from, form_values& into)> store;
    std::function<void(json_section& from, Settings& into)> restore;
    std::function<chat::form_field(Settings& from)> show;
    std::function<void(form_values const& values, Settings& into, form_values& wrong)> enter;
  };
  std::vector<field> all_;
};

}  // namespace huzzah::app
