#include "features/kudos/supporting.hpp"

#include "app/ledger/kudos_support.hpp"
#include "app/ledger/withheld.hpp"
#include "app/people/directory.hpp"
#include "app/people/forgotten.hpp"
#include "app/people/people.hpp"
#include "app/people/places.hpp"
#include "base/catalog.hpp"
#include "chat/say.hpp"
#include "features/kudos/replies.hpp"
#include "store/references.hpp"

#include <utility>

namespace huzzah::kudos {

namespace {

constexpr auto wanted = " on";
constexpr auto unwanted = " off";
/// The sign of a pressed button, which is no emoji.
constexpr auto pressed_sign = "+1 by button";

/// Shows in the receivers' notes, and where it was announced, who supports it now.
void show(store::unit_of_work& work, chat::workspace const& workspace, options const& options,
          base::time_point now, std::vector<ledger::supported_kudos> const& changed) {
  for (auto const& one : changed) {
    auto const& where = one.said.where;
    auto const is_direct =
        people::places(work).known_of(where.workspace, where.channel) == people::reach::named;
    auto const link = where.id.empty() || is_direct ? std::string() : workspace.link_to(where);
    replies(work, one.said, options, now).show_support(one, link, is_direct);
  }
}

}  // namespace

chat::button support_button(std::string const& reference, bool is_wanted) {
  return {std::string(support_action),
          is_wanted ? base::translate("Me too") : base::translate("Take it back"),
          reference + (is_wanted ? wanted : unwanted)};
}

supporting::supporting(app::context const& with, options const& options)
    : store_(with.store),
      workspace_(with.workspace),
      clock_(with.clock),
      readers_(with.audience),
      options_(options) {}

bool supporting::is_sign(std::string_view emoji) const {
  return emoji == receipt_of(options_);
}

awaitable<result<app::plan>> supporting::on(chat::reaction_changed const& reaction) {
  // Most people who celebrate do so below something else, which costs no unit of work.
  auto query = [&](store::reader& from) { return ledger::kudos_support(from).is_possible(reaction.where); };
  auto const possible = co_await store_.read(std::move(query));
  if (!possible) co_return possible.error();
  if (!*possible) co_return app::plan();
  people::directory directory(workspace_, clock_);
  auto const who = co_await directory.find(reaction.person);
  if (who && who->is_bot) co_return app::plan();
  auto apply = [this, &reaction, who, now = clock_.now()](store::unit_of_work& work) {
    if (people::forgotten_people(work).include(reaction.person, reaction.earliest())) return;
    auto const changed = ledger::kudos_support(work).set(reaction.where, reaction.person, reaction.emoji,
                                                         reaction.added, reaction.revision());
    if (!changed.empty() && who)
      people::people(work).upsert(reaction.where.workspace, reaction.person, who->name, who->time_zone);
    show(work, workspace_, options_, now, changed);
  };
  co_return app::plan(std::move(apply));
}

awaitable<result<chat::reply>> supporting::press(chat::button_pressed const& pressed) {
  auto const space = pressed.value.find(' ');
  auto const reference = pressed.value.substr(0, space);
  auto const is_on = space == std::string::npos || pressed.value.substr(space) == wanted;
  auto can_read = true;
  if (!pressed.channel.empty()) {
    auto person = pressed.person;
    auto channel = pressed.channel;
    can_read = co_await readers_.can_read(std::move(person), std::move(channel));
  }
  people::directory directory(workspace_, clock_);
  auto const who = co_await directory.find(pressed.person);
  enum class outcome { gone, own, done };
  auto unit = [&](store::unit_of_work& work) {
    auto const entry = store::referenced(work, store::reference_kind::kudos, reference);
    auto const there = ledger::kudos_support(work).find(entry);
    if (there.empty() || !can_read || ledger::withheld_entries(work).is_hidden(entry)) return outcome::gone;
    auto const changed =
        ledger::kudos_support(work).set(entry, pressed.person, pressed_sign, is_on, pressed.at);
    if (changed.empty()) return outcome::own;
    if (who) people::people(work).upsert(pressed.workspace, pressed.person, who->name, who->time_zone);
    show(work, workspace_, options_, clock_.now(), changed);
    return outcome::done;
  };
  auto const done = co_await store_.write(std::move(unit));
  if (!done) co_return done.error();
  if (*done == outcome::gone)
    co_return chat::reply(chat::message(chat::say("I can't find that kudos. It may have been taken back.")));
  if (*done == outcome::own)
    co_return chat::reply(
        chat::message(chat::say("This one is between you already: it was given or received by you.")));
  auto line = is_on ? chat::say("You say so, too.") : chat::say("Taken back.");
  std::vector<chat::block> blocks;
  if (is_on) blocks.emplace_back(app::section(line, support_button(reference, false)));
  auto answer = chat::message(std::move(line), std::move(blocks));
  co_return chat::reply(std::move(answer));
}

}  // namespace huzzah::kudos
