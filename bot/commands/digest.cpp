#include "bot/commands/digest.hpp"

#include "base/text.hpp"
#include "bot/cli/ledger_file.hpp"
#include "bot/cli/terminal_text.hpp"
#include "bot/commands/note.hpp"
#include "bot/commands/operation_client.hpp"
#include "bot/commands/private_words.hpp"
#include "bot/features.hpp"
#include "chat/quotes.hpp"
#include "features/digests/book.hpp"
#include "features/digests/facts.hpp"
#include "features/standups/rounds.hpp"
#include "slack/slack_workspace.hpp"
#include "store/failure.hpp"

#include <ostream>

namespace huzzah::bot::commands {

namespace {

/// A terminal has no use for a link without its address.
std::string in_plain(chat::rich_text line) {
  chat::drop_link_at_end(line);
  return chat::to_plain(line);
}

/// What the chat would show, line by line, for a terminal.
std::string to_text(chat::document const& digest) {
  std::string all;
  auto const add = [&](std::string const& line) { all += cli::printable(line) + "\n"; };
  add(digest.title);
  add(digest.subtitle);
  if (digest.sections.empty()) add(chat::to_plain(digest.instead));
  for (auto const& part : digest.sections) {
    all += "\n";
    add(part.title);
    for (auto const& line : part.cards) {
      add("  " + in_plain(line.head));
      for (auto const& words : line.words)
        add("      " + in_plain(words));
    }
  }
  return all;
}

std::string rendered(chat::document const& digest, cli::digest_format format) {
  switch (format) {
    case cli::digest_format::text:
      return to_text(digest);
    case cli::digest_format::html:
      return chat::to_html(digest);
    case cli::digest_format::json:
      return chat::to_json(digest);
    case cli::digest_format::markdown:
      break;
  }
  return chat::to_markdown(digest);
}

void fill_links(digests::facts& facts, std::string const& url) {
  if (url.empty()) return;
  auto const fill = [&](auto& one) {
    if (!one.where.id.empty()) one.link = slack::message_link(url, one.where);
  };
  for (auto& one : facts.shoutouts)
    fill(one);
  for (auto& one : facts.wins)
    fill(one);
}

cli::exit_code print_digest(store::reader& ledger, app::chosen_settings const& configured,
                            cli::digest_options const& options, base::time_point now, std::ostream& out,
                            std::ostream& err) {
  auto const known = known_rituals::read(configured, &ledger);
  auto const* one = choose_digest(known, options.name, err);
  if (one == nullptr) return cli::exit_code::misused;
  auto const window = choose_window(one->settings, options, now, err);
  if (!window) return cli::exit_code::misused;
  auto const to = options.include_private ? people::viewer::whole("huzzah digest --include-private")
                                          : people::viewer::everybody();
  auto facts = digests::read_digest(ledger, known.workspace, one->settings, *window,
                                    standups::working_days(known.teams()), to, is_closed);
  for (auto const& feature : contributions())
    digests::add_sections(facts, ledger, known.workspace, to, feature.sections);
  fill_links(facts, known.workspace_url);
  auto const document = digests::compose(facts, one->settings);
  auto text = rendered(document, options.format.value_or(cli::digest_format::markdown));
  if (!text.ends_with('\n')) text += '\n';
  out << text << std::flush;
  return out ? cli::exit_code::fine : cli::exit_code::failed;
}

}  // namespace

bool is_closed(store::reader& from, std::int64_t round) {
  auto const found = standups::rounds(from).find_round(round);
  return found && found->closed_at;
}

digests::book::entry const* choose_digest(known_rituals const& known, std::string const& name,
                                          std::ostream& err) {
  auto const key = digests::book::key_of(name);
  std::vector<std::string_view> names;
  std::string all;
  for (auto const& one : known.digests) {
    if (digests::book::key_of(one.settings.name) == key) return &one;
    names.push_back(one.settings.name);
    all += (all.empty() ? "" : ", ") + one.settings.name;
  }
  if (name.empty() && known.digests.size() == 1) return &known.digests.front();
  err << "huzzah: ";
  if (known.digests.empty())
    err << "there is no digest; set one up with /digest setup, or in the configuration\n";
  else if (name.empty())
    err << "say which digest with --name; there are: " << cli::printable(all) << "\n";
  else if (auto const near = base::nearest(name, names); !near.empty())
    err << "no digest is called \"" << cli::printable(name) << "\"; did you mean " << cli::printable(near)
        << "?\n";
  else
    err << "no digest is called \"" << cli::printable(name) << "\"; there are: " << cli::printable(all)
        << "\n";
  return nullptr;
}

std::optional<digests::window> choose_window(digests::settings const& digest,
                                             cli::digest_options const& options, base::time_point now,
                                             std::ostream& err) {
  if (!options.week) return digests::last_window(digest, now);
  auto window = digests::window_in(digest, *options.week);
  if (!window) {
    err << "huzzah: the digest \"" << cli::printable(digest.name) << "\" is not due in "
        << calendar::to_string(*options.week) << "\n";
  } else if (window->from >= now) {
    err << "huzzah: " << calendar::to_string(*options.week)
        << " has not begun yet; leave --week out for the last digest\n";
    window.reset();
  } else if (window->until > now) {
    window->until = now;  // as far as it has come
  }
  return window;
}

namespace {

cli::exit_code have_posted(cli::digest_options const& options, cli::environment const& variables,
                           base::time_point now, std::ostream& out, std::ostream& err) {
  // A bot that runs has tokens of its own. For one that does not, they are read while that can be done.
  auto const full = config::read(options.config, config::tokens::needed, variables);
  auto const plain = config::read(options.config, config::tokens::ignored, variables);
  if (!plain.settings) {
    err << config::describe(plain.wrong, options.config);
    return cli::exit_code::misused;
  }
  for (auto const& faulty : plain.faulty_rituals)
    err << "huzzah: left out: " << to_string(faulty) << "\n";
  auto const& settings = full.settings ? *full.settings : *plain.settings;
  ledger_access ledger(settings.storage.path, settings, now);
  ledger.connects = true;
  if (!full.settings) ledger.refusal = config::describe(full.wrong, options.config);
  return have_done(options, ledger, out, err);
}

}  // namespace

int digest_command(cli::digest_options const& options, cli::environment const& variables,
                   base::time_point now, std::ostream& out, std::ostream& err) {
  if (options.post) return to_int(have_posted(options, variables, now, out, err));
  auto const reading = config::read(options.config, config::tokens::ignored, variables);
  if (!reading.settings) {
    err << config::describe(reading.wrong, options.config);
    return to_int(cli::exit_code::misused);
  }
  for (auto const& faulty : reading.faulty_rituals)
    err << "huzzah: left out: " << to_string(faulty) << "\n";

  auto const database = options.database.value_or(reading.settings->storage.path);
  auto const file = cli::ledger_file::open(database, {}, variables, err);
  if (!file.reader) return to_int(file.otherwise);
  if (options.include_private) {
    warn_of_private(err);
    if (!note_reading(file.path, "digest --include-private", "", err)) return to_int(cli::exit_code::failed);
  }
  auto done = file.reader->snapshot([&](store::reader& ledger) {
    return print_digest(ledger, reading.settings->sections, options, now, out, err);
  });
  if (done) return to_int(*done);
  err << "huzzah: " << done.error().detail << "\n";
  return to_int(cli::code_of(done.error()));
}

}  // namespace huzzah::bot::commands
