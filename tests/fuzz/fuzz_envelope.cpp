// Whatever comes over the socket is decoded or refused, and can be acknowledged in one small frame.
#include "slack/acknowledgement.hpp"
#include "slack/event_decoder.hpp"
#include "slack/mrkdwn.hpp"

#include "base/text.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace {

void expect(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  using namespace huzzah;
  std::string_view const frame(reinterpret_cast<char const*>(data), size);
  slack::identity us;
  us.workspace = "T1";
  us.self = "U0BOT";
  auto const received = slack::decode_envelope(frame, us, base::time_point{});

  if (received.event)
    if (auto const* posted = std::get_if<chat::message_posted>(&*received.event)) {
      expect(posted->author != us.self && !posted->author.empty() && !posted->where.id.empty());
      chat::reply echo(chat::message(posted->text, {chat::section_block{posted->text, {}}}));
      auto const answer = slack::acknowledge(received, echo);
      expect(answer.has_value() && answer->frame.size() <= 20'480);
    }
  if (received.id.size() <= 100) {
    auto const sorry = slack::acknowledge(received, error(errc::io_failed, "no"));
    if (sorry) expect(sorry->frame.size() <= 20'480 && nlohmann::json::accept(sorry->frame));
  }
  return 0;
}
