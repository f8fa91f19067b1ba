#include "app/delivery/metrics.hpp"
#include "app/delivery/outbox.hpp"
#include "app/schedule/steps.hpp"
#include "support/ledger.hpp"

#include <doctest/doctest.h>

using namespace huzzah;
using namespace huzzah::ledger_test;

namespace {

delivery::metrics signs_at(opened& with, base::time_point now) {
  return with.read([now](store::reader& from) { return delivery::read_metrics(from, now); }).value();
}

delivery::outgoing post(std::string key) {
  return delivery::outgoing::post(std::move(key), "T1", "C1", "", "{}");
}

}  // namespace

TEST_CASE("a new database has nothing to say and nothing done") {
  scratch here;
  opened with(here.file());
  auto const signs = signs_at(with, at(0));
  CHECK(signs.pending == 0);
  CHECK(signs.sending == 0);
  CHECK_FALSE(signs.oldest);
  CHECK(signs.steps_done + signs.steps_skipped == 0);
}

TEST_CASE("the oldest delivery is the one that waits though it is due") {
  scratch here;
  opened with(here.file());
  auto const add = [](store::unit_of_work& work) {
    delivery::outbox(work).add(post("for tomorrow"), at(0), at(86'400));
    delivery::outbox(work).add(post("b"), at(20));
    delivery::outbox(work).add(post("a"), at(10));
  };
  with.write(add).value();
  auto const early = signs_at(with, at(30));
  CHECK(early.pending == 3);
  CHECK(early.oldest == at(10));
  CHECK(signs_at(with, at(90'000)).oldest == at(0));

  // What is tried again later has waited since it came.
  auto const try_in_vain = [](store::unit_of_work& work) {
    auto const id = delivery::outbox(work).find("a")->id;
    delivery::outbox(work).mark_sending(id);
    delivery::outbox(work).retry_at(id, at(100'000), "no");
  };
  with.write(try_in_vain).value();
  CHECK(signs_at(with, at(40)).oldest == at(10));

  auto const send_both = [](store::unit_of_work& work) {
    delivery::outbox(work).mark_sending(delivery::outbox(work).find("a")->id);
    delivery::outbox(work).mark_sending(delivery::outbox(work).find("b")->id);
  };
  with.write(send_both).value();
  auto const later = signs_at(with, at(50));
  CHECK(later.pending == 1);
  CHECK(later.sending == 2);
  CHECK(later.oldest == at(10));
}

TEST_CASE("steps of rituals are counted by what became of them") {
  scratch here;
  opened with(here.file());
  auto const happen = [](store::unit_of_work& work) {
    schedule::rituals(work).begin(schedule::ritual_step("T1", "digest:weekly", "post", today), at(0));
    schedule::rituals(work).begin(schedule::ritual_step("T1", "standup:core", "prompt", today), at(0));
    schedule::rituals(work).skip(schedule::ritual_step("T1", "standup:core", "remind", today), at(1), "late");
  };
  with.write(happen).value();
  auto const signs = signs_at(with, at(2));
  CHECK(signs.steps_done == 2);
  CHECK(signs.steps_skipped == 1);
}
