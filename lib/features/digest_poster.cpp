#include "features/digest_poster.hpp"

#include "features/digest_command_words.hpp"
#include "features/digest_facts.hpp"
#include "recognition/digest_render.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>

namespace huzzah::features {

namespace {

using recognition::digest_settings;
using recognition::digest_window;

/// How late a digest may still be posted.
constexpr base::duration grace = std::chrono::hours{48};
/// Whoever was away for longer than a year is not told of every week.
constexpr std::size_t most_missed = 60;

std::string asked_setting(std::string const& key) {
  return "now:" + key;
}

/// Whether a window ends before its digest is due, by somebody's wish.
bool is_early(digest_settings const& digest, digest_window const& window) {
  return recognition::next_window(digest, window.until).date == window.date;
}

std::string outbox_key(std::string const& key, calendar::local_date date) {
  return key + "@" + calendar::to_string(date);
}

}  // namespace

digest_poster::digest_poster(storage::store& store, chat::workspace& workspace, base::clock& clock,
                             ritual_options const& configured, past_first past)
    : store_(store),
      workspace_(workspace),
      clock_(clock),
      past_(std::move(past)),
      began_(clock.now()),
      standups_(configured.standups),
      book_(store, workspace.id(), configured.digests),
      maker_(store, workspace) {}

storage::ritual_step digest_poster::step_of(digest_settings const& digest, calendar::local_date date) const {
  return {workspace_.id(), digest_book::key_of(digest.name), "post", date};
}

awaitable<base::time_point> digest_poster::run_due() {
  auto const now = clock_.now();
  auto loaded = co_await book_.load();
  if (!loaded) {
    spdlog::error("the digests can't be read, trying again: {}", to_string(loaded.error()));
    co_return now + before_next_try;
  }
  auto next = base::time_point::max();
  auto const known = book_.all();  // a command may change them meanwhile
  for (auto const& one : known) {
    auto const again = co_await run(one);
    next = std::min(next, again);
  }
  co_await send_previews();
  co_return next;
}

awaitable<base::time_point> digest_poster::run(entry const& one) {
  auto const now = clock_.now();
  auto const next = recognition::next_window(one.settings, now).until;
  if (one.notes.off) co_return next;
  auto const key = digest_book::key_of(one.settings.name);
  auto const last = recognition::last_window(one.settings, now).date;
  if (auto const known = settled_.find(key); known != settled_.end() && known->second == last) co_return next;
  auto open = co_await open_windows(one);
  if (!open) {
    spdlog::error("what is due of the digest \"{}\" can't be read, trying again: {}", one.settings.name,
                  to_string(open.error()));
    co_return now + before_next_try;
  }
  for (auto const& window : *open) {
    auto settled = false;
    if (now - window.until > grace)
      settled = co_await give_up(one, window, "it is more than 48 hours late", {});
    else if (!past_.keeps(window.until))
      settled = co_await post(one, window);
    if (!settled) co_return now + before_next_try;
  }
  settled_[key] = last;
  co_return next;
}

awaitable<result<digest_poster::windows>> digest_poster::open_windows(entry const& one) {
  auto unit = [this, one, now = clock_.now()](storage::unit_of_work& work) {
    auto const key = digest_book::key_of(one.settings.name);
    auto since = work.rituals.known_since(workspace_.id(), key, began_);
    // One that was set up here is known since then, though nobody may have looked before it was due.
    since = one.from_chat ? one.notes.since : std::max(since, one.notes.since);
    auto const restored = work.rituals.restored_at();
    since = std::max(since, restored);
    auto const told = told_early::read(work.people.setting(workspace_.id(), "", told_early::setting(key)));
    auto const is_open = [&](digest_window const& window) {
      return !work.rituals.outcome(step_of(one.settings, window.date));
    };
    windows open;
    for (auto window = recognition::last_window(one.settings, now);
         window.until > since && open.size() < most_missed && is_open(window);
         window = recognition::last_window(one.settings, window.from))
      open.push_back(without_told(one.settings, window, told));
    std::reverse(open.begin(), open.end());
    auto const asked = told_early::read(work.people.setting(workspace_.id(), "", asked_setting(key)));
    auto running = recognition::next_window(one.settings, now);
    if (asked && asked->date == running.date && asked->until > restored && is_open(running)) {
      running = without_told(one.settings, running, told);
      running.until = asked->until;
      open.push_back(running);
    }
    return open;
  };
  return store_.write(std::move(unit));
}

awaitable<bool> digest_poster::post(entry const& one, digest_window window) {
  auto const& digest = one.settings;
  auto channel = co_await workspace_.find_channel(digest.channel);
  if (!channel && channel.error().code != errc::not_found) {
    spdlog::warn("the digest \"{}\" waits, for its channel can't be looked up: {}", digest.name,
                 to_string(channel.error()));
    co_return false;
  }
  auto const blocked = channel ? why_blocked(*channel) : channel.error().detail;
  if (!blocked.empty()) co_return co_await give_up(one, window, blocked, blocked);

  auto const posted = co_await post_to(channel->id, digest, window);
  if (!posted)
    spdlog::error("the digest \"{}\" can't be posted, trying again: {}", digest.name,
                  to_string(posted.error()));
  co_return posted.has_value();
}

awaitable<result<digest_posting>> digest_poster::post_to(std::string channel, digest_settings const& digest,
                                                         digest_window window) {
  auto made = co_await draft(digest, window, channel);
  if (!made) co_return std::move(made).error();
  std::vector<chat::message> messages;
  if (!made->is_empty || digest.when_empty == recognition::empty_digest::encourage) {
    auto const picture = co_await maker_.picture(digest, made->document);
    messages = recognition::to_messages(made->document, picture);
  }
  auto unit = [&, now = clock_.now()](storage::unit_of_work& work) {
    digest_posting posting;
    posting.was_settled = !work.rituals.begin(step_of(digest, window.date), now);
    if (posting.was_settled) return posting;
    auto const key = digest_book::key_of(digest.name);
    auto const first = outbox_key(key, window.date);
    for (std::size_t i = 0; i < messages.size(); ++i) {
      auto body = chat::to_json(messages[i]);
      auto const errand = i == 0 ? storage::errand::post(first, workspace_.id(), channel, "", std::move(body))
                                 : storage::errand::reply(fmt::format("{}:{}", first, i + 1), workspace_.id(),
                                                          channel, first, std::move(body));
      work.outbox.add(errand, now);
      posting.keys.push_back(errand.key);
    }
    for (auto const& [person, name] : made->learned)
      work.people.upsert(workspace_.id(), person, name, "");
    if (is_early(digest, window))
      work.people.set_setting(workspace_.id(), "", told_early::setting(key),
                              told_early(window.date, window.until).written());
    return posting;
  };
  co_return co_await store_.write(std::move(unit));
}

awaitable<result<digest_posting>> digest_poster::post_by_hand(digest_book::entry const& one,
                                                              digest_window window) {
  auto const channel = co_await workspace_.find_channel(one.settings.channel);
  if (!channel) co_return channel.error();
  auto unit = [this, key = digest_book::key_of(one.settings.name)](storage::unit_of_work& work) {
    return work.people.setting(workspace_.id(), "", told_early::setting(key));
  };
  auto told = co_await store_.write(std::move(unit));
  if (!told) co_return std::move(told).error();
  auto const untold = without_told(one.settings, window, told_early::read(*told));
  co_return co_await post_to(channel->id, one.settings, untold);
}

awaitable<bool> digest_poster::give_up(entry const& one, digest_window window, std::string why,
                                       std::string to_whom_set_it_up) {
  auto const key = digest_book::key_of(one.settings.name);
  auto unit = [&, now = clock_.now()](storage::unit_of_work& work) {
    if (is_early(one.settings, window)) {
      // The wish alone is given up: the day on which it is due is yet to come.
      work.people.set_setting(workspace_.id(), "", asked_setting(key), "");
      return true;
    }
    if (!work.rituals.skip(step_of(one.settings, window.date), now, why)) return false;
    if (to_whom_set_it_up.empty() || one.notes.set_up_by.empty()) return true;
    // Once for each time that it was set up.
    auto const note = fmt::format("{}:blocked@{}", key, one.notes.since.time_since_epoch().count());
    work.outbox.add(
        storage::errand::direct(note, workspace_.id(), one.notes.set_up_by,
                                chat::to_json(digest_is_blocked(one.settings, to_whom_set_it_up))),
        now);
    return true;
  };
  auto skipped = co_await store_.write(std::move(unit));
  if (!skipped) {
    spdlog::error("the digest \"{}\" can't be skipped, trying again: {}", one.settings.name,
                  to_string(skipped.error()));
    co_return false;
  }
  if (*skipped)
    spdlog::warn("the digest \"{}\" of {} is skipped: {}", one.settings.name,
                 calendar::to_string(window.date), why);
  co_return true;
}

awaitable<result<digest_draft>> digest_poster::draft(digest_settings const& digest, digest_window window,
                                                     std::string channel) {
  // Those that chat has set up work on their own days, too.
  standup_book standups(store_, workspace_.id(), standups_);
  auto loaded = co_await standups.load();
  if (!loaded) co_return std::move(loaded).error();
  std::vector<recognition::standup_settings> teams;
  for (auto const& one : standups.all())
    teams.push_back(one.settings);
  co_return co_await maker_.draft(digest, window, std::move(channel), std::move(teams));
}

awaitable<result<digest_draft>> digest_poster::draft_of_now(digest_settings const& digest,
                                                            std::string channel) {
  auto const now = clock_.now();
  auto window = recognition::next_window(digest, now);
  auto unit = [this, key = digest_book::key_of(digest.name)](storage::unit_of_work& work) {
    return work.people.setting(workspace_.id(), "", told_early::setting(key));
  };
  auto told = co_await store_.write(std::move(unit));
  if (!told) co_return std::move(told).error();
  auto const before = told_early::read(*told);
  // Of a week that was told early, the rest belongs to the next one.
  if (before && before->date == window.date)
    window.from = before->until;
  else
    window = without_told(digest, window, before);
  window.until = now;
  co_return co_await draft(digest, window, std::move(channel));
}

awaitable<result<digest_poster::early>> digest_poster::post_early(digest_settings const& digest) {
  auto const key = digest_book::key_of(digest.name);
  auto unit = [this, digest, key, now = clock_.now()](storage::unit_of_work& work) {
    auto const date = recognition::next_window(digest, now).date;
    if (work.rituals.outcome(step_of(digest, date))) return early::was_posted;
    work.people.set_setting(workspace_.id(), "", asked_setting(key), told_early(date, now).written());
    return early::comes;
  };
  auto done = co_await store_.write(std::move(unit));
  settled_.erase(key);
  co_return done;
}

awaitable<> digest_poster::send_previews() {
  auto const previews = std::exchange(previews_, {});
  for (auto const& one : previews) {
    auto const picture = co_await maker_.picture(one.digest, one.document);
    auto messages = one.more;
    if (!picture.empty())
      messages.insert(messages.begin(), picture_alone(picture, recognition::picture_in_words(one.document)));
    auto unit = [&, now = clock_.now()](storage::unit_of_work& work) {
      for (std::size_t i = 0; i < messages.size(); ++i)
        work.outbox.add(storage::errand::direct(fmt::format("{}:{}", one.key, i), workspace_.id(), one.person,
                                                chat::to_json(messages[i])),
                        now);
    };
    auto written = co_await store_.write(std::move(unit));
    if (!written) spdlog::error("a preview can't be sent: {}", to_string(written.error()));
  }
}

std::vector<upcoming> digest_poster::coming_up() const {
  std::vector<upcoming> all;
  for (auto const& one : book_.all()) {
    if (one.notes.off) continue;
    upcoming next;
    next.what = "Digest " + one.settings.name;
    next.at = recognition::next_window(one.settings, clock_.now()).until;
    all.push_back(std::move(next));
  }
  std::stable_sort(all.begin(), all.end(), [](auto const& a, auto const& b) { return a.at < b.at; });
  return all;
}

}  // namespace huzzah::features
