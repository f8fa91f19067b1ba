#include "features/standups/answers.hpp"

#include "features/standups/rounds.hpp"

#include <boost/asio/experimental/awaitable_operators.hpp>

#include <chrono>
#include <ranges>
#include <utility>

namespace huzzah::standups {

namespace {

/// For how long a private question waits for its answer.
constexpr auto question_stands = std::chrono::hours{24};
/// For how long a stand-up's channel is the place for what its people share.
constexpr auto still_its_channel = std::chrono::days{14};
/// At most, the platform's clock and ours.
constexpr auto clocks_differ_by = std::chrono::hours{1};
/// Its words have nearly always arrived before anybody answers, and the event is to be acknowledged soon.
constexpr base::duration patience = std::chrono::seconds{2};
constexpr std::size_t most_known = 10'000;

std::optional<wins::question> as_question(std::optional<standup_round> const& round) {
  if (!round) return std::nullopt;
  wins::question asked;
  asked.id = round->id;
  asked.reference = round->reference;
  asked.words = round->question;
  asked.channel = round->channel;
  asked.in_private = round->mode == standup_mode::dm;
  asked.first = asked.in_private ? summary_key(*round) : prompt_key(*round);
  asked.is_closed = round->closed_at.has_value();
  return asked;
}

}  // namespace

awaitable<result<std::int64_t>> answers::of_thread(chat::message_ref first, std::string person) {
  using namespace asio::experimental::awaitable_operators;
  if (auto const before = known_.find(first); before != known_.end()) co_return before->second;
  for (auto const until = with_.clock.uptime() + patience;;) {
    auto delivered = with_.delivered ? with_.delivered() : awaitable<>();
    auto query = [&first, &person](store::reader& from) {
      auto const round = rounds(from).round_of_thread(first.workspace, first.channel, first.id);
      auto const since = rounds(from).being_sent_since(first.workspace, first.channel, person);
      return std::pair(round ? round->id : 0, since);
    };
    auto const found = co_await with_.store.read(std::move(query));
    if (!found) co_return found.error();
    auto const& [round, since] = *found;
    if (round != 0 || !since || first.id < with_.workspace.id_at(*since - clocks_differ_by)) {
      // What a thread is never changes once it is known.
      remember(first, round);
      co_return round;
    }
    auto const left = until - with_.clock.uptime();
    if (!with_.delivered || left <= base::duration(0))
      co_return error(errc::timed_out, "a stand-up's words are still being sent to " + first.channel);
    co_await (with_.clock.sleep_for(left) || std::move(delivered));
  }
}

void answers::remember(chat::message_ref const& first, std::int64_t round) {
  if (!known_.emplace(first, round).second) return;
  oldest_.push_back(first);
  if (oldest_.size() <= most_known) return;
  known_.erase(oldest_.front());
  oldest_.pop_front();
}

std::optional<wins::question> answers::find(store::connection& on, std::int64_t id) const {
  return as_question(rounds(on).find_round(id));
}

std::optional<wins::question> answers::find(store::connection& on, std::string const& workspace,
                                            std::string const& reference) const {
  auto const found = rounds(on).find_referenced_round(reference);
  return found && found->workspace == workspace ? as_question(found) : std::nullopt;
}

std::vector<std::int64_t> answers::open_in(store::connection& on, std::string const& workspace,
                                           std::string const& channel) const {
  std::vector<std::int64_t> found;
  auto const open = rounds(on).open_rounds(workspace);
  for (auto const& one : std::views::reverse(open))
    if (one.channel == channel && one.mode == standup_mode::thread) found.push_back(one.id);
  return found;
}

std::vector<std::int64_t> answers::open_to(store::connection& on, std::string const& workspace,
                                           std::string const& person, base::time_point at) const {
  std::vector<std::int64_t> found;
  auto const asked = rounds(on).asked_privately(workspace, person, at - question_stands);
  for (auto const& one : asked) {
    // Yesterday's question is over once today's was asked.
    if (one.date != asked.front().date) break;
    if (at >= one.opened_at) found.push_back(one.id);
  }
  return found;
}

std::vector<std::string> answers::channels_for(store::connection& on, std::string const& workspace,
                                               std::string const& person, base::time_point now) const {
  std::vector<std::string> found;
  auto const asked = rounds(on).asked_privately(workspace, person, now - still_its_channel);
  if (!asked.empty()) found.push_back(asked.front().channel);
  auto const newest = rounds(on).newest_round(workspace);
  if (newest && newest->opened_at >= now - still_its_channel) found.push_back(newest->channel);
  return found;
}

calendar::workdays answers::workdays(store::connection& on, std::string const& workspace,
                                     std::int64_t id) const {
  auto const round = id == 0 ? std::nullopt : rounds(on).find_round(id);
  return summary_.workdays(on, workspace, round ? round->name : std::string());
}

}  // namespace huzzah::standups
