#include "sandbox/control/live_feed.hpp"

#include "sandbox/wire/http_answers.hpp"

#include <nlohmann/json.hpp>

namespace huzzah::sandbox {

using nlohmann::json;

awaitable<> live_feed::serve(std::string user, std::unique_ptr<net::websocket> socket,
                             std::size_t app_connections) {
  auto const line = std::make_shared<socket_line>(tasks_.executor(), std::move(socket));
  pages_.emplace_back(user, line);
  line->send(to_text({{"type", "app_connected"}, {"connections", app_connections}}));
  if (tasks_.stopping()) line->abort();
  std::function<void(std::string_view)> on_text = [](std::string_view) {};
  try {
    co_await line->run(std::move(on_text));
  } catch (std::exception const&) {
    line->abort();  // the server was stopped under our feet
  }
  std::erase_if(pages_, [&](auto const& page) { return page.second == line; });
}

void live_feed::tell(happening const& what) {
  auto const* where = place_.state.find_channel(what.channel);
  message_view view;
  auto const everybody =
      what.what == happening::kind::person_changed || what.what == happening::kind::usergroup_changed ||
      (where != nullptr && what.what == happening::kind::channel_created && !where->is_private);
  auto event = event_json(place_.state, place_.app, what, view);
  bool const reshaped = what.what == happening::kind::joined || what.what == happening::kind::left ||
                        what.what == happening::kind::channel_archived ||
                        what.what == happening::kind::channel_unarchived;
  if (where != nullptr && reshaped) {
    // The page has no other way to learn of a channel that it joined, or of what became of it.
    event["channel_id"] = what.channel;
    event["channel"] = channel_json(place_.state, *where, what.user);
    event["channel"]["members"] = where->members;
  } else if (event.contains("channel") && event["channel"].is_object() && where != nullptr) {
    event["channel"]["members"] = where->members;
  }
  auto const text = to_text(event);
  for (auto const& [user, line] : pages_)
    if (everybody || (where != nullptr && (where->has(user) || what.user == user))) line->send(text);
}

void live_feed::show(std::string const& user, json const& frame) {
  auto const text = to_text(frame);
  for (auto const& [reader, line] : pages_)
    if (reader == user) line->send(text);
}

void live_feed::show_all(json const& frame) {
  auto const text = to_text(frame);
  for (auto const& [reader, line] : pages_)
    line->send(text);
}

void live_feed::stop() {
  auto const all = pages_;
  for (auto const& [user, line] : all)
    line->abort();
}

}  // namespace huzzah::sandbox
