#include "examples.hpp"

#include "app/ledger/win_views.hpp"
#include "calendar/timestamp.hpp"

#include <algorithm>
#include <map>

namespace huzzah::digests {
using ledger::impact;
using ledger::impact_kind;
using ledger::recurrence;
using test::moment;

calendar::local_date day(std::string_view written) {
  return calendar::parse_date(written).value();
}

settings weekly() {
  settings digest;
  digest.name = "team";
  digest.channel = "C0TEAM";
  digest.zone = calendar::time_zone::find("Europe/Berlin").value();
  return digest;
}

facts quiet() {
  facts facts;
  facts.window = {day("2026-11-20"), moment("2026-11-13T15:00:00Z"), moment("2026-11-20T15:00:00Z")};
  return facts;
}

week& week::person(std::string const& id, std::string const& name, std::string_view last_before) {
  names_[id] = name;
  if (!last_before.empty()) last_before_[id] = last_before;
  return *this;
}

std::string week::name_of(std::string const& id) const {
  auto const found = names_.find(id);
  return found == names_.end() ? std::string{} : found->second;
}

shoutout& week::thank(std::string_view when, std::string const& giver, std::string const& receiver,
                      std::string reason, std::vector<std::string> values) {
  shoutout one;
  one.id = next_id_++;
  one.giver = giver;
  one.giver_name = name_of(giver);
  one.receiver = receiver;
  one.receiver_name = name_of(receiver);
  one.reason = std::move(reason);
  one.values = std::move(values);
  one.given_at = moment(when);
  auto const seconds = std::chrono::floor<std::chrono::seconds>(one.given_at).time_since_epoch().count();
  one.where = {"T0TOWN", "C0TEAM", std::to_string(seconds) + ".000100"};
  one.link = "https://town.example/archives/C0TEAM/p" + std::to_string(seconds) + "000100";
  auto const known = [&](recognised const& other) { return other.person == receiver; };
  if (std::none_of(facts.people.begin(), facts.people.end(), known)) {
    recognised who{receiver, name_of(receiver), {}};
    if (auto const before = last_before_.find(receiver); before != last_before_.end())
      who.last_before = moment(before->second);
    facts.people.push_back(std::move(who));
  }
  return facts.shoutouts.emplace_back(std::move(one));
}

ledger::win_view& week::win(std::string_view when, std::string const& author, std::string text, int cheers) {
  ledger::win_view one;
  one.id = next_id_++;
  one.author = author;
  one.author_name = name_of(author);
  one.text = std::move(text);
  one.said_at = moment(when);
  one.said_on = calendar::local_date(std::chrono::floor<std::chrono::days>(one.said_at).time_since_epoch());
  one.cheers = cheers;
  auto const seconds = std::chrono::floor<std::chrono::seconds>(one.said_at).time_since_epoch().count();
  one.where = {"T0TOWN", "C0TEAM", std::to_string(seconds) + ".000200"};
  one.link = "https://town.example/archives/C0TEAM/p" + std::to_string(seconds) + "000200";
  return facts.wins.emplace_back(std::move(one));
}

void week::reached(wins::achievement::kind what, std::string const& who, int number) {
  facts.achievements.push_back({who, name_of(who), what, number});
}

facts small() {
  week w;
  w.person("U0ADA", "Ada Okafor").person("U0BEN", "Ben Lindqvist", "2026-11-05T10:00:00Z");
  w.thank("2026-11-17T09:12:00Z", "U0BEN", "U0ADA",
          "for sitting with me until the deploy script finally made sense");
  w.thank("2026-11-19T13:40:00Z", "U0CLEO", "U0BEN", "the calmest incident call I have ever been on",
          {"courage"});
  w.win("2026-11-18T08:05:00Z", "U0ADA", "shipped my first change to production", 3).of_the_day = true;
  w.reached(wins::achievement::kind::wins, "U0ADA", 1);
  w.facts.shoutouts_before = 2;
  w.facts.wins_before = 1;
  return w.facts;
}

facts busy() {
  week w;
  w.person("U0ADA", "Ada Okafor", "2026-11-12T10:00:00Z")
      .person("U0BEN", "Ben Lindqvist", "2026-11-10T10:00:00Z")
      .person("U0CLEO", "Cleo Marchetti", "2026-07-02T10:00:00Z")
      .person("U0DAN", "Dan Whitfield", "2026-10-30T10:00:00Z")
      .person("U0EVE", "Eve Nakamura")
      .person("U0FAY", "Fay Duarte", "2026-11-11T10:00:00Z")
      .person("U0GUS", "Gus Petrov", "2026-08-20T10:00:00Z")
      .person("U0HAN", "Han Jia");
  w.thank("2026-11-16T09:12:00Z", "U0BEN", "U0ADA",
          "for tracking down the flaky login test that the rest of us had learned to ignore", {"craft"});
  w.thank("2026-11-16T10:30:00Z", "U0ADA", "U0EVE",
          "for asking the question in the review that saved us from a bad migration", {"courage", "craft"});
  w.thank("2026-11-16T14:02:00Z", "U0FAY", "U0DAN",
          "for taking the late call with Oslo so that I could go to the "
          "school concert",
          {"care"});
  w.thank("2026-11-17T08:45:00Z", "U0DAN", "U0ADA",
          "for the release notes. A customer quoted them back to us <:tada:>");
  w.thank("2026-11-17T11:20:00Z", "U0ADA", "U0CLEO",
          "for rewriting the onboarding page: <@U0EVE> found her way alone on day one", {"care"});
  w.thank("2026-11-17T11:21:00Z", "U0BEN", "U0CLEO", "").link = w.facts.shoutouts[4].link;
  w.thank("2026-11-17T11:22:00Z", "U0HAN", "U0CLEO", "").link = w.facts.shoutouts[4].link;
  w.thank(
      "2026-11-18T09:00:00Z", "U0ADA", "U0GUS",
      "for keeping the build machines cool through the whole heating mess, and for the hand-drawn map of the "
      "cables");
  w.thank("2026-11-18T15:31:00Z", "U0EVE", "U0BEN",
          "for pairing on <`retry.cpp>, and for explaining backoff with dinner plates", {"care"});
  w.thank("2026-11-19T10:10:00Z", "U0CLEO", "U0HAN",
          "for telling the customer the truth about the date before anybody else dared to", {"courage"});
  w.thank("2026-11-19T16:45:00Z", "U0ADA", "U0FAY", "");
  w.thank("2026-11-20T09:05:00Z", "U0BEN", "U0FAY",
          "for the <https://town.example/wiki/rota|new rota>, which is fair and which people actually like",
          {"care"});

  auto const weekly_hours = ledger::impact(ledger::impact_kind::duration, 120, "minutes",
                                           ledger::recurrence::weekly, {}, "2 hours a week");
  w.win("2026-11-16T08:30:00Z", "U0ADA", "the login test is green twenty times in a row", 2);
  w.win("2026-11-16T08:41:00Z", "U0DAN", "signed the first customer in Norway", 5).of_the_day = true;
  w.win("2026-11-17T08:33:00Z", "U0CLEO",
        "onboarding page is live, saves us 2 hours a week of walking people through "
        "it",
        4)
      .of_the_day = true;
  w.facts.wins.back().impacts.push_back(weekly_hours);
  w.win("2026-11-17T08:52:00Z", "U0ADA", "release notes out on time, for once", 1);
  w.win("2026-11-18T08:29:00Z", "U0GUS", "no alarm all night");
  w.win("2026-11-19T08:35:00Z", "U0HAN", "cancelled a tool that nobody used: $1,200 a year", 3).of_the_day =
      true;
  w.facts.wins.back().impacts.emplace_back(ledger::impact_kind::money, 1200, "USD",
                                           ledger::recurrence::yearly, "", "$1,200 a year");
  w.win("2026-11-19T08:44:00Z", "U0ADA", "said no to a meeting and wrote two paragraphs instead", 3)
      .of_the_day = true;
  w.win("2026-11-20T08:31:00Z", "U0FAY", "everybody has seen the rota and nobody has complained", 2)
      .of_the_day = true;

  w.reached(wins::achievement::kind::wins, "U0HAN", 1);
  w.reached(wins::achievement::kind::wins, "U0FAY", 10);
  w.reached(wins::achievement::kind::streak, "U0ADA", 5);
  w.reached(wins::achievement::kind::streak, "U0DAN", 5);
  w.facts.shoutouts_before = 8;
  w.facts.wins_before = 9;
  return w.facts;
}

facts huge(int people, int shoutouts, int wins) {
  static constexpr std::string_view deeds[] = {
      "for staying calm when the import broke & for writing down what we learned",
      "for the review: three questions, each <worth> an hour",
      "for answering the phone *again* while the rest of us were at lunch",
      "for translating the whole handbook so that the new office could start on Monday",
      "for noticing that the numbers did not add up, and asking instead of assuming",
  };
  week w;
  auto const id = [](int n) {
    auto digits = std::to_string(n);
    return "U" + std::string(10 - std::min<std::size_t>(10, digits.size()), '0') + digits;
  };
  for (auto n = 0; n < people; ++n)
    w.person(id(n), "Person Number " + std::to_string(n),
             n % 7 == 0    ? ""
             : n % 11 == 0 ? "2026-02-01T10:00:00Z"
                           : "2026-11-10T10:00:00Z");
  auto const when = [](int n, int of) {
    return calendar::to_rfc3339(moment("2026-11-16T07:00:00Z") +
                                std::chrono::seconds(static_cast<long long>(n) * 4 * 86'400 / of));
  };
  for (auto n = 0; n < shoutouts; ++n) {
    std::vector<std::string> values;
    if (n % 3 == 0) values.emplace_back(n % 2 == 0 ? "courage" : "care");
    w.thank(when(n, shoutouts), id((n * 13 + 1) % people), id(n % people),
            chat::to_markup({chat::text(std::string(deeds[static_cast<std::size_t>(n) % std::size(deeds)]))}),
            std::move(values));
  }
  for (auto n = 0; n < wins; ++n) {
    auto& win =
        w.win(when(n, wins), id((n * 7) % people), "closed " + std::to_string(n) + " old requests", n % 5);
    win.of_the_day = n % 200 == 0;
  }
  for (auto n = 0; n < people; n += 3)
    w.reached(n % 2 == 0 ? wins::achievement::kind::wins : wins::achievement::kind::streak, id(n), 5);
  w.facts.shoutouts_before = shoutouts / 2;
  w.facts.wins_before = wins;
  return w.facts;
}

}  // namespace huzzah::digests
