// Facts that decide who may read what: asked now, and never taken from what is remembered.
#include "slack/slack_workspace.hpp"

#include "fake_slack.hpp"
#include "support/virtual_clock.hpp"

#include <doctest/doctest.h>

using namespace huzzah;
using test::run;
using namespace std::chrono_literals;
using ids = std::vector<std::string>;

namespace {

class access_desk {
 public:
  test::virtual_clock clock{base::time_point(std::chrono::seconds(1'800'000'000))};
  test::fake_slack slack;
  std::unique_ptr<slack::slack_workspace> workspace =
      run(slack.io, slack::slack_workspace::connect(slack.options(), clock)).value();

  chat::person now(std::string const& id) { return run(slack.io, workspace->person_now(id)).value(); }
};

}  // namespace

TEST_CASE("who somebody is now does not come from the hour's cache, and renews it") {
  access_desk d;
  d.slack.answers["users.info"] = {R"({"ok":true,"user":{"id":"U7","name":"ada"}})",
                                   R"({"ok":true,"user":{"id":"U7","name":"ada","is_restricted":true}})",
                                   R"({"ok":true,"user":{"id":"U7","name":"ada","deleted":true}})"};
  CHECK_FALSE(run(d.slack.io, d.workspace->find_person("U7")).value().is_guest);
  CHECK(d.now("U7").is_guest);
  CHECK(run(d.slack.io, d.workspace->find_person("U7")).value().is_guest);
  CHECK(d.now("U7").is_deactivated);
  CHECK(d.slack.count("users.info") == 3);
}

TEST_CASE("guests of one and of several channels are guests, admins and owners admins") {
  access_desk d;
  d.slack.answers["users.info"] = {
      R"({"ok":true,"user":{"id":"U7","is_restricted":true,"is_ultra_restricted":true}})",
      R"({"ok":true,"user":{"id":"U7","is_admin":true}})",
      R"({"ok":true,"user":{"id":"U7","is_owner":true}})", R"({"ok":true,"user":{"id":"U7"}})"};
  CHECK(d.now("U7").is_guest);
  auto const admin = d.now("U7");
  CHECK(admin.is_admin);
  CHECK_FALSE(admin.is_guest);
  CHECK(d.now("U7").is_admin);
  CHECK_FALSE(d.now("U7").is_admin);
}

TEST_CASE("what a channel is now does not come from a cache: private, shared, how many are in it") {
  access_desk d;
  d.slack.answers["conversations.info"] = {
      R"({"ok":true,"channel":{"id":"C1","name":"team","num_members":12}})",
      R"({"ok":true,"channel":{"id":"C1","name":"team","is_private":true}})",
      R"({"ok":true,"channel":{"id":"C1","name":"team","is_shared":true,"is_ext_shared":true}})",
      R"({"ok":true,"channel":{"id":"C1","name":"team","is_shared":true,"is_org_shared":true}})"};
  auto const first = run(d.slack.io, d.workspace->find_channel("C1")).value();
  CHECK(first.member_count == 12);
  CHECK_FALSE(first.is_shared_outside);
  CHECK(d.slack.last("conversations.info").arguments.at("include_num_members") == "true");
  CHECK(run(d.slack.io, d.workspace->channel_now("C1")).value().is_private);
  CHECK(run(d.slack.io, d.workspace->channel_now("C1")).value().is_shared_outside);
  CHECK_FALSE(run(d.slack.io, d.workspace->channel_now("C1")).value().is_shared_outside);
}

TEST_CASE("the channels of a person, page by page, also where the app has no scope for group conversations") {
  access_desk d;
  d.slack.answers["users.conversations"] = {
      R"({"ok":true,"channels":[{"id":"C1"},{"id":"G2"}],"response_metadata":{"next_cursor":"more"}})",
      R"({"ok":true,"channels":[{"id":"C3"},{"name":"odd"},7]})",
      R"({"ok":false,"error":"missing_scope","needed":"mpim:read"})",
      R"({"ok":true,"channels":[{"id":"C1"}]})", R"({"ok":false,"error":"user_not_found"})"};
  CHECK(run(d.slack.io, d.workspace->channels_of("U7")).value() == ids{"C1", "G2", "C3"});
  auto const& asked = d.slack.last("users.conversations").arguments;
  CHECK(asked.at("user") == "U7");
  CHECK(asked.at("types") == "public_channel,private_channel,mpim");
  CHECK(run(d.slack.io, d.workspace->channels_of("U7")).value() == ids{"C1"});
  CHECK(d.slack.last("users.conversations").arguments.at("types") == "public_channel,private_channel");
  CHECK_FALSE(run(d.slack.io, d.workspace->channels_of("U8")));
}
