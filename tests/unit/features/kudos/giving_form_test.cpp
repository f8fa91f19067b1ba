#include "features/kudos/giving_form.hpp"
#include "app/ledger/span.hpp"
#include "support/scene.hpp"

#include <doctest/doctest.h>

using namespace huzzah;
using namespace huzzah::test;
namespace giving = huzzah::kudos::giving;

namespace {

chat::form_field const& field(chat::form const& form, std::string const& name) {
  auto const found = std::find_if(form.fields.begin(), form.fields.end(),
                                  [&](chat::form_field const& one) { return one.name == name; });
  REQUIRE(found != form.fields.end());
  return *found;
}

chat::shortcut_invoked on_message(scene const& s, std::string channel = "C1",
                                  chat::channel_kind kind = chat::channel_kind::channel) {
  chat::shortcut_invoked chosen;
  chosen.workspace = "T1";
  chosen.person = "U1";
  chosen.name = giving::by_message;
  chosen.trigger = "trigger-m";
  chosen.where = {"T1", std::move(channel), "12.5"};
  chosen.author = "U2";
  chosen.text = {chat::text("the flaky test is gone")};
  chosen.channel = kind;
  chosen.at = s.clock.now();
  return chosen;
}

chat::form_submitted sent(scene& s, std::map<std::string, std::string> values, std::string context = {}) {
  return s.submitted("U1", std::string(giving::submit), std::move(context), std::move(values));
}

std::map<std::string, std::string> to_channel(std::string people, std::string reason = "for help") {
  return {{"people", std::move(people)},
          {"reason", std::move(reason)},
          {"where", "announced"},
          {"channel", "C1"}};
}
std::map<std::string, std::string> in_private(std::string people, std::string reason = "for help") {
  return {
      {"people", std::move(people)}, {"reason", std::move(reason)}, {"where", "private"}, {"channel", ""}};
}

chat::reply submit(scene& s, chat::form_submitted const& form) {
  return s.tell(form).value().value();
}

}  // namespace

TEST_CASE("/kudos without words and the global shortcut open the form") {
  scene s;
  auto const answer = s.command("U1", "");
  CHECK_FALSE(answer.said);
  REQUIRE(s.workspace.forms.size() == 1);
  auto const& form = s.workspace.forms.front();
  CHECK(field(form, "where").initial == "announced");
  CHECK(field(form, "channel").initial == "C1");
  CHECK(field(form, "value").choices == kudos::options().values);
  CHECK(field(form, "groups").labels == std::vector<std::string>{"@crew-S1"});

  chat::shortcut_invoked chosen;
  chosen.workspace = "T1";
  chosen.person = "U1";
  chosen.name = giving::by_shortcut;
  chosen.trigger = "trigger-s";
  REQUIRE(s.tell(chosen));
  REQUIRE(s.workspace.forms.size() == 2);
  CHECK(field(s.workspace.forms.back(), "where").initial == "private");
}

TEST_CASE("the shortcut on a message has its author chosen, and links what everybody can read") {
  scene s;
  REQUIRE(s.tell(on_message(s)));
  auto const& form = s.workspace.forms.back();
  CHECK(field(form, "people").initial == "U2");
  CHECK(field(form, "where").initial == "announced");
  CHECK(field(form, "where").hint.empty());
  submit(s, sent(s, to_channel("U2", ""), form.context));
  s.deliver();
  REQUIRE(s.workspace.posts.size() == 2);  // the announcement, and the receiver's note
  CHECK(chat::to_json(s.workspace.posts.front().said).find(s.workspace.link_to({"T1", "C1", "12.5"})) !=
        std::string::npos);
}

TEST_CASE("of a message that not everybody can read the form keeps nothing, and says so") {
  scene s;
  s.workspace.channels["C2"].is_private = true;
  for (auto const& [channel, kind] : {std::pair("C2", chat::channel_kind::channel),
                                      {"D9", chat::channel_kind::direct},
                                      {"G1", chat::channel_kind::private_channel},
                                      {"C9", chat::channel_kind::channel}}) {
    REQUIRE(s.tell(on_message(s, channel, kind)));
    auto const& form = s.workspace.forms.back();
    CHECK(form.context.empty());
    CHECK(field(form, "where").initial == "private");
    CHECK(field(form, "where").hint.find("neither quoted nor linked") != std::string::npos);
    CHECK(field(form, "people").initial == "U2");
  }
  // It turned private while the form was open.
  REQUIRE(s.tell(on_message(s)));
  auto const context = s.workspace.forms.back().context;
  s.workspace.channels["C1"].is_private = true;
  s.readers.forget_all();
  submit(s, sent(s, in_private("U2"), context));
  CHECK(s.records().back().reason == "for help");
}

TEST_CASE("a message of a bot has nobody to thank") {
  scene s;
  auto chosen = on_message(s);
  chosen.author.clear();
  auto const answer = s.tell(chosen).value().value();
  REQUIRE(answer.said);
  CHECK(chat::to_plain(answer.said->summary).find("No person wrote that message") != std::string::npos);
  CHECK(s.workspace.forms.empty());
}

