#include "sandbox/blocks/block_kit_rules.hpp"
#include "sandbox/workspace/block_ids.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace huzzah::sandbox;
using nlohmann::json;

namespace {

json plain(std::string text) {
  return {{"type", "plain_text"}, {"text", std::move(text)}};
}
json mrkdwn(std::string text) {
  return {{"type", "mrkdwn"}, {"text", std::move(text)}};
}
json section(json text) {
  return {{"type", "section"}, {"text", std::move(text)}};
}
json button(std::string id) {
  return {{"type", "button"}, {"text", plain("ok")}, {"action_id", std::move(id)}};
}
std::string many(std::size_t count) {
  return std::string(count, 'x');
}

std::vector<std::string> check(json block) {
  return check_message_blocks(json::array({std::move(block)}));
}
bool fine(json block) {
  return check(std::move(block)).empty();
}

json modal(json blocks) {
  return {
      {"type", "modal"}, {"title", plain("Title")}, {"submit", plain("Go")}, {"blocks", std::move(blocks)}};
}

}  // namespace

TEST_CASE("a message holds fifty blocks and no more") {
  auto blocks = json::array();
  for (int i = 0; i < 50; ++i)
    blocks.push_back({{"type", "divider"}});
  CHECK(check_message_blocks(blocks).empty());
  blocks.push_back({{"type", "divider"}});
  REQUIRE(check_message_blocks(blocks).size() == 1);
  CHECK(check_message_blocks(blocks)[0] == "[ERROR] no more than 50 items allowed [json-pointer:/blocks]");
}

TEST_CASE("a section's text has at most 3000 characters, counted as people do") {
  CHECK(fine(section(mrkdwn(many(3000)))));
  auto const problems = check(section(mrkdwn(many(3001))));
  REQUIRE(problems.size() == 1);
  CHECK(problems[0] == "[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]");
  std::string accents;
  for (int i = 0; i < 3000; ++i)
    accents += "é";
  CHECK(fine(section(mrkdwn(accents))));
  CHECK_FALSE(fine(section(mrkdwn(""))));
}

TEST_CASE("a section needs text or fields, and has at most ten fields of 2000 characters") {
  CHECK_FALSE(fine({{"type", "section"}}));
  json fields = json::array();
  for (int i = 0; i < 10; ++i)
    fields.push_back(mrkdwn(many(2000)));
  CHECK(fine({{"type", "section"}, {"fields", fields}}));
  fields.push_back(mrkdwn("x"));
  CHECK_FALSE(fine({{"type", "section"}, {"fields", fields}}));
  CHECK_FALSE(fine({{"type", "section"}, {"fields", json::array({mrkdwn(many(2001))})}}));
}

TEST_CASE("a header is plain text of at most 150 characters") {
  CHECK(fine({{"type", "header"}, {"text", plain(many(150))}}));
  CHECK_FALSE(fine({{"type", "header"}, {"text", plain(many(151))}}));
  CHECK_FALSE(fine({{"type", "header"}, {"text", mrkdwn("x")}}));
}

TEST_CASE("a button's text, value, id and style are bounded") {
  auto const with = [](char const* key, json value) {
    auto made = button("a");
    made[key] = std::move(value);
    return json{{"type", "actions"}, {"elements", json::array({made})}};
  };
  CHECK(fine(with("text", plain(many(75)))));
  CHECK_FALSE(fine(with("text", plain(many(76)))));
  CHECK_FALSE(fine(with("text", mrkdwn("x"))));
  CHECK(fine(with("value", many(2000))));
  CHECK_FALSE(fine(with("value", many(2001))));
  CHECK(fine(with("action_id", many(255))));
  CHECK_FALSE(fine(with("action_id", many(256))));
  CHECK(fine(with("style", "primary")));
  CHECK_FALSE(fine(with("style", "blue")));
  CHECK_FALSE(fine(with("colour", "blue")));
}

TEST_CASE("actions hold 25 elements, a context ten") {
  auto actions = json{{"type", "actions"}, {"elements", json::array()}};
  for (int i = 0; i < 25; ++i)
    actions["elements"].push_back(button(std::to_string(i)));
  CHECK(fine(actions));
  actions["elements"].push_back(button("one too many"));
  CHECK_FALSE(fine(actions));
  auto context = json{{"type", "context"}, {"elements", json::array()}};
  CHECK_FALSE(fine(context));
  for (int i = 0; i < 10; ++i)
    context["elements"].push_back(mrkdwn("x"));
  CHECK(fine(context));
  context["elements"].push_back(mrkdwn("x"));
  CHECK_FALSE(fine(context));
}

TEST_CASE("an image needs an alternative text") {
  CHECK(fine({{"type", "image"}, {"image_url", "https://example.com/a.png"}, {"alt_text", "a cup"}}));
  CHECK_FALSE(fine({{"type", "image"}, {"image_url", "https://example.com/a.png"}}));
  CHECK_FALSE(fine({{"type", "image"}, {"alt_text", "a cup"}}));
}

TEST_CASE("block ids are unique in a message, action ids in a block") {
  auto const divider = json{{"type", "divider"}, {"block_id", "same"}};
  auto const problems = check_message_blocks(json::array({divider, divider}));
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].find("/blocks/1/block_id") != std::string::npos);
  CHECK_FALSE(fine({{"type", "actions"}, {"elements", json::array({button("a"), button("a")})}}));
  auto const actions = json{{"type", "actions"}, {"elements", json::array({button("a")})}};
  CHECK(check_message_blocks(json::array({actions, actions})).empty());
}

