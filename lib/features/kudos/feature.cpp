#include "features/kudos/feature.hpp"

#include "app/delivery/outbox.hpp"
#include "app/people/places.hpp"
#include "app/people/reach_of.hpp"
#include "app/too_late.hpp"
#include "base/catalog.hpp"
#include "base/text.hpp"
#include "features/kudos/catch_up_notice.hpp"
#include "features/kudos/home_section.hpp"
#include "features/kudos/words.hpp"

#include <algorithm>
#include <utility>
#include <variant>

namespace huzzah::kudos {

namespace {

/// "help", "Help!", "help?"
bool is_help(chat::rich_text const& text) {
  constexpr std::size_t longest = 10;
  if (text.size() != 1 || text.front().kind != chat::token_kind::text) return false;
  auto word = base::trim(text.front().text);
  while (word.ends_with('!') || word.ends_with('?') || word.ends_with('.'))
    word.remove_suffix(1);
  return word.size() < longest && base::to_lower(base::trim(word)) == "help";
}

/// Whether a text may have given kudos, also by an emoji that gives none today, or in a chat that it was
/// imported from.
bool names_somebody(chat::rich_text const& text) {
  return std::any_of(text.begin(), text.end(), [](chat::token const& piece) {
    return piece.kind == chat::token_kind::mention || piece.kind == chat::token_kind::group ||
           piece.kind == chat::token_kind::broadcast;
  });
}

}  // namespace

feature::feature(app::context const& with, options options)
    : workspace_(with.workspace),
      clock_(with.clock),
      options_(std::move(options)),
      grammar_(options_.grammar()),
      recorder_(with, options_),
      form_(with, options_, recorder_),
      supporting_(with, options_),
      commands_(with, options_, grammar_, recorder_, form_),
      pending_(with, options_) {}

bool feature::is_asked_for_help(chat::message_posted const& posted) const {
  return posted.channel == chat::channel_kind::direct && is_help(posted.text) &&
         !app::is_too_late_to_notify(posted.is_past, posted.at, clock_.now());
}

bool feature::wants(chat::event const& happened) const {
  if (auto const* posted = std::get_if<chat::message_posted>(&happened))
    return grammar_.may_give(posted->text) || is_asked_for_help(*posted);
  if (auto const* reaction = std::get_if<chat::reaction_changed>(&happened))
    return grammar_.gives(reaction->emoji) || supporting_.is_sign(reaction->emoji);
  // An edit that gives nothing may take back what the message gave before.
  if (auto const* edited = std::get_if<chat::message_edited>(&happened))
    return !edited->was || names_somebody(*edited->was) || grammar_.may_give(edited->text);
  if (auto const* command = std::get_if<chat::command_invoked>(&happened)) return command->name == "/kudos";
  if (auto const* chosen = std::get_if<chat::shortcut_invoked>(&happened))
    return chosen->name == giving::by_shortcut || chosen->name == giving::by_message;
  if (auto const* sent = std::get_if<chat::form_submitted>(&happened)) return sent->action == giving::submit;
  if (auto const* pressed = std::get_if<chat::button_pressed>(&happened))
    return pressed->action == support_action;
  return std::holds_alternative<chat::message_deleted>(happened);
}

awaitable<feature::answer> feature::prepare(chat::event const& happened) {
  if (auto const* posted = std::get_if<chat::message_posted>(&happened)) return on(*posted);
  if (auto const* edited = std::get_if<chat::message_edited>(&happened)) return on(*edited);
  if (auto const* deleted = std::get_if<chat::message_deleted>(&happened)) return only(forget(*deleted));
  if (auto const* reaction = std::get_if<chat::reaction_changed>(&happened)) return on(*reaction);
  if (auto const* command = std::get_if<chat::command_invoked>(&happened)) return on(*command);
  if (auto const* chosen = std::get_if<chat::shortcut_invoked>(&happened)) return on(*chosen);
  if (auto const* sent = std::get_if<chat::form_submitted>(&happened)) return on(*sent);
  if (auto const* pressed = std::get_if<chat::button_pressed>(&happened)) return on(*pressed);
  return only({});
}

void feature::caught_up(store::unit_of_work& work, base::time_point now) {
  tell_of_late_kudos(work, workspace_.id(), options_.emoji.front(), now);
}

awaitable<feature::answer> feature::only(app::plan done) {
  co_return done;
}

awaitable<feature::answer> feature::settle(submission given) {
  auto unit = co_await recorder_.prepare(std::move(given));
  if (!unit) co_return std::move(unit).error();
  co_return app::plan(std::move(*unit));
}

awaitable<feature::answer> feature::on(chat::command_invoked const& command) {
  auto answered = co_await commands_.handle(command);
  if (!answered) co_return std::move(answered).error();
  co_return app::plan(std::move(*answered));
}

awaitable<feature::answer> feature::on(chat::shortcut_invoked const& chosen) {
  auto answered = co_await form_.open(chosen);
  if (!answered) co_return std::move(answered).error();
  co_return app::plan(std::move(*answered));
}

awaitable<feature::answer> feature::on(chat::button_pressed const& pressed) {
  auto answered = co_await supporting_.press(pressed);
  if (!answered) co_return std::move(answered).error();
  co_return app::plan(std::move(*answered));
}

awaitable<feature::answer> feature::on(chat::form_submitted const& sent) {
  auto answered = co_await form_.submit(sent);
  if (!answered) co_return std::move(answered).error();
  co_return app::plan(std::move(*answered));
}

app::plan feature::forget(chat::message_deleted const& deleted) {
  return app::plan([this, &deleted](store::unit_of_work& work) {
    recorder_.forget_message(work, deleted.where, deleted.at);
  });
}

app::plan feature::help(chat::message_posted const& posted) {
  return app::plan([this, &posted, now = clock_.now()](store::unit_of_work& work) {
    auto const& where = posted.where;
    auto const key = "help:" + where.workspace + ":" + where.channel + ":" + where.id;
    auto const body = chat::to_json(kudos_help(options_.emoji, options_.values));
    delivery::outbox(work).add(delivery::outgoing::direct(key, where.workspace, posted.author, body), now);
  });
}

awaitable<feature::answer> feature::on(chat::message_posted const& posted) {
  if (is_asked_for_help(posted)) return only(help(posted));
  auto intents = grammar_.parse(posted.text);
  if (intents.empty()) return only({});
  submission given(ledger::kudos_source::message(posted.where), posted.author, base::time_point(), posted.at);
  given.intents = std::move(intents);
  given.thread = posted.thread;
  given.in_direct = posted.channel == chat::channel_kind::direct;
  given.heard_by = people::reach_of(posted.channel);
  given.late = app::is_too_late_to_notify(posted.is_past, posted.at, clock_.now());
  return settle(std::move(given));
}

awaitable<feature::answer> feature::on(chat::message_edited const& edited) {
  // Also when it gives nothing: it may have given before, and the original may yet arrive.
  submission given(ledger::kudos_source::message(edited.where), edited.author, edited.edited_at,
                   edited.posted_at);
  given.intents = grammar_.parse(edited.text);
  given.thread = edited.thread;
  given.in_direct = edited.channel == chat::channel_kind::direct;
  given.heard_by = people::reach_of(edited.channel);
  given.late = app::is_too_late_to_notify(edited.is_past, edited.edited_at, clock_.now());
  given.confirms = edited.is_past;
  return settle(std::move(given));
}

awaitable<feature::answer> feature::on(chat::reaction_changed const& reaction) {
  if (!grammar_.gives(reaction.emoji)) co_return co_await supporting_.on(reaction);
  submission given(ledger::kudos_source::reaction(reaction.where, reaction.person, reaction.emoji),
                   reaction.person, reaction.revision(), reaction.at);
  given.late = app::is_too_late_to_notify(reaction.seen_at.has_value(), reaction.at, clock_.now());
  given.confirms = reaction.seen_at.has_value() && reaction.added;
  given.earliest = reaction.earliest();
  if (reaction.added) {
    auto author = reaction.author;
    if (author.empty()) {
      auto found = co_await workspace_.author_of(reaction.where);
      if (!found && found.error().code != errc::not_found) co_return std::move(found).error();
      // The message is deleted: there is no author to thank.
      if (!found) co_return app::plan();
      author = std::move(found).value();
    }
    std::vector<target> author_alone;
    author_alone.emplace_back(target::kind::person, std::move(author));
    given.intents.emplace_back(std::move(author_alone), 1);
  }
  co_return co_await settle(std::move(given));
}

namespace {

bool is_in_a_channel(store::connection& on, std::string const& workspace) {
  return people::places(on).has_channel(workspace);
}

}  // namespace

app::contribution contribution() {
  app::contribution made;
  made.name = "kudos";
  made.commands = {{"/kudos", "Thank somebody, or see who has been thanked",
                    "@somebody for what they did | me | board [week|month|all] | undo | mute | unmute"}};
  made.actions = {"kudos."};
  made.shortcuts = {{std::string(giving::by_shortcut), "Give kudos", "Thank people in your own words", false},
                    {std::string(giving::by_message), "Give kudos", "Thank the person who wrote it", true}};
  made.settings = {section()};
  made.start = [](app::context const& with, app::chosen_settings const& settings) {
    auto one = std::make_unique<feature>(with, settings.of<options>("kudos"));
    with.offered->add(one->chosen());
    with.sections->push_back(away_section(with.workspace, one->chosen()));
    with.sections->push_back(home_section(with.workspace, one->chosen()));
    with.steps->push_back(
        {base::translatable("Invite me to a channel where people talk: `/invite`"), is_in_a_channel});
    with.steps->push_back(
        {base::translatable("Say what your house values: `kudos.values` in the configuration"),
         [has_own = one->chosen().values != options().values](store::connection&, std::string const&) {
           return has_own;
         }});
    return one;
  };
  return made;
}

}  // namespace huzzah::kudos
