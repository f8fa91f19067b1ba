#include "features/digests/commands.hpp"

#include "app/phrases.hpp"
#include "base/catalog.hpp"
#include "base/text.hpp"
#include "chat/say.hpp"
#include "features/digests/book.hpp"
#include "features/digests/command_words.hpp"
#include "features/digests/fields.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace huzzah::digests {

namespace {

using chat::say;

constexpr std::array<std::string_view, 7> words{"setup", "preview", "now", "status", "off", "on", "help"};

/// The first word in lower case, and what follows it.
std::pair<std::string, std::string> split(chat::rich_text const& typed) {
  auto const plain = chat::to_plain(typed);
  auto const all = base::trim(plain);
  auto const end = all.find_first_of(" \t\r\n");
  auto const rest = end == std::string_view::npos ? std::string_view() : base::trim(all.substr(end));
  return {base::to_lower(all.substr(0, end)), std::string(rest)};
}

chat::message no_such_digest_word(std::string const& word) {
  auto const near = base::nearest(word, words);
  if (near.empty()) return digest_help();
  return chat::message(say("I don't know \"{word}\". Did you mean {command}?",
                           {{"word", base::shorten(word, 40)}, {"command", "/digest " + std::string(near)}}));
}

std::string in_configuration(std::string const& name) {
  return base::translate("\"{digest}\" is set up in Huzzah's configuration, and can't be changed from chat.",
                         {{"digest", base::shorten(name, 60)}});
}

std::string brings_back(std::string const& name) {
  return "/digest on " + name;
}

}  // namespace

commands::commands(app::context const& with, schedule::policy const& policy, poster& poster)
    : with_(with),
      poster_(poster),
      rights_(with.workspace, with.audience, policy),
      people_(with.workspace, with.clock),
      among_(with.workspace, poster.book(), rights_, kind_of_digests) {}

awaitable<commands::answer> commands::handle(chat::command_invoked const& command) {
  auto loaded = co_await poster_.book().load();
  if (!loaded) co_return std::move(loaded).error();
  auto const [word, name] = split(command.text);
  auto done = said(no_such_digest_word(word));
  if (word.empty() || word == "help")
    done = digest_help();
  else if (word == "status")
    done = co_await status(command.person);
  else if (word == "setup")
    done = co_await set_up(command, name);
  else if (std::find(words.begin(), words.end(), word) != words.end())
    done = co_await with_one(command, word, name);
  if (!done) co_return std::move(done).error();
  // A form that was opened says enough.
  if (done->summary.empty()) co_return chat::reply();
  auto privately = chat::reply(std::move(done).value());
  co_return privately;
}

awaitable<commands::said> commands::status(std::string person) {
  auto const known = co_await among_.known_to(std::move(person));
  co_return digest_status(known, with_.clock.now());
}

awaitable<commands::said> commands::with_one(chat::command_invoked const& command, std::string word,
                                             std::string name) {
  auto chosen = co_await among_.choose(command, std::move(name));
  if (auto* instead = std::get_if<chat::message>(&chosen)) co_return std::move(*instead);
  auto const& entry = std::get<book::entry>(chosen);
  auto const why_not =
      co_await rights_.why_no_change(command.person, entry.settings.channel, entry.notes.set_up_by);
  if (!why_not.empty())
    co_return chat::message(say("Sorry: {why}. Nothing was changed.", {{"why", why_not}}));
  if (word == "preview") co_return co_await preview(command, entry);
  if (word == "now") co_return co_await post_now(entry);
  co_return co_await turn(entry, word == "on");
}

awaitable<commands::said> commands::set_up(chat::command_invoked const& command, std::string name) {
  auto const why_not = co_await rights_.why_no_setup(command.person);
  if (!why_not.empty()) co_return chat::message(say("{why}.", {{"why", why_not}}));
  settings shown;
  auto const chosen = co_await among_.choose(command, name);
  auto const* known = std::get_if<book::entry>(&chosen);
  auto const here = co_await with_.workspace.find_channel(command.channel);
  auto const in_channel = here && here->is_member && !here->name.empty();
  if (known) shown = known->settings;
  auto wanted = shown.channel.empty() ? command.channel : shown.channel;
  auto const stands_in = co_await with_.workspace.find_channel(std::move(wanted));
  // A form that was not asked for by name is about the channel in which it is opened.
  if (!known || (name.empty() && in_channel && (!stands_in || stands_in->id != here->id))) {
    shown = {};
    shown.name = name.empty() ? (in_channel ? here->name : std::string("weekly")) : std::move(name);
    auto const somebody = co_await people_.find(command.person);
    shown.zone = people::zone_of(somebody ? *somebody : chat::person());
    shown.channel = in_channel ? here->id : std::string();
  } else {
    if (poster_.book().is_configured(shown.name) && !rights_.may_override())
      co_return app::one_line(in_configuration(shown.name) + " " +
                              base::translate("/digest setup and a new name makes another one."));
    shown.channel = stands_in ? stands_in->id : std::string();
  }
  auto form = digest_form(shown);
  auto opened = co_await with_.workspace.open_form(command.trigger, std::move(form));
  if (!opened) co_return std::move(opened).error();
  co_return chat::message();
}

