#include "slack/http_date.hpp"
#include "slack/json.hpp"
#include "slack/slack_workspace.hpp"

namespace huzzah::slack {

namespace {

std::vector<std::string> split_scopes(std::string_view joined) {
  std::vector<std::string> scopes;
  while (!joined.empty()) {
    auto const end = std::min(joined.find(','), joined.size());
    if (auto const scope = base::trim(joined.substr(0, end)); !scope.empty()) scopes.emplace_back(scope);
    joined.remove_prefix(std::min(end + 1, joined.size()));
  }
  return scopes;
}

}  // namespace

result<net::connect_options> connections_for(slack_options const& options) {
  auto tls = net::tls_context::client(options.ca_file);
  if (!tls) return tls.error();
  net::connect_options connections(std::move(*tls));
  net::use_environment_proxy(connections);
  return connections;
}

awaitable<result<account>> who_am_i(web_api& api) {
  api_call call("auth.test", unlimited, repeat::safe);
  auto const answer = co_await api.call(std::move(call));
  if (!answer) co_return answer.error();
  account found;
  found.workspace = string_member(answer->body(), "team_id");
  found.team = string_member(answer->body(), "team");
  found.enterprise = string_member(answer->body(), "enterprise_id");
  found.url = string_member(answer->body(), "url");
  found.self = string_member(answer->body(), "user_id");
  found.name = string_member(answer->body(), "user");
  found.scopes = split_scopes(answer->fields().get("X-OAuth-Scopes"));
  found.server_time = http_date(answer->fields().get("Date"));
  if (found.workspace.empty() || found.self.empty())
    co_return error(errc::bad_message, "auth.test: the answer names no workspace or no user");
  co_return found;
}

}  // namespace huzzah::slack
