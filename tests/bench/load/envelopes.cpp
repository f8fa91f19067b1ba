#include "bench/load/envelopes.hpp"

#include "bench/load/talk.hpp"
#include "bench/load/websocket.hpp"

namespace huzzah::bench {

namespace {

// What stands in a form where a number belongs; as long as the number.
constexpr std::string_view serial_mark = "SSSSSSSSSSSS";
constexpr std::string_view timestamp_mark = "TTTTTTTTTT.tttttt";
constexpr std::string_view seconds_mark = "EEEEEEEEEE";

std::string section(std::string_view elements) {
  return fmt::format(
      R"([{{"type":"rich_text","block_id":"k3+Qz","elements":[{{"type":"rich_text_section","elements":[{}]}}]}}])",
      elements);
}

std::string message(std::string_view author, std::string_view channel, std::string_view text,
                    std::string_view elements) {
  return fmt::format(
      R"({{"envelope_id":"7d0f1a52-33c8-4e0b-9a11-{0}","payload":{{"token":"Xb2cPq0rV9sT4uW7yZ1aB3dE",)"
      R"("team_id":"{1}","context_team_id":"{1}","context_enterprise_id":null,"api_app_id":"A07BENCH0001",)"
      R"("event":{{"user":"{2}","type":"message","ts":"{3}","client_msg_id":"5e7b09d4-1c2a-4f66-8d3e-{0}",)"
      R"("text":"{4}","team":"{1}","blocks":{5},"channel":"{6}","event_ts":"{3}","channel_type":"channel"}},)"
      R"("type":"event_callback","event_id":"Ev{0}","event_time":{7},"authorizations":[{{"enterprise_id":null,)"
      R"("team_id":"{1}","user_id":"{8}","is_bot":true,"is_enterprise_install":false}}],)"
      R"("is_ext_shared_channel":false,"event_context":"4-eyJldCI6Im1lc3NhZ2UiLCJ0aWQiOiJUMDdCRU5DSDAwMSIsImFpZ)"
      R"(CI6IkEwN0JFTkNIMDAwMSIsImNpZCI6IkMwN0NIQU5ORUwwMCJ9"}},"type":"events_api",)"
      R"("accepts_response_payload":false,"retry_attempt":0,"retry_reason":""}})",
      serial_mark, team, author, timestamp_mark, text, section(elements), channel, seconds_mark, bot_user);
}

std::string talk_frame(std::string_view author, std::string_view channel, std::string_view text) {
  return message(author, channel, text, fmt::format(R"({{"type":"text","text":"{}"}})", text));
}

/// A kudos on a line of its own, as often with more to say below it.
std::string kudos_frame(std::string_view author, std::string_view channel, std::string_view receiver,
                        std::string_view reason, std::string_view more) {
  auto const words = fmt::format(R"( ++ {}\n{})", reason, more);
  auto const elements =
      fmt::format(R"({{"type":"user","user_id":"{}"}},{{"type":"text","text":"{}"}})", receiver, words);
  return message(author, channel, fmt::format("<@{}>{}", receiver, words), elements);
}

std::vector<std::size_t> places_of(std::string_view mark, std::string_view text) {
  std::vector<std::size_t> places;
  for (auto at = text.find(mark); at != std::string_view::npos; at = text.find(mark, at + mark.size()))
    places.push_back(at);
  return places;
}

void write_digits(char* to, std::int64_t number, int digits) {
  for (auto i = digits - 1; i >= 0; --i, number /= 10)
    to[i] = static_cast<char>('0' + number % 10);
}

}  // namespace

envelopes::form::form(std::string const& text) {
  append_frame(frame, text);
  serials = places_of(serial_mark, frame);
  timestamps = places_of(timestamp_mark, frame);
  seconds = places_of(seconds_mark, frame);
}

envelopes::envelopes(cast const& who) {
  auto const& people = who.people;
  for (std::size_t i = 0; i < 8 * people.size(); ++i) {
    auto const& author = people[i % people.size()];
    auto const& receiver = people[(i * 7 + 3 + i / people.size()) % people.size()];
    auto const& channel = who.channels[(i * 5 + 1) % who.channels.size()];
    talk_.emplace_back(talk_frame(author, channel, talk[i % talk.size()]));
    if (receiver != author)
      kudos_.emplace_back(
          kudos_frame(author, channel, receiver, reasons[i % reasons.size()], talk[i % talk.size()]));
  }
}

void envelopes::append(std::string& to, std::int64_t serial, bool is_kudos, std::int64_t now) const {
  constexpr std::int64_t second = 1'000'000;
  auto const& forms = is_kudos ? kudos_ : talk_;
  auto const& one = forms[static_cast<std::size_t>(serial) * 31 % forms.size()];
  auto const start = to.size();
  to += one.frame;
  auto* const frame = to.data() + start;
  for (auto const at : one.serials)
    write_digits(frame + at, serial, static_cast<int>(serial_mark.size()));
  for (auto const at : one.timestamps) {
    write_digits(frame + at, now / second, 10);
    write_digits(frame + at + 11, now % second, 6);
  }
  for (auto const at : one.seconds)
    write_digits(frame + at, now / second, 10);
}

std::size_t envelopes::average_size(bool is_kudos) const {
  auto const& forms = is_kudos ? kudos_ : talk_;
  std::size_t all = 0;
  for (auto const& one : forms)
    all += one.frame.size();
  return all / forms.size();
}

std::optional<std::int64_t> envelopes::acknowledged(std::string_view message) {
  constexpr std::string_view before = "7d0f1a52-33c8-4e0b-9a11-";
  auto const at = message.find(before);
  if (at == std::string_view::npos || message.size() < at + before.size() + serial_mark.size())
    return std::nullopt;
  std::int64_t serial = 0;
  for (auto const digit : message.substr(at + before.size(), serial_mark.size()))
    serial = serial * 10 + (digit - '0');
  return serial;
}

}  // namespace huzzah::bench
