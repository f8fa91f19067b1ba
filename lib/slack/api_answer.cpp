#include "slack/api_answer.hpp"

#include "slack/event_decoder.hpp"
#include "slack/json.hpp"

#include <algorithm>
#include <array>

namespace huzzah::slack {

namespace {

using nlohmann::json;
using namespace std::chrono_literals;

constexpr std::chrono::seconds longest_wait{600};

/// Slack's words for failures that a retry does not cure, and what the operator has to do.
std::string_view advice(std::string_view word) {
  struct entry {
    std::string_view word;
    std::string_view advice;
  };
  static constexpr std::array<entry, 11> known{{
      {"invalid_auth", "the token is wrong: copy it again from the app's settings"},
      {"not_authed", "no token was sent: set the app's tokens"},
      {"account_inactive",
       "the app was removed from the workspace, or its owner's account closed: install it again"},
      {"user_removed_from_team", "the app's user was removed from the workspace: install the app again"},
      {"team_disabled", "the workspace is disabled: its owner has to restore it"},
      {"token_revoked", "the token was revoked: install the app again and copy the new token"},
      {"token_expired",
       "the token has expired: switch token rotation off, install the app again, copy the new token"},
      {"missing_scope", "the app lacks a permission: add it in the app's settings and install the app again"},
      {"not_allowed_token_type",
       "it is a token of the wrong kind: the app token starts with xapp-, the bot token with xoxb-"},
      {"team_access_not_granted",
       "the app has no access to this workspace: an administrator has to grant it"},
      {"app_uninstalled", "the app was removed from the workspace: install it again"},
  }};
  auto const found =
      std::find_if(known.begin(), known.end(), [&](entry const& one) { return one.word == word; });
  return found == known.end() ? std::string_view{} : found->advice;
}

/// Returns the word only if it looks like one of Slack's: a log never holds an arbitrary answer.
std::string sound_word(std::string word) {
  auto const strange =
      word.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_:.,- ");
  if (word.empty() || word.size() > 200 || strange != std::string::npos) return "unknown_error";
  return word;
}

std::chrono::seconds retry_after(net::headers const& fields) {
  auto const value = fields.get("Retry-After");
  auto const digits = value.find_first_not_of("0123456789") == std::string_view::npos;
  if (value.empty() || !digits) return 30s;
  // Bounded, since a proxy may have written the value.
  std::int64_t seconds = 0;
  for (auto const c : value)
    seconds = std::min<std::int64_t>(seconds * 10 + (c - '0'), longest_wait.count());
  return std::chrono::seconds(seconds);
}

error failure(std::string_view method, json const& body, net::headers const& fields) {
  auto const name = std::string(method);
  auto word = sound_word(string_member(body, "error"));
  if (word == "ratelimited" || word == "rate_limited")
    return error(errc::rate_limited, name + ": Slack asks to slow down", retry_after(fields));
  if (word == "internal_error" || word == "fatal_error" || word == "service_unavailable" ||
      word == "request_timeout" || word == "team_added_to_org")
    return error(errc::remote_failed, name + ": " + word);
  auto const mend = advice(word);
  if (mend.empty()) return error(errc::rejected, std::move(word));
  auto detail = name + ": " + word + " (" + std::string(mend) + ")";
  if (auto const needed = string_member(body, "needed"); !needed.empty())
    detail += "; needed: " + sound_word(needed);
  return error(errc::unauthorized, std::move(detail));
}

}  // namespace

api_answer::api_answer(json body, net::headers fields)
    : body_(std::make_shared<json const>(std::move(body))), fields_(std::move(fields)) {}

result<api_answer> read_answer(std::string_view method, net::http_response const& response) {
  auto const status = "HTTP " + std::to_string(response.status);
  if (response.status == 429)
    return error(errc::rate_limited, std::string(method) + ": Slack asks to slow down",
                 retry_after(response.fields));
  if (response.status >= 500 || response.status == 408)
    return error(errc::remote_failed, std::string(method) + ": " + status);
  auto body =
      is_shallow(response.body) ? json::parse(response.body, nullptr, false) : json(json::value_t::discarded);
  auto const& ok = member(body, "ok");
  if (body.is_discarded() || !ok.is_boolean()) {
    // From a proxy, or from another server at a wrong address.
    if (response.status >= 400) return error(errc::remote_failed, std::string(method) + ": " + status);
    return error(errc::bad_message, std::string(method) + ": the answer is no Slack answer (" + status + ")");
  }
  if (!ok.get<bool>()) return failure(method, body, response.fields);
  return api_answer(std::move(body), response.fields);
}

bool refuses_token(error const& failure) {
  return failure.code == errc::unauthorized && failure.detail.find(": missing_scope (") == std::string::npos;
}

std::string_view word_of(error const& failure) {
  return failure.code == errc::rejected ? std::string_view(failure.detail) : std::string_view{};
}

}  // namespace huzzah::slack
