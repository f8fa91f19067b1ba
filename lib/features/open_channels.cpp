#include "features/open_channels.hpp"

namespace huzzah::features {

namespace {

// What tells very much must not ask the platform for minutes.
constexpr std::size_t most_asked = 100;

}  // namespace

awaitable<std::set<std::string>> open_channels(chat::workspace& workspace, std::set<std::string> asked,
                                               std::string here) {
  std::set<std::string> open{here};
  asked.erase(here);
  auto left = most_asked;
  for (auto const& one : asked) {
    if (left-- == 0) break;
    auto const found = co_await workspace.find_channel(one);
    // Direct channels have no name.
    if (found && !found->is_private && !found->name.empty()) open.insert(one);
  }
  co_return open;
}

}  // namespace huzzah::features
