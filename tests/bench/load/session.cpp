#include "bench/load/session.hpp"

#include <fmt/format.h>
#include <poll.h>

#include <unistd.h>
#include <algorithm>
#include <chrono>
#include <stdexcept>

namespace huzzah::bench {

namespace {

constexpr std::int64_t second = 1'000'000'000;
constexpr int patience = 30;  // seconds without an acknowledgement

std::int64_t wall_clock() {
  return std::chrono::duration_cast<std::chrono::microseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

double quantile(std::vector<std::int64_t>& values, double share) {
  if (values.empty()) return 0;
  auto const at =
      std::min(values.size() - 1, static_cast<std::size_t>(static_cast<double>(values.size()) * share));
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(at), values.end());
  return static_cast<double>(values[at]) / 1e6;
}

}  // namespace

/// What was used from its making on.
class session::measure {
 public:
  explicit measure(session& of) : of_(of) {
    of_.first_ = of_.next_;
    of_.kudos_ = 0;
    of_.due_.clear();
    of_.latencies_.clear();
  }

  std::string result() {
    auto const took = static_cast<double>(uptime() - began_) / 1e9;
    auto const events = of_.latencies_.size();
    auto const each = [&](std::int64_t used) {
      return static_cast<double>(used) / 1e3 / static_cast<double>(events);
    };
    auto& times = of_.latencies_;
    return fmt::format(
        R"({{"events":{},"kudos":{},"seconds":{:.4f},"per_second":{:.1f},"p50_ms":{:.4f},"p99_ms":{:.4f},"p999_ms":{:.4f},)"
        R"("max_ms":{:.4f},"cpu_us":{:.3f},"generator_cpu_us":{:.3f},"generator_cpu_share":{:.3f},"rss_kb":{},)"
        R"("api_calls":{}}})",
        events, of_.kudos_, took, static_cast<double>(events) / took, quantile(times, .5),
        quantile(times, .99), quantile(times, .999), quantile(times, 1),
        each(cpu_time_of(of_.watched_) - bot_), each(cpu_time_of(getpid()) - own_),
        static_cast<double>(cpu_time_of(getpid()) - own_) / 1e9 / took, resident_memory_of(of_.watched_),
        of_.slack_.calls() - calls_);
  }

 private:
  session& of_;
  std::int64_t began_ = uptime();
  std::int64_t own_ = cpu_time_of(getpid());
  std::int64_t bot_ = cpu_time_of(of_.watched_);
  std::int64_t calls_ = of_.slack_.calls();
};

session::session(fake_slack& slack, envelopes const& forms) : slack_(slack), forms_(forms) {}

void session::greet() {
  auto opened = slack_.take_opened();
  if (!opened) return;
  if (open_ > 0)
    throw std::runtime_error("the bot connected anew and left events without an acknowledgement");
  socket_ = std::make_unique<websocket>(std::move(opened), patience);
  append_frame(batch_,
               R"({"type":"hello","num_connections":1,"debug_info":{"host":"bench","build_number":1,)"
               R"("approximate_connection_time":18060},"connection_info":{"app_id":"A07BENCH0001"}})");
  flush();
  last_ping_ = uptime();
}

std::string session::wait_for_bot() {
  socket_.reset();
  open_ = 0;
  pollfd one{slack_.opened_handle(), POLLIN, 0};
  if (poll(&one, 1, patience * 1'000) <= 0) throw std::runtime_error("no bot connects");
  first_ = next_;
  due_.clear();
  greet();
  auto const greeted = uptime();
  add(false, greeted);
  flush();
  while (open_ > 0)
    hear();
  return fmt::format(R"({{"greeted_s":{:.6f},"answered_s":{:.6f}}})", static_cast<double>(greeted) / 1e9,
                     static_cast<double>(uptime()) / 1e9);
}

std::string session::window(std::int64_t events, std::int64_t in_flight, std::int64_t every) {
  // Several at once, as they leave Slack: a write for each event would cost more than all else here.
  auto const refill = std::max<std::int64_t>(1, in_flight / 8);
  measure measured(*this);
  for (auto left = events; left > 0 || open_ > 0;) {
    if (left > 0 && open_ <= in_flight - refill) {
      auto const now = uptime();
      for (; left > 0 && open_ < in_flight; --left)
        add(next_ % every == 0, now);
      flush();
    }
    hear();
  }
  return measured.result();
}

std::string session::rate(std::int64_t per_second, std::int64_t seconds, std::int64_t every) {
  measure measured(*this);
  auto const began = uptime();
  auto const events = per_second * seconds;
  for (std::int64_t sent = 0; sent < events || open_ > 0;) {
    auto const due = began + sent * second / per_second;
    auto const now = uptime();
    if (sent == events || (now < due && socket_->wait(due - now))) {
      hear();
    } else if (now >= due) {
      add(next_ % every == 0, due);
      flush();
      ++sent;
    }
  }
  return measured.result();
}

std::string session::use() const {
  return fmt::format(R"({{"rss_kb":{},"cpu_s":{:.6f}}})", resident_memory_of(watched_),
                     static_cast<double>(cpu_time_of(watched_)) / 1e9);
}

void session::idle_until(int handle) {
  for (;;) {
    pollfd all[3] = {{handle, POLLIN, 0}, {slack_.opened_handle(), POLLIN, 0}, {-1, POLLIN, 0}};
    if (socket_) all[2].fd = socket_->handle();
    poll(all, 3, 1'000);
    if (all[0].revents != 0) return;
    if (socket_ && all[2].revents != 0 &&
        !socket_->read([this](std::string_view message) { heard(message); }))
      socket_.reset();
    keep_alive();
  }
}

void session::keep_alive() {
  if (!socket_ || uptime() - last_ping_ < 10 * second) return;
  socket_->ping();
  last_ping_ = uptime();
}

void session::add(bool is_kudos, std::int64_t due) {
  last_time_ = std::max(last_time_ + 1, wall_clock());
  forms_.append(batch_, next_++, is_kudos, last_time_);
  if (is_kudos) ++kudos_;
  due_.push_back(due);
  ++open_;
}

void session::flush() {
  if (!socket_ || !socket_->send(batch_)) throw std::runtime_error("the bot is not connected");
  batch_.clear();
}

void session::hear() {
  keep_alive();
  if (!socket_->read([this](std::string_view message) { heard(message); }))
    throw std::runtime_error(
        fmt::format("the bot is gone, or silent, and did not acknowledge {} events", open_));
}

void session::heard(std::string_view message) {
  auto const serial = envelopes::acknowledged(message);
  if (!serial) return;
  auto const index = *serial - first_;
  if (index < 0 || index >= static_cast<std::int64_t>(due_.size()) ||
      due_[static_cast<std::size_t>(index)] == 0)
    throw std::runtime_error("an acknowledgement of what was not sent, or a second one");
  auto& due = due_[static_cast<std::size_t>(index)];
  latencies_.push_back(uptime() - due);
  due = 0;
  --open_;
}

}  // namespace huzzah::bench
