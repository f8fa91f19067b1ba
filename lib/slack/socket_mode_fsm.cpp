#include "slack/socket_mode_fsm.hpp"

#include <algorithm>

namespace huzzah::slack {

namespace {

using namespace std::chrono_literals;

constexpr base::duration hello_deadline = 30s;  // dialing, TLS, upgrade and hello together
constexpr base::duration ping_every = 10s;
constexpr base::duration dead_after = 30s;
constexpr base::duration drain_quiet = 1s;  // of the replaced connection, before it is closed
constexpr base::duration drain_limit = 8s;
constexpr base::duration proven_after = 30s;        // live: one that went sooner is no success
constexpr base::duration of_use_after = 500ms;      // live, and with an envelope: it did what it is there for
constexpr base::duration between_openings = 600ms;  // at most
constexpr base::duration before_widening = 10min;   // again, where Slack allowed fewer than are wanted
constexpr base::duration close_limit = 1500ms;  // the shell's own bound is 1 s; this one is for its failure

/// So long before Slack ends a connection its replacement is opened.
base::duration refresh_margin(base::duration promised) {
  return std::min<base::duration>(60s, promised / 10);
}

}  // namespace

socket_mode_fsm::socket_mode_fsm(std::size_t wanted, net::backoff pace)
    : most_(wanted), wanted_(wanted), backoff_(pace), spread_(between_openings, between_openings) {}

net::backoff socket_mode_fsm::standard_pace() {
  return net::backoff(1s, 60s);
}

socket_mode_fsm::connection* socket_mode_fsm::find(connection_number n) {
  auto const found = connections_.find(n);
  return found == connections_.end() ? nullptr : &found->second;
}

std::size_t socket_mode_fsm::live() const {
  return static_cast<std::size_t>(
      std::count_if(connections_.begin(), connections_.end(),
                    [](auto const& one) { return one.second.state == phase::live; }));
}

std::size_t socket_mode_fsm::staying() const {
  return static_cast<std::size_t>(
      std::count_if(connections_.begin(), connections_.end(),
                    [](auto const& one) { return one.second.state == phase::live && !one.second.leaving; }));
}

void socket_mode_fsm::prove(connection& c, base::duration now) {
  if (c.proven || c.state != phase::live || now - c.live_since < proven_after) return;
  c.proven = true;
  backoff_.reset();
}

base::duration socket_mode_fsm::pause_after(connection const& c, base::duration now) {
  // A server that says hello and disconnects us at once must not make us reconnect as fast as we can.
  bool const was_of_use = c.last_envelope > c.live_since && now - c.live_since >= of_use_after;
  return c.proven || was_of_use ? base::duration(0) : std::max<base::duration>(backoff_.next(), 1us);
}

void socket_mode_fsm::replace(connection& c, base::duration now, actions& todo) {
  prove(c, now);
  c.refresh_at.reset();
  if (c.leaving) return;
  c.leaving = true;
  even_out(pause_after(c, now), now, todo);
}

void socket_mode_fsm::even_out(base::duration wait, base::duration now, actions& todo) {
  if (stopping_) return;
  for (auto const& [n, c] : connections_)
    if (live() > wanted_ && c.state == phase::live && c.leaving) drain(n, now, todo);
  if (staying() >= wanted_) return;
  if (attempt_ == attempt::waiting)
    attempt_at_ = std::max(attempt_at_, now + wait);
  else
    open_after(wait, now, todo);
}

void socket_mode_fsm::shrink(base::duration now) {
  if (most_ == 1) return;
  wanted_ = 1;
  widen_at_ = now + before_widening;
}

void socket_mode_fsm::report(bool up, std::string why, actions& todo) const {
  todo.emplace_back(action::kind::report, 0, std::move(why)).up = up;
}

actions socket_mode_fsm::start(base::duration now) {
  actions todo;
  open_after(0s, now, todo);
  return todo;
}

void socket_mode_fsm::open_after(base::duration wait, base::duration now, actions& todo) {
  if (attempt_ != attempt::none || stopping_) return;
  if (wait > 0s) {
    attempt_ = attempt::waiting;
    attempt_at_ = now + wait;
  } else {
    attempt_ = attempt::asking;
    todo.emplace_back(action::kind::request_ticket);
  }
}

void socket_mode_fsm::attempt_failed(std::string why, base::duration now, actions& todo) {
  attempt_ = attempt::none;
  report(is_up(), std::move(why), todo);
  even_out(std::max<base::duration>(backoff_.next(), 1us), now, todo);
}

actions socket_mode_fsm::ticket_granted(std::string url, base::duration now) {
  actions todo;
  if (attempt_ != attempt::asking) return todo;
  attempt_ = attempt::dialing;
  auto& fresh = connections_[++last_number_];
  fresh.deadline = now + hello_deadline;
  fresh.last_heard = now;
  todo.emplace_back(action::kind::connect, last_number_, std::move(url));
  return todo;
}

actions socket_mode_fsm::ticket_failed(error why, base::duration now) {
  actions todo;
  if (attempt_ != attempt::asking) return todo;
  if (why.code == errc::unauthorized) {
    attempt_ = attempt::none;
    stop(std::move(why), now, todo);
  } else if (why.code == errc::rate_limited) {
    attempt_ = attempt::none;
    report(is_up(), to_string(why), todo);
    open_after(std::max<base::duration>(why.retry_after, 1s), now, todo);
  } else {
    attempt_failed(to_string(why), now, todo);
  }
  return todo;
}

actions socket_mode_fsm::connected(connection_number n, base::duration now) {
  if (auto* const c = find(n); c != nullptr && c->state == phase::dialing) {
    c->state = phase::awaiting_hello;
    c->last_heard = now;
  }
  return {};
}

actions socket_mode_fsm::connect_failed(connection_number n, error const& why, base::duration now) {
  return closed(n, to_string(why), now);
}

actions socket_mode_fsm::hello(connection_number n, base::duration promised, base::duration now) {
  actions todo;
  auto* const c = find(n);
  if (c == nullptr || (c->state != phase::awaiting_hello && c->state != phase::dialing)) return todo;
  c->state = phase::live;
  c->last_heard = c->last_ping = c->last_envelope = c->live_since = now;
  if (promised > 0s) c->refresh_at = now + promised - refresh_margin(promised);
  attempt_ = attempt::none;
  report(true, "connected", todo);
  // Only now may the one that it replaces be drained. After an outage all are opened, one after the other.
  even_out(spread_.next(), now, todo);
  return todo;
}

void socket_mode_fsm::activity(connection_number n, base::duration now) {
  if (auto* const c = find(n)) c->last_heard = now;
}

actions socket_mode_fsm::disconnect(connection_number n, std::string const& reason, base::duration now) {
  actions todo;
  auto* const c = find(n);
  if (c == nullptr || stopping_) return todo;
  if (reason == "link_disabled") {
    stop(error(errc::unauthorized,
               "Socket Mode is switched off for this Slack app: switch it on in the app's settings "
               "(api.slack.com/apps > Socket Mode) and start again"),
         now, todo);
    return todo;
  }
  if (reason == "too_many_websockets") shrink(now);
  if (c->state == phase::dialing || c->state == phase::awaiting_hello) {
    todo.emplace_back(action::kind::abort, n);
    lost(n, "Slack asked to leave before its hello (" + reason + ")", now, todo);
  } else if (c->state == phase::live && reason == "too_many_websockets") {
    // Slack would refuse another connection while this one is open: closes it first. The next attempt begins
    // when it is closed.
    prove(*c, now);
    drain(n, now, todo);
    if (!is_up()) report(false, "Slack says that the app has too many connections", todo);
  } else if (c->state == phase::live) {
    replace(*c, now, todo);
  }
  return todo;
}

actions socket_mode_fsm::closed(connection_number n, std::string const& why, base::duration now) {
  actions todo;
  if (find(n) != nullptr) lost(n, why, now, todo);
  return todo;
}

void socket_mode_fsm::lost(connection_number n, std::string why, base::duration now, actions& todo) {
  prove(connections_.at(n), now);
  auto const gone = connections_.at(n);
  connections_.erase(n);
  if (stopping_) return finish_if_done(todo);
  if (gone.state == phase::dialing || gone.state == phase::awaiting_hello)
    return attempt_failed(std::move(why), now, todo);
  if (gone.state == phase::live && (!gone.leaving || !is_up())) report(is_up(), std::move(why), todo);
  if (staying() >= wanted_) return;
  // Its end counts as a failure once: if it was asked to leave, that has been counted.
  auto const is_news = gone.state == phase::live && !gone.leaving && !gone.proven;
  if (attempt_ == attempt::none || (attempt_ == attempt::waiting && is_news))
    even_out(std::max<base::duration>(backoff_.next(), 1us), now, todo);
}

void socket_mode_fsm::envelope_taken(connection_number n, base::duration now) {
  if (auto* const c = find(n)) {
    ++c->in_flight;
    c->last_envelope = now;
  }
}

actions socket_mode_fsm::envelope_done(connection_number n, base::duration now) {
  actions todo;
  if (auto* const c = find(n)) {
    if (c->in_flight > 0) --c->in_flight;
    close_if_drained(n, now, todo);
  }
  return todo;
}

void socket_mode_fsm::reading_paused(connection_number n, bool paused, base::duration now) {
  if (auto* const c = find(n)) {
    c->paused = paused;
    c->last_heard = now;
  }
}

void socket_mode_fsm::drain(connection_number n, base::duration now, actions& todo) {
  auto& c = connections_.at(n);
  c.state = phase::draining;
  c.deadline = now + drain_limit;
  c.last_envelope = std::max(c.last_envelope, now);
  if (stopping_) todo.emplace_back(action::kind::stop_reading, n);
  close_if_drained(n, now, todo);
}

void socket_mode_fsm::close_if_drained(connection_number n, base::duration now, actions& todo) {
  auto const& c = connections_.at(n);
  // What Slack has sent already is still wanted: commands are never sent again.
  auto const quiet = stopping_ || now - c.last_envelope >= drain_quiet;
  if (c.state == phase::draining && c.in_flight == 0 && quiet) close(n, now, todo);
}

void socket_mode_fsm::close(connection_number n, base::duration now, actions& todo) {
  auto& c = connections_.at(n);
  c.state = phase::closing;
  c.deadline = now + close_limit;
  todo.emplace_back(action::kind::close, n);
}

actions socket_mode_fsm::shutdown(base::duration now) {
  actions todo;
  if (!stopping_) stop(std::nullopt, now, todo);
  return todo;
}

void socket_mode_fsm::stop(std::optional<error> failure, base::duration now, actions& todo) {
  stopping_ = true;
  failure_ = std::move(failure);
  attempt_ = attempt::none;
  widen_at_.reset();
  std::vector<connection_number> numbers;
  for (auto const& [n, c] : connections_)
    numbers.push_back(n);
  for (auto const n : numbers) {
    auto const state = connections_.at(n).state;
    if (state == phase::dialing || state == phase::awaiting_hello) {
      todo.emplace_back(action::kind::abort, n);
      connections_.erase(n);
    } else if (state != phase::closing) {
      drain(n, now, todo);
    }
  }
  finish_if_done(todo);
}

void socket_mode_fsm::finish_if_done(actions& todo) {
  if (!stopping_ || finished_ || !connections_.empty()) return;
  finished_ = true;
  todo.emplace_back(action::kind::finish).failure = failure_;
}

actions socket_mode_fsm::tick(base::duration now) {
  actions todo;
  std::vector<connection_number> numbers;
  for (auto const& [n, c] : connections_)
    numbers.push_back(n);
  for (auto const n : numbers)
    tick_one(n, now, todo);
  if (widen_at_ && now >= *widen_at_) {
    widen_at_.reset();
    wanted_ = most_;
    even_out(0s, now, todo);
  }
  if (attempt_ == attempt::waiting && now >= attempt_at_) {
    attempt_ = attempt::none;
    even_out(0s, now, todo);
  }
  return todo;
}

void socket_mode_fsm::tick_one(connection_number n, base::duration now, actions& todo) {
  auto& c = connections_.at(n);
  switch (c.state) {
    case phase::dialing:
    case phase::awaiting_hello:
      if (now < c.deadline) return;
      todo.emplace_back(action::kind::abort, n);
      return lost(n, "no hello within 30 s", now, todo);
    case phase::draining:
      close_if_drained(n, now, todo);
      if (c.state == phase::draining && now >= c.deadline) close(n, now, todo);
      return;
    case phase::closing:
      if (now < c.deadline) return;
      todo.emplace_back(action::kind::abort, n);
      return lost(n, "closed", now, todo);
    case phase::live:
      break;
  }
  prove(c, now);
  if (!c.paused && now - c.last_heard >= dead_after) {
    todo.emplace_back(action::kind::abort, n);
    return lost(n, "nothing heard for 30 s", now, todo);
  }
  if (now - c.last_ping >= ping_every) {
    c.last_ping = now;
    todo.emplace_back(action::kind::ping, n);
  }
  if (c.refresh_at && now >= *c.refresh_at) replace(c, now, todo);
}

std::optional<base::duration> socket_mode_fsm::wake_at() const {
  std::optional<base::duration> first;
  auto const consider = [&](base::duration at) { first = first ? std::min(*first, at) : at; };
  if (attempt_ == attempt::waiting) consider(attempt_at_);
  if (widen_at_) consider(*widen_at_);
  for (auto const& [n, c] : connections_) {
    if (c.state == phase::live) {
      consider(c.last_ping + ping_every);
      if (!c.paused) consider(c.last_heard + dead_after);
      if (c.refresh_at) consider(*c.refresh_at);
    } else {
      consider(c.deadline);
      if (c.state == phase::draining && c.in_flight == 0) consider(c.last_envelope + drain_quiet);
    }
  }
  return first;
}

}  // namespace huzzah::slack
