#include "slack/event_decoder.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <map>
#include <random>
#include <string>
#include <vector>

using namespace huzzah;
using namespace std::chrono_literals;
using nlohmann::json;
using slack::envelope;
using slack::envelope_kind;

namespace {

slack::identity const us = [] {
  slack::identity made;
  made.workspace = "T1";
  made.self = "U0BOT";
  return made;
}();
base::time_point const now{std::chrono::seconds(1'800'000'000)};

envelope decode(std::string const& frame) {
  return slack::decode_envelope(frame, us, now);
}
envelope decode(char const* frame) {
  return decode(std::string(frame));
}
envelope decode(json const& frame) {
  return decode(frame.dump());
}

envelope of_event(json event) {
  return decode(
      json{{"envelope_id", "e-1"},
           {"type", "events_api"},
           {"accepts_response_payload", false},
           {"payload", {{"type", "event_callback"}, {"team_id", "T1"}, {"event", std::move(event)}}}});
}
envelope of_interaction(json payload) {
  if (!payload.contains("team")) payload["team"] = {{"id", "T1"}};
  return decode(json{{"envelope_id", "e-2"},
                     {"type", "interactive"},
                     {"accepts_response_payload", true},
                     {"payload", std::move(payload)}});
}

template <class Event>
Event get(envelope const& decoded) {
  REQUIRE(decoded.event.has_value());
  REQUIRE(std::holds_alternative<Event>(*decoded.event));
  return std::get<Event>(*decoded.event);
}

json message(std::string const& text = "<@U2> ++ for &amp;") {
  return {{"type", "message"},
          {"channel", "C1"},
          {"user", "U1"},
          {"text", text},
          {"ts", "1700000000.000100"},
          {"event_ts", "1700000000.000100"},
          {"channel_type", "channel"}};
}
json with(json base, json const& more) {
  base.update(more);
  return base;
}
json change(json const& after, json const& before) {
  return {{"type", "message"},
          {"subtype", "message_changed"},
          {"channel", "C1"},
          {"message", after},
          {"previous_message", before},
          {"ts", "1700000009.000000"},
          {"event_ts", "1700000009.000000"},
          {"channel_type", "channel"}};
}

std::string describe(chat::message_ref const& where) {
  return where.workspace + '/' + where.channel + '/' + where.id;
}
std::string describe(base::time_point at) {
  return ' ' + std::to_string(at.time_since_epoch().count()) + ' ';
}

/// All that a message's event says.
std::string describe(std::optional<chat::event> const& event) {
  if (!event) return "nothing";
  if (auto const* posted = std::get_if<chat::message_posted>(&*event))
    return "posted " + describe(posted->where) + describe(posted->at) + posted->author + posted->thread +
           std::to_string(static_cast<int>(posted->channel)) + chat::to_markup(posted->text);
  if (auto const* edited = std::get_if<chat::message_edited>(&*event))
    return "edited " + describe(edited->where) + describe(edited->posted_at) + describe(edited->edited_at) +
           edited->author + edited->thread + std::to_string(static_cast<int>(edited->channel)) +
           chat::to_markup(edited->text);
  if (auto const* deleted = std::get_if<chat::message_deleted>(&*event))
    return "deleted " + describe(deleted->where) + describe(deleted->at);
  return "something else";
}

/// Changes a member of a message, or of a message in it, to what it may and to what it should not be.
void mutate(json& message, std::mt19937& random) {
  static std::vector<json> const values{json(),
                                        json(7),
                                        json(true),
                                        json::array({1}),
                                        json::object(),
                                        "",
                                        "U1",
                                        "U0BOT",
                                        "USLACKBOT",
                                        "C1",
                                        "D1",
                                        "G1",
                                        "im",
                                        "mpim",
                                        "group",
                                        "1.000001",
                                        "2.5",
                                        "message_changed",
                                        "message_deleted",
                                        "tombstone",
                                        "file_share",
                                        "bot_message",
                                        "<@U2> ++ :trophy:",
                                        "two\nlines &lt;\u00e9",
                                        "\"\\",
                                        json{{"ts", "3.0"}},
                                        json{{"ts", 3}}};
  static std::vector<std::string> const names{
      "channel",      "user",     "text",       "ts",     "thread_ts", "subtype",         "bot_id",
      "channel_type", "event_ts", "deleted_ts", "edited", "message",   "previous_message"};
  for (auto* const inner : {"message", "previous_message"})
    if (message.contains(inner) && message[inner].is_object() && random() % 3 == 0)
      return mutate(message[inner], random);
  auto const& name = names[random() % names.size()];
  if (random() % 5 == 0)
    message.erase(name);
  else
    message[name] = values[random() % values.size()];
}

}  // namespace

TEST_CASE("what comes over the socket is decoded as what a history holds") {
  std::mt19937 random(5);
  std::map<std::string, int> kinds;
  for (int round = 0; round < 3'000; ++round) {
    auto event = round % 3 == 0 ? message() : change(message("after"), message("before"));
    if (round % 3 == 1) event.update({{"subtype", "message_deleted"}, {"deleted_ts", "1.000001"}});
    for (auto changes = random() % 6; changes > 0; --changes)
      mutate(event, random);
    event["type"] = "message";
    CAPTURE(event.dump());
    auto const told = describe(of_event(event).event);
    CHECK(told == describe(slack::decode_message(event, us)));
    ++kinds[told.substr(0, told.find(' '))];
  }
  // Each kind often enough to mean something.
  for (auto const* kind : {"nothing", "posted", "edited", "deleted"})
    CHECK_MESSAGE(kinds[kind] > 50, kind);
}

TEST_CASE("what somebody says is a message") {
  auto const posted = get<chat::message_posted>(of_event(message()));
  CHECK(posted.where == chat::message_ref("T1", "C1", "1700000000.000100"));
  CHECK(posted.author == "U1");
  REQUIRE(posted.text.size() == 2);
  CHECK(posted.text[0] == chat::token(chat::token_kind::mention, "", "U2"));
  CHECK(posted.text[1].text == " ++ for &");
  CHECK(posted.thread.empty());
  CHECK(posted.at == base::time_point(1'700'000'000s + 100us));
}

TEST_CASE("the envelope says how it is to be acknowledged") {
  auto const decoded = of_event(message());
  CHECK(decoded.id == "e-1");
  CHECK(decoded.kind == envelope_kind::events_api);
  CHECK_FALSE(decoded.accepts_response_payload);
}

TEST_CASE("failure 10: a redelivered envelope is decoded like a first one") {
  auto const decoded = decode(json{{"envelope_id", "e-1"},
                                   {"type", "events_api"},
                                   {"retry_attempt", 2},
                                   {"retry_reason", "timeout"},
                                   {"payload", {{"team_id", "T1"}, {"event", message()}}}});
  CHECK(decoded.retry_attempt == 2);
  CHECK(decoded.retry_reason == "timeout");
  CHECK(decoded.event.has_value());
}

TEST_CASE("messages in every kind of channel and in threads") {
  using chat::channel_kind;
  auto const in = [](std::string const& type, std::string const& channel) {
    auto event = message();
    event["channel"] = channel;
    if (type.empty())
      event.erase("channel_type");
    else
      event["channel_type"] = type;
    return get<chat::message_posted>(of_event(event)).channel;
  };
  CHECK(in("channel", "C1") == channel_kind::channel);
  CHECK(in("group", "C1") == channel_kind::private_channel);
  CHECK(in("mpim", "C1") == channel_kind::group_direct);
  CHECK(in("im", "D1") == channel_kind::direct);
  CHECK(in("", "D1") == channel_kind::direct);
  CHECK(in("", "G1") == channel_kind::private_channel);
  auto const in_thread = with(message(), {{"thread_ts", "1600000000.000000"}});
  CHECK(get<chat::message_posted>(of_event(in_thread)).thread == "1600000000.000000");
  auto const first = with(message(), {{"thread_ts", "1700000000.000100"}});
  CHECK(get<chat::message_posted>(of_event(first)).thread.empty());
}

TEST_CASE("shared files, messages to a thread and its channel, and /me are speech") {
  for (auto const* subtype : {"file_share", "thread_broadcast", "me_message"})
    CHECK_MESSAGE(of_event(with(message(), {{"subtype", subtype}})).event.has_value(), subtype);
}

TEST_CASE("bots and our own words are no events") {
  for (auto const* subtype : {"bot_message", "channel_topic", "pinned_item", "message_replied",
                              "ekm_access_denied", "tombstone", "future_subtype"})
    CHECK_MESSAGE(!of_event(with(message(), {{"subtype", subtype}})).event, subtype);
  CHECK_FALSE(of_event(with(message(), {{"bot_id", "B1"}})).event);
  CHECK_FALSE(of_event(with(message(), {{"user", "U0BOT"}})).event);
  CHECK_FALSE(of_event(with(message(), {{"user", "USLACKBOT"}})).event);
  CHECK_FALSE(of_event(with(message(), {{"user", nullptr}})).event);
}

TEST_CASE("joins, leaves and conversions are no speech: they say that facts have changed") {
  for (auto const* subtype : {"channel_join", "channel_leave", "group_join", "group_leave",
                              "channel_convert_to_private", "channel_convert_to_public"}) {
    CAPTURE(std::string(subtype));
    auto const event = of_event(with(message(), {{"subtype", subtype}})).event;
    REQUIRE(event.has_value());
    CHECK(std::holds_alternative<chat::facts_changed>(*event));
  }
}

TEST_CASE("an edit carries all that the message now says") {
  auto const before = message("hi");
  auto const after = with(message("<@U2> ++"), {{"edited", {{"user", "U1"}, {"ts", "1700000008.000000"}}}});
  auto const edit = get<chat::message_edited>(of_event(change(after, before)));
  CHECK(edit.where.id == "1700000000.000100");
  CHECK(edit.author == "U1");
  CHECK(edit.text.size() == 2);
  CHECK(edit.posted_at == base::time_point(1'700'000'000s + 100us));
  // The event's own time: "edited" knows seconds only.
  CHECK(edit.edited_at == base::time_point(1'700'000'009s));
}

TEST_CASE("of two edits within one second the later is the newer") {
  json const edited = {{"edited", {{"user", "U1"}, {"ts", "1700000009.000000"}}}};
  auto const first = change(with(message("one"), edited), message("zero"));
  auto second = change(with(message("two"), edited), with(message("one"), edited));
  second["ts"] = second["event_ts"] = "1700000009.000300";
  CHECK(get<chat::message_edited>(of_event(first)).edited_at <
        get<chat::message_edited>(of_event(second)).edited_at);
}

TEST_CASE("a change that is no edit is no event") {
  json const edited = {{"edited", {{"ts", "1700000005.000000"}}}};
  CHECK_FALSE(of_event(change(with(message(), {{"attachments", json::array()}}), message())).event);
  CHECK_FALSE(of_event(change(with(message(), edited), with(message(), edited))).event);
  auto unknown_before = change(message(), message());
  unknown_before.erase("previous_message");
  CHECK_FALSE(of_event(unknown_before).event);
  // But an edit whose text came out the same again is one: it is newer than what was seen.
  CHECK(of_event(change(with(message(), edited), message())).event.has_value());
}

TEST_CASE("a bot's edit is no event") {
  auto const after = with(message("new"), {{"bot_id", "B1"}, {"edited", {{"ts", "1700000005.000000"}}}});
  CHECK_FALSE(of_event(change(after, message("old"))).event);
  auto const ours = with(message("new"), {{"user", "U0BOT"}});
  CHECK_FALSE(of_event(change(ours, with(message("old"), {{"user", "U0BOT"}}))).event);
}

TEST_CASE("deletions, also of a message that has a thread") {
  json const gone = {{"type", "message"},
                     {"subtype", "message_deleted"},
                     {"channel", "C1"},
                     {"deleted_ts", "1700000000.000100"},
                     {"ts", "1700000020.000000"},
                     {"event_ts", "1700000020.000000"},
                     {"previous_message", message()}};
  auto const deleted = get<chat::message_deleted>(of_event(gone));
  CHECK(deleted.where == chat::message_ref("T1", "C1", "1700000000.000100"));
  CHECK(deleted.at == base::time_point(1'700'000'020s));

  auto const tombstone =
      with(message("This message was deleted."), {{"subtype", "tombstone"}, {"user", "USLACKBOT"}});
  CHECK(get<chat::message_deleted>(of_event(change(tombstone, message()))).where.id == "1700000000.000100");

  auto ours = gone;
  ours["previous_message"]["bot_id"] = "B1";
  CHECK_FALSE(of_event(ours).event);
}

TEST_CASE("reactions on messages, without their skin tone") {
  json const added = {{"type", "reaction_added"},
                      {"user", "U1"},
                      {"item_user", "U2"},
                      {"reaction", "clap::skin-tone-3"},
                      {"item", {{"type", "message"}, {"channel", "C1"}, {"ts", "1700000000.000100"}}},
                      {"event_ts", "1700000001.000000"}};
  auto const reaction = get<chat::reaction_changed>(of_event(added));
  CHECK(reaction.added);
  CHECK(reaction.emoji == "clap");
  CHECK(reaction.person == "U1");
  CHECK(reaction.author == "U2");
  CHECK(reaction.where == chat::message_ref("T1", "C1", "1700000000.000100"));
  CHECK(reaction.at == base::time_point(1'700'000'001s));

  CHECK_FALSE(get<chat::reaction_changed>(of_event(with(added, {{"type", "reaction_removed"}}))).added);
  auto silent = added;
  silent.erase("item_user");
  CHECK(get<chat::reaction_changed>(of_event(silent)).author.empty());

  CHECK_FALSE(of_event(with(added, {{"item", {{"type", "file"}, {"file", "F1"}}}})).event);
  CHECK_FALSE(of_event(with(added, {{"user", "U0BOT"}})).event);
  CHECK_FALSE(of_event(with(added, {{"reaction", 7}})).event);
}

TEST_CASE("a slash command, with what it can be answered by") {
  auto const decoded = decode(json{{"envelope_id", "e-3"},
                                   {"type", "slash_commands"},
                                   {"accepts_response_payload", true},
                                   {"payload",
                                    {{"command", "/kudos"},
                                     {"text", "<@U2|ada> thanks"},
                                     {"user_id", "U1"},
                                     {"channel_id", "C1"},
                                     {"trigger_id", "13.37"},
                                     {"team_id", "T1"},
                                     {"response_url", "https://hooks.slack.com/commands/1"}}}});
  auto const invoked = get<chat::command_invoked>(decoded);
  CHECK(decoded.kind == envelope_kind::slash_command);
  CHECK(decoded.accepts_response_payload);
  CHECK(decoded.response_url == "https://hooks.slack.com/commands/1");
  CHECK(invoked.name == "/kudos");
  CHECK(invoked.person == "U1");
  CHECK(invoked.channel == "C1");
  CHECK(invoked.trigger == "13.37");
  CHECK(invoked.workspace == "T1");
  CHECK(invoked.at == now);
  REQUIRE(invoked.text.size() == 2);
  CHECK(invoked.text[0] == chat::token(chat::token_kind::mention, "ada", "U2"));
}

TEST_CASE("a pressed button") {
  json const press = {
      {"type", "block_actions"},
      {"user", {{"id", "U1"}}},
      {"channel", {{"id", "C1"}}},
      {"container", {{"type", "message"}, {"message_ts", "1700000000.000100"}, {"channel_id", "C1"}}},
      {"trigger_id", "t"},
      {"response_url", "https://hooks.slack.com/actions/1"},
      {"actions",
       {{{"type", "button"},
         {"action_id", "kudos.mute#2"},
         {"value", "on"},
         {"action_ts", "1700000030.000000"}}}}};
  auto const decoded = of_interaction(press);
  auto const pressed = get<chat::button_pressed>(decoded);
  CHECK(pressed.action == "kudos.mute");
  CHECK(pressed.value == "on");
  CHECK(pressed.person == "U1");
  CHECK(pressed.channel == "C1");
  CHECK(pressed.where == chat::message_ref("T1", "C1", "1700000000.000100"));
  CHECK(pressed.at == base::time_point(1'700'000'030s));
  CHECK(decoded.response_url == "https://hooks.slack.com/actions/1");

  auto at_home = press;
  at_home.erase("channel");
  at_home["container"] = {{"type", "view"}, {"view_id", "V1"}};
  CHECK(get<chat::button_pressed>(of_interaction(at_home)).where == chat::message_ref());
  CHECK_FALSE(of_interaction(with(press, {{"actions", json::array()}})).event);
  CHECK_FALSE(
      of_interaction(with(press, {{"actions", {{{"type", "static_select"}, {"action_id", "x"}}}}})).event);
}

TEST_CASE("a submitted form, its values by field") {
  auto const decoded = of_interaction(
      {{"type", "view_submission"},
       {"user", {{"id", "U1"}}},
       {"view",
        {{"id", "V1"},
         {"callback_id", "kudos.give"},
         {"private_metadata", "ctx"},
         {"title", {{"type", "plain_text"}, {"text", "Give kudos"}}},
         {"state",
          {{"values",
            {{"why", {{"value", {{"type", "plain_text_input"}, {"value", "for help"}}}}},
             {"empty", {{"value", {{"type", "plain_text_input"}, {"value", nullptr}}}}},
             {"who", {{"value", {{"type", "multi_users_select"}, {"selected_users", {"U2", "U3"}}}}}},
             {"one", {{"value", {{"type", "users_select"}, {"selected_user", "U4"}}}}},
             {"where", {{"value", {{"type", "conversations_select"}, {"selected_conversation", "C9"}}}}},
             {"choice",
              {{"value", {{"type", "static_select"}, {"selected_option", {{"value", "red"}}}}}}}}}}}}}});
  auto const sent = get<chat::form_submitted>(decoded);
  CHECK(sent.action == "kudos.give");
  CHECK(sent.context == "ctx");
  CHECK(sent.view == "V1");
  CHECK(sent.person == "U1");
  CHECK(decoded.form_title == "Give kudos");
  CHECK(sent.values == std::map<std::string, std::string>{{"why", "for help"},
                                                          {"empty", ""},
                                                          {"who", "U2,U3"},
                                                          {"one", "U4"},
                                                          {"where", "C9"},
                                                          {"choice", "red"}});
}

TEST_CASE("the home page, opened") {
  json const opened = {
      {"type", "app_home_opened"}, {"user", "U1"}, {"tab", "home"}, {"event_ts", "1700000000.000000"}};
  CHECK(get<chat::home_opened>(of_event(opened)).person == "U1");
  CHECK_FALSE(of_event(with(opened, {{"tab", "messages"}})).event);
}

TEST_CASE("changed profiles and groups are named") {
  CHECK(of_event({{"type", "user_change"}, {"user", {{"id", "U5"}}}}).changed_person == "U5");
  CHECK(of_event({{"type", "team_join"}, {"user", {{"id", "U6"}}}}).changed_person == "U6");
  CHECK(of_event({{"type", "subteam_updated"}, {"subteam", {{"id", "S1"}}}}).changed_group == "S1");
  CHECK(of_event({{"type", "subteam_members_changed"}, {"subteam_id", "S2"}}).changed_group == "S2");
  CHECK_FALSE(of_event({{"type", "subteam_updated"}, {"subteam", {{"id", "S1"}}}}).event);
}

TEST_CASE("an app that was removed, or whose tokens were revoked, may have lost its token") {
  CHECK(of_event({{"type", "app_uninstalled"}}).token_revoked);
  CHECK(of_event({{"type", "tokens_revoked"}, {"tokens", {{"bot", {"U0BOT"}}}}}).token_revoked);
  CHECK_FALSE(of_event({{"type", "tokens_revoked"}, {"tokens", {{"bot", {"U0BOT"}}}}}).event);
  CHECK_FALSE(of_event(message()).token_revoked);
}

TEST_CASE("who came and went, and what became of a person or a channel, only says that facts have changed") {
  auto const changed = [](json const& event) {
    auto const facts = get<chat::facts_changed>(of_event(event));
    CHECK(facts.workspace == us.workspace);
    return std::pair(facts.person, facts.channel);
  };
  auto const both = std::pair<std::string, std::string>("U5", "C2");
  for (auto const* type : {"member_joined_channel", "member_left_channel"}) {
    json const event{{"type", type}, {"user", "U5"}, {"channel", "C2"}, {"team", "T1"}};
    CHECK(changed(event) == both);
    CHECK(of_event(event).changed_channel == "C2");
    CHECK(of_event(event).changed_person.empty());  // their profile is what it was
  }
  for (auto const* subtype : {"channel_join", "channel_leave", "group_join", "group_leave"}) {
    json const event{
        {"type", "message"}, {"subtype", subtype}, {"user", "U5"}, {"channel", "C2"}, {"ts", "1.2"}};
    CHECK(changed(event) == both);
  }
  json const turned{{"type", "message"},
                    {"subtype", "channel_convert_to_private"},
                    {"user", "U5"},
                    {"channel", "C2"},
                    {"ts", "1.2"}};
  CHECK(changed(turned) == std::pair<std::string, std::string>("", "C2"));
  CHECK(changed({{"type", "user_change"}, {"user", {{"id", "U5"}}}}) ==
        std::pair<std::string, std::string>("U5", ""));
  CHECK_FALSE(of_event({{"type", "member_left_channel"}}).event);
}

TEST_CASE("hello and disconnect") {
  auto const hello = decode(json{
      {"type", "hello"}, {"num_connections", 1}, {"debug_info", {{"approximate_connection_time", 18'060}}}});
  CHECK(hello.kind == envelope_kind::hello);
  CHECK(hello.connection_time == 18'060s);
  CHECK(decode(json{{"type", "hello"}, {"debug_info", 7}}).connection_time == 0s);
  auto const leave = decode(json{{"type", "disconnect"}, {"reason", "warning"}});
  CHECK(leave.kind == envelope_kind::disconnect);
  CHECK(leave.disconnect_reason == "warning");
}

TEST_CASE("app_rate_limited, which has no inner event, tells that events were left out") {
  auto const limited = [](char const* team) {
    return decode(
        json{{"envelope_id", "e"},
             {"type", "events_api"},
             {"payload", {{"type", "app_rate_limited"}, {"team_id", team}, {"minute_rate_limited", 1}}}});
  };
  CHECK_FALSE(limited("T2").event);
  auto const decoded = limited("T1");
  CHECK(decoded.id == "e");
  REQUIRE(decoded.event);
  CHECK(std::get<chat::events_dropped>(*decoded.event).workspace == us.workspace);
  CHECK(decoded.problem.empty());
}

TEST_CASE("an event is ours if it was sent for our workspace, wherever its channel was made") {
  struct example {
    json authorized, context, top;
    bool ours;
  };
  json const none;
  for (auto const& [authorized, context, top, ours] :
       {example{"T1", "T1", "T1", true}, example{"T1", "T1", "T2", true}, example{"T1", "T2", "T2", true},
        example{none, "T1", "T2", true}, example{"T2", "T1", "T2", true}, example{none, none, "T1", true},
        example{"T2", "T2", "T2", false}, example{"T2", none, "T1", false}, example{none, "T2", "T1", false},
        example{none, none, "T2", false}, example{none, none, none, false}}) {
    json const payload{{"type", "event_callback"},
                       {"team_id", top},
                       {"context_team_id", context},
                       {"event", message()},
                       {"authorizations", {{{"enterprise_id", nullptr}, {"team_id", authorized}}}}};
    CAPTURE(payload.dump());
    auto const decoded = decode(json{{"envelope_id", "e-1"}, {"type", "events_api"}, {"payload", payload}});
    CHECK(decoded.id == "e-1");
    CHECK(decoded.event.has_value() == ours);
    CHECK(decoded.problem.empty() == ours);
  }
}

TEST_CASE("what people of another workspace change is none of our facts") {
  json const change{{"type", "user_change"}, {"user", {{"id", "U5"}}}};
  auto const decoded = decode(json{
      {"envelope_id", "e-1"}, {"type", "events_api"}, {"payload", {{"team_id", "T2"}, {"event", change}}}});
  CHECK(decoded.changed_person.empty());
}

TEST_CASE("a command is ours if it was typed in our workspace") {
  for (json const& team : {json("T2"), json(), json(7)}) {
    auto const decoded =
        decode(json{{"envelope_id", "e-3"},
                    {"type", "slash_commands"},
                    {"payload", {{"command", "/kudos"}, {"user_id", "U1"}, {"team_id", team}}}});
    CAPTURE(team.dump());
    CHECK(decoded.id == "e-3");
    CHECK(decoded.kind == envelope_kind::slash_command);
    CHECK_FALSE(decoded.event);
    CHECK_FALSE(decoded.problem.empty());
  }
}

TEST_CASE("a shortcut on a message, and one on none") {
  json const on_message{
      {"type", "message_action"},
      {"callback_id", "kudos.give_for"},
      {"trigger_id", "7.7"},
      {"team", {{"id", "T1"}}},
      {"user", {{"id", "U1"}}},
      {"channel", {{"id", "C1"}, {"name", "general"}}},
      {"message_ts", "12.5"},
      {"message", {{"type", "message"}, {"user", "U2"}, {"ts", "12.5"}, {"text", "it &lt;works&gt;"}}}};
  auto const chosen = get<chat::shortcut_invoked>(of_interaction(on_message));
  CHECK(chosen.name == "kudos.give_for");
  CHECK(chosen.person == "U1");
  CHECK(chosen.trigger == "7.7");
  CHECK(chosen.where == chat::message_ref("T1", "C1", "12.5"));
  CHECK(chosen.author == "U2");
  CHECK(chat::to_plain(chosen.text) == "it <works>");
  CHECK(chosen.channel == chat::channel_kind::channel);

  auto const kind_in = [&](char const* id, char const* name) {
    auto elsewhere = on_message;
    elsewhere["channel"] = {{"id", id}, {"name", name}};
    return get<chat::shortcut_invoked>(of_interaction(elsewhere)).channel;
  };
  CHECK(kind_in("D1", "directmessage") == chat::channel_kind::direct);
  CHECK(kind_in("G1", "privategroup") == chat::channel_kind::private_channel);
  CHECK(kind_in("G2", "mpdm-a--b-1") == chat::channel_kind::group_direct);

  auto by_bot = on_message;
  by_bot["message"]["bot_id"] = "B1";
  CHECK(get<chat::shortcut_invoked>(of_interaction(by_bot)).author.empty());

  auto const global = get<chat::shortcut_invoked>(of_interaction({{"type", "shortcut"},
                                                                  {"callback_id", "kudos.give"},
                                                                  {"trigger_id", "7.8"},
                                                                  {"team", {{"id", "T1"}}},
                                                                  {"user", {{"id", "U1"}}}}));
  CHECK(global.name == "kudos.give");
  CHECK(global.where.id.empty());
  CHECK_FALSE(
      of_interaction({{"type", "shortcut"}, {"team", {{"id", "T1"}}}, {"user", {{"id", "U1"}}}}).event);
}

TEST_CASE("a form is ours if it belongs to our workspace, whoever fills it in") {
  auto const is_ours = [](json const& team, json const& person_of, json const& installed_in) {
    auto const decoded = of_interaction({{"type", "view_submission"},
                                         {"team", team},
                                         {"user", {{"id", "U1"}, {"team_id", person_of}}},
                                         {"view", {{"id", "V1"}, {"app_installed_team_id", installed_in}}}});
    CHECK(decoded.problem.empty() == decoded.event.has_value());
    return decoded.event.has_value();
  };
  json const none;
  json const t1{{"id", "T1"}};
  json const t2{{"id", "T2"}};
  CHECK(is_ours(t1, "T1", "T1"));
  // Opened from a shared channel by somebody of another organisation.
  CHECK(is_ours(t1, "T2", none));
  CHECK(is_ours(t2, "T2", "T1"));
  // An app of a whole organisation.
  CHECK(is_ours(none, "T1", none));
  CHECK_FALSE(is_ours(none, "T2", none));
  CHECK_FALSE(is_ours(none, none, none));
  CHECK_FALSE(is_ours(t2, "T1", none));
  CHECK_FALSE(is_ours(t1, "T1", "T2"));
}

TEST_CASE("what can't be used is acknowledged where it has an id") {
  CHECK(decode(json{{"envelope_id", "e"}, {"type", "options_request"}}).id == "e");
  CHECK(decode(json{{"envelope_id", "e"}, {"type", "events_api"}, {"payload", 7}}).id == "e");
  CHECK(decode(json{{"envelope_id", "e"}, {"type", 7}}).id == "e");
  CHECK(decode(json{{"envelope_id", 7}, {"type", "events_api"}}).id.empty());
  CHECK(decode(R"({"envelope_id":"abc-1","type":"events_api","payload":{)").id == "abc-1");
  CHECK(decode("{\"envelope_id\": \"abc-1\", \"payload\": \"\\ud800\"}").id == "abc-1");
  CHECK(decode(R"({"text":"\"envelope_id\":\"stolen\"", )").id.empty());
}

TEST_CASE("whatever is broken gives no event and a line for the log") {
  for (std::string const frame :
       {"", "null", "7", "[]", "\"x\"", "{", "{}", "{\"type\":\"what\"}", "\xff\xfe", "nul",
        "{\"type\":\"events_api\",\"payload\":{\"event\":[]}}",
        "{\"type\":\"slash_commands\",\"payload\":{\"command\":7,\"user_id\":[]}}"}) {
    auto const decoded = decode(frame);
    CHECK_MESSAGE(!decoded.event, frame);
    CHECK_MESSAGE(!decoded.problem.empty(), frame);
  }
}

TEST_CASE("wrong types inside an event give no event") {
  for (auto const* name : {"channel", "user", "ts"})
    for (json const& wrong : {json(), json(7), json::array(), json::object(), json(true)})
      CHECK_FALSE(of_event(with(message(), {{name, wrong}})).event);
  for (json const& wrong : {json(), json(7), json::array(), json::object()}) {
    CHECK_FALSE(of_event(change(wrong, message())).event);
    CHECK(get<chat::message_posted>(of_event(with(message(), {{"text", wrong}}))).text.empty());
  }
}

TEST_CASE("nesting is bounded before anything is parsed") {
  auto const nested = [](std::size_t levels) {
    return "{\"envelope_id\":\"deep\",\"type\":\"events_api\",\"payload\":" + std::string(levels, '[') +
           std::string(levels, ']') + "}";
  };
  CHECK(decode(nested(63)).problem == "an event envelope without an event");
  // The innermost list is empty, and so no level.
  CHECK(decode(nested(65)).problem.find("64") != std::string::npos);
  CHECK(decode(nested(1'000'000)).id == "deep");
  // Brackets in strings are no nesting.
  CHECK(of_event(message(std::string(500, '[') + "\"\\" + std::string(500, '{'))).event.has_value());
}

TEST_CASE("a timestamp that is none is the epoch") {
  CHECK(slack::time_of("1700000000.123456") == base::time_point(1'700'000'000s + 123'456us));
  CHECK(slack::time_of("1700000000.1") == base::time_point(1'700'000'000s + 100'000us));
  CHECK(slack::time_of("1700000000") == base::time_point(1'700'000'000s));
  for (auto const* none : {"", ".", "x", "-1.0", "1e9", "999999999999999999999", "1.x", "1 .0"})
    CHECK(slack::time_of(none) == base::time_point{});
}
