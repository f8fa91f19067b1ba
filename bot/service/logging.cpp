#include "bot/service/logging.hpp"

#include "base/text.hpp"
#include "bot/cli/terminal_text.hpp"
#include "calendar/timestamp.hpp"

#include <fmt/chrono.h>
#include <spdlog/formatter.h>
#include <spdlog/sinks/sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <nlohmann/json.hpp>

#include <atomic>

namespace huzzah::bot::service {

namespace {

std::string_view name_of(spdlog::level::level_enum level) {
  switch (level) {
    case spdlog::level::trace:
    case spdlog::level::debug:
      return "debug";
    case spdlog::level::warn:
      return "warning";
    case spdlog::level::err:
    case spdlog::level::critical:
      return "error";
    default:
      return "info";
  }
}

/// What was logged, as text that is safe to write anywhere.
std::string message_of(spdlog::details::log_msg const& record) {
  return redact(base::to_utf8({record.payload.data(), record.payload.size()}));
}

class text_formatter final : public spdlog::formatter {
 public:
  void format(spdlog::details::log_msg const& record, spdlog::memory_buf_t& into) override {
    auto const time = fmt::localtime(spdlog::log_clock::to_time_t(record.time));
    auto const level = record.level == spdlog::level::warn ? "warn" : name_of(record.level);
    fmt::format_to(std::back_inserter(into), "{:%H:%M:%S} {:<5} {}\n", time, level,
                   cli::printable(message_of(record)));
  }
  std::unique_ptr<spdlog::formatter> clone() const override { return std::make_unique<text_formatter>(); }
};

class json_formatter final : public spdlog::formatter {
 public:
  void format(spdlog::details::log_msg const& record, spdlog::memory_buf_t& into) override {
    auto const time = std::chrono::time_point_cast<base::duration>(record.time);
    nlohmann::ordered_json const line{{"ts", calendar::to_rfc3339(time)},
                                      {"level", name_of(record.level)},
                                      {"message", message_of(record)}};
    fmt::format_to(std::back_inserter(into), "{}\n", line.dump());
  }
  std::unique_ptr<spdlog::formatter> clone() const override { return std::make_unique<json_formatter>(); }
};

/// Writes nothing: it counts.
class counting_sink final : public spdlog::sinks::sink {
 public:
  void log(spdlog::details::log_msg const& record) override {
    if (record.level == spdlog::level::warn) warnings_.fetch_add(1, std::memory_order_relaxed);
    if (record.level >= spdlog::level::err) errors_.fetch_add(1, std::memory_order_relaxed);
  }
  void flush() override {}
  void set_pattern(std::string const&) override {}
  void set_formatter(std::unique_ptr<spdlog::formatter>) override {}

  log_counts counts() const {
    log_counts now;
    now.warnings = warnings_;
    now.errors = errors_;
    return now;
  }

 private:
  std::atomic<std::uint64_t> warnings_ = 0;
  std::atomic<std::uint64_t> errors_ = 0;
};

std::shared_ptr<counting_sink> const& counter() {
  static auto const one = std::make_shared<counting_sink>();
  return one;
}

spdlog::level::level_enum level_of(config::log_level level) {
  switch (level) {
    case config::log_level::debug:
      return spdlog::level::debug;
    case config::log_level::info:
      return spdlog::level::info;
    case config::log_level::warning:
      return spdlog::level::warn;
    case config::log_level::error:
      break;
  }
  return spdlog::level::err;
}

}  // namespace

std::unique_ptr<spdlog::formatter> make_log_formatter(config::log_format format) {
  if (format == config::log_format::json) return std::make_unique<json_formatter>();
  return std::make_unique<text_formatter>();
}

void set_up_logging(config::log_config const& wanted) {
  auto sink = std::make_shared<spdlog::sinks::stderr_sink_mt>();
  spdlog::sinks_init_list const sinks{std::move(sink), counter()};
  auto logger = std::make_shared<spdlog::logger>("huzzah", sinks);
  logger->set_formatter(make_log_formatter(wanted.format));
  logger->set_level(level_of(wanted.level));
  logger->flush_on(spdlog::level::trace);
  spdlog::set_default_logger(std::move(logger));
}

log_counts lines_logged() {
  return counter()->counts();
}

}  // namespace huzzah::bot::service
