#include "features/kudos_recorder.hpp"

#include "features/kudos_answers.hpp"
#include "features/lines.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <map>

namespace huzzah::features {

namespace {

/// Looking somebody up may be a call to the platform, and the answer is due within seconds: whoever comes
/// after this many, or when this time is used up, is taken as an ordinary person.
constexpr std::size_t most_look_ups = 50;
constexpr base::duration look_up_budget = std::chrono::milliseconds{1200};

recognition::receiver_facts facts_about(std::map<std::string, chat::person> const& known,
                                        std::string const& id) {
  auto const found = known.find(id);
  if (found == known.end()) return recognition::receiver_facts(id);
  return recognition::receiver_facts(id, found->second.is_bot, found->second.is_deactivated,
                                     !found->second.id.empty());
}

/// Whether what was read afterwards was dealt with before: it isn't judged anew, by what is so today. The
/// past tells of an edit its second alone; what we were told of that second is that very edit if the words
/// are the same. Who was in a group then, nobody knows any more.
bool is_no_news(storage::ledger& ledger, giving const& given,
                std::vector<recognition::candidate> const& thanked) {
  if (!given.confirms) return false;
  if (given.said.kind == recognition::source_kind::reaction) return ledger.has_dealt_with(given.said);
  auto const second = std::chrono::floor<std::chrono::seconds>(given.revision);
  auto const standing = ledger.standing_as_of(given.said, second);
  auto const to_groups = !recognition::groups_in(given.intents).empty();
  auto const is_said = [&](storage::entry const& one) {
    auto const same = std::find_if(thanked.begin(), thanked.end(), [&](recognition::candidate const& now) {
      return !now.is_broadcast && now.receiver == one.receiver;
    });
    return same == thanked.end() ? to_groups : same->reason == one.reason;
  };
  return !standing.empty() && std::all_of(standing.begin(), standing.end(), is_said);
}

}  // namespace

kudos_recorder::kudos_recorder(storage::store& store, chat::workspace& workspace, base::clock& clock,
                               kudos_options const& options)
    : store_(store), workspace_(workspace), clock_(clock), roster_(workspace, clock), options_(options) {}

awaitable<result<std::vector<recognition::candidate>>> kudos_recorder::candidates(giving const& given) {
  std::map<std::string, std::vector<std::string>> members;
  for (auto const& group : recognition::groups_in(given.intents)) {
    auto found = co_await roster_.members(group);
    if (found) {
      members[group] = std::move(found).value();
      continue;
    }
    // One that can't be read now is read on redelivery. One that is gone, or that we may never read, must
    // not keep the others from their kudos.
    auto const code = found.error().code;
    if (code != errc::not_found && code != errc::rejected && code != errc::unauthorized)
      co_return std::move(found).error();
    spdlog::warn("the members of group {} can't be read: {}", group, to_string(found.error()));
  }
  co_return recognition::merge(recognition::expand_groups(given.intents, members, given.giver));
}

awaitable<std::map<std::string, chat::person>> kudos_recorder::look_up(
    std::vector<recognition::candidate> const& thanked, std::string const& giver) {
  std::map<std::string, chat::person> known;
  auto const until = clock_.uptime() + look_up_budget;
  // Those who are thanked first: what is known of them decides.
  std::vector<std::string> wanted;
  for (auto const& one : thanked)
    if (!one.is_broadcast && one.receiver != giver) wanted.push_back(one.receiver);
  for (auto const& one : thanked)
    for (auto const& person : mentioned_in(one.reason))
      wanted.push_back(person);
  for (auto const& person : wanted) {
    if (known.size() == most_look_ups || clock_.uptime() > until) break;
    if (known.contains(person)) continue;
    auto found = co_await roster_.find(person);
    known[person] = found ? std::move(found).value() : chat::person();
  }
  co_return known;
}

awaitable<result<recorded>> kudos_recorder::record(giving given) {
  auto thanked = co_await candidates(given);
  if (!thanked) co_return std::move(thanked).error();
  auto const known = co_await look_up(*thanked, given.giver);
  chat::person giver;
  if (!thanked->empty()) {
    auto found = co_await roster_.find(given.giver);
    if (found) giver = std::move(found).value();
  }
  auto const day = zone_of(giver).date_of(given.at);
  auto const link = given.said.where.timestamp.empty() ? std::string() : workspace_.link_to(given.said.where);
  auto const now = clock_.now();

  auto unit = [&given, &thanked = *thanked, &known, &giver, &link, day, now,
               &options = options_](storage::unit_of_work& work) {
    recorded done;
    auto const& workspace = given.said.where.workspace;
    if (is_no_news(work.ledger, given, thanked) || work.forgotten.include(given.giver, given.earliest)) {
      done.change.stale = true;
      return done;
    }
    work.forgotten.leave_out_of(thanked, given.earliest);
    auto const before =
        work.ledger.receivers_given_on(workspace, given.giver, day, given.said, options.rules.daily_limit);
    auto const facts = [&](std::string const& id) { return facts_about(known, id); };
    auto verdict = recognition::judge(given.giver, thanked, facts, before, options.rules);
    done.change = work.ledger.settle(
        storage::statement(given.said, given.giver, given.revision, given.at, day, verdict.accepted));
    if (done.change.stale) return done;
    done.verdict = std::move(verdict);
    if (!thanked.empty()) work.people.upsert(workspace, given.giver, giver.name, giver.time_zone);
    for (auto const& one : done.verdict.accepted) {
      if (auto const somebody = known.find(one.receiver); somebody != known.end())
        work.people.upsert(workspace, one.receiver, somebody->second.name, somebody->second.time_zone);
      for (auto const& person : mentioned_in(one.reason)) {
        auto const somebody = known.find(person);
        if (somebody != known.end() && !somebody->second.name.empty())
          work.people.upsert(workspace, person, somebody->second.name, somebody->second.time_zone);
        if (auto name = work.people.name_of(workspace, person); !name.empty())
          done.names[person] = std::move(name);
      }
    }

    auto const was_told = given.at <= work.rituals.restored_at();
    kudos_answers answers(work, given.said, options, now, given.late || was_told);
    answers.notify(done.change, link, given.in_direct);
    if (given.said.kind == recognition::source_kind::message)
      answers.acknowledge(given.giver, done.verdict.accepted, given.thread);
    // A command that gives nothing at all is answered in its acknowledgement.
    if (given.said.kind != recognition::source_kind::command || !done.verdict.accepted.empty())
      answers.refuse(given.giver, done.verdict, given.thread, given.in_direct);
    return done;
  };
  // The unit refers to this coroutine's frame, which stays until the unit has ended: a write isn't cancelled.
  co_return co_await store_.write(std::move(unit));
}

awaitable<result<>> kudos_recorder::forget_message(chat::message_ref where, base::time_point at) {
  auto unit = [where, at, now = clock_.now(), &options = options_](storage::unit_of_work& work) {
    auto const change = work.ledger.retract_message(where, at);
    auto const said = storage::source::message(where);
    kudos_answers(work, said, options, now).withdraw(change);
  };
  co_return co_await store_.write(std::move(unit));
}

awaitable<result<storage::change>> kudos_recorder::undo(std::string workspace, std::string giver,
                                                        base::time_point not_before) {
  auto unit = [workspace, giver, not_before, now = clock_.now(),
               &options = options_](storage::unit_of_work& work) {
    auto change = work.ledger.undo_last(workspace, giver, not_before, now);
    if (change.undone) kudos_answers(work, *change.undone, options, now).withdraw(change);
    return change;
  };
  co_return co_await store_.write(std::move(unit));
}

}  // namespace huzzah::features
