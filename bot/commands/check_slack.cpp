#include "bot/commands/check.hpp"

#include "bot/config/manifest.hpp"
#include "slack/slack_workspace.hpp"

#include <fmt/format.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <algorithm>
#include <exception>

namespace huzzah::bot::commands {

namespace {

constexpr base::duration largest_skew = std::chrono::seconds(30);

/// A call that failed: the token's fault, or that of the way to Slack.
finding failed_call(std::string subject, error const& why, std::string const& url) {
  if (why.code == errc::unauthorized) return finding::bad(std::move(subject), why.detail, {});
  auto mend = "see that this machine reaches " + url + "; behind a proxy set HTTPS_PROXY";
  if (why.code == errc::tls_failed)
    mend = "for a server or proxy of your own name its certificate in slack.ca_file";
  if (why.code == errc::rate_limited || why.code == errc::remote_failed) mend = "try again in a minute";
  if (why.code == errc::rejected) mend = "see that " + url + " is Slack's Web API";
  return finding::bad(std::move(subject), to_string(why), std::move(mend));
}

finding check_scopes(slack::account const& account) {
  if (account.scopes.empty()) return finding::good("scopes", "the server does not say which there are");
  std::string missing;
  for (auto const& scope : config::wanted_scopes())
    if (std::find(account.scopes.begin(), account.scopes.end(), scope) == account.scopes.end())
      missing += (missing.empty() ? "" : ", ") + scope;
  if (missing.empty()) return finding::good("scopes", "all that are needed");
  return finding::bad(
      "scopes", "missing: " + missing,
      "paste config/slack-manifest.json into App Manifest at api.slack.com/apps, then install the "
      "app again");
}

/// No method says which events an app gets.
finding list_events() {
  std::string all;
  for (auto const& event : config::wanted_events())
    all += (all.empty() ? "" : ", ") + event;
  return finding::good("events", "the app's manifest needs these, which Slack lets nobody check: " + all);
}

finding check_clock(slack::account const& account, base::clock const& clock) {
  if (!account.server_time) return finding::good("clock", "the server does not say what time it is");
  auto const ahead = clock.now() - *account.server_time;
  auto const seconds =
      std::chrono::duration_cast<std::chrono::seconds>(ahead < ahead.zero() ? -ahead : ahead);
  auto const* direction = ahead < ahead.zero() ? "behind" : "ahead of";
  if (seconds <= largest_skew) return finding::good("clock", "agrees with Slack's");
  return finding::bad("clock", fmt::format("{} s {} Slack's", seconds.count(), direction),
                      "switch time synchronisation on (systemd-timesyncd or chrony)");
}

/// Asks with each token in turn. `into` and `clock` outlive it.
awaitable<> ask(slack::slack_options options, base::clock& clock, findings& into) {
  auto connections = slack::connections_for(options);
  if (!connections) {
    into.push_back(finding::bad("TLS", connections.error().detail, "see slack.ca_file"));
    co_return;
  }
  net::https_client client(std::move(*connections));

  // This one first, as it is tried only once: if Slack can't be reached, that is reported soon. A ticket that
  // is never used does no harm.
  slack::web_api as_app(options.api_url, options.app_token, client, clock);
  slack::api_call open("apps.connections.open", slack::unlimited, slack::repeat::never);
  auto const ticket = co_await as_app.call(std::move(open));
  into.push_back(ticket ? finding::good("app token", "may open connections")
                        : failed_call("app token", ticket.error(), options.api_url));
  if (!ticket && ticket.error().code != errc::unauthorized) co_return;

  slack::web_api as_bot(options.api_url, options.bot_token, client, clock);
  auto const account = co_await slack::who_am_i(as_bot);
  if (!account) {
    into.push_back(failed_call("bot token", account.error(), options.api_url));
    co_return;
  }
  into.push_back(finding::good("bot token", "@" + account->name + " of " + account->team));
  into.push_back(check_scopes(*account));
  into.push_back(list_events());
  into.push_back(check_clock(*account, clock));
}

}  // namespace

findings check_slack(config::slack_config const& slack) {
  findings found;
  base::system_clock clock;
  asio::io_context io;
  asio::co_spawn(io, ask(config::slack_options_of(slack), clock, found), [](std::exception_ptr bug) {
    if (bug) std::rethrow_exception(bug);
  });
  io.run();
  return found;
}

}  // namespace huzzah::bot::commands
