#include "app/delivery/outbox.hpp"

#include "app/delivery/outgoing_names.hpp"

#include <utility>

namespace huzzah::delivery {
namespace {

outgoing about(outgoing_kind kind, std::string key, chat::message_ref target) {
  outgoing made;
  made.key = std::move(key);
  made.kind = kind;
  made.workspace = std::move(target.workspace);
  made.channel = std::move(target.channel);
  made.target = std::move(target.id);
  return made;
}

}  // namespace

std::string_view to_string(outgoing_kind kind) {
  return outgoing_names[static_cast<std::size_t>(kind)];
}

std::string_view to_string(outgoing_state state) {
  return state_names[static_cast<std::size_t>(state)];
}

std::string_view to_string(subject_kind kind) {
  return subject_names[static_cast<std::size_t>(kind)];
}

outgoing outgoing::post(std::string key, std::string workspace, std::string channel, std::string thread,
                        std::string body) {
  outgoing made;
  made.key = std::move(key);
  made.kind = outgoing_kind::post;
  made.workspace = std::move(workspace);
  made.channel = std::move(channel);
  made.thread = std::move(thread);
  made.body = std::move(body);
  return made;
}

outgoing outgoing::reply(std::string key, std::string workspace, std::string channel, std::string first,
                         std::string body) {
  auto made = post(std::move(key), std::move(workspace), std::move(channel), {}, std::move(body));
  made.first = std::move(first);
  return made;
}

outgoing outgoing::whisper(std::string key, std::string workspace, std::string channel, std::string thread,
                           std::string person, std::string body) {
  auto made =
      post(std::move(key), std::move(workspace), std::move(channel), std::move(thread), std::move(body));
  made.kind = outgoing_kind::whisper;
  made.person = std::move(person);
  return made;
}

outgoing outgoing::direct(std::string key, std::string workspace, std::string person, std::string body) {
  auto made = post(std::move(key), std::move(workspace), {}, {}, std::move(body));
  made.kind = outgoing_kind::direct;
  made.person = std::move(person);
  return made;
}

outgoing outgoing::react(std::string key, chat::message_ref target, std::string emoji) {
  auto made = about(outgoing_kind::react, std::move(key), std::move(target));
  made.emoji = std::move(emoji);
  return made;
}

outgoing outgoing::unreact(std::string key, chat::message_ref target, std::string emoji) {
  auto made = about(outgoing_kind::unreact, std::move(key), std::move(target));
  made.emoji = std::move(emoji);
  return made;
}

outgoing outgoing::update(std::string key, chat::message_ref target, std::string body) {
  auto made = about(outgoing_kind::update, std::move(key), std::move(target));
  made.body = std::move(body);
  return made;
}

outgoing outgoing::remove(std::string key, chat::message_ref target) {
  return about(outgoing_kind::remove, std::move(key), std::move(target));
}

}  // namespace huzzah::delivery
