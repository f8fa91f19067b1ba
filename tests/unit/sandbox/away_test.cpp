// Who is away, and what becomes of channels: what an app has to live with.
#include "unit/sandbox/desk.hpp"

#include <doctest/doctest.h>

using namespace huzzah::sandbox;
using namespace huzzah::sandbox::testing;
using namespace std::chrono_literals;

namespace {

std::int64_t seconds(desk const& here) {
  return std::chrono::duration_cast<std::chrono::seconds>(here.clock.now().time_since_epoch()).count();
}

}  // namespace

TEST_CASE("a person sets their status, everybody hears it, and it ends by itself") {
  desk here;
  json const status = {{"status_text", "On vacation"},
                       {"status_emoji", ":palm_tree:"},
                       {"status_expiration", seconds(here) + 60}};
  auto const set = here.call_as(ada, "users.profile.set", {{"profile", status}});
  CHECK(set["profile"]["status_text"] == "On vacation");
  REQUIRE_FALSE(here.heard.empty());
  CHECK(here.heard.back().what == happening::kind::person_changed);
  auto const profile = [&] { return here.call("users.info", {{"user", ada}})["user"]["profile"]; };
  CHECK(profile()["status_emoji"] == ":palm_tree:");
  CHECK(profile()["status_expiration"] == seconds(here) + 60);
  here.clock.advance(1min);
  CHECK(profile()["status_emoji"] == "");
  CHECK(profile()["status_text"] == "");
  CHECK(profile()["status_expiration"] == 0);
}

TEST_CASE("one field of a profile is set by name, and words alone get a balloon") {
  desk here;
  CHECK(here.call_as(ada, "users.profile.set", {{"name", "status_text"}, {"value", "Out sick"}})["ok"] ==
        true);
  auto const profile = here.call("users.info", {{"user", ada}})["user"]["profile"];
  CHECK(profile["status_text"] == "Out sick");
  CHECK(profile["status_emoji"] == ":speech_balloon:");
}

TEST_CASE("a status is refused with Slack's words, and then nothing changes") {
  desk here;
  auto const refusal = [&](json const& profile) {
    return here.call_as(ada, "users.profile.set", {{"profile", profile}}).value("error", "");
  };
  CHECK(refusal({{"status_text", std::string(101, 'x')}}) == "too_long");
  CHECK(refusal({{"status_text", "x"}, {"status_emoji", "palm_tree"}}) ==
        "profile_status_set_failed_not_valid_emoji");
  CHECK(refusal({{"status_expiration", "soon"}}) == "invalid_profile");
  CHECK(refusal({{"status_expiration", -1}}) == "invalid_profile");
  CHECK(refusal({{"shoe_size", "42"}}) == "invalid_profile");
  CHECK(refusal({{"real_name", " "}}) == "cannot_clear_real_name");
  CHECK(refusal({{"display_name", std::string(81, 'x')}}) == "too_long");
  CHECK(refusal(json::object()) == "invalid_profile");
  CHECK(refusal(json::array({1})) == "invalid_profile");
  CHECK(here.call_as(ada, "users.profile.set", {{"user", bruno}, {"profile", {{"status_text", "x"}}}})
            .value("error", "") == "not_admin");
  CHECK(here.error_of("users.profile.set", {{"profile", {{"status_text", "x"}}}}) ==
        "not_allowed_token_type");
  CHECK(here.call("users.info", {{"user", ada}})["user"]["profile"]["status_text"] == "");
}

TEST_CASE("who snoozes is not to be disturbed until it ends") {
  desk here(manifest_with_dnd());
  auto const of_ada = [&] { return here.call("dnd.info", {{"user", ada}}); };
  CHECK(of_ada()["dnd_enabled"] == false);
  auto const set = here.call_as(ada, "dnd.setSnooze", {{"num_minutes", 30}});
  CHECK(set["snooze_endtime"] == seconds(here) + 1800);
  CHECK(of_ada()["dnd_enabled"] == true);
  CHECK(of_ada()["next_dnd_start_ts"] == seconds(here));
  CHECK(of_ada()["next_dnd_end_ts"] == seconds(here) + 1800);
  CHECK_FALSE(of_ada().contains("snooze_enabled"));
  CHECK(here.call_as(ada, "dnd.info")["snooze_remaining"] == 1800);
  CHECK(here.call("dnd.teamInfo", {{"users", ada}})["users"][ada]["dnd_enabled"] == true);
  here.clock.advance(30min);
  CHECK(of_ada()["dnd_enabled"] == false);
  CHECK(here.call_as(ada, "dnd.info")["snooze_enabled"] == false);

  here.call_as(ada, "dnd.setSnooze", {{"num_minutes", 30}});
  CHECK(here.call_as(ada, "dnd.endSnooze")["snooze_enabled"] == false);
  CHECK(of_ada()["dnd_enabled"] == false);
  CHECK(here.call_as(ada, "dnd.endSnooze")["error"] == "snooze_not_active");
  CHECK(here.call_as(ada, "dnd.setSnooze")["error"] == "missing_duration");
  CHECK(here.call_as(ada, "dnd.setSnooze", {{"num_minutes", -5}})["error"] == "too_long");
  CHECK(here.error_of("dnd.setSnooze", {{"num_minutes", 5}}) == "not_allowed_token_type");
}

TEST_CASE("an archived channel is told of, takes no more words, and comes back") {
  desk here;
  json const which = {{"channel", engineering}};
  CHECK(here.call_as(ada, "conversations.archive", which)["ok"] == true);
  CHECK(here.heard.back().what == happening::kind::channel_archived);
  CHECK(here.call("conversations.info", which)["channel"]["is_archived"] == true);
  CHECK(here.error_of("chat.postMessage", {{"channel", engineering}, {"text", "x"}}) == "is_archived");
  auto const own = here.call("users.conversations", {{"exclude_archived", true}})["channels"];
  auto const all = here.call("users.conversations", {{"exclude_archived", false}})["channels"];
  CHECK(all.size() == own.size() + 1);
  CHECK(here.call_as(ada, "conversations.archive", which)["error"] == "is_archived");
  CHECK(here.call_as(ada, "conversations.unarchive", which)["ok"] == true);
  CHECK(here.heard.back().what == happening::kind::channel_unarchived);
  CHECK(here.call_as(ada, "conversations.unarchive", which)["error"] == "not_archived");
  CHECK(here.call_as(ada, "conversations.archive", {{"channel", general}})["error"] ==
        "cant_archive_general");
}

TEST_CASE("an app that was removed from a channel may no longer speak there") {
  desk here;
  CHECK(here.call_as(ada, "conversations.kick", {{"channel", engineering}, {"user", bot}})["ok"] == true);
  CHECK(here.call("conversations.info", {{"channel", engineering}})["channel"]["is_member"] == false);
  CHECK(here.error_of("chat.postMessage", {{"channel", engineering}, {"text", "x"}}) == "not_in_channel");
  auto const joined = here.call("users.conversations");
  for (auto const& one : joined["channels"])
    CHECK(one["id"] != engineering);
  CHECK(here.call_as(ada, "conversations.kick", {{"channel", engineering}, {"user", bot}})["error"] ==
        "not_in_channel");
}
