#include "bot/service/metrics.hpp"

#include "bot/service/process_facts.hpp"

#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>

#include <algorithm>
#include <utility>

namespace huzzah::bot::service {

namespace {

using prometheus::MetricType;
using labels = std::vector<prometheus::ClientMetric::Label>;

double seconds(base::duration length) {
  return std::chrono::duration<double>(length).count();
}

double seconds(base::time_point moment) {
  return seconds(moment.time_since_epoch());
}

/// The families, in the order in which they are written.
class metrics_page {
 public:
  /// Begins a family; what follows belongs to it.
  metrics_page& counter(std::string name, std::string help) {
    return begin(std::move(name), std::move(help), MetricType::Counter);
  }
  metrics_page& gauge(std::string name, std::string help) {
    return begin(std::move(name), std::move(help), MetricType::Gauge);
  }

  metrics_page& is(double value, labels with = {}) {
    prometheus::ClientMetric one;
    one.label = std::move(with);
    one.counter.value = value;
    one.gauge.value = value;
    families_.back().metric.push_back(std::move(one));
    return *this;
  }
  metrics_page& is(std::uint64_t value, labels with = {}) {
    return is(static_cast<double>(value), std::move(with));
  }

  void histogram(std::string name, std::string help, base::histogram_counts const& seen) {
    begin(std::move(name), std::move(help), MetricType::Histogram);
    prometheus::ClientMetric one;
    std::uint64_t so_far = 0;
    for (std::size_t i = 0; i < seen.bounds.size(); ++i)
      one.histogram.bucket.push_back({so_far += seen.counts[i], seen.bounds[i]});
    one.histogram.sample_count = seen.counts.empty() ? 0 : so_far + seen.counts.back();
    one.histogram.sample_sum = seen.sum;
    families_.back().metric.push_back(std::move(one));
  }

  std::string text() const { return prometheus::TextSerializer().Serialize(families_); }

 private:
  metrics_page& begin(std::string name, std::string help, MetricType type) {
    prometheus::MetricFamily family;
    family.name = std::move(name);
    family.help = std::move(help);
    family.type = type;
    families_.push_back(std::move(family));
    return *this;
  }

