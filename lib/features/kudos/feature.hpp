// Kudos by message, by reaction and by command.
#pragma once

#include "app/feature.hpp"
#include "base/clock.hpp"
#include "features/kudos/commands.hpp"
#include "features/kudos/grammar.hpp"
#include "features/kudos/recorder.hpp"

namespace huzzah::kudos {

/// Turns what people say and do into kudos. I/O thread only; what is passed in must outlive it.
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
  awaitable<answer> settle(submission given);
  awaitable<answer> none();

  chat::workspace& workspace_;
  base::clock& clock_;
  options options_;
  grammar grammar_;
  recorder recorder_;
  commands commands_;
};

}  // namespace huzzah::kudos
