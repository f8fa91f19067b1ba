// Every decision of the Socket Mode protocol, without a socket or a clock: takes what happened, and returns
// what to do. socket_mode.cpp does the I/O.
#pragma once

#include "base/error.hpp"
#include "net/retry.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace huzzah::slack {

/// Numbers connections; never used twice, so that a late event of a replaced one is recognised.
using connection_number = std::uint64_t;

/// What the shell has to do next, in order.
class action {
 public:
  enum class kind {
    request_ticket,  ///< ask apps.connections.open; answer with ticket_granted() or ticket_failed()
    connect,         ///< dial `url`; answer with connected() or connect_failed()
    ping,            ///< send a ping frame
    stop_reading,    ///< take no more envelopes from it, finish those that were taken
    close,           ///< the closing handshake, for at most a second; answer with closed()
    abort,           ///< drop it at once; needs no answer
    report,          ///< `up` or down, and one line why
    finish,          ///< all is over; `failure` holds why if it was not asked for
  };
  explicit action(kind type_, connection_number connection_ = 0, std::string text_ = {})
      : type(type_), connection(connection_), text(std::move(text_)) {}

  kind type;
  connection_number connection;
  std::string text;  ///< connect: the URL, good for one use; report: why
  bool up = false;   ///< report: whether some connection is live
  std::optional<error> failure;
};

using actions = std::vector<action>;

/// The state machine. It keeps `wanted` connections open, so that the end of one is no gap. Times are uptimes
/// and must not run backwards.
class socket_mode_fsm {
 public:
  explicit socket_mode_fsm(std::size_t wanted, net::backoff pace = standard_pace());

  /// Full jitter from 1 s up to 60 s.
  static net::backoff standard_pace();

  actions start(base::duration now);
  actions ticket_granted(std::string url, base::duration now);
  actions ticket_failed(error why, base::duration now);
  actions connected(connection_number n, base::duration now);
  actions connect_failed(connection_number n, error const& why, base::duration now);
  /// The hello came; `promised` is how long Slack means to keep the connection, 0 if it did not say.
  actions hello(connection_number n, base::duration promised, base::duration now);
  /// Any frame is a sign of life, pongs included.
  void activity(connection_number n, base::duration now);
  /// Slack asks to leave.
  actions disconnect(connection_number n, std::string const& reason, base::duration now);
  /// The connection ended, whichever side ended it.
  actions closed(connection_number n, std::string const& why, base::duration now);
  /// An envelope is being handled, and then no longer.
  void envelope_taken(connection_number n, base::duration now);
  actions envelope_done(connection_number n, base::duration now);
  /// While the shell does not read (back-pressure), silence says nothing.
  void reading_paused(connection_number n, bool paused, base::duration now);
  /// Stops gracefully: finish comes when the last connection is closed.
  actions shutdown(base::duration now);
  /// Time went by. To be called at wake_at(), and harmless at any other time.
  actions tick(base::duration now);

  /// When tick() is due next.
  std::optional<base::duration> wake_at() const;
  /// Whether at least one connection is live.
  bool is_up() const { return live() > 0; }
  /// How many connections are live.
  std::size_t live() const;

 private:
  enum class phase { dialing, awaiting_hello, live, draining, closing };
  struct connection {
    phase state = phase::dialing;
    base::duration deadline{0};  ///< of dialing and hello together, of draining, of closing
    base::duration live_since{0};
    base::duration last_heard{0};
    base::duration last_ping{0};
    base::duration last_envelope{0};
    std::optional<base::duration> refresh_at;
    std::size_t in_flight = 0;
    bool paused = false;
    bool proven = false;   ///< live for long enough to count as a success
    bool leaving = false;  ///< live, and drained as soon as another one has taken its place
  };
  using connections = std::map<connection_number, connection>;

  connection* find(connection_number n);
  /// Those that are live and not leaving.
  std::size_t staying() const;
  /// Forgets the failures before once a connection has lasted.
  void prove(connection& c, base::duration now);
  /// Opens the connection that takes a live one's place.
  void replace(connection& c, base::duration now, actions& todo);
  /// How long to wait before a connection that has ended is replaced.
  base::duration pause_after(connection const& c, base::duration now);
  /// Opens another one where too few are staying, and drains those that leave where there are enough.
  void even_out(base::duration wait, base::duration now, actions& todo);
  void open_after(base::duration wait, base::duration now, actions& todo);
  /// Slack allows fewer connections than are wanted: keeps one for a while.
  void shrink(base::duration now);
  void attempt_failed(std::string why, base::duration now, actions& todo);
  void lost(connection_number n, std::string why, base::duration now, actions& todo);
  void drain(connection_number n, base::duration now, actions& todo);
  void close_if_drained(connection_number n, base::duration now, actions& todo);
  void close(connection_number n, base::duration now, actions& todo);
  void stop(std::optional<error> failure, base::duration now, actions& todo);
  void finish_if_done(actions& todo);
  void tick_one(connection_number n, base::duration now, actions& todo);
  void report(bool up, std::string why, actions& todo) const;

  std::size_t most_;
  std::size_t wanted_;  ///< of `most_`, for now
  std::optional<base::duration> widen_at_;
  net::backoff backoff_;
  net::backoff spread_;  ///< between two that are opened without a failure
  connections connections_;
  connection_number last_number_ = 0;
  /// The one owner of reconnection: at most one attempt waits, asks for a ticket, or dials.
  enum class attempt { none, waiting, asking, dialing } attempt_ = attempt::none;
  base::duration attempt_at_{0};
  bool stopping_ = false;
  bool finished_ = false;
  std::optional<error> failure_;
};

}  // namespace huzzah::slack
