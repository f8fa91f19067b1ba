// Replies into the thread of a message that another errand has yet to post.
#include "support.hpp"

#include <doctest/doctest.h>

using namespace huzzah;
using namespace huzzah::storage;
using namespace huzzah::storage::test;

namespace {

class desk {
 public:
  template <class F>
  void with_work(F unit) {
    REQUIRE(with.write(std::move(unit)));
  }

  scratch here;
  opened with{here.file()};
};

void put_in(unit_of_work& work) {
  REQUIRE(work.outbox.add(errand::post("first", "T1", "C1", "", "{}"), at(0)));
  REQUIRE(work.outbox.add(errand::reply("reply", "T1", "C1", "first", "{}"), at(0)));
}

errand_state state_of(unit_of_work& work, std::string const& key) {
  return work.outbox.find(key)->state;
}

void send_first(unit_of_work& work) {
  auto const id = work.outbox.find("first")->id;
  REQUIRE(work.outbox.mark_sending(id));
  work.outbox.mark_sent(id, message_at("5.5"));
}

/// The first is sent, and the reply on its way; its number.
std::int64_t begin_reply(unit_of_work& work) {
  put_in(work);
  send_first(work);
  auto const reply = work.outbox.find("reply")->id;
  REQUIRE(work.outbox.mark_sending(reply));
  return reply;
}

}  // namespace

TEST_CASE("a reply waits for the message it replies to and then has its thread") {
  desk d;
  d.with_work([](unit_of_work& work) {
    put_in(work);
    auto due = work.outbox.due(at(0), 10);
    REQUIRE(due.size() == 1);
    CHECK(due[0].what.key == "first");
    work.outbox.mark_sending(due[0].id);
    CHECK(work.outbox.due(at(0), 10).empty());
    CHECK_FALSE(work.outbox.next_due());
    work.outbox.mark_sent(due[0].id, message_at("5.5"));
    due = work.outbox.due(at(0), 10);
    REQUIRE(due.size() == 1);
    CHECK(due[0].what.key == "reply");
    CHECK(due[0].what.channel == "C1");
    CHECK(due[0].what.thread == "5.5");
    CHECK(work.outbox.where_sent("first") == message_at("5.5"));
    CHECK_FALSE(work.outbox.where_sent("reply"));
  });
}

TEST_CASE("a reply to what was sent already has its thread at once") {
  desk d;
  d.with_work([](unit_of_work& work) {
    work.outbox.add(errand::post("first", "T1", "C1", "", "{}"), at(0));
    send_first(work);
    CHECK(work.outbox.add(errand::reply("reply", "T1", "C1", "first", "{}"), at(1)));
    REQUIRE(work.outbox.due(at(1), 10).size() == 1);
    CHECK(work.outbox.due(at(1), 10)[0].what.thread == "5.5");
  });
}

TEST_CASE("a reply goes with the message it waits for: failed, withdrawn before, removed after") {
  desk failed;
  failed.with_work([](unit_of_work& work) {
    put_in(work);
    work.outbox.mark_sending(work.outbox.find("first")->id);
    work.outbox.mark_failed(work.outbox.find("first")->id, "is_archived");
    CHECK(state_of(work, "reply") == errand_state::withdrawn);
  });
  desk withdrawn;
  withdrawn.with_work([](unit_of_work& work) {
    put_in(work);
    work.outbox.withdraw("first", at(1));
    CHECK(state_of(work, "reply") == errand_state::withdrawn);
    CHECK(work.outbox.add(errand::reply("late", "T1", "C1", "first", "{}"), at(2)));
    CHECK(state_of(work, "late") == errand_state::withdrawn);
  });
  desk removed;
  removed.with_work([](unit_of_work& work) {
    put_in(work);
    send_first(work);
    work.outbox.withdraw("first", at(1));
    CHECK(state_of(work, "reply") == errand_state::withdrawn);
    CHECK_FALSE(work.outbox.where_sent("first"));
  });
}

TEST_CASE("a reply undoes nothing: its first can still be revised and taken back") {
  desk d;
  d.with_work([](unit_of_work& work) {
    put_in(work);
    send_first(work);
    CHECK_FALSE(work.outbox.is_taken_back("first"));
    CHECK(work.outbox.revise("first", "{\"a\":1}", at(1)));
    CHECK(work.outbox.where_sent("first"));
    CHECK(work.outbox.due(at(1), 10).size() == 2);  // the update, and the reply
    CHECK(work.outbox.revise("reply", "{\"b\":1}", at(1)));
    CHECK(work.outbox.find("reply")->what.body == "{\"b\":1}");
    CHECK(work.outbox.withdraw("reply", at(2)));
    CHECK_FALSE(work.outbox.is_taken_back("first"));
  });
}

TEST_CASE("a reply to nothing is refused") {
  desk d;
  d.with_work([](unit_of_work& work) {
    CHECK_FALSE(work.outbox.add(errand::reply("reply", "T1", "C1", "first", "{}"), at(0)));
    CHECK_FALSE(work.outbox.find("reply"));
  });
}

