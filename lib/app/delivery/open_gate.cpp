// What may come to a person now, and in how many messages: decided within a unit of work.
#include "app/delivery/gate.hpp"
#include "app/people/away.hpp"
#include "app/people/calm_choices.hpp"
#include "app/people/directory.hpp"
#include "chat/say.hpp"
#include "store/restored.hpp"
#include "store/unit_of_work.hpp"

#include <algorithm>
#include <chrono>
#include <utility>
#include <vector>

namespace huzzah::delivery {

namespace {

using chat::say;

/// Says that their page has what was said while they were away.
chat::message welcome_back() {
  auto line =
      say("Welcome back! While you were away, people said something about you: your page in the app "
          "begins with it.");
  chat::context_block const hint{say("`/huzzah settings` says what I send you")};
  std::vector<chat::block> blocks{chat::section_block{line, {}}, hint};
  return chat::message(std::move(line), std::move(blocks));
}

/// One look at all that waits for a person.
class opening {
 public:
  opening(store::connection& on, std::string const& workspace, receiver const& who, calm const& rules,
          base::time_point now)
      : on_(on),
        out_(on),
        workspace_(workspace),
        person_(who.person.id),
        facts_(facts_of(on, workspace, who, rules)),
        now_(now),
        today_(facts_.zone.date_of(now)),
        room_(rules.messages_a_day - out_.count_of(workspace, person_, today_) - who.questions_ahead) {}

  void run() {
    std::vector<outbox_row> single;
    std::vector<outbox_row> daily;
    auto const restored = store::restored_at(on_);
    for (auto& row : out_.held_for(workspace_, person_)) {
      auto const rhythm = people::rhythm_of(people::people(on_), workspace_, person_, row.what.topic);
      auto const decided = people::when(facts_, rhythm, row.created_at, now_);
      auto const is_over = row.what.expires && *row.what.expires <= now_;
      if (is_over || decided.is == people::moment::kind::never) {
        out_.withdraw(row.what.key, now_);
      } else if (decided.is == people::moment::kind::at) {
        hold(row, decided);
      } else if (row.created_at <= restored) {
        // It may have been sent already, and is looked for as the message that it then was.
        send_alone(row);
      } else {
        (rhythm == people::rhythm::daily ? daily : single).push_back(std::move(row));
      }
    }
    tell_who_was_away(single, daily);
    send(single, daily);
  }

 private:
  void hold(outbox_row const& row, people::moment const& decided) {
    out_.hold_until(row.id, std::min<base::time_point>(decided.at, now_ + longest_postponement),
                    decided.person_is_away);
  }
  /// The day has no more room for it.
  void hold_until_tomorrow(outbox_row const& row) {
    auto const tomorrow = facts_.zone.start_of(today_ + std::chrono::days{1});
    out_.hold_until(row.id, std::min<base::time_point>(tomorrow, now_ + longest_postponement), false);
  }
  void send_alone(outbox_row const& row) {
    if (room_ <= 0) return hold_until_tomorrow(row);
    out_.release(row.id, today_, now_);
    --room_;
  }
  void send_together(std::vector<outbox_row> const& rows) {
    auto carrier = room_ > 0 ? std::int64_t{0} : out_.carrier_of(workspace_, person_, today_);
    if (room_ > 0) {
      auto what =
          outgoing::direct("joined:" + workspace_ + ":" + person_ + ":" + std::to_string(rows.front().id),
                           workspace_, person_, {});
      what.topic = joined_topic;
      what.day = today_;
      if (out_.add(what, now_)) carrier = out_.find(what.key)->id;
      --room_;
    }
    for (auto const& row : rows)
      if (carrier != 0)
        out_.join(row.id, carrier, now_);
      else
        hold_until_tomorrow(row);
  }

  void send(std::vector<outbox_row>& single, std::vector<outbox_row>& daily) {
    if (!daily.empty() && room_ > 1) send_together(std::exchange(daily, {}));
    auto next = single.begin();
    while (next != single.end() && room_ > 1)
      send_alone(*next++);
    daily.insert(daily.end(), std::make_move_iterator(next), std::make_move_iterator(single.end()));
    std::sort(daily.begin(), daily.end(), [](auto const& a, auto const& b) { return a.id < b.id; });
    if (!daily.empty()) send_together(daily);
  }

  /// Notes that waited while they were away become one message.
  void tell_who_was_away(std::vector<outbox_row>& single, std::vector<outbox_row>& daily) {
    auto const waited = [](outbox_row const& row) { return row.was_away; };
    if (std::none_of(single.begin(), single.end(), waited) &&
        std::none_of(daily.begin(), daily.end(), waited))
      return;
    // Those of a weekend that followed, too.
    std::optional<base::time_point> first;
    for (auto* const rows : {&single, &daily})
      std::erase_if(*rows, [&](outbox_row const& row) {
        if (row.what.topic != people::notes_topic) return false;
        first = std::min(first.value_or(row.created_at), row.created_at);
        out_.withdraw(row.what.key, now_);
        return true;
      });
    if (!first) return;
    auto const since = facts_.zone.date_of(*first);
    people::set_last_absence(people::people(on_), workspace_, person_, {since, today_});
    auto what = outgoing::direct("welcome:" + workspace_ + ":" + person_ + ":" + calendar::to_string(today_),
                                 workspace_, person_, chat::to_json(welcome_back()));
    what.topic = people::notes_topic;
    if (!out_.add(what, now_)) return;
    single.insert(single.begin(), *out_.find(what.key));
  }

  store::connection& on_;
  outbox out_;
  std::string const& workspace_;
  std::string const& person_;
  people::person_facts facts_;
  base::time_point now_;
  calendar::local_date today_;
  int room_;  ///< how many more messages may come today
};

}  // namespace

people::person_facts facts_of(store::connection& on, std::string const& workspace, receiver const& who,
                              calm const& rules) {
  people::people const known(on);
  people::person_facts facts;
  facts.zone = people::zone_of(who.person);
  facts.hours = people::chosen_hours(known, workspace, who.person.id).value_or(rules.hours);
  facts.hours.on.off.insert(who.house.off.begin(), who.house.off.end());
  facts.away = people::away_days::of(known, workspace, who.person.id);
  facts.says_away = people::says_away(who.person.status_emoji, who.person.status_text);
  return facts;
}

void open_gate(store::connection& on, std::string const& workspace, receiver const& who, calm const& rules,
               base::time_point now) {
  opening(on, workspace, who, rules, now).run();
}

bool add_if_room(store::connection& on, outgoing what, receiver const& who, calm const& rules,
                 base::time_point now) {
  auto const facts = facts_of(on, what.workspace, who, rules);
  auto const wanted = people::rhythm_of(people::people(on), what.workspace, who.person.id, what.topic);
  if (people::when(facts, wanted, now, now).is != people::moment::kind::now) return false;
  return add_question(on, std::move(what), who, rules, now);
}

bool is_day_full(store::connection& on, std::string const& workspace, receiver const& who, calm const& rules,
                 base::time_point now) {
  auto const today = people::zone_of(who.person).date_of(now);
  auto const sent = outbox(on).count_of(workspace, who.person.id, today);
  return sent + who.questions_ahead >= rules.messages_a_day;
}

bool add_question(store::connection& on, outgoing what, receiver const& who, calm const& rules,
                  base::time_point now) {
  if (is_day_full(on, what.workspace, who, rules, now)) return false;
  what.day = people::zone_of(who.person).date_of(now);
  return outbox(on).add(what, now);
}

}  // namespace huzzah::delivery
