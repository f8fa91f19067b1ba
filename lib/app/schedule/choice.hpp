// Which ritual a command is about, and what is answered where that is not clear; the same for all kinds.
#pragma once

#include "app/schedule/registry.hpp"
#include "app/schedule/rights.hpp"
#include "chat/directory.hpp"
#include "chat/event.hpp"

#include <string>
#include <variant>
#include <vector>

namespace huzzah::schedule {

/// How one kind of rituals is spoken of: sentences of the catalog, and its command ("/standup").
class kind_words {
 public:
  char const* command;
  char const* none_yet;          ///< "There is no stand-up yet. /standup setup makes one."
  char const* none_called;       ///< "No stand-up is called {wanted}."
  char const* could_not_happen;  ///< the one called {name} that a person set up, in {channel}: {reason}
};

/// The answer where several may be meant, or none is called `wanted`; without names there are none at all.
chat::message which_one(kind_words const& kind, std::vector<std::string> const& names,
                        std::string const& wanted);

/// To who set a ritual up: it could not happen in its channel, and how that is mended.
chat::message could_not_happen(kind_words const& kind, std::string const& name, channel_trouble what,
                               std::string const& channel);

/// Looks among those that a person may know of. I/O thread only; what is passed in must outlive it.
template <class Settings>
class chooser {
 public:
  using entry = known_ritual<Settings>;
  using entries = std::vector<entry>;
  /// The one that is meant, or what to say instead.
  using choice = std::variant<entry, chat::message>;

  chooser(chat::directory& directory, registry<Settings>& book, rights& rights, kind_words kind)
      : directory_(directory), book_(book), rights_(rights), kind_(kind) {}

  /// All that the person may know of: to them there are no others.
  awaitable<entries> known_to(std::string person) {
    auto all = book_.all();
    co_return co_await rights_.visible(std::move(person), std::move(all));
  }
  /// Those of some that happen in a channel.
  awaitable<entries> those_in(entries all, std::string channel);
  /// The one of that name, or with an empty one that of the command's channel, or the only one there is.
  awaitable<choice> choose(chat::command_invoked const& command, std::string name);

 private:
  choice unclear(entries const& some, std::string const& wanted) const {
    std::vector<std::string> names;
    for (auto const& one : some)
      names.push_back(one.settings.name);
    return which_one(kind_, names, wanted);
  }

  chat::directory& directory_;
  registry<Settings>& book_;
  rights& rights_;
  kind_words kind_;
};

template <class Settings>
auto chooser<Settings>::those_in(entries all, std::string channel) -> awaitable<entries> {
  entries here;
  for (auto& one : all) {
    auto is_here = one.settings.channel == channel;
    if (!is_here && one.settings.channel.starts_with('#')) {
      auto const found = co_await directory_.find_channel(one.settings.channel);
      is_here = found && found->id == channel;
    }
    if (is_here) here.push_back(std::move(one));
  }
  co_return here;
}

template <class Settings>
auto chooser<Settings>::choose(chat::command_invoked const& command, std::string name) -> awaitable<choice> {
  auto const all = co_await known_to(command.person);
  if (!name.empty()) {
    if (auto const* known = named(all, name)) co_return choice(*known);
    co_return unclear(all, name);
  }
  auto here = co_await those_in(all, command.channel);
  auto const& some = here.empty() ? all : here;
  if (some.size() == 1) co_return choice(some.front());
  co_return unclear(some, {});
}

}  // namespace huzzah::schedule