TEST_CASE("what is no block is refused, whatever it is") {
  CHECK_FALSE(check_message_blocks(json::object()).empty());
  CHECK_FALSE(fine("text"));
  CHECK_FALSE(fine({{"type", "marquee"}}));
  CHECK_FALSE(fine({{"text", plain("x")}}));
  CHECK_FALSE(fine({{"type", "section"}, {"text", "bare"}}));
  CHECK_FALSE(fine({{"type", "actions"}, {"elements", json::array({1, nullptr})}}));
  CHECK_FALSE(fine({{"type", "context"}, {"elements", {{"type", "mrkdwn"}}}}));
}

TEST_CASE("a modal needs a title of at most 24 characters and, where it asks, a submit button") {
  auto const input = json{{"type", "input"},
                          {"label", plain("Why?")},
                          {"element", {{"type", "plain_text_input"}, {"action_id", "why"}}}};
  CHECK(check_view(modal(json::array({input})), "modal").empty());
  auto view = modal(json::array({input}));
  view["title"] = plain(many(25));
  CHECK_FALSE(check_view(view, "modal").empty());
  view = modal(json::array({input}));
  view.erase("submit");
  CHECK_FALSE(check_view(view, "modal").empty());
  view = modal(json::array({input}));
  view["private_metadata"] = many(3000);
  CHECK(check_view(view, "modal").empty());
  view["private_metadata"] = many(3001);
  CHECK_FALSE(check_view(view, "modal").empty());
  CHECK_FALSE(check_view(modal(json::array()), "home").empty());
}

TEST_CASE("a view holds a hundred blocks") {
  auto blocks = json::array();
  for (int i = 0; i < 100; ++i)
    blocks.push_back({{"type", "divider"}});
  CHECK(check_view({{"type", "home"}, {"blocks", blocks}}, "home").empty());
  blocks.push_back({{"type", "divider"}});
  CHECK_FALSE(check_view({{"type", "home"}, {"blocks", blocks}}, "home").empty());
}

TEST_CASE("choices are bounded like Slack's") {
  auto const option = [](int i) { return json{{"text", plain("o")}, {"value", std::to_string(i)}}; };
  auto menu = json{{"type", "static_select"}, {"action_id", "m"}, {"options", json::array()}};
  for (int i = 0; i < 100; ++i)
    menu["options"].push_back(option(i));
  auto const in_section = [](json element) {
    auto made = section(mrkdwn("x"));
    made["accessory"] = std::move(element);
    return made;
  };
  CHECK(fine(in_section(menu)));
  menu["options"].push_back(option(100));
  CHECK_FALSE(fine(in_section(menu)));
  CHECK_FALSE(fine(in_section({{"type", "static_select"}, {"action_id", "m"}})));
  CHECK_FALSE(fine(in_section({{"type", "plain_text_input"}, {"action_id", "m"}})));
}

TEST_CASE("what is chosen from the first on is one of the options, as a whole") {
  auto const option = [](char const* value) { return json{{"text", plain(value)}, {"value", value}}; };
  auto const chosen = [&](char const* type, char const* key, json value, bool grouped = false) {
    json element = {{"type", type}, {"action_id", "a"}, {key, std::move(value)}};
    auto const all = json::array({option("one"), option("two")});
    if (grouped)
      element["option_groups"] = json::array({json{{"label", plain("numbers")}, {"options", all}}});
    else
      element["options"] = all;
    auto block = section(plain("choose"));
    block["accessory"] = element;
    return fine(block);
  };
  auto renamed = option("one");
  renamed["text"] = plain("eins");
  for (auto const* type : {"static_select", "radio_buttons"}) {
    CHECK(chosen(type, "initial_option", option("two")));
    CHECK_FALSE(chosen(type, "initial_option", option("three")));
    CHECK_FALSE(chosen(type, "initial_option", renamed));
  }
  for (auto const* type : {"multi_static_select", "checkboxes"}) {
    CHECK(chosen(type, "initial_options", json::array({option("two"), option("one")})));
    CHECK_FALSE(chosen(type, "initial_options", json::array({option("two"), option("three")})));
  }
  CHECK(chosen("static_select", "initial_option", option("two"), true));
  CHECK_FALSE(chosen("static_select", "initial_option", 7, true));
}

TEST_CASE("menus of several choices stand in sections and inputs, not among actions") {
  auto const among_actions = [](char const* type) {
    json element = {{"type", type}, {"action_id", "a"}};
    return fine({{"type", "actions"}, {"elements", json::array({element})}});
  };
  CHECK(among_actions("users_select"));
  CHECK_FALSE(among_actions("multi_users_select"));
}

TEST_CASE("ids that were left out are made up, and elements are found by them") {
  huzzah::sandbox::id_source ids(1);
  auto unnamed = button("x");
  unnamed.erase("action_id");
  json blocks =
      json::array({json{{"type", "actions"}, {"elements", json::array({unnamed, button("named")})}}});
  complete_ids(blocks, ids);
  auto const block_id = blocks[0]["block_id"].get<std::string>();
  auto const made_up = blocks[0]["elements"][0]["action_id"].get<std::string>();
  CHECK_FALSE(block_id.empty());
  CHECK(find_element(blocks, block_id, made_up) != nullptr);
  CHECK((*find_element(blocks, block_id, "named"))["action_id"] == "named");
  CHECK(find_element(blocks, block_id, "other") == nullptr);
  CHECK(find_element(blocks, "other", "named") == nullptr);
}
