#include "features/kudos/recorder.hpp"

#include "app/ledger/earned_kudos.hpp"
#include "app/ledger/kudos.hpp"
#include "app/ledger/late_kudos.hpp"
#include "app/people/forgotten.hpp"
#include "app/people/people.hpp"
#include "app/phrases.hpp"
#include "features/kudos/replies.hpp"
#include "store/references.hpp"
#include "store/restored.hpp"

#include <spdlog/spdlog.h>
#include <boost/asio/experimental/awaitable_operators.hpp>

#include <algorithm>
#include <chrono>
#include <map>
#include <memory>
#include <set>

namespace huzzah::kudos {

namespace {

using namespace std::chrono_literals;

/// The platform sends an event again that is not acknowledged within 3 s; a person who typed a command sees
/// by then that it failed, and types it once more.
constexpr base::duration message_patience = 1'200ms;
constexpr base::duration command_patience = 2s;
/// The most people mentioned in reasons that are looked up.
constexpr std::size_t most_mentioned = 20;

bool is_command(submission const& given) {
  return given.said.kind == source_kind::command;
}

receiver_facts facts_about(people::people_by_id const& known, std::string const& id) {
  auto const found = known.find(id);
  receiver_facts facts(id);
  facts.is_pending = found == known.end();
  if (facts.is_pending) return facts;
  facts.known = !found->second.id.empty();
  facts.is_bot = found->second.is_bot;
  facts.is_deactivated = found->second.is_deactivated;
  return facts;
}

/// What receivers have by earlier versions of a message, and the groups with those who were in them when they
/// were thanked.
class earlier_versions {
 public:
  earlier_versions(store::unit_of_work& work, submission const& given, ledger::members_by_group now)
      : members(std::move(now)) {
    if (given.said.kind != source_kind::message || given.revision == base::time_point()) return;
    auto const groups = groups_in(given.intents);
    for (auto const& one : ledger::earned_kudos(work).of(given.said)) {
      amounts[one.receiver] = one.amount;
      for (auto const& group : one.groups)
        if (std::find(groups.begin(), groups.end(), group) != groups.end())
          members_then[group].push_back(one.receiver);
    }
    adds_members = !members_then.empty();
    if (given.confirms)
      for (auto const& [group, people] : members)
        members_then.emplace(group, people);
    for (auto const& [group, people] : members_then)
      members[group].insert(members[group].end(), people.begin(), people.end());
  }

  earned_amounts amounts;
  ledger::members_by_group members;
  ledger::members_by_group members_then;  ///< of a group that was thanked before, only those who were in it
  bool adds_members = false;
};

std::vector<candidate> receivers_of(submission const& given, ledger::members_by_group const& members) {
  return merge(expand_groups(given.intents, members, given.giver));
}

/// Of a group's members those who want no kudos are passed over without a word: only a person who thanks them
/// by name hears of it. Who has earned it by the message keeps it.
void pass_over(std::vector<candidate>& thanked, submission const& given, earned_amounts const& earned,
               std::function<bool(std::string const& person)> const& is_left_out) {
  std::set<std::string> named;
  for (auto const& intent : given.intents)
    for (auto const& one : intent.targets)
      if (one.type == target::kind::person) named.insert(one.id);
  std::erase_if(thanked, [&](candidate const& one) {
    return !one.is_broadcast && !named.contains(one.receiver) && !earned.contains(one.receiver) &&
           is_left_out(one.receiver);
  });
}

outcome nothing_in_time(std::vector<target> undecided) {
  outcome none;
  none.undecided = std::move(undecided);
  return none;
}

/// Whether an edit that was read afterwards was handled before, so that it isn't judged again by today's
/// facts. The past gives only the second of an edit; an event of that second is the same edit if it gives the
/// same. `accepted` leaves out those who have joined a group since.
bool is_no_news(ledger::kudos_ledger ledger, submission const& given,
                std::vector<candidate> const& accepted) {
  auto const second = std::chrono::floor<std::chrono::seconds>(given.revision);
  std::map<std::string, ledger::kudos_entry> standing;
  for (auto& one : ledger.standing_as_of(given.said, second))
    standing.emplace(one.receiver, std::move(one));
  auto const is_known = [&](candidate const& now) {
    auto const one = standing.find(now.receiver);
    auto values = now.values;
    std::sort(values.begin(), values.end());
    return one != standing.end() && one->second.amount == now.amount && one->second.reason == now.reason &&
           one->second.values == values;
  };
  return !standing.empty() && standing.size() == accepted.size() &&
         std::all_of(accepted.begin(), accepted.end(), is_known);
}

/// All that is known of a submission before its unit of work.
class prepared {
 public:
  submission given;
  ledger::members_by_group members;
  std::vector<candidate> receivers;
  people::people_by_id known;
  kudos::options const* chosen;
  std::string link;
  base::time_point now;
  chat::person giver = chat::person();
  calendar::local_date day = calendar::local_date();

