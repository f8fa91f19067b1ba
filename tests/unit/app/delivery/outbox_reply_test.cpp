// Replies into the thread of a message that another delivery has yet to post.
#include "app/delivery/outbox.hpp"
#include "support/ledger.hpp"

#include <doctest/doctest.h>

using namespace huzzah;
using namespace huzzah::ledger_test;

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

void put_in(store::unit_of_work& work) {
  REQUIRE(delivery::outbox(work).add(delivery::outgoing::post("first", "T1", "C1", "", "{}"), at(0)));
  REQUIRE(delivery::outbox(work).add(delivery::outgoing::reply("reply", "T1", "C1", "first", "{}"), at(0)));
}

delivery::outgoing_state state_of(store::unit_of_work& work, std::string const& key) {
  return delivery::outbox(work).find(key)->state;
}

void send_first(store::unit_of_work& work) {
  auto const id = delivery::outbox(work).find("first")->id;
  REQUIRE(delivery::outbox(work).mark_sending(id));
  delivery::outbox(work).mark_sent(id, message_at("5.5"));
}

/// The first is sent, and the reply on its way; its number.
std::int64_t begin_reply(store::unit_of_work& work) {
  put_in(work);
  send_first(work);
  auto const reply = delivery::outbox(work).find("reply")->id;
  REQUIRE(delivery::outbox(work).mark_sending(reply));
  return reply;
}

}  // namespace

TEST_CASE("a reply waits for the message it replies to and then has its thread") {
  desk d;
  d.with_work([](store::unit_of_work& work) {
    put_in(work);
    auto due = delivery::outbox(work).due("T1", at(0), 10);
    REQUIRE(due.size() == 1);
    CHECK(due[0].what.key == "first");
    delivery::outbox(work).mark_sending(due[0].id);
    CHECK(delivery::outbox(work).due("T1", at(0), 10).empty());
    CHECK_FALSE(delivery::outbox(work).next_due("T1"));
    delivery::outbox(work).mark_sent(due[0].id, message_at("5.5"));
    due = delivery::outbox(work).due("T1", at(0), 10);
    REQUIRE(due.size() == 1);
    CHECK(due[0].what.key == "reply");
    CHECK(due[0].what.channel == "C1");
    CHECK(due[0].what.thread == "5.5");
    CHECK(delivery::outbox(work).where_sent("first") == message_at("5.5"));
    CHECK_FALSE(delivery::outbox(work).where_sent("reply"));
  });
}

TEST_CASE("a reply to what was sent already has its thread at once") {
  desk d;
  d.with_work([](store::unit_of_work& work) {
    delivery::outbox(work).add(delivery::outgoing::post("first", "T1", "C1", "", "{}"), at(0));
    send_first(work);
    CHECK(delivery::outbox(work).add(delivery::outgoing::reply("reply", "T1", "C1", "first", "{}"), at(1)));
    REQUIRE(delivery::outbox(work).due("T1", at(1), 10).size() == 1);
    CHECK(delivery::outbox(work).due("T1", at(1), 10)[0].what.thread == "5.5");
  });
}

TEST_CASE("a reply goes with the message it waits for: failed, withdrawn before, removed after") {
  desk failed;
  failed.with_work([](store::unit_of_work& work) {
    put_in(work);
    delivery::outbox(work).mark_sending(delivery::outbox(work).find("first")->id);
    delivery::outbox(work).mark_failed(delivery::outbox(work).find("first")->id, "is_archived");
    CHECK(state_of(work, "reply") == delivery::outgoing_state::withdrawn);
  });
  desk withdrawn;
  withdrawn.with_work([](store::unit_of_work& work) {
    put_in(work);
    delivery::outbox(work).withdraw("first", at(1));
    CHECK(state_of(work, "reply") == delivery::outgoing_state::withdrawn);
    CHECK(delivery::outbox(work).add(delivery::outgoing::reply("late", "T1", "C1", "first", "{}"), at(2)));
    CHECK(state_of(work, "late") == delivery::outgoing_state::withdrawn);
  });
  desk removed;
  removed.with_work([](store::unit_of_work& work) {
    put_in(work);
    send_first(work);
    delivery::outbox(work).withdraw("first", at(1));
    CHECK(state_of(work, "reply") == delivery::outgoing_state::withdrawn);
    CHECK_FALSE(delivery::outbox(work).where_sent("first"));
  });
}

TEST_CASE("a reply undoes nothing: its first can still be revised and taken back") {
  desk d;
  d.with_work([](store::unit_of_work& work) {
    put_in(work);
    send_first(work);
    CHECK_FALSE(delivery::outbox(work).is_taken_back("first"));
    CHECK(delivery::outbox(work).revise("first", "{\"a\":1}", at(1)));
    CHECK(delivery::outbox(work).where_sent("first"));
    CHECK(delivery::outbox(work).due("T1", at(1), 10).size() == 2);  // the update, and the reply
    CHECK(delivery::outbox(work).revise("reply", "{\"b\":1}", at(1)));
    CHECK(delivery::outbox(work).find("reply")->what.body == "{\"b\":1}");
    CHECK(delivery::outbox(work).withdraw("reply", at(2)));
    CHECK_FALSE(delivery::outbox(work).is_taken_back("first"));
  });
}

TEST_CASE("a reply to nothing is refused") {
  desk d;
  d.with_work([](store::unit_of_work& work) {
    CHECK_FALSE(
        delivery::outbox(work).add(delivery::outgoing::reply("reply", "T1", "C1", "first", "{}"), at(0)));
    CHECK_FALSE(delivery::outbox(work).find("reply"));
  });
}

