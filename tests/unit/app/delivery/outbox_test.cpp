#include "app/delivery/outbox.hpp"
#include "app/ledger/kudos.hpp"
#include "support/ledger.hpp"

#include <doctest/doctest.h>

using namespace huzzah;
using namespace huzzah::ledger_test;

namespace {

using lines = std::vector<std::string>;
auto const posted_at = chat::message_ref("T1", "C1", "7.7");

/// Runs a function on the outbox as one unit of work.
template <class F>
auto in_outbox(opened& with, F what) {
  return with
      .write([what = std::move(what)](store::unit_of_work& work) { return what(delivery::outbox(work)); })
      .value();
}

bool add(opened& with, delivery::outgoing what, int due = 0) {
  return in_outbox(with, [what, due](delivery::outbox box) { return box.add(what, at(0), at(due)); });
}

delivery::outgoing greeting(std::string key = "k", std::string body = "hello") {
  return delivery::outgoing::post(std::move(key), "T1", "C1", "5.5", std::move(body));
}

std::vector<delivery::outbox_row> due(opened& with, int now = 1000, int limit = 100) {
  return in_outbox(with, [=](delivery::outbox box) { return box.due("T1", at(now), limit); });
}

lines keys(std::vector<delivery::outbox_row> const& rows) {
  lines found;
  for (auto const& row : rows)
    found.push_back(row.what.key);
  return found;
}

delivery::outbox_row find(opened& with, std::string key) {
  return in_outbox(with, [key](delivery::outbox box) { return *box.find(key); });
}

bool revise(opened& with, std::string key, std::string body) {
  return in_outbox(with, [=](delivery::outbox box) { return box.revise(key, body, at(50)); });
}

bool withdraw(opened& with, std::string key) {
  return in_outbox(with, [=](delivery::outbox box) { return box.withdraw(key, at(60)); });
}

bool start(opened& with, std::string key) {
  return in_outbox(with, [=](delivery::outbox box) { return box.mark_sending(box.find(key)->id); });
}

void finish(opened& with, std::string key, chat::message_ref sent = posted_at) {
  in_outbox(with, [=](delivery::outbox box) { box.mark_sent(box.find(key)->id, sent); });
}

void retry(opened& with, std::string key, int when) {
  in_outbox(with, [=](delivery::outbox box) { box.retry_at(box.find(key)->id, at(when), "rate_limited"); });
}

}  // namespace

TEST_CASE("the store counts the deliveries that are put in") {
  scratch here;
  opened with(here.file());
  CHECK(with.store->stats().announcements == 0);
  CHECK(add(with, greeting()));
  CHECK_FALSE(add(with, greeting()));
  CHECK(with.store->stats().announcements == 1);
  // What undoes another is one, too.
  start(with, "k");
  finish(with, "k");
  CHECK(withdraw(with, "k"));
  CHECK(with.store->stats().announcements == 2);
}

TEST_CASE("a delivery comes back as it went in") {
  scratch here;
  opened with(here.file());
  auto const whispered = delivery::outgoing::whisper("w", "T1", "C1", "5.5", "ann", "psst");
  CHECK(add(with, whispered, 3));
  CHECK(add(with, delivery::outgoing::react("r", message_at("1.1"), "trophy"), 4));
  CHECK(add(with, delivery::outgoing::direct("d", "T1", "bob", "thanks"), 5));
  auto const rows = due(with);

  REQUIRE(rows.size() == 3);
  CHECK(rows[0].what.kind == delivery::outgoing_kind::whisper);
  CHECK(rows[0].what.channel == "C1");
  CHECK(rows[0].what.thread == "5.5");
  CHECK(rows[0].what.person == "ann");
  CHECK(rows[0].what.body == "psst");
  CHECK(rows[0].state == delivery::outgoing_state::pending);
  CHECK(rows[0].created_at == at(0));
  CHECK(rows[0].due_at == at(3));
  CHECK(rows[0].attempts == 0);
  CHECK(rows[1].what.kind == delivery::outgoing_kind::direct);
  CHECK(rows[1].what.person == "bob");
  CHECK(rows[1].what.channel.empty());
  CHECK(rows[2].what.kind == delivery::outgoing_kind::react);
  CHECK(rows[2].target() == message_at("1.1"));
  CHECK(rows[2].what.emoji == "trophy");
}

