#include "bot/command_line.hpp"

#include "base/text.hpp"
#include "bot/help_text.hpp"
#include "bot/printable.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <charconv>
#include <functional>
#include <utility>

namespace huzzah::bot {

namespace {

using path = std::optional<std::filesystem::path>;

void add_path(CLI::App& to, std::string const& name, path& into, std::string const& what) {
  to.add_option_function<std::string>(
        name, [&into](std::string const& file) { into = file; }, what)
      ->check([](std::string const& file) { return std::string(file.empty() ? "must name a file" : ""); })
      ->type_name("FILE");
}

void add_date(CLI::App& to, std::string const& name, std::optional<calendar::local_date>& into,
              std::string const& what) {
  auto const check = [](std::string const& written) {
    auto const day = calendar::parse_date(written);
    return day ? std::string() : day.error().detail;
  };
  to.add_option_function<std::string>(
        name, [&into](std::string const& written) { into = calendar::parse_date(written).value(); }, what)
      ->check(check)
      ->type_name("DATE");
}

/// Everything that can be asked for, and the parser that fills it.
class command_line {
 public:
  explicit command_line(std::string const& version) : app_("A recognition bot for team chats.", "huzzah") {
    app_.set_version_flag("--version", "huzzah " + version);
    app_.require_subcommand(1);
    app_.get_formatter()->label("SUBCOMMAND", "COMMAND");
    app_.footer(std::string(help_text::program));
    add_run();
    add_sandbox();
    add_check();
    add_tally();
    add_digest();
    add_export();
  }

  command read(std::vector<std::string> arguments) {
    if (arguments.empty()) return early_end(exit_code::misused, app_.help());
    if (arguments.front() == "help") {
      arguments.front() = "--help";
      if (arguments.size() > 1) std::swap(arguments[0], arguments[1]);
    }
    if (auto wrong = find_unknown(arguments)) return *wrong;
    try {
      std::reverse(arguments.begin(), arguments.end());  // as CLI11 wants it
      app_.parse(std::move(arguments));
      for (auto const& [sub, action] : chosen_)
        if (sub->parsed()) return action();
    } catch (CLI::CallForHelp const&) {
      return early_end(exit_code::fine, help());
    } catch (CLI::CallForVersion const&) {
      return early_end(exit_code::fine, app_.version() + "\n");
    } catch (CLI::ParseError const& wrong) {
      return misused(wrong.what(), chosen());
    }
    return misused("no command was given", app_);
  }

 private:
  CLI::App& add(std::string const& name, std::string const& what, std::string_view footer,
                std::function<command()> action) {
    auto& sub = *app_.add_subcommand(name, what);
    sub.footer(std::string(footer));
    sub.group("Commands");
    chosen_.emplace_back(&sub, std::move(action));
    return sub;
  }

  void add_run() {
    auto& sub = add("run", "Connect to Slack and stay connected", help_text::run, [this] { return run_; });
    add_path(sub, "--config", run_.config, "Configuration; without it the environment alone");
  }

