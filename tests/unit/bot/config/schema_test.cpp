#include "bot/config/config.hpp"
#include "bot/config/manifest.hpp"
#include "bot/features.hpp"
#include "features/kudos/options.hpp"
#include "support/bot_fixtures.hpp"
#include "support/rituals.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>
#include <sstream>

using namespace huzzah::bot::config;
using namespace huzzah::bot::test;
using nlohmann::json;

namespace {

std::filesystem::path const config_folder = std::filesystem::path(HUZZAH_SOURCE_DIR) / "config";

json read_json(std::filesystem::path const& file) {
  std::ifstream stream(file);
  REQUIRE(stream);
  return json::parse(stream, nullptr, true, true);
}

json const& published() {
  static json const read = read_json(config_folder / "huzzah.schema.json");
  return read;
}

readout parsed(json const& settings) {
  return parse(settings.dump(), "huzzah.json", tokens::needed, both_tokens());
}

/// Whether all is the same, also what features have read.
bool are_same(config const& a, config const& b) {
  using huzzah::kudos::options;
  using huzzah::test::ritual_options;
  return a == b && a.sections.of<options>("kudos") == b.sections.of<options>("kudos") &&
         ritual_options(a.sections) == ritual_options(b.sections);
}

std::set<std::string> keys_of(json const& object) {
  std::set<std::string> keys;
  for (auto const& [key, value] : object.items())
    keys.insert(key);
  return keys;
}

constexpr auto no_such_key = "zzzzzzzzzzzzzzzzzzzzzzzz";

/// The keys in "known here: a, b".
std::set<std::string> keys_listed(std::string const& hint) {
  std::string const prefix = "known here: ";
  REQUIRE(hint.starts_with(prefix));
  std::set<std::string> keys;
  std::istringstream words(hint.substr(prefix.size()));
  for (std::string word; words >> word;)
    keys.insert(word.substr(0, word.find(',')));
  return keys;
}

/// The keys that the reader knows at a place: it lists them for a key that resembles none.
std::set<std::string> keys_read(json const& probe) {
  auto const reading = parsed(probe);
  REQUIRE(reading.wrong.size() == 1);
  return keys_listed(reading.wrong.front().hint);
}

/// The same within an entry of a list.
std::set<std::string> keys_read_in(std::string const& list) {
  json const entry{{"name", "a"}, {"channel", "#a"}, {"time_zone", "Etc/UTC"}, {no_such_key, 1}};
  auto const reading = parsed({{list, {entry}}});
  REQUIRE(reading.faulty_rituals.size() == 1);
  return keys_listed(reading.faulty_rituals.front().hint);
}

}  // namespace

TEST_CASE("the schema has the keys that are read, and no others") {
  CHECK(keys_of(published()["properties"]) == keys_read({{no_such_key, 1}}));
  for (auto const& [name, section] : published()["properties"].items()) {
    if (section["type"] != "object") continue;
    CAPTURE(name);
    CHECK(keys_of(section["properties"]) == keys_read({{name, {{no_such_key, 1}}}}));
    CHECK(section["additionalProperties"] == false);
  }
}

TEST_CASE("the schema's defaults are the ones of the program") {
  json settings;
  std::set<std::string> without;
  for (auto const& [name, section] : published()["properties"].items()) {
    if (section["type"] != "object") continue;
    for (auto const& [key, property] : section["properties"].items()) {
      CAPTURE(key);
      CHECK(property.contains("description"));
      if (property.contains("default"))
        settings[name][key] = property["default"];
      else
        without.insert(key);
    }
  }
  CHECK(without == std::set<std::string>{"app_token", "backup", "bot_token", "ca_file", "words"});
  auto const written_out = parsed(settings);
  auto const left_out = parsed(json::object());
  REQUIRE(written_out.settings);
  REQUIRE(left_out.settings);
  CHECK(are_same(*written_out.settings, *left_out.settings));
}

TEST_CASE("the schema has the keys and defaults of a stand-up and a digest") {
  for (std::string const list : {"standups", "digests"}) {
    CAPTURE(list);
    auto const& item = published()["properties"][list]["items"];
    CHECK(item["additionalProperties"] == false);
    CHECK(keys_of(item["properties"]) == keys_read_in(list));
    json shortest{{"name", "a"}, {"channel", "#a"}, {"time_zone", "Etc/UTC"}};
    CHECK(item["required"] == json{"name", "channel", "time_zone"});
    auto written_out = shortest;
    for (auto const& [key, property] : item["properties"].items()) {
      CHECK(property.contains("description"));
      CHECK(property.contains("default") != shortest.contains(key));
      if (property.contains("default")) written_out[key] = property["default"];
    }
    auto const as_written = parsed({{list, {written_out}}});
    INFO(text(as_written.faulty_rituals));
    CHECK(as_written.faulty_rituals.empty());
    CHECK(are_same(*as_written.settings, *parsed({{list, {shortest}}}).settings));
    for (auto const& [key, property] : item["properties"].items()) {
      auto const words = property.contains("enum") ? property["enum"] : json::array();
      for (auto const& word : words) {
        auto entry = shortest;
        entry[key] = word;
        CHECK(parsed({{list, {entry}}}).faulty_rituals.empty());
      }
    }
  }
}