TEST_CASE("a key is used once, even after its delivery was sent") {
  scratch here;
  opened with(here.file());
  CHECK(add(with, greeting()));
  CHECK(!add(with, greeting("k", "other")));
  CHECK(find(with, "k").what.body == "hello");
  start(with, "k");
  finish(with, "k");
  CHECK(!add(with, greeting()));
  CHECK(due(with).empty());
}

TEST_CASE("deliveries are due oldest first, up to a limit, and not before their time") {
  scratch here;
  opened with(here.file());
  auto const next = [&] { return in_outbox(with, [](delivery::outbox box) { return box.next_due("T1"); }); };
  CHECK(!next());
  add(with, greeting("late"), 30);
  add(with, greeting("early"), 10);
  add(with, greeting("early too"), 10);

  CHECK(next() == at(10));
  CHECK(due(with, 9).empty());
  CHECK(keys(due(with, 10)) == lines{"early", "early too"});
  CHECK(keys(due(with, 30)) == lines{"early", "early too", "late"});
  CHECK(keys(due(with, 30, 1)) == lines{"early"});
}

TEST_CASE(
    "a delivery that is due further ahead than any is postponed was written by another clock, and is due") {
  scratch here;
  opened with(here.file());
  REQUIRE(with.write([](store::unit_of_work& work) {
    int const ahead = std::chrono::seconds(delivery::longest_postponement).count();
    delivery::outbox(work).add(delivery::outgoing::post("postponed", "T1", "C1", "", "{}"), at(0), at(ahead));
    delivery::outbox(work).add(delivery::outgoing::post("astray", "T1", "C1", "", "{}"), at(0),
                               at(ahead + 1));
    auto const due = delivery::outbox(work).due("T1", at(0), 10);
    REQUIRE(due.size() == 1);
    CHECK(due[0].what.key == "astray");
  }));
}

TEST_CASE("what is being sent is not due, and in doubt after a restart") {
  scratch here;
  {
    opened with(here.file());
    add(with, greeting("sending"));
    add(with, greeting("waiting"));
    CHECK(start(with, "sending"));
    CHECK(!start(with, "sending"));
    CHECK(keys(due(with)) == lines{"waiting"});
  }
  opened with(here.file());
  auto const doubtful = in_outbox(with, [](delivery::outbox box) { return box.in_doubt("T1"); });
  REQUIRE(keys(doubtful) == lines{"sending"});
  CHECK(doubtful[0].attempts == 1);
  CHECK(doubtful[0].what.body == "hello");
  retry(with, "sending", 5);
  CHECK(keys(due(with)) == lines{"waiting", "sending"});
  CHECK(find(with, "sending").error == "rate_limited");
}

TEST_CASE("a failed delivery is not tried again, and what follows it is withdrawn") {
  scratch here;
  opened with(here.file());
  add(with, greeting());
  start(with, "k");
  revise(with, "k", "anew");
  in_outbox(with, [](delivery::outbox box) { box.mark_failed(box.find("k")->id, "is_archived"); });

  CHECK(find(with, "k").state == delivery::outgoing_state::failed);
  CHECK(find(with, "k").error == "is_archived");
  CHECK(find(with, "k#1").state == delivery::outgoing_state::withdrawn);
  CHECK(due(with).empty());
  CHECK(!revise(with, "k", "again"));
  CHECK(!withdraw(with, "k"));
}

TEST_CASE("revising a message that is pending changes what will be sent") {
  scratch here;
  opened with(here.file());
  add(with, greeting());
  CHECK(revise(with, "k", "anew"));
  auto const rows = due(with);
  REQUIRE(keys(rows) == lines{"k"});
  CHECK(rows[0].what.body == "anew");
}

