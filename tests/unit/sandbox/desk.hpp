// A workspace with its Web API, without sockets.
#pragma once

#include "base/clock.hpp"
#include "net/http.hpp"
#include "sandbox/web_api/web_api.hpp"
#include "sandbox/workspace/workspace.hpp"
#include "support/virtual_clock.hpp"

#include <nlohmann/json.hpp>

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace huzzah::sandbox::testing {

using nlohmann::json;

inline std::string test_manifest() {
  std::ifstream file(HUZZAH_SOURCE_DIR "/tests/support/sandbox_manifest.json");
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

/// The same for an app that may read who is not to be disturbed.
inline json manifest_with_dnd() {
  auto manifest = json::parse(test_manifest());
  manifest["oauth_config"]["scopes"]["bot"].push_back("dnd:read");
  return manifest;
}

inline constexpr auto ada = "U0ADA00001";
inline constexpr auto bruno = "U0BRUNO001";
inline constexpr auto bot = "U0HUZZAH01";
inline constexpr auto general = "C0GENERAL1";
inline constexpr auto engineering = "C0ENGINEER";
inline constexpr auto random_channel = "C0RANDOM01";
inline constexpr auto im_of_ada = "D0ADA00001";

/// 2026-11-20 09:00:00 UTC, a Friday in winter.
inline base::time_point some_morning() {
  using namespace std::chrono;
  return time_point_cast<base::duration>(sys_days{year{2026} / 11 / 20} + hours{9});
}

class desk {
 public:
  explicit desk(json manifest = json::parse(test_manifest()), bool rate_limits = false)
      : clock(some_morning()),
        place(clock, read_manifest(manifest.dump()).value(), 7, rate_limits),
        api(place) {
    place.state.subscribe([this](happening const& what) { heard.push_back(what); });
    place.show = [this](std::string const& user, json const& frame) { shown.emplace_back(user, frame); };
  }

  net::http_response post(std::string const& method, json const& args, std::string const& token) {
    net::http_request request("POST", "/api/" + method);
    request.fields.set("Content-Type", "application/json; charset=utf-8");
    if (!token.empty()) request.fields.set("Authorization", "Bearer " + token);
    request.body = args.dump();
    return api.answer(request, method, "ws://127.0.0.1:1");
  }
  /// The app calls.
  json call(std::string const& method, json const& args = json::object()) {
    return json::parse(post(method, args, place.tokens.bot_token()).body);
  }
  /// A person calls.
  json call_as(std::string const& user, std::string const& method, json const& args = json::object()) {
    return json::parse(post(method, args, place.tokens.token_of(user)).body);
  }
  /// Slack's word for what went wrong.
  std::string error_of(std::string const& method, json const& args = json::object()) {
    return call(method, args).value("error", "");
  }
  std::string say(std::string const& user, std::string const& channel, std::string const& text) {
    return call_as(user, "chat.postMessage", {{"channel", channel}, {"text", text}})["ts"];
  }

  huzzah::test::virtual_clock clock;
  workspace place;
  web_api api;
  std::vector<happening> heard;
  std::vector<std::pair<std::string, json>> shown;
};

}  // namespace huzzah::sandbox::testing
