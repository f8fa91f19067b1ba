#include "bot/service/command_server.hpp"

#include "bot/commands/operation_client.hpp"

#include <spdlog/spdlog.h>
#include <boost/asio/co_spawn.hpp>
#include <nlohmann/json.hpp>

#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <exception>
#include <utility>

namespace huzzah::bot::service {

namespace {

using nlohmann::json;

constexpr std::size_t longest_request = 16u << 10;
constexpr std::size_t most_visits = 8;
/// Progress is left out while more than this has not been read.
constexpr std::size_t much_unread = 64u << 10;
constexpr auto to_ask = std::chrono::seconds{5};
constexpr auto to_read = std::chrono::seconds{20};
constexpr auto between_signs = std::chrono::seconds{5};

std::string as_line(json const& all) {
  return all.dump(-1, ' ', false, json::error_handler_t::replace) + "\n";
}

bool is_plain_file(base::descriptor const& file) {
  struct stat facts {};
  return ::fstat(file.get(), &facts) == 0 && S_ISREG(facts.st_mode);
}

/// Says that an operation is under way, up to its end however it ends.
class busy_mark {
 public:
  explicit busy_mark(bool& busy) : busy_(busy) { busy_ = true; }
  busy_mark(busy_mark const&) = delete;
  busy_mark& operator=(busy_mark const&) = delete;
  ~busy_mark() { busy_ = false; }

 private:
  bool& busy_;
};

}  // namespace

/// One connection, and what is to be said on it.
class command_server::visit final : public commands::operation_output {
 public:
  visit(asio::any_io_executor const& executor, net::local_stream connected)
      : stream(std::move(connected)), changed(executor), next_sign(executor) {}

  void out(std::string const& text) override { add({{"out", text}}); }
  void err(std::string const& text) override { add({{"err", text}}); }
  void progress(commands::import_standing const& now) override {
    if (unread.size() < much_unread)
      add({{"progress", std::array{now.size, now.done, now.messages, now.found}}});
  }
  void end(cli::exit_code code) {
    add({{"code", to_int(code)}});
    is_done = true;
  }
  void add(json const& line) {
    unread += as_line(line);
    changed.notify_all();
  }

  net::local_stream stream;
  std::string unread;
  bool has_asked = false;
  bool is_done = false;
  std::stop_source stop;
  base::wake_up changed;
  asio::steady_timer next_sign;
};

bool may_ask(std::optional<uid_t> peer, uid_t self) {
  return peer && (*peer == self || *peer == 0);
}

command_server::command_server(asio::any_io_executor executor,
                               std::function<commands::operation_place()> place)
    : executor_(executor), place_(std::move(place)), ended_(executor) {}

result<> command_server::listen(std::filesystem::path const& ledger) {
  auto opened = net::local_listener::listen(executor_, commands::socket_of(ledger));
  if (!opened) return opened.error();
  listener_ = std::move(*opened);
  start(accept());
  return {};
}

awaitable<> command_server::stop() {
  if (listener_) listener_->close();
  for (auto const& one : visits_) {
    one->stop.request_stop();
    // Who has not asked yet need not.
    if (!one->has_asked) one->stream.close();
  }
  while (running_ > 0)
    co_await ended_.wait();
  listener_.reset();
}

void command_server::start(awaitable<> work) {
  ++running_;
  asio::co_spawn(executor_, std::move(work), [this](std::exception_ptr bug) {
    --running_;
    ended_.notify_all();
    if (bug) std::rethrow_exception(bug);
  });
}

awaitable<> command_server::accept() {
  for (;;) {
    auto next = co_await listener_->accept();
    if (!next) {
      if (next.error().code != errc::cancelled)
        spdlog::error("commands can't reach this bot any more: {}", next.error().detail);
      co_return;
    }
    // Beyond the bound: closed at once.
    if (visits_.size() >= most_visits || !may_ask(next->peer(), ::geteuid())) continue;
    auto one = std::make_shared<visit>(executor_, std::move(*next));
    start(serve(std::move(one)));
  }
}

awaitable<> command_server::serve(std::shared_ptr<visit> one) {
  auto const place = visits_.insert(visits_.end(), one);
  auto line = co_await one->stream.read_line(longest_request, to_ask);
  one->has_asked = line.has_value();
  if (line) {
    // Answers while it is being done, and notices when the other side has gone.
    auto working = [](command_server* self, std::shared_ptr<visit> at, std::string asked) -> awaitable<> {
      auto const code = co_await self->carry_out(at, std::move(asked));
      at->end(code);
    };
    auto watching = [](std::shared_ptr<visit> at) -> awaitable<> {
      co_await at->stream.wait_for_end();
      at->stop.request_stop();
    };
    start(working(this, one, std::move(*line)));
    start(watching(one));
    for (auto can_write = true; !one->is_done || (can_write && !one->unread.empty());) {
      auto const seen = one->changed.count();
      if (can_write && !one->unread.empty()) {
        auto text = std::exchange(one->unread, {});
        auto const sent = co_await one->stream.write(std::move(text), to_read);
        can_write = sent.has_value();
        if (!can_write) one->stop.request_stop();
        continue;
      }
      one->unread.clear();
      one->next_sign.expires_after(between_signs);
      one->next_sign.async_wait([one](boost::system::error_code cancelled) {
        if (!cancelled) one->add(json::object());
      });
      co_await one->changed.wait(seen);
    }
    one->next_sign.cancel();
  } else if (line.error().code == errc::too_large) {
    one->err("huzzah: the request is too long\n");
    one->end(cli::exit_code::misused);
    auto text = std::exchange(one->unread, {});
    co_await one->stream.write(std::move(text), to_ask);
  }
  one->stream.close();
  visits_.erase(place);
}

awaitable<cli::exit_code> command_server::carry_out(std::shared_ptr<visit> one, std::string line) {
  auto what = commands::operation_from_json(line);
  auto file = one->stream.received();
  if (!what) co_return refuse(error(errc::invalid_input, what.error().detail), *one);
  if (file && !is_plain_file(file))
    co_return refuse(error(errc::invalid_input, "what was handed over is not a file"), *one);
  if (std::holds_alternative<cli::import_options>(*what) && !file)
    co_return refuse(error(errc::invalid_input, "no file was handed over"), *one);
  auto const is_quick = std::holds_alternative<cli::note_options>(*what);
  if (is_busy_ && !is_quick)
    co_return refuse(error(errc::in_use, "the bot is at work for another command: try again"), *one);
  std::optional<busy_mark> busy;
  if (!is_quick) busy.emplace(is_busy_);
  // Without the person: the log must not keep an id that is being erased.
  constexpr std::array words{"forget", "import", "digest --post", "rituals remove", "a note of what is read"};
  spdlog::info("a command asks for {}", words.at(what->index()));
  auto at = place_();
  at.stop = one->stop.get_token();
  co_return co_await bot::commands::carry_out(std::move(*what), std::move(file), std::move(at), *one);
}

}  // namespace huzzah::bot::service
