// Connections: greeting, pings, disconnecting.
#include "sandbox/socket_mode/socket_mode_server.hpp"

#include "sandbox/wire/http_answers.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace huzzah::sandbox {

using nlohmann::json;

namespace {

using namespace std::chrono_literals;

constexpr auto ping_interval = 10s;
constexpr std::size_t longest_client_frame = 20'480;
constexpr int promised_seconds = 18'060;

std::string disconnect_frame(std::string const& reason) {
  return to_text({{"type", "disconnect"}, {"reason", reason}, {"debug_info", {{"host", "sandbox"}}}});
}

}  // namespace

socket_mode_server::socket_mode_server(workspace& place, task_group& tasks)
    : on_connections([](std::size_t) {}), place_(place), tasks_(tasks), scheduled_(tasks.executor()) {
  tasks_.start(redeliver());
  tasks_.start(keep_pinging());
}

std::size_t socket_mode_server::connections() const {
  return static_cast<std::size_t>(
      std::count_if(connections_.begin(), connections_.end(), [](auto const& c) { return c->ready; }));
}

void socket_mode_server::watch_gap() {
  auto const open = std::any_of(connections_.begin(), connections_.end(),
                                [](auto const& c) { return c->ready && !c->line->closing(); });
  auto const now = place_.clock.uptime();
  if (open && gap_since_) place_.seen.without_connection += now - *gap_since_;
  if (open)
    gap_since_.reset();
  else if (was_open_ && !gap_since_)
    gap_since_ = now;
  was_open_ = was_open_ || open;
}

void socket_mode_server::count_changed() {
  watch_gap();
  on_connections(connections());
}

awaitable<> socket_mode_server::serve(std::unique_ptr<net::websocket> socket) {
  auto const fresh = std::make_shared<connection>();
  fresh->line = std::make_shared<socket_line>(tasks_.executor(), std::move(socket));
  if (place_.faults.half_open) fresh->line->freeze();
  bool const too_many = static_cast<int>(connections_.size()) >= place_.faults.max_connections;
  if (too_many) {
    fresh->line->send(disconnect_frame("too_many_websockets"));
    fresh->line->close();
  } else {
    connections_.push_back(fresh);
    if (place_.faults.hold_hello_ms > 0)
      tasks_.start(greet_later(fresh));
    else
      greet(*fresh);
  }
  if (tasks_.stopping()) fresh->line->abort();
  std::function<void(std::string_view)> on_text = [this, line = fresh->line.get()](std::string_view text) {
    // Slack ends such a connection with 1009 (message too big).
    if (text.size() > longest_client_frame)
      line->abort();
    else
      heard(text);
  };
  try {
    co_await fresh->line->run(std::move(on_text));
  } catch (std::exception const&) {
    fresh->line->abort();  // the server was stopped under our feet
  }
  if (std::erase(connections_, fresh) > 0) count_changed();
}

void socket_mode_server::greet(connection& fresh) {
  if (place_.faults.no_hello || fresh.line->frozen() || fresh.line->closing()) return;
  fresh.ready = true;
  ++place_.seen.hellos;
  fresh.line->send(to_text(
      {{"type", "hello"},
       {"num_connections", connections()},
       {"debug_info",
        {{"host", "sandbox"}, {"build_number", 1}, {"approximate_connection_time", promised_seconds}}},
       {"connection_info", {{"app_id", place_.app.app_id}}}}));
  count_changed();
}

awaitable<> socket_mode_server::greet_later(std::shared_ptr<connection> fresh) {
  auto const wait = std::chrono::milliseconds(place_.faults.hold_hello_ms);
  bool const goes_on = co_await tasks_.sleep_for(wait);
  if (goes_on) greet(*fresh);
}

awaitable<> socket_mode_server::keep_pinging() {
  for (;;) {
    bool const goes_on = co_await tasks_.sleep_for(ping_interval);
    if (!goes_on) co_return;
    if (place_.faults.stop_pings) continue;
    for (auto const& each : connections_)
      if (each->ready) each->line->ping();
  }
}

socket_mode_server::connection* socket_mode_server::choose() {
  // Connections that were asked to disconnect get work only when there is no other.
  for (bool const leaving : {false, true}) {
    std::vector<connection*> candidates;
    for (auto const& each : connections_)
      if (each->ready && each->leaving == leaving && !each->line->closing()) candidates.push_back(each.get());
    if (!candidates.empty()) return candidates[pick(candidates.size())];
  }
  return nullptr;
}

std::size_t socket_mode_server::pick(std::size_t candidates) {
  auto const& faults = place_.faults;
  if (faults.spread_randomly) return place_.ids.below(candidates);
  auto const turn = turn_++;
  return (faults.spread.empty() ? turn : faults.spread[turn % faults.spread.size()]) % candidates;
}

std::vector<std::shared_ptr<socket_mode_server::connection>> socket_mode_server::chosen(
    std::optional<std::size_t> which) const {
  if (!which) return connections_;
  if (*which >= connections_.size()) return {};
  return {connections_[*which]};
}

void socket_mode_server::disconnect(std::optional<std::size_t> which, std::string const& reason,
                                    base::duration close_after) {
  for (auto const& each : chosen(which)) {
    each->leaving = true;
    each->line->send(disconnect_frame(reason));
    if (close_after.count() <= 0)
      each->line->close();
    else
      tasks_.start(close_later(each, close_after));
  }
  watch_gap();
}

awaitable<> socket_mode_server::close_later(std::shared_ptr<connection> which, base::duration wait) {
  co_await tasks_.sleep_for(wait);
  which->line->close();
  watch_gap();
}

void socket_mode_server::cut(std::optional<std::size_t> which) {
  for (auto const& each : chosen(which))
    each->line->abort();
}

void socket_mode_server::freeze(std::optional<std::size_t> which) {
  for (auto const& each : chosen(which))
    each->line->freeze();
}

void socket_mode_server::faults_changed() {
  turn_ = 0;
  if (!place_.faults.reverse_events && !place_.faults.hold_events) release_held();
  auto const all = connections_;
  for (auto const& each : all) {
    if (place_.faults.half_open) each->line->freeze();
    // The network is back: what it had swallowed turns out to be dead.
    else if (each->line->frozen())
      each->line->abort();
  }
}

void socket_mode_server::stop() {
  cut({});
  scheduled_.raise();
  for (auto const& [id, open] : questions_)
    open->answered.raise();
}

}  // namespace huzzah::sandbox
