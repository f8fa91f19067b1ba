#include "bot/commands/import_report.hpp"
#include "bot/commands/import_progress.hpp"
#include "support/virtual_clock.hpp"

#include <doctest/doctest.h>

#include <sstream>

using namespace huzzah;
using namespace huzzah::bot::commands;
using namespace huzzah::bot::config;

namespace {

imports::sample sample(int number) {
  imports::sample one;
  one.giver = "U1";
  one.receiver = "U2";
  one.amount = number;
  return one;
}

}  // namespace

TEST_CASE("samples are spread over all that was recorded") {
  import_samples samples;
  for (auto number = 0; number < 100'000; number += 50) {
    std::vector<imports::sample> batch;
    for (auto i = number; i < number + 50; ++i)
      batch.push_back(sample(i));
    samples.add(batch);
  }
  auto const chosen = samples.chosen(10);
  REQUIRE(chosen.size() == 10);
  for (auto i = 0; i < 10; ++i) {
    CHECK(chosen[static_cast<std::size_t>(i)].amount >= i * 10'000 - 500);
    CHECK(chosen[static_cast<std::size_t>(i)].amount <= i * 10'000 + 500);
  }
}

TEST_CASE("few samples are all shown, in order") {
  import_samples samples;
  samples.add({sample(1), sample(2), sample(3)});
  auto const chosen = samples.chosen(10);
  REQUIRE(chosen.size() == 3);
  CHECK(chosen[0].amount == 1);
  CHECK(chosen[2].amount == 3);
  CHECK(import_samples().chosen(10).empty());
}

TEST_CASE("a report leaves out what did not happen") {
  std::ostringstream out;
  import_report report;
  report.messages = 1'234'567;
  report.files = 1;
  print_import(report, {}, {}, false, out);
  CHECK(out.str() == "Read 1,234,567 messages in 1 file.\nRecorded:\n            0  nothing new\n");
}

TEST_CASE("a long list of what could not be read is cut") {
  std::ostringstream out;
  std::vector<slack::export_problem> problems;
  for (auto i = 0; i < 25; ++i)
    problems.emplace_back("general/day\x1b" + std::to_string(i), "broken");
  print_import({}, problems, {}, false, out);
  CHECK(out.str().find("general/day\\x1b19: broken") != std::string::npos);
  CHECK(out.str().find("day\\x1b20") == std::string::npos);
  CHECK(out.str().find("and 5 more") != std::string::npos);
}

TEST_CASE("a bar shows how far it is") {
  CHECK(import_bar({200, 100, 12'345, 7}) ==
        "[###############---------------]  50%  12,345 messages, 7 kudos and wins");
  CHECK(import_bar({0, 0, 0, 0}).find("100%") != std::string::npos);
}

TEST_CASE("progress is shown at a pace that can be read: as a bar on a terminal, elsewhere as lines") {
  huzzah::test::virtual_clock clock{base::time_point{}};
  std::ostringstream terminal;
  std::ostringstream log;
  import_progress bar(terminal, clock, true);
  import_progress lines(log, clock, false);
  auto const show = [&](base::duration later) {
    clock.advance(later);
    bar.show({2, 1, 3, 4});
    lines.show({2, 1, 3, 4});
  };
  show(std::chrono::milliseconds{50});
  CHECK(terminal.str().empty());
  show(std::chrono::milliseconds{50});
  CHECK(terminal.str().starts_with("\r\x1b[K[###"));
  CHECK(terminal.str().find('\n') == std::string::npos);
  CHECK(log.str().empty());
  show(std::chrono::seconds{10});
  CHECK(log.str().starts_with("[###"));
  CHECK(log.str().ends_with("\n"));
  bar.clear();
  CHECK(terminal.str().ends_with("\r\x1b[K"));
}