TEST_CASE("a message is not forgotten while a reply to it waits") {
  desk d;
  d.with_work([](store::unit_of_work& work) {
    put_in(work);
    send_first(work);
    CHECK(delivery::outbox(work).forget_ended("T1", at(100)) == 0);
    auto const reply = delivery::outbox(work).find("reply")->id;
    delivery::outbox(work).mark_sending(reply);
    delivery::outbox(work).mark_sent(reply, message_at("6.6"));
    CHECK(delivery::outbox(work).forget_ended("T1", at(100)) == 2);
  });
}

TEST_CASE("a reply to a direct message goes where that arrived") {
  desk d;
  d.with_work([](store::unit_of_work& work) {
    delivery::outbox(work).add(delivery::outgoing::direct("first", "T1", "bob", "{}"), at(0));
    REQUIRE(delivery::outbox(work).add(delivery::outgoing::reply("reply", "T1", "", "first", "{}"), at(0)));
    auto const id = delivery::outbox(work).find("first")->id;
    delivery::outbox(work).mark_sending(id);
    delivery::outbox(work).mark_sent(id, {"T1", "D1", "5.5"});
    auto const due = delivery::outbox(work).due("T1", at(0), 10);
    REQUIRE(due.size() == 1);
    CHECK(due[0].what.channel == "D1");
    CHECK(due[0].what.thread == "5.5");
    CHECK(due[0].what.first == "first");
  });
}

TEST_CASE("a reply to a reply stands in the same thread, and goes with the first") {
  desk d;
  d.with_work([](store::unit_of_work& work) {
    put_in(work);
    REQUIRE(delivery::outbox(work).add(delivery::outgoing::reply("third", "T1", "C1", "reply", "{}"), at(0)));
    send_first(work);
    REQUIRE(delivery::outbox(work).due("T1", at(0), 10).size() == 1);
    auto const reply = delivery::outbox(work).find("reply")->id;
    delivery::outbox(work).mark_sending(reply);
    delivery::outbox(work).mark_sent(reply, message_at("6.6"));
    REQUIRE(delivery::outbox(work).due("T1", at(0), 10).size() == 1);
    CHECK(delivery::outbox(work).find("third")->what.thread == "5.5");
    delivery::outbox(work).withdraw("first", at(1));
    CHECK(state_of(work, "third") == delivery::outgoing_state::withdrawn);
    CHECK(state_of(work, "reply") == delivery::outgoing_state::sent);
  });
}

TEST_CASE("a reply that could not be sent is not tried again once its first is taken back") {
  desk d;
  d.with_work([](store::unit_of_work& work) {
    auto const reply = begin_reply(work);
    delivery::outbox(work).withdraw("first", at(1));
    CHECK(state_of(work, "reply") == delivery::outgoing_state::sending);
    delivery::outbox(work).retry_at(reply, at(2), "rate_limited");
    CHECK(state_of(work, "reply") == delivery::outgoing_state::withdrawn);
  });
}

TEST_CASE("a reply that could not be sent is tried again in its thread, as it was revised meanwhile") {
  desk d;
  d.with_work([](store::unit_of_work& work) {
    auto const reply = begin_reply(work);
    REQUIRE(delivery::outbox(work).revise("reply", "{\"b\":1}", at(1)));
    delivery::outbox(work).retry_at(reply, at(2), "rate_limited");
    auto const due = delivery::outbox(work).due("T1", at(2), 10);
    REQUIRE(due.size() == 1);
    CHECK(due[0].what.key == "reply");
    CHECK(due[0].what.thread == "5.5");
    CHECK(due[0].what.body == "{\"b\":1}");
  });
}

TEST_CASE("a first that could not be sent yet keeps its replies waiting") {
  desk d;
  d.with_work([](store::unit_of_work& work) {
    put_in(work);
    auto const first = delivery::outbox(work).find("first")->id;
    REQUIRE(delivery::outbox(work).mark_sending(first));
    delivery::outbox(work).retry_at(first, at(5), "rate_limited");
    CHECK(state_of(work, "reply") == delivery::outgoing_state::pending);
    CHECK(delivery::outbox(work).next_due("T1") == at(5));
    auto const due = delivery::outbox(work).due("T1", at(5), 10);
    REQUIRE(due.size() == 1);
    CHECK(due[0].what.key == "first");
  });
}

TEST_CASE("taking back or revising a sent reply is about that reply") {
  desk d;
  d.with_work([](store::unit_of_work& work) {
    auto const reply = begin_reply(work);
    delivery::outbox(work).mark_sent(reply, message_at("6.6"));
    CHECK(delivery::outbox(work).where_sent("reply") == message_at("6.6"));
    REQUIRE(delivery::outbox(work).revise("reply", "{}", at(1)));
    auto due = delivery::outbox(work).due("T1", at(1), 10);
    REQUIRE(due.size() == 1);
    CHECK(due[0].what.kind == delivery::outgoing_kind::update);
    CHECK(due[0].target() == message_at("6.6"));
    CHECK(delivery::outbox(work).withdraw("reply", at(2)));
    due = delivery::outbox(work).due("T1", at(2), 10);
    REQUIRE(due.size() == 1);
    CHECK(due[0].what.kind == delivery::outgoing_kind::remove);
    CHECK(due[0].target() == message_at("6.6"));
    CHECK(delivery::outbox(work).where_sent("first") == message_at("5.5"));
    CHECK_FALSE(delivery::outbox(work).where_sent("reply"));
  });
}
