#include "features/kudos/feature.hpp"

#include "app/lateness.hpp"
#include "app/people/reach_of.hpp"

#include <variant>

namespace huzzah::kudos {

feature::feature(store::store& store, chat::workspace& workspace, base::clock& clock,
                 people::audience& readers, options options)
    : workspace_(workspace),
      clock_(clock),
      options_(std::move(options)),
      grammar_(options_.grammar()),
      recorder_(store, workspace, clock, options_),
      commands_(store, workspace, clock, readers, options_, grammar_, recorder_) {}

bool feature::concerns(chat::event const& happened) const {
  if (auto const* posted = std::get_if<chat::message_posted>(&happened))
    return grammar_.may_give(posted->text);
  if (auto const* reaction = std::get_if<chat::reaction_changed>(&happened))
    return grammar_.gives(reaction->emoji);
  // An edit also when it gives nothing: it may have given before.
  return std::holds_alternative<chat::message_edited>(happened) ||
         std::holds_alternative<chat::message_deleted>(happened) ||
         std::holds_alternative<chat::command_invoked>(happened);
}

awaitable<feature::answer> feature::handle(chat::event const& happened) {
  if (auto const* posted = std::get_if<chat::message_posted>(&happened)) return on(*posted);
  if (auto const* edited = std::get_if<chat::message_edited>(&happened)) return on(*edited);
  if (auto const* deleted = std::get_if<chat::message_deleted>(&happened)) return on(*deleted);
  if (auto const* reaction = std::get_if<chat::reaction_changed>(&happened)) return on(*reaction);
  if (auto const* command = std::get_if<chat::command_invoked>(&happened)) return commands_.handle(*command);
  return none();
}

awaitable<feature::answer> feature::none() {
  co_return answer(std::nullopt);
}

awaitable<feature::answer> feature::settle(submission given) {
  auto done = co_await recorder_.record(std::move(given));
  if (!done) co_return std::move(done).error();
  co_return answer(std::nullopt);
}

awaitable<feature::answer> feature::on(chat::message_posted const& posted) {
  auto intents = grammar_.parse(posted.text);
  if (intents.empty()) return none();
  submission given(ledger::kudos_source::message(posted.where), posted.author, base::time_point(), posted.at);
  given.intents = std::move(intents);
  given.thread = posted.thread;
  given.in_direct = posted.channel == chat::channel_kind::direct;
  given.heard_by = people::reach_of(posted.channel);
  given.late = app::is_late(posted.is_past, posted.at, clock_.now());
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
  given.late = app::is_late(edited.is_past, edited.edited_at, clock_.now());
  given.confirms = edited.is_past;
  return settle(std::move(given));
}

awaitable<feature::answer> feature::on(chat::message_deleted const& deleted) {
  auto done = co_await recorder_.forget_message(deleted.where, deleted.at);
  if (!done) co_return std::move(done).error();
  co_return answer(std::nullopt);
}

awaitable<feature::answer> feature::on(chat::reaction_changed const& reaction) {
  if (!grammar_.gives(reaction.emoji)) co_return answer(std::nullopt);
  submission given(ledger::kudos_source::reaction(reaction.where, reaction.person, reaction.emoji),
                   reaction.person, reaction.revision(), reaction.at);
  given.late = app::is_late(reaction.seen_at.has_value(), reaction.at, clock_.now());
  given.confirms = reaction.seen_at.has_value() && reaction.added;
  given.earliest = reaction.earliest();
  if (reaction.added) {
    auto author = reaction.author;
    if (author.empty()) {
      auto found = co_await workspace_.author_of(reaction.where);
      if (!found && found.error().code != errc::not_found) co_return std::move(found).error();
      // The message is deleted: there is no author to thank.
      if (!found) co_return answer(std::nullopt);
      author = std::move(found).value();
    }
    std::vector<target> author_alone;
    author_alone.emplace_back(target::kind::person, std::move(author));
    given.intents.emplace_back(std::move(author_alone), 1);
  }
  co_return co_await settle(std::move(given));
}

}  // namespace huzzah::kudos
