// Who learns of a ritual, who may set one up and change it, and who is asked.
#include "support/digest_scene.hpp"
#include "support/standup_scene.hpp"

#include <doctest/doctest.h>

using namespace huzzah;
using namespace std::chrono_literals;
using test::holds;
using setters = schedule::policy::setters;

namespace {

/// In #merger, which is private, are U1 and U2.
template <class Scene>
void make_private_channel(Scene& s) {
  auto& channel = s.workspace.add_channel("C9", "merger");
  channel.is_private = true;
  channel.kind = chat::channel_kind::private_channel;
  s.workspace.members["C9"] = {"U1", "U2", "UHUZZAH"};
}

std::vector<digests::settings> private_digests(bool with_them) {
  if (!with_them) return {};
  auto first = test::digest_in("merger", "#merger");
  auto second = test::digest_in("buyout", "C9");
  return {first, second};
}

std::vector<standups::settings> private_standups(bool with_them) {
  if (!with_them) return {};
  auto first = test::core();
  first.name = "merger";
  first.channel = "#merger";
  auto second = test::core_in_private();
  second.name = "buyout";
  second.channel = "C9";
  return {first, second};
}

/// All that somebody is answered and shown by /digest.
std::string digest_words(bool with_private, std::string const& person) {
  test::digest_scene s(test::no_digests);
  make_private_channel(s);
  s.options.configured = private_digests(with_private);
  s.start();
  std::string all;
  for (auto const* words :
       {"status", "setup", "setup merger", "setup merge", "preview", "preview merger", "preview merge",
        "now merger", "off", "off merger", "off buyout", "on merger", "on", "stattus", "help"}) {
    all += words + test::reply_text(s.digest_command(words, person)) + "\n";
  }
  for (auto const& form : s.workspace.forms)
    for (auto const& field : form.fields)
      all += field.name + "=" + field.initial + "\n";
  return all;
}

/// All that somebody is answered and shown by /standup.
std::string standup_words(bool with_private, std::string const& person) {
  test::standup_scene s(test::no_standups);
  make_private_channel(s);
  s.options.configured = private_standups(with_private);
  s.restart();
  std::string all;
  for (auto const* words : {"status",
                            "status merger",
                            "status merge",
                            "setup",
                            "setup merger",
                            "setup merge",
                            "skip today",
                            "skip merger today",
                            "skip merger",
                            "skip buyout",
                            "pause until monday",
                            "pause merger until monday",
                            "resume",
                            "resume merger",
                            "off",
                            "off merger",
                            "leave",
                            "leave merger",
                            "join buyout",
                            "help"}) {
    all += words + s.standup(person, words) + "\n";
  }
  for (auto const& form : s.workspace.forms)
    for (auto const& field : form.fields)
      all += field.name + "=" + field.initial + "\n";
  return all;
}

}  // namespace

TEST_CASE("to who can't read its channel a ritual does not exist, to the byte") {
  for (std::string const outsider : {"U3", "U4"}) {
    CAPTURE(outsider);
    CHECK(digest_words(true, outsider) == digest_words(false, outsider));
    CHECK(standup_words(true, outsider) == standup_words(false, outsider));
  }
  CHECK(holds(digest_words(true, "U1"), "buyout"));
  CHECK(holds(standup_words(true, "U1"), "buyout"));
}

TEST_CASE("a private ritual's name that somebody else wants is refused without a word about it") {
  test::standup_scene s(private_standups(true), "2026-11-18T07:00:00Z");
  make_private_channel(s);
  auto const reply = s.send("U3", "",
                            {{"name", "Merger"},
                             {"channel", "C1"},
                             {"days", "mon-fri"},
                             {"prompt_at", "09:30"},
                             {"close_at", "16:00"},
                             {"time_zone", "Europe/Berlin"},
                             {"mode", "thread"},
                             {"question", "What went well?"}});
  REQUIRE(reply.errors.contains("name"));
  CHECK(reply.errors.at("name") == "That name can't be used: choose another");
}

TEST_CASE("who has left the private channel learns of its rituals no more, whatever they set up") {
  test::digest_scene s(test::no_digests);
  make_private_channel(s);
  auto const reply = s.send({{"name", "merger"},
                             {"channel", "C9"},
                             {"zone", "Etc/UTC"},
                             {"day", "Friday"},
                             {"at", "16:00"},
                             {"period", "Every week"},
                             {"sections", "Shoutouts"},
                             {"when_empty", "Nothing"}});
  CHECK(reply.errors.empty());
  CHECK(test::has_part(test::reply_text(s.digest_command("status", "U1")), "merger"));
  s.workspace.members["C9"] = {"U2", "UHUZZAH"};
  s.clock.advance(60s);
  CHECK_FALSE(test::has_part(test::reply_text(s.digest_command("status", "U1")), "merger"));
}

TEST_CASE("guests and people of other organisations set up nothing") {
  test::standup_scene s(test::no_standups);
  s.workspace.people["U3"].is_guest = true;
  s.workspace.people["U4"].is_stranger = true;
  CHECK(holds(s.standup("U3", "setup"), "Guests and people of other organisations can't set this up"));
  CHECK(holds(s.standup("U4", "setup"), "Guests"));
  CHECK(s.workspace.forms.empty());
  CHECK(s.send("U3", "", {{"name", "core"}, {"channel", "C1"}}).errors.at("name").starts_with("Guests"));

  test::digest_scene d(test::no_digests);
  d.workspace.people["U3"].is_guest = true;
  CHECK(test::has_part(test::reply_text(d.digest_command("setup", "U3")), "Guests"));
  CHECK(d.workspace.forms.empty());
  CHECK(d.send({{"name", "weekly"}, {"channel", "C1"}}, "U3").errors.at("name").starts_with("Guests"));
}

TEST_CASE("an operator narrows who sets up rituals; admins always may") {
  test::standup_scene s(test::no_standups);
  s.workspace.people["U2"].is_admin = true;
  s.options.policy.allowed_by = setters::admins;
  s.restart();
  CHECK(holds(s.standup("U1", "setup"), "Only admins of this workspace can set this up"));
  CHECK(s.standup("U2", "setup").empty());

  s.options.policy.allowed_by = setters::listed;
  s.options.policy.people = {"U3"};
  s.restart();
  CHECK(holds(s.standup("U1", "setup"), "Only some people of this workspace"));
  CHECK(s.standup("U2", "setup").empty());
  CHECK(s.standup("U3", "setup").empty());

  s.workspace.failures["person_now"] = {error(errc::unreachable, "no connection")};
  s.clock.advance(60s);
  CHECK(holds(s.standup("U3", "setup"), "could not look you up"));
}

TEST_CASE("what the configuration names is changed from chat only where it says so") {
  test::standup_scene s;
  CHECK(holds(s.standup("U1", "setup core"), "core is set up in Huzzah's configuration"));
  CHECK(s.workspace.forms.empty());
  CHECK(holds(s.standup("U1", "pause until monday"), "core pauses"));
  s.options.policy.chat_overrides = true;
  s.restart();
  CHECK(s.standup("U1", "setup core").empty());

  test::digest_scene d;
  CHECK(test::has_part(test::reply_text(d.digest_command("setup")), "is set up in Huzzah's configuration"));
  CHECK(d.workspace.forms.empty());
  d.options.policy.chat_overrides = true;
  d.start();
  CHECK(test::reply_text(d.digest_command("setup")).empty());
}
