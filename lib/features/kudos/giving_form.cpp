#include "features/kudos/giving_form.hpp"

#include "app/channel_asked.hpp"
#include "app/fields.hpp"
#include "app/people/reach_of.hpp"
#include "app/schedule/place.hpp"
#include "base/catalog.hpp"
#include "base/text.hpp"
#include "chat/say.hpp"
#include "features/kudos/words.hpp"

#include <spdlog/spdlog.h>
#include <boost/asio/experimental/awaitable_operators.hpp>

#include <algorithm>
#include <utility>

namespace huzzah::kudos {

namespace {

using namespace std::chrono_literals;

/// A trigger opens a form within 3 s; what is nice to have must leave time for it.
constexpr base::duration groups_patience = 800ms;
constexpr base::duration groups_are_fresh = 10min;
constexpr auto announced = "announced";
constexpr auto between_us = "private";

chat::reply at_field(std::string const& field, std::string what) {
  chat::reply to_mend;
  to_mend.errors[field] = std::move(what);
  return to_mend;
}

/// Plain characters, with emoji where they are written as :name:.
chat::rich_text with_emoji(std::string_view typed) {
  chat::rich_text words;
  std::string plain;
  auto const is_of_name = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '+' || c == '\'';
  };
  for (std::size_t i = 0; i < typed.size();) {
    auto end = i + 1;
    while (end < typed.size() && is_of_name(typed[end]))
      ++end;
    auto const is_emoji = typed[i] == ':' && end > i + 1 && end < typed.size() && typed[end] == ':' &&
                          std::any_of(typed.begin() + static_cast<std::ptrdiff_t>(i),
                                      typed.begin() + static_cast<std::ptrdiff_t>(end),
                                      [](char c) { return c >= 'a' && c <= 'z'; });
    if (!is_emoji) {
      plain += typed[i++];
      continue;
    }
    if (!plain.empty()) words.push_back(chat::text(std::exchange(plain, {})));
    words.push_back(chat::emoji(std::string(typed.substr(i + 1, end - i - 1))));
    i = end + 1;
  }
  if (!plain.empty()) words.push_back(chat::text(std::move(plain)));
  return words;
}

/// An error at a field is plain text, in which people are named.
std::string in_plain_words(chat::rich_text const& said, app::names_by_id const& names) {
  return chat::to_plain(chat::inert(said, app::finder(names)));
}

}  // namespace

/// What the form begins with.
class giving_form::start {
 public:
  std::string receiver;
  std::string channel;     ///< in which it may be announced; empty where it can't be known
  std::string message;     ///< "channel id" of a message that everybody can read
  bool is_hidden = false;  ///< it is about a message that not everybody can read
  bool is_announced = false;
};

giving_form::giving_form(app::context const& with, options const& options, recorder& recorder)
    : workspace_(with.workspace),
      clock_(with.clock),
      readers_(with.audience),
      options_(options),
      recorder_(recorder) {}

awaitable<std::vector<chat::user_group>> giving_form::groups() {
  using namespace asio::experimental::awaitable_operators;
  if (groups_asked_ && clock_.uptime() - *groups_asked_ < groups_are_fresh) co_return groups_;
  auto found = co_await (workspace_.user_groups() || clock_.sleep_for(groups_patience));
  if (found.index() != 0 || !std::get<0>(found)) co_return groups_;
  groups_ = std::move(*std::get<0>(found));
  groups_asked_ = clock_.uptime();
  co_return groups_;
}

awaitable<result<chat::reply>> giving_form::open(chat::shortcut_invoked const& chosen) {
  start begin;
  if (!chosen.where.id.empty()) {
    if (chosen.author.empty() || chosen.author == workspace_.self()) {
      auto no_person =
          chat::message(chat::say("No person wrote that message, so there is nobody to thank for it."));
      co_return chat::reply(std::move(no_person));
    }
    begin.receiver = chosen.author;
    auto is_open = chosen.channel == chat::channel_kind::channel;
    if (is_open) {
      auto channel = chosen.where.channel;
      is_open = co_await readers_.is_open(std::move(channel));
    }
    begin.is_hidden = !is_open;
    if (is_open) {
      begin.channel = chosen.where.channel;
      begin.message = begin.channel + " " + chosen.where.id;
    }
  }
  co_return co_await open(chosen.trigger, std::move(begin));
}

awaitable<result<chat::reply>> giving_form::open(chat::command_invoked const& typed) {
  start begin;
  if (!typed.in_direct) begin.channel = typed.channel;
  co_return co_await open(typed.trigger, std::move(begin));
}

