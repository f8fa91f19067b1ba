#include "sandbox/workspace/received.hpp"

#include "sandbox/wire/http_answers.hpp"

#include <nlohmann/json.hpp>

namespace huzzah::sandbox {

using nlohmann::json;

namespace {

constexpr std::size_t most_bytes = 16u << 20;

}  // namespace

void received_log::heard(workspace_state const& state, app_identity const& app, happening const& what) {
  if (what.what != happening::kind::posted && what.what != happening::kind::changed) return;
  auto const* where = state.find_channel(what.channel);
  if (where == nullptr || what.now.bot_id != app.bot_id) return;
  message_view view;
  auto message = message_json(state, app, what.now, view);
  message["channel"] = what.channel;
  keep(where->is_private ? json(where->members) : json("everybody"), to_text(message));
}

void received_log::shown(std::string const& user, json const& frame) {
  keep(json::array({user}), to_text(frame));
}

void received_log::keep(json const& to, std::string text) {
  auto entry = to_text({{"to", to}, {"text", std::move(text)}});
  bytes_ += entry.size();
  entries_.push_back(std::move(entry));
  for (; bytes_ > most_bytes; ++dropped_, ++lost_) {
    bytes_ -= entries_.front().size();
    entries_.pop_front();
  }
}

json received_log::after(std::uint64_t number) {
  for (; dropped_ < number && !entries_.empty(); ++dropped_) {
    bytes_ -= entries_.front().size();
    entries_.pop_front();
  }
  auto list = json::array();
  for (auto const& entry : entries_)
    list.push_back(json::parse(entry));
  return {{"ok", true}, {"next", dropped_ + entries_.size()}, {"lost", lost_}, {"received", std::move(list)}};
}

}  // namespace huzzah::sandbox
