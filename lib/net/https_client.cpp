#include "net/https_client.hpp"

#include "net/connect.hpp"
#include "net/http_wire.hpp"

#include <boost/asio/this_coro.hpp>

#include <algorithm>
#include <deque>
#include <map>

namespace huzzah::net {

namespace {

constexpr std::size_t response_limit = 16u << 20;
constexpr std::size_t kept_for_one_host = 8;
constexpr auto longest_rest = std::chrono::seconds{60};

class kept_connection {
 public:
  explicit kept_connection(stream connection_) : connection(std::move(connection_)) {}

  stream connection;
  std::chrono::steady_clock::time_point since = std::chrono::steady_clock::now();
};

}  // namespace

struct https_client::state {
  explicit state(connect_options options_) : options(std::move(options_)) {}

  /// A kept connection that is still open, the one used last first.
  std::optional<stream> take(std::string const& key);
  void keep(std::string const& key, stream connection);
  void close_all();

  connect_options options;
  std::map<std::string, std::deque<kept_connection>> kept;
  bool ended = false;

  static awaitable<result<http_response>> send(std::shared_ptr<state> self, http_request request,
                                               base::duration deadline);
};

std::optional<stream> https_client::state::take(std::string const& key) {
  auto const oldest = std::chrono::steady_clock::now() - longest_rest;
  for (auto host = kept.begin(); host != kept.end();) {
    std::erase_if(host->second, [&](kept_connection& entry) {
      auto const stale = entry.since < oldest || !entry.connection.at_rest();
      if (stale) entry.connection.close();
      return stale;
    });
    host = host->second.empty() ? kept.erase(host) : std::next(host);
  }
  auto const host = kept.find(key);
  if (host == kept.end()) return std::nullopt;
  auto connection = host->second.back().connection;
  host->second.pop_back();
  return connection;
}

void https_client::state::keep(std::string const& key, stream connection) {
  auto& host = kept[key];
  if (ended || host.size() >= kept_for_one_host)
    connection.close();
  else
    host.emplace_back(std::move(connection));
}

void https_client::state::close_all() {
  ended = true;
  for (auto& [key, host] : kept)
    for (auto& entry : host)
      entry.connection.close();
  kept.clear();
}

awaitable<result<http_response>> https_client::state::send(std::shared_ptr<state> self, http_request request,
                                                           base::duration deadline) {
  auto const target = parse_url(request.target);
  if (!target) co_return target.error();
  if (!target->scheme.starts_with("http"))
    co_return error(errc::invalid_input, "only http and https can be asked");
  auto const head = request_head(request, target->target, target->authority());
  if (!head) co_return head.error();
  auto const key = target->pool_key();
  watchdog limit(co_await asio::this_coro::executor, deadline);

  for (;;) {
    auto kept = self->take(key);
    auto const reused = kept.has_value();
    if (!reused) {
      auto fresh = co_await connect(*target, self->options, limit);
      if (!fresh) co_return fresh.error();
      kept = std::move(*fresh);
    }
    auto connection = *kept;
    limit.guard([connection]() mutable { connection.abort(); });
    auto const [failed, written] = co_await connection.write(*head, request.body);
    if (failed && written == 0) {
      connection.close();
      // Nothing was sent, so nothing can have been done: the only case in which sending again is safe.
      if (reused && !limit.expired()) continue;
      co_return io_error(failed, target->host, limit);
    }
    // Even where the request could not be sent whole there may be an answer that says why.
    http_reader reader(connection);
    auto answer = co_await reader.response(request.method == "HEAD", response_limit);
    limit.guard([] {});
    if (!answer) {
      connection.close();
      if (limit.expired()) co_return timed_out_error(target->host, limit);
      // tls_failed means that nothing can have been done; for a request that was sent that is unknown.
      auto const code = answer.error().code == errc::tls_failed ? errc::closed : answer.error().code;
      co_return error(code, target->host + ": " + answer.error().detail);
    }
    if (answer->keep_alive && !failed)
      self->keep(key, connection);
    else
      connection.close();
    co_return std::move(answer->message);
  }
}

https_client::https_client(connect_options options) : state_(std::make_shared<state>(std::move(options))) {}

https_client::~https_client() {
  state_->close_all();
}

awaitable<result<http_response>> https_client::send(http_request request, base::duration deadline) {
  return state::send(state_, std::move(request), deadline);
}

}  // namespace huzzah::net