awaitable<commands::answer> commands::handle(chat::form_submitted const& form) {
  auto& known_digests = poster_.book();
  auto loaded = co_await known_digests.load();
  if (!loaded) co_return std::move(loaded).error();
  auto const written = app::entered_in(form.values, "name");
  auto const visible = co_await among_.known_to(form.person);
  auto const* known = schedule::named(visible, written);
  auto const before = known == nullptr ? book::entry() : *known;
  chat::reply reply;
  auto settings = before.settings;
  fields().enter(form.values, settings, reply.errors);
  if (!reply.errors.contains("channel")) {
    auto const why_not = co_await rights_.why_not_there(form.person, settings.channel);
    if (!why_not.empty()) reply.errors["channel"] = base::translate("{why}.", {{"why", why_not}});
  }
  auto const why_not = co_await rights_.why_no_setup(form.person);
  if (!why_not.empty())
    reply.errors["name"] = base::translate("{why}.", {{"why", why_not}});
  else if (!reply.errors.contains("name") && known_digests.find(written) != nullptr) {
    auto taken = known == nullptr;
    if (!taken) {
      auto const refused =
          co_await rights_.why_no_change(form.person, before.settings.channel, before.notes.set_up_by);
      taken = !refused.empty();
    }
    if (taken)
      reply.errors["name"] = base::translate("Another channel's digest is called so. Choose another name.");
    else if (known_digests.is_configured(written) && !rights_.may_override())
      reply.errors["name"] = in_configuration(written) + " " + base::translate("Choose another name.");
  }
  if (reply.errors.empty()) {
    auto kept = co_await known_digests.set_up(settings, form.person, with_.clock.now());
    if (!kept) co_return std::move(kept).error();
    reply.said = digest_was_set_up(settings, with_.clock.now());
  }
  co_return reply;
}

awaitable<commands::said> commands::preview(chat::command_invoked const& command, book::entry const& one) {
  auto const channel = co_await with_.workspace.find_channel(one.settings.channel);
  // The person who asks may be no member of the digest's channel.
  auto place = channel && channel->id == command.channel ? channel->id : std::string();
  auto draft = co_await poster_.draft_of_now(one.settings, std::move(place));
  if (!draft) co_return std::move(draft).error();
  if (draft->is_empty && one.settings.when_empty == empty_digest::nothing)
    co_return chat::message(
        say("There is nothing to tell since the last digest, so nothing would be posted."));
  auto messages = chat::to_messages(draft->document, with_.workspace.limits());
  auto shown = messages.front();
  messages.erase(messages.begin());
  digest_preview rest;
  rest.key = "preview:" + command.trigger;
  rest.person = command.person;
  rest.digest = one.settings;
  rest.document = std::move(draft->document);
  rest.more = std::move(messages);
  poster_.send(std::move(rest));
  co_return shown;
}

awaitable<commands::said> commands::post_now(book::entry const& one) {
  auto const& digest = one.settings;
  if (one.notes.off)
    co_return chat::message(
        say("It is off. {command} brings it back.", {{"command", brings_back(digest.name)}}));
  auto const found = co_await schedule::find_place(with_.workspace, digest.channel);
  if (auto const* failed = std::get_if<error>(&found)) co_return *failed;
  if (auto const* trouble = std::get_if<schedule::channel_trouble>(&found))
    co_return schedule::could_not_happen(kind_of_digests, digest.name, *trouble, digest.channel);
  auto const* channel = std::get_if<chat::channel_facts>(&found);
  auto const draft = co_await poster_.draft_of_now(digest, channel->id);
  if (!draft) co_return draft.error();
  if (draft->is_empty)
    co_return chat::message(say("There is nothing to tell since the last digest, so nothing is posted."));
  auto done = co_await poster_.post_early(digest);
  if (!done) co_return std::move(done).error();
  auto const next = next_window(digest, with_.clock.now());
  auto const due = when_posted(digest.zone, next.until);
  if (*done == poster::early::was_posted)
    co_return chat::message(say(
        "This one was posted already. The next one tells what came since; what was due on {moment} is not "
        "posted again.",
        {{"moment", due}}));
  co_return chat::message(
      say("On its way to {channel}, in the place of the one that was due on {moment}. What comes from now on "
          "is for the next one.",
          {{"moment", due}, {"channel", "#" + channel->name}}));
}

awaitable<commands::said> commands::turn(book::entry one, bool on) {
  auto change = [on](schedule::overrides& notes) { notes.off = !on; };
  auto done = co_await poster_.book().note(one.settings.name, std::move(change), with_.clock.now());
  if (!done) co_return std::move(done).error();
  auto const& name = one.settings.name;
  if (!on)
    co_return chat::message(say("The digest \"{digest}\" is off. {command} brings it back.",
                                {{"digest", name}, {"command", brings_back(name)}}));
  auto const next = next_window(one.settings, with_.clock.now()).until;
  co_return chat::message(say("On again: the digest \"{digest}\" comes next on {moment}.",
                              {{"digest", name}, {"moment", when_posted(one.settings.zone, next)}}));
}

}  // namespace huzzah::digests
