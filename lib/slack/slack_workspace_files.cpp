// Files: Slack gives an upload address, takes the bytes there, and processes them later.
#include "slack/block_kit.hpp"
#include "slack/json.hpp"
#include "slack/slack_workspace.hpp"

namespace huzzah::slack {

namespace {

using namespace std::chrono_literals;

constexpr base::duration look_again = 500ms;
constexpr base::duration longest_look = 10s;

}  // namespace

awaitable<result<std::string>> slack_workspace::upload(std::string name, std::string content,
                                                       std::string alt_text) {
  api_call ask("files.getUploadURLExternal", tier_4, repeat::safe);
  ask.set("filename", name);
  ask.set("length", std::to_string(content.size()));
  if (!alt_text.empty()) ask.set("alt_txt", base::to_utf8(alt_text));
  auto const place = co_await api_.call(std::move(ask));
  if (!place) co_return place.error();
  auto url = string_member(place->body(), "upload_url");
  auto file = string_member(place->body(), "file_id");
  if (url.empty() || file.empty())
    co_return error(errc::bad_message, "files.getUploadURLExternal: the answer names no place for the file");
  auto const sent = co_await api_.upload(std::move(url), std::move(content));
  if (!sent) co_return sent.error();
  co_return file;
}

awaitable<result<>> slack_workspace::complete(api_call call, std::string file, std::string name) {
  nlohmann::json entry;
  entry["id"] = file;
  entry["title"] = base::to_utf8(name);
  call.set("files", nlohmann::json::array({entry}));
  auto const completed = co_await api_.call(std::move(call));
  if (!completed) co_return completed.error();
  co_return result<>();
}

awaitable<result<std::string>> slack_workspace::upload_picture(std::string name, std::string png,
                                                               std::string alt_text) {
  auto file = co_await upload(name, std::move(png), std::move(alt_text));
  if (!file) co_return file.error();
  api_call call("files.completeUploadExternal", tier_4, repeat::never);
  auto const completed = co_await complete(std::move(call), *file, std::move(name));
  if (!completed) co_return completed.error();
  auto const ready = co_await wait_for_file(*file);
  if (!ready) co_return ready.error();
  co_return file;
}

awaitable<result<std::string>> slack_workspace::share_file(std::string to, std::string name,
                                                           std::string content, chat::message said) {
  auto channel = co_await direct_channel(std::move(to));
  if (!channel) co_return channel.error();
  std::string no_words;
  auto file = co_await upload(name, std::move(content), std::move(no_words));
  if (!file) co_return file.error();
  api_call call("files.completeUploadExternal", tier_4, repeat::never);
  call.set("channel_id", *channel);
  auto const message = to_message(said);
  call.set("initial_comment", string_member(message, "text"));
  auto const completed = co_await complete(std::move(call), *file, std::move(name));
  if (!completed) co_return completed.error();
  co_return file;
}

awaitable<result<>> slack_workspace::remove_file(std::string file) {
  api_call call("files.delete", tier_3, repeat::safe);
  call.set("file", file);
  co_return co_await succeed(std::move(call), "file_not_found");
}

/// A message that shows a file before Slack knows what is in it is refused.
awaitable<result<>> slack_workspace::wait_for_file(std::string file) {
  auto const until = clock_.uptime() + longest_look;
  for (;;) {
    api_call ask("files.info", tier_4, repeat::safe);
    ask.set("file", file);
    auto const answer = co_await api_.call(std::move(ask));
    if (!answer) co_return answer.error();
    if (!string_member(member(answer->body(), "file"), "mimetype").empty()) co_return result<>();
    if (clock_.uptime() + look_again > until)
      co_return error(errc::timed_out, "files.info: Slack has not taken the picture in within 10 s");
    co_await clock_.sleep_for(look_again);
  }
}

}  // namespace huzzah::slack