  void add_sandbox() {
    auto& sub =
        add("sandbox", "A Slack-compatible workspace on this machine, with the bot in it", help_text::sandbox,
            [this]() -> command {
              // A tour is played where nothing has happened yet, by the rituals that it knows.
              if (sandbox_.tour && (!sandbox_.with_bot || sandbox_.database || sandbox_.config))
                return misused("--tour goes with neither --without-bot, --database nor --config", chosen());
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
    auto& sub = add("check", "Say what is in order and how to mend what isn't", help_text::check,
                    [this] { return check_; });
    add_path(sub, "--config", check_.config, "Configuration; without it the environment alone");
    sub.add_flag("--offline", check_.offline, "Leave out what needs the network");
  }

  void add_tally() {
    auto& sub = add("tally", "Print who gave and received how much", help_text::tally, [this]() -> command {
      if (tally_.since && tally_.until && *tally_.since > *tally_.until)
        return misused("--since " + calendar::to_string(*tally_.since) + " is after --until " +
                           calendar::to_string(*tally_.until),
                       chosen());
      return tally_;
    });
    add_date(sub, "--since", tally_.since, "First day counted, such as 2026-11-02");
    add_date(sub, "--until", tally_.until, "Last day counted");
    add_format(sub, {"table", "json"}, "table", [this](auto const& word) {
      tally_.format = word == "json" ? tally_format::json : tally_format::table;
    });
    add_path(sub, "--config", tally_.config, "Configuration that names the database");
    add_path(sub, "--database", tally_.database, "The database itself");
  }

  void add_digest() {
    auto& sub = add("digest", "Print a weekly digest, or post it", help_text::digest, [this]() -> command {
      if (digest_.post && digest_.format)
        return misused("--format is for printing: a digest is posted as the chat shows it", chosen());
      if (digest_.post && digest_.database)
        return misused("--post takes the database that the configuration names", chosen());
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
    add_path(sub, "--config", digest_.config, "Configuration that names the database, digests and tokens");
    add_path(sub, "--database", digest_.database, "The database itself");
  }

  void add_export() {
    auto& sub =
        add("export", "Write every kudos or win, one a line", help_text::export_, [this] { return export_; });
    add_choice(sub, "--what", "WHAT", {"kudos", "wins"}, "kudos", [this](auto const& word) {
      export_.what = word == "wins" ? export_subject::wins : export_subject::kudos;
    });
    add_format(sub, {"jsonl", "csv"}, "", [this](auto const& word) {
      export_.format = word == "csv" ? export_format::csv : export_format::jsonl;
    }).required();
    add_path(sub, "--output", export_.output, "File to write; without it standard output");
    add_path(sub, "--config", export_.config, "Configuration that names the database");
    add_path(sub, "--database", export_.database, "The database itself");
  }

  /// An option that takes one of several words.
  static CLI::Option& add_choice(CLI::App& to, std::string const& name, std::string const& type,
                                 std::vector<std::string> const& words, std::string const& usual,
                                 std::function<void(std::string const&)> const& take) {
    std::string listed;
    for (auto const& word : words)
      listed += (listed.empty() ? "" : word == words.back() ? " or " : ", ") + word;
    auto const check = [words, listed](std::string const& word) {
      if (std::find(words.begin(), words.end(), word) != words.end()) return std::string();
      return "must be " + listed + ", not " + base::shorten(word, 40);
    };
    auto* option = to.add_option_function<std::string>(name, take, listed);
    option->check(check)->type_name(type)->default_str(usual);
    return *option;
  }

  static CLI::Option& add_format(CLI::App& to, std::vector<std::string> const& words,
                                 std::string const& usual,
                                 std::function<void(std::string const&)> const& take) {
    return add_choice(to, "--format", "FORMAT", words, usual, take);
  }

  CLI::App* sub_named(std::string_view name) const {
    for (auto const& [sub, action] : chosen_)
      if (sub->get_name() == name) return sub;
    return nullptr;
  }

  /// A word that is no command, or an option that its command does not have: CLI11 alone would say of some
  /// that another option is missing.
  std::optional<early_end> find_unknown(std::vector<std::string> const& arguments) {
    CLI::App* current = &app_;
    auto value_is_next = false;
    for (auto const& argument : arguments) {
      if (argument == "--") break;
      if (std::exchange(value_is_next, false)) continue;
      if (argument.starts_with("-") && argument.size() > 1) {
        auto const name = argument.substr(0, argument.find('='));
        if (auto const* option = current->get_option_no_throw(name); option != nullptr) {
          value_is_next = option->get_type_size() > 0 && name == argument;
          continue;
        }
        std::vector<std::string> known;
        for (auto const* option : current->get_options())
          known.push_back("--" + option->get_lnames().at(0));
        return misused("unknown option " + name + did_you_mean(name, known), *current);
      }
      if (current != &app_) continue;  // for CLI11 to complain of
      if (auto* sub = sub_named(argument); sub != nullptr) {
        current = sub;
        continue;
      }
      std::vector<std::string> known;
      known.reserve(chosen_.size());
      for (auto const& [sub, action] : chosen_)
        known.push_back(sub->get_name());
      return misused("unknown command " + argument + did_you_mean(argument, known), app_);
    }
    return std::nullopt;
  }

  static std::string did_you_mean(std::string const& word, std::vector<std::string> const& known) {
    std::vector<std::string_view> const candidates(known.begin(), known.end());
    auto const meant = base::nearest(word, candidates);
    return meant.empty() ? std::string() : "; did you mean " + std::string(meant) + "?";
  }

  /// The command that was given, else the program.
  CLI::App const& chosen() const {
    for (auto const& [sub, action] : chosen_)
      if (sub->parsed()) return *sub;
    return app_;
  }

  std::string help() const { return &chosen() == &app_ ? app_.help() : chosen().help("huzzah"); }

  early_end misused(std::string const& what, CLI::App const& of) const {
    auto const name = &of == &app_ ? app_.get_name() : app_.get_name() + " " + of.get_name();
    return {exit_code::misused, name + ": " + printable(what) + " (see " + name + " --help)\n"};
  }

  CLI::App app_;
  std::vector<std::pair<CLI::App*, std::function<command()>>> chosen_;
  run_options run_;
  sandbox_options sandbox_;
  check_options check_;
  tally_options tally_;
  digest_options digest_;
  export_options export_;
};

}  // namespace

command read_command_line(std::vector<std::string> arguments, std::string const& version) {
  return command_line(version).read(std::move(arguments));
}

}  // namespace huzzah::bot
