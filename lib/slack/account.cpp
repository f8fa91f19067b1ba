#include "slack/json.hpp"
#include "slack/slack_workspace.hpp"

#include <array>

namespace huzzah::slack {

namespace {

using namespace std::chrono_literals;

std::vector<std::string> split_scopes(std::string_view joined) {
  std::vector<std::string> scopes;
  while (!joined.empty()) {
    auto const end = std::min(joined.find(','), joined.size());
    if (auto const scope = base::trim(joined.substr(0, end)); !scope.empty()) scopes.emplace_back(scope);
    joined.remove_prefix(std::min(end + 1, joined.size()));
  }
  return scopes;
}

/// A number of `digits` digits, or -1.
int number(std::string_view text) {
  auto value = 0;
  for (auto const c : text) {
    if (c < '0' || c > '9') return -1;
    value = value * 10 + (c - '0');
  }
  return text.empty() ? -1 : value;
}

/// "Sun, 06 Nov 1994 08:49:37 GMT", the one form of date that HTTP servers send.
std::optional<base::time_point> http_date(std::string_view text) {
  static constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                           "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  if (text.size() != 29 || !text.ends_with(" GMT")) return std::nullopt;
  auto const month = std::find(months.begin(), months.end(), text.substr(8, 3));
  auto const day = number(text.substr(5, 2));
  auto const year = number(text.substr(12, 4));
  auto const hour = number(text.substr(17, 2));
  auto const minute = number(text.substr(20, 2));
  auto const second = number(text.substr(23, 2));
  if (month == months.end() || day < 1 || year < 1970 || hour < 0 || minute < 0 || second < 0)
    return std::nullopt;
  std::chrono::year_month_day const date(
      std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month - months.begin()) + 1),
      std::chrono::day(static_cast<unsigned>(day)));
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days(date) + std::chrono::hours(hour) + std::chrono::minutes(minute) +
         std::chrono::seconds(second);
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
