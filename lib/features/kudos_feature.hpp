// Kudos by message, by reaction and by command.
#pragma once

#include "base/clock.hpp"
#include "features/feature.hpp"
#include "features/kudos_commands.hpp"
#include "features/kudos_recorder.hpp"
#include "recognition/kudos_grammar.hpp"

namespace huzzah::features {

/// Turns what people say and do into kudos. I/O thread only; what is passed in must outlive it.
class kudos_feature final : public feature {
 public:
  kudos_feature(storage::store& store, chat::workspace& workspace, base::clock& clock, kudos_options options);

  bool concerns(chat::event const& happened) const override;
  awaitable<result<std::optional<chat::reply>>> handle(chat::event const& happened) override;

 private:
  using answer = result<std::optional<chat::reply>>;

  awaitable<answer> on(chat::message_posted const& posted);
  awaitable<answer> on(chat::message_edited const& edited);
  awaitable<answer> on(chat::message_deleted const& deleted);
  awaitable<answer> on(chat::reaction_changed const& reaction);
  awaitable<answer> settle(giving given);
  awaitable<answer> none();

  chat::workspace& workspace_;
  base::clock& clock_;
  kudos_options options_;
  recognition::kudos_grammar grammar_;
  kudos_recorder recorder_;
  kudos_commands commands_;
};

}  // namespace huzzah::features
