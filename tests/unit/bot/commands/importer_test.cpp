#include "bot/commands/importer.hpp"

#include "app/ledger/kudos_records.hpp"
#include "support/bot_fixtures.hpp"
#include "support/fake_export.hpp"
#include "support/run.hpp"
#include "support/show_result.hpp"

#include <doctest/doctest.h>

using namespace huzzah;
using namespace huzzah::bot::commands;

namespace {

/// A ledger that is imported into.
class import_scene {
 public:
  import_scene() : store_(store::store::open(folder_ / "huzzah.db", io_.get_executor()).value()) {}
  import_scene(import_scene const&) = delete;
  import_scene& operator=(import_scene const&) = delete;
  ~import_scene() { huzzah::test::run(io_, store_->close()); }

  /// Imports an export of these days; `meanwhile` is called as each of its files is read.
  import_report import(std::map<std::string, std::string> days,
                       std::function<void(importer&)> meanwhile = {}) {
    importer* running = nullptr;
    auto const from = huzzah::test::read_export(std::move(days), {}, [&] {
      if (running != nullptr && meanwhile) meanwhile(*running);
    });
    importer import(io_.get_executor(), *store_, *from, options_);
    running = &import;
    outcome = huzzah::test::run(io_, import.run([](import_standing const&) {}));
    return import.report();
  }

  std::size_t recorded() {
    auto query = [](store::reader& from) { return ledger::count_kudos(from); };
    return static_cast<std::size_t>(huzzah::test::run(io_, store_->read(std::move(query))).value());
  }

  result<> outcome;

 private:
  huzzah::bot::test::folder folder_;
  asio::io_context io_;
  std::unique_ptr<store::store> store_;
  imports::options options_;
};

/// A day on which Ada thanks Bruno so often.
std::string busy_day(int number, int kudos) {
  std::string messages;
  for (auto i = 0; i < kudos; ++i)
    messages +=
        (i == 0 ? "" : ",") + (R"({"user":"U1","text":"<@U2>++","ts":"17634)" +
                               std::to_string(60'000 + number) + "." + std::to_string(100'000 + i) + "\"}");
  return "[" + messages + "]";
}

}  // namespace

TEST_CASE("many batches are recorded as one would be") {
  import_scene s;
  auto const report = s.import(
      {{"general/2026-11-01.json", busy_day(1, 9'001)}, {"random/2026-11-01.json", busy_day(2, 10)}});
  CHECK(s.outcome);
  CHECK(report.messages == 9'011);
  CHECK(report.outcome.kudos == 9'011);
  CHECK(s.recorded() == 9'011);
}

TEST_CASE("an import that is stopped keeps what it has, and goes on the next time") {
  import_scene s;
  std::map<std::string, std::string> const days{{"general/2026-11-01.json", busy_day(1, 10)},
                                                {"general/2026-11-02.json", busy_day(2, 10)}};
  auto files = 0;
  auto const stopped = s.import(days, [&](importer& running) {
    if (++files == 2) running.stop();
  });
  CHECK(stopped.outcome.kudos == 11);  // the message that was being read is finished
  CHECK(s.recorded() == 11);
  auto const rest = s.import(days);
  CHECK(rest.outcome.kudos == 9);
  CHECK(rest.outcome.known == 11);
  CHECK(s.recorded() == 20);
}

TEST_CASE("who said or reacted with what is counted by what became of it") {
  import_scene s;
  auto const report = s.import({{"general/2026-11-18.json", R"([
      {"user":"U1","ts":"1763460000.1","text":"win: done","reactions":[{"name":"trophy","users":["U2"],"count":3}]},
      {"user":"U3","bot_id":"B1","ts":"1763460000.2","text":"<@U1>++","reactions":[{"name":"trophy","users":["U1"]}]},
      {"user":"U1","subtype":"channel_topic","ts":"1763460000.3","text":"<@U2>++"},
      {"user":"U1","text":"<@U2>++"}])"}});
  CHECK(report.messages == 4);
  CHECK(report.outcome.wins == 1);
  CHECK(report.outcome.kudos == 0);
  CHECK(report.outcome.reactions == 1);
  CHECK(report.reactions_unsigned == 2);
  CHECK(report.outcome.refused.at(kudos::refusal::bot) == 1);
  CHECK(report.said_by_bots == 1);
  CHECK(report.no_speech == 1);
  CHECK(report.without_time == 1);
}
