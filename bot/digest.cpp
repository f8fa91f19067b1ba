#include "bot/digest.hpp"

#include "base/text.hpp"
#include "bot/ledger_file.hpp"
#include "bot/printable.hpp"
#include "features/digest_facts.hpp"
#include "recognition/digest_render.hpp"
#include "recognition/digest_words.hpp"
#include "slack/slack_workspace.hpp"
#include "storage/failure.hpp"

#include <ostream>

namespace huzzah::bot {

namespace {

/// A terminal has no use for a link without its address.
std::string in_plain(chat::rich_text line) {
  recognition::drop_link_at_end(line);
  return chat::to_plain(line);
}

/// What the chat would show, line by line, for a terminal.
std::string to_text(recognition::digest_document const& digest) {
  std::string all;
  auto const add = [&](std::string const& line) { all += printable(line) + "\n"; };
  add(digest.title);
  add(digest.subtitle);
  if (digest.parts.empty()) add(chat::to_plain(digest.instead));
  for (auto const& part : digest.parts) {
    all += "\n";
    add(part.title);
    for (auto const& line : part.lines) {
      add("  " + in_plain(line.text));
      for (auto const& words : line.words)
        add("      " + in_plain(words));
    }
  }
  return all;
}

std::string rendered(recognition::digest_document const& digest, digest_format format) {
  switch (format) {
    case digest_format::text:
      return to_text(digest);
    case digest_format::html:
      return recognition::to_html(digest);
    case digest_format::json:
      return recognition::to_json(digest);
    case digest_format::markdown:
      break;
  }
  return recognition::to_markdown(digest);
}

void fill_links(recognition::digest_facts& facts, std::string const& url) {
  if (url.empty()) return;
  auto const fill = [&](auto& one) {
    if (!one.where.timestamp.empty()) one.link = slack::message_link(url, one.where);
  };
  for (auto& one : facts.shoutouts)
    fill(one);
  for (auto& one : facts.wins)
    fill(one);
}

exit_code print_digest(storage::reader& ledger, features::ritual_options const& configured,
                       digest_options const& options, base::time_point now, std::ostream& out,
                       std::ostream& err) {
  auto const known = known_rituals::read(configured, &ledger);
  auto const* one = choose_digest(known, options.name, err);
  if (one == nullptr) return exit_code::misused;
  auto const window = choose_window(one->settings, options, now, err);
  if (!window) return exit_code::misused;
  auto facts = features::read_digest(ledger, known.workspace, one->settings, *window, known.teams());
  fill_links(facts, known.workspace_url);
  auto const document = recognition::compose(facts, one->settings);
  auto text = rendered(document, options.format.value_or(digest_format::markdown));
  if (!text.ends_with('\n')) text += '\n';
  out << text << std::flush;
  return out ? exit_code::fine : exit_code::failed;
}

}  // namespace

features::digest_book::entry const* choose_digest(known_rituals const& known, std::string const& name,
                                                  std::ostream& err) {
  auto const key = features::digest_book::key_of(name);
  std::vector<std::string_view> names;
  std::string all;
  for (auto const& one : known.digests) {
    if (features::digest_book::key_of(one.settings.name) == key) return &one;
    names.push_back(one.settings.name);
    all += (all.empty() ? "" : ", ") + one.settings.name;
  }
  if (name.empty() && known.digests.size() == 1) return &known.digests.front();
  err << "huzzah: ";
  if (known.digests.empty())
    err << "there is no digest; set one up with /digest setup, or in the configuration\n";
  else if (name.empty())
    err << "say which digest with --name; there are: " << printable(all) << "\n";
  else if (auto const near = base::nearest(name, names); !near.empty())
    err << "no digest is called \"" << printable(name) << "\"; did you mean " << printable(near) << "?\n";
  else
    err << "no digest is called \"" << printable(name) << "\"; there are: " << printable(all) << "\n";
  return nullptr;
}

std::optional<recognition::digest_window> choose_window(recognition::digest_settings const& digest,
                                                        digest_options const& options, base::time_point now,
                                                        std::ostream& err) {
  if (!options.week) return recognition::last_window(digest, now);
  auto window = recognition::window_in(digest, *options.week);
  if (!window) {
    err << "huzzah: the digest \"" << printable(digest.name) << "\" is not due in "
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

int digest_command(digest_options const& options, environment const& variables, base::time_point now,
                   std::ostream& out, std::ostream& err) {
  auto const reading =
      read_config(options.config, options.post ? tokens::needed : tokens::ignored, variables);
  if (!reading.settings) {
    err << describe(reading.wrong, options.config);
    return to_int(exit_code::misused);
  }
  for (auto const& faulty : reading.faulty_rituals)
    err << "huzzah: left out: " << to_string(faulty) << "\n";
  if (options.post) return to_int(post_digest(*reading.settings, options, now, out, err));

  auto const database = options.database.value_or(reading.settings->storage.path);
  auto const file = ledger_file::open(database, {}, variables, err);
  if (!file.reader) return to_int(file.otherwise);
  auto done = file.reader->snapshot([&](storage::reader& ledger) {
    return print_digest(ledger, reading.settings->rituals, options, now, out, err);
  });
  if (done) return to_int(*done);
  err << "huzzah: " << done.error().detail << "\n";
  return to_int(code_of(done.error()));
}

}  // namespace huzzah::bot