TEST_CASE("revising a message that was sent updates it where it stands, once for several changes") {
  scratch here;
  opened with(here.file());
  add(with, delivery::outgoing::direct("k", "T1", "bob", "hello"));
  start(with, "k");
  finish(with, "k", {"T1", "D1", "8.8"});
  CHECK(revise(with, "k", "anew"));
  CHECK(revise(with, "k", "once more"));
  auto const rows = due(with);

  REQUIRE(keys(rows) == lines{"k#1"});
  CHECK(rows[0].what.kind == delivery::outgoing_kind::update);
  CHECK(rows[0].target() == chat::message_ref("T1", "D1", "8.8"));
  CHECK(rows[0].what.body == "once more");
  start(with, "k#1");
  finish(with, "k#1", {});
  CHECK(revise(with, "k", "a third time"));
  CHECK(keys(due(with)) == lines{"k#2"});
}

TEST_CASE("revising a message that is being sent updates it afterwards") {
  scratch here;
  opened with(here.file());
  add(with, greeting());
  start(with, "k");
  CHECK(revise(with, "k", "anew"));
  CHECK(due(with).empty());
  CHECK(!in_outbox(with, [](delivery::outbox box) { return box.next_due("T1"); }));
  finish(with, "k");
  auto const rows = due(with);
  REQUIRE(keys(rows) == lines{"k#1"});
  CHECK(rows[0].target() == posted_at);
  CHECK(rows[0].what.body == "anew");
}

TEST_CASE("a message that could not be sent takes up what was revised meanwhile") {
  scratch here;
  opened with(here.file());
  add(with, greeting());
  start(with, "k");
  revise(with, "k", "anew");
  retry(with, "k", 5);
  auto const rows = due(with);
  REQUIRE(keys(rows) == lines{"k"});
  CHECK(rows[0].what.body == "anew");
  CHECK(rows[0].attempts == 1);
}

TEST_CASE("an update never overtakes an earlier one of the same message") {
  scratch here;
  opened with(here.file());
  add(with, greeting());
  start(with, "k");
  finish(with, "k");
  revise(with, "k", "second");
  start(with, "k#1");
  revise(with, "k", "third");
  CHECK(due(with).empty());
  retry(with, "k#1", 500);
  auto const rows = due(with);
  REQUIRE(keys(rows) == lines{"k#2"});
  CHECK(rows[0].what.body == "third");
  CHECK(find(with, "k#1").state == delivery::outgoing_state::withdrawn);
}

TEST_CASE("withdrawing what is pending means that it is never sent") {
  scratch here;
  opened with(here.file());
  add(with, greeting());
  CHECK(withdraw(with, "k"));
  CHECK(!withdraw(with, "k"));
  CHECK(!start(with, "k"));
  CHECK(!revise(with, "k", "anew"));
  CHECK(due(with).empty());
}

TEST_CASE("withdrawing what was sent undoes it, once") {
  scratch here;
  opened with(here.file());
  add(with, greeting("post"));
  add(with, delivery::outgoing::react("react", message_at("1.1"), "trophy"));
  add(with, delivery::outgoing::whisper("whisper", "T1", "C1", {}, "ann", "psst"));
  for (auto const* key : {"post", "react", "whisper"}) {
    start(with, key);
    finish(with, key, std::string_view(key) == "post" ? posted_at : chat::message_ref());
  }
  revise(with, "post", "anew");
  CHECK(withdraw(with, "post"));
  CHECK(withdraw(with, "react"));
  CHECK(!withdraw(with, "whisper"));
  CHECK(!withdraw(with, "post"));
  CHECK(!revise(with, "post", "too late"));
  auto const rows = due(with);

  REQUIRE(keys(rows) == lines{"post#2", "react#1"});
  CHECK(rows[0].what.kind == delivery::outgoing_kind::remove);
  CHECK(rows[0].target() == posted_at);
  CHECK(rows[1].what.kind == delivery::outgoing_kind::unreact);
  CHECK(rows[1].target() == message_at("1.1"));
  CHECK(rows[1].what.emoji == "trophy");
}

