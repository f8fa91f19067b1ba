#include "features/standup_setup.hpp"

#include "features/lines.hpp"
#include "features/standup_form.hpp"
#include "features/standup_status.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

namespace huzzah::features {

namespace {

chat::message set_up(standup_book::entry const& one, base::time_point now, calendar::time_zone const& asker) {
  chat::rich_text line{chat::bold(one.settings.name), chat::text(" is set up in "),
                       chat::token(chat::token_kind::channel, "", one.settings.channel), chat::text(". ")};
  line.push_back(chat::text(next_question_in_words(one, now, asker)));
  if (one.settings.mode == recognition::standup_mode::dm)
    line.push_back(chat::text(" Each member is asked at that time of their own day."));
  return chat::message(std::move(line));
}

}  // namespace

standup_setup::standup_setup(chat::workspace& workspace, base::clock& clock, standup_book& book,
                             packs const& questions, std::function<void()> wake)
    : workspace_(workspace),
      clock_(clock),
      book_(book),
      packs_(questions),
      wake_(std::move(wake)),
      roster_(workspace, clock),
      people_(workspace) {}

awaitable<result<chat::reply>> standup_setup::open(chat::command_invoked const& command,
                                                   std::optional<standup_book::entry> editing) {
  recognition::standup_settings start;
  std::string name;
  if (editing) {
    start = std::move(editing->settings);
    name = start.name;
    // The form chooses among channels by their ids.
    auto const found = co_await workspace_.find_channel(start.channel);
    if (found) start.channel = found->id;
  } else {
    auto const asker = co_await roster_.find(command.person);
    start.zone = zone_of(asker ? *asker : chat::person());
    if (!command.in_direct) start.channel = command.channel;
  }
  auto form = standup_form(start, name, packs_);
  auto opened = co_await workspace_.open_form(command.trigger, std::move(form));
  if (opened) co_return chat::reply();
  spdlog::warn("the form of a stand-up could not be opened: {}", to_string(opened.error()));
  co_return chat::reply(one_line("The form could not be opened just now. Please try again."));
}

awaitable<result<std::optional<std::string>>> standup_setup::wrong_channel(std::string channel,
                                                                           std::string person) {
  using answer = std::optional<std::string>;
  auto const found = co_await workspace_.find_channel(channel);
  if (!found && found.error().code != errc::not_found) co_return found.error();
  if (found && found->is_archived) co_return answer("That channel is archived");
  if (!found || !found->is_member)
    co_return answer("Huzzah is not in that channel: invite it there with /invite, then try again");
  auto const is_in = co_await people_.is_in(std::move(person), std::move(channel));
  if (!is_in) co_return is_in.error();
  if (!*is_in) co_return answer("Only people of that channel can set up a stand-up there");
  co_return answer();
}

std::optional<std::string> standup_setup::wrong_name(recognition::standup_settings const& entered,
                                                     std::string const& editing) const {
  auto const* taken = book_.find(entered.name);
  if (taken == nullptr || taken->notes.off || taken == book_.find(editing)) return std::nullopt;
  return fmt::format(
      "There is a stand-up called {} already: choose another name, or change that one with "
      "/standup setup {}",
      taken->settings.name, taken->settings.name);
}

awaitable<result<chat::reply>> standup_setup::submit(chat::form_submitted const& form) {
  auto const* edited = book_.find(form.context);
  auto const before = edited == nullptr ? recognition::standup_settings() : edited->settings;
  auto const is_change = edited != nullptr;
  auto entered = read_standup_form(form.values, before, packs_);
  chat::reply reply;
  reply.errors = std::move(entered.errors);
  if (auto wrong = wrong_name(entered.settings, form.context)) reply.errors.emplace("name", *wrong);
  if (!reply.errors.contains("channel")) {
    auto const wrong = co_await wrong_channel(entered.settings.channel, form.person);
    if (!wrong) {
      spdlog::warn("a stand-up's channel could not be looked up: {}", to_string(wrong.error()));
      reply.errors.emplace("channel", "I could not look that channel up just now. Please try again");
    } else if (*wrong) {
      reply.errors.emplace("channel", **wrong);
    }
  }
  // The one that is changed may be of another channel.
  if (is_change && reply.errors.empty() && before.channel != entered.settings.channel) {
    auto const from = co_await workspace_.find_channel(before.channel);
    auto is_in = result<bool>(true);
    if (from && from->id != entered.settings.channel) is_in = co_await people_.is_in(form.person, from->id);
    if (!is_in || !*is_in)
      reply.errors.emplace("channel", "Only people of its channel so far can move that stand-up");
  }
  if (!reply.errors.empty()) co_return reply;

  auto const now = clock_.now();
  auto const is_renamed =
      is_change && standup_book::key_of(before.name) != standup_book::key_of(entered.settings.name);
  if (is_change && !is_renamed) entered.settings.name = before.name;
  auto const name = entered.settings.name;
  auto done = co_await book_.set_up(std::move(entered.settings), form.person, now);
  if (!done) co_return std::move(done).error();
  if (is_renamed) {
    auto end = std::function<void(ritual_notes&)>([](ritual_notes& notes) { notes.off = true; });
    auto ended = co_await book_.note(before.name, std::move(end), now);
    if (!ended) co_return std::move(ended).error();
  }
  wake_();
  auto const asker = co_await roster_.find(form.person);
  reply.said = set_up(*book_.find(name), now, zone_of(asker ? *asker : chat::person()));
  co_return reply;
}

}  // namespace huzzah::features
