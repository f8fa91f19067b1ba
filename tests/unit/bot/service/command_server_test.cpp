// The socket of the running bot: who is heard, and what is refused.
#include "bot/service/command_server.hpp"

#include "app/ledger/kudos.hpp"
#include "bot/commands/operation_client.hpp"
#include "support/bot_fixtures.hpp"
#include "support/outcome.hpp"
#include "support/run.hpp"
#include "support/show_result.hpp"

#include <doctest/doctest.h>

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <sstream>
#include <thread>
#include <vector>

using namespace huzzah;
using namespace huzzah::bot::cli;
using namespace huzzah::bot::commands;
using namespace huzzah::bot::config;
using namespace huzzah::bot::service;
using namespace huzzah::bot::test;

namespace {

constexpr base::time_point noon{std::chrono::sys_days{std::chrono::year{2026} / 11 / 21} +
                                std::chrono::hours{12}};

/// A bot's half: a ledger that is held, and the server beside it; the I/O loop has a thread of its own.
class held_ledger {
 public:
  held_ledger() {
    opened_ = std::move(store::store::open(file(), io_.get_executor()).value());
    server_ = std::make_unique<command_server>(io_.get_executor(), [this] {
      return operation_place{.executor = io_.get_executor(),
                             .store = *opened_,
                             .ledger = file(),
                             .clock = clock_,
                             .now = noon,
                             .settings = settings_};
    });
    auto unit = [](store::unit_of_work& work) {
      ledger::kudos_ledger(work).settle({ledger::kudos_source::message({"T1", "C1", "1.1"}),
                                         "U1",
                                         noon,
                                         noon,
                                         std::chrono::local_days{std::chrono::year{2026} / 11 / 21},
                                         {{"U2", 1, "the marmalade"}}});
    };
    huzzah::test::run(io_, opened_->write(std::move(unit)));
    REQUIRE(server_->listen(file()));
    serving_ = std::thread([this] {
      auto const guard = asio::make_work_guard(io_);
      while (!ended_)
        huzzah::test::run_one(io_);
    });
  }
  held_ledger(held_ledger const&) = delete;
  held_ledger& operator=(held_ledger const&) = delete;
  ~held_ledger() {
    asio::co_spawn(io_, stop(), [this](std::exception_ptr) { ended_ = true; });
    serving_.join();
  }

  std::filesystem::path file() const { return home_ / "huzzah.db"; }

 private:
  awaitable<> stop() {
    co_await server_->stop();
    co_await opened_->close();
  }

  folder home_;
  asio::io_context io_;
  base::system_clock clock_;
  config settings_;
  std::unique_ptr<store::store> opened_;
  std::unique_ptr<command_server> server_;
  std::thread serving_;
  std::atomic<bool> ended_ = false;
};

base::descriptor connected(held_ledger const& ledger) {
  auto socket = net::connect_local(socket_of(ledger.file()));
  REQUIRE(socket.has_value());
  return std::move(*socket);
}

/// All that is answered up to the end of the connection.
std::string answer_to(base::descriptor const& socket) {
  std::string all;
  std::array<char, 4096> some{};
  for (ssize_t got = 1; got > 0;) {
    got = ::recv(socket.get(), some.data(), some.size(), 0);
    if (got > 0) all.append(some.data(), static_cast<std::size_t>(got));
  }
  return all;
}

std::string answer_to(held_ledger const& ledger, std::string const& request, int with = -1) {
  auto const socket = connected(ledger);
  REQUIRE(net::send_local(socket.get(), request, with));
  return answer_to(socket);
}

outcome done(operation const& what, std::filesystem::path const& ledger) {
  config const settings;
  ledger_access access(ledger, settings, noon);
  std::ostringstream out;
  std::ostringstream err;
  auto const code = have_done(what, access, out, err);
  return {to_int(code), out.str(), err.str()};
}

forget_options forget(std::string person, bool dry_run = false) {
  forget_options what;
  what.person = std::move(person);
  what.dry_run = dry_run;
  return what;
}

}  // namespace

TEST_CASE("only the bot's own user and root are heard") {
  CHECK(may_ask(uid_t{1000}, 1000));
  CHECK(may_ask(uid_t{0}, 1000));
  CHECK_FALSE(may_ask(uid_t{1001}, 1000));
  CHECK_FALSE(may_ask(uid_t{1001}, 0));
  CHECK_FALSE(may_ask(std::nullopt, 1000));
}