TEST_CASE("withdrawing what is being sent undoes it afterwards, or lets it be if it did not happen") {
  scratch here;
  opened with(here.file());
  add(with, greeting("arrives"));
  add(with, greeting("fails"));
  for (auto const* key : {"arrives", "fails"}) {
    start(with, key);
    CHECK(withdraw(with, key));
  }
  CHECK(due(with).empty());
  finish(with, "arrives");
  retry(with, "fails", 5);
  auto const rows = due(with);
  REQUIRE(keys(rows) == lines{"arrives#1"});
  CHECK(rows[0].what.kind == delivery::outgoing_kind::remove);
  CHECK(find(with, "fails").state == delivery::outgoing_state::withdrawn);
}

TEST_CASE("revising or withdrawing what was never there does nothing") {
  scratch here;
  opened with(here.file());
  CHECK(!revise(with, "nothing", "anew"));
  CHECK(!withdraw(with, "nothing"));
  CHECK(in_outbox(with, [](delivery::outbox box) { return !box.find("nothing"); }));
}

TEST_CASE("what was said is kept no longer than it takes to say it") {
  scratch here;
  opened with(here.file());
  add(with, greeting("sent"));
  add(with, greeting("withdrawn"));
  start(with, "sent");
  finish(with, "sent");
  withdraw(with, "withdrawn");
  CHECK(find(with, "sent").what.body.empty());
  CHECK(find(with, "withdrawn").what.body.empty());
}

TEST_CASE("old deliveries that ended are forgotten with what followed them; others stay") {
  scratch here;
  opened with(here.file());
  for (auto const* key : {"old", "open", "followed"})
    add(with, greeting(key));
  for (auto const* key : {"old", "followed"}) {
    start(with, key);
    finish(with, key);
    revise(with, key, "anew");
  }
  start(with, "old#1");
  finish(with, "old#1");
  auto const forgotten =
      in_outbox(with, [](delivery::outbox box) { return box.forget_ended("T1", at(100)); });

  CHECK(forgotten == 1);
  CHECK(in_outbox(with, [](delivery::outbox box) { return !box.find("old") && !box.find("old#1"); }));
  CHECK(keys(due(with)) == lines{"open", "followed#1"});
}

TEST_CASE("a delivery and the kudos it follows from are committed together or not at all") {
  scratch here;
  opened with(here.file());
  auto failing = [](store::unit_of_work& work) -> result<> {
    auto const said = says(ledger::kudos_source::message(message_at("1.1")), as_posted, {to("bob")});
    ledger::kudos_ledger(work).settle(said);
    delivery::outbox(work).add(greeting(), at(0));
    return error(errc::invalid_input, "no");
  };
  CHECK(!with.write(std::move(failing)));
  CHECK(kudos_in(with).empty());
  CHECK(due(with).empty());
}

namespace {

delivery::outgoing post_to(std::string channel, std::string key) {
  return delivery::outgoing::post(std::move(key), "T1", std::move(channel), "", "hello");
}

delivery::outgoing question_to(std::string person, std::int64_t round) {
  auto key = "q" + std::to_string(round) + person;
  auto made = delivery::outgoing::direct(std::move(key), "T1", std::move(person), "how was it?");
  made.subject = {delivery::subject_kind::question, round};
  return made;
}

lines turns(opened& with, std::size_t most, delivery::due_filter taken = {}) {
  return keys(
      in_outbox(with, [=](delivery::outbox box) { return box.take_turns("T1", at(1000), most, taken); }));
}

}  // namespace

