#include "app/ledger/settle.hpp"

#include "app/ledger/tallies.hpp"
#include "app/ledger/withheld.hpp"
#include "app/people/ids.hpp"
#include "store/connection.hpp"

#include <algorithm>
#include <utility>

namespace huzzah::ledger {
namespace {

std::vector<std::string> sorted(std::vector<std::string> names) {
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

/// One statement on its way into the rows of its entry.
class settling {
 public:
  settling(store::connection& on, kudos_statement const& said, std::int64_t id, std::int64_t workspace,
           std::int64_t place)
      : on_(on), said_(said), id_(id), workspace_(workspace), place_(place) {}

  void run(kudos_change& done);

 private:
  /// The line of these words, a new one if they are.
  std::size_t line_of(entry_words words);
  void put_down(entry_receiver& one, entry_receiver const& before, std::vector<entry_words> const& old_lines,
                kudos_change& done);
  void add(entry_receiver const& fresh, kudos_change& done);
  void count(std::int64_t person, int received);

  store::connection& on_;
  kudos_statement const& said_;
  std::int64_t id_;
  std::int64_t workspace_;
  std::int64_t place_;
  std::string giver_;
  entry_row row_;
  std::vector<entry_words> lines_;
  std::int64_t given_ = 0;  // by how much the author's sum changes
};

std::size_t settling::line_of(entry_words words) {
  auto const same = std::find(lines_.begin(), lines_.end(), words);
  if (same != lines_.end()) return static_cast<std::size_t>(same - lines_.begin());
  lines_.push_back(std::move(words));
  return lines_.size() - 1;
}

void settling::count(std::int64_t person, int received) {
  add_to_sums(on_, workspace_, row_.audience, row_.said_on, {person, received, 0, 0});
  given_ += received;
}

void settling::add(entry_receiver const& fresh, kudos_change& done) {
  insert_receiver(on_, id_, fresh);
  if (!fresh.stands()) return;
  count(fresh.person, fresh.amount);
  ++row_.receivers;
  done.added.push_back(entry_for(id_, giver_, fresh, lines_));
}

/// Writes what became of a receiver who was known.
void settling::put_down(entry_receiver& one, entry_receiver const& before,
                        std::vector<entry_words> const& old_lines, kudos_change& done) {
  auto const same_words = lines_.at(one.line) == old_lines.at(before.line);
  auto const is_same = one.state == before.state && one.amount == before.amount;
  if (!is_same || one.line != before.line || one.said_at != before.said_at ||
      one.retracted_at != before.retracted_at)
    update_receiver(on_, id_, one);
  if (one.stands()) ++row_.receivers;
  if (auto const more = (one.stands() ? one.amount : 0) - (before.stands() ? before.amount : 0); more != 0)
    count(one.person, more);
  if (one.stands() && !before.stands()) {
    done.added.push_back(entry_for(id_, giver_, one, lines_));
  } else if (one.stands() && (!is_same || !same_words)) {
    done.changed.push_back(entry_for(id_, giver_, one, lines_));
  } else if (!one.stands() && before.stands()) {
    done.removed.push_back(entry_for(id_, giver_, before, old_lines));
  }
}

void settling::run(kudos_change& done) {
  auto const found = find_entry(on_, id_);
  auto const is_reaction = said_.said.kind == source_kind::reaction;
  if (!found && said_.gives.empty()) return;
  auto const before = found ? receivers_of(on_, id_) : std::vector<entry_receiver>();
  auto const old_lines = found ? words_of(on_, *found) : std::vector<entry_words>();
  auto known = before;

  // Receivers who are known take what is said of them; the others are new.
  std::vector<entry_receiver> fresh;
  std::vector<bool> spoken_for(known.size(), false);
  auto stands_now = false;
  for (auto const& given : said_.gives) {
    if (given.amount <= 0 || given.is_broadcast) continue;  // judge() accepts none of these
    auto const person = people::person_id(on_, workspace_, given.receiver);
    auto const same =
        std::lower_bound(known.begin(), known.end(), person,
                         [](entry_receiver const& one, std::int64_t who) { return one.person < who; });
    auto const is_known = same != known.end() && same->person == person;
    auto const index = static_cast<std::size_t>(same - known.begin());
    // A receiver counts once, as merge() has it.
    if (is_known && spoken_for[index]) continue;
    auto const twice = std::any_of(fresh.begin(), fresh.end(),
                                   [&](entry_receiver const& one) { return one.person == person; });
    if (!is_known && twice) continue;
    auto& one = is_known ? *same : fresh.emplace_back();
    if (is_known) {
      spoken_for[index] = true;
      // Put on again, a reaction gives again, today; a message stays where it was said, however it is edited.
      if (!one.stands() && is_reaction) one.said_at = said_.given_at;
    } else {
      one.person = person;
      one.external = given.receiver;
      one.said_at = said_.given_at;
    }
    one.line = line_of({given.reason, sorted(given.values)});
    one.amount = given.amount;
    auto const is_pending = given.is_pending && !(is_known && one.stands());
    one.state = is_pending ? entry_state::pending : entry_state::stands;
    one.retracted_at.reset();
    stands_now = stands_now || !is_pending;
  }
  auto const gives = !lines_.empty();
  if (!found && !gives) return;
  for (std::size_t i = 0; i < known.size(); ++i) {
    if (spoken_for[i]) continue;
    known[i].line = line_of(old_lines.at(known[i].line));
    auto const revision = store::to_integer(said_.revision);
    // What is no longer said needs no undo.
    known[i].retracted_at = known[i].state == entry_state::retracted
                                ? std::min(known[i].retracted_at.value_or(revision), revision)
                                : revision;
    known[i].state = entry_state::retracted;
  }

  // The author is whose it was from the first on.
  giver_ = found ? external_of(on_, found->author) : said_.giver;
  if (found) {
    row_ = *found;
  } else {
    row_.id = id_;
    row_.workspace = workspace_;
    row_.author = people::person_id(on_, workspace_, said_.giver);
  }
  auto const is_first = !found;
  if (is_first || (gives && found->state == entry_state::retracted)) {
    // The audience of an entry that is valid again is determined again; what was hidden stays so.
    if (is_first || !withheld_entries(on_).is_hidden(id_)) {
      row_.heard_in = place_;
      row_.audience = people::audience_in(people::reach_of(on_, place_), place_);
    }
    if (is_first || is_reaction) {
      row_.said_at = said_.given_at;
      row_.said_on = said_.given_on;
    }
  }
  row_.text = lines_.front().text;
  row_.receivers = 0;
  row_.state = stands_now ? entry_state::stands : gives ? entry_state::pending : entry_state::retracted;
  if (gives) {
    row_.retracted_at.reset();
  } else if (found->state != entry_state::retracted) {
    row_.retracted_at = store::to_integer(said_.revision);
  }
  if (is_first) {
    row_.receivers = static_cast<int>(
        std::count_if(fresh.begin(), fresh.end(), [](entry_receiver const& one) { return one.stands(); }));
    insert_entry(on_, row_);
    row_.receivers = 0;
  }
  for (std::size_t i = 0; i < known.size(); ++i)
    put_down(known[i], before[i], old_lines, done);
  for (auto const& one : fresh)
    add(one, done);
  replace_words(on_, id_, old_lines, lines_);
  if (!is_first) update_entry(on_, row_);
  add_to_sums(on_, workspace_, row_.audience, row_.said_on, {row_.author, 0, given_, 0});
}

/// Whether a message says just what it said when that was undone. A reaction that is put on again, and a
/// button that is pressed again, give again.
bool says_what_was_undone(kudos_statement const& said, source_row const& known_as,
                          std::vector<entry_receiver> const& known, std::vector<entry_words> const& lines) {
  if (said.said.kind != source_kind::message) return false;
  std::size_t undone = 0;
  auto const is_said = [&](entry_receiver const& one) {
    if (!is_undone(one, known_as.revision)) return true;
    ++undone;
    return std::any_of(said.gives.begin(), said.gives.end(), [&](candidate const& given) {
      auto const& words = lines.at(one.line);
      return given.receiver == one.external && given.amount == one.amount && given.reason == words.text &&
             sorted(given.values) == words.values;
    });
  };
  return std::all_of(known.begin(), known.end(), is_said) && undone > 0 && undone == said.gives.size();
}

}  // namespace

std::string external_of(store::connection& on, std::int64_t person) {
  auto row = on.select("SELECT external FROM person WHERE id = ?", person);
  return row.next() ? row.text(0) : std::string();
}

kudos_entry entry_for(std::int64_t id, std::string giver, entry_receiver const& one,
                      std::vector<entry_words> const& lines) {
  auto const& words = lines.at(one.line);
  return {id, std::move(giver), one.external, one.amount, words.text, words.values};
}

void settle_entry(store::connection& on, kudos_statement const& said, std::int64_t id, std::int64_t workspace,
                  std::int64_t place, kudos_change& done) {
  settling(on, said, id, workspace, place).run(done);
}

bool is_undone(entry_receiver const& one, std::int64_t revision) {
  return one.state == entry_state::retracted && one.retracted_at.value_or(0) > revision;
}

bool stays_undone(store::connection& on, kudos_statement const& said, source_row const& known_as) {
  auto const row = find_entry(on, known_as.id);
  if (!row || row->state != entry_state::retracted) return false;
  auto receivers = receivers_of(on, row->id);
  if (!says_what_was_undone(said, known_as, receivers, words_of(on, *row))) return false;
  auto const just_after = store::to_integer(said.revision) + 1;
  for (auto& one : receivers) {
    if (!is_undone(one, known_as.revision)) continue;
    one.retracted_at = std::max(*one.retracted_at, just_after);
    update_receiver(on, row->id, one);
  }
  return true;
}

}  // namespace huzzah::ledger
