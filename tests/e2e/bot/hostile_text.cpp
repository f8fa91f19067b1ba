// What people type is repeated as text: it never calls anybody that they did not thank.
#include "town.hpp"

#include "support/show_result.hpp"
#include "support/slack_reader.hpp"

#include <doctest/doctest.h>

using namespace huzzah;
using namespace huzzah::test;

namespace {

/// Every "<…>" that Slack would bring to life.
std::vector<std::string> live_parts(std::string const& text) {
  std::vector<std::string> found;
  for (auto at = text.find('<'); at != std::string::npos; at = text.find('<', at + 1))
    found.push_back(text.substr(at, text.find('>', at) - at + 1));
  return found;
}

/// Collects the texts of blocks, wherever they are, and holds that nothing but mrkdwn and plain text is
/// there.
void collect_texts(json const& part, std::vector<std::string>& into) {
  if (part.is_object() && part.contains("text") && part["text"].is_string() &&
      part.value("type", "mrkdwn") == "mrkdwn")
    into.push_back(part["text"]);
  // What is no mrkdwn calls by elements of its own.
  if (part.is_object())
    for (auto const* type : {"user", "usergroup", "broadcast"})
      if (part.value("type", "") == type) into.push_back("<rich " + part.dump() + ">");
  if (part.is_structured())
    for (auto const& one : part)
      if (one.is_structured()) collect_texts(one, into);
}

/// All live parts of what the bot sent to any method, and of what it answered in #general.
std::vector<std::string> all_live_parts(town& t) {
  std::vector<std::string> texts;
  for (auto const* method : {"chat.postMessage", "chat.postEphemeral", "chat.update"})
    for (auto const& call : t.calls(method))
      collect_texts(call["args"], texts);
  for (auto const& post : t.posts_of_bot(ada, general))
    collect_texts(post, texts);
  std::vector<std::string> parts;
  for (auto const& text : texts)
    for (auto& part : live_parts(text))
      parts.push_back(std::move(part));
  return parts;
}

bool calls_people(std::string const& part) {
  return part.starts_with("<!") || part.starts_with("<rich");
}

}  // namespace

TEST_CASE("a reason with calls to everybody is repeated without them") {
  std::string reason;
  SUBCASE("live broadcasts") {
    reason = "for <!channel> <!here> <!everyone> <!here|here>";
  }
  SUBCASE("escaped broadcasts") {
    reason = "for &lt;!channel&gt; &lt;!here&gt; &lt;@U0CHIARA01&gt;";
  }
  SUBCASE("escaped twice") {
    reason = "for &amp;lt;!channel&amp;gt; &amp;amp;lt;!here&amp;amp;gt;";
  }
  SUBCASE("a group") {
    reason = "for <!subteam^S0NIGHT001|@night-shift> and <!subteam^S0NIGHT001>";
  }
  SUBCASE("a date that carries a link") {
    reason = "for <!date^1392734382^{date}^https://evil.example/|the day>";
  }
  SUBCASE("a label that closes early") {
    reason = "for <https://example.com/|x&gt;&lt;!channel&gt;>";
  }
  SUBCASE("words that a client would link") {
    reason = "for @channel @here @everyone @night-shift";
  }
  SUBCASE("unfinished markup") {
    reason = "for <!chan <!here <@U0CHIARA01 < ! channel >";
  }
  SUBCASE("formatting around it") {
    reason = "for *<!channel>* _<!here>_ `<!everyone>` ~<!channel>~";
  }
  kudos::options options;
  options.acknowledge = kudos::acknowledgement::thread;
  town t(options);
  t.start_bot();
  t.say(ada, general, at(bruno) + " ++ " + reason);
  t.until([&] { return t.stats()["acks"] == 1; });
  t.command(ada, at(bruno) + " " + reason);
  t.command(bruno, "me");
  t.command(ada, reason);
  t.quiet();
  REQUIRE(t.standing().size() >= 1);
  CHECK(!t.calls("chat.postMessage").empty());
  for (auto const& part : all_live_parts(t)) {
    INFO("live: " << part);
    CHECK_FALSE(calls_people(part));
  }
}

TEST_CASE("a link in a reason stays one that says where it leads") {
  town t;
  t.start_bot();
  t.say(ada, general, at(bruno) + " ++ for <https://example.com/a?b=1&amp;c=2|the docs>");
  t.quiet();
  REQUIRE(t.standing().size() == 1);
  for (auto const& part : all_live_parts(t)) {
    INFO("live: " << part);
    CHECK(part.find("javascript") == std::string::npos);
    CHECK_FALSE(calls_people(part));
  }
}