TEST_CASE("what is announced is said in its channel, and taken back with the kudos") {
  scene s;
  auto const answer = submit(s, sent(s, to_channel("U2,U3", "for the :tada: party")));
  CHECK(answer.errors.empty());
  CHECK_FALSE(answer.said);
  s.deliver();
  REQUIRE(s.workspace.texts("C1").size() == 1);
  CHECK(s.workspace.texts("C1").front() == "@U1 gave @U2 and @U3 :trophy: — for the :tada: party");
  CHECK(s.received("U2") == 1);
  CHECK(s.workspace.texts("DU2").size() == 1);
  s.command("U1", "undo");
  s.deliver();
  CHECK(s.workspace.texts("C1").empty());
  CHECK(s.received("U2") == 0);
}

TEST_CASE("a kudos that only they see is in no sum and on no board of others") {
  scene s;
  auto const answer = submit(s, sent(s, in_private("U2", "for the merger papers")));
  REQUIRE(answer.said);
  CHECK(chat::to_plain(answer.said->summary) == "Given. Only you and @U2 see it.");
  s.deliver();
  CHECK(s.workspace.texts("C1").empty());
  CHECK(s.workspace.texts("DU2").size() == 1);
  CHECK(chat::to_json(*s.command("U2", "me").said).find("merger") != std::string::npos);
  CHECK(chat::to_json(*s.command("U1", "me").said).find("merger") != std::string::npos);
  for (auto const* person : {"U1", "U2", "U3"}) {
    auto const board = chat::to_json(*s.command(person, "board all").said);
    CHECK(board.find("U2") == std::string::npos);
  }
  CHECK(chat::to_json(*s.command("U3", "me").said).find("merger") == std::string::npos);
}

TEST_CASE("a private kudos uses the allowance") {
  kudos::options options;
  options.rules.daily_limit = 1;
  scene s(options);
  CHECK(submit(s, sent(s, in_private("U2"))).errors.empty());
  CHECK(submit(s, sent(s, in_private("U3"))).errors.contains("people"));
  CHECK(s.records().size() == 1);
}

TEST_CASE("a form that is sent twice counts once") {
  scene s;
  auto const form = sent(s, to_channel("U2"));
  submit(s, form);
  submit(s, form);
  s.deliver();
  CHECK(s.records().size() == 1);
  CHECK(s.workspace.texts("C1").size() == 1);
  CHECK(s.workspace.texts("DU2").size() == 1);
}

TEST_CASE("a group gets one each, without its giver") {
  scene s;
  auto values = to_channel("");
  values["groups"] = "S1";
  CHECK(submit(s, sent(s, values)).errors.empty());
  CHECK(s.records().size() == 2);
  CHECK(s.received("U1") == 0);
}

TEST_CASE("what is wrong is said at its field, before anything is recorded") {
  kudos::options options;
  options.rules.minimum_reason = 5;
  scene s(options);
  s.workspace.channels["C3"] = s.workspace.channels["C1"];
  s.workspace.channels["C3"].is_member = false;
  s.workspace.channels["C4"] = s.workspace.channels["C1"];
  s.workspace.channels["C4"].is_archived = true;
  auto const errors_of = [&](std::map<std::string, std::string> values) {
    auto const answer = submit(s, sent(s, std::move(values)));
    REQUIRE(answer.errors.size() == 1);
    return *answer.errors.begin();
  };
  auto elsewhere = to_channel("U2");
  elsewhere["channel"] = "C3";
  CHECK(errors_of(elsewhere) ==
        std::pair<std::string const, std::string>(
            "channel", "Huzzah is not in that channel. Invite it there, or choose another one."));
  elsewhere["channel"] = "C4";
  CHECK(errors_of(elsewhere).second == "That channel is archived. Choose another one.");
  elsewhere["channel"] = "";
  CHECK(errors_of(elsewhere).first == "channel");
  CHECK(errors_of(to_channel("")).first == "people");
  CHECK(errors_of(to_channel("U1")).first == "people");
  auto const bot = errors_of(to_channel("UBOT"));
  CHECK(bot.first == "people");
  CHECK(bot.second == "@Deploy Bot is a bot: the people behind it will be glad of a kudos.");
  CHECK(errors_of(to_channel("U2", "ok")).first == "reason");
  CHECK(s.records().empty());
  s.deliver();
  CHECK(s.workspace.posts.empty());
}

TEST_CASE("a form that does not open in time says what else there is") {
  scene s;
  s.workspace.failures["open_form"].emplace_back(error(errc::rejected, "expired_trigger_id"));
  auto const answer = s.command("U1", "");
  REQUIRE(answer.said);
  CHECK(chat::to_plain(answer.said->summary).find("/kudos help") != std::string::npos);
}
