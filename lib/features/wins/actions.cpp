#include "features/wins/actions.hpp"

#include "app/ledger/wins.hpp"
#include "app/phrases.hpp"
#include "base/catalog.hpp"
#include "base/text.hpp"
#include "chat/quotes.hpp"
#include "chat/say.hpp"
#include "features/kudos/words.hpp"
#include "features/wins/grammar.hpp"
#include "features/wins/reading.hpp"
#include "features/wins/words.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace huzzah::wins {

namespace {

/// What was kept of a message begins with it; its words may be private elsewhere.
std::string const kept_mark = ledger::kept_mark;
constexpr std::size_t longest_kept = 300;

chat::message gone() {
  return chat::message(chat::say("That win isn't there any more."));
}

chat::message thanked(kudos::outcome const& done, kudos::house_rules_options const& rules) {
  if (!done.undecided.empty()) return kudos::kudos_undecided(done.undecided);
  if (done.verdict.accepted.empty())
    return done.verdict.turned_down.empty() ? chat::message(chat::say("There is nobody left to thank."))
                                            : chat::message(kudos::explain(done.verdict, rules));
  if (done.change.added.empty()) return chat::message(chat::say("They have your kudos for it already."));
  std::vector<chat::token> people;
  people.reserve(done.change.added.size());
  for (auto const& one : done.change.added)
    people.push_back(chat::mention(one.receiver));
  return chat::message(chat::say("Done: your kudos went to {people}.", {{"people", chat::list_of(people)}}));
}

}  // namespace

