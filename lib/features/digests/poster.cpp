#include "features/digests/poster.hpp"

#include "app/delivery/outbox.hpp"
#include "app/people/people.hpp"
#include "app/schedule/steps.hpp"
#include "base/text.hpp"
#include "features/digests/book.hpp"
#include "features/digests/command_words.hpp"
#include "features/digests/facts.hpp"
#include "features/digests/picture.hpp"
#include "features/digests/recipe.hpp"
#include "store/fingerprint.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>

namespace huzzah::digests {

namespace {

/// How late a digest may still be posted.
constexpr base::duration grace = std::chrono::hours{48};
/// How soon it is noticed that an entry of a posted digest has changed.
constexpr base::duration between_looks = std::chrono::seconds{15};
/// After an absence of more than a year, not every week is posted.
constexpr std::size_t most_missed = 60;

std::string asked_setting(std::string const& key) {
  return "now:" + key;
}

/// Whether a window ends before its digest is due, because a person asked for that.
bool is_early(settings const& digest, window const& window) {
  return next_window(digest, window.until).date == window.date;
}

/// How the keys of a digest's messages begin.
std::string outbox_key(std::string const& workspace, settings const& digest) {
  return "digest:" + workspace + ":" + base::to_lower(digest.name);
}

/// Whether there is anything to post.
bool is_posted(settings const& digest, digest_draft const& made) {
  return !made.is_empty || digest.when_empty == empty_digest::encourage;
}

std::vector<std::string> bodies_of(std::vector<chat::message> const& messages) {
  std::vector<std::string> bodies;
  bodies.reserve(messages.size());
  for (auto const& one : messages)
    bodies.push_back(chat::to_json(one));
  return bodies;
}

/// Of all that a digest shows, also in its picture.
std::string hash_of(digest_draft const& made, chat::limits const& limits) {
  std::string all = picture_in_words(made.document);
  for (auto const& body : bodies_of(chat::to_messages(made.document, limits)))
    all += body;
  return store::fingerprint(all);
}

}  // namespace

poster::poster(app::context const& with, options const& options)
    : book_ritual(book_),
      with_(with),
      began_(with.clock.now()),
      workdays_(options.workdays),
      book_(with.store, with.workspace.id(), options.configured),
      maker_(with, options.more, options.is_closed) {}

schedule::ritual_step poster::step_of(settings const& digest, calendar::local_date date) const {
  return {with_.workspace.id(), book::key_of(digest.name), "post", date};
}

awaitable<base::time_point> poster::run_rest() {
  co_await send_previews();
  auto const done = co_await make_again();
  co_return done ? base::time_point::max() : with_.clock.now() + schedule::before_next_try;
}

awaitable<base::time_point> poster::run(entry one) {
  auto const now = with_.clock.now();
  auto const next = next_window(one.settings, now).until;
  if (one.notes.off) co_return next;
  auto const key = book::key_of(one.settings.name);
  auto const last = last_window(one.settings, now).date;
  if (auto const known = settled_.find(key); known != settled_.end() && known->second == last) co_return next;
  auto open = co_await open_windows(one);
  if (!open) {
    spdlog::error("what is due of the digest \"{}\" can't be read, trying again: {}", one.settings.name,
                  to_string(open.error()));
    co_return now + schedule::before_next_try;
  }
  for (auto const& window : *open) {
    auto settled = false;
    if (now - window.until > grace)
      settled = co_await give_up(one, window, "it is more than 48 hours late", {});
    else
      settled = co_await post(one, window);
    if (!settled) co_return now + schedule::before_next_try;
  }
  settled_[key] = last;
  co_return next;
}

awaitable<result<poster::windows>> poster::open_windows(entry const& one) {
  auto unit = [this, one, now = with_.clock.now()](store::unit_of_work& work) {
    auto const key = book::key_of(one.settings.name);
    auto const since = schedule::due_since(work, with_.workspace.id(), one, began_);
    auto const told =
        early_post::read(people::people(work).setting(with_.workspace.id(), "", early_post::setting(key)));
    auto const is_open = [&](window const& window) {
      return !schedule::rituals(work).outcome(step_of(one.settings, window.date));
    };
    windows open;
    for (auto window = last_window(one.settings, now);
         window.until > since && open.size() < most_missed && is_open(window);
         window = last_window(one.settings, window.from))
      open.push_back(with_late(work, one.settings, without_told(one.settings, window, told)));
    std::reverse(open.begin(), open.end());
    auto const asked =
        early_post::read(people::people(work).setting(with_.workspace.id(), "", asked_setting(key)));
    auto running = next_window(one.settings, now);
    if (asked && asked->date == running.date && asked->until > store::restored_at(work) && is_open(running)) {
      running = without_told(one.settings, running, told);
      running.until = asked->until;
      open.push_back(with_late(work, one.settings, running));
    }
    return open;
  };
  return with_.store.write(std::move(unit));
}

window poster::with_late(store::connection& work, settings const& digest, window window) const {
  // The one before ended at `from`, or was due later and posted early.
  for (auto const& before : {last_window(digest, window.from), next_window(digest, window.from)})
    if (auto const at = schedule::rituals(work).settled_at(step_of(digest, before.date)))
      window.late_since = std::max(window.late_since.value_or(*at), *at);
  return window;
}

awaitable<bool> poster::post(entry const& one, window window) {
  auto const& digest = one.settings;
  auto const found = co_await schedule::find_place(with_.workspace, digest.channel);
  if (auto const* failed = std::get_if<error>(&found)) {
    spdlog::warn("the digest \"{}\" waits, for its channel can't be looked up: {}", digest.name,
                 to_string(*failed));
    co_return false;
  }
  if (auto const* trouble = std::get_if<schedule::channel_trouble>(&found)) {
    co_return co_await give_up(one, window, in_words(*trouble, digest.channel), *trouble);
  }
  auto const* channel = std::get_if<chat::channel_facts>(&found);
  if (with_.past.keeps(channel->id, window.until)) co_return false;

  auto const posted = co_await post_to(channel->id, digest, window);
  if (!posted)
    spdlog::error("the digest \"{}\" can't be posted, trying again: {}", digest.name,
                  to_string(posted.error()));
  co_return posted.has_value();
}

awaitable<result<posting>> poster::post_to(std::string channel, settings const& digest, window window) {
  auto made = co_await draft(digest, window, channel);
  if (!made) co_return std::move(made).error();
  std::vector<chat::message> messages;
  delivery::posting shown;
  if (is_posted(digest, *made)) {
    shown.file = co_await maker_.picture(digest, made->document);
    messages = chat::to_messages(made->document, with_.workspace.limits(), shown.file);
  }
  shown.workspace = with_.workspace.id();
  shown.channel = channel;
  shown.recipe = recipe_kind;
  shown.argument = recipe(digest, window).written();
  shown.hash = hash_of(*made, with_.workspace.limits());
  shown.entries = made->entries;
  auto const first = outbox_key(with_.workspace.id(), digest) + "@" + calendar::to_string(window.date);
  for (std::size_t i = 0; i < messages.size(); ++i)
    shown.keys.push_back(i == 0 ? first : fmt::format("{}:{}", first, i + 1));
  auto unit = [&, now = with_.clock.now()](store::unit_of_work& work) {
    posting posting;
    posting.was_settled = !schedule::rituals(work).begin(step_of(digest, window.date), now);
    if (posting.was_settled) return posting;
    auto const key = book::key_of(digest.name);
    if (!messages.empty()) delivery::postings(work).add(shown, bodies_of(messages), now);
    posting.keys = shown.keys;
    for (auto const& [person, name] : made->learned)
      people::people(work).upsert(with_.workspace.id(), person, name, "");
    if (is_early(digest, window))
      people::people(work).set_setting(with_.workspace.id(), "", early_post::setting(key),
                                       early_post(window.date, window.until).written());
    return posting;
  };
  co_return co_await with_.store.write(std::move(unit));
}

awaitable<result<posting>> poster::post_by_hand(book::entry const& one, window window) {
  auto const channel = co_await with_.workspace.find_channel(one.settings.channel);
  if (!channel) co_return channel.error();
  auto unit = [this, &settings = one.settings, window](store::reader& from) {
    auto const key = book::key_of(settings.name);
    auto const told =
        early_post::read(people::people(from).setting(with_.workspace.id(), "", early_post::setting(key)));
    return with_late(from, settings, without_told(settings, window, told));
  };
  auto const untold = co_await with_.store.read(std::move(unit));
  if (!untold) co_return untold.error();
  co_return co_await post_to(channel->id, one.settings, *untold);
}

awaitable<bool> poster::give_up(entry const& one, window window, std::string why,
                                std::optional<schedule::channel_trouble> trouble) {
  auto const key = book::key_of(one.settings.name);
  auto unit = [&, now = with_.clock.now()](store::unit_of_work& work) {
    if (is_early(one.settings, window)) {
      // Only the early post is given up: the regular one is yet to come.
      people::people(work).set_setting(with_.workspace.id(), "", asked_setting(key), "");
      return true;
    }
    if (!schedule::rituals(work).skip(step_of(one.settings, window.date), now, why)) return false;
    if (!trouble || one.notes.set_up_by.empty()) return true;
    // Once for each time that it was set up.
    auto const note = fmt::format("{}:blocked@{}", outbox_key(with_.workspace.id(), one.settings),
                                  one.notes.since.time_since_epoch().count());
    delivery::outbox(work).add(
        delivery::outgoing::direct(note, with_.workspace.id(), one.notes.set_up_by,
                                   chat::to_json(schedule::could_not_happen(
                                       kind_of_digests, one.settings.name, *trouble, one.settings.channel))),
        now);
    return true;
  };
  auto skipped = co_await with_.store.write(std::move(unit));
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

awaitable<result<digest_draft>> poster::draft(settings const& digest, window window, std::string channel,
                                              std::set<std::int64_t> const* only) {
  calendar::workdays team;
  if (workdays_) {
    auto const known = co_await workdays_();
    if (!known) co_return known.error();
    team = *known;
  }
  co_return co_await maker_.draft(digest, window, std::move(channel), std::move(team), only);
}

awaitable<result<digest_draft>> poster::draft_of_now(settings const& digest, std::string channel) {
  auto const now = with_.clock.now();
  auto unit = [this, &digest, now](store::reader& from) {
    auto const key = book::key_of(digest.name);
    auto const told =
        early_post::read(people::people(from).setting(with_.workspace.id(), "", early_post::setting(key)));
    auto window = next_window(digest, now);
    // After an early post, the rest of that week belongs to the next digest.
    if (told && told->date == window.date)
      window.from = told->until;
    else
      window = without_told(digest, window, told);
    window.until = now;
    return with_late(from, digest, window);
  };
  auto const window = co_await with_.store.read(std::move(unit));
  if (!window) co_return window.error();
  co_return co_await draft(digest, *window, std::move(channel));
}

awaitable<result<poster::early>> poster::post_early(settings const& digest) {
  auto const key = book::key_of(digest.name);
  auto unit = [this, digest, key, now = with_.clock.now()](store::unit_of_work& work) {
    auto const date = next_window(digest, now).date;
    if (schedule::rituals(work).outcome(step_of(digest, date))) return early::was_posted;
    people::people(work).set_setting(with_.workspace.id(), "", asked_setting(key),
                                     early_post(date, now).written());
    return early::comes;
  };
  auto done = co_await with_.store.write(std::move(unit));
  settled_.erase(key);
  co_return done;
}

awaitable<> poster::send_previews() {
  auto const previews = std::exchange(previews_, {});
  for (auto const& one : previews) {
    auto const picture = co_await maker_.picture(one.digest, one.document);
    auto messages = one.more;
    if (!picture.empty())
      messages.insert(messages.begin(), picture_alone(picture, picture_in_words(one.document)));
    auto unit = [&, now = with_.clock.now()](store::unit_of_work& work) {
      for (std::size_t i = 0; i < messages.size(); ++i)
        delivery::outbox(work).add(
            delivery::outgoing::direct(fmt::format("{}:{}", one.key, i), with_.workspace.id(), one.person,
                                       chat::to_json(messages[i])),
            now);
    };
    auto written = co_await with_.store.write(std::move(unit));
    if (!written) spdlog::error("a preview can't be sent: {}", to_string(written.error()));
  }
}

awaitable<> poster::watch() {
  for (;;) {
    co_await with_.clock.sleep_for(between_looks);
    auto look = [in = with_.workspace.id()](store::reader& from) {
      return delivery::postings(from).is_any_dirty(in, recipe_kind);
    };
    auto const found = co_await with_.store.read(std::move(look));
    if (found && *found) with_.rituals_changed();
  }
}

awaitable<bool> poster::make_again() {
  auto look = [in = with_.workspace.id()](store::reader& from) {
    return delivery::postings(from).dirty(in, recipe_kind);
  };
  auto found = co_await with_.store.read(std::move(look));
  if (!found) {
    spdlog::error("which digests have changed can't be read, trying again: {}", to_string(found.error()));
    co_return false;
  }
  auto all_done = true;
  for (auto& one : *found) {
    auto const done = co_await make_again(std::move(one));
    if (done) continue;
    spdlog::warn("a posted digest can't be made again, trying again: {}", to_string(done.error()));
    all_done = false;
  }
  co_return all_done;
}

awaitable<result<>> poster::make_again(delivery::posting one) {
  auto known = recipe::read(one.argument);
  if (!known) {
    spdlog::error("the posted digest {} stays as it is, for its recipe can't be read", one.keys.front());
    auto leave = [&](store::unit_of_work& work) { delivery::postings(work).clean(one); };
    auto const left = co_await with_.store.write(std::move(leave));
    if (!left) co_return left.error();
    co_return result<>();
  }
  // While the platform doesn't answer, the channel would seem to have no readers.
  auto const found = co_await schedule::find_place(with_.workspace, one.channel);
  if (auto const* failed = std::get_if<error>(&found)) co_return *failed;
  auto made = co_await draft(known->digest, known->window, one.channel, &one.entries);
  if (!made) co_return std::move(made).error();
  auto const& limits = with_.workspace.limits();
  auto const hash = hash_of(*made, limits);
  std::vector<std::string> bodies;
  std::string file;
  if (hash != one.hash && is_posted(known->digest, *made)) {
    file = co_await maker_.picture(known->digest, made->document);
    bodies = bodies_of(chat::to_messages(made->document, limits, file));
    if (bodies.size() > one.keys.size()) {
      // A message of its own must not call again those who were called before.
      known->digest.ping = false;
      auto quiet = co_await draft(known->digest, known->window, one.channel, &one.entries);
      if (!quiet) co_return std::move(quiet).error();
      bodies = bodies_of(chat::to_messages(quiet->document, limits, file));
    }
  }
  auto unit = [&, now = with_.clock.now()](store::unit_of_work& work) {
    if (hash == one.hash)
      delivery::postings(work).clean(one);
    else
      delivery::postings(work).show(one, bodies, file, hash, now);
  };
  auto const written = co_await with_.store.write(std::move(unit));
  if (!written) co_return written.error();
  if (hash != one.hash && !one.file.empty()) with_.files_changed();
  co_return result<>();
}

void poster::add_upcoming(entry const& one, std::vector<schedule::upcoming>& to) const {
  if (!one.notes.off)
    to.push_back({"Digest " + one.settings.name, next_window(one.settings, with_.clock.now()).until});
}

}  // namespace huzzah::digests