TEST_CASE("strange text is recorded and repeated without harm") {
  std::string reason;
  SUBCASE("control characters") {
    reason = std::string("for \x01\x02\x1b[31mred\x1b[0m\x7f and \xe2\x80\xae backwards");
  }
  SUBCASE("emoji joined by nothing visible") {
    reason = "for \xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x92\xbb and \xef\xbb\xbf nothing";
  }
  SUBCASE("very long") {
    reason = "for ";
    for (int i = 0; i < 3'000; ++i)
      reason += "very & ";
    reason += "much";
  }
  SUBCASE("SQL") {
    reason = "for '); DROP TABLE recognition; --";
  }
  town t;
  t.start_bot();
  t.say(ada, general, at(bruno) + " ++ " + reason);
  t.quiet();
  CHECK(t.standing().size() == 1);
  CHECK(t.deliveries("failed") == 0);
  CHECK(t.posts_of_bot(bruno, im_of_bruno).size() == 1);
}

TEST_CASE("a Friday of hostile names, questions, thanks and wins calls nobody and hides no link") {
  std::string const harm =
      "<!channel> <@U0FINN0001> &lt;!here&gt; @everyone <https://evil.example|https://bank.example> "
      "\u202E```*_~";
  auto const zone = calendar::time_zone::find("Europe/London").value();
  standups::settings daily;
  daily.name = "<!here> *daily*";
  daily.channel = "#wins";
  daily.zone = zone;
  daily.question = "What went well? " + harm;
  digests::settings weekly;
  weekly.name = "`weekly` <!channel>";
  weekly.channel = "#general";
  weekly.zone = zone;
  town t;
  t.rituals.standups = {daily};
  t.rituals.digests = {weekly};
  // With the bot there: nobody is told of what happened before it came until Slack tries again, a minute
  // later.
  t.start_bot();
  for (auto const* person : {ada, bruno, chiara})
    t.as(person, "users.profile.set",
         {{"profile", {{"display_name", std::string("<!channel> *@here* \u202E ") + person}}}});
  t.quiet();
  t.turn_to("2026-11-20T09:30:01Z");
  auto const asked = t.posts_of_bot(ada, wins_channel, 1);
  REQUIRE(asked.size() == 1);
  t.say(ada, wins_channel, "A win: " + harm, asked[0]["ts"]);
  t.say(bruno, wins_channel, "win: another " + harm);
  t.say(ada, general, at(bruno) + " ++ for " + harm + " #value<!channel>");
  t.command(bruno, at(chiara) + " for " + harm);
  t.command(bruno, harm, "/win");
  for (auto const* name : {"/standup", "/digest", "/wins"})
    t.command(ada, harm, name);
  t.command(ada, "status", "/standup");
  t.command(ada, "status", "/digest");
  t.command(chiara, "me");
  t.command(chiara, "week", "/wins");
  t.quiet();
  auto const before = t.posts_of_bot(ada, general).size();
  t.turn_to("2026-11-20T16:00:01Z");
  // The summary there, and the digest here.
  CHECK(t.posts_of_bot(ada, wins_channel, 2).size() == 2);
  CHECK(t.posts_of_bot(ada, general, before + 1).size() > before);

  std::vector<std::string> texts;
  for (auto const* method : {"chat.postMessage", "chat.postEphemeral", "chat.update", "views.open"})
    for (auto const& call : t.calls(method))
      collect_texts(call["args"], texts);
  // An author alone is asked whether to thank those whom a win mentions; a whisper calls nobody else.
  std::erase_if(texts, [](std::string const& text) { return text.starts_with("You mentioned "); });
  auto repeated = 0;
  for (auto const& text : texts) {
    if (text.find("bank.example") != std::string::npos) ++repeated;
    for (auto const& part : slack_reader::read(text)) {
      CAPTURE(text);
      CAPTURE(part.text);
      CHECK(part.what != live_part::kind::call);
      CHECK(part.what != live_part::kind::broken);
      CHECK((part.what != live_part::kind::person || part.text != "U0FINN0001"));
      if (part.what == live_part::kind::link) CHECK(part.label.find("bank.example") == std::string::npos);
    }
  }
  CHECK(texts.size() > 10);
  MESSAGE(texts.size() << " texts, " << repeated << " with the other address");
}
