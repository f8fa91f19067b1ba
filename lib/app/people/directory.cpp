#include "app/people/directory.hpp"

#include <spdlog/spdlog.h>
#include <boost/asio/experimental/awaitable_operators.hpp>

#include <memory>

namespace huzzah::people {

namespace {

/// The platform sends an event again that is not acknowledged within 3 s, and two or three people may have to
/// be asked for, one after the other.
constexpr auto patience_of_answers = std::chrono::milliseconds{700};

}  // namespace

awaitable<result<chat::person>> directory::find(std::string id) {
  using namespace asio::experimental::awaitable_operators;
  // Not before those who wait for an answer: first come, first served.
  if (asking_ == 0)
    if (auto known = platform_.known_person(id)) co_return std::move(*known);
  ++asking_;
  std::unique_ptr<int, void (*)(int*)> const asks(&asking_, [](int* asking) { --*asking; });
  auto first = co_await (platform_.find_person(id) || clock_.sleep_for(patience_of_answers));
  auto found = first.index() == 0 ? std::get<0>(std::move(first))
                                  : result<chat::person>(error(errc::timed_out, "no answer in time"));
  if (found || found.error().code == errc::not_found) co_return found;
  spdlog::warn("could not look up {}, taken as an ordinary person: {}", id, to_string(found.error()));
  chat::person somebody;
  somebody.id = std::move(id);
  co_return somebody;
}

awaitable<result<std::vector<std::string>>> directory::members(std::string group) {
  return platform_.group_members(std::move(group));
}

calendar::time_zone zone_of(chat::person const& somebody) {
  auto const zone = calendar::time_zone::find(somebody.time_zone);
  return zone ? *zone : calendar::time_zone();
}

}  // namespace huzzah::people
