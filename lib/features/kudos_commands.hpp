// The /kudos command and its words: me, board, undo, mute, help, or a kudos.
#pragma once

#include "base/clock.hpp"
#include "chat/workspace.hpp"
#include "features/kudos_recorder.hpp"
#include "recognition/kudos_grammar.hpp"

#include <map>
#include <optional>
#include <string>

namespace huzzah::features {

/// Answers /kudos. Answers are private unless they give kudos. I/O thread only; what is passed in must
/// outlive it.
class kudos_commands {
 public:
  kudos_commands(storage::store& store, chat::workspace& workspace, base::clock& clock,
                 kudos_options const& options, recognition::kudos_grammar const& grammar,
                 kudos_recorder& recorder);

  /// nullopt for another command. The command outlives the call.
  awaitable<result<std::optional<chat::reply>>> handle(chat::command_invoked const& command);

 private:
  awaitable<result<chat::message>> show_mine(std::string workspace, std::string person);
  awaitable<result<chat::message>> show_board(std::string workspace, std::string person, std::string period);
  awaitable<result<chat::message>> undo(std::string workspace, std::string person);
  awaitable<result<chat::message>> mute(std::string workspace, std::string person, bool muted);
  awaitable<result<std::optional<chat::reply>>> give(chat::command_invoked const& command,
                                                     recognition::kudos_intent intent);
  /// What those are called whom the reasons mention.
  awaitable<names_by_id> names_in(storage::personal_record const& record);
  awaitable<calendar::local_date> today(std::string person);

  storage::store& store_;
  base::clock& clock_;
  kudos_options const& options_;
  recognition::kudos_grammar const& grammar_;
  kudos_recorder& recorder_;
  roster roster_;
};

}  // namespace huzzah::features
