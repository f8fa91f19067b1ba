// `huzzah rituals`
#include "app/people/people.hpp"
#include "base/text.hpp"
#include "bot/cli/ledger_file.hpp"
#include "bot/cli/terminal_text.hpp"
#include "bot/commands/check.hpp"
#include "bot/commands/known_rituals.hpp"
#include "bot/commands/operation.hpp"
#include "bot/commands/operation_client.hpp"
#include "features/digests/book.hpp"
#include "features/standups/book.hpp"

#include <algorithm>
#include <ostream>
#include <vector>

namespace huzzah::bot::commands {

namespace {

/// A ritual that is meant by a name.
class meant_ritual {
 public:
  bool is_digest = false;
  std::string name;
  bool from_chat = false;
};

template <class Settings>
std::string origin(schedule::known_ritual<Settings> const& one) {
  if (!one.from_chat) return "from the configuration";
  return "set up from chat" + (one.notes.set_up_by.empty() ? "" : " by " + one.notes.set_up_by);
}

/// All that a name may mean, with "standup:" or "digest:" before it or without.
std::vector<meant_ritual> meant_by(std::string const& name, known_rituals const& known) {
  std::vector<meant_ritual> found;
  auto const written = base::to_lower(name);
  auto const look = [&](auto const& all, bool is_digest, auto const& key_of) {
    for (auto const& one : all)
      if (base::to_lower(one.settings.name) == written || key_of(one.settings.name) == written)
        found.push_back({is_digest, one.settings.name, one.from_chat});
  };
  look(known.standups, false, [](auto const& of) { return standups::book::key_of(of); });
  look(known.digests, true, [](auto const& of) { return digests::book::key_of(of); });
  return found;
}

error unknown(std::string const& name, known_rituals const& known) {
  std::vector<std::string_view> names;
  names.reserve(known.standups.size() + known.digests.size());
  for (auto const& one : known.standups)
    names.push_back(one.settings.name);
  for (auto const& one : known.digests)
    names.push_back(one.settings.name);
  auto const near = base::nearest(name, names);
  return {errc::not_found,
          "no stand-up or digest is called \"" + name + "\"" +
              (near.empty() ? "; see huzzah rituals list" : "; did you mean " + std::string(near) + "?")};
}

int list(cli::rituals_options const& options, config::config const& settings, base::time_point now,
         std::ostream& out, std::ostream& err) {
  auto const file = cli::ledger_file::open(options.database.value_or(settings.storage.path), {}, {}, err);
  if (!file.reader) return to_int(file.otherwise);
  auto const known = file.reader->snapshot(
      [&](store::reader& from) { return known_rituals::read(settings.sections, &from); });
  if (!known) return cli::end_with(known.error(), err);
  std::vector<std::string> origins;
  for (auto const& one : known->standups)
    origins.push_back(origin(one));
  for (auto const& one : known->digests)
    origins.push_back(origin(one));
  auto const all = rituals_in_words(*known, settings.sections, now);
  for (std::size_t i = 0; i < all.size(); ++i)
    out << cli::printable(all[i].subject + ": " + all[i].detail + "; " + origins[i]) << "\n";
  if (all.empty()) out << "There are none; /standup setup and /digest setup make them.\n";
  out.flush();
  return to_int(out ? cli::exit_code::fine : cli::exit_code::failed);
}

}  // namespace

awaitable<cli::exit_code> remove_ritual(cli::rituals_options what, operation_place at,
                                        operation_output& says) {
  auto query = [&configured = at.settings.sections](store::reader& from) {
    return known_rituals::read(configured, &from);
  };
  auto const known = co_await at.store.read(std::move(query));
  if (!known) co_return refuse(known.error(), says);
  auto const found = meant_by(what.name, *known);
  if (found.empty()) co_return refuse(unknown(what.name, *known), says);
  if (found.size() > 1) {
    auto const both =
        error(errc::invalid_input, "a stand-up and a digest are called so: write standup:" + what.name +
                                       " or digest:" + what.name);
    co_return refuse(both, says);
  }
  auto const& one = found.front();
  if (!one.from_chat) {
    auto const fixed =
        error(errc::invalid_input, one.name + " stands in the configuration: take it out there, and restart");
    co_return refuse(fixed, says);
  }
  auto unit = [one, workspace = known->workspace, now = at.now](store::unit_of_work& work) {
    return one.is_digest ? digests::book::remove_in(people::people(work), workspace, one.name, now)
                         : standups::book::remove_in(people::people(work), workspace, one.name, now);
  };
  auto const removed = co_await at.store.write(std::move(unit));
  if (!removed) co_return refuse(removed.error(), says);
  at.rituals_changed();
  auto const without = known_rituals::read(at.settings.sections, nullptr);
  auto const stays = one.is_digest ? schedule::named(without.digests, one.name) != nullptr
                                   : schedule::named(without.standups, one.name) != nullptr;
  says.out(std::string("Removed: ") + (one.is_digest ? "digest " : "stand-up ") + cli::printable(one.name) +
           (stays ? "; what the configuration says of it holds again.\n" : ".\n"));
  co_return cli::exit_code::fine;
}

int rituals_command(cli::rituals_options const& options, cli::environment const& variables,
                    base::time_point now, std::ostream& out, std::ostream& err) {
  auto const reading = config::read(options.config, config::tokens::ignored, variables);
  if (!reading.settings) {
    err << config::describe(reading.wrong, options.config);
    return to_int(cli::exit_code::misused);
  }
  if (!options.remove) return list(options, *reading.settings, now, out, err);
  ledger_access ledger(options.database.value_or(reading.settings->storage.path), *reading.settings, now);
  ledger.may_be_new = false;
  return to_int(have_done(options, ledger, out, err));
}

}  // namespace huzzah::bot::commands
