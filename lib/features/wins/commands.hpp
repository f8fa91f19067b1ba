// The commands /win and /wins.
#pragma once

#include "app/context.hpp"
#include "app/ledger/win_views.hpp"
#include "app/people/directory.hpp"
#include "features/wins/recorder.hpp"

#include <optional>
#include <string>
#include <vector>

namespace huzzah::wins {

/// Answers /win and /wins, privately unless the answer itself can show the win in its channel. I/O thread
/// only; what is passed in must outlive it.
class commands {
 public:
  commands(app::context const& with, options const& options, recorder& recorder);

  /// nullopt for another command. The command outlives the call.
  awaitable<result<std::optional<chat::reply>>> handle(chat::command_invoked const& command);

 private:
  awaitable<result<std::optional<chat::reply>>> note(chat::command_invoked const& command);
  awaitable<result<chat::message>> look_back(chat::command_invoked const& command);
  awaitable<result<chat::message>> show_mine(std::string workspace, std::string person);
  awaitable<result<chat::message>> show_week(std::string workspace, std::string person);
  awaitable<result<chat::message>> take_back_last(std::string workspace, std::string person);
  /// Whether we can post there.
  awaitable<bool> is_open_to_us(std::string channel);
  void add_links(std::vector<ledger::win_view>& wins) const;

  app::context with_;
  options const& options_;
  recorder& recorder_;
  people::directory people_;
};

}  // namespace huzzah::wins
