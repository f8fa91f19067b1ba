#include "features/digests/feature.hpp"

#include <utility>
#include <variant>

namespace huzzah::digests {

namespace {

awaitable<result<std::optional<chat::reply>>> none() {
  co_return std::optional<chat::reply>();
}

}  // namespace

feature::feature(store::store& store, chat::workspace& workspace, base::clock& clock,
                 people::audience& readers, options const& options, schedule::hold_until_caught_up past)
    : poster_(store, workspace, clock, readers, options, std::move(past)),
      policy_(options.policy),
      commands_(workspace, clock, readers, policy_, poster_) {}

bool feature::concerns(chat::event const& happened) const {
  return std::holds_alternative<chat::command_invoked>(happened) ||
         std::holds_alternative<chat::form_submitted>(happened);
}

awaitable<result<std::optional<chat::reply>>> feature::handle(chat::event const& happened) {
  if (auto const* command = std::get_if<chat::command_invoked>(&happened)) return commands_.handle(*command);
  if (auto const* form = std::get_if<chat::form_submitted>(&happened)) return commands_.handle(*form);
  return none();
}

}  // namespace huzzah::digests
