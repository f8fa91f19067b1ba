// The I/O of Socket Mode; socket_mode_fsm makes every decision. The coroutines that use a connection own it
// together, and each of them owns the shell.
#include "slack/socket_mode.hpp"

#include "base/failpoint.hpp"
#include "slack/acknowledgement.hpp"
#include "slack/json.hpp"
#include "slack/socket_counts.hpp"
#include "slack/socket_link.hpp"
#include "slack/socket_mode_fsm.hpp"

#include <spdlog/spdlog.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>

#include <utility>
#include <vector>

namespace huzzah::slack {

namespace {

using namespace std::chrono_literals;
using namespace asio::experimental::awaitable_operators;

constexpr std::size_t most_in_flight = 256;
constexpr base::duration dial_deadline = 30s;
constexpr base::duration close_deadline = 1s;
constexpr base::duration stop_deadline = 9'500ms;
constexpr base::duration longest_nap = 60s;
/// Slack waits 3 s for the answer to a command.
constexpr base::duration answer_deadline = 2'800ms;

}  // namespace

class socket_mode::shell : public std::enable_shared_from_this<shell> {
 public:
  shell(asio::any_io_executor executor, slack_options const& options, slack_workspace& workspace,
        base::clock& clock, chat::event_handler handler,
        std::function<void(connection_state const&)> on_state)
      : executor_(std::move(executor)),
        workspace_(workspace),
        clock_(clock),
        handler_(std::move(handler)),
        on_state_(std::move(on_state)),
        api_(options.api_url.ends_with('/') ? options.api_url : options.api_url + "/", options.app_token,
             workspace.client(), clock),
        fsm_(static_cast<std::size_t>(std::max(options.connections, 1))),
        changed_(executor_),
        room_(executor_) {
    us_.workspace = workspace.id();
    us_.self = workspace.self();
  }

  awaitable<result<>> run() {
    auto const self = shared_from_this();
    obey(fsm_.start(now()));
    while (!finished_) {
      auto const due = fsm_.wake_at();
      auto const nap = due ? std::clamp<base::duration>(*due - now(), 0s, longest_nap) : longest_nap;
      napping_until_ = now() + nap;
      if (nap > 0s) co_await (clock_.sleep_for(nap) || changed_.wait());
      if (!finished_) obey(fsm_.tick(now()));
    }
    while (handling_ + answering_ + saying_ > 0 && now() < stop_by_)
      co_await (clock_.sleep_for(stop_by_ - now()) || room_.wait());
    if (failure_) co_return *failure_;
    co_return result<>();
  }

  void stop() {
    stop_by_ = now() + stop_deadline;
    obey(fsm_.shutdown(now()));
  }

  bool is_connected() const { return fsm_.is_up(); }

  socket_stats stats() const {
    auto now = counts_.stats();
    now.open = fsm_.live();
    now.in_flight = handling_ + answering_;
    return now;
  }

  api_stats const& calls() const { return api_.stats(); }

 private:
  using link_ptr = std::shared_ptr<socket_link>;
  using work_of_event = std::optional<awaitable<result<chat::reply>>>;

  base::duration now() const { return clock_.uptime(); }

  void spawn(awaitable<> work) {
    asio::co_spawn(executor_, std::move(work), [](std::exception_ptr bug) {
      if (bug) std::rethrow_exception(bug);
    });
  }

  link_ptr find(connection_number n) const {
    auto const found = links_.find(n);
    return found == links_.end() ? nullptr : found->second;
  }

  void obey(actions todo) {
    for (auto& one : todo)
      obey(one);
    // Nearly every frame only postpones deadlines: the timer is not reset, but looks again when it fires.
    auto const due = fsm_.wake_at();
    if (!todo.empty() || (due && *due < napping_until_)) changed_.notify_all();
  }

  void obey(action& one) {
    auto const used = find(one.connection);
    switch (one.type) {
      case action::kind::request_ticket:
        return spawn(ask_ticket(shared_from_this()));
      case action::kind::connect: {
        auto const fresh = std::make_shared<socket_link>(executor_);
        links_[one.connection] = fresh;
        return spawn(serve(shared_from_this(), one.connection, fresh, std::move(one.text)));
      }
      case action::kind::ping:
        if (used && used->socket) spawn(ping(shared_from_this(), used));
        return;
      case action::kind::stop_reading:
        if (used) used->takes_nothing = true;
        return;
      case action::kind::close:
        if (used && used->socket) spawn(close(shared_from_this(), one.connection, used));
        return;
      case action::kind::abort:
        return drop(one.connection, used);
      case action::kind::report:
        return report(one.up, one.text);
      case action::kind::finish:
        return finish(std::move(one.failure));
    }
  }

  void drop(connection_number n, link_ptr const& used) {
    links_.erase(n);
    if (!used) return;
    used->dropped = true;
    if (used->socket) used->socket->abort();
    room_.notify_all();
  }

  void report(bool up, std::string const& why) {
    spdlog::log(up ? spdlog::level::info : spdlog::level::warn, "slack: {}", why);
    if (up == reported_up_) return;
    reported_up_ = up;
    if (on_state_) on_state_(connection_state{up, why});
  }

