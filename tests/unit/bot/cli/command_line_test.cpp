#include "bot/cli/command_line.hpp"

#include "support/outcome.hpp"

#include <doctest/doctest.h>

using namespace huzzah::bot::cli;
using huzzah::bot::test::holds;

namespace {

command read(std::vector<std::string> arguments) {
  return read_command_line(std::move(arguments), "1.2.3");
}

template <class Options>
Options as(std::vector<std::string> arguments) {
  auto const asked = read(std::move(arguments));
  if (auto const* end = std::get_if<early_end>(&asked)) FAIL(end->text);
  REQUIRE(std::holds_alternative<Options>(asked));
  return std::get<Options>(asked);
}

std::string misuse(std::vector<std::string> arguments) {
  auto const asked = read(std::move(arguments));
  REQUIRE(std::holds_alternative<early_end>(asked));
  auto const& end = std::get<early_end>(asked);
  CHECK(end.code == exit_code::misused);
  return end.text;
}

std::string printed(std::vector<std::string> arguments) {
  auto const asked = read(std::move(arguments));
  REQUIRE(std::holds_alternative<early_end>(asked));
  CHECK(std::get<early_end>(asked).code == exit_code::fine);
  return std::get<early_end>(asked).text;
}

}  // namespace

TEST_CASE("--version names the program and its version") {
  CHECK(printed({"--version"}) == "huzzah 1.2.3\n");
}

TEST_CASE("help names every command, the environment and the exit codes") {
  auto const help = printed({"--help"});
  for (auto const* part : {"run", "sandbox", "check", "health", "tally", "digest", "export", "import",
                           "backup", "restore", "forget", "rituals", "SLACK_APP_TOKEN", "SLACK_BOT_TOKEN",
                           "SLACK_API_URL", "HUZZAH_DATABASE", "HTTPS_PROXY", "Exit codes", "huzzah sandbox"})
    CHECK_MESSAGE(holds(help, part), part);
  CHECK(printed({"help"}) == help);
}

TEST_CASE("each command has help with its options and examples") {
  for (std::string const name : {"run", "sandbox", "check", "health", "tally", "digest", "export", "import",
                                 "backup", "restore", "forget", "rituals"}) {
    CAPTURE(name);
    auto const help = printed({name, "--help"});
    CHECK(holds(help, "huzzah " + name));
    CHECK(holds(help, "--config FILE"));
    CHECK(holds(help, "Examples:"));
    CHECK(printed({"help", name}) == help);
  }
}

TEST_CASE("nothing at all is answered with help, as misuse") {
  CHECK(holds(misuse({}), "Exit codes"));
}

TEST_CASE("run takes a configuration") {
  CHECK_FALSE(as<run_options>({"run"}).config);
  CHECK(as<run_options>({"run", "--config", "a.json"}).config == "a.json");
  CHECK(as<run_options>({"run", "--config=a.json"}).config == "a.json");
}

TEST_CASE("sandbox listens on 8080, rate limits on, with the bot, unless told otherwise") {
  auto const usual = as<sandbox_options>({"sandbox"});
  CHECK(usual.port == 8080);
  CHECK(usual.with_bot);
  CHECK(usual.rate_limits);
  CHECK_FALSE(usual.database);

  auto const told =
      as<sandbox_options>({"sandbox", "--port", "0", "--database", "d.db", "--without-bot", "--certificate",
                           "c.pem", "--private-key", "k.pem", "--no-rate-limits", "--config", "a.json"});
  CHECK(told.port == 0);
  CHECK(told.database == "d.db");
  CHECK_FALSE(told.with_bot);
  CHECK(told.certificate == "c.pem");
  CHECK(told.private_key == "k.pem");
  CHECK_FALSE(told.rate_limits);
  CHECK(told.config == "a.json");
}

TEST_CASE("a port that is none, and a certificate without its key, are refused") {
  CHECK(holds(misuse({"sandbox", "--port", "70000"}), "--port: must be a number from 0 to 65535, not 70000"));
  CHECK(holds(misuse({"sandbox", "--port", "-1"}), "--port"));
  CHECK(holds(misuse({"sandbox", "--port", "http"}), "--port"));
  CHECK(holds(misuse({"sandbox", "--port"}), "--port"));
  CHECK(holds(misuse({"sandbox", "--certificate", "c.pem"}), "--private-key"));
}

