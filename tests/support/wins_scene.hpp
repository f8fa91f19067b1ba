// The scene with wins in it.
#pragma once

#include "app/delivery/outbox.hpp"
#include "app/ledger/win_views.hpp"
#include "features/wins/feature.hpp"
#include "support/nobody_asks.hpp"
#include "support/scene.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace huzzah::test {

/// What can be seen of wins.
class scene_of_wins : public scene {
 public:
  using scene::scene;

  /// Where the message of a delivery stands.
  chat::message_ref sent(std::string const& key) {
    return write([&](store::unit_of_work& work) { return delivery::outbox(work).where_sent(key); })
        .value_or(chat::message_ref());
  }

  std::vector<ledger::win_view> wins_of(std::string const& person) {
    return read([&](store::reader& from) { return ledger::wins_of(from, "T1", person, 100); });
  }
  std::vector<ledger::win_view> shared_wins(people::viewer const& to = people::viewer::everybody()) {
    auto const since = calendar::parse_date("2026-01-01").value();
    return read([&](store::reader& from) { return ledger::shared_wins(from, "T1", since, 100, to); });
  }
  /// The words of somebody's newest win, or nothing.
  std::string last_win(std::string const& person) {
    auto const wins = wins_of(person);
    return wins.empty() ? std::string() : chat::to_plain(chat::from_markup(wins.front().text));
  }

  /// All that was said to that channel or person and stands, blocks and buttons too.
  std::string said_in(std::string const& channel) const {
    std::string found;
    for (auto const& post : workspace.posts)
      if (post.where.channel == channel && !post.removed) found += chat::to_json(post.said) + "\n";
    return found;
  }
};

class wins_scene : public scene_of_wins {
 public:
  /// A Wednesday morning.
  explicit wins_scene(kudos::options kudos = {}, std::string_view now = "2026-11-18T09:00:00Z",
                      store::open_options const& how = {})
      : scene_of_wins(kudos, now, how) {
    add<wins::feature>(wins::options(std::move(kudos), asked));
  }
  nobody_asks asked;
};

/// Whether a reply says that, in its summary or its blocks.
inline bool says(std::optional<chat::reply> const& reply, std::string_view words) {
  if (!reply || !reply->said) return false;
  auto const all = chat::to_plain(reply->said->summary) + "\n" + chat::to_json(*reply->said);
  return all.find(words) != std::string::npos;
}

inline bool contains(std::string_view text, std::string_view words) {
  return text.find(words) != std::string_view::npos;
}

}  // namespace huzzah::test
