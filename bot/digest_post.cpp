// `huzzah digest --post`: by the same way as the bot, for a bot that does not run.
#include "bot/digest.hpp"
#include "bot/printable.hpp"
#include "bot/service.hpp"
#include "features/courier.hpp"
#include "features/digest_command_words.hpp"
#include "features/digest_poster.hpp"
#include "slack/slack_workspace.hpp"

#include <boost/asio/co_spawn.hpp>

#include <exception>
#include <ostream>

namespace huzzah::bot {

namespace {

constexpr auto longest_delivery = std::chrono::minutes{2};
constexpr auto between_looks = std::chrono::milliseconds{100};

/// One posting, from an open database to a message that stands.
class posting {
 public:
  posting(asio::io_context& io, storage::store& store, digest_options const& options, base::time_point now,
          std::ostream& out, std::ostream& err)
      : io_(io), store_(store), options_(options), now_(now), out_(out), err_(err) {}

  awaitable<exit_code> run(slack::slack_options const& slack, features::ritual_options const& rituals) {
    auto connected = co_await slack::slack_workspace::connect(slack, clock_);
    if (!connected) co_return refuse(connected.error());
    auto const workspace = std::move(connected).value();
    features::digest_poster poster(store_, *workspace, clock_, rituals);
    auto loaded = co_await poster.book().load();
    if (!loaded) co_return refuse(loaded.error());
    known_rituals known;
    known.digests = poster.book().all();
    auto const* one = choose_digest(known, options_.name, err_);
    if (one == nullptr) co_return exit_code::misused;
    auto const window = choose_window(one->settings, options_, now_, err_);
    if (!window) co_return exit_code::misused;
    auto const channel = co_await workspace->find_channel(one->settings.channel);
    if (!channel) co_return refuse(channel.error());
    if (auto const blocked = features::why_blocked(*channel); !blocked.empty())
      co_return refuse(error(errc::rejected, blocked + "; /invite @Huzzah there"));

    auto const done = co_await poster.post_by_hand(*one, *window);
    if (!done) co_return refuse(done.error());
    if (done->was_settled) {
      out_ << "The digest of " << calendar::to_string(window->date) << " was posted or skipped before.\n";
      co_return exit_code::fine;
    }
    if (done->keys.empty()) {
      out_ << "There is nothing to tell, so nothing was posted.\n";
      co_return exit_code::fine;
    }
    auto const sent = co_await deliver(*workspace, done->keys);
    if (!sent)
      co_return refuse(
          error(errc::timed_out, "not all of it could be posted yet; the bot goes on with it when it runs"));
    out_ << "Posted to #" << printable(channel->name) << ".\n";
    co_return exit_code::fine;
  }

 private:
  exit_code refuse(error const& why) {
    err_ << "huzzah: " << printable(why.detail) << "\n";
    return code_of(why);
  }

  /// Lets the courier work until all of it stands; false if it doesn't in time.
  awaitable<bool> deliver(chat::workspace& workspace, std::vector<std::string> const& keys) {
    features::courier courier(io_.get_executor(), store_, workspace, clock_);
    base::wake_up ended(io_.get_executor());
    auto running = true;
    asio::co_spawn(io_, courier.run(), [&](std::exception_ptr bug) {
      running = false;
      ended.notify_all();
      if (bug) std::rethrow_exception(bug);
    });
    auto const last = clock_.uptime() + longest_delivery;
    auto all_sent = false;
    for (auto settled = false; !settled && clock_.uptime() < last;) {
      co_await clock_.sleep_for(between_looks);
      auto look = [&](storage::unit_of_work& work) {
        auto open = false;
        all_sent = true;
        for (auto const& key : keys) {
          auto const row = work.outbox.find(key);
          auto const state = row ? row->state : storage::errand_state::failed;
          open = open || state == storage::errand_state::pending || state == storage::errand_state::sending;
          all_sent = all_sent && state == storage::errand_state::sent;
        }
        return !open;
      };
      auto const looked = co_await store_.write(std::move(look));
      settled = !looked || *looked;
    }
    courier.stop();
    while (running)
      co_await ended.wait();
    co_return all_sent;
  }

  asio::io_context& io_;
  storage::store& store_;
  digest_options const& options_;
  base::time_point now_;
  std::ostream& out_;
  std::ostream& err_;
  base::system_clock clock_;
};

}  // namespace

exit_code post_digest(config const& settings, digest_options const& options, base::time_point now,
                      std::ostream& out, std::ostream& err) {
  asio::io_context io(1);
  auto opened = storage::store::open(settings.storage.path, io.get_executor());
  if (!opened) {
    err << "huzzah: " << opened.error().detail << "\n";
    if (opened.error().code == errc::in_use)
      err << "The bot that runs posts its digests itself; to have one now, say /digest now in the chat.\n";
    return code_of(opened.error());
  }
  auto const store = std::move(opened).value();
  posting work(io, *store, options, now, out, err);
  auto code = exit_code::failed;
  // NOLINTNEXTLINE(cppcoreguidelines-avoid-capturing-lambda-coroutines): it lives until the loop has ended
  auto const whole = [&]() -> awaitable<> {
    code = co_await work.run(slack_options_of(settings.slack), settings.rituals);
    co_await store->close();
  };
  asio::co_spawn(io, whole(), [](std::exception_ptr bug) {
    if (bug) std::rethrow_exception(bug);
  });
  io.run();
  return code;
}

}  // namespace huzzah::bot
