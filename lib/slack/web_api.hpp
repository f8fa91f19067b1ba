// Calling Slack's Web API: at its pace, with a deadline, again where that is safe.
#pragma once

#include "base/async.hpp"
#include "base/clock.hpp"
#include "net/https_client.hpp"
#include "slack/api_answer.hpp"
#include "slack/rate_limit.hpp"

#include <nlohmann/json_fwd.hpp>

#include <functional>
#include <map>
#include <optional>
#include <string>

namespace huzzah::slack {

/// Whether a call may be made again when it is unknown if it took effect, or was refused for now.
enum class repeat { safe, never };

/// One call. Texts go as they are, other values as JSON text, as Slack's form encoding wants it.
class api_call {
 public:
  api_call(std::string method_, pace allowed_, repeat again_)
      : method(std::move(method_)), key(method), allowed(allowed_), again(again_) {}

  /// Adds an argument; an empty text is left out.
  void set(std::string name, std::string value);
  void set(std::string name, nlohmann::json const& value);

  std::string method;
  std::string key;  ///< what the pace is kept for; the method unless it is set
  pace allowed;
  std::optional<pace> method_pace;  ///< for all calls of the method together, where the key is another
  repeat again;
  std::map<std::string, std::string> arguments;
};

/// What the calls have come to so far.
class api_stats {
 public:
  std::uint64_t calls = 0;         ///< requests that were made, each repetition too
  std::uint64_t failed = 0;        ///< of those, for whatever reason
  std::uint64_t rate_limited = 0;  ///< of those, since Slack said that it was too much (429)
  std::uint64_t waits = 0;         ///< turns that were waited for, by our own pace or Slack's wish
  base::duration waited{0};        ///< all those waits together

  api_stats& operator+=(api_stats const& more);
};

/// The methods under one token. I/O thread only; client and clock must outlive it.
class web_api {
 public:
  /// `url` ends in a slash. The token is sent to it and shown nowhere else.
  web_api(std::string url, std::string token, net::https_client& client, base::clock& clock);

  /// Fails as read_answer() or https_client::send() do; rate_limited also when our own pace would make the
  /// call wait too long.
  awaitable<result<api_answer>> call(api_call wanted);

  /// Posts JSON to a response_url that Slack gave, without the token. It is repeated only while Slack can't
  /// be reached, for as long as such a URL is good for.
  awaitable<result<>> respond(std::string url, std::string json);
  /// Posts a file's bytes to an upload_url that Slack gave, without the token. It is not repeated.
  awaitable<result<>> upload(std::string url, std::string bytes);

  /// Sets the function that is called, perhaps more than once, when Slack no longer takes the token. A call
  /// that is refused for it is believed only if auth.test is refused too.
  void when_refused(std::function<void(error const&)> call) { refused_ = std::move(call); }
  /// Asks whether Slack takes the token, which when_refused() tells if not.
  awaitable<> check_token();

  api_stats const& stats() const { return stats_; }

 private:
  net::http_request request_of(api_call const& wanted) const;
  awaitable<result<>> wait_turn(std::string key, pace allowed, base::duration until);
  awaitable<> wait_for(base::duration length);
  awaitable<result<>> deliver(std::string what, net::http_request request);
  awaitable<result<api_answer>> attempt(std::string method, net::http_request request);

  std::string url_;
  std::string token_;
  net::https_client& client_;
  base::clock& clock_;
  rate_limiter limiter_;
  api_stats stats_;
  std::function<void(error const&)> refused_;
};

}  // namespace huzzah::slack
