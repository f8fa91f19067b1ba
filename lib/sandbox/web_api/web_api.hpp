// Slack's Web API: one call in, one answer out. No sockets.
#pragma once

#include "net/http.hpp"
#include "sandbox/workspace/arguments.hpp"
#include "sandbox/workspace/workspace.hpp"

#include <nlohmann/json_fwd.hpp>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace huzzah::sandbox {

/// A call whose token has been looked at.
class api_call {
 public:
  workspace& place;
  identity who;
  arguments args;
  std::string socket_url;  ///< "ws://127.0.0.1:8080" as the caller reaches us

  bool by_bot() const { return who.kind == token_kind::bot; }
  /// Whether the caller's token has a scope; people's have all.
  bool may(std::string_view scope) const;
  /// The channel of argument `name` if the caller can see it; else null.
  channel* find_channel(std::string_view name = "channel") const;
};

/// Who may call a method.
enum class callers { anybody, app, bot, person, bot_or_person };

/// A method of the Web API.
class api_method {
 public:
  std::string_view name;
  nlohmann::json (*handler)(api_call& call);
  callers by = callers::bot_or_person;
  rate_tier tier = rate_tier::tier3;
  std::vector<std::string_view> scopes;  ///< any one of them serves
};

/// {"ok":false,"error":word}
nlohmann::json failure(std::string_view word);
/// {"ok":false,"error":word,"response_metadata":{"messages":[…]}}
nlohmann::json failure(std::string_view word, std::vector<std::string> const& messages);
/// What Slack says when an argument that must be there is not.
nlohmann::json missing_argument(std::string_view name);
/// {"ok":false,"error":"missing_scope",…}
nlohmann::json missing_scope(api_call const& call, std::string_view needed);

/// The person that "user" names; null with the answer why there is none.
person* named_person(api_call const& call, nlohmann::json& refused);

/// The root of the thread that "thread_ts" names; 0 if none is named.
stamp thread_root(api_call const& call, channel const& where, std::string& problem);

/// A part of a long list.
class list_page {
 public:
  std::size_t first = 0;
  std::size_t last = 0;     ///< one past the end
  std::string next_cursor;  ///< empty on the last page
  std::string problem;      ///< Slack's word for what is wrong with `cursor` or `limit`
};

/// Cuts the page that `cursor` and `limit` ask for out of `size` entries.
list_page cut_page(arguments const& args, std::size_t size, long usual_limit, long most);

/// The methods of one family.
std::span<api_method const> app_methods();
std::span<api_method const> chat_methods();
std::span<api_method const> conversation_methods();
std::span<api_method const> membership_methods();
std::span<api_method const> history_methods();
std::span<api_method const> user_methods();
std::span<api_method const> status_methods();
std::span<api_method const> file_methods();
std::span<api_method const> reaction_methods();
std::span<api_method const> view_methods();

/// Answers calls: tokens, scopes and rate limits, then the method itself.
class web_api {
 public:
  explicit web_api(workspace& place) : place_(place) {}

  /// Answers `POST /api/<name>`. `socket_url` is where the caller would open WebSockets.
  net::http_response answer(net::http_request const& request, std::string const& name,
                            std::string const& socket_url);

 private:
  net::http_response reply(nlohmann::json const& body, api_method const* method);
  std::optional<net::http_response> limit(api_call const& call, api_method const& method);

  workspace& place_;
};

/// The token of a request: from its Authorization header, else taken out of the arguments.
std::string token_of(net::http_request const& request, arguments& args);

/// A 429 with Retry-After.
net::http_response rate_limited(int seconds);

}  // namespace huzzah::sandbox
