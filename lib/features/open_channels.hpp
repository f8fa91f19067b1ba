// Whose words may be told where: what was said behind closed doors is told behind the same doors alone.
#pragma once

#include "chat/workspace.hpp"
#include "recognition/digest.hpp"

#include <set>
#include <string>
#include <vector>

namespace huzzah::features {

/// Those of some channels whose words may be told in the channel `here`: the open ones, and itself. While the
/// platform can't say of one what it is, it counts as private. The workspace must outlive it.
awaitable<std::set<std::string>> open_channels(chat::workspace& workspace, std::set<std::string> asked,
                                               std::string here);

/// The channels that wins were meant for.
template <class Win>
std::set<std::string> channels_of(std::vector<Win> const& wins) {
  std::set<std::string> found;
  for (auto const& one : wins)
    if (!one.meant_for.empty()) found.insert(one.meant_for);
  return found;
}

/// Takes out the wins that were meant for other channels than the open ones.
template <class Win>
void keep_open(std::vector<Win>& wins, std::set<std::string> const& open) {
  std::erase_if(wins,
                [&](Win const& one) { return !one.meant_for.empty() && !open.contains(one.meant_for); });
}

}  // namespace huzzah::features