awaitable<result<chat::reply>> giving_form::open(std::string trigger, start begin) {
  if (!begin.channel.empty()) {
    auto channel = begin.channel;
    auto const place = co_await schedule::find_place(workspace_, std::move(channel));
    begin.is_announced = std::holds_alternative<chat::channel_facts>(place);
  }
  auto const known = co_await groups();

  using kind = chat::form_field::kind;
  chat::form asked(std::string(giving::submit), base::translate("Give kudos"));
  asked.context = begin.message;
  auto& people = asked.fields.emplace_back("people", base::translate("Thank these people"), kind::people,
                                           !known.empty());
  people.initial = begin.receiver;
  if (!known.empty()) {
    auto& groups =
        asked.fields.emplace_back("groups", base::translate("Or these groups"), kind::choices, true);
    for (auto const& one : known) {
      groups.choices.push_back(one.id);
      groups.labels.push_back("@" + one.handle);
    }
  }
  auto& reason = asked.fields.emplace_back("reason", base::translate("What for"), kind::long_text, true);
  reason.hint = base::translate("In your own words: what they did, and what it changed. :tada: works, too.");
  if (!options_.values.empty()) {
    auto& value =
        asked.fields.emplace_back("value", base::translate("Which value it showed"), kind::choice, true);
    value.choices = options_.values;
  }
  auto& where = asked.fields.emplace_back("where", base::translate("Who sees it"), kind::choice);
  where.choices = {announced, between_us};
  where.labels = {base::translate("Everybody in a channel"), base::translate("Only they and you")};
  where.initial = begin.is_announced ? announced : between_us;
  if (begin.is_hidden)
    where.hint = base::translate("Not everybody can read that message, so it is neither quoted nor linked.");
  auto& channel = asked.fields.emplace_back("channel", base::translate("Announced in"), kind::channel, true);
  channel.hint = base::translate("Empty where only they and you see it");
  if (begin.is_announced) channel.initial = begin.channel;

  auto const opened = co_await workspace_.open_form(std::move(trigger), std::move(asked));
  if (opened) co_return chat::reply();
  spdlog::warn("the form for kudos could not be opened: {}", to_string(opened.error()));
  auto failed =
      chat::message(chat::say("The form did not open in time. Please try once more, or type `/kudos help`."));
  co_return chat::reply(std::move(failed));
}

awaitable<std::string> giving_form::link_to(std::string workspace, std::string context) {
  auto const space = context.find(' ');
  if (space == std::string::npos) co_return std::string();
  auto channel = context.substr(0, space);
  chat::message_ref const where(std::move(workspace), channel, context.substr(space + 1));
  auto const is_open = co_await readers_.is_open(std::move(channel));
  if (!is_open) co_return std::string();
  co_return workspace_.link_to(where);
}

awaitable<result<chat::reply>> giving_form::submit(chat::form_submitted const& sent) {
  auto const in_public = app::entered_in(sent.values, "where") == announced;
  auto const channel = in_public ? app::entered_in(sent.values, "channel") : std::string();
  if (in_public) {
    auto why = co_await app::why_not_in(workspace_, readers_, channel, sent.person);
    if (!why.empty()) co_return at_field("channel", std::move(why));
  }
  std::vector<target> targets;
  for (auto& id : app::split_at_commas(app::entered_in(sent.values, "people")))
    targets.emplace_back(target::kind::person, std::move(id));
  for (auto& id : app::split_at_commas(app::entered_in(sent.values, "groups")))
    targets.emplace_back(target::kind::group, std::move(id));
  if (targets.empty()) co_return at_field("people", base::translate("Choose at least one person or group."));

  auto reason = with_emoji(app::entered_in(sent.values, "reason"));
  auto link = co_await link_to(sent.workspace, sent.context);
  if (!link.empty()) {
    if (!reason.empty()) reason.push_back(chat::text(" "));
    reason.push_back(chat::link(std::move(link), base::translate("the message")));
  }
  std::vector<std::string> values;
  auto const value = app::entered_in(sent.values, "value");
  if (std::find(options_.values.begin(), options_.values.end(), value) != options_.values.end())
    values.push_back(value);

  // The view is what it is given by: sent twice, it counts once.
  submission given(ledger::kudos_source::command(sent.workspace, channel, "form:" + sent.view), sent.person,
                   sent.at, sent.at);
  given.intents.emplace_back(std::move(targets), 1, std::move(reason), std::move(values));
  given.in_direct = !in_public;
  given.is_announced = in_public;
  if (!in_public) given.heard_by = people::reach::named;
  auto done = co_await recorder_.record(std::move(given));
  if (!done) co_return std::move(done).error();
  if (!done->undecided.empty())
    co_return at_field("people", in_plain_words(kudos_undecided(done->undecided).summary, done->names));
  if (done->verdict.accepted.empty() && !done->change.stale) {
    auto const& turned_down = done->verdict.turned_down;
    if (turned_down.empty())
      co_return at_field("people",
                         base::translate("There is nobody in it but you. Choose somebody to thank."));
    auto const is_short = turned_down.front().why == refusal::reason_too_short;
    co_return at_field(is_short ? "reason" : "people",
                       in_plain_words(explain(done->verdict, options_.rules), done->names));
  }
  if (in_public || done->change.added.empty()) co_return chat::reply();
  std::vector<chat::token> people;
  for (auto const& one : done->change.added)
    people.push_back(chat::mention(one.receiver));
  auto noted =
      chat::message(chat::say("Given. Only you and {people} see it.", {{"people", chat::list_of(people)}}));
  co_return chat::reply(std::move(noted));
}

}  // namespace huzzah::kudos
