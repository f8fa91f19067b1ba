#include "features/kudos/direct_help.hpp"

#include "app/delivery/outbox.hpp"
#include "app/lateness.hpp"
#include "base/text.hpp"
#include "features/kudos/words.hpp"

#include <utility>
#include <variant>

namespace huzzah::kudos {

namespace {

/// "help", "Help!", "help?"
bool asks_for_help(chat::rich_text const& text) {
  constexpr std::size_t longest = 10;
  if (text.size() != 1 || text.front().kind != chat::token_kind::text) return false;
  auto word = base::trim(text.front().text);
  while (word.ends_with('!') || word.ends_with('?') || word.ends_with('.'))
    word.remove_suffix(1);
  return word.size() < longest && base::to_lower(base::trim(word)) == "help";
}

}  // namespace

direct_help::direct_help(store::store& store, chat::workspace& /*workspace*/, base::clock& clock,
                         options options)
    : store_(store), clock_(clock), options_(std::move(options)) {}

bool direct_help::concerns(chat::event const& happened) const {
  auto const* posted = std::get_if<chat::message_posted>(&happened);
  return posted != nullptr && posted->channel == chat::channel_kind::direct && asks_for_help(posted->text) &&
         !app::is_late(posted->is_past, posted->at, clock_.now());
}

awaitable<result<std::optional<chat::reply>>> direct_help::handle(chat::event const& happened) {
  if (!concerns(happened)) co_return std::optional<chat::reply>();
  auto const& posted = std::get<chat::message_posted>(happened);
  auto unit = [this, &posted, now = clock_.now()](store::unit_of_work& work) {
    auto const& where = posted.where;
    auto const key = "help:" + where.workspace + ":" + where.channel + ":" + where.timestamp;
    auto const body = chat::to_json(kudos_help(options_.emoji, options_.values));
    delivery::outbox(work).add(delivery::outgoing::direct(key, where.workspace, posted.author, body), now);
  };
  auto done = co_await store_.write(std::move(unit));
  if (!done) co_return std::move(done).error();
  co_return std::optional<chat::reply>();
}

}  // namespace huzzah::kudos