  void finish(std::optional<error> failure) {
    failure_ = std::move(failure);
    finished_ = true;
    if (stop_by_ == base::duration::max()) stop_by_ = now() + stop_deadline;
    for (auto const& [n, used] : links_)
      if (used->socket) used->socket->abort();
    links_.clear();
  }

  // The coroutines. Each owns a share of the shell.

  static awaitable<> ask_ticket(std::shared_ptr<shell> self) {
    api_call call("apps.connections.open", unlimited, repeat::never);
    auto const answer = co_await self->api_.call(std::move(call));
    if (self->finished_) co_return;
    auto url = answer ? string_member(answer->body(), "url") : std::string();
    if (!url.empty()) co_return self->obey(self->fsm_.ticket_granted(std::move(url), self->now()));
    auto const no_url = error(errc::bad_message, "apps.connections.open: no URL");
    self->obey(self->fsm_.ticket_failed(answer ? no_url : answer.error(), self->now()));
  }

  static awaitable<> ping(std::shared_ptr<shell> /*self*/, link_ptr used) { co_await used->socket->ping(); }

  static awaitable<> close(std::shared_ptr<shell> self, connection_number n, link_ptr used) {
    co_await used->socket->close(close_deadline);
    used->dropped = true;
    self->over(n, "closed");
  }

  void over(connection_number n, std::string const& why) {
    links_.erase(n);
    room_.notify_all();
    if (!finished_) obey(fsm_.closed(n, why, now()));
  }

  static awaitable<> serve(std::shared_ptr<shell> self, connection_number n, link_ptr used, std::string url) {
    auto opened = co_await net::open_websocket(std::move(url), self->workspace_.connections(), dial_deadline);
    if (used->dropped || self->finished_) co_return;
    if (!opened) {
      self->links_.erase(n);
      self->obey(self->fsm_.connect_failed(n, opened.error(), self->now()));
      co_return;
    }
    used->socket = std::move(*opened);
    used->socket->on_activity([watcher = self.get(), n] { watcher->fsm_.activity(n, watcher->now()); });
    used->socket->on_idle([answers = &used->answers] { answers->release(); });
    self->obey(self->fsm_.connected(n, self->now()));
    self->spawn(answer_events(self, n, used));
    std::string why;
    while (why.empty()) {
      auto const frame = co_await used->socket->read();
      if (!frame)
        why = to_string(frame.error());
      else if (!used->takes_nothing && !used->dropped && !self->finished_)
        self->take(n, used, *frame);
      if (why.empty() && self->is_full()) co_await self->wait_for_room(n, used);
    }
    used->socket->on_activity({});
    used->socket->on_idle({});
    used->answers.end();
    if (!used->dropped) self->over(n, why);
  }

  bool is_full() const { return handling_ >= most_in_flight || answering_ >= most_in_flight; }

  /// Back-pressure: reads nothing while as many envelopes as allowed are being handled. Where the connection
  /// itself takes no answers, its silence still counts.
  awaitable<> wait_for_room(connection_number n, link_ptr used) {
    used->answers.release();
    auto const busy = handling_ >= most_in_flight;
    if (busy) fsm_.reading_paused(n, true, now());
    while (is_full() && !used->dropped && !finished_)
      co_await room_.wait();
    if (busy) fsm_.reading_paused(n, false, now());
  }

  void take(connection_number n, link_ptr const& used, std::string_view frame) {
    auto received = decode_envelope(frame, us_, clock_.now());
    if (!received.problem.empty()) spdlog::warn("slack: ignored {}", received.problem);
    if (received.kind == envelope_kind::hello) {
      counts_.greeted();
      return obey(fsm_.hello(n, received.connection_time, now()));
    }
    if (received.kind == envelope_kind::disconnect)
      return obey(fsm_.disconnect(n, received.disconnect_reason, now()));
    if (!received.changed_person.empty()) workspace_.forget_person(received.changed_person);
    if (!received.changed_channel.empty()) workspace_.forget_channel(received.changed_channel);
    if (!received.changed_group.empty()) workspace_.forget_group(received.changed_group);
    if (received.token_revoked) spawn(workspace_.check_token());
    if (!received.event && received.id.empty()) return;
    base::failpoint("before recording");
    counts_.taken(received);
    used->answers.hold();
    auto const arrived = now();
    fsm_.envelope_taken(n, arrived);
    auto work = start(received);
    if (!work && is_acknowledged_later(received)) {
      ++answering_;
      return answer_later(n, used, received, arrived);
    }
    ++handling_;
    spawn(handle(shared_from_this(), n, used, std::move(received), arrived, std::move(work)));
  }

  /// Handles an envelope, without acknowledging it. An exception in the handler fails its event, not the
  /// connection.
  work_of_event start(envelope& received) {
    if (!received.event) return std::nullopt;
    try {
      return handler_(std::move(*received.event));
    } catch (std::exception const& bug) {
      return failed(bug.what());
    }
  }

