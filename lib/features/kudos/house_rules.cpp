#include "features/kudos/house_rules.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <set>

namespace huzzah::kudos {

namespace {

/// A receiver's kudos while the intents of one message are gathered.
class tally {
 public:
  explicit tally(candidate first) : total(std::move(first)) {}

  void add(int amount, std::string reason, std::vector<std::string> const& values) {
    total.amount = amount > std::numeric_limits<int>::max() - total.amount ? std::numeric_limits<int>::max()
                                                                           : total.amount + amount;
    if (!reason.empty() && std::find(reasons.begin(), reasons.end(), reason) == reasons.end()) {
      total.reason += (total.reason.empty() ? "" : " / ") + reason;
      reasons.push_back(std::move(reason));
    }
    for (auto const& value : values)
      if (std::find(total.values.begin(), total.values.end(), value) == total.values.end())
        total.values.push_back(value);
  }

  candidate total;
  std::vector<std::string> reasons;
};

std::optional<refusal> why_not(std::string_view giver, candidate const& asked, receiver_facts const& receiver,
                               house_rules_options const& options) {
  if (asked.is_broadcast) return refusal::broadcast;
  if (asked.receiver == giver) return refusal::self;
  if (!receiver.is_pending) {
    if (!receiver.known) return refusal::unknown_person;
    if (receiver.is_bot) return refusal::bot;
    if (receiver.is_deactivated) return refusal::deactivated;
  }
  if (receiver.is_left_out) return refusal::left_out;
  auto const reason = chat::to_plain(chat::from_markup(asked.reason));
  auto const said = static_cast<std::ptrdiff_t>(base::length(base::trim(reason)));
  if (said < options.minimum_reason) return refusal::reason_too_short;
  return std::nullopt;
}

}  // namespace

std::string_view to_string(refusal why) {
  switch (why) {
    case refusal::self:
      return "self";
    case refusal::bot:
      return "bot";
    case refusal::deactivated:
      return "deactivated";
    case refusal::broadcast:
      return "broadcast";
    case refusal::daily_limit:
      return "daily_limit";
    case refusal::reason_too_short:
      return "reason_too_short";
    case refusal::unknown_person:
      return "unknown_person";
    case refusal::too_many:
      return "too_many";
    case refusal::left_out:
      return "left_out";
  }
  return "unknown";
}

std::vector<std::string> groups_in(std::vector<intent> const& intents) {
  std::vector<std::string> groups;
  for (auto const& intent : intents)
    for (auto const& who : intent.targets)
      if (who.type == target::kind::group && std::find(groups.begin(), groups.end(), who.id) == groups.end())
        groups.push_back(who.id);
  return groups;
}

std::vector<intent> expand_groups(std::vector<intent> intents,
                                  std::map<std::string, std::vector<std::string>> const& members,
                                  std::string_view giver) {
  for (auto& intent : intents) {
    std::vector<target> people;
    std::set<std::pair<target::kind, std::string>> added;
    auto const add = [&](target who) {
      if (added.emplace(who.type, who.id).second) people.push_back(std::move(who));
    };
    for (auto& who : intent.targets) {
      if (who.type != target::kind::group) {
        add(std::move(who));
        continue;
      }
      auto const found = members.find(who.id);
      if (found == members.end()) continue;
      for (auto const& member : found->second)
        if (member != giver) add({target::kind::person, member});
    }
    intent.targets = std::move(people);
  }
  std::erase_if(intents, [](intent const& intent) { return intent.targets.empty(); });
  return intents;
}

std::vector<candidate> merge(std::vector<intent> const& intents) {
  std::vector<tally> tallies;
  std::map<std::pair<bool, std::string>, std::size_t> places;
  for (auto const& intent : intents) {
    auto const reason = chat::to_markup(intent.reason);
    for (auto const& who : intent.targets) {
      if (who.type == target::kind::group) continue;
      auto const is_broadcast = who.type == target::kind::broadcast;
      auto const [place, is_new] = places.try_emplace({is_broadcast, who.id}, tallies.size());
      if (is_new) tallies.emplace_back(candidate(who.id, 0, {}, {}, is_broadcast));
      tallies[place->second].add(intent.amount, reason, intent.values);
    }
  }
  std::vector<candidate> candidates;
  candidates.reserve(tallies.size());
  for (auto& one : tallies)
    candidates.push_back(std::move(one.total));
  return candidates;
}

verdict judge(std::string_view giver, std::vector<candidate> const& candidates, facts_lookup const& facts,
              int given_today, house_rules_options const& options, earned_amounts const& earned) {
  auto const earned_by = [&](candidate const& asked) {
    auto const found = asked.is_broadcast ? earned.end() : earned.find(asked.receiver);
    return found == earned.end() ? 0 : found->second;
  };
  auto const has_earned = [&](candidate const& asked) { return earned_by(asked) > 0; };
  verdict judged;
  auto const kept = std::count_if(candidates.begin(), candidates.end(), has_earned);
  auto left = std::ptrdiff_t{options.daily_limit} - given_today - kept;
  auto room = static_cast<std::ptrdiff_t>(most_receivers) - kept;
  for (auto const& asked : candidates) {
    auto const amount_so_far = earned_by(asked);
    receiver_facts receiver;
    std::optional<refusal> refused_for;
    if (amount_so_far == 0) {
      if (!asked.is_broadcast && asked.receiver != giver) receiver = facts(asked.receiver);
      refused_for = why_not(giver, asked, receiver, options);
      if (!refused_for && options.daily_limit > 0 && left <= 0) refused_for = refusal::daily_limit;
      if (!refused_for && room <= 0) refused_for = refusal::too_many;
    }
    if (refused_for) {
      judged.turned_down.emplace_back(asked.receiver, *refused_for);
      continue;
    }
    if (amount_so_far == 0) {
      --left;
      --room;
    }
    judged.accepted.push_back(asked);
    auto& accepted = judged.accepted.back();
    accepted.is_pending = receiver.is_pending;
    accepted.amount =
        std::min(std::max(asked.amount, 1), std::max({options.largest_amount, amount_so_far, 1}));
  }
  return judged;
}

}  // namespace huzzah::kudos
