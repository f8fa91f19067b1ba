#include "features/wins/feature.hpp"

#include "app/lateness.hpp"
#include "app/people/reach_of.hpp"
#include "features/wins/grammar.hpp"
#include "features/wins/reading.hpp"

#include <variant>

namespace huzzah::wins {

namespace {

win_way way_of(chat::channel_kind channel) {
  return channel == chat::channel_kind::direct ? win_way::direct : win_way::message;
}

bool is_in_thread(chat::message_posted const& posted) {
  return !posted.thread.empty() && posted.thread != posted.where.timestamp;
}

/// Whether it may be a win, or the answer to a question.
bool may_be_win(chat::message_posted const& posted) {
  return posted.channel == chat::channel_kind::direct || is_in_thread(posted) || may_state_win(posted.text);
}

}  // namespace

feature::feature(store::store& store, chat::workspace& workspace, base::clock& clock,
                 people::audience& readers, options options)
    : options_(std::move(options)),
      clock_(clock),
      kudos_grammar_(options_.kudos.grammar()),
      recorder_(store, workspace, clock, options_),
      commands_(store, workspace, clock, readers, options_, recorder_),
      actions_(store, workspace, clock, options_, recorder_) {}

bool feature::concerns(chat::event const& happened) const {
  auto const* posted = std::get_if<chat::message_posted>(&happened);
  if (posted != nullptr) return may_be_win(*posted);
  return !std::holds_alternative<chat::home_opened>(happened) &&
         !std::holds_alternative<chat::facts_changed>(happened);
}

awaitable<feature::answer> feature::handle(chat::event const& happened) {
  if (auto const* posted = std::get_if<chat::message_posted>(&happened)) return on(*posted);
  if (auto const* edited = std::get_if<chat::message_edited>(&happened)) return on(*edited);
  if (auto const* deleted = std::get_if<chat::message_deleted>(&happened)) return on(*deleted);
  if (auto const* reaction = std::get_if<chat::reaction_changed>(&happened)) return on(*reaction);
  if (auto const* command = std::get_if<chat::command_invoked>(&happened)) return commands_.handle(*command);
  if (auto const* pressed = std::get_if<chat::button_pressed>(&happened)) return actions_.handle(*pressed);
  if (auto const* sent = std::get_if<chat::form_submitted>(&happened)) return actions_.handle(*sent);
  return none();
}

awaitable<feature::answer> feature::none() {
  co_return answer(std::nullopt);
}

awaitable<feature::answer> feature::on(chat::message_posted const& posted) {
  if (!may_be_win(posted)) return none();
  submission told(ledger::win_source(posted.where), way_of(posted.channel), posted.author, base::time_point(),
                  posted.at);
  if (is_in_thread(posted)) told.thread = posted.thread;
  told.late = app::is_late(posted.is_past, posted.at, clock_.now());
  return settle(std::move(told), posted.text, posted.channel, false);
}

awaitable<feature::answer> feature::on(chat::message_edited const& edited) {
  submission told(ledger::win_source(edited.where), way_of(edited.channel), edited.author, edited.edited_at,
                  edited.posted_at);
  if (edited.thread != edited.where.timestamp) told.thread = edited.thread;
  told.late = app::is_late(edited.is_past, edited.edited_at, clock_.now());
  return settle(std::move(told), edited.text, edited.channel, true);
}

awaitable<feature::answer> feature::settle(submission told, chat::rich_text const& text,
                                           chat::channel_kind channel, bool is_edit) {
  told.heard_by = people::reach_of(channel);
  told.shared = channel == chat::channel_kind::channel || channel == chat::channel_kind::private_channel;
  if (may_state_win(text))
    if (auto win = read_win(text)) told.labelled = std::move(*win);
  auto const has_nothing = declines(text);
  if (!has_nothing && (!told.thread.empty() || told.way == win_way::direct))
    if (auto win = read_answer(text)) told.answer = std::move(*win);
  told.declines = has_nothing && told.way == win_way::direct;
  auto const says_nothing = told.labelled.empty() && told.answer.empty() && !told.declines;
  if (says_nothing && !is_edit) co_return answer(std::nullopt);

  if (!told.thread.empty() && !says_nothing) {
    auto first = chat::message_ref(told.said.where.workspace, told.said.where.channel, told.thread);
    auto person = told.way == win_way::direct ? told.author : std::string();
    auto const about = co_await options_.asked.of_thread(std::move(first), std::move(person));
    if (!about) co_return about.error();
    told.about = *about;
  }
  if (told.way != win_way::direct && told.about == 0) told.answer.clear();
  // Talk in any other thread.
  if (told.labelled.empty() && told.about == 0 && !told.thread.empty() && !is_edit)
    co_return answer(std::nullopt);

  if (kudos_grammar_.may_give(text))
    for (auto const& intent : kudos_grammar_.parse(text))
      for (auto const& target : intent.targets)
        told.thanked.push_back(target.id);
  auto const done = co_await recorder_.record(std::move(told));
  if (!done) co_return done.error();
  co_return answer(std::nullopt);
}

awaitable<feature::answer> feature::on(chat::message_deleted const& deleted) {
  auto const done = co_await recorder_.forget_message(deleted.where, deleted.at);
  if (!done) co_return done.error();
  co_return answer(std::nullopt);
}

awaitable<feature::answer> feature::on(chat::reaction_changed const& reaction) {
  auto const done = co_await recorder_.cheer(reaction);
  if (!done) co_return done.error();
  co_return answer(std::nullopt);
}

}  // namespace huzzah::wins
