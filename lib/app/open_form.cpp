#include "app/open_form.hpp"

#include "chat/say.hpp"

#include <spdlog/spdlog.h>

#include <utility>

namespace huzzah::app {

awaitable<result<chat::reply>> open_form(chat::poster& platform, std::string trigger, chat::form asked) {
  auto const action = asked.action;
  auto const opened = co_await platform.open_form(std::move(trigger), std::move(asked));
  if (opened) co_return chat::reply();
  spdlog::warn("the form {} could not be opened: {}", action, to_string(opened.error()));
  auto sorry = chat::message(chat::say("The form could not be opened just now. Please try again."));
  co_return chat::reply(std::move(sorry));
}

}  // namespace huzzah::app
