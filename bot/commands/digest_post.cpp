// `huzzah digest --post`: through the outbox, as the bot's own digests.
#include "app/delivery/outbox.hpp"
#include "bot/cli/terminal_text.hpp"
#include "bot/commands/digest.hpp"
#include "bot/commands/operation.hpp"
#include "bot/features.hpp"
#include "features/digests/command_words.hpp"
#include "features/digests/poster.hpp"
#include "features/standups/book.hpp"

#include <memory>
#include <sstream>
#include <utility>

namespace huzzah::bot::commands {

namespace {

constexpr auto longest_delivery = std::chrono::minutes{2};
constexpr auto between_looks = std::chrono::milliseconds{100};

/// How far what was put into the outbox has come.
class progress {
 public:
  bool is_settled = false;
  bool is_sent = false;
};

progress look_at(store::unit_of_work& work, std::vector<std::string> const& keys) {
  progress seen{.is_settled = true, .is_sent = true};
  for (auto const& key : keys) {
    auto const row = delivery::outbox(work).find(key);
    auto const state = row ? row->state : delivery::outgoing_state::failed;
    if (state == delivery::outgoing_state::pending || state == delivery::outgoing_state::sending)
      seen.is_settled = false;
    if (state != delivery::outgoing_state::sent) seen.is_sent = false;
  }
  return seen;
}

/// Waits until the courier has carried all of it; false if it doesn't in time.
awaitable<bool> wait_until_sent(operation_place at, std::vector<std::string> keys) {
  // A real timer: the courier also works while the wall clock is not moved.
  asio::steady_timer pause(at.executor);
  auto const last = at.clock.uptime() + longest_delivery;
  while (at.clock.uptime() < last && !at.stop.stop_requested()) {
    auto look = [keys](store::unit_of_work& work) { return look_at(work, keys); };
    auto const seen = co_await at.store.write(std::move(look));
    if (!seen || seen->is_settled) co_return seen && seen->is_sent;
    pause.expires_after(between_looks);
    co_await pause.async_wait(base::use_tuple);
  }
  co_return false;
}

}  // namespace

awaitable<cli::exit_code> post_digest(cli::digest_options what, operation_place at, operation_output& says) {
  if (at.workspace == nullptr) {
    auto const away = error(errc::unreachable, "the bot is not connected to Slack yet: try again");
    co_return refuse(away, says);
  }
  people::audience readers(*at.workspace, at.clock);
  standups::book teams(at.store, at.workspace->id(),
                       at.settings.sections.of<std::vector<standups::settings>>("standups"));
  auto options = digests::options(at.settings.sections);
  options.workdays = [&teams] { return standups::house_days(teams); };
  options.is_closed = is_closed;
  for (auto const& one : contributions())
    options.more.insert(options.more.end(), one.sections.begin(), one.sections.end());
  digests::poster poster(app::context(at.store, *at.workspace, at.clock, readers), options);
  auto loaded = co_await poster.book().load();
  if (!loaded) co_return refuse(loaded.error(), says);
  known_rituals known;
  known.digests = poster.book().all();
  std::ostringstream wrong;
  auto const* one = choose_digest(known, what.name, wrong);
  auto const window = one == nullptr ? std::nullopt : choose_window(one->settings, what, at.now, wrong);
  if (!window) {
    says.err(wrong.str());
    co_return cli::exit_code::misused;
  }
  auto const channel = co_await at.workspace->find_channel(one->settings.channel);
  if (!channel) co_return refuse(channel.error(), says);
  if (auto const trouble = schedule::trouble_of(channel)) {
    auto const blocked = in_words(*trouble, one->settings.channel);
    auto const mend = error(errc::rejected, blocked + "; /invite @Huzzah there");
    co_return refuse(mend, says);
  }
  auto const done = co_await poster.post_by_hand(*one, *window);
  if (!done) co_return refuse(done.error(), says);
  if (done->was_settled) {
    says.out("The digest of " + calendar::to_string(window->date) + " was posted or skipped before.\n");
    co_return cli::exit_code::fine;
  }
  if (done->keys.empty()) {
    says.out("There is nothing to tell, so nothing was posted.\n");
    co_return cli::exit_code::fine;
  }
  at.outbox_changed();
  auto keys = done->keys;
  auto const sent = co_await wait_until_sent(at, std::move(keys));
  if (!sent) {
    auto const late =
        error(errc::timed_out, "not all of it could be posted yet; the bot goes on with it when it runs");
    co_return refuse(late, says);
  }
  says.out("Posted to #" + cli::printable(channel->name) + ".\n");
  co_return cli::exit_code::fine;
}

}  // namespace huzzah::bot::commands