TEST_CASE("check can leave out the network") {
  CHECK(as<check_options>({"check", "--offline"}).offline);
  CHECK_FALSE(as<check_options>({"check"}).offline);
}

TEST_CASE("tally takes dates, a format and a database") {
  using namespace std::chrono;
  auto const told = as<tally_options>(
      {"tally", "--since", "2026-11-02", "--until", "2026-11-08", "--format", "json", "--database", "d.db"});
  CHECK(told.since == local_days{2026y / November / 2});
  CHECK(told.until == local_days{2026y / November / 8});
  CHECK(told.format == tally_format::json);
  CHECK(told.database == "d.db");
  CHECK(as<tally_options>({"tally"}).format == tally_format::table);
}

TEST_CASE("dates that do not exist or are in the wrong order are refused with a hint") {
  CHECK(holds(misuse({"tally", "--since", "2026-02-30"}), "--since"));
  CHECK(holds(misuse({"tally", "--until", "yesterday"}), "--until"));
  CHECK(holds(misuse({"tally", "--since", "2026-11-09", "--until", "2026-11-08"}),
              "--since 2026-11-09 is after --until 2026-11-08"));
}

TEST_CASE("export needs a format that exists") {
  CHECK(as<export_options>({"export", "--format", "csv", "--output", "o.csv"}).format == export_format::csv);
  CHECK(as<export_options>({"export", "--format", "jsonl"}).format == export_format::jsonl);
  CHECK(holds(misuse({"export"}), "--format"));
  CHECK(holds(misuse({"export", "--format", "xml"}), "must be jsonl or csv, not xml"));
}

TEST_CASE("an unknown command or option is one line that names what was meant") {
  CHECK(misuse({"tallly"}) == "huzzah: unknown command tallly; did you mean tally? (see huzzah --help)\n");
  CHECK(misuse({"frob\nnicate"}).starts_with("huzzah: unknown command frob\\nnicate"));
  CHECK(misuse({"frobnicate"}) == "huzzah: unknown command frobnicate (see huzzah --help)\n");
  CHECK(holds(misuse({"--verison"}), "unknown option --verison; did you mean --version?"));
  CHECK(misuse({"run", "--confg", "a.json"}) ==
        "huzzah run: unknown option --confg; did you mean --config? (see huzzah run --help)\n");
  CHECK(holds(misuse({"export", "--fromat=csv"}), "unknown option --fromat; did you mean --format?"));
  CHECK(holds(misuse({"run", "leftover"}), "leftover"));
}

TEST_CASE("a wrong command line takes one line") {
  for (auto const& arguments : std::vector<std::vector<std::string>>{{"tallly"},
                                                                     {"run", "--x"},
                                                                     {"sandbox", "--port", "x"},
                                                                     {"tally", "--since", "x"},
                                                                     {"run", "a", "b"}}) {
    auto const said = misuse(arguments);
    CAPTURE(said);
    CHECK(said.ends_with("\n"));
    CHECK(said.find('\n') == said.size() - 1);
  }
}

TEST_CASE("a file without a name is refused by its option's name") {
  CHECK(holds(misuse({"tally", "--database", ""}), "--database: must name a file"));
  CHECK(holds(misuse({"run", "--config", ""}), "--config: must name a file"));
}

TEST_CASE("digest names a digest and a week, and how it is printed") {
  auto const plain = as<digest_options>({"digest"});
  CHECK(plain.name.empty());
  CHECK_FALSE(plain.week);
  CHECK_FALSE(plain.post);
  CHECK_FALSE(plain.format);
  auto const full =
      as<digest_options>({"digest", "--name", "weekly", "--week", "2026-W47", "--format", "html", "--print"});
  CHECK(full.name == "weekly");
  CHECK(full.week == huzzah::calendar::iso_week{2026, 47});
  CHECK(full.format == digest_format::html);
  CHECK(as<digest_options>({"digest", "--post"}).post);
}

TEST_CASE("digest refuses what can't go together, and weeks that don't exist") {
  CHECK(holds(misuse({"digest", "--print", "--post"}), "--post"));
  CHECK(holds(misuse({"digest", "--post", "--format", "html"}), "--format is for printing"));
  CHECK(holds(misuse({"digest", "--post", "--database", "x.db"}), "configuration"));
  CHECK(holds(misuse({"digest", "--week", "2026-W54"}), "W54"));
  CHECK(holds(misuse({"digest", "--format", "pdf"}), "must be markdown, text, html or json, not pdf"));
}

