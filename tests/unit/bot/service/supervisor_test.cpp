#include "bot/service/supervisor.hpp"

#include "support/bot_fixtures.hpp"

#include <doctest/doctest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include <boost/asio/io_context.hpp>

#include <algorithm>

using namespace huzzah;
using namespace huzzah::bot::service;

namespace {

/// systemd's end: a socket that hears what a service tells, and the variables that lead there.
class manager {
 public:
  explicit manager(std::string const& watchdog_usec) {
    auto const path = here_ / "notify";
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.string().copy(address.sun_path, sizeof(address.sun_path) - 1);
    socket_ = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    REQUIRE(::bind(socket_, reinterpret_cast<sockaddr const*>(&address), sizeof(address)) == 0);
    ::setenv("NOTIFY_SOCKET", path.c_str(), 1);
    if (!watchdog_usec.empty()) ::setenv("WATCHDOG_USEC", watchdog_usec.c_str(), 1);
  }
  manager(manager const&) = delete;
  manager& operator=(manager const&) = delete;
  ~manager() {
    ::unsetenv("NOTIFY_SOCKET");
    ::unsetenv("WATCHDOG_USEC");
    ::close(socket_);
  }

  /// The next thing that was told, or nothing.
  std::string next() {
    std::string text(4096, '\0');
    auto const size = ::recv(socket_, text.data(), text.size(), 0);
    text.resize(size < 0 ? 0 : static_cast<std::size_t>(size));
    return text;
  }
  std::vector<std::string> all() {
    std::vector<std::string> told;
    for (auto one = next(); !one.empty(); one = next())
      told.push_back(one);
    return told;
  }

 private:
  bot::test::folder here_;
  int socket_ = -1;
};

slack::connection_state state(bool connected, std::string why) {
  slack::connection_state now;
  now.connected = connected;
  now.why = std::move(why);
  return now;
}

}  // namespace

TEST_CASE("systemd is told that the start is over when the first connection comes, and no sooner") {
  manager systemd("");
  asio::io_context io;
  supervisor told(io.get_executor());
  told.begin();
  CHECK(systemd.all() == std::vector<std::string>{"STATUS=connecting to Slack"});
  told.tell_of(state(true, "connected"));
  CHECK(systemd.all() == std::vector<std::string>{"READY=1", "STATUS=connected"});
  told.tell_of(state(false, "gone\nREADY=1"));
  CHECK(systemd.all() == std::vector<std::string>{"STATUS=not connected: gone\\nREADY=1"});
  told.tell_of(state(true, "back"));
  CHECK(systemd.all() == std::vector<std::string>{"STATUS=back"});
  told.stopping();
  CHECK(systemd.all() == std::vector<std::string>{"STOPPING=1\nSTATUS=finishing what was begun"});
  io.run();  // nobody is waited for
}

TEST_CASE("the watchdog is fed by the I/O loop at half its time, and a long start is no hang") {
  manager systemd("2000");
  asio::io_context io;
  supervisor told(io.get_executor());
  told.begin();
  auto const starting = systemd.all();
  REQUIRE(starting.size() == 2);
  CHECK(starting[1] == "WATCHDOG=1\nEXTEND_TIMEOUT_USEC=2000");
  CHECK(systemd.all().empty());  // the loop does not turn
  told.tell_of(state(true, "connected"));
  systemd.all();
  io.run_one();
  io.run_one();
  CHECK(systemd.all() == std::vector<std::string>{"WATCHDOG=1", "WATCHDOG=1"});
  told.end();
  io.run();
  CHECK(systemd.all().empty());
}

TEST_CASE("without a service manager nothing is told, and nothing waits") {
  asio::io_context io;
  supervisor told(io.get_executor());
  told.begin();
  told.tell_of(state(true, "connected"));
  io.run();
}
