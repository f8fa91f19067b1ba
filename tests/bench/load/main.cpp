// bench_load: a fake Slack that sends events as fast as they are acknowledged, or at a pace, and tells what
// that took. Reads commands from standard input and answers each with a line of JSON:
//
//     watch PID                        whose CPU time and memory to tell
//     wait                             for a bot to connect and to acknowledge a first event
//     window EVENTS IN_FLIGHT EVERY    as fast as it goes; one in EVERY is a kudos
//     rate PER_SECOND SECONDS EVERY    at a pace
//     use                              what the bot uses now
#include "bench/load/session.hpp"

#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <exception>
#include <iostream>
#include <sstream>

namespace {

using namespace huzzah::bench;

/// The next line of standard input, which others may wait for with poll(); false at its end.
bool next_line(std::string& line) {
  line.clear();
  for (char c = 0; read(STDIN_FILENO, &c, 1) == 1; line += c)
    if (c == '\n') return true;
  return false;
}

std::string carry_out(session& on, std::string const& line) {
  std::istringstream words(line);
  std::string command;
  long long one = 0;
  long long two = 0;
  long long three = 1;
  words >> command >> one >> two >> three;
  if (command == "watch") {
    on.watch(static_cast<pid_t>(one));
    return on.use();
  }
  if (command == "wait") return on.wait_for_bot();
  if (command == "window" && one > 0 && two > 0 && three > 0) return on.window(one, two, three);
  if (command == "rate" && one > 0 && two > 0 && three > 0) return on.rate(one, two, three);
  if (command == "use") return on.use();
  throw std::runtime_error("unknown: " + line);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 1 && argc != 3) {
    std::cerr << "Usage: bench_load [CERTIFICATE.pem KEY.pem]\n";
    return 2;
  }
  signal(SIGPIPE, SIG_IGN);
  try {
    cast const who(40, 8);
    // Its threads go with the process.
    auto& slack = *new fake_slack(who, argc == 3 ? make_tls_server(argv[1], argv[2]) : nullptr);
    envelopes const forms(who);
    session on(slack, forms);
    std::cout << R"({"api_url":")" << slack.api_url() << R"(","talk_bytes":)" << forms.average_size(false)
              << R"(,"kudos_bytes":)" << forms.average_size(true) << "}\n"
              << std::flush;
    for (std::string line;;) {
      on.idle_until(STDIN_FILENO);
      if (!next_line(line)) break;
      std::cout << carry_out(on, line) << "\n" << std::flush;
    }
  } catch (std::exception const& why) {
    std::cout << R"({"error":")" << why.what() << "\"}\n" << std::flush;
    _exit(1);
  }
  _exit(0);
}
