// Modals and Home tabs, as they are open on people's screens.
#pragma once

#include "base/clock.hpp"
#include "sandbox/workspace/slack_json.hpp"

#include <map>
#include <string>
#include <vector>

namespace huzzah::sandbox {

/// One view.
class open_view {
 public:
  std::string id;
  std::string user;
  std::string external_id;
  document shown;  ///< with id, hash, state and all else that Slack adds
};

/// All views. Opening, pushing and publishing take views that were found valid.
class view_book {
 public:
  view_book(workspace_state const& state, app_identity const& app, id_source& ids)
      : state_(state), app_(app), ids_(ids) {}

  /// Opens a modal on the person's screen, in place of any others.
  open_view const& open(std::string const& user, nlohmann::json const& view);
  /// Opens a modal above the others; null when three are open already.
  open_view const* push(std::string const& user, nlohmann::json const& view);
  /// Replaces what a view shows; keeps its id.
  open_view const& update(open_view& which, nlohmann::json const& view);
  /// Shows a Home tab.
  open_view const& publish(std::string const& user, nlohmann::json const& view);
  /// Records what the person entered, for payloads and for the app.
  void set_state(open_view& which, nlohmann::json const& values);

  open_view* find(std::string const& id);
  open_view* find_external(std::string const& external_id);
  open_view* home(std::string const& user);
  /// The modals on a person's screen, the lowest first.
  std::vector<std::string> stack(std::string const& user) const;
  /// Takes a modal off the screen.
  void close(std::string const& id);
  /// Takes all of a person's modals off the screen.
  void close_all(std::string const& user);

 private:
  document dress(open_view const& which, nlohmann::json const& view, std::string const& previous);
  open_view& make(std::string const& user, nlohmann::json const& view, std::string const& previous);

  workspace_state const& state_;
  app_identity const& app_;
  id_source& ids_;
  std::map<std::string, open_view> views_;
  std::map<std::string, std::vector<std::string>> stacks_;
  std::map<std::string, std::string> homes_;
};

}  // namespace huzzah::sandbox
