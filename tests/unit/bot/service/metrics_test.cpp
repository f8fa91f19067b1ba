#include "bot/service/metrics.hpp"

#include <doctest/doctest.h>

#include <set>
#include <sstream>

using namespace huzzah;
using namespace huzzah::bot::service;
using namespace std::chrono_literals;

namespace {

base::time_point const noon{std::chrono::sys_days{std::chrono::year{2026} / 11 / 20} + 12h};

observations busy_bot() {
  observations seen;
  seen.now = noon;
  seen.started_at = noon - 1h;
  seen.ready = true;
  seen.connection.open = 2;
  seen.connection.events = 12;
  seen.connection.commands = 3;
  seen.connection.acknowledged = 15;
  seen.connection.acknowledged_in.bounds = {0.01, 0.1};
  seen.connection.acknowledged_in.counts = {10, 4, 1};
  seen.connection.acknowledged_in.sum = 0.75;
  seen.calls.calls = 7;
  seen.calls.failed = 2;
  seen.calls.rate_limited = 1;
  seen.calls.waited = 1'500ms;
  seen.writer.commits = 5;
  seen.writer.units = 9;
  delivery::metrics signs;
  signs.pending = 4;
  signs.oldest = noon - 90s;
  signs.steps_done = 8;
  seen.database = signs;
  seen.rituals = {{"Stand-up core: prompt", noon - 1s}, {"Digest: post", noon + 1h}};
  seen.log.warnings = 6;
  return seen;
}

bool says(std::string const& text, std::string const& line) {
  return ("\n" + text).find("\n" + line + "\n") != std::string::npos;
}

}  // namespace

TEST_CASE("metrics tell what the parts of the bot have counted") {
  auto const text = metrics_text(busy_bot());
  INFO(text);
  CHECK(says(text, "# TYPE huzzah_connected gauge"));
  CHECK(says(text, "huzzah_connected 1"));
  CHECK(says(text, "huzzah_ready 1"));
  CHECK(says(text, "# TYPE huzzah_envelopes_total counter"));
  CHECK(says(text, R"(huzzah_envelopes_total{type="events_api"} 12)"));
  CHECK(says(text, R"(huzzah_envelopes_total{type="slash_commands"} 3)"));
  CHECK(says(text, R"(huzzah_acks_total{outcome="sent"} 15)"));
  CHECK(says(text, R"(huzzah_api_calls_total{outcome="ok"} 5)"));
  CHECK(says(text, R"(huzzah_api_calls_total{outcome="failed"} 2)"));
  CHECK(says(text, "huzzah_api_rate_limited_total 1"));
  CHECK(says(text, "huzzah_api_wait_seconds_total 1.5"));
  CHECK(says(text, R"(huzzah_commits_total{outcome="done"} 5)"));
  CHECK(says(text, R"(huzzah_units_total{outcome="done"} 9)"));
  CHECK(says(text, R"(huzzah_outbox_errands{state="pending"} 4)"));
  CHECK(says(text, "huzzah_outbox_oldest_seconds 90"));
  CHECK(says(text, R"(huzzah_ritual_steps_total{outcome="done"} 8)"));
  CHECK(says(text, "huzzah_rituals_due 1"));
  CHECK(says(text, "huzzah_rituals_ahead 1"));
  CHECK(says(text, R"(huzzah_log_lines_total{level="warning"} 6)"));
  CHECK(says(text, "huzzah_build_info{version=\"" HUZZAH_VERSION "\"} 1"));
}

TEST_CASE("the histogram of acknowledgements adds up, bound by bound") {
  auto const text = metrics_text(busy_bot());
  INFO(text);
  CHECK(says(text, "# TYPE huzzah_ack_seconds histogram"));
  CHECK(says(text, R"(huzzah_ack_seconds_bucket{le="0.01"} 10)"));
  CHECK(says(text, R"(huzzah_ack_seconds_bucket{le="0.1"} 14)"));
  CHECK(says(text, R"(huzzah_ack_seconds_bucket{le="+Inf"} 15)"));
  CHECK(says(text, "huzzah_ack_seconds_count 15"));
  CHECK(says(text, "huzzah_ack_seconds_sum 0.75"));
}

TEST_CASE("a database that does not answer is down, and nothing is made up about it") {
  auto seen = busy_bot();
  seen.database.reset();
  auto const text = metrics_text(seen);
  CHECK(says(text, "huzzah_database_up 0"));
  CHECK(text.find("huzzah_outbox") == std::string::npos);
  CHECK(text.find("huzzah_ritual_steps") == std::string::npos);
}

TEST_CASE("a bot that has just begun has metrics, too") {
  auto const text = metrics_text(observations());
  CHECK(says(text, "huzzah_connected 0"));
  CHECK(says(text, "huzzah_ack_seconds_count 0"));
}

TEST_CASE("every metric is explained, once, before its values") {
  std::istringstream lines(metrics_text(busy_bot()));
  std::set<std::string> explained;
  std::string current;
  for (std::string line; std::getline(lines, line);) {
    CAPTURE(line);
    std::istringstream words(line);
    std::string hash;
    std::string kind;
    if (line.starts_with("# HELP ")) {
      words >> hash >> kind >> current;
      CHECK(explained.insert(current).second);
      CHECK((current.starts_with("huzzah_") || current.starts_with("process_")));
      CHECK(line.ends_with("."));
    } else if (!line.starts_with("#")) {
      CHECK(line.starts_with(current));
    }
  }
  CHECK(explained.size() > 20);
}
