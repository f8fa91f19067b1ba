// The stand-ups, digests and prompt packs of the configuration.
#pragma once

#include "bot/config/feature_options.hpp"
#include "bot/config/problem.hpp"

#include <filesystem>
#include <set>

namespace huzzah::bot {

/// Reads "standups", "digests", "rituals" and "prompts" of the whole configuration. One with something wrong
/// in it is left out and described in `faulty`, so that it keeps no other from going on. Files are looked for
/// beside the configuration, in `folder`.
ritual_options read_rituals(json_section& top, std::filesystem::path const& folder, problems& faulty);

/// Where the parts of an entry are read; `faulty` gets what is wrong with them.
class ritual_entry {
 public:
  ritual_entry(nlohmann::json const& object, std::string const& pointer, problems& faulty)
      : section(object, pointer, faulty), found(faulty) {}

  /// A name that `taken` does not have in any case; it is added.
  void read_name(std::string& into, std::set<std::string>& taken);
  /// "#name", "name" or an id.
  void read_channel(std::string& into);
  void read_zone(calendar::time_zone& into);
  /// Each returns whether the key was there and right.
  bool read_time(std::string_view key, calendar::time_of_day& into);
  void wrong(std::string_view key, std::string message, std::string hint = {}) {
    found.emplace_back(section.pointer_to(key), std::move(message), std::move(hint));
  }

  json_section section;
  problems& found;
};

/// One entry each; what is wrong goes to the entry's problems.
standups::settings read_standup(ritual_entry& entry, std::set<std::string>& names,
                                ritual_options const& known, std::filesystem::path const& folder);
digests::settings read_digest(ritual_entry& entry, std::set<std::string>& names);

}  // namespace huzzah::bot
