// Socket Mode, the server's side: connections, envelopes, acknowledgements.
#pragma once

#include "sandbox/socket_mode/redelivery.hpp"
#include "sandbox/socket_mode/socket_line.hpp"
#include "sandbox/wire/tasks.hpp"
#include "sandbox/workspace/workspace.hpp"

#include <nlohmann/json_fwd.hpp>

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace huzzah::sandbox {

/// All Socket Mode connections of the app. I/O thread only.
class socket_mode_server {
 public:
  socket_mode_server(workspace& place, task_group& tasks);
  socket_mode_server(socket_mode_server const&) = delete;

  /// Uses up a ticket; false if there is no such one.
  bool take_ticket(std::string const& ticket) { return place_.tickets.erase(ticket) > 0; }
  /// Owns a connection until it ends.
  awaitable<> serve(std::unique_ptr<net::websocket> socket);

  /// Delivers an event, again if it must, to any one connection.
  void send_event(nlohmann::json const& inner);
  /// The same with a whole payload.
  void send_payload(nlohmann::json const& payload);
  /// Sends the events that are held: first those that `order` names by number, then the others as they came.
  void release_held(std::vector<std::size_t> const& order = {});
  std::size_t held() const { return held_.size(); }
  /// Delivers a command or an interaction and waits at most 3 s. The acknowledgement's payload (null inside
  /// if it had none), or a null document if there was no acknowledgement.
  awaitable<document> ask(std::string type, document payload, bool accepts_answer);
  /// Sends a text as it is to one connection; false if there is none.
  bool send_raw(std::string text);

  /// Sends `disconnect` to all connections, or to one by its number (0: the oldest), and closes each a little
  /// later.
  void disconnect(std::optional<std::size_t> which, std::string const& reason, base::duration close_after);
  /// Sends again at once what rests between two tries; or gives up whatever is not acknowledged.
  void redeliver_now();
  void give_up_unacked();
  /// Drops all connections, or one by its number.
  void cut(std::optional<std::size_t> which);
  /// The same without closing them: the other side has to find out.
  void freeze(std::optional<std::size_t> which);
  /// Looks at the faults again after they were changed.
  void faults_changed();
  /// Drops all connections and ends all waits.
  void stop();

  std::size_t connections() const;
  std::size_t unacked() const { return schedule_.size(); }
  /// Runs when the number of connections has changed.
  std::function<void(std::size_t)> on_connections;

 private:
  struct connection {
    std::shared_ptr<socket_line> line;
    bool ready = false;    ///< has been greeted
    bool leaving = false;  ///< was asked to disconnect
  };
  struct question {
    explicit question(asio::any_io_executor const& executor) : answered(executor) {}
    notice answered;
    document answer;
  };

  void greet(connection& fresh);
  awaitable<> greet_later(std::shared_ptr<connection> fresh);
  connection* choose();
  std::size_t pick(std::size_t candidates);
  std::vector<std::shared_ptr<connection>> chosen(std::optional<std::size_t> which) const;
  void heard(std::string_view text);
  void release(delivery event);
  void dispatch(delivery event);
  bool transmit(std::string const& text);
  void send_due();
  awaitable<> redeliver();
  awaitable<> release_later(std::shared_ptr<delivery> event, base::duration wait);
  awaitable<> keep_pinging();
  awaitable<> close_later(std::shared_ptr<connection> which, base::duration wait);
  void count_changed();
  /// Takes the time of having no connection at all.
  void watch_gap();

  workspace& place_;
  task_group& tasks_;
  std::vector<std::shared_ptr<connection>> connections_;
  std::size_t turn_ = 0;
  bool was_open_ = false;
  std::optional<base::duration> gap_since_;
  redelivery_schedule schedule_;
  notice scheduled_;
  std::deque<delivery> held_;  ///< for hold_events and reverse_events
  std::map<std::string, std::shared_ptr<question>> questions_;
};

}  // namespace huzzah::sandbox
