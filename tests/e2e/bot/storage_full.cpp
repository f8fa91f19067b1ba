// A disk that is full for a while delays kudos; it does not lose them.
#include "town.hpp"

#include "bot/service/engine.hpp"
#include "slack/socket_mode.hpp"
#include "support/run.hpp"
#include "support/show_result.hpp"

#include <doctest/doctest.h>
#include <boost/asio/co_spawn.hpp>

using namespace huzzah;
using namespace huzzah::test;
using namespace std::chrono_literals;

namespace {

/// The parts of the bot, put together around a store of a given size.
class small_bot {
 public:
  small_bot(town& t, kudos::options const& kudos, std::int64_t most_pages,
            history::catch_up_options const& catching_up = {})
      : town_(t), options_(t.slack_settings()) {
    store::open_options size;
    size.largest_size = most_pages;
    auto const io = t.io.get_executor();
    store_ = store::store::open(t.database(), io, size).value();
    workspace_ = test::run(t.io, slack::slack_workspace::connect(options_, t.clock)).value();
    app::chosen_settings chosen;
    chosen["kudos"] = kudos;
    test::ritual_options().put_into(chosen);
    engine_ = std::make_unique<bot::service::engine>(io, *store_, *workspace_, t.clock, chosen, catching_up);
    auto handler = [this](chat::event happened) { return engine_->take(std::move(happened)); };
    socket_ = std::make_unique<slack::socket_mode>(io, options_, *workspace_, t.clock, std::move(handler));
    asio::co_spawn(io, engine_->run(), [this](std::exception_ptr) { engine_ended_ = true; });
    asio::co_spawn(io, socket_->run(), [this](std::exception_ptr, result<> const&) { socket_ended_ = true; });
    t.eventually([&] { return socket_->is_connected(); });
    engine_->connection(true);
  }
  small_bot(small_bot const&) = delete;
  small_bot& operator=(small_bot const&) = delete;
  ~small_bot() {
    socket_->stop();
    town_.eventually([this] { return socket_ended_; });
    engine_->stop();
    town_.eventually([this] { return engine_ended_; });
    test::run(town_.io, store_->close());
  }

 private:
  town& town_;
  slack::slack_options options_;
  std::unique_ptr<store::store> store_;
  std::unique_ptr<slack::slack_workspace> workspace_;
  std::unique_ptr<bot::service::engine> engine_;
  std::unique_ptr<slack::socket_mode> socket_;
  bool engine_ended_ = false;
  bool socket_ended_ = false;
};

kudos::options quiet_kudos() {
  kudos::options kudos;
  kudos.rules.daily_limit = 0;
  kudos.acknowledge = kudos::acknowledgement::none;
  kudos.notify_receiver = false;
  return kudos;
}

}  // namespace

TEST_CASE("what can't be committed is not acknowledged, and recorded once there is room again") {
  auto const kudos = quiet_kudos();
  town t;
  std::size_t said = 0;
  {
    small_bot const cramped(t, kudos, 128);  // some more than an empty ledger takes
    t.until([&] {
      t.say(ada, general, at(bruno) + " ++ for " + std::string(1'500, static_cast<char>('a' + said++ % 26)));
      return t.log.count("could not handle an event: storage_full") > 0;
    });
    CHECK(t.stats()["unacked"] >= 1);
    CHECK(t.stats()["connections"] == 1);
  }
  auto const before = t.recorded().size();
  CHECK(before > 0);
  CHECK(before < said);
  CHECK(t.stats()["acks"] == before);
  {
    small_bot const roomy(t, kudos, 0);
    t.eventually([&] { return t.stats()["unacked"] == 0; });
    t.quiet();
  }
  CHECK(t.recorded().size() == said);
}

TEST_CASE("what can't be committed until Slack has given up is read once there is room again") {
  history::catch_up_options options;
  options.overlap = 1min;
  town t;
  std::size_t said = 0;
  {
    small_bot const cramped(t, quiet_kudos(), 128, options);
    t.until([&] {
      t.say(ada, general, at(bruno) + " ++ for " + std::string(1'500, static_cast<char>('a' + said++ % 26)));
      return t.log.count("could not handle an event: storage_full") > 0;
    });
    t.post("redeliver", {{"give_up", true}});
    t.pass(3min);
  }
  CHECK(t.recorded().size() < said);
  {
    small_bot const roomy(t, quiet_kudos(), 0, options);
    t.eventually([&] { return t.recorded().size() == said; });
    CHECK(t.stats()["connections"] == 1);
  }
  CHECK(t.standing().size() == said);
}