  std::vector<prometheus::MetricFamily> families_;
};

labels with(std::string name, std::string value) {
  return {{std::move(name), std::move(value)}};
}

void write_connection(metrics_page& to, observations const& seen) {
  auto const& line = seen.connection;
  to.gauge("huzzah_connected", "Whether a connection to Slack is open.").is(line.open > 0 ? 1.0 : 0.0);
  to.gauge("huzzah_open_connections", "Connections to Slack that are open.")
      .is(static_cast<double>(line.open));
  to.gauge("huzzah_ready", "Whether /readyz says so: connected, and nothing of before is missing.")
      .is(seen.ready ? 1.0 : 0.0);
  to.counter("huzzah_connections_total", "Connections that Slack greeted.").is(line.connections);
  to.counter("huzzah_envelopes_total", "Envelopes that Slack sent.")
      .is(line.events, with("type", "events_api"))
      .is(line.commands, with("type", "slash_commands"))
      .is(line.interactions, with("type", "interactive"))
      .is(line.others, with("type", "other"));
  to.counter("huzzah_envelopes_redelivered_total", "Envelopes that Slack sent again.").is(line.redeliveries);
  to.counter("huzzah_envelopes_unhandled_total",
             "Envelopes that could not be handled; Slack sends them again.")
      .is(line.unhandled);
  to.gauge("huzzah_envelopes_in_flight", "Envelopes that are not yet answered.")
      .is(static_cast<double>(line.in_flight));
  to.counter("huzzah_acks_total", "Acknowledgements, by whether they could be sent.")
      .is(line.acknowledged, with("outcome", "sent"))
      .is(line.unacknowledged, with("outcome", "failed"));
  to.histogram("huzzah_ack_seconds", "From an envelope's arrival to its acknowledgement.",
               line.acknowledged_in);
}

void write_catch_up(metrics_page& to, history::catch_up_stats const& seen) {
  to.gauge("huzzah_catch_up_lag_seconds", "How far back what is yet to be read begins; 0 without a gap.")
      .is(seconds(seen.lag));
  to.gauge("huzzah_catch_up_channels", "Channels in which something is yet to be read.")
      .is(static_cast<double>(seen.channels_to_go));
  to.counter("huzzah_catch_up_messages_total", "Messages read after a time without a connection.")
      .is(seen.messages);
}

void write_calls(metrics_page& to, slack::api_stats const& calls) {
  to.counter("huzzah_api_calls_total", "Requests to Slack's Web API.")
      .is(calls.calls - calls.failed, with("outcome", "ok"))
      .is(calls.failed, with("outcome", "failed"));
  to.counter("huzzah_api_rate_limited_total", "Requests that Slack answered with 429.")
      .is(calls.rate_limited);
  to.counter("huzzah_api_waits_total", "Times that a call waited for its turn.").is(calls.waits);
  to.counter("huzzah_api_wait_seconds_total", "How long calls waited for their turn.")
      .is(seconds(calls.waited));
}

void write_database(metrics_page& to, observations const& seen) {
  to.gauge("huzzah_database_up", "Whether the database answers.").is(seen.database ? 1.0 : 0.0);
  to.counter("huzzah_commits_total", "Commits, by whether they reached the disk.")
      .is(seen.writer.commits, with("outcome", "done"))
      .is(seen.writer.failed_commits, with("outcome", "failed"));
  to.counter("huzzah_units_total", "Units of work, by whether they were committed.")
      .is(seen.writer.units, with("outcome", "done"))
      .is(seen.writer.failed_units, with("outcome", "failed"));
  to.histogram("huzzah_commit_units", "Units of work in a commit.", seen.commits.batches);
  to.histogram("huzzah_commit_seconds", "How long a commit took.", seen.commits.seconds);
  if (!seen.database) return;
  auto const& signs = *seen.database;
  to.gauge("huzzah_outbox_errands", "What is yet to be said in the chat.")
      .is(static_cast<double>(signs.pending), with("state", "pending"))
      .is(static_cast<double>(signs.sending), with("state", "sending"));
  auto const age = signs.oldest ? std::max(0.0, seconds(seen.now - *signs.oldest)) : 0.0;
  to.gauge("huzzah_outbox_oldest_seconds", "Since when the oldest of it waits that is due.").is(age);
  to.counter("huzzah_ritual_steps_total", "Steps of stand-ups and digests, ever.")
      .is(static_cast<double>(signs.steps_done), with("outcome", "done"))
      .is(static_cast<double>(signs.steps_skipped), with("outcome", "skipped"));
}

void write_rituals(metrics_page& to, observations const& seen) {
  auto const is_due = [&](schedule::upcoming const& one) { return one.at <= seen.now; };
  auto const due = std::count_if(seen.rituals.begin(), seen.rituals.end(), is_due);
  to.gauge("huzzah_rituals_due", "Steps of stand-ups and digests whose time has come.")
      .is(static_cast<double>(due));
  to.gauge("huzzah_rituals_ahead", "Steps of stand-ups and digests that come next.")
      .is(static_cast<double>(seen.rituals.size()) - static_cast<double>(due));
}

void write_process(metrics_page& to, observations const& seen) {
  to.gauge("huzzah_build_info", "Always 1; the version is its label.")
      .is(1.0, with("version", HUZZAH_VERSION));
  to.counter("huzzah_log_lines_total", "Lines in the log, by how bad they are.")
      .is(seen.log.warnings, with("level", "warning"))
      .is(seen.log.errors, with("level", "error"));
  auto const process = facts_of_this_process();
  to.gauge("process_start_time_seconds", "When Huzzah began, in seconds since 1970.")
      .is(seconds(seen.started_at));
  to.counter("process_cpu_seconds_total", "Time that processors spent on it.").is(process.cpu_seconds);
  to.gauge("process_resident_memory_bytes", "Memory that it holds.")
      .is(static_cast<double>(process.resident_bytes));
  to.gauge("process_open_fds", "Files and connections that it has open.")
      .is(static_cast<double>(process.open_files));
}

}  // namespace

std::string metrics_text(observations const& seen) {
  metrics_page page;
  write_process(page, seen);
  write_connection(page, seen);
  write_catch_up(page, seen.catch_up);
  write_calls(page, seen.calls);
  write_database(page, seen);
  write_rituals(page, seen);
  return page.text();
}

}  // namespace huzzah::bot::service
