#include "bot/commands/check.hpp"

#include "app/keeping.hpp"
#include "bot/cli/terminal_text.hpp"
#include "bot/commands/commands.hpp"

#include <algorithm>
#include <ostream>

namespace huzzah::bot::commands {

finding finding::good(std::string subject, std::string detail) {
  return {.fine = true, .subject = std::move(subject), .detail = std::move(detail), .mend = {}};
}

finding finding::bad(std::string subject, std::string detail, std::string mend) {
  return {.fine = false, .subject = std::move(subject), .detail = std::move(detail), .mend = std::move(mend)};
}

void print(finding const& found, std::ostream& out) {
  out << (found.fine ? "✓ " : "✗ ") << found.subject << ": " << cli::printable(found.detail) << "\n";
  if (!found.mend.empty()) out << "  → " << cli::printable(found.mend) << "\n";
  out.flush();  // the next one may take a while
}

int check_command(cli::check_options const& options, cli::environment const& variables, std::ostream& out) {
  auto all_fine = true;
  auto const report = [&](findings const& found) {
    for (auto const& one : found) {
      print(one, out);
      all_fine = all_fine && one.fine;
    }
  };

  auto const where = options.config ? options.config->string() : std::string("the environment");
  auto reading = config::read(options.config, config::tokens::needed, variables);
  for (auto const& wrong : reading.wrong)
    report({finding::bad("configuration", wrong.pointer + ": " + wrong.message, wrong.hint)});
  for (auto const& faulty : reading.faulty_rituals)
    report({finding::bad("rituals", faulty.pointer + ": " + faulty.message, faulty.hint)});
  if (reading.wrong.empty()) {
    auto read = finding::good("configuration", "read from " + where);
    for (auto const& warning : reading.warnings)
      read.mend += (read.mend.empty() ? "" : "; ") + to_string(warning);
    report({read});
    auto asks_slack = !options.offline;
    if (options.offline) {
      out << "- Slack: not asked (--offline)\n";
    } else {
      auto const found = check_slack(reading.settings->slack);
      report(found);
      // Without a working bot token Slack can't be asked about channels.
      auto const has = [](finding const& one) { return one.subject == "bot token" && one.fine; };
      asks_slack = std::any_of(found.begin(), found.end(), has);
    }
    report(check_rituals(*reading.settings, asks_slack));
  } else if (auto rest = config::read(options.config, config::tokens::ignored, variables); rest.settings) {
    // Without tokens Slack can't be asked, but the database can still be checked.
    reading.settings = std::move(rest.settings);
    out << "- Slack: not asked, the configuration has to be mended first\n";
  }
  if (reading.settings) {
    auto const& storage = reading.settings->storage;
    auto const now = base::system_clock().now();
    report(check_database(storage.path));
    report(check_doubts(storage.path, now));
    report({check_backups(storage, now)});
    auto const kept = reading.settings->sections.of<app::keeping>("keeping");
    report({finding::good("retention", kept.words ? "words are withdrawn after " + kept.words->text
                                                  : "what people said is kept until it is erased")});
  } else {
    out << "- database: not looked at, the configuration has to be mended first\n";
  }

  out << (all_fine ? "All is well.\n" : "Something has to be mended: see the lines with ✗.\n");
  return to_int(all_fine ? cli::exit_code::fine : cli::exit_code::failed);
}

}  // namespace huzzah::bot::commands
