#include "features/digests/feature.hpp"

#include "app/schedule/steps.hpp"
#include "app/schedule/working_days.hpp"
#include "base/catalog.hpp"
#include "features/digests/command_words.hpp"
#include "features/digests/fields.hpp"
#include "features/wins/questions.hpp"

#include <utility>
#include <variant>

namespace huzzah::digests {

feature::feature(app::context const& with, options const& options)
    : poster_(with, options), policy_(options.policy), commands_(with, policy_, poster_) {}

bool feature::wants(chat::event const& happened) const {
  if (auto const* command = std::get_if<chat::command_invoked>(&happened)) return command->name == "/digest";
  auto const* form = std::get_if<chat::form_submitted>(&happened);
  return form != nullptr && form->action == digest_form_action;
}

awaitable<result<app::plan>> feature::prepare(chat::event const& happened) {
  auto answered = result<chat::reply>(chat::reply());
  if (auto const* command = std::get_if<chat::command_invoked>(&happened))
    answered = co_await commands_.handle(*command);
  else if (auto const* form = std::get_if<chat::form_submitted>(&happened))
    answered = co_await commands_.handle(*form);
  if (!answered) co_return std::move(answered).error();
  co_return app::plan(std::move(*answered));
}

app::contribution contribution() {
  app::contribution made;
  made.name = "digests";
  made.commands = {
      {"/digest", "The week's shoutouts, posted to this channel", "setup | preview | now | off"}};
  made.actions = {"digest."};
  made.settings = {app::policy_section(), section()};
  made.start = [](app::context const& with, app::chosen_settings const& settings) {
    auto chosen = options(settings);
    if (auto* const days = with.offered->find<schedule::working_days>())
      chosen.workdays = [days] { return days->house_days(); };
    if (auto* const asked = with.offered->find<wins::questions>())
      chosen.is_closed = [asked](store::reader& from, std::int64_t round) {
        auto const found = asked->find(from, round);
        return found && found->is_closed;
      };
    chosen.more = *with.sections;
    with.steps->push_back(
        {base::translatable("Bring the good work back every week: `/digest setup` in a channel"),
         [](store::connection& on, std::string const& workspace) {
           return schedule::rituals(on).is_any_known(workspace, "digest:");
         }});
    return std::make_unique<feature>(with, chosen);
  };
  return made;
}

}  // namespace huzzah::digests
