#include "features/win_answers.hpp"

#include "features/receipts.hpp"

#include <fmt/format.h>

#include <array>
#include <string_view>

namespace huzzah::features {

namespace {

/// The reactions that say "recorded" and "a round number", the best first.
constexpr std::array<std::string_view, 3> win_receipts{"sparkles", "dizzy", "ok_hand"};
constexpr std::array<std::string_view, 3> stars{"star2", "confetti_ball", "fireworks"};

std::string cheer_key(storage::win_entry const& win) {
  return fmt::format("win-milestone:{}", win.id);
}

std::string star_key(storage::win_entry const& win) {
  return fmt::format("win-star:{}", win.id);
}

std::string offer_key(storage::win_entry const& win) {
  return fmt::format("win-offer:{}", win.id);
}

}  // namespace

win_answers::win_answers(storage::unit_of_work& work, storage::win_entry const& win, win_way way,
                         std::string const& thread, win_options const& options, base::time_point now)
    : work_(work), win_(win), way_(way), thread_(thread), options_(options), now_(now) {}

std::string win_answers::acknowledgement_key() const {
  return fmt::format("win-ack:{}", win_.id);
}

std::optional<storage::standup_round> win_answers::round() {
  if (win_.round == 0) return std::nullopt;
  return work_.rituals.find_round(win_.round);
}

chat::message win_answers::copy() {
  auto const name_of = [this](std::string const& person) {
    return work_.people.name_of(win_.workspace, person);
  };
  return win_copy(win_.author, chat::inert(chat::from_markup(win_.text), name_of));
}

void win_answers::acknowledge(win_shown shown, std::vector<recognition::impact> const& impacts,
                              win_milestone const& reached, bool late) {
  auto const key = live_key(work_.outbox, acknowledgement_key());
  auto const emoji = receipt_emoji(win_receipts, options_.kudos.emoji);
  auto const reaction = storage::errand::react(key, win_.said.where, emoji);
  if (way_ == win_way::message) {
    work_.outbox.add(reaction, now_);
  } else if (way_ == win_way::direct) {
    auto const body = chat::to_json(win_noted(win_, shown, impacts, reached, false));
    auto const note = storage::errand::direct(key, win_.workspace, win_.author, body);
    // What was said is put right, however late that is.
    if (!work_.outbox.add(late ? reaction : note, now_)) work_.outbox.revise(key, body, now_);
  }
}

void win_answers::cheer(win_milestone const& reached) {
  if (reached.empty() || way_ != win_way::message) return;
  auto const& where = win_.said.where;
  auto const star = receipt_emoji(stars, options_.kudos.emoji);
  work_.outbox.add(storage::errand::react(live_key(work_.outbox, star_key(win_)), where, star), now_);
  auto const key = live_key(work_.outbox, cheer_key(win_));
  auto const body = chat::to_json(win_cheered(win_.author, reached));
  auto const& in = thread_.empty() ? where.timestamp : thread_;
  work_.outbox.add(storage::errand::post(key, where.workspace, where.channel, in, body), now_);
}

void win_answers::offer_kudos(std::vector<std::string> const& teammates) {
  if (teammates.empty()) return;
  auto const body = chat::to_json(kudos_offer(teammates, win_.id));
  auto const& where = win_.said.where;
  // A command works where we are no member and can whisper to nobody.
  auto const offer = way_ == win_way::message
                         ? storage::errand::whisper(offer_key(win_), where.workspace, where.channel, thread_,
                                                    win_.author, body)
                         : storage::errand::direct(offer_key(win_), win_.workspace, win_.author, body);
  work_.outbox.add(offer, now_);
}

win_shown win_answers::show(std::string const& channel) {
  if (!win_.shared) return win_shown::to_nobody;
  if (way_ == win_way::message) return win_shown::here;
  auto const key = storage::copy_key(win_.id);
  auto const body = chat::to_json(copy());
  if (work_.outbox.revise(key, body, now_)) return win_shown::to_the_team;

  auto const answered = round();
  auto const in_thread = answered && answered->mode == recognition::standup_mode::thread;
  if (answered && !in_thread && !answered->closed_at) return win_shown::at_close;
  auto what = storage::errand::post(key, win_.workspace, channel, {}, body);
  if (answered) {
    auto const first = in_thread ? storage::prompt_key(*answered) : storage::summary_key(*answered);
    what = storage::errand::reply(key, win_.workspace, answered->channel, first, body);
  } else if (channel.empty()) {
    return win_shown::to_the_team;
  }
  // A copy that an edit took back stays away, whatever the next edit says.
  if (!work_.outbox.add(what, now_)) return win_shown::to_the_team;
  return answered && !in_thread ? win_shown::in_summary : win_shown::here;
}

void win_answers::now_shared(win_shown shown) {
  auto const key = live_key(work_.outbox, acknowledgement_key());
  auto const open = shown == win_shown::here ? win_shown::to_the_team : shown;
  work_.outbox.revise(key, chat::to_json(win_noted(win_, open, {}, {}, false)), now_);
}

void win_answers::withdraw() {
  for (auto const& family : {acknowledgement_key(), cheer_key(win_), star_key(win_)})
    work_.outbox.withdraw(live_key(work_.outbox, family), now_);
  work_.outbox.withdraw(offer_key(win_), now_);
  work_.outbox.withdraw(storage::copy_key(win_.id), now_);
}

void win_answers::tell_round() {
  if (!options_.round_changed) return;
  if (auto const answered = round(); answered && answered->closed_at)
    options_.round_changed(work_, win_.round);
}

}  // namespace huzzah::features
