// A Slack on a loopback port, over TLS, and the bot that works in it: both in this process and on a clock
// that stands still until it is moved. Only the network and the disk take their own time.
#pragma once

#include "app/ledger/kudos_records.hpp"
#include "base/clock.hpp"
#include "bot/service/service.hpp"
#include "features/kudos/options.hpp"
#include "net/https_client.hpp"
#include "sandbox/sandbox.hpp"
#include "store/reader.hpp"
#include "support/certificates.hpp"
#include "support/rituals.hpp"
#include "support/temporary_folder.hpp"
#include "support/virtual_clock.hpp"

#include <boost/asio/io_context.hpp>
#include <nlohmann/json.hpp>

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace huzzah::test {

using nlohmann::json;

inline constexpr auto ada = "U0ADA00001";
inline constexpr auto bruno = "U0BRUNO001";
inline constexpr auto chiara = "U0CHIARA01";
inline constexpr auto the_bot = "U0HUZZAH01";
inline constexpr auto general = "C0GENERAL1";
inline constexpr auto wins_channel = "C0WINS0001";
inline constexpr auto im_of_ada = "D0ADA00001";
inline constexpr auto im_of_bruno = "D0BRUNO001";

/// What was logged, line by line; any thread may log.
class log_book {
 public:
  void add(std::string line);
  std::vector<std::string> lines() const;
  /// How many lines hold the text.
  std::size_t count(std::string const& text) const;
  void clear();

 private:
  mutable std::mutex mutex_;
  std::vector<std::string> lines_;
};

class town {
 public:
  explicit town(kudos::options kudos = {});
  town(town const&) = delete;
  town& operator=(town const&) = delete;
  /// Stops what still runs, and holds that no token was logged.
  ~town();

  /// Starts a bot on the town's database.
  void open_bot();
  /// The same, and returns when it is connected and has read what it missed.
  void start_bot();
  /// Asks the bot to stop and returns how it ended.
  bot::cli::exit_code stop_bot();
  /// Waits until the bot ends by itself.
  bot::cli::exit_code end_of_bot();
  bool bot_runs() const { return bot_ && !ended_; }
  /// Also in the background there is nothing more to read.
  bool bot_has_caught_up() const { return bot_runs() && bot_->catching_up().is_complete; }
  bool bot_is_ready() const { return bot_runs() && bot_->is_caught_up(); }

  /// The sandbox's own ways: /sandbox/<path>.
  json post(std::string const& path, json const& body = json::object());
  json get(std::string const& path);
  json stats() { return get("stats"); }
  void faults(json const& wanted);
  void web_api_fault(std::string const& method, json const& fault);
  /// What the bot asked of a method, oldest first.
  std::vector<json> calls(std::string const& method);

  /// What people do.
  json as(std::string const& user, std::string const& method, json const& args);
  std::string say(std::string const& user, std::string const& channel, std::string const& text,
                  std::string const& thread = {});
  void react(std::string const& user, std::string const& channel, std::string const& ts,
             std::string const& emoji);
  void edit(std::string const& user, std::string const& channel, std::string const& ts,
            std::string const& text);
  void remove(std::string const& user, std::string const& channel, std::string const& ts);
  json command(std::string const& user, std::string const& text, std::string const& name = "/kudos",
               std::string const& channel = general);

  /// What the bot has said in a channel, oldest first, as a member reads it.
  std::vector<json> posts_of_bot(std::string const& user, std::string const& channel);
  /// The same, once there are that many of them, and all is said.
  std::vector<json> posts_of_bot(std::string const& user, std::string const& channel, std::size_t many);
  /// The replies in a thread, oldest first, without its first message.
  std::vector<json> replies(std::string const& user, std::string const& channel, std::string const& ts);
  /// Who put which emoji on a message.
  json reactions(std::string const& channel, std::string const& ts);

  /// The ledger: what stands, or all that ever stood.
  std::vector<ledger::recognition_record> standing();
  std::vector<ledger::recognition_record> recorded();
  /// How many deliveries of the outbox are in that state, or in one of several.
  int deliveries(std::string const& state);

  /// Lets the network carry what is under way.
  void settle();
  /// Moves the clock in small steps, and lets everything happen in between.
  void pass(base::duration length, base::duration step = std::chrono::seconds{1});
  /// Turns the wall clock on to a moment, such as "2026-11-20T16:00:00Z".
  void turn_to(std::string const& moment);
  /// Waits for real, while the clock stands.
  void until(std::function<bool()> const& reached);
  /// Waits, while the clock goes on.
  void eventually(std::function<bool()> const& reached);
  /// Until all is acknowledged, said and done.
  void quiet();

  /// How a bot of the test's own reaches this Slack.
  slack::slack_options slack_settings() const;
  std::filesystem::path database() const { return folder_ / "huzzah.db"; }

  test::virtual_clock clock;
  asio::io_context io{1};  ///< goes before the clock: what still waits in it waits on that
  log_book log;
  ritual_options rituals;                 ///< of the bots that are started from here on
  history::catch_up_options catching_up;  ///< the same
  bot::config::metrics_config metrics;    ///< the same
  app::chosen_settings sections;          ///< the same: of other features
  int connections = 1;                    ///< the same; a test that is about more of them says so
  std::unique_ptr<sandbox::sandbox> slack;

 private:
  json send(net::http_request request);

  temporary_folder folder_;
  kudos::options kudos_;
  net::https_client client_;
  std::unique_ptr<bot::service::service> bot_;
  std::optional<bot::cli::exit_code> ended_;
};

/// "<@U0BRUNO001>"
std::string at(std::string const& user);

}  // namespace huzzah::test
