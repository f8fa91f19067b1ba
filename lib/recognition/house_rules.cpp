#include "recognition/house_rules.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <limits>
#include <optional>

namespace huzzah::recognition {

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

std::optional<refusal> why_not(std::string_view giver, candidate const& asked, facts_lookup const& facts,
                               house_rules_options const& options) {
  if (asked.is_broadcast) return refusal::broadcast;
  if (asked.receiver == giver) return refusal::self;
  auto const receiver = facts(asked.receiver);
  if (!receiver.known) return refusal::unknown_person;
  if (receiver.is_bot) return refusal::bot;
  if (receiver.is_deactivated) return refusal::deactivated;
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
  }
  return "unknown";
}

std::vector<std::string> groups_in(std::vector<kudos_intent> const& intents) {
  std::vector<std::string> groups;
  for (auto const& intent : intents)
    for (auto const& who : intent.targets)
      if (who.type == target::kind::group && std::find(groups.begin(), groups.end(), who.id) == groups.end())
        groups.push_back(who.id);
  return groups;
}

std::vector<kudos_intent> expand_groups(std::vector<kudos_intent> intents,
                                        std::map<std::string, std::vector<std::string>> const& members,
                                        std::string_view giver) {
  for (auto& intent : intents) {
    std::vector<target> people;
    auto const add = [&](target who) {
      if (std::find(people.begin(), people.end(), who) == people.end()) people.push_back(std::move(who));
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
  std::erase_if(intents, [](kudos_intent const& intent) { return intent.targets.empty(); });
  return intents;
}

std::vector<candidate> merge(std::vector<kudos_intent> const& intents) {
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
              int given_today, house_rules_options const& options) {
  verdict judged;
  auto left = options.daily_limit - given_today;
  for (auto const& asked : candidates) {
    auto refused_for = why_not(giver, asked, facts, options);
    if (!refused_for && options.daily_limit > 0 && left <= 0) refused_for = refusal::daily_limit;
    if (refused_for) {
      judged.turned_down.emplace_back(asked.receiver, *refused_for);
      continue;
    }
    --left;
    judged.accepted.push_back(asked);
    auto& amount = judged.accepted.back().amount;
    amount = std::min(std::max(amount, 1), std::max(options.largest_amount, 1));
  }
  return judged;
}

}  // namespace huzzah::recognition