  outcome record(store::unit_of_work& work) const;
};

outcome prepared::record(store::unit_of_work& work) const {
  outcome done;
  auto const& workspace = given.said.where.workspace;
  earlier_versions const earlier(work, given, members);
  auto const is_reaction = given.said.kind == source_kind::reaction;
  auto const is_known =
      given.confirms && is_reaction && ledger::kudos_ledger(work).has_dealt_with(given.said);
  if (is_known || people::forgotten_people(work).include(given.giver, given.earliest)) {
    done.change.stale = true;
    return done;
  }
  auto const before = ledger::kudos_ledger(work).receivers_given_on(workspace, given.giver, day, given.said,
                                                                    chosen->rules.daily_limit);
  auto const is_left_out = [&](std::string const& id) {
    return people::people(work).left_out(workspace, id);
  };
  auto const is_private = given.in_direct && given.heard_by == people::reach::named;
  auto const facts = [&](std::string const& id) {
    auto found = facts_about(known, id);
    found.is_left_out =
        is_left_out(id) ||
        (is_private && people::people(work).no_private_from(workspace, id).contains(given.giver));
    return found;
  };
  auto const judge = [&](std::vector<candidate>& thanked) {
    people::forgotten_people(work).leave_out_of(thanked, given.earliest);
    pass_over(thanked, given, earlier.amounts, is_left_out);
    return kudos::judge(given.giver, thanked, facts, before, chosen->rules, earlier.amounts);
  };
  if (given.confirms && !is_reaction) {
    auto then = receivers_of(given, earlier.members_then);
    done.change.stale = is_no_news(ledger::kudos_ledger(work), given, judge(then).accepted);
    if (done.change.stale) return done;
  }
  auto thanked = earlier.adds_members ? receivers_of(given, earlier.members) : receivers;
  auto verdict = judge(thanked);
  for (auto const& one : verdict.turned_down)
    if (auto const who = known.find(one.receiver); who != known.end())
      done.names[one.receiver] = who->second.name;
  if (is_command(given)) {
    for (auto const& one : verdict.accepted)
      if (one.is_pending) done.undecided.emplace_back(target::kind::person, one.receiver);
    if (!done.undecided.empty()) return done;
  }
  ledger::kudos_statement stated(given.said, given.giver, given.revision, given.at, day, verdict.accepted);
  stated.heard_by = given.heard_by;
  done.change = ledger::kudos_ledger(work).settle(stated);
  if (done.change.stale) return done;
  for (auto const& one : done.change.added)
    ledger::late_kudos(work).found(one.id, given.at, now);
  done.verdict = std::move(verdict);
  if (!earlier.members.empty() && given.said.kind == source_kind::message)
    ledger::earned_kudos(work).remember_groups(given.said, earlier.members);
  if (!thanked.empty()) people::people(work).upsert(workspace, given.giver, giver.name, giver.time_zone);
  for (auto const& one : done.verdict.accepted) {
    if (auto const receiver = known.find(one.receiver); receiver != known.end())
      people::people(work).upsert(workspace, one.receiver, receiver->second.name, receiver->second.time_zone);
    for (auto const& person : app::mentioned_in(one.reason)) {
      auto const mentioned = known.find(person);
      if (mentioned != known.end() && !mentioned->second.name.empty())
        people::people(work).upsert(workspace, person, mentioned->second.name, mentioned->second.time_zone);
      if (auto name = people::people(work).name_of(workspace, person); !name.empty())
        done.names[person] = std::move(name);
    }
  }

  auto const was_told = given.at <= store::restored_at(work);
  replies answers(work, given.said, *chosen, now, given.late || was_told);
  answers.notify(done.change, link, given.in_direct);
  if (given.said.kind == source_kind::message)
    answers.acknowledge(given.giver, done.verdict.accepted, given.thread);
  if (given.is_announced) answers.announce(done.change);
  if (is_command(given) && !given.in_direct && !done.change.added.empty())
    done.reference = store::reference(work, store::reference_kind::kudos, done.change.added.front().id);
  // A command that gives nothing at all is answered in its acknowledgement.
  if (!is_command(given) || !done.verdict.accepted.empty())
    answers.refuse(given.giver, done.verdict, given.thread, given.in_direct);
  return done;
}

recorder::unit unit_of(std::shared_ptr<prepared const> facts) {
  return [facts = std::move(facts)](store::unit_of_work& work) { return facts->record(work); };
}

recorder::unit unit_of(outcome known) {
  return [known = std::move(known)](store::unit_of_work&) { return known; };
}

}  // namespace

recorder::recorder(app::context const& with, options const& options)
    : with_(with), people_(with.workspace, with.clock), options_(options) {}

awaitable<result<ledger::members_by_group>> recorder::members_of(submission const& given,
                                                                 base::duration until) {
  using namespace asio::experimental::awaitable_operators;
  ledger::members_by_group members;
  for (auto const& group : groups_in(given.intents)) {
    auto found = result<std::vector<std::string>>(error(errc::timed_out, "no answer in time"));
    if (is_command(given)) {
      auto const left = std::max(until - with_.clock.uptime(), base::duration(0));
      auto first = co_await (people_.members(group) || with_.clock.sleep_for(left));
      if (first.index() == 0) found = std::get<0>(std::move(first));
    } else {
      found = co_await people_.members(group);
    }
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
  co_return members;
}

awaitable<people::people_by_id> recorder::look_up(submission const& given,
                                                  std::vector<candidate> const& thanked,
                                                  base::duration until) {
  if (thanked.empty()) co_return people::people_by_id();
  std::vector<std::string> wanted{given.giver};
  for (auto const& one : thanked)
    if (!one.is_broadcast && one.receiver != given.giver) wanted.push_back(one.receiver);
  // Receivers beyond that many get nothing in any case.
  auto const limit = static_cast<std::size_t>(std::max(options_.rules.daily_limit, 0));
  auto const enough = 1 + (limit > 0 ? std::min(limit, most_receivers) : most_receivers);
  auto known = co_await people::look_up(with_.workspace, with_.clock, std::move(wanted), until, enough);

  std::set<std::string> mentioned;
  for (auto const& one : thanked)
    if (mentioned.size() < most_mentioned) mentioned.merge(app::mentioned_in(one.reason));
  std::vector<std::string> names;
  for (auto const& person : mentioned)
    if (names.size() < most_mentioned && !known.contains(person)) names.push_back(person);
  auto more = co_await people::look_up(with_.workspace, with_.clock, std::move(names), until);
  known.merge(more);
  co_return known;
}

awaitable<result<recorder::unit>> recorder::prepare(submission given) {
  auto const until = with_.clock.uptime() + (is_command(given) ? command_patience : message_patience);
  auto members = co_await members_of(given, until);
  if (!members && is_command(given) && members.error().code == errc::timed_out) {
    std::vector<target> groups;
    for (auto& group : groups_in(given.intents))
      groups.emplace_back(target::kind::group, std::move(group));
    co_return unit_of(nothing_in_time(std::move(groups)));
  }
  if (!members) co_return members.error();
  auto receivers = receivers_of(given, *members);
  auto known = co_await look_up(given, receivers, until);
  auto link = given.said.where.id.empty() ? std::string() : with_.workspace.link_to(given.said.where);
  auto const facts =
      std::make_shared<prepared>(prepared{std::move(given), std::move(*members), std::move(receivers),
                                          std::move(known), &options_, std::move(link), with_.clock.now()});
  auto const giver = facts->known.find(facts->given.giver);
  if (giver != facts->known.end()) facts->giver = giver->second;
  facts->day = people::zone_of(facts->giver).date_of(facts->given.at);
  co_return unit_of(facts);
}

awaitable<result<outcome>> recorder::record(submission given) {
  auto job = co_await prepare(std::move(given));
  if (!job) co_return job.error();
  co_return co_await with_.store.write(std::move(*job));
}

void recorder::forget_message(store::unit_of_work& work, chat::message_ref const& where,
                              base::time_point at) const {
  auto const change = ledger::kudos_ledger(work).retract_message(where, at);
  replies(work, ledger::kudos_source::message(where), options_, with_.clock.now()).withdraw(change);
}

awaitable<result<ledger::kudos_change>> recorder::undo(std::string workspace, std::string giver,
                                                       base::time_point not_before) {
  auto job = [workspace, giver, not_before, now = with_.clock.now(),
              &options = options_](store::unit_of_work& work) {
    auto change = ledger::kudos_ledger(work).undo_last(workspace, giver, not_before, now);
    if (change.undone) replies(work, *change.undone, options, now).withdraw(change);
    return change;
  };
  co_return co_await with_.store.write(std::move(job));
}

}  // namespace huzzah::kudos
