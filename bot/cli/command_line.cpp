#include "bot/cli/command_line.hpp"

#include "base/text.hpp"
#include "bot/cli/command_options.hpp"
#include "bot/cli/command_parser.hpp"
#include "bot/cli/help_text.hpp"

#include <CLI/CLI.hpp>

#include <charconv>
#include <utility>

namespace huzzah::bot::cli {

namespace {

/// Everything that can be asked for, and the parser that fills it.
class command_line {
 public:
  explicit command_line(std::string const& version) : parser_(version) {
    add_run();
    add_sandbox();
    add_check();
    add_health();
    add_tally();
    add_digest();
    add_export();
    add_import();
    add_backup();
    add_restore();
    add_forget();
    add_rituals();
  }

  command read(std::vector<std::string> arguments) { return parser_.read(std::move(arguments)); }

 private:
  /// Where the database of a command is.
  template <class Options>
  static void add_ledger(CLI::App& sub, Options& options,
                         std::string const& config = "Configuration that names the database") {
    add_path(sub, "--config", options.config, config);
    add_path(sub, "--database", options.database, "The database itself");
  }

  void add_run() {
    auto& sub =
        parser_.add("run", "Connect to Slack and stay connected", help_text::run, [this] { return run_; });
    add_path(sub, "--config", run_.config, "Configuration; without it the environment alone");
  }

  void add_sandbox() {
    auto& sub = parser_.add(
        "sandbox", "A Slack-compatible workspace on this machine, with the bot in it", help_text::sandbox,
        [this]() -> command {
          // A tour is played where nothing has happened yet, by the rituals that it knows.
          if (sandbox_.tour && (!sandbox_.with_bot || sandbox_.database || sandbox_.config))
            return parser_.misused("--tour goes with neither --without-bot, --database nor --config");
          return sandbox_;
        });
    auto const is_port = [](std::string const& written) {
      unsigned number = 0;
      auto const* end = written.data() + written.size();
      auto const [stopped, failed] = std::from_chars(written.data(), end, number);
      auto const fits = failed == std::errc{} && stopped == end && number <= 65'535;
      return fits ? std::string() : "must be a number from 0 to 65535, not " + base::shorten(written, 40);
    };
    sub.add_option("--port", sandbox_.port, "Port on 127.0.0.1; 0 lets the system choose")
        ->check(is_port)
        ->type_name("PORT")
        ->capture_default_str();
    add_path(sub, "--database", sandbox_.database, "Where to keep the ledger; without it nothing is kept");
    sub.add_flag_callback(
        "--without-bot", [this] { sandbox_.with_bot = false; }, "Only the workspace, for a bot of your own");
    add_path(sub, "--certificate", sandbox_.certificate, "PEM certificate chain: serve https and wss");
    add_path(sub, "--private-key", sandbox_.private_key, "PEM private key of the certificate");
    sub.get_option("--certificate")->needs(sub.get_option("--private-key"));
    sub.get_option("--private-key")->needs(sub.get_option("--certificate"));
    sub.add_flag_callback(
        "--no-rate-limits", [this] { sandbox_.rate_limits = false; }, "Never answer 429, for load tests");
    add_path(sub, "--config", sandbox_.config,
             "For its kudos, rituals and log settings; tokens are not looked at");
    sub.add_flag("--tour", sandbox_.tour, "Play a week of it in about a minute, then stay");
  }

  void add_check() {
    auto& sub = parser_.add("check", "Say what is in order and how to mend what isn't", help_text::check,
                            [this] { return check_; });
    add_path(sub, "--config", check_.config, "Configuration; without it the environment alone");
    sub.add_flag("--offline", check_.offline, "Leave out what needs the network");
  }

  void add_health() {
    auto& sub = parser_.add("health", "Ask the bot that runs here how it is", help_text::health,
                            [this] { return health_; });
    add_path(sub, "--config", health_.config, "Configuration that names the port of the metrics");
  }

  static void add_include_private(CLI::App& sub, bool& into) {
    sub.add_flag("--include-private", into, "Also what was said in private channels and to the bot");
  }

  void add_tally() {
    auto& sub =
        parser_.add("tally", "Print who gave and received how much", help_text::tally, [this]() -> command {
          if (tally_.since && tally_.until && *tally_.since > *tally_.until)
            return since_after_until(*tally_.since, *tally_.until);
          return tally_;
        });
    add_date(sub, "--since", tally_.since, "First day counted, such as 2026-11-02");
    add_date(sub, "--until", tally_.until, "Last day counted");
    add_include_private(sub, tally_.include_private);
    add_format(sub, {"table", "json"}, "table", [this](auto const& word) {
      tally_.format = word == "json" ? tally_format::json : tally_format::table;
    });
    add_ledger(sub, tally_);
  }

