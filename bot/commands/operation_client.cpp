#include "bot/commands/operation_client.hpp"

#include "bot/cli/terminal_text.hpp"
#include "net/local_socket.hpp"
#include "store/database.hpp"
#include "store/ownership.hpp"

#include <nlohmann/json.hpp>

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <iostream>
#include <optional>
#include <ostream>

namespace huzzah::bot::commands {

namespace {

using nlohmann::json;

/// The bot says every few seconds that it is still at work.
constexpr int patience_ms = 60'000;
constexpr std::size_t longest_answer = 16u << 20;

/// While it lives, Ctrl-C only says so: the bot is to end what it does in good order.
class interruption {
 public:
  interruption() {
    came_ = 0;
    struct sigaction action {};
    action.sa_handler = [](int) { came_ = 1; };
    action.sa_flags = static_cast<int>(SA_RESETHAND);  // the second one ends this process
    for (std::size_t i = 0; i < signals.size(); ++i)
      ::sigaction(signals.at(i), &action, &before_.at(i));
  }
  interruption(interruption const&) = delete;
  interruption& operator=(interruption const&) = delete;
  ~interruption() {
    for (std::size_t i = 0; i < signals.size(); ++i)
      ::sigaction(signals.at(i), &before_.at(i), nullptr);
  }

  static bool came() { return came_ != 0; }

 private:
  static constexpr std::array signals{SIGINT, SIGTERM, SIGHUP};
  static inline volatile std::sig_atomic_t came_ = 0;
  std::array<struct sigaction, signals.size()> before_{};
};

/// What another process has said is shown, and does nothing else to a terminal.
std::string harmless(std::string const& text) {
  std::string all;
  for (std::size_t at = 0; at < text.size();) {
    auto const end = std::min(text.find('\n', at), text.size());
    all += cli::printable(std::string_view(text).substr(at, end - at));
    if (end < text.size()) all += '\n';
    at = end + 1;
  }
  return all;
}

/// What a bot answers, line by line.
class answer_reader {
 public:
  answer_reader(int socket, operation_output& says) : socket_(socket), says_(says) {}

  /// How the operation ended.
  result<cli::exit_code> read() {
    interruption const asked_to_stop;
    auto stop_sent = false;
    for (;;) {
      for (auto end = text_.find('\n'); end != std::string::npos; end = text_.find('\n')) {
        auto const line = text_.substr(0, end);
        text_.erase(0, end + 1);
        auto const ended = take(line);
        if (!ended) return ended.error();
        if (*ended) return **ended;
      }
      if (interruption::came() && !std::exchange(stop_sent, true)) ::shutdown(socket_, SHUT_WR);
      auto const more = wait();
      if (!more) return more.error();
    }
  }

 private:
  result<> wait() {
    pollfd one{.fd = socket_, .events = POLLIN, .revents = 0};
    auto const ready = ::poll(&one, 1, patience_ms);
    if (ready < 0 && errno == EINTR) return {};
    if (ready == 0) return error(errc::timed_out, "the bot does not answer; whether it was done is unknown");
    std::array<char, 4096> some{};
    auto const got = ::recv(socket_, some.data(), some.size(), 0);
    if (got < 0 && errno == EINTR) return {};
    if (got <= 0 || text_.size() > longest_answer)
      return error(errc::closed, "the bot ended before it had answered; whether it was done is unknown");
    text_.append(some.data(), static_cast<std::size_t>(got));
    return {};
  }

  result<std::optional<cli::exit_code>> take(std::string const& line) {
    try {
      auto const all = json::parse(line);
      if (all.contains("out")) says_.out(harmless(all.at("out").get<std::string>()));
      if (all.contains("err")) says_.err(harmless(all.at("err").get<std::string>()));
      if (all.contains("progress")) {
        auto const numbers = all.at("progress").get<std::array<std::uint64_t, 4>>();
        says_.progress({numbers[0], numbers[1], numbers[2], numbers[3]});
      }
      if (!all.contains("code")) return std::optional<cli::exit_code>();
      auto const code = all.at("code").get<int>();
      if (code < to_int(cli::exit_code::fine) || code > to_int(cli::exit_code::cannot_go_on))
        return error(errc::bad_message, "the bot's answer can't be understood");
      return std::optional(static_cast<cli::exit_code>(code));
    } catch (json::exception const&) {
      return error(errc::bad_message, "the bot's answer can't be understood");
    }
  }

  int socket_;
  operation_output& says_;
  std::string text_;
};

result<cli::exit_code> ask_bot(int socket, operation const& what, ledger_access& ledger,
                               operation_output& says) {
  if (!ledger.file && ledger.open_file) {
    auto opened = ledger.open_file();
    if (!opened) return opened.error();
    ledger.file = std::move(*opened);
  }
  auto sent = net::send_local(socket, to_json(what) + "\n", ledger.file.get());
  if (!sent) return sent.error();
  return answer_reader(socket, says).read();
}

}  // namespace

std::filesystem::path socket_of(std::filesystem::path const& ledger) {
  auto name = ledger;
  name += ".socket";
  return name;
}

cli::exit_code have_done(operation const& what, ledger_access& ledger, std::ostream& out, std::ostream& err) {
  printed_output says(out, err);
  if (auto owned = store::become_owner(ledger.path); !owned) return refuse(owned.error(), says);
  auto const file = store::resolved(ledger.path);
  if (!file) return refuse(file.error(), says);
  ledger.path = *file;
  auto const bot = net::connect_local(socket_of(*file));
  if (!bot && bot.error().code == errc::not_found && !ledger.refusal.empty()) {
    err << ledger.refusal;
    return cli::exit_code::misused;
  }
  if (!bot && bot.error().code == errc::not_found) return do_alone(what, ledger, out, err);
  if (!bot) return refuse(bot.error(), says);
  auto const done = ask_bot(bot->get(), what, ledger, says);
  return done ? *done : refuse(done.error(), says);
}

printed_output::printed_output(std::ostream& out, std::ostream& err)
    : out_(out), err_(err), progress_(err, clock_, &err == &std::cerr && ::isatty(STDERR_FILENO) == 1) {}

void printed_output::out(std::string const& text) {
  progress_.clear();
  out_ << text << std::flush;
}

void printed_output::err(std::string const& text) {
  progress_.clear();
  err_ << text << std::flush;
}

void printed_output::progress(import_standing const& now) {
  progress_.show(now);
}

}  // namespace huzzah::bot::commands
