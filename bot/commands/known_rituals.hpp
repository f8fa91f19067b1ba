// The rituals of the configuration and of the chat, as the commands see them that only read the database.
#pragma once

#include "app/contribution.hpp"
#include "features/digests/book.hpp"
#include "features/standups/book.hpp"
#include "store/reader.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace huzzah::bot::commands {

/// All that are known of one workspace, resting or not.
class known_rituals {
 public:
  /// Reads what the chat has said; `ledger` may be null, where there is no database yet. Of several
  /// workspaces in one database the last that the bot connected to is taken. Failures of storage come out as
  /// an exception (see store::reader).
  static known_rituals read(app::chosen_settings const& configured, store::reader* ledger);

  std::string workspace;      ///< its id; empty where none was ever connected
  std::string workspace_url;  ///< where its messages are on the web; empty while that is not known
  std::vector<standups::book::entry> standups;
  std::vector<digests::book::entry> digests;

  /// Only the stand-ups' settings.
  std::vector<standups::settings> teams() const;
};

/// The names of the workspace's settings that say where it is, and when the bot connected to it last.
inline constexpr std::string_view url_setting = "url";
inline constexpr std::string_view connected_setting = "connected";

/// Notes where a workspace is, for links; within a unit of work.
void note_connection(store::unit_of_work& work, std::string const& workspace, std::string const& url,
                     base::time_point now);

}  // namespace huzzah::bot::commands
