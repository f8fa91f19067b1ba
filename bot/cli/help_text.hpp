// The footers of `--help`, shown below the options.
#pragma once

#include <string_view>

namespace huzzah::bot::cli::help_text {

inline constexpr std::string_view program = R"(Begin with:
  huzzah sandbox               try it in the browser, without any account
  huzzah check                 see whether everything is set up for Slack
  huzzah run                   connect to Slack
  huzzah <command> --help      learn more about a command

Environment, for what the configuration leaves out:
  SLACK_APP_TOKEN   xapp-…, opens the connection
  SLACK_BOT_TOKEN   xoxb-…, everything else
  SLACK_API_URL     another Slack-compatible server (https://slack.com/api/)
  HUZZAH_DATABASE   the database's file (huzzah.db; under systemd $STATE_DIRECTORY/huzzah.db)
  HTTPS_PROXY       a proxy to reach Slack through, and NO_PROXY for the exceptions

Exit codes:
  0  all went well
  1  not this time: check found a fault, the disk is full, the database or a port is in use
  2  the command line or the configuration has to be mended
  3  can't go on: a token was revoked, the database is damaged
)";

inline constexpr std::string_view run =
    R"(Stays until SIGTERM or Ctrl-C, finishes what it has begun, and exits with 0.

Examples:
  SLACK_APP_TOKEN=xapp-… SLACK_BOT_TOKEN=xoxb-… huzzah run
  huzzah run --config /etc/huzzah/huzzah.json

config/huzzah.json shows every setting; config/slack-manifest.json creates the Slack app.
)";

inline constexpr std::string_view sandbox =
    R"(Prints the address to open in a browser. Listens on this machine only; what is said there is forgotten at
the end, and so is the ledger unless --database keeps it.

Examples:
  huzzah sandbox
  huzzah sandbox --tour               plays a week of kudos, wins and a digest
  huzzah sandbox --port 9000 --database try.db
  huzzah sandbox --without-bot        prints the tokens for a bot of your own
)";

inline constexpr std::string_view check =
    R"(Looks at configuration, tokens, scopes, clock, rituals, database, tallies and backups: a line for each. Changes
nothing and may run beside the bot. Exits with 1 if anything is wrong.

Examples:
  huzzah check --config /etc/huzzah/huzzah.json
  huzzah check --offline
)";

inline constexpr std::string_view health =
    R"(Asks /healthz at the port of metrics.port or HUZZAH_METRICS_PORT: 0 while the I/O loop turns and the database
answers, else 1. For containers and scripts.

Examples:
  huzzah health --config /etc/huzzah/huzzah.json
  HUZZAH_METRICS_PORT=9464 huzzah health
)";

inline constexpr std::string_view tally =
    R"(Days are the givers' local days; both ends are counted. May run beside the bot.

Examples:
  huzzah tally
  huzzah tally --since 2026-11-01 --until 2026-11-30
  huzzah tally --format json | jq '.people[0]'
)";

inline constexpr std::string_view digest =
    R"(Reads the database alone to print a digest, beside the bot if it runs. What was said in private channels is
in it, as in an export: look before you mail it. Links need a bot that has connected once.

--post posts each one once: by the bot if it runs, else by itself.

Examples:
  huzzah digest --name weekly
  huzzah digest --name weekly --week 2026-W47 --format html > newsletter.html
  huzzah digest --name weekly --week 2026-W47 --post --config /etc/huzzah/huzzah.json
)";

inline constexpr std::string_view export_ =
    R"(Every kudos ever given, in order, those taken back too (see retracted_at); or every
shared win that stands; private ones are their authors' own. Times are UTC. In CSV, text that a spreadsheet
would take for a formula has an apostrophe in front; values are joined by spaces. May run beside the bot.

--person writes all that there is about and by one person: kudos, wins (private ones are theirs), cheers, choices
and what they were told, each line with its kind.

Examples:
  huzzah export --format csv --output kudos.csv
  huzzah export --what wins --format jsonl
  huzzah export --format jsonl --person U012AB3CD --output theirs.jsonl
  huzzah export --format jsonl | jq 'select(.retracted_at == null)'
)";

inline constexpr std::string_view import_ =
    R"(Reads a workspace export (Slack's Settings, Import/Export Data), as a zip file or unpacked, by the same
grammar as what is said now: kudos, wins, and reactions that give kudos. Nothing is posted. What was recorded
before stays as it is, so that importing again, or beside what the bot has seen, counts nothing twice.

The daily limit and the shortest reason do not hold for the past unless --apply-rules is given. Kudos to
oneself, to bots and to user groups (the export does not say who was in them) are left out and counted.
Direct messages are never read. If the bot runs, it records what this command hands to it, and goes on with its
work meanwhile. Ctrl-C stops; importing again goes on from there.

Examples:
  huzzah import slack-export export.zip --dry-run
  huzzah import slack-export export.zip --config /etc/huzzah/huzzah.json
  huzzah import slack-export unpacked/ --since 2024-01-01
)";

inline constexpr std::string_view backup =
    R"(The copy is of one moment, holds no deleted words, and is opened and looked through before it is at FILE,
readable by its owner alone. The bot goes on meanwhile. storage.backup in the configuration makes one every day.

Examples:
  huzzah backup /mnt/safe/huzzah.db
  huzzah backup --force --config /etc/huzzah/huzzah.json /mnt/safe/huzzah.db
)";

inline constexpr std::string_view restore =
    R"(Looks the backup through first, and asks. The database that is there is kept beside it, with
".before-restore-" and the time in its name. Stop the bot before. What it was about to say when the backup was
made, it looks for in the chat before it says it; prompts, summaries and digests that were due since count as
posted, and what was said since is recorded again without a word.

Examples:
  huzzah restore /mnt/safe/huzzah.db
  huzzah restore --yes --database /var/lib/huzzah/huzzah.db /mnt/safe/huzzah.db
)";

inline constexpr std::string_view forget =
    R"(Their words, name, choices and answers go, and messages to them and about them that were still to be said.
What they gave and received stays as numbers of "erased", so that everybody else's add up. Messages that it was
said in, and reactions on them, are settled: edits of them count no more, whoever made them. What was said until
now stays untold, also when it is imported or read later: a keyed hash of the id is kept for that, and no more.
If the bot runs, it does this itself.

The chat keeps what was said there. So do backups: erase there too (--database BACKUP), or remove them. Who is
still in the workspace is met like somebody new. "huzzah export --person ID" first hands them what is theirs.

Examples:
  huzzah forget --person U012AB3CD --dry-run
  huzzah forget --person U012AB3CD --config /etc/huzzah/huzzah.json
)";

inline constexpr std::string_view rituals =
    R"(list shows every stand-up and digest, with where and when it happens and who made it. remove takes back what
/standup or /digest has made: what the configuration says of that name holds again, and without that there is none
any more. What was said in it stays. Where a stand-up and a digest have the same name, write standup:NAME or
digest:NAME. Both work beside the bot, which does it if it runs.

Examples:
  huzzah rituals list
  huzzah rituals remove core --config /etc/huzzah/huzzah.json
)";

}  // namespace huzzah::bot::cli::help_text
