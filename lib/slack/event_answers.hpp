// The acknowledgements of one connection's events: those that are ready leave together. Internal to slack.
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
  /// What became of some: when their envelopes had arrived, and whether they were sent.
  using listener = std::function<void(std::vector<base::duration> const& arrivals, result<> const& sent)>;

  explicit event_answers(asio::any_io_executor const& executor) : moved_(executor) {}

  /// A frame to be sent, and when the envelope arrived that it answers. False after end().
  bool add(std::string frame, base::duration arrived);
  /// More envelopes are at hand: what is added waits for the answers to those.
  void hold() { held_ = true; }
  /// What was added leaves.
  void release();
  /// There will be no more.
  void end();
  /// Sends what was added, until end() and nothing is left.
  awaitable<> run(net::websocket& on, listener told);

 private:
  std::vector<std::string> frames_;
  std::vector<base::duration> arrivals_;
  bool held_ = false;
  bool over_ = false;
  base::wake_up moved_;
};

}  // namespace huzzah::slack
