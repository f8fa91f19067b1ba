#include "sandbox/workspace/unfurler.hpp"

#include "sandbox/workspace/outgoing_text.hpp"

#include <nlohmann/json.hpp>

#include <chrono>

namespace huzzah::sandbox {

namespace {

constexpr auto moment = std::chrono::milliseconds{700};

awaitable<> unfurl(workspace& place, task_group& tasks, std::string channel_id, stamp at, std::string link) {
  bool const goes_on = co_await tasks.sleep_for(moment);
  if (!goes_on) co_return;
  auto* where = place.state.find_channel(channel_id);
  auto* which = where == nullptr ? nullptr : where->find(at);
  if (which == nullptr || which->subtype == "tombstone") co_return;
  auto const host_begin = link.find("//") + 2;
  auto const host = link.substr(host_begin, link.find('/', host_begin) - host_begin);
  nlohmann::json card = {{"id", 1},           {"from_url", link},     {"original_url", link},
                         {"fallback", host},  {"service_name", host}, {"title", host},
                         {"title_link", link}};
  message_change change;
  change.attachments = std::make_shared<nlohmann::json const>(nlohmann::json::array({std::move(card)}));
  place.state.edit(*where, *which, change);
}

}  // namespace

void unfurl_later(workspace& place, task_group& tasks, happening const& what) {
  if (what.what != happening::kind::posted || !what.now.bot_id.empty() || what.now.attachments) return;
  auto link = first_link(what.now.text);
  if (link.empty()) return;
  tasks.start(unfurl(place, tasks, what.channel, what.now.at, std::move(link)));
}

}  // namespace huzzah::sandbox
