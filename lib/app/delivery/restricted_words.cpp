#include "app/delivery/restricted_words.hpp"

#include <nlohmann/json.hpp>

namespace huzzah::delivery {

std::string restricted(chat::message const& full, chat::message const& others,
                       std::set<std::string> const& channels) {
  nlohmann::json const both{
      {"readers_of", channels}, {"full", chat::to_json(full)}, {"others", chat::to_json(others)}};
  return both.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

awaitable<result<chat::message>> words_for(people::audience& readers, std::string body, std::string person) {
  auto const both = nlohmann::json::parse(body, nullptr, false);
  if (!both.is_object() || !both.contains("readers_of")) co_return chat::message_from_json(body);
  auto may_read = true;
  for (auto const& channel : both.at("readers_of")) {
    auto const can = co_await readers.could_read(person, channel.get<std::string>());
    if (!can) co_return error(errc::unreachable, "whether " + person + " may read it is not known yet");
    may_read = may_read && *can;
  }
  auto const& words = both.at(may_read ? "full" : "others");
  co_return chat::message_from_json(words.get<std::string>());
}

chat::message words_for_others(std::string const& body) {
  auto const both = nlohmann::json::parse(body, nullptr, false);
  auto const is_restricted = both.is_object() && both.contains("readers_of");
  return chat::message_from_json(is_restricted ? both.at("others").get<std::string>() : body);
}

}  // namespace huzzah::delivery
