// The /kudos command and its words: me, board, undo, mute, help, or a kudos.
#pragma once

#include "app/context.hpp"
#include "app/ledger/standings.hpp"
#include "features/kudos/giving_form.hpp"
#include "features/kudos/grammar.hpp"
#include "features/kudos/recorder.hpp"

#include <map>
#include <optional>
#include <string>

namespace huzzah::kudos {

/// Answers /kudos. Answers are private unless they give kudos. I/O thread only; what is passed in must
/// outlive it.
class commands {
 public:
  commands(app::context const& with, options const& options, grammar const& grammar, recorder& recorder,
           giving_form& form);

  /// The command outlives the call.
  awaitable<result<chat::reply>> handle(chat::command_invoked const& command);

 private:
  awaitable<result<chat::message>> show_mine(std::string workspace, std::string person);
  awaitable<result<chat::message>> show_board(chat::command_invoked const& command, std::string period);
  awaitable<result<chat::message>> undo(std::string workspace, std::string person);
  awaitable<result<chat::message>> mute(std::string workspace, std::string person, bool muted);
  awaitable<result<chat::reply>> give(chat::command_invoked const& command, intent intent);
  /// What a requested board counts: what every full member can read, and in a private channel what was said
  /// there. For guests and people of other organisations only the latter.
  awaitable<people::viewer> compared_for(chat::command_invoked const& command);
  /// The names of those who are mentioned in the reasons.
  awaitable<app::names_by_id> names_in(ledger::personal_record const& record);
  awaitable<calendar::local_date> today(std::string person);

  app::context with_;
  options const& options_;
  grammar const& grammar_;
  recorder& recorder_;
  giving_form& form_;
  people::directory people_;
};

}  // namespace huzzah::kudos
