#include "features/wins/replies.hpp"

#include "app/delivery/acknowledgements.hpp"
#include "app/delivery/outbox.hpp"
#include "app/people/people.hpp"

#include <fmt/format.h>

#include <array>
#include <string_view>

namespace huzzah::wins {

namespace {

/// The reactions that say "recorded" and "a round number", the best first.
constexpr std::array<std::string_view, 3> win_receipts{"sparkles", "dizzy", "ok_hand"};
constexpr std::array<std::string_view, 3> stars{"star2", "confetti_ball", "fireworks"};

std::string cheer_key(ledger::win_entry const& win) {
  return fmt::format("win-milestone:{}", win.id);
}

std::string star_key(ledger::win_entry const& win) {
  return fmt::format("win-star:{}", win.id);
}

std::string offer_key(ledger::win_entry const& win) {
  return fmt::format("win-offer:{}", win.id);
}

}  // namespace

replies::replies(store::unit_of_work& work, ledger::win_entry const& win, win_way way,
                 std::string const& thread, options const& options, base::time_point now)
    : work_(work), win_(win), way_(way), thread_(thread), options_(options), now_(now) {}

std::string replies::acknowledgement_key() const {
  return fmt::format("win-ack:{}", win_.id);
}

std::optional<question> replies::answered() {
  if (win_.round == 0) return std::nullopt;
  return options_.asked.find(work_, win_.round);
}

chat::message replies::copy() {
  auto const name_of = [this](std::string const& person) {
    return people::people(work_).name_of(win_.workspace, person);
  };
  return win_copy(win_.author, chat::inert(chat::from_markup(win_.text), name_of));
}

void replies::acknowledge(win_shown shown, std::vector<impact> const& impacts, win_milestone const& reached,
                          bool late) {
  auto const key = delivery::current_key(delivery::outbox(work_), acknowledgement_key());
  auto const emoji = delivery::receipt_emoji(win_receipts, options_.kudos.emoji);
  auto const reaction = delivery::outgoing::react(key, win_.said.where, emoji);
  if (way_ == win_way::message) {
    delivery::outbox(work_).add(reaction, now_);
  } else if (way_ == win_way::direct) {
    auto const body = chat::to_json(win_noted(win_, shown, impacts, reached, false));
    auto const note = delivery::outgoing::direct(key, win_.workspace, win_.author, body);
    // What was said is put right, however late that is.
    if (!delivery::outbox(work_).add(late ? reaction : note, now_))
      delivery::outbox(work_).revise(key, body, now_);
  }
}

void replies::cheer(win_milestone const& reached) {
  if (reached.empty() || way_ != win_way::message || is_left_out()) return;
  auto const& where = win_.said.where;
  auto const star = delivery::receipt_emoji(stars, options_.kudos.emoji);
  delivery::outbox(work_).add(
      delivery::outgoing::react(delivery::current_key(delivery::outbox(work_), star_key(win_)), where, star),
      now_);
  auto const key = delivery::current_key(delivery::outbox(work_), cheer_key(win_));
  auto const body = chat::to_json(win_cheered(win_.author, reached));
  auto const& in = thread_.empty() ? where.id : thread_;
  delivery::outbox(work_).add(delivery::outgoing::post(key, where.workspace, where.channel, in, body), now_);
}

void replies::offer_kudos(std::vector<std::string> const& teammates) {
  if (teammates.empty() || is_left_out()) return;
  auto const body = chat::to_json(kudos_offer(teammates, win_.reference));
  auto const& where = win_.said.where;
  // A command works in channels that the bot is not in, where it can't whisper.
  auto const offer = way_ == win_way::message
                         ? delivery::outgoing::whisper(offer_key(win_), where.workspace, where.channel,
                                                       thread_, win_.author, body)
                         : delivery::outgoing::direct(offer_key(win_), win_.workspace, win_.author, body);
  delivery::outbox(work_).add(offer, now_);
}

bool replies::is_left_out() {
  return people::people(work_).left_out(win_.workspace, win_.author);
}

win_shown replies::show(std::string const& channel) {
  if (!win_.shared) return win_shown::to_nobody;
  if (way_ == win_way::message) return win_shown::here;
  auto const key = ledger::copy_key(win_.id);
  auto const body = chat::to_json(copy());
  if (delivery::outbox(work_).revise(key, body, now_)) return win_shown::to_the_team;

  auto const asked = answered();
  auto const in_private = asked && asked->in_private;
  if (in_private && !asked->is_closed) return win_shown::at_close;
  auto what = delivery::outgoing::post(key, win_.workspace, channel, {}, body);
  if (asked) {
    what = delivery::outgoing::reply(key, win_.workspace, asked->channel, asked->first, body);
  } else if (channel.empty()) {
    return win_shown::to_the_team;
  }
  what.subject = {delivery::subject_kind::win, win_.id};
  // A copy that an edit took back stays away, whatever the next edit says.
  if (!delivery::outbox(work_).add(what, now_)) return win_shown::to_the_team;
  return in_private ? win_shown::in_summary : win_shown::here;
}

void replies::now_shared(win_shown shown) {
  auto const key = delivery::current_key(delivery::outbox(work_), acknowledgement_key());
  auto const open = shown == win_shown::here ? win_shown::to_the_team : shown;
  delivery::outbox(work_).revise(key, chat::to_json(win_noted(win_, open, {}, {}, false)), now_);
}

void replies::withdraw() {
  for (auto const& family : {acknowledgement_key(), cheer_key(win_), star_key(win_)})
    delivery::outbox(work_).withdraw(delivery::current_key(delivery::outbox(work_), family), now_);
  delivery::outbox(work_).withdraw(offer_key(win_), now_);
  delivery::outbox(work_).withdraw(ledger::copy_key(win_.id), now_);
}

void replies::tell_asker() {
  if (auto const asked = answered(); asked && asked->is_closed)
    options_.asked.changed(work_, asked->id, now_);
}

}  // namespace huzzah::wins
