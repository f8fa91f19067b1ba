#include "chat/message.hpp"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

using namespace huzzah;
using chat::message;

namespace {

message one_of_everything() {
  return message({chat::text("Kudos for "), chat::mention("U1"), chat::text(" <!channel> & \"more\"\n")},
                 {
                     chat::header_block{"This <week>"},
                     chat::section_block{{chat::bold("Ada"), chat::text(": 3")},
                                         chat::button("kudos.mute", "Mute", "U1|x")},
                     chat::section_block{{chat::link("https://a.example/?a=b&c", "open")}, {}},
                     chat::context_block{{chat::emoji("trophy"), chat::text(" given today")}},
                     chat::divider_block{},
                     chat::buttons_block{{chat::button("a", "Yes", "1", true), chat::button("b", "No")}},
                     chat::image_block{"https://a.example/i.png", "a chart"},
                     chat::image_block{"", "a week", "F0123"},
                 });
}

}  // namespace

TEST_CASE("a message with every kind of block comes back from its JSON") {
  auto const said = one_of_everything();
  CHECK(chat::message_from_json(chat::to_json(said)) == said);
  CHECK(chat::message_from_json(chat::to_json(message())) == message());
  CHECK(chat::message_from_json(chat::to_json(message({chat::text("just text")}))) ==
        message({chat::text("just text")}));
}

TEST_CASE("what is no message reads as an empty one") {
  for (auto const* text : {"", "{", "null", "[]", "\"text\"", "17", "{}", "[{\"summary\":\"x\"}]", "\xff"}) {
    CAPTURE(text);
    CHECK(chat::message_from_json(text) == message());
  }
}

TEST_CASE("parts of the wrong type are left out, the rest is kept") {
  CHECK(chat::message_from_json(R"({"summary":5,"blocks":7})") == message());
  CHECK(chat::message_from_json(
            R"({"summary":"hi","blocks":[1,null,{},{"type":"video"},{"type":"divider"}]})") ==
        message({chat::text("hi")}, {chat::divider_block{}}));
  CHECK(chat::message_from_json(
            R"({"blocks":[{"type":"buttons","buttons":[3,{"action":"a","label":7,"primary":"yes"}]}]})") ==
        message({}, {chat::buttons_block{{chat::button("a", "")}}}));
  CHECK(chat::message_from_json(R"({"blocks":[{"type":"section","text":{},"accessory":[]}]})") ==
        message({}, {chat::section_block{}}));
  CHECK(chat::message_from_json(R"({"blocks":[{"type":"buttons"},{"type":"buttons","buttons":"x"}]})") ==
        message({}, {chat::buttons_block{}, chat::buttons_block{}}));
}

TEST_CASE("bytes that are no UTF-8 do not lose the message") {
  auto const json = chat::to_json(message({chat::text("before \xff after")}));
  CHECK(chat::to_plain(chat::message_from_json(json).summary) == "before \xEF\xBF\xBD after");
}

TEST_CASE("deeply nested JSON is refused without harm") {
  std::string const deep(200'000, '[');
  CHECK(chat::message_from_json(deep) == message());
  CHECK(chat::message_from_json(deep + std::string(deep.size(), ']')) == message());
}
