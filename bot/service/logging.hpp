// How Huzzah logs: lines for people or JSON lines, on standard error, never a token in them.
#pragma once

#include "bot/config/config.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace spdlog {
class formatter;
}

namespace huzzah::bot::service {

/// Makes spdlog's default logger write to standard error as configured.
void set_up_logging(config::log_config const& wanted);

/// How many lines of a kind were logged since the start.
class log_counts {
 public:
  std::uint64_t warnings = 0;
  std::uint64_t errors = 0;
};

/// Any thread. What is below the configured level is not counted.
log_counts lines_logged();

/// Formats a record as one line, whatever is in it, with all that looks like a token replaced:
/// "21:40:03 info  connected" in local time, or {"ts":…,"level":…,"message":…}.
std::unique_ptr<spdlog::formatter> make_log_formatter(config::log_format format);

/// The text with all that looks like a Slack token (xoxb-…, xoxe.xoxp-…, xapp-…) replaced by
/// "xox…redacted": a net under the rule that tokens never get near a log.
std::string redact(std::string_view text);

}  // namespace huzzah::bot::service
