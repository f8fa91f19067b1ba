#include "bench/load/fake_slack.hpp"

#include "bench/load/websocket.hpp"

#include <netinet/in.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <chrono>
#include <stdexcept>
#include <thread>

namespace huzzah::bench {

namespace {

/// A request as far as it matters here.
class request {
 public:
  std::string target;
  std::string key;  ///< of a WebSocket's handshake; empty for others
  std::string body;
};

/// The value of a header field; `head` is in lower case but for that.
std::string field(std::string const& head, std::string const& lower, std::string const& name) {
  auto const at = lower.find("\r\n" + name + ":");
  if (at == std::string::npos) return {};
  auto const from = head.find_first_not_of(' ', at + name.size() + 3);
  return head.substr(from, head.find("\r\n", from) - from);
}

/// Reads the next request; false when the connection is over.
bool read_request(connection& from, std::string& buffer, request& into) {
  constexpr std::size_t portion = 16'384;
  std::size_t end = 0;
  std::size_t size = 0;
  std::string head;
  for (;;) {
    if (head.empty()) end = buffer.find("\r\n\r\n");
    if (head.empty() && end != std::string::npos) {
      head = buffer.substr(0, end + 2);
      auto lower = head;
      std::transform(lower.begin(), lower.end(), lower.begin(),
                     [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
      auto const length = field(head, lower, "content-length");
      size = length.empty() ? 0 : std::stoul(length);
      into.key = field(head, lower, "sec-websocket-key");
    }
    if (!head.empty() && buffer.size() >= end + 4 + size) break;
    auto const had = buffer.size();
    buffer.resize(had + portion);
    auto const came = from.read(buffer.data() + had, portion);
    buffer.resize(had + came);
    if (came == 0) return false;
  }
  auto const space = head.find(' ');
  into.target = head.substr(space + 1, head.find(' ', space + 1) - space - 1);
  into.body = buffer.substr(end + 4, size);
  buffer.erase(0, end + 4 + size);
  return true;
}

/// An argument of the call, from a form or from JSON; ids need no decoding.
std::string argument(std::string const& body, std::string const& name) {
  auto const in_json = body.find("\"" + name + "\":\"");
  auto const in_form = ("&" + body).find("&" + name + "=");
  auto const at = in_json != std::string::npos   ? in_json + name.size() + 4
                  : in_form != std::string::npos ? in_form + name.size() + 1
                                                 : body.size();
  return body.substr(at, body.find_first_of("\"&", at) - at);
}

std::string person(std::string const& id) {
  return fmt::format(
      R"({{"id":"{0}","team_id":"{1}","name":"{2}","deleted":false,"real_name":"Person {2}","tz":"Europe/Berlin",)"
      R"("tz_label":"Central European Time","tz_offset":3600,"is_bot":{3},"is_app_user":false,"updated":1700000000,)"
      R"("profile":{{"real_name":"Person {2}","display_name":"{2}","status_text":"","status_emoji":"",)"
      R"("status_expiration":0,"team":"{1}"}}}})",
      id, team, id.substr(id.size() - 2), id == bot_user);
}

std::string channel(std::string const& id) {
  return fmt::format(
      R"({{"id":"{0}","name":"channel-{1}","is_channel":true,"is_group":false,"is_im":false,"is_mpim":false,)"
      R"("is_private":false,"is_archived":false,"is_member":true,"num_members":40,"created":1700000000}})",
      id, id.substr(id.size() - 2));
}

std::string now_as_timestamp() {
  auto const now = std::chrono::duration_cast<std::chrono::microseconds>(
      std::chrono::system_clock::now().time_since_epoch());
  return fmt::format("{}.{:06}", now.count() / 1'000'000, now.count() % 1'000'000);
}

}  // namespace

fake_slack::fake_slack(cast who, tls_server tls)
    : who_(std::move(who)),
      tls_(std::move(tls)),
      listening_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)),
      opened_notice_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  sockaddr_in here{};
  here.sin_family = AF_INET;
  here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof here;
  auto* const address = reinterpret_cast<sockaddr*>(&here);
  if (bind(listening_, address, size) != 0 || listen(listening_, 64) != 0 ||
      getsockname(listening_, address, &size) != 0)
    throw std::runtime_error("can't listen on the loopback");
  port_ = ntohs(here.sin_port);
  std::thread([this] { accept_all(); }).detach();
}

