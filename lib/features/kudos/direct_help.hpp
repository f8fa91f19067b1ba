// The answer to a person who says "help" to the bot.
#pragma once

#include "app/feature.hpp"
#include "base/clock.hpp"
#include "chat/workspace.hpp"
#include "features/kudos/options.hpp"
#include "store/store.hpp"

namespace huzzah::kudos {

/// Answers "help" in a direct message with what /kudos help shows. I/O thread only; what is passed in must
/// outlive it.
class direct_help final : public app::feature {
 public:
  direct_help(store::store& store, chat::workspace& workspace, base::clock& clock, options options);

  bool concerns(chat::event const& happened) const override;
  awaitable<result<std::optional<chat::reply>>> handle(chat::event const& happened) override;

 private:
  store::store& store_;
  base::clock& clock_;
  options options_;
};

}  // namespace huzzah::kudos
