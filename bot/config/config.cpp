#include "bot/config/config.hpp"

#include "app/json_text.hpp"
#include "app/text_file.hpp"
#include "base/catalog.hpp"
#include "bot/config/fields.hpp"
#include "bot/features.hpp"
#include "net/url.hpp"

#include <nlohmann/json.hpp>

#include <system_error>

namespace huzzah::bot::config {

namespace fs = std::filesystem;

namespace {

readout read_settings(nlohmann::json const& root, problems wrong, fs::path const& folder, tokens use,
                      cli::environment const& variables) {
  readout reading;
  reading.wrong = std::move(wrong);
  config settings;
  {
    json_section top(root, "", reading.wrong);
    std::string schema;
    top.read("$schema", schema);
    top.read("language", settings.language);
    surroundings const with{use, variables, reading};
    slack_fields(with).read(top, "slack", settings.slack);
    storage_fields(with).read(top, "storage", settings.storage);
    app::keeping kept;
    retention_fields().read(top, "retention", kept);
    kept.backups = settings.storage.backup ? settings.storage.backup->keep : 0;
    settings.sections["keeping"] = kept;
    app::settings_source source{top, folder, reading.faulty_rituals, settings.sections};
    for (auto const& one : contributions())
      for (auto const& part : one.settings)
        if (!settings.sections.contains(part.key)) {
          auto chosen = part.read(source);
          settings.sections[part.key] = std::move(chosen);
        }
    log_fields().read(top, "log", settings.log);
    metrics_fields(with).read(top, "metrics", settings.metrics);
    auto const& metrics = settings.metrics;
    if (!top.has_problem("metrics.address") && !metrics.open_to_others && !net::is_loopback(metrics.address))
      top.wrong("metrics.address", "can be reached from other machines, and whoever asks there is answered",
                "write \"127.0.0.1\", or, if that is meant, \"open_to_others\": true beside it");
  }
  if (reading.wrong.empty()) reading.settings = std::move(settings);
  return reading;
}

readout failure(std::string name, std::string message, std::string hint) {
  readout reading;
  reading.wrong.emplace_back(std::move(name), std::move(message), std::move(hint));
  return reading;
}

}  // namespace

std::string schema() {
  using ordered = nlohmann::ordered_json;
  readout ignored;
  cli::environment const none = [](std::string const&) { return std::nullopt; };
  surroundings const with{tokens::ignored, none, ignored};
  ordered properties{
      {"$schema", {{"description", "Where this schema is, for editors."}, {"type", "string"}}}};
  auto const add = [&](std::string const& key, std::string const& schema) {
    properties[key] = ordered::parse(schema);
  };
  add("slack", slack_fields(with).schema("How Huzzah reaches Slack."));
  add("storage", storage_fields(with).schema("Where the ledger is."));
  add("retention", retention_fields().schema("For how long what people said is kept."));
  for (auto const& one : contributions())
    for (auto const& part : one.settings)
      add(part.key, part.schema());
  add("log", log_fields().schema("What is written to standard error."));
  properties["language"] = {
      {"description",
       "What people read Huzzah in: \"en\", or one with a catalog in locale/ beside this file."},
      {"type", "string"},
      {"default", "en"}};
  add("metrics",
      metrics_fields(with).schema("Where Huzzah answers /healthz, /readyz and /metrics (Prometheus)."));
  ordered const all{{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                    {"title", "Huzzah's configuration"},
                    {"description",
                     "What an operator can set. Everything can be left out; the environment fills in secrets "
                     "and the database."},
                    {"type", "object"},
                    {"additionalProperties", false},
                    {"properties", std::move(properties)}};
  return all.dump(2) + "\n";
}

readout parse(std::string const& text, std::string const& name, tokens use,
              cli::environment const& variables) {
  problems wrong;
  auto const root = app::parse_commented_json(text, name, wrong);
  if (!root) {
    readout reading;
    reading.wrong = std::move(wrong);
    return reading;
  }
  return read_settings(*root, std::move(wrong), fs::path(name).parent_path(), use, variables);
}

readout read(std::optional<fs::path> const& file, tokens use, cli::environment const& variables) {
  if (!file) return read_settings(nlohmann::json::object(), {}, {}, use, variables);
  auto const text = app::read_text_file(*file);
  if (!text) {
    auto const hint = [&]() -> std::string {
      if (text.error().code == errc::invalid_input) return "name the file in it, such as huzzah.json";
      if (text.error().code == errc::too_large) return "is it the right file?";
      return "start from config/huzzah.json, or leave --config out and set SLACK_APP_TOKEN and "
             "SLACK_BOT_TOKEN";
    };
    return failure(file->string(), text.error().detail, hint());
  }

  auto reading = parse(*text, file->string(), use, variables);
  if (reading.settings)
    if (auto spoken = base::use_language(file->parent_path() / "locale", reading.settings->language); !spoken)
      return failure("/language", spoken.error().detail,
                     "catalogs are made with msgfmt, see CONTRIBUTING.md");
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

}  // namespace huzzah::bot::config
