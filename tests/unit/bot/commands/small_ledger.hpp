// A database with a few kudos in it, for the commands that read one.
#pragma once

#include "app/ledger/kudos.hpp"
#include "app/people/people.hpp"
#include "app/people/places.hpp"
#include "bot/service/command_server.hpp"
#include "features/digests/book.hpp"
#include "store/store.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>

#include <filesystem>
#include <memory>
#include <string>
#include <thread>
#include <utility>

namespace huzzah::bot::test {

/// The moment of the first kudos: 2026-11-21, 12:00 UTC.
inline constexpr base::time_point noon{std::chrono::sys_days{std::chrono::year{2026} / 11 / 21} +
                                       std::chrono::hours{12}};

/// A store that is held open, as by a running bot, which hears commands unless it is `deaf`. Ada (U1) thanks
/// Bruno (U2) twice on the 21st and Chiara (U3, whose name was never learned) once on the 22nd; what Bruno
/// said was taken back.
class small_ledger {
 public:
  explicit small_ledger(std::filesystem::path const& file, bool deaf = false)
      : store_(std::move(store::store::open(file, io_.get_executor()).value())),
        loop_([this] { io_.run(); }) {
    if (!deaf) {
      server_ = std::make_unique<service::command_server>(io_.get_executor(), [this, file] {
        return commands::operation_place{.executor = io_.get_executor(),
                                         .store = *store_,
                                         .ledger = file,
                                         .clock = clock_,
                                         .now = noon,
                                         .settings = settings_};
      });
      auto const listens = [](service::command_server& server,
                              std::filesystem::path where) -> awaitable<bool> {
        co_return server.listen(where).has_value();
      };
      run(listens(*server_, file));
    }
    auto unit = [](store::unit_of_work& work) {
      people::people(work).upsert("T1", "U1", "Ada", "Europe/London");
      people::people(work).upsert("T1", "U2", "Bruno", "America/Sao_Paulo");
      give(work, "1.1", "U1", 0, {"U2", 2, "=the &lt;build&gt;, fixed", {"craft"}});
      give(work, "1.2", "U2", 0, {"U1", 1, "nothing"});
      give(work, "1.3", "U1", 1, {"U3", 1, ""});
      ledger::kudos_ledger(work).retract_message({"T1", "C1", "1.2"}, noon + std::chrono::minutes{1});
      return true;
    };
    run(store_->write(std::move(unit)));
  }
  small_ledger(small_ledger const&) = delete;
  small_ledger& operator=(small_ledger const&) = delete;
  ~small_ledger() { close(); }

  /// Changes it, as the running bot would.
  template <class Unit>
  void write(Unit unit) {
    run(store_->write(std::move(unit)));
  }
  /// A digest that somebody set up from the chat: Fridays at 16:00 UTC.
  void set_up(std::string const& name, base::time_point when) {
    digests::book book(*store_, "T1", {});
    digests::settings settings;
    settings.name = name;
    settings.channel = "C1";
    run(book.set_up(std::move(settings), "U1", when));
  }

  /// Lets go of the database.
  void close() {
    if (!store_) return;
    if (server_) run(server_->stop());
    run(store_->close());
    guard_.reset();
    loop_.join();
    server_.reset();
    store_.reset();
  }

 private:
  static void give(store::unit_of_work& work, std::string timestamp, std::string giver, int days_later,
                   ledger::candidate what) {
    auto const at = noon + std::chrono::days{days_later};
    auto const day = std::chrono::local_days{std::chrono::floor<std::chrono::days>(at).time_since_epoch()};
    people::places(work).learn("T1", "C1", people::reach::everybody);
    ledger::kudos_ledger(work).settle({ledger::kudos_source::message({"T1", "C1", std::move(timestamp)}),
                                       std::move(giver),
                                       at,
                                       at,
                                       day,
                                       {std::move(what)}});
  }

  template <class T>
  void run(awaitable<T> what) {
    asio::co_spawn(io_, std::move(what), asio::use_future).wait();
  }

  asio::io_context io_;
  asio::executor_work_guard<asio::io_context::executor_type> guard_ = asio::make_work_guard(io_);
  config::config settings_;
  base::system_clock clock_;
  std::unique_ptr<store::store> store_;
  std::unique_ptr<service::command_server> server_;
  std::thread loop_;
};

}  // namespace huzzah::bot::test
