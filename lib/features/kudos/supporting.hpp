// "Me too": a button on what Huzzah announces, and the reaction that it sets as its receipt.
#pragma once

#include "app/context.hpp"
#include "app/feature.hpp"
#include "features/kudos/options.hpp"

#include <string>
#include <string_view>

namespace huzzah::kudos {

/// The action of the button. It carries the state that is wanted, so that pressing twice changes nothing.
inline constexpr std::string_view support_action = "kudos.support";

/// Records who supports a kudos. I/O thread only; what is passed in must outlive it.
class supporting {
 public:
  supporting(app::context const& with, options const& options);

  /// Whether an emoji is the one that Huzzah sets on a message that gave kudos.
  bool is_sign(std::string_view emoji) const;
  awaitable<result<app::plan>> on(chat::reaction_changed const& reaction);
  awaitable<result<chat::reply>> press(chat::button_pressed const& pressed);

 private:
  store::store& store_;
  chat::workspace& workspace_;
  base::clock& clock_;
  people::audience& readers_;
  options const& options_;
};

}  // namespace huzzah::kudos