  void add_digest() {
    auto& sub =
        parser_.add("digest", "Print a weekly digest, or post it", help_text::digest, [this]() -> command {
          if (digest_.post && digest_.format)
            return parser_.misused("--format is for printing: a digest is posted as the chat shows it");
          if (digest_.post && digest_.include_private)
            return parser_.misused(
                "--include-private is for printing: a digest that is posted holds what the"
                " members of its channel can read");
          if (digest_.post && digest_.database)
            return parser_.misused("--post takes the database that the configuration names");
          return digest_;
        });
    sub.add_option("--name", digest_.name, "Which digest; needed only where there are several")
        ->type_name("NAME");
    auto const check = [](std::string const& written) {
      auto const week = calendar::parse_iso_week(written);
      return week ? std::string() : week.error().detail;
    };
    auto const take = [this](std::string const& written) {
      digest_.week = calendar::parse_iso_week(written).value();
    };
    sub.add_option_function<std::string>("--week", take, "The week in which it is due, such as 2026-W47")
        ->check(check)
        ->type_name("WEEK");
    sub.add_flag_callback(
           "--print", [] {}, "Print it; so it is without --post")
        ->excludes(sub.add_flag("--post", digest_.post, "Post it to its channel, once"));
    add_format(sub, {"markdown", "text", "html", "json"}, "markdown", [this](auto const& word) {
      digest_.format = word == "text"   ? digest_format::text
                       : word == "html" ? digest_format::html
                       : word == "json" ? digest_format::json
                                        : digest_format::markdown;
    });
    add_include_private(sub, digest_.include_private);
    add_ledger(sub, digest_, "Configuration that names the database, digests and tokens");
  }

  void add_export() {
    auto& sub = parser_.add(
        "export", "Write every kudos or win, one a line", help_text::export_, [this]() -> command {
          if (!export_.person.empty() && export_.format == export_format::csv)
            return parser_.misused(
                "--person needs --format jsonl: what is about somebody is of several kinds");
          return export_;
        });
    auto& what = add_choice(sub, "--what", "WHAT", {"kudos", "wins"}, "kudos", [this](auto const& word) {
      export_.what = word == "wins" ? export_subject::wins : export_subject::kudos;
    });
    sub.add_option("--person", export_.person, "All that there is of them, theirs to have; their id")
        ->type_name("ID")
        ->excludes(&what);
    add_format(sub, {"jsonl", "csv"}, "", [this](auto const& word) {
      export_.format = word == "csv" ? export_format::csv : export_format::jsonl;
    }).required();
    add_include_private(sub, export_.include_private);
    add_path(sub, "--output", export_.output, "File to write; without it standard output");
    add_ledger(sub, export_);
  }

  void add_import() {
    auto& sub = parser_.add("import", "Record the past of a workspace from its export", help_text::import_,
                            [this]() -> command {
                              if (import_.since && import_.until && *import_.since > *import_.until)
                                return since_after_until(*import_.since, *import_.until);
                              return import_;
                            });
    auto& what = add_choice(sub, "what", "WHAT", {"slack-export"}, "", [](auto const&) {});
    what.required();
    auto* from = sub.add_option_function<std::string>(
        "path", [this](std::string const& path) { import_.from = path; }, "The zip file or the folder");
    from->required()->type_name("PATH");
    sub.add_flag("--dry-run", import_.dry_run, "Say what would be recorded, and record nothing");
    sub.add_flag("--apply-rules", import_.apply_rules,
                 "Keep to the daily limit and the shortest reason, too");
    add_date(sub, "--since", import_.since, "First day read, such as 2026-11-02");
    add_date(sub, "--until", import_.until, "Last day read");
    add_ledger(sub, import_, "Configuration that names the database and the kudos settings");
  }

  early_end since_after_until(calendar::local_date since, calendar::local_date until) const {
    return parser_.misused("--since " + calendar::to_string(since) + " is after --until " +
                           calendar::to_string(until));
  }

  void add_backup() {
    auto& sub = parser_.add("backup", "Copy the database, also while the bot runs", help_text::backup,
                            [this] { return backup_; });
    add_file(sub, backup_.file, "Where the copy is to be");
    sub.add_flag("--force", backup_.force, "Take the place of a file that is there");
    add_ledger(sub, backup_);
  }

  void add_restore() {
    auto& sub = parser_.add("restore", "Put a backup in the database's place", help_text::restore,
                            [this] { return restore_; });
    add_file(sub, restore_.file, "The backup");
    sub.add_flag("--yes", restore_.yes, "Don't ask");
    add_ledger(sub, restore_);
  }

  void add_forget() {
    auto& sub = parser_.add("forget", "Erase a person from the database", help_text::forget,
                            [this] { return forget_; });
    sub.add_option("--person", forget_.person, "Their id, such as U012AB3CD")->type_name("ID")->required();
    sub.add_flag("--dry-run", forget_.dry_run, "Say what would go, and change nothing");
    sub.add_flag("--yes", forget_.yes, "Don't ask");
    add_ledger(sub, forget_);
  }

  void add_rituals() {
    auto& sub = parser_.add("rituals", "List the stand-ups and digests, or remove one that chat set up",
                            help_text::rituals, [this]() -> command {
                              if (rituals_.remove && rituals_.name.empty())
                                return parser_.misused("remove needs the name of a stand-up or digest");
                              if (!rituals_.remove && !rituals_.name.empty())
                                return parser_.misused("list takes no name");
                              return rituals_;
                            });
    auto const take = [this](auto const& word) { rituals_.remove = word == "remove"; };
    add_choice(sub, "what", "WHAT", {"list", "remove"}, "", take).required();
    sub.add_option("name", rituals_.name, "Of remove: the stand-up's or digest's")->type_name("NAME");
    add_ledger(sub, rituals_, "Configuration that names the database, stand-ups and digests");
  }

  command_parser parser_;
  run_options run_;
  sandbox_options sandbox_;
  check_options check_;
  health_options health_;
  tally_options tally_;
  digest_options digest_;
  export_options export_;
  import_options import_;
  backup_options backup_;
  restore_options restore_;
  forget_options forget_;
  rituals_options rituals_;
};

}  // namespace

command read_command_line(std::vector<std::string> arguments, std::string const& version) {
  return command_line(version).read(std::move(arguments));
}

}  // namespace huzzah::bot::cli
