#include "bot/service/logging.hpp"

#include "support/outcome.hpp"

#include <doctest/doctest.h>
#include <spdlog/spdlog.h>
#include <nlohmann/json.hpp>

using namespace huzzah::bot::config;
using namespace huzzah::bot::service;
using huzzah::bot::test::holds;

namespace {

/// One record as it would be written.
std::string logged(log_format format, std::string_view message,
                   spdlog::level::level_enum level = spdlog::level::info) {
  auto const formatter = make_log_formatter(format);
  spdlog::memory_buf_t buffer;
  spdlog::log_clock::time_point const moment{std::chrono::milliseconds(1'800'000'000'250)};
  formatter->format(spdlog::details::log_msg(moment, {}, "huzzah", level, {message.data(), message.size()}),
                    buffer);
  return {buffer.data(), buffer.size()};
}

}  // namespace

TEST_CASE("tokens of every kind are taken out of what is logged") {
  CHECK(redact("with xoxb-12-34-aBc and xapp-1-A2-3-f.") == "with xox…redacted and xox…redacted");
  CHECK(redact("xoxp-1 xoxa-2 xoxr-3 xoxs-4") == "xox…redacted xox…redacted xox…redacted xox…redacted");
  CHECK(redact("xoxe.xoxp-1-Mi0yLTEx") == "xox…redacted");
  CHECK(redact("token=xoxb-1&x=xoxb-2") == "token=xox…redacted&x=xox…redacted");
  CHECK(redact("\"xoxb-1\"") == "\"xox…redacted\"");
  CHECK(redact("axoxb-1") == "axox…redacted");
}

TEST_CASE("words that only resemble tokens stay") {
  for (std::string const text :
       {"must start with xoxb- or xapp-", "xox", "xoxo, love", "x", "", "fox xapp", "an xoxb-", "hello"})
    CHECK(redact(text) == text);
}

TEST_CASE("a line for people has time, level and message") {
  auto const line = logged(log_format::text, "connected");
  CHECK(line.substr(8) == " info  connected\n");
  CHECK(line[2] == ':');
  CHECK(holds(logged(log_format::text, "x", spdlog::level::warn), " warn  x\n"));
  CHECK(holds(logged(log_format::text, "x", spdlog::level::err), " error x\n"));
  CHECK(holds(logged(log_format::text, "x", spdlog::level::debug), " debug x\n"));
}

TEST_CASE("a line for people stays one line, whatever somebody typed") {
  auto const line = logged(log_format::text, "name: a\n21:40:03 info  forged\x1b[2J\xff");
  CHECK(holds(line, "name: a\\n21:40:03 info  forged\\x1b[2J\xEF\xBF\xBD\n"));
}

TEST_CASE("a JSON line is valid JSON, whatever somebody typed") {
  auto const line = logged(log_format::json, "a \"quote\", a \\ and\na break \x01 \xff", spdlog::level::warn);
  CHECK(line.find('\n') == line.size() - 1);
  auto const read = nlohmann::json::parse(line);
  CHECK(read["ts"] == "2027-01-15T08:00:00.250000Z");
  CHECK(read["level"] == "warning");
  CHECK(read["message"] == "a \"quote\", a \\ and\na break \x01 \xEF\xBF\xBD");
  CHECK(read.size() == 3);
}

TEST_CASE("neither format lets a token through") {
  for (auto const format : {log_format::text, log_format::json})
    CHECK_FALSE(holds(logged(format, "failed with xoxb-1-s3cr3t"), "s3cr3t"));
}
