#include "bot/sandbox/people.hpp"

#include "slack/mrkdwn.hpp"

#include <boost/algorithm/string/replace.hpp>
#include <nlohmann/json.hpp>

#include <vector>

namespace huzzah::bot::sandbox {

namespace {

using nlohmann::json;

json const& part(json const& object, char const* name) {
  static json const none;
  return object.is_object() && object.contains(name) ? object.at(name) : none;
}

std::string word(json const& object, char const* name) {
  auto const& value = part(object, name);
  return value.is_string() ? value.get<std::string>() : std::string();
}

constexpr base::duration deadline = std::chrono::seconds{10};
/// Rituals that post a picture first take some seconds.
constexpr base::duration patience = std::chrono::seconds{30};
constexpr base::duration between_glances = std::chrono::milliseconds{150};

slack::api_call call_of(std::string method) {
  return {std::move(method), slack::unlimited, slack::repeat::never};
}

}  // namespace

people::people(std::string url, net::connect_options connections, base::clock& clock)
    : url_(std::move(url)), clock_(clock), client_(std::move(connections)) {}

awaitable<result<>> people::enter() {
  net::http_request request("GET", url_ + "/sandbox/bootstrap");
  auto const response = co_await client_.send(std::move(request), deadline);
  if (!response) co_return response.error();
  auto const found = json::parse(response->body, nullptr, false);
  bot_ = word(part(found, "app"), "bot_user_id");
  for (auto const& one : part(found, "people")) {
    auto& somebody = people_[word(one, "name")];
    somebody.id = word(one, "id");
    somebody.name = word(one, "real_name");
    somebody.token = word(one, "token");
    somebody.api = std::make_unique<slack::web_api>(url_ + "/api/", somebody.token, client_, clock_);
  }
  for (auto const& one : part(found, "usergroups"))
    groups_[word(one, "handle")] = word(one, "id");
  for (auto const& one : part(found, "channels"))
    if (auto name = word(one, "name"); !name.empty()) channels_[name] = word(one, "id");
  if (bot_.empty()) co_return error(errc::bad_message, "the sandbox does not say who is in it");
  co_return result<>();
}

awaitable<result<std::string>> people::say(std::string who, std::string channel, std::string text,
                                           std::string thread) {
  auto call = call_of("chat.postMessage");
  call.set("channel", channels_.at(channel));
  call.set("text", with_mentions(std::move(text)));
  call.set("thread_ts", std::move(thread));
  auto const answer = co_await api_of(who).call(std::move(call));
  if (!answer) co_return answer.error();
  co_return word(answer->body(), "ts");
}

awaitable<result<>> people::edit(std::string who, std::string channel, std::string timestamp,
                                 std::string text) {
  auto call = call_of("chat.update");
  call.set("channel", channels_.at(channel));
  call.set("ts", std::move(timestamp));
  call.set("text", with_mentions(std::move(text)));
  auto const answer = co_await api_of(who).call(std::move(call));
  if (!answer) co_return answer.error();
  co_return result<>();
}

awaitable<result<>> people::react(std::string who, std::string channel, std::string timestamp,
                                  std::string emoji) {
  auto call = call_of("reactions.add");
  call.set("channel", channels_.at(channel));
  call.set("timestamp", std::move(timestamp));
  call.set("name", std::move(emoji));
  auto const answer = co_await api_of(who).call(std::move(call));
  if (!answer) co_return answer.error();
  co_return result<>();
}

awaitable<result<>> people::control(std::string path, std::string body) {
  net::http_request request("POST", url_ + "/sandbox/" + path);
  request.fields.set("Content-Type", "application/json");
  request.body = std::move(body);
  auto const response = co_await client_.send(std::move(request), deadline);
  if (!response) co_return response.error();
  auto const answer = json::parse(response->body, nullptr, false);
  if (part(answer, "ok") == true) co_return result<>();
  co_return error(errc::rejected, "/sandbox/" + path + ": " + word(answer, "error"));
}

awaitable<result<>> people::type(std::string who, std::string channel, std::string command,
                                 std::string text) {
  // The page sends a command with the token of the person who types it.
  json const body{{"token", people_.at(who).token},
                  {"channel", channels_.at(channel)},
                  {"command", command},
                  {"text", with_mentions(std::move(text))}};
  co_return co_await control("command", body.dump());
}

awaitable<result<>> people::turn_clock(base::duration forward) {
  json const body{{"forward", std::chrono::duration<double>(forward).count()}};
  co_return co_await control("clock", body.dump());
}

awaitable<result<std::shared_ptr<json const>>> people::history(std::string channel, std::string oldest,
                                                               bool inclusive) {
  auto call = call_of("conversations.history");
  call.set("channel", channels_.at(channel));
  call.set("oldest", std::move(oldest));
  if (inclusive) call.set("inclusive", std::string("true"));
  auto const answer = co_await people_.at("ada").api->call(std::move(call));
  if (!answer) co_return answer.error();
  co_return std::make_shared<json const>(part(answer->body(), "messages"));
}

awaitable<result<heard>> people::hear(std::string channel, std::string timestamp) {
  auto const last = clock_.uptime() + patience;
  while (clock_.uptime() < last) {
    auto const found = co_await history(channel, timestamp, false);
    if (!found) co_return found.error();
    // Newest first: the oldest of the bot's is what comes next.
    for (auto one = (*found)->rbegin(); one != (*found)->rend(); ++one)
      if (word(*one, "user") == bot_) {
        heard said;
        said.timestamp = word(*one, "ts");
        said.text = readable(word(*one, "text"));
        for (auto const& block : part(*one, "blocks"))
          if (auto const& text = word(part(block, "text"), "text"); !text.empty())
            said.blocks += readable(text) + "\n";
        co_return said;
      }
    co_await clock_.sleep_for(between_glances);
  }
  co_return error(errc::timed_out, "nothing came in #" + channel + " within 30 seconds");
}

awaitable<result<>> people::see_reaction(std::string channel, std::string timestamp) {
  auto const last = clock_.uptime() + patience;
  while (clock_.uptime() < last) {
    auto const found = co_await history(channel, timestamp, true);
    if (!found) co_return found.error();
    for (auto const& one : **found) {
      if (word(one, "ts") != timestamp) continue;
      for (auto const& reaction : part(one, "reactions"))
        for (auto const& person : part(reaction, "users"))
          if (person == bot_) co_return result<>();
    }
    co_await clock_.sleep_for(between_glances);
  }
  co_return error(errc::timed_out, "the bot did not acknowledge what was said in #" + channel);
}

std::string people::name_of(std::string const& who) const {
  return people_.at(who).name;
}

std::string people::with_mentions(std::string text) const {
  for (auto const& [name, somebody] : people_)
    boost::replace_all(text, "@" + name, "<@" + somebody.id + ">");
  for (auto const& [handle, id] : groups_)
    boost::replace_all(text, "@" + handle, "<!subteam^" + id + ">");
  return text;
}

std::string people::readable(std::string const& text) const {
  auto plain = chat::to_plain(slack::from_mrkdwn(text));
  for (auto const& [name, somebody] : people_)
    boost::replace_all(plain, "@" + somebody.id, "@" + somebody.name);
  for (auto const& [name, id] : channels_)
    boost::replace_all(plain, id, name);
  // Bold is not for a terminal.
  std::erase(plain, '*');
  for (auto const joiner : {slack::word_joiner, slack::zero_width_space})
    boost::replace_all(plain, joiner, "");
  return plain;
}

}  // namespace huzzah::bot::sandbox
