#include "bot/config/fields.hpp"

#include "base/text.hpp"
#include "net/url.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <system_error>

namespace huzzah::bot::config {

namespace fs = std::filesystem;
namespace kind = app::kind;

namespace {

using app::fault;
using app::fine;

constexpr app::named_values<log_level, 4> levels{{{"debug", log_level::debug},
                                                  {"info", log_level::info},
                                                  {"warning", log_level::warning},
                                                  {"error", log_level::error}}};
constexpr app::named_values<log_format, 2> formats{{{"text", log_format::text}, {"json", log_format::json}}};

/// Reports it, if it is one. Returns whether it is none.
bool is_fine(problem found, std::string pointer, problems& wrong) {
  if (found.message.empty()) return true;
  found.pointer = std::move(pointer);
  wrong.push_back(std::move(found));
  return false;
}

/// "14d" or "12h", none for "off".
using age = std::optional<base::duration>;
app::value_kind<age> age_kind() {
  app::value_kind<age> made;
  made.type = R"({"type": "string", "pattern": "^([0-9]{1,5}[dh]|off)$"})";
  made.read = [](json_section& from, std::string_view key, age& into) {
    using namespace std::chrono;
    constexpr days longest{365};
    std::string written;
    if (!from.read(key, written)) return false;
    std::string const hint = "write a number of days or hours, such as \"14d\" or \"12h\", or \"off\"";
    auto const text = std::string(base::trim(written));
    auto const digits = std::min(text.find_first_not_of("0123456789"), text.size());
    auto const unit = text.substr(digits);
    if (text == "off")
      into.reset();
    else if (digits == 0 || digits > 5 || (unit != "d" && unit != "h"))
      from.wrong(key, "is no length of time", hint);
    else if (auto const length = hours{unit == "d" ? 24 : 1} * std::stoi(text);
             length == hours{0} || length > longest)
      from.wrong(key, "must be between an hour and 365 days", hint);
    else
      into = length;
    return true;
  };
  made.written = [](age const& length) {
    auto const days = std::chrono::floor<std::chrono::days>(length.value_or(base::duration())).count();
    return length ? "\"" + std::to_string(days) + "d\"" : "\"off\"";
  };
  return made;
}

/// "2 years", "18 months", "90 days".
app::value_kind<std::optional<app::kept_for>> kept_for_kind() {
  using maybe = std::optional<app::kept_for>;
  app::value_kind<maybe> made;
  made.type = R"({"type": "string", "pattern": "^[1-9][0-9]{0,3} (day|week|month|year)s?$"})";
  made.read = [](json_section& from, std::string_view key, maybe& into) {
    std::string written;
    if (!from.read(key, written)) return false;
    auto const text = std::string(base::trim(written));
    auto const digits = std::min(text.find_first_not_of("0123456789"), text.size());
    auto unit = std::string(base::trim(text.substr(digits)));
    if (unit.ends_with('s')) unit.pop_back();
    std::map<std::string, int> const days{{"day", 1}, {"week", 7}, {"month", 31}, {"year", 366}};
    auto const known = days.find(unit);
    auto const number = digits == 0 || digits > 4 ? 0 : std::stoi(text.substr(0, digits));
    if (known == days.end() || number == 0) {
      from.wrong(key, "is no length of time", "write \"2 years\", \"18 months\" or \"90 days\"");
      return false;
    }
    into = app::kept_for{text, std::chrono::days(number * known->second)};
    return true;
  };
  return made;
}

/// A section within one, which may be left out.
template <class Settings>
app::value_kind<Settings> object(app::fields<Settings> const& fields) {
  app::value_kind<Settings> made;
  made.type = fields.schema({});
  made.read = [fields](json_section& from, std::string_view key, Settings& into) {
    auto section = from.section(key);
    if (from.left_out(key) || from.has_problem(key)) return false;
    fields.read(section, into);
    return true;
  };
  made.written = [fields](Settings const& value) { return fields.stored(value); };
  return made;
}

/// The name of a file or folder.
app::value_kind<fs::path> path(app::value_kind<std::string> text) {
  return kind::mapped<fs::path>(
      std::move(text), [](std::string const& name) { return fs::path(name); },
      [](fs::path const& path) { return path.string(); });
}

problem check_ip_address(std::string& text) {
  in6_addr ignored{};
  auto const is_one =
      inet_pton(AF_INET, text.c_str(), &ignored) == 1 || inet_pton(AF_INET6, text.c_str(), &ignored) == 1;
  return is_one ? fine() : fault("is no IP address", "write \"127.0.0.1\" for this machine alone");
}

problem check_api_url(std::string& url) {
  constexpr std::array<std::string_view, 2> schemes{"https://", "http://"};
  auto const scheme = std::find_if(schemes.begin(), schemes.end(),
                                   [&](auto prefix) { return base::to_lower(url).starts_with(prefix); });
  std::string const hint = "Slack's is \"https://slack.com/api/\"";
  if (scheme == schemes.end()) return fault("must start with https://", hint);
  std::string_view const rest = std::string_view(url).substr(scheme->size());
  auto const authority = rest.substr(0, rest.find_first_of("/?#"));
  auto const graphic = std::all_of(rest.begin(), rest.end(), [](char c) { return c > ' ' && c < '\x7F'; });
  if (authority.empty() || !graphic) return fault("has no host, or a character that no URL has", hint);
  if (authority.find('@') != std::string_view::npos) return fault("must not hold a user or a password", hint);
  if (rest.find_first_of("?#") != std::string_view::npos) return fault("must end with a path", hint);
  if (*scheme == "http://" && !is_this_machine(authority))
    return fault("must be https: the tokens would travel in the clear",
                 "http is allowed only to this machine (127.0.0.1, localhost)");
  if (!url.ends_with('/')) url += '/';
  return fine();
}

/// The token as the file has it, else as the environment has it.
void read_token(json_section& section, std::string_view key, token_kind kind, surroundings const& with,
                secret& into) {
  auto const& variables = with.variables;
  auto& reading = with.reading;
  auto const variable = kind == token_kind::app ? "SLACK_APP_TOKEN" : "SLACK_BOT_TOKEN";
  std::string written;
  auto const in_file = section.read(key, written);
  if (with.use == tokens::ignored) return;
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
      reading.wrong.emplace_back(
          section.pointer_to(key), "is missing",
          std::string("set ") + variable + ", or write \"${NAME}\" or \"file:/path\" in the file");
    return;
  }
  into = in_file ? resolve_secret(written, pointer, variables, reading.wrong) : secret(written);
  if (!into.empty()) inspect_token(into, kind, pointer, reading.wrong);
  if (in_file && is_literal_secret(written))
    reading.warnings.emplace_back(
        pointer, "the token itself is in the file",
        std::string("write \"${") + variable + "}\" or \"file:/path\" and keep the token out of it");
}

app::value_kind<secret> token(token_kind which, surroundings const& with) {
  app::value_kind<secret> made;
  made.type =
      which == token_kind::app
          ? R"({"type": "string", "pattern": "^(\\$\\{[A-Za-z0-9_]+\\}|file:.+|xapp-[A-Za-z0-9-]+)$"})"
          : R"({"type": "string", "pattern": "^(\\$\\{[A-Za-z0-9_]+\\}|file:.+|xoxb-[A-Za-z0-9-]+)$"})";
  made.read = [=, &with](json_section& from, std::string_view key, secret& into) {
    read_token(from, key, which, with, into);
    return true;
  };
  return made;
}

app::value_kind<std::optional<fs::path>> ca_file() {
  app::value_kind<std::optional<fs::path>> made;
  made.type = R"({"type": "string"})";
  made.read = [](json_section& from, std::string_view key, std::optional<fs::path>& into) {
    std::string file;
    if (!from.read(key, file) || file.empty()) return true;
    std::error_code ignored;
    if (!fs::is_regular_file(file, ignored))
      from.wrong(key, "there is no file " + file,
                 "name a PEM file with the certificates to trust, or leave it out");
    into = file;
    return true;
  };
  return made;
}

app::value_kind<std::string> api_url(surroundings const& with) {
  auto made = kind::text(R"({"type": "string", "format": "uri", "pattern": "^[Hh][Tt][Tt][Pp][Ss]?://"})");
  made.read = [&with](json_section& from, std::string_view key, std::string& into) {
    auto pointer = from.pointer_to(key);
    if (!from.read(key, into)) {
      if (auto const set = with.variables("SLACK_API_URL")) {
        into = *set;
        pointer = "SLACK_API_URL";
      }
    }
    return is_fine(check_api_url(into), pointer, with.reading.wrong);
  };
  return made;
}

app::value_kind<std::optional<backup_config>> backup() {
  using maybe = std::optional<backup_config>;
  std::string const a_name = R"({"type": "string", "minLength": 1})";
  std::string const hint = "name the folder for the backups";
  auto const is_named = [hint](std::string& name) {
    return name.empty() ? fault("is missing", hint) : fine();
  };
  auto const all =
      app::fields<backup_config>()
          .add("directory", "The folder for the copies of this database, and of no other.",
               kind::needed(path(kind::checked(kind::text(a_name), is_named)), hint),
               &backup_config::directory)
          .add("at", "When, on a 24-hour clock.", kind::time_of_day(), &backup_config::at)
          .add("time_zone", "The IANA zone of that time.", kind::time_zone(), &backup_config::zone)
          .add("keep", "How many stay; older ones are removed.", kind::number(1, 1000), &backup_config::keep);
  auto made = kind::mapped<maybe>(
      object(all), [](backup_config const& found) { return maybe(found); },
      [](maybe const& found) { return found.value_or(backup_config()); });
  made.written = {};
  return made;
}

app::value_kind<fs::path> database(surroundings const& with) {
  auto made = path(kind::text(R"({"type": "string", "minLength": 1})"));
  made.read = [&with, read = made.read](json_section& from, std::string_view key, fs::path& into) {
    if (read(from, key, into)) {
      if (into.empty()) from.wrong(key, "is empty", "name the database's file");
    } else if (auto const named = with.variables("HUZZAH_DATABASE")) {
      into = *named;
    } else if (auto const state = with.variables("STATE_DIRECTORY")) {
      into = fs::path(state->substr(0, state->find(':'))) / "huzzah.db";  // systemd may name several
    }
    return true;
  };
  return made;
}

app::value_kind<unsigned short> port(surroundings const& with) {
  auto made = kind::mapped<unsigned short>(
      kind::number(0, 65'535), [](int number) { return static_cast<unsigned short>(number); },
      [](unsigned short number) { return int{number}; });
  made.read = [&with, read = made.read](json_section& from, std::string_view key, unsigned short& into) {
    auto const set = from.left_out(key) ? with.variables("HUZZAH_METRICS_PORT") : std::nullopt;
    if (!set) return read(from, key, into);
    auto const* end = set->data() + set->size();
    auto const [stopped, failed] = std::from_chars(set->data(), end, into);
    if (failed == std::errc{} && stopped == end) return true;
    with.reading.wrong.emplace_back("HUZZAH_METRICS_PORT", "must be a number from 0 to 65535",
                                    "9464 is usual");
    return false;
  };
  return made;
}

}  // namespace

bool is_this_machine(std::string_view authority) {
  if (authority.starts_with('[')) return net::is_loopback(authority.substr(1, authority.find(']') - 1));
  return net::is_loopback(authority.substr(0, authority.find(':')));
}

app::fields<slack_config> slack_fields(surroundings const& with) {
  return app::fields<slack_config>()
      .add("api_url",
           "The Web API: https, or http on this machine only. Left out, the environment variable "
           "SLACK_API_URL has it.",
           api_url(with), &slack_config::api_url)
      .add("app_token",
           "App-level token with connections:write (xapp-…): \"${NAME}\" of an environment variable, "
           "\"file:/path\", or the token. Left out, SLACK_APP_TOKEN has it.",
           token(token_kind::app, with), &slack_config::app_token)
      .add("bot_token",
           "Bot User OAuth Token (xoxb-…): \"${NAME}\" of an environment variable, \"file:/path\", or the "
           "token. Left out, SLACK_BOT_TOKEN has it.",
           token(token_kind::bot, with), &slack_config::bot_token)
      .add("connections",
           "Socket Mode connections that are held at once: with two, the end of one leaves no gap.",
           kind::number(1, 10), &slack_config::connections)
      .add("catch_up", "What was said while Huzzah was not connected is read afterwards, and counts.",
           object(app::fields<history::catch_up_options>().add(
               "max_age", "Nothing older than this is read: days or hours, up to 365 days, or \"off\".",
               age_kind(), &history::catch_up_options::max_age)),
           &slack_config::catch_up)
      .add("ca_file", "PEM file with the certificates to trust instead of the system's.", ca_file(),
           &slack_config::ca_file);
}

app::fields<storage_config> storage_fields(surroundings const& with) {
  return app::fields<storage_config>()
      .add("path",
           "The SQLite database; created when it isn't there. Left out, HUZZAH_DATABASE has it, else "
           "huzzah.db in systemd's STATE_DIRECTORY or the current folder.",
           database(with), &storage_config::path)
      .add("backup",
           "A verified copy of the database every day, named huzzah-2026-11-25.db. None by default.",
           backup(), &storage_config::backup);
}

app::fields<app::keeping> const& retention_fields() {
  static auto const all = app::fields<app::keeping>().add(
      "words",
      "How long kudos and wins keep their words, such as \"2 years\"; counts stay. Left out, until they are "
      "erased.",
      kept_for_kind(), &app::keeping::words);
  return all;
}

app::fields<log_config> const& log_fields() {
  static auto const all = app::fields<log_config>()
                              .add("level", "From which level on.", kind::one_of(levels), &log_config::level)
                              .add("format", "Lines for people, or one JSON object a line.",
                                   kind::one_of(formats), &log_config::format);
  return all;
}

app::fields<metrics_config> metrics_fields(surroundings const& with) {
  return app::fields<metrics_config>()
      .add("port", "9464 is usual; 0 answers nowhere. Left out, HUZZAH_METRICS_PORT has it.", port(with),
           &metrics_config::port)
      .add("address", "The IP address to listen on.", kind::checked(kind::text(), check_ip_address),
           &metrics_config::address)
      .add("open_to_others", "Whether that may be an address which other machines can reach.",
           kind::yes_or_no(), &metrics_config::open_to_others);
}

}  // namespace huzzah::bot::config
