// Envelopes: sending, acknowledgement, redelivery.
#include "sandbox/socket_mode/app_events.hpp"
#include "sandbox/socket_mode/socket_mode_server.hpp"
#include "sandbox/wire/http_answers.hpp"

#include <nlohmann/json.hpp>

#include <utility>

namespace huzzah::sandbox {

using nlohmann::json;

namespace {

using namespace std::chrono_literals;

constexpr auto answer_limit = 3s;

/// The payload is text already: it is sent again unchanged, and it may be large.
std::string envelope(std::string const& id, std::string const& type, std::string const& payload,
                     bool accepts_answer, json const& more) {
  auto frame = json{{"envelope_id", id}, {"type", type}, {"accepts_response_payload", accepts_answer}};
  frame.update(more);
  auto text = to_text(frame);
  text.pop_back();
  return text + ",\"payload\":" + payload + "}";
}

}  // namespace

void socket_mode_server::send_event(json const& inner) {
  send_payload(event_callback(place_, inner));
}

void socket_mode_server::send_payload(json const& payload) {
  delivery event(place_.ids.uuid(), to_text(payload));
  if (place_.faults.delay_events_ms <= 0) return release(std::move(event));
  auto late = std::make_shared<delivery>(std::move(event));
  tasks_.start(release_later(std::move(late), std::chrono::milliseconds(place_.faults.delay_events_ms)));
}

awaitable<> socket_mode_server::release_later(std::shared_ptr<delivery> event, base::duration wait) {
  bool const goes_on = co_await tasks_.sleep_for(wait);
  if (goes_on) release(std::move(*event));
}

void socket_mode_server::release(delivery event) {
  if (place_.faults.hold_events || (place_.faults.reverse_events && held_.empty())) {
    held_.push_back(std::move(event));
    return;
  }
  dispatch(std::move(event));
  release_held();
}

void socket_mode_server::release_held(std::vector<std::size_t> const& order) {
  auto waiting = std::exchange(held_, {});
  std::vector<bool> sent(waiting.size(), false);
  auto const send = [&](std::size_t number) {
    if (number >= waiting.size() || sent[number]) return;
    sent[number] = true;
    dispatch(std::move(waiting[number]));
  };
  for (auto const number : order)
    send(number);
  for (std::size_t number = 0; number < waiting.size(); ++number)
    send(number);
}

void socket_mode_server::redeliver_now() {
  send_due();  // what is over by now rests only from here on
  schedule_.hurry(place_.clock.uptime());
  scheduled_.raise();
}

void socket_mode_server::give_up_unacked() {
  held_.clear();
  schedule_.give_up();
}

bool socket_mode_server::transmit(std::string const& text) {
  auto* to = choose();
  if (to == nullptr) return false;
  to->line->send(text);
  ++place_.seen.envelopes_sent;
  return true;
}

void socket_mode_server::dispatch(delivery event) {
  auto const text =
      envelope(event.envelope_id, "events_api", event.payload, false,
               {{"retry_attempt", event.attempt}, {"retry_reason", event.attempt == 0 ? "" : "timeout"}});
  // Without a connection this try fails as if it had not been acknowledged.
  for (int copy = 0; copy <= place_.faults.duplicate_events; ++copy)
    transmit(text);
  if (event.attempt > 0) {
    ++place_.seen.redeliveries;
    return;
  }
  auto const planned = schedule_.next();
  schedule_.sent(std::move(event), place_.clock.uptime());
  if (!planned || *schedule_.next() < *planned) scheduled_.raise();
}

void socket_mode_server::send_due() {
  for (auto& event : schedule_.due(place_.clock.uptime()))
    dispatch(std::move(event));
}

awaitable<> socket_mode_server::redeliver() {
  while (!tasks_.stopping()) {
    auto const seen = scheduled_.count();
    send_due();
    auto const next = schedule_.next();
    if (next)
      co_await scheduled_.wait_up_to(seen, place_.clock, *next - place_.clock.uptime());
    else
      co_await scheduled_.wait(seen);
  }
}

awaitable<document> socket_mode_server::ask(std::string type, document payload, bool accepts_answer) {
  auto const id = place_.ids.uuid();
  auto const open = std::make_shared<question>(tasks_.executor());
  auto const text = envelope(id, type, to_text(*payload), accepts_answer, json::object());
  if (!transmit(text)) co_return nullptr;
  auto const sent = place_.clock.uptime();
  questions_.emplace(id, open);
  auto const seen = open->answered.count();
  co_await open->answered.wait_up_to(seen, place_.clock, answer_limit);
  questions_.erase(id);
  if (open->answer) place_.seen.record_ack(place_.clock.uptime() - sent);
  co_return open->answer;
}

void socket_mode_server::heard(std::string_view text) {
  auto const said = json::parse(text, nullptr, false);
  if (!said.is_object() || !said.contains("envelope_id") || !said["envelope_id"].is_string()) return;
  if (place_.faults.drop_ack()) return;
  auto const id = said["envelope_id"].get<std::string>();
  auto const age = schedule_.age(id, place_.clock.uptime());
  if (auto const latency = schedule_.acknowledge(id, place_.clock.uptime())) {
    if (*age > 1s) ++place_.seen.late_acks;
    place_.seen.record_ack(*latency);
    return;
  }
  auto const open = questions_.find(id);
  if (open == questions_.end()) {
    ++place_.seen.other_acks;
    return;
  }
  open->second->answer = std::make_shared<json const>(said.value("payload", json()));
  open->second->answered.raise();
}

bool socket_mode_server::send_raw(std::string text) {
  auto* to = choose();
  if (to == nullptr) return false;
  to->line->send(std::move(text));
  return true;
}

}  // namespace huzzah::sandbox
