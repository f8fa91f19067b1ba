#include "storage/outbox.hpp"

#include "storage/errand_names.hpp"

#include <utility>

namespace huzzah::storage {
namespace {

errand about(errand_kind kind, std::string key, chat::message_ref target) {
  errand made;
  made.key = std::move(key);
  made.kind = kind;
  made.workspace = std::move(target.workspace);
  made.channel = std::move(target.channel);
  made.target = std::move(target.timestamp);
  return made;
}

}  // namespace

std::string_view to_string(errand_kind kind) {
  return errand_names[static_cast<std::size_t>(kind)];
}

std::string_view to_string(errand_state state) {
  return state_names[static_cast<std::size_t>(state)];
}

errand errand::post(std::string key, std::string workspace, std::string channel, std::string thread,
                    std::string body) {
  errand made;
  made.key = std::move(key);
  made.kind = errand_kind::post;
  made.workspace = std::move(workspace);
  made.channel = std::move(channel);
  made.thread = std::move(thread);
  made.body = std::move(body);
  return made;
}

errand errand::reply(std::string key, std::string workspace, std::string channel, std::string first,
                     std::string body) {
  auto made = post(std::move(key), std::move(workspace), std::move(channel), {}, std::move(body));
  made.first = std::move(first);
  return made;
}

errand errand::whisper(std::string key, std::string workspace, std::string channel, std::string thread,
                       std::string person, std::string body) {
  auto made =
      post(std::move(key), std::move(workspace), std::move(channel), std::move(thread), std::move(body));
  made.kind = errand_kind::whisper;
  made.person = std::move(person);
  return made;
}

errand errand::direct(std::string key, std::string workspace, std::string person, std::string body) {
  auto made = post(std::move(key), std::move(workspace), {}, {}, std::move(body));
  made.kind = errand_kind::direct;
  made.person = std::move(person);
  return made;
}

errand errand::react(std::string key, chat::message_ref target, std::string emoji) {
  auto made = about(errand_kind::react, std::move(key), std::move(target));
  made.emoji = std::move(emoji);
  return made;
}

errand errand::unreact(std::string key, chat::message_ref target, std::string emoji) {
  auto made = about(errand_kind::unreact, std::move(key), std::move(target));
  made.emoji = std::move(emoji);
  return made;
}

errand errand::update(std::string key, chat::message_ref target, std::string body) {
  auto made = about(errand_kind::update, std::move(key), std::move(target));
  made.body = std::move(body);
  return made;
}

errand errand::remove(std::string key, chat::message_ref target) {
  return about(errand_kind::remove, std::move(key), std::move(target));
}

}  // namespace huzzah::storage