TEST_CASE("a tour is played in a sandbox with the bot in it, from the beginning") {
  CHECK(as<sandbox_options>({"sandbox", "--tour"}).tour);
  for (std::vector<std::string> const& more :
       {std::vector<std::string>{"--without-bot"}, {"--database", "x.db"}, {"--config", "x.json"}}) {
    std::vector<std::string> arguments{"sandbox", "--tour"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    CHECK(holds(misuse(arguments), "--tour"));
  }
}

TEST_CASE("export writes kudos, or wins if they are asked for") {
  CHECK(as<export_options>({"export", "--format", "csv"}).what == export_subject::kudos);
  CHECK(as<export_options>({"export", "--format", "csv", "--what", "wins"}).what == export_subject::wins);
  CHECK(
      holds(misuse({"export", "--format", "csv", "--what", "losses"}), "must be kudos or wins, not losses"));
}

TEST_CASE("backup and restore need a file, and restore may be told not to ask") {
  CHECK(as<backup_options>({"backup", "copy.db"}).file == "copy.db");
  CHECK(as<backup_options>({"backup", "--force", "copy.db"}).force);
  CHECK_FALSE(as<backup_options>({"backup", "copy.db"}).force);
  CHECK(as<restore_options>({"restore", "copy.db", "--yes"}).yes);
  CHECK(as<restore_options>({"restore", "copy.db", "--database", "a.db"}).database == "a.db");
  CHECK(holds(misuse({"backup"}), "FILE"));
  CHECK(holds(misuse({"restore", ""}), "must name a file"));
  CHECK(holds(misuse({"backup", "--froce", "copy.db"}), "did you mean --force?"));
}

TEST_CASE("forget and the export of one person need to be told who it is") {
  CHECK(as<forget_options>({"forget", "--person", "U1"}).person == "U1");
  CHECK(as<forget_options>({"forget", "--person", "U1", "--dry-run"}).dry_run);
  CHECK(as<forget_options>({"forget", "--person", "U1", "--yes"}).yes);
  CHECK(holds(misuse({"forget"}), "--person"));
  CHECK(as<export_options>({"export", "--format", "jsonl", "--person", "U1"}).person == "U1");
  CHECK(holds(misuse({"export", "--format", "csv", "--person", "U1"}), "--person needs --format jsonl"));
  CHECK(holds(misuse({"export", "--format", "jsonl", "--person", "U1", "--what", "wins"}), "--what"));
}

TEST_CASE("import needs to know what from, and takes a part of it") {
  auto const all = as<import_options>({"import", "slack-export", "e.zip"});
  CHECK(all.from == "e.zip");
  CHECK_FALSE(all.dry_run);
  CHECK_FALSE(all.apply_rules);
  auto const part = as<import_options>({"import", "slack-export", "e", "--dry-run", "--apply-rules",
                                        "--since", "2026-11-02", "--until", "2026-11-03"});
  CHECK(part.dry_run);
  CHECK(part.apply_rules);
  CHECK(huzzah::calendar::to_string(*part.since) == "2026-11-02");
  CHECK(huzzah::calendar::to_string(*part.until) == "2026-11-03");
  CHECK(holds(misuse({"import", "slack-export"}), "path is required"));
  CHECK(holds(misuse({"import", "teams-export", "e.zip"}), "must be slack-export, not teams-export"));
  CHECK(holds(misuse({"import", "slack-export", "e", "--since", "2026-11-03", "--until", "2026-11-02"}),
              "--since 2026-11-03 is after --until 2026-11-02"));
}

TEST_CASE("rituals lists all, or removes one by its name") {
  CHECK_FALSE(as<rituals_options>({"rituals", "list"}).remove);
  auto const removing = as<rituals_options>({"rituals", "remove", "core", "--database", "x.db"});
  CHECK(removing.remove);
  CHECK(removing.name == "core");
  CHECK(removing.database == "x.db");
  CHECK(holds(misuse({"rituals", "remove"}), "needs the name"));
  CHECK(holds(misuse({"rituals", "list", "core"}), "takes no name"));
  CHECK(holds(misuse({"rituals", "drop", "core"}), "list or remove"));
}
