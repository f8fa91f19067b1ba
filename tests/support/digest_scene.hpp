// A workspace with kudos and digests in it, late on a Friday.
#pragma once

#include "features/digests/feature.hpp"
#include "support/scene.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace huzzah::test {

using namespace std::chrono_literals;

/// One digest of that name in that channel: Fridays at 16:00 UTC.
inline digests::settings digest_in(std::string name = "weekly", std::string channel = "#general") {
  digests::settings digest;
  digest.name = std::move(name);
  digest.channel = std::move(channel);
  return digest;
}

inline std::vector<digests::settings> const no_digests;

/// It is Friday, 2026-11-20, an hour before the digest.
class digest_scene : public scene {
 public:
  explicit digest_scene(std::vector<digests::settings> digests = {digest_in()})
      : scene({}, "2026-11-20T15:00:00Z") {
    options.configured = std::move(digests);
    start();
  }

  /// The program starts, with what the database remembers.
  void start() {
    running = std::make_unique<digests::feature>(with, options);
    run_due();
  }
  /// Does what is due, and says it.
  base::time_point run_due() {
    auto const next = test::run_due(io, *running->ritual());
    deliver();
    return next;
  }
  void go_on(base::duration length) {
    clock.advance(length);
    run_due();
  }

  void thank(std::string giver, std::string_view markup, std::string id, std::string channel = "C1") {
    auto event = posted(std::move(giver), markup, std::move(id));
    auto const facts = workspace.channels.find(channel);
    if (channel.starts_with('D'))
      event.channel = chat::channel_kind::direct;
    else if (facts != workspace.channels.end() && facts->second.is_private)
      event.channel = chat::channel_kind::private_channel;
    event.where.channel = std::move(channel);
    tell(event).value();
  }
  chat::reply digest_command(std::string_view words, std::string person = "U1", std::string channel = "C1") {
    chat::command_invoked event;
    event.workspace = "T1";
    event.channel = std::move(channel);
    event.person = std::move(person);
    event.name = "/digest";
    event.text = chat::from_markup(words);
    event.trigger = "trigger-" + std::to_string(++triggers);
    event.at = clock.now();
    auto answer = tell(*running, event).value().value();
    run_due();
    return answer;
  }
  chat::reply send(std::map<std::string, std::string> values, std::string person = "U1") {
    auto const event = submitted(std::move(person), "digest.setup", "", std::move(values));
    auto answer = tell(*running, event).value().value();
    run_due();
    return answer;
  }

  /// All words of what was posted to a channel and its threads, a message each.
  std::vector<std::string> posted_to(std::string const& channel) const {
    std::vector<std::string> all;
    for (auto const& post : workspace.posts)
      if (post.where.channel == channel) all.push_back(chat::to_json(post.said));
    return all;
  }

  digests::options options;
  std::unique_ptr<digests::feature> running;
};

inline bool has_part(std::string_view all, std::string_view part) {
  return all.find(part) != std::string_view::npos;
}
inline std::string reply_text(chat::reply const& reply) {
  return reply.said ? chat::to_json(*reply.said) : std::string();
}

}  // namespace huzzah::test
