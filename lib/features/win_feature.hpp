// Wins by message, by command, by button and form; and the cheers for them.
#pragma once

#include "base/clock.hpp"
#include "features/feature.hpp"
#include "features/round_threads.hpp"
#include "features/win_actions.hpp"
#include "features/win_commands.hpp"
#include "features/win_options.hpp"
#include "features/win_recorder.hpp"
#include "recognition/kudos_grammar.hpp"

namespace huzzah::features {

/// Turns what went well into wins. It comes after the kudos feature, which remembers the newest version of
/// each message. I/O thread only; what is passed in must outlive it.
class win_feature final : public feature {
 public:
  win_feature(storage::store& store, chat::workspace& workspace, base::clock& clock, win_options options);

  bool concerns(chat::event const& happened) const override;
  awaitable<result<std::optional<chat::reply>>> handle(chat::event const& happened) override;

 private:
  using answer = result<std::optional<chat::reply>>;

  awaitable<answer> on(chat::message_posted const& posted);
  awaitable<answer> on(chat::message_edited const& edited);
  awaitable<answer> on(chat::message_deleted const& deleted);
  awaitable<answer> on(chat::reaction_changed const& reaction);
  awaitable<answer> none();

  /// What a message says, whoever asks. `is_edit`: it may have stated a win before.
  awaitable<answer> settle(win_telling told, chat::rich_text const& text, chat::channel_kind channel,
                           bool is_edit);

  win_options options_;
  base::clock& clock_;
  recognition::kudos_grammar kudos_grammar_;
  round_threads threads_;
  win_recorder recorder_;
  win_commands commands_;
  win_actions actions_;
};

}  // namespace huzzah::features