  static awaitable<result<chat::reply>> failed(std::string why) { co_return error(errc::io_failed, why); }

  /// The acknowledgement of an event has no payload, and is sent together with others.
  static bool is_acknowledged_later(envelope const& received) {
    return received.kind == envelope_kind::events_api && !received.id.empty();
  }

  /// Acknowledges an event, together with the others that are ready by then.
  void answer_later(connection_number n, link_ptr const& used, envelope const& received,
                    base::duration arrived) {
    base::failpoint("before acknowledging");
    auto answer = acknowledge(received, chat::reply());
    if (used->answers.add(std::move(answer->frame), arrived)) return;
    answered(n, {arrived}, error(errc::closed, "the connection has ended meanwhile"));
  }

  static awaitable<> answer_events(std::shared_ptr<shell> self, connection_number n, link_ptr used) {
    event_answers::listener on_sent = [shell = self.get(), n](auto const& arrivals, auto const& sent) {
      shell->answered(n, arrivals, sent);
    };
    co_await used->answers.run(*used->socket, std::move(on_sent));
  }

  void answered(connection_number n, std::vector<base::duration> const& arrivals, result<> const& sent) {
    if (!sent) spdlog::warn("slack: could not acknowledge: {}", to_string(sent.error()));
    base::failpoint("after acknowledging");
    answering_ -= arrivals.size();
    auto const at = now();
    for (auto const arrived : arrivals) {
      counts_.answered(sent.has_value(), at - arrived);
      if (!finished_) obey(fsm_.envelope_done(n, at));
    }
    room_.notify_all();
  }

  static awaitable<> handle(std::shared_ptr<shell> self, connection_number n, link_ptr used,
                            envelope received, base::duration arrived, work_of_event work) {
    auto const outcome = co_await finish(std::move(work));
    --self->handling_;
    ++self->answering_;
    self->room_.notify_all();
    if (!outcome) {
      self->counts_.unhandled();
      spdlog::error("slack: could not handle an event: {}", to_string(outcome.error()));
    }
    if (outcome && is_acknowledged_later(received)) co_return self->answer_later(n, used, received, arrived);
    auto answer = acknowledge(received, outcome, self->now() - arrived > answer_deadline);
    base::failpoint("before acknowledging");
    if (answer && !received.id.empty()) {
      auto const sent = co_await used->socket->write(std::move(answer->frame));
      // Slack sends an event again that it takes for lost; a command is answered below.
      if (!sent) spdlog::warn("slack: could not acknowledge: {}", to_string(sent.error()));
      if (!sent && answer->later.empty()) answer->later = std::move(answer->if_lost);
      self->counts_.answered(sent.has_value(), self->now() - arrived);
    }
    base::failpoint("after acknowledging");
    --self->answering_;
    ++self->saying_;
    self->room_.notify_all();
    if (!self->finished_) self->obey(self->fsm_.envelope_done(n, self->now()));
    if (answer && !answer->later.empty()) {
      auto const said = co_await self->workspace_.respond(received.response_url, std::move(answer->later));
      if (!said) spdlog::warn("slack: could not answer: {}", to_string(said.error()));
    }
    --self->saying_;
    self->room_.notify_all();
  }

  static awaitable<result<chat::reply>> finish(work_of_event work) {
    if (!work) co_return chat::reply();
    try {
      co_return co_await std::move(*work);
    } catch (std::exception const& bug) {
      co_return error(errc::io_failed, bug.what());
    }
  }

  asio::any_io_executor executor_;
  slack_workspace& workspace_;
  base::clock& clock_;
  chat::event_handler handler_;
  std::function<void(connection_state const&)> on_state_;
  web_api api_;
  identity us_;
  socket_mode_fsm fsm_;
  std::map<connection_number, link_ptr> links_;
  base::wake_up changed_;  ///< the state machine's deadlines may have moved
  base::wake_up room_;     ///< an envelope was handled
  socket_counts counts_;
  std::size_t handling_ = 0;
  std::size_t answering_ = 0;
  std::size_t saying_ = 0;
  base::duration napping_until_{0};
  base::duration stop_by_ = base::duration::max();
  bool reported_up_ = false;
  bool finished_ = false;
  std::optional<error> failure_;
};

socket_mode::socket_mode(asio::any_io_executor executor, slack_options const& options,
                         slack_workspace& workspace, base::clock& clock, chat::event_handler handler,
                         std::function<void(connection_state const&)> on_state)
    : shell_(std::make_shared<shell>(std::move(executor), options, workspace, clock, std::move(handler),
                                     std::move(on_state))) {}

socket_mode::~socket_mode() = default;

awaitable<result<>> socket_mode::run() {
  return shell_->run();
}

void socket_mode::stop() {
  shell_->stop();
}

bool socket_mode::is_connected() const {
  return shell_->is_connected();
}

socket_stats socket_mode::stats() const {
  return shell_->stats();
}

api_stats const& socket_mode::calls() const {
  return shell_->calls();
}

}  // namespace huzzah::slack
