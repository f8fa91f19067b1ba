#include "slack/web_api.hpp"

#include "net/retry.hpp"
#include "net/url.hpp"
#include "slack/json.hpp"

namespace huzzah::slack {

namespace {

using namespace std::chrono_literals;

constexpr base::duration call_deadline = 10s;
constexpr base::duration patience = 60s;  // of a call that may be repeated, all waits together
constexpr base::duration short_patience = 10s;
constexpr int most_attempts = 4;
constexpr base::duration response_url_patience = 25min;  // Slack takes it for 30
constexpr auto* token_test = "auth.test";

}  // namespace

void api_call::set(std::string name, std::string value) {
  if (!value.empty()) arguments[std::move(name)] = std::move(value);
}

void api_call::set(std::string name, nlohmann::json const& value) {
  arguments[std::move(name)] = value.is_string() ? value.get<std::string>() : dump(value);
}

api_stats& api_stats::operator+=(api_stats const& more) {
  calls += more.calls;
  failed += more.failed;
  rate_limited += more.rate_limited;
  waits += more.waits;
  waited += more.waited;
  return *this;
}

web_api::web_api(std::string url, std::string token, net::https_client& client, base::clock& clock)
    : url_(std::move(url)), token_(std::move(token)), client_(client), clock_(clock) {}

net::http_request web_api::request_of(api_call const& wanted) const {
  net::http_request request("POST", url_ + wanted.method);
  request.fields.set("Authorization", "Bearer " + token_);
  request.fields.set("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
  for (auto const& [name, value] : wanted.arguments) {
    if (!request.body.empty()) request.body += '&';
    request.body += net::url_encode(name) + "=" + net::url_encode(value);
  }
  return request;
}

awaitable<result<>> web_api::wait_turn(std::string key, pace allowed, base::duration until) {
  for (;;) {
    auto const wait = limiter_.take(key, allowed, clock_.uptime());
    if (wait <= base::duration(0)) co_return result<>();
    if (clock_.uptime() + wait > until) {
      auto const seconds = std::chrono::ceil<std::chrono::seconds>(wait);
      co_return error(errc::rate_limited, key + ": over the pace that Slack allows", seconds);
    }
    co_await wait_for(wait);
  }
}

awaitable<> web_api::wait_for(base::duration length) {
  if (length <= base::duration(0)) co_return;
  ++stats_.waits;
  stats_.waited += length;
  co_await clock_.sleep_for(length);
}

awaitable<result<api_answer>> web_api::attempt(std::string method, net::http_request request) {
  auto const response = co_await client_.send(std::move(request), call_deadline);
  if (response) co_return read_answer(method, *response);
  auto failure = response.error();
  failure.detail = method + ": " + failure.detail;
  co_return failure;
}

awaitable<result<api_answer>> web_api::call(api_call wanted) {
  auto const repeatable = wanted.again == repeat::safe;
  auto const until = clock_.uptime() + (repeatable ? patience : short_patience);
  net::backoff between(500ms, 4s);
  for (auto tried = 1;; ++tried) {
    auto const turn = co_await wait_turn(wanted.key, wanted.allowed, until);
    if (!turn) co_return turn.error();
    if (wanted.method_pace) {
      auto const wait = limiter_.book(wanted.method, *wanted.method_pace, clock_.uptime());
      co_await wait_for(wait);
    }
    auto request = request_of(wanted);
    ++stats_.calls;
    auto answer = co_await attempt(wanted.method, std::move(request));
    if (answer) co_return answer;
    auto const& failure = answer.error();
    ++stats_.failed;
    if (failure.code == errc::rate_limited) ++stats_.rate_limited;
    if (failure.code == errc::rate_limited) limiter_.hold(wanted.key, clock_.uptime() + failure.retry_after);
    if (refused_ && refuses_token(failure)) {
      if (wanted.method == token_test)
        refused_(failure);
      else
        co_await check_token();
    }
    if (!repeatable || tried == most_attempts || !is_transient(failure.code)) co_return answer;
    // After a 429 the next turn comes when Slack said.
    if (failure.code != errc::rate_limited) co_await clock_.sleep_for(between.next());
  }
}

awaitable<> web_api::check_token() {
  api_call test(token_test, unlimited, repeat::safe);
  co_await call(std::move(test));
}

awaitable<result<>> web_api::deliver(std::string what, net::http_request request) {
  auto const response = co_await client_.send(std::move(request), call_deadline);
  if (!response) co_return response.error();
  if (response->status >= 300)
    co_return error(errc::rejected, what + ": HTTP " + std::to_string(response->status));
  co_return result<>();
}

awaitable<result<>> web_api::respond(std::string url, std::string json) {
  net::http_request request("POST", std::move(url));
  request.fields.set("Content-Type", "application/json; charset=utf-8");
  request.body = std::move(json);
  auto const until = clock_.uptime() + response_url_patience;
  net::backoff between(1s, 60s);
  for (;;) {
    auto again = request;
    auto delivered = co_await deliver("response_url", std::move(again));
    // After any other failure it is unknown whether it was said.
    auto const may_repeat = !delivered && delivered.error().code == errc::unreachable;
    if (!may_repeat || clock_.uptime() > until) co_return delivered;
    co_await clock_.sleep_for(between.next());
  }
}

awaitable<result<>> web_api::upload(std::string url, std::string bytes) {
  net::http_request request("POST", std::move(url));
  request.fields.set("Content-Type", "application/octet-stream");
  request.body = std::move(bytes);
  co_return co_await deliver("upload_url", std::move(request));
}

}  // namespace huzzah::slack
