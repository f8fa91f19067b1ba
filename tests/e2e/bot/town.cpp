#include "town.hpp"

#include "app/calm_fields.hpp"
#include "app/delivery/calm.hpp"
#include "app/ledger/kudos_records.hpp"
#include "bot/config/manifest.hpp"
#include "calendar/timestamp.hpp"
#include "features/welcome/feature.hpp"
#include "support/moment.hpp"
#include "support/run.hpp"
#include "support/show_result.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <spdlog/sinks/base_sink.h>
#include <spdlog/spdlog.h>

#include <chrono>
#include <stdexcept>

namespace huzzah::test {

namespace {

using namespace std::chrono_literals;

/// How long anything real may take before a test is given up, sanitizers and a busy machine included.
constexpr auto patience = 60s;

/// Writes into a town's book.
class book_sink final : public spdlog::sinks::base_sink<std::mutex> {
 public:
  explicit book_sink(log_book& book) : book_(book) {}

 private:
  void sink_it_(spdlog::details::log_msg const& said) override {
    std::string_view const text(said.payload.data(), said.payload.size());
    book_.add(fmt::format("{}: {}", spdlog::level::to_string_view(said.level), text));
  }
  void flush_() override {}

  log_book& book_;
};

/// 2026-11-20 09:00:00 UTC, a Friday.
base::time_point some_morning() {
  using namespace std::chrono;
  return time_point_cast<base::duration>(sys_days{year{2026} / 11 / 20} + 9h);
}

/// Keys take a moment to make, so that all towns share one authority.
certificate_authority const& authority() {
  static certificate_authority const made;
  return made;
}

net::tls_context server_tls() {
  static auto const issued = authority().issue("server");
  return net::tls_context::server(issued.certificate, issued.key).value();
}

net::connect_options client_options() {
  return net::connect_options(net::tls_context::client(authority().file()).value());
}

}  // namespace

void log_book::add(std::string line) {
  std::lock_guard const lock(mutex_);
  lines_.push_back(std::move(line));
}

std::vector<std::string> log_book::lines() const {
  std::lock_guard const lock(mutex_);
  return lines_;
}

std::size_t log_book::count(std::string const& text) const {
  std::size_t found = 0;
  for (auto const& line : lines())
    if (line.find(text) != std::string::npos) ++found;
  return found;
}

void log_book::clear() {
  std::lock_guard const lock(mutex_);
  lines_.clear();
}

town::town(kudos::options kudos)
    : clock(some_morning()), kudos_(std::move(kudos)), client_(client_options()) {
  auto sink = std::make_shared<book_sink>(log);
  spdlog::set_default_logger(std::make_shared<spdlog::logger>("town", std::move(sink)));
  sandbox::sandbox_options options;
  options.manifest = bot::config::slack_manifest();
  options.seed = 7;
  options.tls = server_tls();
  options.turn_forward = [this](base::duration length) { clock.turn(length); };
  slack = sandbox::sandbox::start(io.get_executor(), clock, std::move(options)).value();
}

town::~town() {
  try {
    if (bot_runs()) stop_bot();
    bot_.reset();
    test::run(io, slack->stop());
  } catch (std::exception const& failed) {
    ADD_FAIL_CHECK_AT(__FILE__, __LINE__, "the town did not stop: " << failed.what());
  }
  for (auto const& token : {slack->app_token(), slack->bot_token()})
    if (log.count(token) > 0) ADD_FAIL_CHECK_AT(__FILE__, __LINE__, "a token was logged");
  spdlog::set_default_logger(std::make_shared<spdlog::logger>("nobody"));
}

slack::slack_options town::slack_settings() const {
  slack::slack_options options;
  options.api_url = slack->url() + "/api/";
  options.app_token = slack->app_token();
  options.bot_token = slack->bot_token();
  options.ca_file = authority().file();
  options.connections = connections;
  return options;
}

void town::open_bot() {
  auto const reached = slack_settings();
  bot::config::config settings;
  settings.slack.api_url = reached.api_url;
  settings.slack.app_token = bot::config::secret(reached.app_token);
  settings.slack.bot_token = bot::config::secret(reached.bot_token);
  settings.slack.ca_file = reached.ca_file;
  settings.storage.path = database();
  settings.sections = sections;
  settings.sections["kudos"] = kudos_;
  // A line for a first kudos would be one more message in each test.
  settings.sections["welcome"] = welcome::options{false};
  settings.sections[app::calm_key] = delivery::calm::at_any_time();
  rituals.put_into(settings.sections);
  settings.metrics = metrics;
  settings.slack.catch_up = catching_up;
  settings.slack.connections = reached.connections;
  ended_.reset();
  bot_ = std::make_unique<bot::service::service>(io.get_executor(), clock, std::move(settings));
  asio::co_spawn(io, bot_->run(), [this](std::exception_ptr bug, bot::cli::exit_code code) {
    if (bug) std::rethrow_exception(bug);
    ended_ = code;
  });
}

void town::start_bot() {
  auto const before = stats()["hellos"];
  open_bot();
  eventually([&] { return stats()["hellos"] > before && stats()["connections"] > 0 && bot_has_caught_up(); });
  settle();
}

bot::cli::exit_code town::stop_bot() {
  bot_->stop();
  return end_of_bot();
}

bot::cli::exit_code town::end_of_bot() {
  eventually([this] { return ended_.has_value(); });
  settle();
  bot_.reset();
  return *ended_;
}

json town::send(net::http_request request) {
  request.target = slack->url() + request.target;
  auto const answer = test::run(io, client_.send(std::move(request), patience));
  auto parsed = json::parse(answer.value().body, nullptr, false);
  if (parsed.is_discarded()) throw std::runtime_error("no JSON: " + answer->body);
  return parsed;
}

json town::post(std::string const& path, json const& body) {
  net::http_request request("POST", "/sandbox/" + path);
  request.fields.set("Content-Type", "application/json");
  request.body = body.dump();
  auto answer = send(std::move(request));
  if (answer["ok"] != true) throw std::runtime_error(path + ": " + answer.dump());
  return answer;
}

json town::get(std::string const& path) {
  return send(net::http_request("GET", "/sandbox/" + path));
}

void town::faults(json const& wanted) {
  post("faults", wanted);
}

void town::web_api_fault(std::string const& method, json const& fault) {
  faults({{"web_api", {{method, fault}}}});
}

json town::as(std::string const& user, std::string const& method, json const& args) {
  net::http_request request("POST", "/api/" + method);
  request.fields.set("Content-Type", "application/json");
  request.fields.set("Authorization", "Bearer " + slack->person_token(user));
  request.body = args.dump();
  auto answer = send(std::move(request));
  if (answer["ok"] != true) throw std::runtime_error(method + ": " + answer.dump());
  return answer;
}

std::string town::say(std::string const& user, std::string const& channel, std::string const& text,
                      std::string const& thread) {
  json args = {{"channel", channel}, {"text", text}};
  if (!thread.empty()) args["thread_ts"] = thread;
  return as(user, "chat.postMessage", args)["ts"];
}

void town::react(std::string const& user, std::string const& channel, std::string const& ts,
                 std::string const& emoji) {
  as(user, "reactions.add", {{"channel", channel}, {"timestamp", ts}, {"name", emoji}});
}

void town::edit(std::string const& user, std::string const& channel, std::string const& ts,
                std::string const& text) {
  as(user, "chat.update", {{"channel", channel}, {"ts", ts}, {"text", text}});
}

void town::remove(std::string const& user, std::string const& channel, std::string const& ts) {
  as(user, "chat.delete", {{"channel", channel}, {"ts", ts}});
}

json town::command(std::string const& user, std::string const& text, std::string const& name,
                   std::string const& channel) {
  return post(
      "command",
      {{"token", slack->person_token(user)}, {"channel", channel}, {"command", name}, {"text", text}});
}

std::vector<json> town::calls(std::string const& method) {
  std::vector<json> asked;
  auto const all = get("calls?method=" + method)["calls"];
  for (auto const& call : all)
    if (call["token_kind"] != "person") asked.push_back(call);
  return asked;
}

std::vector<json> town::posts_of_bot(std::string const& user, std::string const& channel) {
  auto const page = as(user, "conversations.history", {{"channel", channel}, {"limit", 999}});
  std::vector<json> said;
  for (auto const& message : page["messages"])
    if (message.value("user", "") == the_bot) said.insert(said.begin(), message);
  return said;
}

std::vector<json> town::posts_of_bot(std::string const& user, std::string const& channel, std::size_t many) {
  eventually([&] { return posts_of_bot(user, channel).size() >= many; });
  quiet();
  return posts_of_bot(user, channel);
}

std::vector<json> town::replies(std::string const& user, std::string const& channel, std::string const& ts) {
  auto const page = as(user, "conversations.replies", {{"channel", channel}, {"ts", ts}, {"limit", 999}});
  std::vector<json> said;
  for (auto const& message : page["messages"])
    if (message["ts"] != ts) said.push_back(message);
  return said;
}

json town::reactions(std::string const& channel, std::string const& ts) {
  auto const page = as(ada, "conversations.history",
                       {{"channel", channel}, {"oldest", ts}, {"latest", ts}, {"inclusive", true}});
  auto const& messages = page["messages"];
  return messages.empty() ? json() : messages[0].value("reactions", json::array());
}

std::vector<ledger::recognition_record> town::recorded() {
  std::vector<ledger::recognition_record> all;
  auto opened = store::reader::open(database());
  if (!opened) return all;
  auto query = [&](store::reader& from) {
    ledger::for_each_recognition(from, [&](ledger::recognition_record const& one) {
      all.push_back(one);
      return true;
    });
    return all.size();
  };
  (*opened)->snapshot(query).value();
  return all;
}

std::vector<ledger::recognition_record> town::standing() {
  auto all = recorded();
  std::erase_if(all, [](auto const& one) { return one.retracted_at.has_value(); });
  return all;
}

int town::deliveries(std::string const& state) {
  SQLite::Database const ledger(database().string(), SQLite::OPEN_READONLY, 5000);
  SQLite::Statement query(ledger, "SELECT count(*) FROM outbox WHERE instr(?, state) > 0");
  query.bind(1, state);
  query.executeStep();
  return query.getColumn(0).getInt();
}

void town::settle() {
  // What was written to a socket before is read by the other side by the next turn of the loop.
  for (int i = 0; i < 4; ++i)
    get("clock");
}

void town::pass(base::duration length, base::duration step) {
  for (base::duration gone{0}; gone < length; gone += step) {
    clock.advance(std::min(step, length - gone));
    settle();
  }
}

void town::turn_to(std::string const& moment) {
  clock.turn(test::moment(moment) - clock.now());
}

void town::until(std::function<bool()> const& reached) {
  auto const limit = std::chrono::steady_clock::now() + patience;
  while (!reached()) {
    if (std::chrono::steady_clock::now() > limit) {
      std::string told;
      for (auto const& line : log.lines())
        told += "\n  " + line;
      std::string const reached_so_far = calendar::to_rfc3339(clock.now()) + ", " + stats().dump();
      throw std::runtime_error("waited in vain, at " + reached_so_far + "; this was logged:" + told);
    }
    if (io.stopped()) io.restart();
    io.run_one_for(1ms);
  }
}

void town::eventually(std::function<bool()> const& reached) {
  int turns = 0;
  until([&] {
    if (reached()) return true;
    // Most of the turns belong to the network and the disk.
    if (++turns % 4 == 0) clock.advance(500ms);
    settle();
    return false;
  });
}

void town::quiet() {
  // The clock goes slower than the watch on the wall, so that however slow the disk is, nothing is taken for
  // lost and sent again; but it goes, for those who wait for their turn with the Web API.
  auto turned = std::chrono::steady_clock::now();
  until([&] {
    if (stats()["unacked"] == 0) return true;
    auto const now = std::chrono::steady_clock::now();
    if (now - turned > 1s) {
      clock.advance(500ms);
      turned = now;
    }
    return false;
  });
  // Asked at once: a delivery that is tried again goes from one state back to the other.
  eventually([this] { return stats()["unacked"] == 0 && deliveries("pending sending") == 0; });
  settle();
}

std::string at(std::string const& user) {
  return "<@" + user + ">";
}

}  // namespace huzzah::test
