// Kudos by message, by reaction and by command.
#pragma once

#include "app/contribution.hpp"
#include "features/kudos/commands.hpp"
#include "features/kudos/giving_form.hpp"
#include "features/kudos/grammar.hpp"
#include "features/kudos/pending_receivers.hpp"
#include "features/kudos/recorder.hpp"
#include "features/kudos/supporting.hpp"

namespace huzzah::kudos {

/// Turns what people say and do into kudos, and answers "help" in a direct message. I/O thread only.
class feature final : public app::feature {
 public:
  feature(app::context const& with, options options);

  std::string name() const override { return "kudos"; }
  bool wants(chat::event const& happened) const override;
  awaitable<result<app::plan>> prepare(chat::event const& happened) override;
  /// Receivers learn of kudos that were found late.
  void caught_up(store::unit_of_work& work, base::time_point now) override;
  awaitable<> work_behind() override { return pending_.run(); }
  /// For features that come after it.
  options& chosen() { return options_; }

 private:
  using answer = result<app::plan>;

  awaitable<answer> on(chat::message_posted const& posted);
  awaitable<answer> on(chat::message_edited const& edited);
  awaitable<answer> on(chat::reaction_changed const& reaction);
  awaitable<answer> on(chat::command_invoked const& command);
  awaitable<answer> on(chat::shortcut_invoked const& chosen);
  awaitable<answer> on(chat::form_submitted const& sent);
  awaitable<answer> on(chat::button_pressed const& pressed);
  awaitable<answer> only(app::plan done);
  awaitable<answer> settle(submission given);
  app::plan forget(chat::message_deleted const& deleted);
  bool is_asked_for_help(chat::message_posted const& posted) const;
  app::plan help(chat::message_posted const& posted);

  chat::workspace& workspace_;
  base::clock& clock_;
  options options_;
  grammar grammar_;
  recorder recorder_;
  giving_form form_;
  supporting supporting_;
  commands commands_;
  pending_receivers pending_;
};

/// Offers its options.
app::contribution contribution();

/// Its section of the configuration, a table of kudos::options.
app::settings_section section();

}  // namespace huzzah::kudos
