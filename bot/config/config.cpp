#include "bot/config/config.hpp"

#include "bot/cli/text_file.hpp"
#include "bot/config/config_checks.hpp"
#include "bot/config/config_rituals.hpp"
#include "bot/config/json_text.hpp"
#include "bot/config/problem.hpp"
#include "bot/features.hpp"
#include "net/url.hpp"

#include <nlohmann/json.hpp>

#include <array>
#include <charconv>
#include <system_error>

namespace huzzah::bot {

namespace fs = std::filesystem;

namespace {

constexpr std::array<std::pair<std::string_view, log_level>, 4> levels{{{"debug", log_level::debug},
                                                                        {"info", log_level::info},
                                                                        {"warning", log_level::warning},
                                                                        {"error", log_level::error}}};
constexpr std::array<std::pair<std::string_view, log_format>, 2> formats{
    {{"text", log_format::text}, {"json", log_format::json}}};

/// The token as the file has it, else as the environment has it.
void read_token(json_section& section, std::string_view key, std::string const& variable, token_kind kind,
                tokens use, environment const& variables, config_reading& reading, secret& into) {
  std::string written;
  auto const in_file = section.read(key, written);
  if (use == tokens::ignored) return;
  auto const pointer = in_file ? section.pointer_to(key) : variable;
  if (!in_file) written = variables(variable).value_or("");
  if (!in_file && written.empty()) {
    // systemd's LoadCredential=slack_app_token:… puts it there.
    auto const folder = variables("CREDENTIALS_DIRECTORY").value_or("");
    auto const file = fs::path(folder) / ("slack_" + std::string(key));
    std::error_code ignored;
    if (!folder.empty() && fs::exists(file, ignored)) {
      into = resolve_secret("file:" + file.string(), file.string(), variables, reading.wrong);
      if (!into.empty()) inspect_token(into, kind, file.string(), reading.wrong);
      return;
    }
  }
  if (written.empty()) {
    auto const already_reported =
        !reading.wrong.empty() && reading.wrong.back().pointer == section.pointer_to(key);
    if (!already_reported)
      reading.wrong.emplace_back(section.pointer_to(key), "is missing",
                                 "set " + variable + ", or write \"${NAME}\" or \"file:/path\" in the file");
    return;
  }
  into = in_file ? resolve_secret(written, pointer, variables, reading.wrong) : secret(written);
  if (!into.empty()) inspect_token(into, kind, pointer, reading.wrong);
  if (in_file && is_literal_secret(written))
    reading.warnings.emplace_back(
        pointer, "the token itself is in the file",
        "write \"${" + variable + "}\" or \"file:/path\" and keep the token out of it");
}

void read_slack(json_section section, tokens use, environment const& variables, config_reading& reading,
                slack_config& into) {
  auto pointer = section.pointer_to("api_url");
  if (!section.read("api_url", into.api_url)) {
    if (auto const set = variables("SLACK_API_URL")) {
      into.api_url = *set;
      pointer = "SLACK_API_URL";
    }
  }
  if (auto found = check_api_url(into.api_url); !found.message.empty()) {
    found.pointer = pointer;
    reading.wrong.push_back(std::move(found));
  }
  read_token(section, "app_token", "SLACK_APP_TOKEN", token_kind::app, use, variables, reading,
             into.app_token);
  read_token(section, "bot_token", "SLACK_BOT_TOKEN", token_kind::bot, use, variables, reading,
             into.bot_token);
  section.read("connections", into.connections, 1, 10);
  auto catch_up = section.section("catch_up");
  if (std::string max_age; catch_up.read("max_age", max_age)) {
    auto found = check_age(max_age, into.catch_up.max_age);
    if (!found.message.empty()) {
      found.pointer = catch_up.pointer_to("max_age");
      reading.wrong.push_back(std::move(found));
    }
  }
  if (std::string ca_file; section.read("ca_file", ca_file) && !ca_file.empty()) {
    std::error_code ignored;
    if (!fs::is_regular_file(ca_file, ignored))
      reading.wrong.emplace_back(section.pointer_to("ca_file"), "there is no file " + ca_file,
                                 "name a PEM file with the certificates to trust, or leave it out");
    into.ca_file = ca_file;
  }
}

void read_backup(json_section& storage, problems& wrong, std::optional<backup_config>& into) {
  auto const problems_before = wrong.size();
  auto section = storage.section("backup");
  if (storage.left_out("backup") || wrong.size() != problems_before) return;
  backup_config found;
  std::string directory;
  if (!section.read("directory", directory) || directory.empty())
    wrong.emplace_back(section.pointer_to("directory"), "is missing", "name the folder for the backups");
  found.directory = directory;
  if (std::string at; section.read("at", at)) {
    if (auto const time = calendar::parse_time_of_day(at))
      found.at = *time;
    else
      wrong.emplace_back(section.pointer_to("at"), time.error().detail);
  }
  if (std::string zone; section.read("time_zone", zone)) {
    if (auto const known = calendar::time_zone::find(zone))
      found.zone = zone == found.zone.name() ? found.zone : *known;
    else
      wrong.emplace_back(section.pointer_to("time_zone"), known.error().detail);
  }
  section.read("keep", found.keep, 1, 1000);
  into = std::move(found);
}

void read_storage(json_section section, environment const& variables, config_reading& reading,
                  storage_config& into) {
  read_backup(section, reading.wrong, into.backup);
  std::string path;
  if (section.read("path", path)) {
    if (path.empty())
      reading.wrong.emplace_back(section.pointer_to("path"), "is empty", "name the database's file");
    into.path = path;
  } else if (auto const database = variables("HUZZAH_DATABASE")) {
    into.path = *database;
  } else if (auto const state = variables("STATE_DIRECTORY")) {
    into.path = fs::path(state->substr(0, state->find(':'))) / "huzzah.db";  // systemd may name several
  }
}

void read_log(json_section section, log_config& into) {
  section.read<log_level>("level", into.level, levels);
  section.read<log_format>("format", into.format, formats);
}

void read_metrics(json_section section, environment const& variables, problems& wrong, metrics_config& into) {
  auto port = 0;
  auto open_to_others = false;
  if (section.left_out("port")) {
    if (auto const set = variables("HUZZAH_METRICS_PORT")) {
      auto const* end = set->data() + set->size();
      auto const [stopped, failed] = std::from_chars(set->data(), end, port);
      if (failed != std::errc{} || stopped != end || port < 0 || port > 65'535)
        wrong.emplace_back("HUZZAH_METRICS_PORT", "must be a number from 0 to 65535", "9464 is usual");
    }
  }
  section.read("port", port, 0, 65'535);
  section.read("address", into.address);
  section.read("open_to_others", open_to_others);
  into.port = static_cast<unsigned short>(port);
  if (!is_ip_address(into.address))
    wrong.emplace_back(section.pointer_to("address"), "is no IP address",
                       "write \"127.0.0.1\" for this machine alone");
  else if (!open_to_others && !net::is_loopback(into.address))
    wrong.emplace_back(section.pointer_to("address"),
                       "can be reached from other machines, and whoever asks there is answered",
                       "write \"127.0.0.1\", or, if that is meant, \"open_to_others\": true beside it");
}

config_reading read_settings(nlohmann::json const& root, problems wrong, fs::path const& folder, tokens use,
                             environment const& variables) {
  config_reading reading;
  reading.wrong = std::move(wrong);
  config settings;
  {
    json_section top(root, "", reading.wrong);
    std::string schema;
    top.read("$schema", schema);
    read_slack(top.section("slack"), use, variables, reading, settings.slack);
    read_storage(top.section("storage"), variables, reading, settings.storage);
    for (auto const& one : contributions()) {
      if (!one.section) continue;
      auto section = top.section(one.name);
      settings.sections[one.name] = one.section->read(section);
    }
    settings.kudos = std::any_cast<kudos::options>(settings.sections["kudos"]);
    settings.rituals = read_rituals(top, folder, reading.faulty_rituals);
    read_log(top.section("log"), settings.log);
    read_metrics(top.section("metrics"), variables, reading.wrong, settings.metrics);
  }
  if (reading.wrong.empty()) reading.settings = std::move(settings);
  return reading;
}

config_reading failure(std::string name, std::string message, std::string hint) {
  config_reading reading;
  reading.wrong.emplace_back(std::move(name), std::move(message), std::move(hint));
  return reading;
}

}  // namespace

config_reading parse_config(std::string const& text, std::string const& name, tokens use,
                            environment const& variables) {
  problems wrong;
  auto const root = parse_commented_json(text, name, wrong);
  if (!root) {
    config_reading reading;
    reading.wrong = std::move(wrong);
    return reading;
  }
  return read_settings(*root, std::move(wrong), fs::path(name).parent_path(), use, variables);
}

config_reading read_config(std::optional<fs::path> const& file, tokens use, environment const& variables) {
  if (!file) return read_settings(nlohmann::json::object(), {}, {}, use, variables);
  auto const text = read_text_file(*file);
  if (!text) {
    auto const hint = [&]() -> std::string {
      if (text.error().code == errc::invalid_input) return "name the file in it, such as huzzah.json";
      if (text.error().code == errc::too_large) return "is it the right file?";
      return "start from config/huzzah.json, or leave --config out and set SLACK_APP_TOKEN and "
             "SLACK_BOT_TOKEN";
    };
    return failure(file->string(), text.error().detail, hint());
  }

  auto reading = parse_config(*text, file->string(), use, variables);
  std::error_code ignored;
  // A token inside the file is the operator's choice as long as not everybody can read it.
  auto const shared = (fs::status(*file, ignored).permissions() & fs::perms::others_read) != fs::perms::none;
  if (!shared) reading.warnings.clear();
  for (auto& warning : reading.warnings) {
    warning.message += ", which others on this machine can read";
    warning.hint = "run: chmod o-r " + file->string() + ", or " + warning.hint;
  }
  return reading;
}

slack::slack_options slack_options_of(slack_config const& settings) {
  slack::slack_options options;
  options.api_url = settings.api_url;
  options.app_token = settings.app_token.reveal();
  options.bot_token = settings.bot_token.reveal();
  options.ca_file = settings.ca_file;
  options.connections = settings.connections;
  return options;
}

std::string describe(problems const& wrong, std::optional<fs::path> const& file) {
  std::string lines =
      "huzzah: the configuration has " +
      (wrong.size() == 1 ? std::string("a problem") : std::to_string(wrong.size()) + " problems") +
      (file ? " (" + file->string() + ")" : std::string(" (from the environment)")) + "\n";
  for (auto const& found : wrong)
    lines += "  " + to_string(found) + "\n";
  return lines;
}

}  // namespace huzzah::bot
