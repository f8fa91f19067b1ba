// Whatever people type, in whatever place, what Huzzah says of it calls nobody, hides no link and breaks no
// markup. Random words from one seed go through everything that turns them into what Slack is sent.
#include "hostile_words.hpp"
#include "app/ledger/kudos_records.hpp"
#include "app/ledger/standings.hpp"
#include "app/ledger/win_views.hpp"
#include "chat/document.hpp"
#include "features/digests/book.hpp"
#include "features/digests/command_words.hpp"
#include "features/digests/fields.hpp"
#include "features/kudos/house_rules.hpp"
#include "features/kudos/words.hpp"
#include "features/standups/book.hpp"
#include "features/standups/form.hpp"
#include "features/standups/status.hpp"
#include "features/standups/summary_words.hpp"
#include "features/standups/words.hpp"
#include "features/wins/words.hpp"
#include "slack/message_limits.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <string>

using namespace huzzah;
using namespace huzzah::bot::test;
using namespace std::chrono_literals;

namespace {

/// The same words every time, so that a run says something of the code alone; HUZZAH_SEED tries others.
unsigned seed() {
  constexpr unsigned usual = 20'261'125;
  auto const* given = std::getenv("HUZZAH_SEED");
  return given != nullptr ? static_cast<unsigned>(std::strtoul(given, nullptr, 10)) : usual;
}

constexpr auto rounds = 300;
base::time_point const now{1'795'000'000s};

template <class Say>
void often(Say say) {
  typist by(seed());
  inspection seen;
  for (auto round = 0; round < rounds; ++round) {
    INFO("HUZZAH_SEED=" << seed() << ", round " << round);
    say(by, seen);
  }
  MESSAGE("HUZZAH_SEED=" << seed() << ": " << seen.looked_at << " texts");
  CHECK(seen.looked_at >= rounds);
}

chat::name_finder namer(typist& by) {
  return [&by](std::string const&) { return by.maybe() ? by.words(3) : std::string(); };
}

ledger::kudos_entry entry_of(typist& by) {
  ledger::kudos_entry one;
  one.giver = by.person();
  one.receiver = by.person();
  one.amount = 1;
  one.reason = by.markup();
  one.values = by.values();
  return one;
}

ledger::win_view win_of(typist& by) {
  ledger::win_view win;
  win.author = by.person();
  win.author_name = by.words(3);
  win.text = by.markup();
  win.cheers = static_cast<int>(by.up_to(3));
  win.link = "https://town.example/archives/C1/p1";
  return win;
}

digests::facts week_of(typist& by) {
  digests::facts facts;
  facts.window = {calendar::local_date{std::chrono::days{20'777}}, now - std::chrono::hours{168}, now};
  for (auto n = by.up_to(4); n > 0; --n) {
    digests::shoutout one;
    one.giver = by.person();
    one.giver_name = by.words(3);
    one.receiver = by.person();
    one.receiver_name = by.words(3);
    one.reason = by.markup();
    one.values = by.values();
    one.given_at = now - 1h;
    one.link = "https://town.example/archives/C1/p2";
    facts.people.push_back({one.receiver, one.receiver_name, {}});
    facts.shoutouts.push_back(std::move(one));
  }
  for (auto n = by.up_to(4); n > 0; --n) {
    facts.wins.push_back(win_of(by));
    facts.achievements.push_back({by.person(), by.words(3), wins::achievement::kind::streak, 5});
  }
  if (by.maybe()) facts.board.push_back({by.person(), by.words(3), 7});
  return facts;
}

}  // namespace

TEST_CASE("hostile words in a kudos are repeated harmlessly: notes, answers, records, refusals") {
  often([](typist& by, inspection& seen) {
    auto const names = namer(by);
    seen.look(kudos::kudos_received(entry_of(by), by.maybe() ? "C0GENERAL1" : "", "trophy", "", names));
    seen.look(kudos::kudos_found_late({entry_of(by), entry_of(by)}, "trophy", names));
    ledger::candidate const thanked(by.person(), 1, by.markup(), by.values());
    auto given = chat::reply(kudos::kudos_given(by.person(), {thanked}, "trophy", names), true);
    seen.look(given);
    ledger::personal_record record;
    ledger::recognition_record one;
    one.giver = by.person();
    one.receiver = by.person();
    one.reason = by.markup();
    one.values = by.values();
    record.received.push_back(one);
    record.given.push_back(std::move(one));
    seen.look(chat::to_message(kudos::kudos_of(record, "trophy", names), slack::message_limits()));
    seen.look(kudos::kudos_help({by.words(2), "trophy"}, by.values()));
  });
}

TEST_CASE("hostile words in a win and in an answer are repeated harmlessly: copies, lists, summaries") {
  often([](typist& by, inspection& seen) {
    auto const names = namer(by);
    seen.look(wins::win_copy(by.person(), chat::inert(by.tokens(), names)));
    ledger::win_view told;
    static_cast<ledger::win_view&>(told) = win_of(by);
    told.shared = by.maybe();
    seen.look(chat::to_message(wins::wins_of_week({told}, names), slack::message_limits()));
    wins::own_wins mine;
    mine.count = 1;
    mine.last.push_back(told);
    mine.impacts = wins::find_impacts(by.tokens());
    seen.look(chat::to_message(wins::wins_of_mine(mine, names), slack::message_limits()));
    standups::round_summary round;
    round.date = calendar::local_date{std::chrono::days{20'777}};
    round.question = by.words();
    for (auto n = by.up_to(3); n > 0; --n)
      round.wins.push_back(win_of(by));
    round.streaks.push_back({by.person(), by.words(3), wins::achievement::kind::streak, 5});
    round.teammates.emplace(bystander, by.words(3));
    for (auto const& said : chat::to_messages(standups::summarise(round), slack::message_limits()))
      seen.look(said);
  });
}

TEST_CASE(
    "hostile words of those who set up rituals are repeated harmlessly: questions, names, forms, errors") {
  often([](typist& by, inspection& seen) {
    auto const question = by.words();
    standups::standup_origin const origin(by.words(3), by.maybe() ? by.person() : "", by.words(3));
    seen.look(standups::standup_prompt(question, "1", origin));
    seen.look(standups::standup_question(question, "1", "C0GENERAL1", by.maybe(), origin));
    seen.look(standups::standup_left(origin.name));
    seen.look(standups::standup_joined(origin.name));
    seen.look(standups::standup_reminder(question, "1", "https://town.example/archives/C1/p1"));
    seen.look(schedule::could_not_happen(digests::kind_of_digests, by.words(3),
                                         schedule::channel_trouble::archived, "#" + by.words(2)));
    seen.look(wins::win_form("1", question));
    standups::settings standup;
    standup.name = by.words(3);
    standup.channel = "#" + by.words(2);
    standup.question = question;
    seen.look(standups::standup_form(standup, standup.name, {{"general", {by.words(2), {by.words()}}}}));
    standups::book::entry kept;
    kept.settings = standup;
    kept.notes.off = by.maybe();
    seen.look(standups::standup_status({kept}, now, {}));
    std::map<std::string, std::string> entered;
    for (auto const* field :
         {"name", "question", "own_question", "channel", "days_off", "members", "prompt", "pack"})
      entered[field] = by.words();
    chat::reply answer;
    standups::enter_standup(entered, {}, standup, answer.errors);
    digests::settings digest;
    digest.name = by.words(3);
    digest.channel = "#" + by.words(2);
    seen.look(digests::digest_form(digest));
    digests::book::entry known;
    known.settings = digest;
    seen.look(digests::digest_status({known}, now));
    seen.look(digests::digest_was_set_up(digest, now));
    seen.look(digests::picture_alone("F0PICTURE1", by.words()));
    digests::fields().enter(entered, digest, answer.errors);
    answer.errors["more"] = by.words();
    seen.look(answer);
  });
}

TEST_CASE("a digest of hostile words is harmless in the chat and as a page") {
  often([](typist& by, inspection& seen) {
    digests::settings digest;
    digest.sections.push_back(digests::digest_section::board);
    digest.ping = by.maybe();
    auto const document = digests::compose(week_of(by), digest);
    for (auto const& said :
         chat::to_messages(document, slack::message_limits(), by.maybe() ? "F0PICTURE1" : ""))
      seen.look(said);
    hold_html(chat::to_html(document));
  });
}