std::string fake_slack::api_url() const {
  return fmt::format("{}://127.0.0.1:{}/api/", tls_ ? "https" : "http", port_);
}

std::unique_ptr<connection> fake_slack::take_opened() {
  std::lock_guard const hold(guard_);
  eventfd_t ignored = 0;
  eventfd_read(opened_notice_, &ignored);
  return std::move(opened_);
}

void fake_slack::accept_all() {
  for (;;) {
    auto const socket = accept4(listening_, nullptr, nullptr, SOCK_CLOEXEC);
    if (socket >= 0) std::thread([this, socket] { serve(socket); }).detach();
  }
}

void fake_slack::serve(int socket) {
  auto line = std::make_unique<connection>(socket, tls_.get());
  std::string buffer;
  request asked;
  while (read_request(*line, buffer, asked)) {
    if (!asked.key.empty()) {
      line->write(
          "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
          "Sec-WebSocket-Accept: " +
          accept_key(asked.key) + "\r\n\r\n");
      std::lock_guard const hold(guard_);
      opened_ = std::move(line);
      eventfd_write(opened_notice_, 1);
      return;
    }
    auto const method = asked.target.substr(asked.target.rfind('/') + 1);
    auto const body = answer(method.substr(0, method.find('?')), asked.body);
    ++calls_;
    line->write(
        fmt::format("HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\n"
                    "X-OAuth-Scopes: chat:write,reactions:write,users:read\r\n"
                    "Content-Length: {}\r\n\r\n{}",
                    body.size(), body));
  }
}

std::string fake_slack::answer(std::string const& method, std::string const& body) const {
  if (method == "apps.connections.open")
    return fmt::format(R"({{"ok":true,"url":"{}://127.0.0.1:{}/link/?ticket=1"}})", tls_ ? "wss" : "ws",
                       port_);
  if (method == "auth.test")
    return fmt::format(
        R"({{"ok":true,"url":"https://bench.slack.com/","team":"Bench","user":"bot","team_id":"{}",)"
        R"("user_id":"{}","bot_id":"B07BENCHBOT"}})",
        team, bot_user);
  if (method == "users.info")
    return fmt::format(R"({{"ok":true,"user":{}}})", person(argument(body, "user")));
  if (method == "conversations.info")
    return fmt::format(R"({{"ok":true,"channel":{}}})", channel(argument(body, "channel")));
  if (method == "users.conversations" || method == "conversations.list") {
    std::string all;
    for (auto const& id : who_.channels)
      all += (all.empty() ? "" : ",") + channel(id);
    return R"({"ok":true,"channels":[)" + all + R"(],"response_metadata":{"next_cursor":""}})";
  }
  if (method == "conversations.history" || method == "conversations.replies")
    return R"({"ok":true,"messages":[],"has_more":false,"response_metadata":{"next_cursor":""}})";
  if (method == "conversations.open")
    return fmt::format(R"({{"ok":true,"channel":{{"id":"D{}"}}}})", argument(body, "users").substr(1));
  if (method == "chat.postMessage") {
    auto where = argument(body, "channel");
    if (where.starts_with('U')) where.front() = 'D';  // a person's direct channel
    return fmt::format(R"({{"ok":true,"channel":"{}","ts":"{}","message":{{}}}})", where, now_as_timestamp());
  }
  return R"({"ok":true})";
}

}  // namespace huzzah::bench
