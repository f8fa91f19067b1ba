#include "app/people/look_up.hpp"

#include <spdlog/spdlog.h>
#include <boost/asio/experimental/awaitable_operators.hpp>

namespace huzzah::people {

namespace {

/// What those who ask side by side share.
class questions {
 public:
  questions(chat::directory& platform_, std::vector<std::string> ids_, std::size_t enough_)
      : platform(platform_), ids(std::move(ids_)), enough(enough_) {}

  bool is_over() const { return next == ids.size() || taken >= enough; }
  void learn(std::string const& id, chat::person somebody) {
    if (is_ordinary(somebody)) ++taken;
    known[id] = std::move(somebody);
  }

  chat::directory& platform;
  std::vector<std::string> ids;
  std::size_t enough;
  std::size_t next = 0;
  std::size_t taken = 0;  ///< ordinary people, and those who may be
  people_by_id known;
};

awaitable<> ask(questions& open) {
  while (!open.is_over()) {
    auto const id = open.ids[open.next++];
    if (open.known.contains(id)) continue;
    ++open.taken;
    auto found = co_await open.platform.find_person(id);
    if (!found && found.error().code != errc::not_found) {
      spdlog::warn("could not look up {}: {}", id, to_string(found.error()));
      continue;
    }
    --open.taken;
    open.learn(id, found ? std::move(found).value() : chat::person());
  }
}

awaitable<> ask_side_by_side(questions& open) {
  using namespace asio::experimental::awaitable_operators;
  co_await (ask(open) && ask(open) && ask(open) && ask(open) && ask(open) && ask(open) && ask(open) &&
            ask(open));
}

}  // namespace

bool is_ordinary(chat::person const& somebody) {
  return !somebody.id.empty() && !somebody.is_bot && !somebody.is_deactivated;
}

awaitable<people_by_id> look_up(chat::directory& platform, base::clock& clock, std::vector<std::string> ids,
                                base::duration until, std::size_t enough) {
  using namespace asio::experimental::awaitable_operators;
  questions open(platform, std::move(ids), enough);
  // Mostly they are known, and nothing needs to wait.
  while (!open.is_over()) {
    auto const& id = open.ids[open.next];
    auto known = platform.known_person(id);
    if (!known) break;
    open.learn(id, std::move(*known));
    ++open.next;
  }
  auto const left = until - clock.uptime();
  if (!open.is_over() && left > base::duration(0)) co_await (ask_side_by_side(open) || clock.sleep_for(left));
  co_return std::move(open.known);
}

}  // namespace huzzah::people