TEST_CASE("the schema has the keys, defaults and bounds of a scheduled backup") {
  auto const& item = published()["properties"]["storage"]["properties"]["backup"];
  json shortest{{"directory", "/backups"}};
  auto const read = [](json const& backup) { return parsed({{"storage", {{"backup", backup}}}}); };
  CHECK(item["additionalProperties"] == false);
  CHECK(item["required"] == json{"directory"});
  auto probe = shortest;
  probe[no_such_key] = 1;
  REQUIRE(read(probe).wrong.size() == 1);
  CHECK(keys_of(item["properties"]) == keys_listed(read(probe).wrong.front().hint));
  auto written_out = shortest;
  for (auto const& [key, property] : item["properties"].items())
    if (property.contains("default")) written_out[key] = property["default"];
  REQUIRE(read(written_out).settings);
  CHECK(read(written_out).settings->storage == read(shortest).settings->storage);
  for (auto const& wrong :
       {json::object(), json{{"directory", ""}}, json{{"directory", "/b"}, {"keep", 0}},
        json{{"directory", "/b"}, {"keep", 1001}}, json{{"directory", "/b"}, {"at", "25:00"}},
        json{{"directory", "/b"}, {"time_zone", "Mars"}}, json("often")})
    CHECK_MESSAGE(read(wrong).wrong.size() == 1, wrong.dump());
}

TEST_CASE("the schema's bounds and words are the ones that are read") {
  for (auto const& [name, section] : published()["properties"].items()) {
    if (section["type"] != "object") continue;
    for (auto const& [key, property] : section["properties"].items()) {
      CAPTURE(key);
      auto const fits = [&, place = json::json_pointer("/" + name + "/" + key)](json const& value) {
        json settings;
        settings[place] = value;
        return parsed(settings).settings.has_value();
      };
      if (property["type"] == "integer") {
        CHECK(fits(property["minimum"]));
        CHECK(fits(property["maximum"]));
        CHECK_FALSE(fits(property["minimum"].get<int>() - 1));
        CHECK_FALSE(fits(property["maximum"].get<int>() + 1));
      } else if (property.contains("enum")) {
        for (auto const& word : property["enum"])
          CHECK(fits(word));
        CHECK_FALSE(fits("something else"));
      } else if (property["type"] == "array") {
        json list = json::array();
        for (auto i = 0; i < property["maxItems"].get<int>(); ++i)
          list.push_back("U" + std::to_string(i));
        CHECK(fits(list));
        list.push_back("UMANY");
        CHECK_FALSE(fits(list));
      }
      CHECK_FALSE(fits(nullptr));
    }
  }
}

TEST_CASE("the example loads, and every setting in it is a default") {
  auto const file = config_folder / "huzzah.json";
  auto const reading = read(file, tokens::needed, both_tokens());
  INFO(text(reading.wrong));
  REQUIRE(reading.settings);
  CHECK(reading.warnings.empty());
  CHECK(are_same(*reading.settings, *parsed(json::object()).settings));

  auto const example = read_json(file);
  for (auto const& [name, section] : published()["properties"].items()) {
    if (section["type"] != "object") continue;
    auto wanted = keys_of(section["properties"]);
    // Shown in a comment: when they are absent, the environment or the unit has them, or nobody.
    for (auto const* absent : {"app_token", "bot_token", "path", "ca_file", "backup", "words"})
      wanted.erase(absent);
    CHECK(keys_of(example[name]) == wanted);
  }
}

TEST_CASE("the schema is what the tables of fields say") {
  auto const file = config_folder / "huzzah.schema.json";
  // Written anew by HUZZAH_WRITE_SCHEMA=1 unit_bot -tc="the schema is what*".
  if (std::getenv("HUZZAH_WRITE_SCHEMA") != nullptr) std::ofstream(file, std::ios::binary) << schema();
  std::ifstream stream(file, std::ios::binary);
  CHECK(schema() == std::string(std::istreambuf_iterator<char>(stream), {}));
}

TEST_CASE("the upgrade page names all scopes and events of the manifest") {
  std::ifstream file(config_folder / ".." / "deploy" / "README.md");
  std::string const page((std::istreambuf_iterator<char>(file)), {});
  auto needed = wanted_scopes();
  for (auto& event : wanted_events())
    needed.push_back(std::move(event));
  for (auto const& word : needed) {
    CAPTURE(word);
    CHECK(page.find("`" + word + "`") != std::string::npos);
  }
}

TEST_CASE("the manifest in the program is the one in config/, and fits what the bot does") {
  CHECK(json::parse(slack_manifest()) == read_json(config_folder / "slack-manifest.json"));
  auto const manifest = json::parse(slack_manifest());
  CHECK(manifest["settings"]["socket_mode_enabled"] == true);
  CHECK(manifest["features"]["slash_commands"][0]["should_escape"] == true);
  CHECK(manifest["display_information"]["description"].get<std::string>().size() <= 140);

  // Slack refuses a manifest with an event whose scope is missing.
  std::map<std::string, std::string> const needs{{"message.channels", "channels:history"},
                                                 {"message.groups", "groups:history"},
                                                 {"message.im", "im:history"},
                                                 {"message.mpim", "mpim:history"},
                                                 {"reaction_added", "reactions:read"},
                                                 {"reaction_removed", "reactions:read"},
                                                 {"user_change", "users:read"},
                                                 {"member_joined_channel", "channels:read"},
                                                 {"member_left_channel", "channels:read"},
                                                 {"app_home_opened", ""},
                                                 {"app_uninstalled", ""},
                                                 {"tokens_revoked", ""},
                                                 {"subteam_updated", "usergroups:read"},
                                                 {"subteam_members_changed", "usergroups:read"}};
  auto const scopes = wanted_scopes();
  for (auto const& event : manifest["settings"]["event_subscriptions"]["bot_events"]) {
    CAPTURE(event);
    REQUIRE(needs.contains(event));
    auto const& scope = needs.at(event);
    CHECK((scope.empty() || std::count(scopes.begin(), scopes.end(), scope) == 1));
  }
}
