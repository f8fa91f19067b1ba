#include "features/home/my_data.hpp"

#include "app/ledger/json_lines.hpp"
#include "app/ledger/operator_acts.hpp"
#include "app/ledger/personal_copy.hpp"
#include "app/phrases.hpp"
#include "base/csv.hpp"
#include "calendar/timestamp.hpp"
#include "chat/say.hpp"

#include <array>
#include <set>
#include <utility>

namespace huzzah::home {

namespace {

using chat::say;

constexpr auto recipe_name = "my-data";
/// For programs, and for spreadsheets.
constexpr auto as_lines = "jsonl";
constexpr auto as_table = "csv";

std::string words_of(std::string const& markup) {
  return chat::to_plain(chat::from_markup(markup));
}

std::string joined(std::vector<std::string> const& values) {
  std::string all;
  for (auto const& one : values)
    all += (all.empty() ? "" : " ") + one;
  return all;
}

std::string lines_of(ledger::personal_copy const& copy, std::string const& person) {
  std::string all;
  auto const add = [&](std::string const& line) { all += line + "\n"; };
  for (auto const& line : ledger::to_json(copy.record, person))
    add(line);
  for (auto const& one : copy.kudos)
    add(ledger::to_json(one));
  for (auto const& one : copy.wins)
    add(ledger::to_json(one, true));
  for (auto const& one : copy.acts)
    add(ledger::to_json(one));
  return all;
}

std::string table_of(ledger::personal_copy const& copy) {
  std::string all = "kind,date,by,to,amount,words,values,taken_back\r\n";
  auto const add = [&](std::array<std::string, 8> const& fields) {
    std::string line;
    for (auto const& one : fields)
      line += (line.empty() ? "" : ",") + base::csv_field(one);
    all += line + "\r\n";
  };
  auto const moment = [](std::optional<base::time_point> const& at) {
    return at ? calendar::to_rfc3339(*at) : std::string();
  };
  for (auto const& one : copy.kudos)
    add({"kudos", calendar::to_rfc3339(one.given_at), one.giver, one.receiver, std::to_string(one.amount),
         words_of(one.reason), joined(one.values), moment(one.retracted_at)});
  for (auto const& one : copy.wins)
    add({"win", calendar::to_rfc3339(one.said_at), one.author, "", "", words_of(one.text), "",
         moment(one.retracted_at)});
  for (auto const& one : copy.record.cheers)
    add({"cheer", "", "", one.author, "", one.emoji, "", ""});
  for (auto const& [name, value] : copy.record.choices)
    add({"choice", "", "", "", "", name + ": " + value, "", ""});
  return all;
}

/// Others who are in it.
std::set<std::string> others_in(ledger::personal_copy const& copy, std::string const& person) {
  std::set<std::string> all;
  for (auto const& one : copy.kudos) {
    all.insert({one.giver, one.receiver});
    all.merge(app::mentioned_in(one.reason));
  }
  for (auto const& one : copy.wins)
    all.merge(app::mentioned_in(one.text));
  for (auto const& one : copy.record.cheers)
    all.insert(one.author);
  all.erase(person);
  return all;
}

}  // namespace

my_data::my_data(app::context const& with) : with_(with) {
  delivery::file_recipe recipe;
  recipe.make = [this](delivery::file_request asked) { return make(std::move(asked)); };
  recipe.apology = [](delivery::file_request const& asked, error const&) {
    return delivery::file_apology{
        asked.person,
        chat::message(
            say("Your data could not be uploaded just now. Please ask for it again with `/huzzah data`."))};
  };
  with.files->emplace(recipe_name, std::move(recipe));
}

awaitable<result<chat::reply>> my_data::ask(chat::command_invoked const& command) {
  auto unit = [&command, now = with_.clock.now()](store::unit_of_work& work) {
    for (auto const* form : {as_lines, as_table}) {
      delivery::file_request asked;
      asked.key = std::string(recipe_name) + ":" + command.workspace + ":" + command.trigger + ":" + form;
      asked.workspace = command.workspace;
      asked.person = command.person;
      asked.recipe = recipe_name;
      asked.argument = form;
      delivery::file_requests(work).add(asked, now);
    }
  };
  auto const done = co_await with_.store.write(std::move(unit));
  if (!done) co_return done.error();
  with_.files_changed();
  auto said = chat::message(say(
      "All that I keep about you is on its way to your direct message with me: as lines of JSON, and as a "
      "table (CSV). What you can't read, such as the words of a kudos in a private channel that you aren't "
      "in, is not in it."));
  co_return chat::reply(std::move(said));
}

awaitable<result<std::optional<delivery::made_file>>> my_data::make(delivery::file_request asked) {
  auto const to = co_await with_.audience.of_person(asked.workspace, asked.person);
  auto query = [&](store::reader& from) { return ledger::copy_of(from, asked.workspace, asked.person, to); };
  auto const copy = co_await with_.store.read(std::move(query));
  if (!copy) co_return copy.error();
  auto const is_table = asked.argument == as_table;
  delivery::made_file made;
  made.name = std::string("huzzah-my-data.") + (is_table ? as_table : as_lines);
  made.content = is_table ? table_of(*copy) : lines_of(*copy, asked.person);
  made.about = chat::message(
      is_table ? say("Your kudos, wins, cheers and choices as a table. Nobody else can open it here.")
               : say("All that I keep about you, a line each. Nobody else can open it here."));
  made.shows = others_in(*copy, asked.person);
  co_return std::optional(std::move(made));
}

}  // namespace huzzah::home
