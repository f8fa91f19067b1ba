#include "app/ledger/earned_kudos.hpp"
#include "app/ledger/kudos.hpp"
#include "app/ledger/wins.hpp"
#include "app/people/forgotten.hpp"
#include "app/people/people.hpp"
#include "features/imports/import.hpp"

#include <map>
#include <set>
#include <string>
#include <utility>

namespace huzzah::imports {

namespace {

/// Records items one after the other within one unit of work.
class past_recording {
 public:
  past_recording(store::unit_of_work& work, options const& options, reader::known_people const& known,
                 std::vector<sample>& samples, std::size_t most_samples)
      : work_(work),
        limit_(options.apply_rules ? options.kudos.rules.daily_limit : 0),
        options_(options),
        people_(known),
        samples_(samples),
        most_samples_(most_samples) {}

  void record(item const& item) {
    if (!people::forgotten_people(work_).may_include_anybody(item.at)) return settle(item);
    if (people::forgotten_people(work_).include(item.giver, item.at)) {
      done_.forgotten += item.gives.size() + (item.win ? 1 : 0);
      return;
    }
    auto rest = item;
    done_.forgotten += people::forgotten_people(work_).leave_out_of(rest.gives, item.at);
    std::erase_if(rest.cheers, [&](reaction const& one) {
      return people::forgotten_people(work_).include(one.person, item.at);
    });
    if (rest.win) rest.win->text = people::forgotten_people(work_).without_them(rest.win->text, item.at);
    settle(rest);
  }

  outcome const& done() const { return done_; }

 private:
  void settle(item const& item) {
    auto const is_reaction = item.said.kind == kudos::source_kind::reaction;
    // An edit that left nothing, of a message that never gave anything, is no news.
    if (!item.gives.empty() || is_known(item)) record_kudos(item, is_reaction);
    if (item.win)
      record_win(item);
    else if (item.was_edited)
      take_win_back(item);
  }

  bool is_known(item const& item) {
    return item.was_edited && ledger::kudos_ledger(work_).is_stale(item.said, base::time_point::min());
  }

  void record_kudos(item const& item, bool is_reaction) {
    auto gives = item.gives;
    if (!leave_out(item, gives)) return;
    if (limit_ > 0 && !ledger::kudos_ledger(work_).is_stale(item.said, item.revision))
      keep_to_limit(item, gives);
    auto const change = ledger::kudos_ledger(work_).settle(
        ledger::kudos_statement(item.said, item.giver, item.revision, item.at, item.day, std::move(gives)));
    if (change.stale) {
      ++done_.known;
      return;
    }
    (is_reaction ? done_.reactions : done_.kudos) += change.added.size();
    done_.changed += change.changed.size() + change.removed.size();
    for (auto const& one : change.added) {
      remember(item, one.giver);
      remember(item, one.receiver);
      if (samples_.size() < most_samples_)
        samples_.push_back({item.said.where, one.giver, one.receiver, one.amount, one.reason, item.at});
    }
  }

  /// Takes out those who want to be left out, but for what they have earned by it. False if nothing is left
  /// that was or could be given.
  bool leave_out(item const& item, std::vector<kudos::candidate>& gives) {
    auto const before = gives.size();
    std::set<std::string> earned;
    std::erase_if(gives, [&](kudos::candidate const& one) {
      if (!is_left_out(item.said.where.workspace, one.receiver)) return false;
      if (earned.empty())
        for (auto const& known : ledger::earned_kudos(work_).of(item.said))
          earned.insert(known.receiver);
      if (earned.contains(one.receiver)) return false;
      ++done_.refused[kudos::refusal::left_out];
      return true;
    });
    return gives.size() == before || !gives.empty() || !earned.empty();
  }
  bool is_left_out(std::string const& workspace, std::string const& person) {
    auto const [found, is_new] = left_out_.try_emplace(person, false);
    if (is_new) found->second = people::people(work_).left_out(workspace, person);
    return found->second;
  }

  void keep_to_limit(item const& item, std::vector<kudos::candidate>& gives) {
    auto const before = ledger::kudos_ledger(work_).receivers_given_on(item.said.where.workspace, item.giver,
                                                                       item.day, item.said, limit_);
    auto const fine = [](std::string const& id) { return kudos::receiver_facts(id); };
    auto judged = kudos::judge(item.giver, gives, fine, before, options_.kudos.rules);
    for (auto const& one : judged.turned_down)
      ++done_.refused[one.why];
    gives = std::move(judged.accepted);
  }

  void record_win(item const& item) {
    auto const change = ledger::win_ledger(work_).settle(*item.win);
    if (change.stale && item.gives.empty()) ++done_.known;
    if (change.changed || change.removed) ++done_.changed;
    if (change.added) {
      ++done_.wins;
      remember(item, item.giver);
      if (samples_.size() < most_samples_)
        samples_.push_back({item.said.where, item.giver, {}, 0, change.added->text, item.at});
    }
    for (auto const& one : item.cheers)
      ledger::win_ledger(work_).cheer(item.said.where, one.person, one.emoji, true, item.at);
  }

  /// A win that the message no longer states, unless it answered a stand-up, which takes no label.
  void take_win_back(item const& item) {
    auto const standing = ledger::win_ledger(work_).find(item.said.where);
    ledger::win_source const said(item.said.where);
    if (!standing || standing->round != 0 || !(standing->said == said)) return;
    ledger::win_statement const nothing(said, item.giver, item.revision, item.at, item.day);
    if (ledger::win_ledger(work_).settle(nothing).removed) ++done_.changed;
  }

  /// Stores the facts about a person, unless the bot has learned them already, and later than the export was
  /// made.
  void remember(item const& item, std::string const& person) {
    auto const found = people_.find(person);
    auto const& workspace = item.said.where.workspace;
    if (found == people_.end() || !remembered_.insert(person).second) return;
    if (!people::people(work_).name_of(workspace, person).empty()) return;
    people::people(work_).upsert(workspace, person, found->second.name, found->second.time_zone);
  }

  store::unit_of_work& work_;
  int limit_;
  options const& options_;
  reader::known_people const& people_;
  std::vector<sample>& samples_;
  std::size_t most_samples_;
  std::set<std::string> remembered_;
  std::map<std::string, bool> left_out_;  // by person, as far as it was asked
  outcome done_;
};

}  // namespace

outcome record(store::unit_of_work& work, std::vector<item> const& items, options const& options,
               reader::known_people const& known, std::vector<sample>& samples, std::size_t most_samples) {
  past_recording recording(work, options, known, samples, most_samples);
  for (auto const& item : items)
    recording.record(item);
  return recording.done();
}

}  // namespace huzzah::imports
