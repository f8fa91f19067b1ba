#include "bot/commands/tally.hpp"

#include "app/ledger/standings.hpp"
#include "bot/cli/ledger_file.hpp"
#include "bot/cli/terminal_text.hpp"
#include "bot/commands/commands.hpp"
#include "bot/commands/note.hpp"
#include "bot/commands/private_words.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <ostream>
#include <tuple>

namespace huzzah::bot::commands {

namespace {

std::string const& name_of(ledger::standing const& row) {
  return row.name.empty() ? row.person : row.name;
}

}  // namespace

void sort_for_reading(std::vector<ledger::standing>& rows) {
  std::sort(rows.begin(), rows.end(), [](auto const& a, auto const& b) {
    return std::tie(b.received, name_of(a), a.person) < std::tie(a.received, name_of(b), b.person);
  });
}

void print_table(std::vector<ledger::standing> const& rows, std::ostream& out) {
  if (rows.empty()) {
    out << "Nobody has given kudos in that time.\n";
    return;
  }
  // Rarely there is more than one workspace.
  auto const is_elsewhere = [&](ledger::standing const& row) { return row.workspace != rows[0].workspace; };
  auto const several = std::any_of(rows.begin(), rows.end(), is_elsewhere);
  constexpr std::size_t least = 6;
  std::vector<std::string> names;
  auto width = least;
  for (auto const& row : rows) {
    names.push_back(cli::printable(several ? name_of(row) + " (" + row.workspace + ")" : name_of(row)));
    width = std::max(width, cli::display_width(names.back()));
  }
  out << cli::padded("person", width) << fmt::format("  {:>8}  {:>8}\n", "received", "given");
  for (std::size_t i = 0; i < rows.size(); ++i)
    out << cli::padded(names[i], width) << fmt::format("  {:>8}  {:>8}\n", rows[i].received, rows[i].given);
}

void print_json(std::vector<ledger::standing> const& rows, std::ostream& out) {
  auto people = nlohmann::ordered_json::array();
  for (auto const& row : rows)
    people.push_back(nlohmann::ordered_json{{"id", row.person},
                                            {"name", name_of(row)},
                                            {"workspace", row.workspace},
                                            {"received", row.received},
                                            {"given", row.given}});
  nlohmann::ordered_json const document{{"people", std::move(people)}};
  out << cli::printable_json(document.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)) << "\n";
}

int tally_command(cli::tally_options const& options, cli::environment const& variables, std::ostream& out,
                  std::ostream& err) {
  auto const file = cli::ledger_file::open(options.database, options.config, variables, err);
  if (!file.reader) return to_int(file.otherwise);
  if (options.include_private) warn_of_private(err);
  auto const* const act = options.include_private ? "tally --include-private" : "tally";
  if (!note_reading(file.path, act, "", err)) return to_int(cli::exit_code::failed);
  auto rows = ledger::tally(*file.reader, options.since, options.until, options.include_private);
  sort_for_reading(rows);
  options.format == cli::tally_format::json ? print_json(rows, out) : print_table(rows, out);
  out.flush();
  return to_int(out ? cli::exit_code::fine : cli::exit_code::failed);
}

}  // namespace huzzah::bot::commands
