// Wins by message, by command, by button and form; and the cheers for them.
#pragma once

#include "app/feature.hpp"
#include "base/clock.hpp"
#include "features/kudos/grammar.hpp"
#include "features/wins/actions.hpp"
#include "features/wins/commands.hpp"
#include "features/wins/options.hpp"
#include "features/wins/recorder.hpp"

namespace huzzah::wins {

/// Turns what went well into wins. It comes after the kudos feature, which remembers the newest version of
/// each message. I/O thread only; what is passed in must outlive it.
class feature final : public app::feature {
 public:
  feature(store::store& store, chat::workspace& workspace, base::clock& clock, people::audience& readers,
          options options);

  bool concerns(chat::event const& happened) const override;
  awaitable<result<std::optional<chat::reply>>> handle(chat::event const& happened) override;

 private:
  using answer = result<std::optional<chat::reply>>;

  awaitable<answer> on(chat::message_posted const& posted);
  awaitable<answer> on(chat::message_edited const& edited);
  awaitable<answer> on(chat::message_deleted const& deleted);
  awaitable<answer> on(chat::reaction_changed const& reaction);
  awaitable<answer> none();

  /// What a message says, whichever event reports it. `is_edit`: it may have stated a win before.
  awaitable<answer> settle(submission told, chat::rich_text const& text, chat::channel_kind channel,
                           bool is_edit);

  options options_;
  base::clock& clock_;
  kudos::grammar kudos_grammar_;
  recorder recorder_;
  commands commands_;
  actions actions_;
};

}  // namespace huzzah::wins