awaitable<result<std::optional<chat::reply>>> actions::handle(chat::button_pressed const& pressed) {
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

awaitable<result<std::optional<question>>> actions::question_of(std::string workspace,
                                                                std::string reference) {
  auto query = [&](store::reader& from) { return options_.asked.find(from, workspace, reference); };
  co_return co_await with_.store.read(std::move(query));
}

awaitable<result<std::optional<ledger::win_entry>>> actions::win_of(std::string reference,
                                                                    std::string person) {
  auto query = [&](store::reader& from) {
    auto found = ledger::win_ledger(from).find_referenced(reference);
    if (found && found->author != person) found.reset();
    return found;
  };
  co_return co_await with_.store.read(std::move(query));
}

awaitable<result<chat::message>> actions::open_form(chat::button_pressed const& pressed) {
  auto asked = co_await question_of(pressed.workspace, pressed.value);
  if (!asked) co_return std::move(asked).error();
  if (!*asked)
    co_return chat::message(
        chat::say("That stand-up is over. /win and what went well notes your win all the same."));
  auto form = win_form((*asked)->reference, (*asked)->words);
  auto const opened = co_await with_.workspace.open_form(pressed.trigger, std::move(form));
  if (opened) co_return chat::message();
  spdlog::warn("the form for a win could not be opened: {}", to_string(opened.error()));
  co_return chat::message(
      chat::say("The form did not open in time. Please press once more, or just answer in words."));
}

awaitable<result<std::optional<chat::reply>>> actions::handle(chat::form_submitted const& sent) {
  if (sent.action != win_action::submit) co_return std::optional<chat::reply>();
  auto asked = co_await question_of(sent.workspace, sent.context);
  if (!asked) co_return std::move(asked).error();
  auto const typed = sent.values.find("win");
  // What is typed into a form is plain characters, whatever they look like.
  chat::rich_text const text{chat::text(typed == sent.values.end() ? std::string() : typed->second)};
  auto win = read_stated_win(text);
  if (!win || !*asked) {
    chat::reply to_mend;
    to_mend.errors["win"] =
        win ? base::translate("That stand-up is gone. Close this and use /win instead.") : why_no_win(text);
    co_return std::optional<chat::reply>(std::move(to_mend));
  }
  ledger::win_source said(chat::message_ref(sent.workspace, {}, {}), sent.view);
  submission told(std::move(said), win_way::form, sent.person, base::time_point(), sent.at);
  told.labelled = std::move(*win);
  told.about = (*asked)->id;
  auto const length = base::length(typed->second);
  auto done = co_await recorder_.record(std::move(told));
  if (!done) co_return std::move(done).error();
  if (done->refused) {
    chat::reply to_mend;
    to_mend.errors["win"] = win_refused(*done->refused, length);
    co_return std::optional<chat::reply>(std::move(to_mend));
  }
  if (!done->win) co_return std::optional<chat::reply>(chat::reply());
  auto noted = chat::reply(win_noted(*done->win, done->shown, done->impacts, done->reached, false));
  co_return std::optional<chat::reply>(std::move(noted));
}

awaitable<bool> actions::is_among(std::string person, std::string channel) {
  auto const facts = co_await with_.workspace.find_channel(channel);
  if (!facts || !facts->is_member || facts->is_archived) co_return false;
  auto const members = co_await with_.workspace.channel_members(std::move(channel));
  co_return members&& std::find(members->begin(), members->end(), person) != members->end();
}

awaitable<std::string> actions::channel_for(std::string workspace, std::string person, base::time_point now) {
  auto query = [&](store::reader& from) { return options_.asked.channels_for(from, workspace, person, now); };
  auto const channels = co_await with_.store.read(std::move(query));
  if (!channels) co_return std::string();
  for (auto const& channel : *channels)
    if (co_await is_among(person, channel)) co_return channel;
  co_return std::string();
}

awaitable<result<std::optional<chat::reply>>> actions::handle(chat::shortcut_invoked const& chosen) {
  if (chosen.name != keep_shortcut) co_return std::optional<chat::reply>();
  auto words = chat::shorten_words(chat::inert(chosen.text, {}), longest_kept);
  if (chat::to_plain(words).empty()) words = chat::say("A message without words");
  // Its author is named in it, so that an erasure finds their words here, too (ledger::erase_all).
  if (!chosen.author.empty() && chosen.author != chosen.person)
    words = chat::say("{person}: {words}",
                      {{"person", chat::mention(chosen.author)}, {"words", std::move(words)}});
  words.push_back(chat::text(" "));
  words.push_back(chat::link(with_.workspace.link_to(chosen.where), base::translate("the message")));
  // Kept twice by the same person it is one.
  ledger::win_source said(chat::message_ref(chosen.workspace, {}, {}),
                          kept_mark + chosen.where.channel + ":" + chosen.where.id + ":" + chosen.person);
  submission told(std::move(said), win_way::form, chosen.person, base::time_point(), chosen.at);
  told.labelled = std::move(words);
  told.shared = false;
  told.heard_by = people::reach::named;
  told.thanked.push_back(chosen.author);
  auto const done = co_await recorder_.record(std::move(told));
  if (!done) co_return done.error();
  if (done->refused) {
    auto why =
        chat::reply(chat::message(chat::rich_text{chat::text(win_refused(*done->refused, longest_kept))}));
    co_return std::optional<chat::reply>(std::move(why));
  }
  if (!done->win) {
    auto known = chat::reply(chat::message(chat::say("You have kept that one already.")));
    co_return std::optional<chat::reply>(std::move(known));
  }
  auto kept = chat::reply(win_kept(*done->win));
  co_return std::optional<chat::reply>(std::move(kept));
}

awaitable<result<chat::message>> actions::share(chat::button_pressed const& pressed) {
  auto const win = co_await win_of(pressed.value, pressed.person);
  if (!win) co_return win.error();
  if (!*win) co_return gone();
  if ((*win)->shared) co_return chat::message(chat::say("It is shared already."));
  if ((*win)->said.mark.starts_with(kept_mark))
    co_return chat::message(
        chat::say("It holds the words of others, who said them somewhere else, so it stays with you."));
  std::string channel;
  if ((*win)->round == 0)
    channel = co_await channel_for(pressed.workspace, pressed.person, with_.clock.now());
  auto const shown = co_await recorder_.share((*win)->id, pressed.person, channel);
  if (!shown) co_return shown.error();
  if (!*shown) co_return chat::message(chat::say("It is shared already."));
  if (**shown == win_shown::at_close || **shown == win_shown::in_summary)
    co_return chat::message(chat::say("Shared: it is part of the stand-up."));
  if (channel.empty())
    co_return chat::message(chat::say("Shared: the team finds it in /wins week and in the weekly digest."));
  co_return chat::message(chat::say("Shared in {channel}.", {{"channel", app::channel_token(channel)}}));
}

awaitable<result<chat::message>> actions::thank(chat::button_pressed const& pressed) {
  auto const win = co_await win_of(pressed.value, pressed.person);
  if (!win) co_return win.error();
  if (!*win) co_return gone();
  auto words = chat::from_markup((*win)->text);
  std::vector<kudos::target> teammates;
  for (auto& id : teammates_in(words, pressed.person))
    teammates.emplace_back(kudos::target::kind::person, std::move(id));
  if (teammates.empty()) co_return chat::message(chat::say("Your win mentions nobody any more."));

  // The win is what it is given for, so that a second press gives nothing more.
  auto said = ledger::kudos_source::command(pressed.workspace, (*win)->said.where.channel,
                                            "win:" + std::to_string((*win)->id));
  kudos::submission given(std::move(said), pressed.person, pressed.at, pressed.at);
  given.intents.emplace_back(std::move(teammates), 1, std::move(words));
  // It may have been said where the receiver can't go.
  given.in_direct = true;
  auto const done = co_await kudos_.record(std::move(given));
  if (!done) co_return done.error();
  co_return thanked(*done, options_.kudos.rules);
}

awaitable<result<chat::message>> actions::take_back(chat::button_pressed const& pressed) {
  auto const win = co_await win_of(pressed.value, pressed.person);
  if (!win) co_return win.error();
  if (!*win) co_return gone();
  auto const done = co_await recorder_.take_back((*win)->id, pressed.person);
  if (!done) co_return done.error();
  co_return *done ? chat::message(chat::say("Taken back.")) : gone();
}

}  // namespace huzzah::wins