TEST_CASE("a message is not forgotten while a reply to it waits") {
  desk d;
  d.with_work([](unit_of_work& work) {
    put_in(work);
    send_first(work);
    CHECK(work.outbox.forget_ended(at(100)) == 0);
    auto const reply = work.outbox.find("reply")->id;
    work.outbox.mark_sending(reply);
    work.outbox.mark_sent(reply, message_at("6.6"));
    CHECK(work.outbox.forget_ended(at(100)) == 2);
  });
}

TEST_CASE("a reply to a direct message goes where that arrived") {
  desk d;
  d.with_work([](unit_of_work& work) {
    work.outbox.add(errand::direct("first", "T1", "bob", "{}"), at(0));
    REQUIRE(work.outbox.add(errand::reply("reply", "T1", "", "first", "{}"), at(0)));
    auto const id = work.outbox.find("first")->id;
    work.outbox.mark_sending(id);
    work.outbox.mark_sent(id, {"T1", "D1", "5.5"});
    auto const due = work.outbox.due(at(0), 10);
    REQUIRE(due.size() == 1);
    CHECK(due[0].what.channel == "D1");
    CHECK(due[0].what.thread == "5.5");
    CHECK(due[0].what.first == "first");
  });
}

TEST_CASE("a reply to a reply stands in the same thread, and goes with the first") {
  desk d;
  d.with_work([](unit_of_work& work) {
    put_in(work);
    REQUIRE(work.outbox.add(errand::reply("third", "T1", "C1", "reply", "{}"), at(0)));
    send_first(work);
    REQUIRE(work.outbox.due(at(0), 10).size() == 1);
    auto const reply = work.outbox.find("reply")->id;
    work.outbox.mark_sending(reply);
    work.outbox.mark_sent(reply, message_at("6.6"));
    REQUIRE(work.outbox.due(at(0), 10).size() == 1);
    CHECK(work.outbox.find("third")->what.thread == "5.5");
    work.outbox.withdraw("first", at(1));
    CHECK(state_of(work, "third") == errand_state::withdrawn);
    CHECK(state_of(work, "reply") == errand_state::sent);
  });
}

TEST_CASE("a reply that could not be sent is not tried again once its first is taken back") {
  desk d;
  d.with_work([](unit_of_work& work) {
    auto const reply = begin_reply(work);
    work.outbox.withdraw("first", at(1));
    CHECK(state_of(work, "reply") == errand_state::sending);
    work.outbox.retry_at(reply, at(2), "rate_limited");
    CHECK(state_of(work, "reply") == errand_state::withdrawn);
  });
}

TEST_CASE("a reply that could not be sent is tried again in its thread, as it was revised meanwhile") {
  desk d;
  d.with_work([](unit_of_work& work) {
    auto const reply = begin_reply(work);
    REQUIRE(work.outbox.revise("reply", "{\"b\":1}", at(1)));
    work.outbox.retry_at(reply, at(2), "rate_limited");
    auto const due = work.outbox.due(at(2), 10);
    REQUIRE(due.size() == 1);
    CHECK(due[0].what.key == "reply");
    CHECK(due[0].what.thread == "5.5");
    CHECK(due[0].what.body == "{\"b\":1}");
  });
}

TEST_CASE("a first that could not be sent yet keeps its replies waiting") {
  desk d;
  d.with_work([](unit_of_work& work) {
    put_in(work);
    auto const first = work.outbox.find("first")->id;
    REQUIRE(work.outbox.mark_sending(first));
    work.outbox.retry_at(first, at(5), "rate_limited");
    CHECK(state_of(work, "reply") == errand_state::pending);
    CHECK(work.outbox.next_due() == at(5));
    auto const due = work.outbox.due(at(5), 10);
    REQUIRE(due.size() == 1);
    CHECK(due[0].what.key == "first");
  });
}

TEST_CASE("taking back or revising a sent reply is about that reply") {
  desk d;
  d.with_work([](unit_of_work& work) {
    auto const reply = begin_reply(work);
    work.outbox.mark_sent(reply, message_at("6.6"));
    CHECK(work.outbox.where_sent("reply") == message_at("6.6"));
    REQUIRE(work.outbox.revise("reply", "{}", at(1)));
    auto due = work.outbox.due(at(1), 10);
    REQUIRE(due.size() == 1);
    CHECK(due[0].what.kind == errand_kind::update);
    CHECK(due[0].target() == message_at("6.6"));
    CHECK(work.outbox.withdraw("reply", at(2)));
    due = work.outbox.due(at(2), 10);
    REQUIRE(due.size() == 1);
    CHECK(due[0].what.kind == errand_kind::remove);
    CHECK(due[0].target() == message_at("6.6"));
    CHECK(work.outbox.where_sent("first") == message_at("5.5"));
    CHECK_FALSE(work.outbox.where_sent("reply"));
  });
}
