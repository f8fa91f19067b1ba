#include "features/kudos/commands.hpp"

#include "app/ledger/period.hpp"
#include "app/ledger/standings.hpp"
#include "app/people/people.hpp"
#include "app/phrases.hpp"
#include "base/text.hpp"
#include "chat/say.hpp"
#include "features/kudos/words.hpp"

#include <array>
#include <chrono>
#include <set>

namespace huzzah::kudos {

namespace {

using chat::say;

constexpr auto undo_window = std::chrono::minutes{10};
constexpr int board_length = 10;
constexpr int last_reasons = 5;
constexpr std::size_t most_names = 20;
constexpr auto names_patience = std::chrono::seconds{1};

using answer = result<chat::reply>;

chat::message not_understood(std::string const& word) {
  constexpr std::array<std::string_view, 6> known{"me", "board", "undo", "mute", "unmute", "help"};
  auto const near = base::nearest(word, known);
  if (near.empty() || word.starts_with('@'))
    return chat::message(
        say("I could not tell whom to thank. Start with a name: /kudos @name for what they did. "
            "/kudos help shows all the ways."));
  return chat::message(say("I don't know \"{word}\". Did you mean {command}?",
                           {{"word", word}, {"command", "/kudos " + std::string(near)}}));
}

}  // namespace

commands::commands(app::context const& with, options const& options, grammar const& grammar,
                   recorder& recorder, giving_form& form)
    : with_(with),
      options_(options),
      grammar_(grammar),
      recorder_(recorder),
      form_(form),
      people_(with.workspace, with.clock) {}

awaitable<answer> commands::handle(chat::command_invoked const& command) {
  if (auto intent = grammar_.parse_command(command.text))
    co_return co_await give(command, std::move(*intent));

  auto const words = app::words_of(command.text);
  if (words.empty()) co_return co_await form_.open(command);
  auto const& word = words.front();
  auto said = result<chat::message>(not_understood(word));
  if (words.size() > 1 && (word == "me" || word == "undo" || word == "mute" || word == "unmute")) {
    auto const wanted = "/kudos " + word;
    auto alone = chat::message(
        say("Say just {command}, without anything behind it. Nothing was changed.", {{"command", wanted}}));
    co_return chat::reply(std::move(alone));
  }
  if (word == "help") said = kudos_help(options_.emoji, options_.values);
  if (word == "me") said = co_await show_mine(command.workspace, command.person);
  if (word == "undo") said = co_await undo(command.workspace, command.person);
  if (word == "mute" || word == "unmute")
    said = co_await mute(command.workspace, command.person, word == "mute");
  if (word == "board") {
    auto period = words.size() > 1 ? words[1] : std::string("week");
    said = co_await show_board(command, std::move(period));
  }
  if (!said) co_return std::move(said).error();
  auto privately = chat::reply(std::move(said).value());
  co_return privately;
}

awaitable<answer> commands::give(chat::command_invoked const& command, intent intent) {
  // A trigger is never used twice, so there is one revision only.
  submission given(ledger::kudos_source::command(command.workspace, command.channel, command.trigger),
                   command.person, command.at, command.at);
  given.intents.push_back(std::move(intent));
  given.in_direct = command.in_direct;
  if (command.in_direct) given.heard_by = people::reach::named;
  auto done = co_await recorder_.record(std::move(given));
  if (!done) co_return std::move(done).error();
  if (!done->undecided.empty()) co_return chat::reply(kudos_undecided(done->undecided));
  if (done->verdict.accepted.empty()) {
    auto why = done->verdict.turned_down.empty()
                   ? chat::message(say("There was nobody left to thank: is that group empty, or only you?"))
                   : chat::message(explain(done->verdict, options_.rules));
    co_return chat::reply(std::move(why));
  }
  auto said =
      kudos_given(command.person, done->verdict.accepted, options_.emoji.front(), app::finder(done->names));
  if (!done->reference.empty())
    said.blocks = {app::section(said.summary), chat::buttons_block{{support_button(done->reference, true)}}};
  co_return chat::reply(std::move(said), true);
}

awaitable<calendar::local_date> commands::today(std::string person) {
  auto found = co_await people_.find(std::move(person));
  co_return people::zone_of(found ? *found : chat::person()).date_of(with_.clock.now());
}

awaitable<app::names_by_id> commands::names_in(ledger::personal_record const& record) {
  std::set<std::string> people;
  for (auto const* way : {&record.received, &record.given})
    for (auto const& one : *way)
      people.merge(app::mentioned_in(one.reason));
  std::vector<std::string> wanted(people.begin(), people.end());
  if (wanted.size() > most_names) wanted.resize(most_names);
  auto const known = co_await people::look_up(with_.workspace, with_.clock, std::move(wanted),
                                              with_.clock.uptime() + names_patience);
  app::names_by_id names;
  for (auto const& [id, person] : known)
    names[id] = person.name;
  co_return names;
}

awaitable<result<chat::message>> commands::show_mine(std::string workspace, std::string person) {
  auto const day = co_await today(person);
  auto const to = co_await with_.audience.of_person(workspace, person);
  auto query = [&](store::reader& from) { return ledger::mine(from, workspace, to, day, last_reasons); };
  auto record = co_await with_.store.read(std::move(query));
  if (!record) co_return std::move(record).error();
  auto const names = co_await names_in(*record);
  co_return chat::to_message(kudos_of(*record, options_.emoji.front(), app::finder(names)),
                             with_.workspace.limits());
}

awaitable<people::viewer> commands::compared_for(chat::command_invoked const& command) {
  auto const sees = co_await with_.audience.of_person(command.workspace, command.person);
  if (sees.sees_open()) co_return people::viewer::of_place(command.channel);
  co_return sees.is_in(command.channel) ? people::viewer::of_shared_place(command.channel) : people::viewer();
}

awaitable<result<chat::message>> commands::show_board(chat::command_invoked const& command,
                                                      std::string period) {
  auto const span = ledger::period_from(period);
  if (!span) co_return chat::message(say("I know three boards: /kudos board week, month and all."));
  auto const day = co_await today(command.person);
  auto const to = co_await compared_for(command);
  auto query = [&](store::reader& from) {
    return ledger::board(from, command.workspace, *span, day, board_length, to);
  };
  auto rows = co_await with_.store.read(std::move(query));
  if (!rows) co_return std::move(rows).error();
  co_return chat::to_message(kudos_board(*rows, *span, options_.emoji.front()), with_.workspace.limits());
}

awaitable<result<chat::message>> commands::undo(std::string workspace, std::string person) {
  auto const not_before = with_.clock.now() - undo_window;
  auto done = co_await recorder_.undo(std::move(workspace), std::move(person), not_before);
  if (!done) co_return std::move(done).error();
  co_return kudos_undone(*done);
}

awaitable<result<chat::message>> commands::mute(std::string workspace, std::string person, bool muted) {
  auto unit = [&](store::unit_of_work& work) { people::people(work).set_muted(workspace, person, muted); };
  auto done = co_await with_.store.write(std::move(unit));
  if (!done) co_return std::move(done).error();
  co_return chat::message(
      muted ? say("Done: no private notes when somebody thanks you. /kudos unmute brings them back.")
            : say("Welcome back: you get a private note when somebody thanks you."));
}

}  // namespace huzzah::kudos
