// The acknowledgements of one connection's events: those that are ready are sent together. Internal to slack.
#pragma once

#include "base/async.hpp"
#include "base/clock.hpp"
#include "net/websocket.hpp"

#include <functional>
#include <string>
#include <vector>

namespace huzzah::slack {

/// I/O thread only; must outlive run().
class event_answers {
 public:
  /// Runs after some were sent, or could not be: `arrivals` are the times at which their envelopes came.
  using listener = std::function<void(std::vector<base::duration> const& arrivals, result<> const& sent)>;

  explicit event_answers(asio::any_io_executor const& executor) : moved_(executor) {}

  /// A frame to be sent, and when the envelope arrived that it answers. False after end().
  bool add(std::string frame, base::duration arrived);
  /// More envelopes have been read: what is added waits, to be sent with the answers to those.
  void hold() { held_ = true; }
  /// Lets what was added be sent.
  void release();
  /// Nothing is added after this.
  void end();
  /// Sends what was added, until end() and nothing is left.
  awaitable<> run(net::websocket& on, listener on_sent);

 private:
  std::vector<std::string> frames_;
  std::vector<base::duration> arrivals_;
  bool held_ = false;
  bool over_ = false;
  base::wake_up moved_;
};

}  // namespace huzzah::slack
