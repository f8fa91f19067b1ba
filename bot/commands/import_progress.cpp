#include "bot/commands/import_progress.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <ostream>

namespace huzzah::bot::commands {

namespace {

constexpr std::size_t bar_width = 30;
constexpr auto back_to_start = "\r\x1b[K";

base::duration pause_between(bool on_terminal) {
  return on_terminal ? base::duration(std::chrono::milliseconds{100})
                     : base::duration(std::chrono::seconds{10});
}

}  // namespace

std::string grouped(std::uint64_t number) {
  auto digits = std::to_string(number);
  for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
    digits.insert(static_cast<std::size_t>(at), ",");
  return digits;
}

std::string import_bar(import_standing const& now) {
  auto const share = now.size == 0 ? 1.0 : static_cast<double>(now.done) / static_cast<double>(now.size);
  auto const full = std::min(static_cast<std::size_t>(share * bar_width), bar_width);
  return fmt::format("[{}{}] {:3.0f}%  {} messages, {} kudos and wins", std::string(full, '#'),
                     std::string(bar_width - full, '-'), share * 100, grouped(now.messages),
                     grouped(now.found));
}

import_progress::import_progress(std::ostream& err, base::clock const& clock, bool on_terminal)
    : err_(err),
      clock_(clock),
      on_terminal_(on_terminal),
      next_(clock.uptime() + pause_between(on_terminal)) {}

void import_progress::show(import_standing const& now) {
  if (clock_.uptime() < next_) return;
  next_ = clock_.uptime() + pause_between(on_terminal_);
  err_ << (on_terminal_ ? back_to_start : "") << import_bar(now) << (on_terminal_ ? "" : "\n") << std::flush;
  shown_ = true;
}

void import_progress::clear() {
  if (shown_ && on_terminal_) err_ << back_to_start << std::flush;
  shown_ = false;
}

}  // namespace huzzah::bot::commands
