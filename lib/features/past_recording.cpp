#include "features/past.hpp"

#include <set>
#include <utility>

namespace huzzah::features {

namespace {

/// Records items one after the other within one unit of work.
class past_recording {
 public:
  past_recording(storage::unit_of_work& work, past_options const& options, past_reader::people const& known,
                 std::vector<past_sample>& samples, std::size_t most_samples)
      : work_(work),
        limit_(options.apply_rules ? options.kudos.rules.daily_limit : 0),
        options_(options),
        people_(known),
        samples_(samples),
        most_samples_(most_samples) {}

  void record(past_item const& item) {
    if (!work_.forgotten.may_include_anybody(item.at)) return settle(item);
    if (work_.forgotten.include(item.giver, item.at)) {
      done_.forgotten += item.gives.size() + (item.win ? 1 : 0);
      return;
    }
    auto rest = item;
    done_.forgotten += work_.forgotten.leave_out_of(rest.gives, item.at);
    std::erase_if(rest.cheers,
                  [&](past_reaction const& one) { return work_.forgotten.include(one.person, item.at); });
    if (rest.win) rest.win->text = work_.forgotten.without_them(rest.win->text, item.at);
    settle(rest);
  }

  past_outcome const& outcome() const { return done_; }

 private:
  void settle(past_item const& item) {
    auto const is_reaction = item.said.kind == recognition::source_kind::reaction;
    // An edit that left nothing, of a message that never gave anything, is no news.
    if (!item.gives.empty() || is_known(item)) record_kudos(item, is_reaction);
    if (item.win)
      record_win(item);
    else if (item.was_edited)
      take_win_back(item);
  }

  bool is_known(past_item const& item) {
    return item.was_edited && work_.ledger.is_stale(item.said, base::time_point::min());
  }

  void record_kudos(past_item const& item, bool is_reaction) {
    auto gives = item.gives;
    if (limit_ > 0 && !work_.ledger.is_stale(item.said, item.revision)) keep_to_limit(item, gives);
    auto const change = work_.ledger.settle(
        storage::statement(item.said, item.giver, item.revision, item.at, item.day, std::move(gives)));
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

  void keep_to_limit(past_item const& item, std::vector<recognition::candidate>& gives) {
    auto const before =
        work_.ledger.receivers_given_on(item.said.where.workspace, item.giver, item.day, item.said, limit_);
    auto const fine = [](std::string const& id) { return recognition::receiver_facts(id); };
    auto judged = recognition::judge(item.giver, gives, fine, before, options_.kudos.rules);
    for (auto const& one : judged.turned_down)
      ++done_.refused[one.why];
    gives = std::move(judged.accepted);
  }

  void record_win(past_item const& item) {
    auto const change = work_.wins.settle(*item.win);
    if (change.stale && item.gives.empty()) ++done_.known;
    if (change.changed || change.removed) ++done_.changed;
    if (change.added) {
      ++done_.wins;
      remember(item, item.giver);
      if (samples_.size() < most_samples_)
        samples_.push_back({item.said.where, item.giver, {}, 0, change.added->text, item.at});
    }
    for (auto const& one : item.cheers)
      work_.wins.cheer(item.said.where, one.person, one.emoji, true, item.at);
  }

  /// A win that the message no longer states, unless it answered a stand-up, which takes no label.
  void take_win_back(past_item const& item) {
    auto const standing = work_.wins.find(item.said.where);
    storage::win_source const said(item.said.where);
    if (!standing || standing->round != 0 || !(standing->said == said)) return;
    storage::win_statement const nothing(said, item.giver, item.revision, item.at, item.day);
    if (work_.wins.settle(nothing).removed) ++done_.changed;
  }

  /// Who somebody is, unless the bot has learned it already, and later than the export was made.
  void remember(past_item const& item, std::string const& person) {
    auto const found = people_.find(person);
    auto const& workspace = item.said.where.workspace;
    if (found == people_.end() || !remembered_.insert(person).second) return;
    if (!work_.people.name_of(workspace, person).empty()) return;
    work_.people.upsert(workspace, person, found->second.name, found->second.time_zone);
  }

  storage::unit_of_work& work_;
  int limit_;
  past_options const& options_;
  past_reader::people const& people_;
  std::vector<past_sample>& samples_;
  std::size_t most_samples_;
  std::set<std::string> remembered_;
  past_outcome done_;
};

}  // namespace

past_outcome record_past(storage::unit_of_work& work, std::vector<past_item> const& items,
                         past_options const& options, past_reader::people const& known,
                         std::vector<past_sample>& samples, std::size_t most_samples) {
  past_recording recording(work, options, known, samples, most_samples);
  for (auto const& item : items)
    recording.record(item);
  return recording.outcome();
}

}  // namespace huzzah::features
