#include "features/digest_commands.hpp"

#include "base/text.hpp"
#include "features/digest_command_words.hpp"
#include "features/lines.hpp"
#include "recognition/digest_render.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace huzzah::features {

namespace {

constexpr std::array<std::string_view, 7> words{"setup", "preview", "now", "status", "off", "on", "help"};

/// The first word in lower case, and what stands behind it.
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
  return one_line("I don't know \"" + base::shorten(word, 40) + "\". Did you mean /digest " +
                  std::string(near) + "?");
}

chat::message which_one(std::vector<digest_book::entry> const& all, std::string const& unknown) {
  if (all.empty()) return one_line("There is no digest yet. /digest setup makes one for a channel.");
  std::vector<std::string_view> candidates;
  std::string names;
  for (auto const& one : all) {
    candidates.push_back(one.settings.name);
    names += (names.empty() ? "" : ", ") + one.settings.name;
  }
  if (unknown.empty())
    return one_line("There are several digests. Say which one behind the word: " + names + ".");
  auto const near = base::nearest(unknown, candidates);
  auto line = "No digest is called \"" + base::shorten(unknown, 60) + "\"";
  return one_line(near.empty() ? line + ". There are: " + names + "."
                               : line + ". Did you mean " + std::string(near) + "?");
}

}  // namespace

digest_commands::digest_commands(chat::workspace& workspace, base::clock& clock, digest_poster& poster)
    : workspace_(workspace), clock_(clock), poster_(poster), roster_(workspace, clock) {}

awaitable<digest_commands::answer> digest_commands::handle(chat::command_invoked const& command) {
  if (command.name != "/digest") co_return answer(std::nullopt);
  auto loaded = co_await poster_.book().load();
  if (!loaded) co_return std::move(loaded).error();
  auto const [word, name] = split(command.text);
  auto done = said(no_such_digest_word(word));
  if (word.empty() || word == "help")
    done = digest_help();
  else if (word == "status")
    done = digest_status(poster_.book().all(), clock_.now());
  else if (word == "setup")
    done = co_await set_up(command, name);
  else if (std::find(words.begin(), words.end(), word) != words.end())
    done = co_await with_one(command, word, name);
  if (!done) co_return std::move(done).error();
  // A form that was opened says enough.
  if (done->summary.empty()) co_return std::optional<chat::reply>(chat::reply());
  auto privately = chat::reply(std::move(done).value());
  co_return std::optional<chat::reply>(std::move(privately));
}

awaitable<result<std::optional<digest_book::entry>>> digest_commands::meant(std::string name,
                                                                            std::string channel,
                                                                            chat::message& otherwise) {
  auto const& book = poster_.book();
  if (!name.empty()) {
    if (auto const* one = book.find(name)) co_return std::optional(*one);
    otherwise = which_one(book.all(), name);
    co_return std::optional<digest_book::entry>();
  }
  auto const all = book.all();
  std::vector<digest_book::entry> here;
  for (auto const& one : all) {
    auto const found = co_await workspace_.find_channel(one.settings.channel);
    if (found && found->id == channel) here.push_back(one);
  }
  if (here.size() == 1) co_return std::optional(here.front());
  if (here.empty() && all.size() == 1) co_return std::optional(all.front());
  otherwise = which_one(here.empty() ? all : here, {});
  co_return std::optional<digest_book::entry>();
}

awaitable<result<std::string>> digest_commands::refusal(std::string channel, std::string person,
                                                        std::string set_up_by) {
  auto const found = co_await workspace_.find_channel(channel);
  if (!found) {
    if (found.error().code != errc::not_found) co_return found.error();
    // Nobody can be asked who is in it; who made the digest may still end it.
    if (person == set_up_by) co_return std::string();
    co_return found.error().detail;
  }
  auto const members = co_await workspace_.channel_members(found->id);
  if (!members) co_return members.error();
  if (std::find(members->begin(), members->end(), person) != members->end()) co_return std::string();
  co_return "only people of #" + found->name + " can do that";
}

awaitable<digest_commands::said> digest_commands::with_one(chat::command_invoked const& command,
                                                           std::string word, std::string name) {
  chat::message otherwise;
  auto one = co_await meant(std::move(name), command.channel, otherwise);
  if (!one) co_return std::move(one).error();
  if (!*one) co_return otherwise;
  auto const entry = **one;
  auto why_not = co_await refusal(entry.settings.channel, command.person, entry.notes.set_up_by);
  if (!why_not) co_return std::move(why_not).error();
  if (!why_not->empty()) co_return one_line("Sorry: " + *why_not + ". Nothing was changed.");
  if (word == "preview") co_return co_await preview(command, entry);
  if (word == "now") co_return co_await post_now(entry);
  co_return co_await turn(entry, word == "on");
}

