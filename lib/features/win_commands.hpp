// The commands /win and /wins.
#pragma once

#include "base/clock.hpp"
#include "chat/workspace.hpp"
#include "features/roster.hpp"
#include "features/win_recorder.hpp"

#include <optional>
#include <string>
#include <vector>

namespace huzzah::features {

/// Answers /win and /wins, privately but for a win that can be shown in its channel by the answer alone. I/O
/// thread only; what is passed in must outlive it.
class win_commands {
 public:
  win_commands(storage::store& store, chat::workspace& workspace, base::clock& clock,
               win_options const& options, win_recorder& recorder);

  /// nullopt for another command. The command outlives the call.
  awaitable<result<std::optional<chat::reply>>> handle(chat::command_invoked const& command);

 private:
  awaitable<result<std::optional<chat::reply>>> note(chat::command_invoked const& command);
  awaitable<result<chat::message>> look_back(chat::command_invoked const& command);
  awaitable<result<chat::message>> show_mine(std::string workspace, std::string person);
  awaitable<result<chat::message>> show_week(std::string workspace, std::string person, std::string channel);
  awaitable<result<chat::message>> take_back_last(std::string workspace, std::string person);
  /// Whether we can post there.
  awaitable<bool> is_open_to_us(std::string channel);
  void add_links(std::vector<storage::told_win_of>& wins) const;

  storage::store& store_;
  chat::workspace& workspace_;
  base::clock& clock_;
  win_options const& options_;
  win_recorder& recorder_;
  roster roster_;
};

}  // namespace huzzah::features
