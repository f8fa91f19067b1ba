#include "app/ledger/own_record.hpp"

#include "app/ledger/sight.hpp"
#include "app/people/ids.hpp"

#include <algorithm>

namespace huzzah::ledger {
namespace {

/// More than one person says and receives in any span that is asked for.
constexpr int most = 20'000;

}  // namespace

own_record read_own(store::connection& on, std::string const& workspace, people::viewer const& to,
                    base::time_point from, base::time_point until) {
  own_record found;
  auto const in = people::find_workspace(on, workspace);
  auto const who = in ? people::find_person(on, *in, to.person()) : std::nullopt;
  if (!who) return found;
  auto const is_outside = [&](base::time_point at) { return at <= from || at > until; };
  sight seen(on, *in, to);
  found.kudos = received_by(on, seen, *who, most);
  std::erase_if(found.kudos, [&](recognition_record const& one) { return is_outside(one.given_at); });
  found.hidden_kudos = static_cast<int>(
      std::erase_if(found.kudos, [](recognition_record const& one) { return one.is_hidden; }));
  std::reverse(found.kudos.begin(), found.kudos.end());
  found.wins = wins_of(on, workspace, to.person(), most);
  std::erase_if(found.wins, [&](win_view const& one) { return is_outside(one.said_at); });
  std::reverse(found.wins.begin(), found.wins.end());
  return found;
}

int leave_to(store::connection& on, std::string const& workspace, people::viewer const& reader,
             own_record& said) {
  auto const before = said.wins.size() + said.kudos.size();
  said.hidden_kudos = 0;
  auto const in = people::find_workspace(on, workspace);
  auto seen = in ? std::optional<sight>(std::in_place, on, *in, reader) : std::nullopt;
  auto const is_closed = [&](auto const& one) {
    auto const entry = seen ? find_entry(on, one.id) : std::nullopt;
    return !entry || entry->audience == people::people_named || !seen->sees(*entry);
  };
  std::erase_if(said.wins, is_closed);
  std::erase_if(said.kudos, is_closed);
  return static_cast<int>(before - said.wins.size() - said.kudos.size());
}

}  // namespace huzzah::ledger