TEST_CASE("a socket is its owner's only, whatever the umask, and another user gets no connection") {
  auto const before = ::umask(0);
  held_ledger const ledger;
  ::umask(before);
  struct stat facts {};
  REQUIRE(::stat(socket_of(ledger.file()).c_str(), &facts) == 0);
  CHECK(S_ISSOCK(facts.st_mode));
  CHECK((facts.st_mode & 0777) == 0600);
}

TEST_CASE("an operation asked of the bot is the one that is done without it") {
  held_ledger const ledger;
  auto const looked = done(forget("U2", true), ledger.file());
  CHECK(looked.err == "");
  CHECK(looked.code == 0);
  CHECK(holds(looked.out, "1  kudos that they received (a count stays)\n"));
  auto const erased = done(forget("U2"), ledger.file());
  CHECK(erased.code == 0);
  CHECK(holds(erased.out, "Erased."));
  for (auto const* part : {"", "-wal"}) {
    std::ifstream stream(ledger.file().string() + part, std::ios::binary);
    std::string const bytes{std::istreambuf_iterator<char>(stream), {}};
    CHECK_FALSE(holds(bytes, "marmalade"));
  }
  auto const again = done(forget("U2"), ledger.file());
  CHECK(holds(again.out, "there was nothing to erase"));
  auto const wrong = done(forget(""), ledger.file());
  CHECK(wrong.code == 2);
  CHECK(holds(wrong.err, "name a person by the platform's id"));
  rituals_options unknown;
  unknown.remove = true;
  unknown.name = "core";
  CHECK(holds(done(unknown, ledger.file()).err, "no stand-up or digest is called \"core\""));
  auto const unconnected = done(digest_options{}, ledger.file());
  CHECK(unconnected.code == 1);
  CHECK(holds(unconnected.err, "not connected to Slack yet"));
}

TEST_CASE("what is no request is refused with a line") {
  held_ledger const ledger;
  CHECK(holds(answer_to(ledger, "hello\n"), R"({"code":2})"));
  CHECK(holds(answer_to(ledger, R"({"do":"dance"})"
                                "\n"),
              "does not know"));
  CHECK(holds(answer_to(ledger, R"({"do":"forget"})"
                                "\n"),
              R"({"code":2})"));
  CHECK(holds(answer_to(ledger, std::string(17'000, 'x')), "too long"));
  CHECK(holds(answer_to(ledger, to_json(import_options{}) + "\n"), "no file was handed over"));
  std::array<int, 2> pipe{};
  REQUIRE(::pipe(pipe.data()) == 0);
  std::array const ends{base::descriptor(pipe[0]), base::descriptor(pipe[1])};
  CHECK(holds(answer_to(ledger, to_json(import_options{}) + "\n", pipe[0]), "not a file"));
}

TEST_CASE("connections beyond the bound are closed at once, and the others still answered") {
  held_ledger const ledger;
  std::vector<base::descriptor> silent;
  for (int i = 0; i < 7; ++i)
    silent.push_back(connected(ledger));
  CHECK(done(forget("U9", true), ledger.file()).code == 0);
  for (int i = 0; i < 2; ++i)
    silent.push_back(connected(ledger));
  CHECK(answer_to(silent.back()) == "");
}

TEST_CASE("what another process says on the socket acts on no terminal") {
  folder home;
  auto const name = socket_of(home / "huzzah.db");
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  name.string().copy(address.sun_path, sizeof address.sun_path - 1);
  base::descriptor const listening(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  REQUIRE(::bind(listening.get(), reinterpret_cast<sockaddr const*>(&address), sizeof address) == 0);
  REQUIRE(::listen(listening.get(), 1) == 0);
  std::thread other([&] {
    base::descriptor const guest(::accept(listening.get(), nullptr, nullptr));
    std::array<char, 4096> asked{};
    CHECK(::recv(guest.get(), asked.data(), asked.size(), 0) > 0);
    net::send_local(guest.get(), R"({"out":"\u001b[2J\nfine\n"})"
                                 "\n"
                                 R"({"code":7})"
                                 "\n");
  });
  auto const said = done(forget("U1"), home / "huzzah.db");
  other.join();
  CHECK(said.out == "\\x1b[2J\nfine\n");
  CHECK(said.code == 1);
  CHECK(holds(said.err, "can't be understood"));
}
