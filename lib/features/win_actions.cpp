#include "features/win_actions.hpp"

#include "features/lines.hpp"
#include "features/win_reading.hpp"
#include "features/win_words.hpp"
#include "recognition/win_grammar.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <charconv>
#include <chrono>

namespace huzzah::features {

namespace {

/// For how long a stand-up's channel is the place for what its people share.
constexpr auto still_its_channel = std::chrono::days{14};

/// The number that a button or form of ours carries; 0 for anything else.
std::int64_t number_in(std::string const& value) {
  std::int64_t number = 0;
  auto const [end, failed] = std::from_chars(value.data(), value.data() + value.size(), number);
  return failed == std::errc() && end == value.data() + value.size() ? number : 0;
}

chat::message gone() {
  return one_line("That win isn't there any more.");
}

chat::message thanked(recorded const& done, recognition::house_rules_options const& rules) {
  if (done.verdict.accepted.empty())
    return done.verdict.turned_down.empty() ? one_line("There is nobody left to thank.")
                                            : chat::message(recognition::explain(done.verdict, rules));
  if (done.change.added.empty()) return one_line("They have your kudos for it already.");
  chat::rich_text line{chat::text("Done: your kudos went to ")};
  std::vector<std::string> people;
  people.reserve(done.change.added.size());
  for (auto const& one : done.change.added)
    people.push_back(one.receiver);
  append_people(line, people);
  line.push_back(chat::text("."));
  return chat::message(std::move(line));
}

}  // namespace

win_actions::win_actions(storage::store& store, chat::workspace& workspace, base::clock& clock,
                         win_options const& options, win_recorder& recorder)
    : store_(store),
      workspace_(workspace),
      clock_(clock),
      options_(options),
      recorder_(recorder),
      kudos_(store, workspace, clock, options.kudos) {}

awaitable<result<std::optional<chat::reply>>> win_actions::handle(chat::button_pressed const& pressed) {
  auto said = result<chat::message>(chat::message());
  if (pressed.action == win_action::open_form)
    said = co_await open_form(pressed);
  else if (pressed.action == win_action::share)
    said = co_await share(pressed);
  else if (pressed.action == win_action::thank)
    said = co_await thank(pressed);
  else if (pressed.action == win_action::take_back)
    said = co_await take_back(pressed);
  else
    co_return std::optional<chat::reply>();
  if (!said) co_return std::move(said).error();
  if (said->summary.empty()) co_return std::optional<chat::reply>(chat::reply());
  co_return std::optional<chat::reply>(chat::reply(std::move(said).value()));
}

awaitable<result<std::optional<storage::standup_round>>> win_actions::round_of(std::string workspace,
                                                                               std::string id) {
  auto unit = [&workspace, number = number_in(id)](storage::unit_of_work& work) {
    auto found = work.rituals.find_round(number);
    if (found && found->workspace != workspace) found.reset();
    return found;
  };
  co_return co_await store_.write(std::move(unit));
}

awaitable<result<std::optional<storage::win_entry>>> win_actions::win_of(std::string id, std::string person) {
  auto unit = [&person, number = number_in(id)](storage::unit_of_work& work) {
    auto found = work.wins.find(number);
    if (found && found->author != person) found.reset();
    return found;
  };
  co_return co_await store_.write(std::move(unit));
}

awaitable<result<chat::message>> win_actions::open_form(chat::button_pressed const& pressed) {
  auto round = co_await round_of(pressed.workspace, pressed.value);
  if (!round) co_return std::move(round).error();
  if (!*round)
    co_return one_line("That stand-up is over. /win and what went well notes your win all the same.");
  auto form = win_form((*round)->id, (*round)->question);
  auto const opened = co_await workspace_.open_form(pressed.trigger, std::move(form));
  if (opened) co_return chat::message();
  spdlog::warn("the form for a win could not be opened: {}", to_string(opened.error()));
  co_return one_line("The form did not open in time. Please press once more, or just answer in words.");
}

awaitable<result<std::optional<chat::reply>>> win_actions::handle(chat::form_submitted const& sent) {
  if (sent.action != win_action::submit) co_return std::optional<chat::reply>();
  auto round = co_await round_of(sent.workspace, sent.context);
  if (!round) co_return std::move(round).error();
  auto const typed = sent.values.find("win");
  // What is typed into a form is plain characters, whatever they look like.
  chat::rich_text const text{chat::text(typed == sent.values.end() ? std::string() : typed->second)};
  auto win = read_stated_win(text);
  if (!win || !*round) {
    chat::reply to_mend;
    to_mend.errors["win"] =
        win ? "That stand-up is gone. Close this and use /win instead." : why_no_win(text);
    co_return std::optional<chat::reply>(std::move(to_mend));
  }
  storage::win_source said(chat::message_ref(sent.workspace, {}, {}), sent.view);
  win_telling told(std::move(said), win_way::form, sent.person, base::time_point(), sent.at);
  told.labelled = std::move(*win);
  told.round = (*round)->id;
  auto done = co_await recorder_.record(std::move(told));
  if (!done) co_return std::move(done).error();
  if (!done->win) co_return std::optional<chat::reply>(chat::reply());
  auto noted = chat::reply(win_noted(*done->win, done->shown, done->impacts, done->reached, false));
  co_return std::optional<chat::reply>(std::move(noted));
}

awaitable<bool> win_actions::is_among(std::string person, std::string channel) {
  auto const facts = co_await workspace_.find_channel(channel);
  if (!facts || !facts->is_member || facts->is_archived) co_return false;
  auto const members = co_await workspace_.channel_members(std::move(channel));
  co_return members&& std::find(members->begin(), members->end(), person) != members->end();
}

awaitable<std::string> win_actions::channel_for(std::string workspace, std::string person,
                                                base::time_point now) {
  auto unit = [&](storage::unit_of_work& work) {
    std::vector<std::string> channels;
    auto const asked = work.rituals.asked_privately(workspace, person, now - still_its_channel);
    if (!asked.empty()) channels.push_back(asked.front().channel);
    auto const newest = work.rituals.newest_round(workspace);
    if (newest && newest->opened_at >= now - still_its_channel) channels.push_back(newest->channel);
    return channels;
  };
  auto const channels = co_await store_.write(std::move(unit));
  if (!channels) co_return std::string();
  for (auto const& channel : *channels)
    if (co_await is_among(person, channel)) co_return channel;
  co_return std::string();
}

awaitable<result<chat::message>> win_actions::share(chat::button_pressed const& pressed) {
  auto const win = co_await win_of(pressed.value, pressed.person);
  if (!win) co_return win.error();
  if (!*win) co_return gone();
  if ((*win)->shared) co_return one_line("It is shared already.");
  std::string channel;
  if ((*win)->round == 0) channel = co_await channel_for(pressed.workspace, pressed.person, clock_.now());
  auto const shown = co_await recorder_.share((*win)->id, pressed.person, channel);
  if (!shown) co_return shown.error();
  if (!*shown) co_return one_line("It is shared already.");
  if (**shown == win_shown::at_close || **shown == win_shown::in_summary)
    co_return one_line("Shared: it is part of the stand-up.");
  if (channel.empty())
    co_return one_line("Shared: the team finds it in /wins week and in the weekly digest.");
  chat::rich_text line{chat::text("Shared in "), {chat::token_kind::channel, "", channel}, chat::text(".")};
  co_return chat::message(std::move(line));
}

awaitable<result<chat::message>> win_actions::thank(chat::button_pressed const& pressed) {
  auto const win = co_await win_of(pressed.value, pressed.person);
  if (!win) co_return win.error();
  if (!*win) co_return gone();
  auto words = chat::from_markup((*win)->text);
  std::vector<recognition::target> teammates;
  for (auto& id : recognition::teammates_in(words, pressed.person))
    teammates.emplace_back(recognition::target::kind::person, std::move(id));
  if (teammates.empty()) co_return one_line("Your win mentions nobody any more.");

  // The win is what it is given for, so that a second press gives nothing more.
  auto said = storage::source::command(pressed.workspace, (*win)->said.where.channel,
                                       "win:" + std::to_string((*win)->id));
  giving given(std::move(said), pressed.person, pressed.at, pressed.at);
  given.intents.emplace_back(std::move(teammates), 1, std::move(words));
  // It may have been said where the receiver can't go.
  given.in_direct = true;
  auto const done = co_await kudos_.record(std::move(given));
  if (!done) co_return done.error();
  co_return thanked(*done, options_.kudos.rules);
}

awaitable<result<chat::message>> win_actions::take_back(chat::button_pressed const& pressed) {
  auto const done = co_await recorder_.take_back(number_in(pressed.value), pressed.person);
  if (!done) co_return done.error();
  co_return *done ? one_line("Taken back.") : gone();
}

}  // namespace huzzah::features