TEST_CASE("however much there is for one place, every other place has its turn, one delivery at a time") {
  scratch here;
  opened with(here.file());
  for (int i = 0; i < 300; ++i)
    add(with, post_to("C1", "a" + std::to_string(i)), i);
  add(with, post_to("C2", "b"), 400);
  add(with, delivery::outgoing::direct("c", "T1", "bob", "hello"), 500);
  add(with, delivery::outgoing::whisper("d", "T1", "C1", "", "bob", "hello"), 0);
  CHECK(turns(with, 8) == lines{"a0", "b", "c"});
  CHECK(turns(with, 2) == lines{"a0", "b"});
  delivery::due_filter taken;
  taken.places = {"T1 C1"};
  CHECK(turns(with, 8, taken) == lines{"b", "c"});
}

TEST_CASE("the private messages about one thing share one turn, and get what others leave") {
  scratch here;
  opened with(here.file());
  for (int i = 0; i < 100; ++i)
    add(with, question_to("U" + std::to_string(i), 1), 0);
  add(with, question_to("U1", 2), 1);
  add(with, question_to("U200", 2), 1);
  add(with, post_to("C1", "a"), 400);
  CHECK(turns(with, 3) == lines{"q1U0", "q2U1", "a"});
  // What was due first goes on first, and never two to the same person.
  CHECK(turns(with, 6) == lines{"q1U0", "q2U1", "a", "q1U2", "q1U3", "q1U4"});
  delivery::due_filter taken;
  taken.queues = {"T1 question 1"};
  taken.places = {"T1 @U0", "T1 @U2"};
  CHECK(turns(with, 2, taken) == lines{"q2U1", "a"});
  CHECK(turns(with, 3, taken) == lines{"q2U1", "a", "q1U3"});
}

TEST_CASE("reactions have turns of their own") {
  scratch here;
  opened with(here.file());
  add(with, delivery::outgoing::react("r", message_at("1.1"), "tada"));
  add(with, delivery::outgoing::unreact("u", message_at("2.1"), "tada"));
  add(with, post_to("C1", "a"), 500);
  CHECK(turns(with, 8) == lines{"a"});
  delivery::due_filter reactions;
  reactions.is_reaction = true;
  CHECK(turns(with, 8, reactions) == lines{"r"});
  CHECK(keys(due(with)) == lines{"a", "r", "u"});
}

TEST_CASE("the next delivery after a moment, of whatever kind") {
  scratch here;
  opened with(here.file());
  add(with, delivery::outgoing::react("r", message_at("1.1"), "tada"), 7);
  add(with, post_to("C1", "a"), 5);
  auto const next = [&](int after) {
    return in_outbox(with, [after](delivery::outbox box) { return box.next_due("T1", at(after)); });
  };
  CHECK(next(0) == at(5));
  CHECK(next(5) == at(7));
  CHECK_FALSE(next(7));
}

TEST_CASE("what a workspace has to say waits for that workspace") {
  scratch here;
  opened with(here.file());
  auto elsewhere = greeting("theirs");
  elsewhere.workspace = "T2";
  REQUIRE(add(with, greeting("ours"), 5));
  REQUIRE(add(with, elsewhere, 3));
  in_outbox(with, [](delivery::outbox box) {
    CHECK(keys(box.due("T1", at(10), 10)) == lines{"ours"});
    CHECK(keys(box.due("T2", at(10), 10)) == lines{"theirs"});
    CHECK(keys(box.take_turns("T2", at(10), 10, {})) == lines{"theirs"});
    CHECK(box.next_due("T1", at(0)) == at(5));
    CHECK(box.next_due("T2", at(0)) == at(3));
  });
  REQUIRE(start(with, "theirs"));
  in_outbox(with, [](delivery::outbox box) {
    CHECK(box.in_doubt("T1").empty());
    CHECK(keys(box.in_doubt("T2")) == lines{"theirs"});
  });
  finish(with, "theirs");
  CHECK(in_outbox(with, [](delivery::outbox box) { return box.forget_ended("T1", at(100)); }) == 0);
  CHECK(in_outbox(with, [](delivery::outbox box) { return box.forget_ended("T2", at(100)); }) == 1);
}
