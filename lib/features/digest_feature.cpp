#include "features/digest_feature.hpp"

#include <utility>
#include <variant>

namespace huzzah::features {

namespace {

awaitable<result<std::optional<chat::reply>>> none() {
  co_return std::optional<chat::reply>();
}

}  // namespace

digest_feature::digest_feature(storage::store& store, chat::workspace& workspace, base::clock& clock,
                               feature_options const& options, past_first past)
    : poster_(store, workspace, clock, options.rituals, std::move(past)),
      commands_(workspace, clock, poster_) {}

bool digest_feature::concerns(chat::event const& happened) const {
  return std::holds_alternative<chat::command_invoked>(happened) ||
         std::holds_alternative<chat::form_submitted>(happened);
}

awaitable<result<std::optional<chat::reply>>> digest_feature::handle(chat::event const& happened) {
  if (auto const* command = std::get_if<chat::command_invoked>(&happened)) return commands_.handle(*command);
  if (auto const* form = std::get_if<chat::form_submitted>(&happened)) return commands_.handle(*form);
  return none();
}

}  // namespace huzzah::features
