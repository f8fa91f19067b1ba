// The past of channels and threads.
#include "slack/history_decoder.hpp"
#include "slack/http_date.hpp"
#include "slack/json.hpp"
#include "slack/slack_workspace.hpp"

#include <fmt/format.h>

#include <chrono>

namespace huzzah::slack {

namespace {

/// Reading the past uses at most half of the turns; the others are kept for what people wait for. The caller
/// retries.
constexpr pace patient_tier_3(tier_3.interval, tier_3.burst / 2);
/// Background calls take a turn only when no other call waits, and each of their turns counts twice.
constexpr pace background_tier_3(tier_3.interval * 2, 1);

bool is_missing(error const& failure) {
  auto const word = word_of(failure);
  return word == "thread_not_found" || word == "message_not_found";
}

}  // namespace

identity slack_workspace::us() const {
  identity ours;
  ours.workspace = account_.workspace;
  ours.self = account_.self;
  return ours;
}

awaitable<result<chat::past_page>> slack_workspace::ask_past(api_call call, std::string channel,
                                                             chat::channel_kind kind) {
  chat::past_page page;
  auto const asked = clock_.uptime();
  auto const answer = co_await api_.call(std::move(call));
  if (!answer) {
    if (is_missing(answer.error())) co_return page;
    co_return answer.error();
  }
  // The server can't have looked before it was asked. Its date is of the answer, in whole seconds.
  auto const answered = http_date(answer->fields().get("Date")).value_or(clock_.now());
  page.as_of = answered - (clock_.uptime() - asked);
  auto const ours = us();
  for (auto const& one : member(answer->body(), "messages")) {
    auto past = decode_past(one, channel, kind, ours, page.as_of);
    if (!past.where.id.empty()) page.messages.push_back(std::move(past));
  }
  page.next = string_member(member(answer->body(), "response_metadata"), "next_cursor");
  co_return page;
}

awaitable<result<chat::past_page>> slack_workspace::read_past(chat::past_query wanted) {
  auto const of_thread = !wanted.thread.empty();
  api_call call(of_thread ? "conversations.replies" : "conversations.history",
                wanted.can_wait ? background_tier_3 : patient_tier_3, repeat::never);
  call.set("channel", wanted.channel);
  call.set("ts", wanted.thread);
  call.set("oldest", wanted.after);
  call.set("latest", wanted.before);
  call.set("cursor", wanted.cursor);
  call.set("limit", std::to_string(wanted.limit));
  auto page = co_await ask_past(std::move(call), std::move(wanted.channel), wanted.kind);
  if (page && of_thread)
    std::erase_if(page->messages,
                  [&](chat::past_message const& one) { return one.where.id == wanted.thread; });
  co_return page;
}

awaitable<result<chat::past_page>> slack_workspace::find_past(chat::message_ref where,
                                                              chat::channel_kind kind) {
  // Also finds what is in no thread, and what is in the midst of one.
  api_call call("conversations.replies", patient_tier_3, repeat::never);
  call.set("channel", where.channel);
  call.set("ts", where.id);
  call.set("oldest", where.id);
  call.set("latest", where.id);
  call.set("inclusive", std::string("true"));
  call.set("limit", std::string("10"));
  auto page = co_await ask_past(std::move(call), where.channel, kind);
  if (page) {
    page->next.clear();
    std::erase_if(page->messages, [&](chat::past_message const& one) { return one.where != where; });
  }
  co_return page;
}

awaitable<result<std::vector<chat::past_reaction>>> slack_workspace::all_reactions(chat::message_ref where) {
  api_call call("reactions.get", patient_tier_3, repeat::never);
  call.set("channel", where.channel);
  call.set("timestamp", where.id);
  call.set("full", std::string("true"));
  auto const answer = co_await api_.call(std::move(call));
  if (!answer) {
    if (is_missing(answer.error())) co_return std::vector<chat::past_reaction>();
    co_return answer.error();
  }
  auto is_complete = true;
  co_return decode_reactions(member(answer->body(), "message"), us(), is_complete);
}

std::string slack_workspace::id_at(base::time_point moment) const {
  auto const micros = std::max<std::int64_t>(moment.time_since_epoch().count(), 0);
  return fmt::format("{}.{:06}", micros / 1'000'000, micros % 1'000'000);
}

}  // namespace huzzah::slack