awaitable<digest_commands::said> digest_commands::set_up(chat::command_invoked const& command,
                                                         std::string name) {
  recognition::digest_settings shown;
  chat::message otherwise;
  auto known = co_await meant(name, command.channel, otherwise);
  if (!known) co_return std::move(known).error();
  auto const here = co_await workspace_.find_channel(command.channel);
  auto const in_channel = here && here->is_member && !here->name.empty();
  if (*known) shown = (*known)->settings;
  auto wanted = shown.channel.empty() ? command.channel : shown.channel;
  auto const stands_in = co_await workspace_.find_channel(std::move(wanted));
  // A form that was not asked for by name is about the channel in which it is opened.
  if (!*known || (name.empty() && in_channel && (!stands_in || stands_in->id != here->id))) {
    shown = {};
    shown.name = name.empty() ? (in_channel ? here->name : std::string("weekly")) : std::move(name);
    auto const somebody = co_await roster_.find(command.person);
    shown.zone = zone_of(somebody ? *somebody : chat::person());
    shown.channel = in_channel ? here->id : std::string();
  } else {
    shown.channel = stands_in ? stands_in->id : std::string();
  }
  auto form = digest_form(shown);
  auto opened = co_await workspace_.open_form(command.trigger, std::move(form));
  if (!opened) co_return std::move(opened).error();
  co_return chat::message();
}

awaitable<digest_commands::answer> digest_commands::handle(chat::form_submitted const& form) {
  if (form.action != digest_form_action) co_return answer(std::nullopt);
  auto& book = poster_.book();
  auto loaded = co_await book.load();
  if (!loaded) co_return std::move(loaded).error();
  auto const name = form.values.find("name");
  auto const* known = name == form.values.end() ? nullptr : book.find(base::trim(name->second));
  auto const before = known == nullptr ? digest_book::entry() : *known;
  chat::reply reply;
  auto const settings = read_digest_form(form.values, before.settings, reply.errors);
  if (!reply.errors.contains("channel")) {
    auto const channel = co_await workspace_.find_channel(settings.channel);
    if (!channel && channel.error().code != errc::not_found) co_return channel.error();
    auto const blocked = channel ? why_blocked(*channel) : channel.error().detail;
    auto why_not = result<std::string>(std::string());
    if (blocked.empty()) why_not = co_await refusal(settings.channel, form.person, {});
    if (!why_not) co_return std::move(why_not).error();
    if (!blocked.empty())
      reply.errors["channel"] = blocked + ": /invite @Huzzah there first.";
    else if (!why_not->empty())
      reply.errors["channel"] = "Sorry: " + *why_not + ".";
  }
  if (known != nullptr && !reply.errors.contains("name")) {
    auto why_not = co_await refusal(before.settings.channel, form.person, before.notes.set_up_by);
    if (!why_not) co_return std::move(why_not).error();
    if (!why_not->empty())
      reply.errors["name"] = "Another channel's digest is called so. Choose another name.";
  }
  if (reply.errors.empty()) {
    auto kept = co_await book.set_up(settings, form.person, clock_.now());
    if (!kept) co_return std::move(kept).error();
    reply.said = digest_was_set_up(settings, clock_.now());
  }
  co_return std::optional<chat::reply>(std::move(reply));
}

awaitable<digest_commands::said> digest_commands::preview(chat::command_invoked const& command,
                                                          digest_book::entry const& one) {
  auto const channel = co_await workspace_.find_channel(one.settings.channel);
  // Whoever asks may be no member of the digest's channel.
  auto place = channel && channel->id == command.channel ? channel->id : std::string();
  auto draft = co_await poster_.draft_of_now(one.settings, std::move(place));
  if (!draft) co_return std::move(draft).error();
  if (draft->is_empty && one.settings.when_empty == recognition::empty_digest::nothing)
    co_return one_line("There is nothing to tell since the last digest, so nothing would be posted.");
  auto messages = recognition::to_messages(draft->document, {});
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

awaitable<digest_commands::said> digest_commands::post_now(digest_book::entry const& one) {
  auto const& digest = one.settings;
  if (one.notes.off) co_return one_line("It is off. /digest on " + digest.name + " brings it back.");
  auto const channel = co_await workspace_.find_channel(digest.channel);
  if (!channel && channel.error().code != errc::not_found) co_return channel.error();
  auto const blocked = channel ? why_blocked(*channel) : channel.error().detail;
  if (!blocked.empty()) co_return digest_is_blocked(digest, blocked);
  auto const draft = co_await poster_.draft_of_now(digest, channel->id);
  if (!draft) co_return draft.error();
  if (draft->is_empty)
    co_return one_line("There is nothing to tell since the last digest, so nothing is posted.");
  auto done = co_await poster_.post_early(digest);
  if (!done) co_return std::move(done).error();
  auto const next = recognition::next_window(digest, clock_.now());
  auto const due = when_posted(digest, next.until);
  if (*done == digest_poster::early::was_posted)
    co_return one_line("This one was posted already. The next one tells what came since; what was due on " +
                       due + " is not posted again.");
  co_return one_line("On its way to #" + channel->name + ", in the place of the one that was due on " + due +
                     ". What comes from now on is for the next one.");
}

awaitable<digest_commands::said> digest_commands::turn(digest_book::entry one, bool on) {
  auto change = [on](ritual_notes& notes) { notes.off = !on; };
  auto done = co_await poster_.book().note(one.settings.name, std::move(change), clock_.now());
  if (!done) co_return std::move(done).error();
  auto const next = recognition::next_window(one.settings, clock_.now()).until;
  co_return one_line(on ? "On again: the digest \"" + one.settings.name + "\" comes next on " +
                              when_posted(one.settings, next) + "."
                        : "The digest \"" + one.settings.name + "\" is off. /digest on " + one.settings.name +
                              " brings it back.");
}

}  // namespace huzzah::features
