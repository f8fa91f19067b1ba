// Wins by message, by command, by button and form; and the cheers for them.
#pragma once

#include "app/contribution.hpp"
#include "features/kudos/grammar.hpp"
#include "features/wins/actions.hpp"
#include "features/wins/commands.hpp"
#include "features/wins/options.hpp"
#include "features/wins/recorder.hpp"

namespace huzzah::wins {

/// Turns what went well into wins. It comes after the kudos feature, which remembers the newest version of
/// each message. I/O thread only.
class feature final : public app::feature {
 public:
  feature(app::context const& with, options options);

  std::string name() const override { return "wins"; }
  bool wants(chat::event const& happened) const override;
  awaitable<result<app::plan>> prepare(chat::event const& happened) override;

 private:
  using answer = result<app::plan>;

  awaitable<answer> on(chat::message_posted const& posted);
  awaitable<answer> on(chat::message_edited const& edited);
  awaitable<answer> on(chat::reaction_changed const& reaction);
  awaitable<answer> only(app::plan done);
  awaitable<answer> answered(awaitable<result<std::optional<chat::reply>>> work);

  /// What a message says, whichever event reports it. `may_be_known`: it may have stated a win before this
  /// edit, whatever thread it is in.
  awaitable<answer> settle(submission told, chat::rich_text const& text, chat::channel_kind channel,
                           bool is_edit, bool may_be_known);

  options options_;
  base::clock& clock_;
  kudos::grammar kudos_grammar_;
  recorder recorder_;
  commands commands_;
  actions actions_;
};

/// Takes the options of kudos, and the questions that another feature offers.
app::contribution contribution();

}  // namespace huzzah::wins
