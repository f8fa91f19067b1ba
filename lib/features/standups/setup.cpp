#include "features/standups/setup.hpp"

#include "app/open_form.hpp"
#include "base/catalog.hpp"
#include "chat/say.hpp"
#include "features/standups/book.hpp"
#include "features/standups/form.hpp"
#include "features/standups/status.hpp"

namespace huzzah::standups {

namespace {

std::string in_configuration(std::string const& name) {
  return base::translate(
      "{standup} is set up in Huzzah's configuration: its settings can't be changed from chat",
      {{"standup", name}});
}

/// A reason, as it is said beside a field, as an answer.
chat::reply refused(std::string const& why) {
  return chat::reply(chat::message(chat::say("{reason}.", {{"reason", why}})));
}

chat::message set_up(book::entry const& one, base::time_point now, calendar::time_zone const& asker) {
  auto const* const sentence =
      one.settings.mode == standup_mode::dm
          ? base::translatable(
                "*{standup}* is set up in {channel}. {next} Each member is asked at that time of "
                "their own day.")
          : base::translatable("*{standup}* is set up in {channel}. {next}");
  return chat::message(
      chat::say(sentence, {{"standup", one.settings.name},
                           {"channel", chat::token(chat::token_kind::channel, "", one.settings.channel)},
                           {"next", next_question_in_words(one, now, asker)}}));
}

}  // namespace

setup::setup(app::context const& with, book& all, schedule::rights& rights, prompt_packs const& questions)
    : with_(with), book_(all), packs_(questions), people_(with.workspace, with.clock), rights_(rights) {}

awaitable<result<chat::reply>> setup::open(chat::command_invoked const& command,
                                           std::optional<book::entry> editing) {
  auto const why_not = co_await rights_.why_no_setup(command.person);
  if (!why_not.empty()) co_return refused(why_not);
  if (editing && book_.is_configured(editing->settings.name) && !rights_.may_override())
    co_return refused(in_configuration(editing->settings.name));
  settings start;
  std::string name;
  if (editing) {
    start = std::move(editing->settings);
    name = start.name;
    // The form chooses among channels by their ids.
    auto const found = co_await with_.workspace.find_channel(start.channel);
    if (found) start.channel = found->id;
  } else {
    auto const asker = co_await people_.find(command.person);
    start.zone = people::zone_of(asker ? *asker : chat::person());
    if (!command.in_direct) start.channel = command.channel;
  }
  auto form = standup_form(start, name, packs_);
  co_return co_await app::open_form(with_.workspace, command.trigger, std::move(form));
}

std::optional<std::string> setup::wrong_name(std::string const& name, book::entry const* editing,
                                             entries const& visible) const {
  auto const is_same = editing != nullptr && book::key_of(editing->settings.name) == book::key_of(name);
  auto const* taken = schedule::named(visible, name);
  auto const* hidden = taken == nullptr ? book_.find(name) : nullptr;
  if (hidden != nullptr && !hidden->notes.off)
    return base::translate("That name can't be used: choose another");
  auto const is_ours = taken == nullptr || taken->notes.off || is_same;
  if (is_ours && book_.is_configured(name) && !rights_.may_override()) return in_configuration(name);
  if (is_ours) return std::nullopt;
  return base::translate(
      "There is a stand-up called {standup} already: choose another name, or change that one "
      "with /standup setup {standup}",
      {{"standup", taken->settings.name}});
}

awaitable<result<chat::reply>> setup::submit(chat::form_submitted const& form) {
  auto all = book_.all();
  auto const visible = co_await rights_.visible(form.person, std::move(all));
  auto const* edited = schedule::named(visible, form.context);
  auto const before = edited == nullptr ? settings() : edited->settings;
  auto const is_change = edited != nullptr;
  auto entered = before;
  chat::reply reply;
  enter_standup(form.values, packs_, entered, reply.errors);
  if (auto wrong = wrong_name(entered.name, edited, visible)) reply.errors.emplace("name", *wrong);
  auto const why_not = co_await rights_.why_no_setup(form.person);
  if (!why_not.empty()) reply.errors.emplace("name", why_not);
  if (!reply.errors.contains("channel")) {
    auto const wrong = co_await rights_.why_not_there(form.person, entered.channel);
    if (!wrong.empty()) reply.errors.emplace("channel", wrong);
  }
  // The one that is changed may be of another channel.
  if (is_change && reply.errors.empty() && before.channel != entered.channel) {
    auto const why_not_moved =
        co_await rights_.why_no_change(form.person, before.channel, edited->notes.set_up_by);
    if (!why_not_moved.empty())
      reply.errors.emplace("channel",
                           base::translate("Only people of its channel so far can move that stand-up"));
  }
  if (!reply.errors.empty()) co_return reply;

  auto const now = with_.clock.now();
  auto const is_renamed = is_change && book::key_of(before.name) != book::key_of(entered.name);
  if (is_change && !is_renamed) entered.name = before.name;
  auto const name = entered.name;
  auto done = co_await book_.set_up(std::move(entered), form.person, now);
  if (!done) co_return std::move(done).error();
  if (is_renamed) {
    auto end =
        std::function<void(schedule::overrides&)>([](schedule::overrides& notes) { notes.off = true; });
    auto ended = co_await book_.note(before.name, std::move(end), now);
    if (!ended) co_return std::move(ended).error();
  }
  with_.rituals_changed();
  auto const asker = co_await people_.find(form.person);
  reply.said = set_up(*book_.find(name), now, people::zone_of(asker ? *asker : chat::person()));
  co_return reply;
}

}  // namespace huzzah::standups
