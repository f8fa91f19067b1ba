#include "features/wins/feature.hpp"

#include "app/people/reach_of.hpp"
#include "app/too_late.hpp"
#include "features/wins/grammar.hpp"
#include "features/wins/home_section.hpp"
#include "features/wins/reading.hpp"

#include <stdexcept>
#include <variant>

namespace huzzah::wins {

namespace {

win_way way_of(chat::channel_kind channel) {
  return channel == chat::channel_kind::direct ? win_way::direct : win_way::message;
}

bool is_in_thread(std::string const& thread, chat::message_ref const& where) {
  return !thread.empty() && thread != where.id;
}

/// Whether a message may be a win, or the answer to a question.
bool may_be_win(chat::rich_text const& text, std::string const& thread, chat::message_ref const& where,
                chat::channel_kind channel) {
  return channel == chat::channel_kind::direct || is_in_thread(thread, where) || may_state_win(text);
}
bool may_be_win(chat::message_posted const& posted) {
  return may_be_win(posted.text, posted.thread, posted.where, posted.channel);
}

/// Whether a message may have stated a win before an edit.
bool may_have_stated_win(chat::message_edited const& edited) {
  return !edited.was || may_state_win(*edited.was);
}

}  // namespace

feature::feature(app::context const& with, options options)
    : options_(std::move(options)),
      clock_(with.clock),
      kudos_grammar_(options_.kudos.grammar()),
      recorder_(with, options_),
      commands_(with, options_, recorder_),
      actions_(with, options_, recorder_) {}

bool feature::wants(chat::event const& happened) const {
  if (auto const* posted = std::get_if<chat::message_posted>(&happened)) return may_be_win(*posted);
  if (auto const* edited = std::get_if<chat::message_edited>(&happened))
    return may_have_stated_win(*edited) ||
           may_be_win(edited->text, edited->thread, edited->where, edited->channel);
  if (auto const* command = std::get_if<chat::command_invoked>(&happened))
    return command->name == "/win" || command->name == "/wins";
  if (auto const* chosen = std::get_if<chat::shortcut_invoked>(&happened))
    return chosen->name == keep_shortcut;
  return std::holds_alternative<chat::message_deleted>(happened) ||
         std::holds_alternative<chat::reaction_changed>(happened) ||
         std::holds_alternative<chat::button_pressed>(happened) ||
         std::holds_alternative<chat::form_submitted>(happened);
}

awaitable<feature::answer> feature::prepare(chat::event const& happened) {
  if (auto const* posted = std::get_if<chat::message_posted>(&happened)) return on(*posted);
  if (auto const* edited = std::get_if<chat::message_edited>(&happened)) return on(*edited);
  if (auto const* reaction = std::get_if<chat::reaction_changed>(&happened)) return on(*reaction);
  if (auto const* command = std::get_if<chat::command_invoked>(&happened))
    return answered(commands_.handle(*command));
  if (auto const* pressed = std::get_if<chat::button_pressed>(&happened))
    return answered(actions_.handle(*pressed));
  if (auto const* sent = std::get_if<chat::form_submitted>(&happened))
    return answered(actions_.handle(*sent));
  if (auto const* chosen = std::get_if<chat::shortcut_invoked>(&happened))
    return answered(actions_.handle(*chosen));
  if (auto const* deleted = std::get_if<chat::message_deleted>(&happened))
    return only(app::plan([this, deleted](store::unit_of_work& work) {
      recorder_.forget_message(work, deleted->where, deleted->at);
    }));
  return only({});
}

awaitable<feature::answer> feature::only(app::plan done) {
  co_return done;
}

awaitable<feature::answer> feature::answered(awaitable<result<std::optional<chat::reply>>> work) {
  auto done = co_await std::move(work);
  if (!done) co_return std::move(done).error();
  app::plan made;
  made.answer = std::move(*done);
  co_return made;
}

awaitable<feature::answer> feature::on(chat::message_posted const& posted) {
  submission told(ledger::win_source(posted.where), way_of(posted.channel), posted.author, base::time_point(),
                  posted.at);
  if (is_in_thread(posted.thread, posted.where)) told.thread = posted.thread;
  told.late = app::is_too_late_to_notify(posted.is_past, posted.at, clock_.now());
  return settle(std::move(told), posted.text, posted.channel, false, false);
}

awaitable<feature::answer> feature::on(chat::message_edited const& edited) {
  submission told(ledger::win_source(edited.where), way_of(edited.channel), edited.author, edited.edited_at,
                  edited.posted_at);
  if (edited.thread != edited.where.id) told.thread = edited.thread;
  told.late = app::is_too_late_to_notify(edited.is_past, edited.edited_at, clock_.now());
  return settle(std::move(told), edited.text, edited.channel, true, may_have_stated_win(edited));
}

awaitable<feature::answer> feature::settle(submission told, chat::rich_text const& text,
                                           chat::channel_kind channel, bool is_edit, bool may_be_known) {
  told.heard_by = people::reach_of(channel);
  told.shared = channel == chat::channel_kind::channel || channel == chat::channel_kind::private_channel;
  if (may_state_win(text))
    if (auto win = read_win(text)) told.labelled = std::move(*win);
  auto const has_nothing = declines(text);
  if (!has_nothing && (!told.thread.empty() || told.way == win_way::direct))
    if (auto win = read_answer(text)) told.answer = std::move(*win);
  told.declines = has_nothing && told.way == win_way::direct;
  auto const says_nothing = told.labelled.empty() && told.answer.empty() && !told.declines;
  if (says_nothing && !is_edit) co_return app::plan();

  if (!told.thread.empty() && (!says_nothing || !may_be_known)) {
    auto first = chat::message_ref(told.said.where.workspace, told.said.where.channel, told.thread);
    auto person = told.way == win_way::direct ? told.author : std::string();
    auto const about = co_await options_.asked.of_thread(std::move(first), std::move(person));
    if (!about) co_return about.error();
    told.about = *about;
  }
  if (told.way != win_way::direct && told.about == 0) told.answer.clear();
  // Talk in any other thread.
  if (told.labelled.empty() && told.about == 0 && !told.thread.empty() && !may_be_known)
    co_return app::plan();

  if (kudos_grammar_.may_give(text))
    for (auto const& intent : kudos_grammar_.parse(text))
      for (auto const& target : intent.targets)
        told.thanked.push_back(target.id);
  auto const where = told.said.where;
  auto unit = co_await recorder_.prepare(std::move(told));
  if (!unit) co_return std::move(unit).error();
  app::plan made(std::move(*unit));
  made.then = [this, where] { return recorder_.catch_up_on_cheers(where); };
  co_return made;
}

awaitable<feature::answer> feature::on(chat::reaction_changed const& reaction) {
  auto const done = co_await recorder_.cheer(reaction);
  if (!done) co_return done.error();
  co_return app::plan();
}

app::contribution contribution() {
  app::contribution made;
  made.name = "wins";
  made.commands = {{"/win", "Write down a win of yours, for the team to see", "what went well"},
                   {"/wins", "Look back at wins: yours, or the team's of this week", "[week]"}};
  made.actions = {"win."};
  made.shortcuts = {
      {std::string(keep_shortcut), "Keep in my record", "Note it as a win that only you see", true}};
  made.start = [](app::context const& with, app::chosen_settings const&) {
    auto* const rules = with.offered->find<kudos::options>();
    auto* const asked = with.offered->find<questions>();
    if (rules == nullptr || asked == nullptr)
      throw std::logic_error("wins come after kudos and after who asks for wins");
    with.sections->push_back(home_section(with.workspace));
    return std::make_unique<feature>(with, options(*rules, *asked));
  };
  return made;
}

}  // namespace huzzah::wins
