#include "slack/connect.hpp"

namespace huzzah::slack {

awaitable<probe> look_at(slack_options options, base::clock& clock) {
  probe seen;
  auto connections = connections_for(options);
  if (!connections) {
    seen.bot = connections.error();
    seen.app = connections.error();
    co_return seen;
  }
  if (!options.api_url.ends_with('/')) options.api_url += '/';
  net::https_client client(std::move(*connections));
  web_api bot(options.api_url, options.bot_token, client, clock);
  seen.bot = co_await who_am_i(bot);
  if (seen.bot && seen.bot->server_time) seen.clock_skew = clock.now() - *seen.bot->server_time;
  web_api app(options.api_url, options.app_token, client, clock);
  api_call open("apps.connections.open", unlimited, repeat::safe);
  auto const ticket = co_await app.call(std::move(open));
  if (!ticket) seen.app = ticket.error();
  co_return seen;
}

}  // namespace huzzah::slack
