#include "app/delivery/restricted_words.hpp"

#include "base/text.hpp"
#include "chat/quotes.hpp"
#include "chat/say.hpp"

#include <nlohmann/json.hpp>

#include <utility>

namespace huzzah::delivery {

namespace {

/// Both are well within what platforms take.
constexpr std::size_t most_joined = 10;
constexpr std::size_t longest_joined = 8'000;

using nlohmann::json;

std::string written(json const& body) {
  return body.dump(-1, ' ', false, json::error_handler_t::replace);
}

/// Puts messages below each other; of too many it says how many more there are.
class joiner {
 public:
  explicit joiner(std::size_t all) : all_(all) {}

  void add(chat::message one) {
    length_ += base::length(chat::to_plain(one.summary));
    if (shown_ > 0 && (shown_ == most_joined || length_ > longest_joined)) is_full_ = true;
    if (is_full_) return;
    if (shown_ > 0) {
      said_.summary.push_back(chat::text("\n"));
      said_.blocks.emplace_back(chat::divider_block());
    }
    ++shown_;
    if (one.blocks.empty()) said_.blocks.emplace_back(chat::section_block{one.summary, {}});
    chat::append(said_.summary, one.summary);
    std::move(one.blocks.begin(), one.blocks.end(), std::back_inserter(said_.blocks));
  }

  chat::message take() {
    if (auto const more = static_cast<std::int64_t>(all_ - shown_); is_full_) {
      auto line = chat::say(more, "And {count} more: your page in the app has it.",
                            "And {count} more: your page in the app has them.");
      said_.summary.push_back(chat::text("\n"));
      chat::append(said_.summary, line);
      said_.blocks.emplace_back(chat::context_block{std::move(line)});
    }
    return std::move(said_);
  }

 private:
  std::size_t all_;
  std::size_t shown_ = 0;
  std::size_t length_ = 0;
  bool is_full_ = false;
  chat::message said_;
};

}  // namespace

std::string restricted(chat::message const& full, chat::message const& others,
                       std::set<std::string> const& channels) {
  json const both{{"readers_of", channels}, {"full", chat::to_json(full)}, {"others", chat::to_json(others)}};
  return written(both);
}

std::string joined(std::vector<std::string> const& bodies) {
  return written(json{{"joined", bodies}});
}

awaitable<result<chat::message>> words_for(people::audience& readers, std::string body, std::string person) {
  auto const both = json::parse(body, nullptr, false);
  if (both.is_object() && both.contains("joined")) {
    joiner all(both.at("joined").size());
    for (auto const& part : both.at("joined")) {
      auto words = part.get<std::string>();
      auto said = co_await words_for(readers, std::move(words), person);
      if (!said) co_return std::move(said).error();
      all.add(std::move(*said));
    }
    co_return all.take();
  }
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
  auto const both = json::parse(body, nullptr, false);
  if (both.is_object() && both.contains("joined")) {
    joiner all(both.at("joined").size());
    for (auto const& part : both.at("joined"))
      all.add(words_for_others(part.get<std::string>()));
    return all.take();
  }
  auto const is_restricted = both.is_object() && both.contains("readers_of");
  return chat::message_from_json(is_restricted ? both.at("others").get<std::string>() : body);
}

}  // namespace huzzah::delivery
