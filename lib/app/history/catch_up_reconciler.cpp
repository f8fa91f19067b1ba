#include "app/history/catch_up_reconciler.hpp"
#include "app/ledger/recorded_messages.hpp"

#include <boost/asio/post.hpp>

#include <algorithm>

namespace huzzah::history {

namespace {

chat::event as_event(chat::message_posted said, std::optional<base::time_point> edited_at) {
  if (!edited_at) return said;
  chat::message_edited edited;
  edited.where = std::move(said.where);
  edited.author = std::move(said.author);
  edited.text = std::move(said.text);
  edited.thread = std::move(said.thread);
  edited.channel = said.channel;
  edited.posted_at = said.at;
  edited.edited_at = *edited_at;
  edited.is_past = true;
  return edited;
}

bool has(std::vector<chat::past_reaction> const& all, std::string const& person, std::string const& emoji) {
  return std::any_of(all.begin(), all.end(), [&](chat::past_reaction const& one) {
    return one.emoji == emoji && std::find(one.people.begin(), one.people.end(), person) != one.people.end();
  });
}

}  // namespace

catch_up_reconciler::catch_up_reconciler(store::store& store, asking ask, handler handle,
                                         chat::channel_facts const& channel, std::string workspace,
                                         base::time_point gap_from, std::set<std::string> threads)
    : store_(store),
      ask_(std::move(ask)),
      handle_(std::move(handle)),
      channel_(channel),
      workspace_(std::move(workspace)),
      gap_from_(gap_from),
      threads_(std::move(threads)) {}

awaitable<result<>> catch_up_reconciler::load(std::string from, std::string to) {
  auto query = [this, &from, &to](store::reader& on) {
    return ledger::recorded(on, workspace_, channel_.id, from, to);
  };
  auto known = co_await store_.read(std::move(query));
  if (!known) co_return known.error();
  recorded_.clear();
  seen_.clear();
  for (auto& one : *known)
    if (one.id != done_) recorded_.emplace(one.id, std::move(one));
  co_return result<>();
}

awaitable<result<>> catch_up_reconciler::settle(chat::message_ref where, base::time_point now) {
  auto const loaded = co_await load(where.id, where.id);
  if (!loaded) co_return loaded.error();
  oldest_there_ = where.id;
  co_return co_await look_for(std::move(where), now);
}

awaitable<result<>> catch_up_reconciler::settle(catch_up_block block) {
  auto const loaded = co_await load(block.from, block.to);
  if (!loaded) co_return loaded.error();

  auto const first_there = block.older.empty() ? block.messages.begin() : block.older.begin();
  if (oldest_there_.empty() && (!block.older.empty() || !block.messages.empty()))
    oldest_there_ = first_there->where.id;
  auto threads = std::exchange(threads_, {});
  for (auto const* part : {&block.older, &block.messages})
    for (auto const& one : *part)
      if (one.has_replies && (one.latest_reply.empty() || one.latest_reply >= block.from))
        threads.insert(one.where.id);

  for (auto& one : block.messages) {
    auto const done = co_await take(std::move(one), block.as_of);
    if (!done) co_return done.error();
  }
  for (auto const& first : threads) {
    auto const done = co_await take_thread(first, block.from);
    if (!done) co_return done.error();
  }
  for (auto const& [id, known_of_it] : recorded_) {
    if (seen_.contains(id)) continue;
    auto const done = co_await look_for(chat::message_ref(workspace_, channel_.id, id), block.as_of);
    if (!done) co_return done.error();
  }
  done_ = block.to;
  co_return result<>();
}

awaitable<result<>> catch_up_reconciler::take(chat::past_message past, base::time_point as_of) {
  // Whatever happens at this moment goes first.
  co_await asio::post(base::use_tuple);
  ++messages_;
  seen_.insert(past.where.id);
  if (past.is_gone) co_return co_await bury(past.where, as_of);
  if (past.said) {
    auto event = as_event(*past.said, past.edited_at);
    auto const done = co_await handle_(std::move(event));
    if (!done) co_return done.error();
  }
  co_return co_await take_reactions(past, as_of);
}

awaitable<result<>> catch_up_reconciler::take_reactions(chat::past_message const& past,
                                                        base::time_point as_of) {
  auto reactions = past.reactions;
  if (!past.has_all_reactions) {
    auto all = co_await ask_.reactions(past.where);
    if (!all) co_return all.error();
    reactions = std::move(*all);
  }
  chat::reaction_changed change;
  change.where = past.where;
  change.author = past.author;
  change.at = std::max(past.at, gap_from_);
  change.seen_at = as_of;
  change.message_at = past.at;
  for (auto const& one : reactions)
    for (auto const& person : one.people) {
      change.emoji = one.emoji;
      change.person = person;
      auto event = chat::event(change);
      auto const done = co_await handle_(std::move(event));
      if (!done) co_return done.error();
    }
  auto const known = recorded_.find(past.where.id);
  if (known == recorded_.end()) co_return result<>();
  change.added = false;
  for (auto const& [person, emoji] : known->second.reactions) {
    if (has(reactions, person, emoji)) continue;
    change.person = person;
    change.emoji = emoji;
    auto event = chat::event(change);
    auto const done = co_await handle_(std::move(event));
    if (!done) co_return done.error();
  }
  co_return result<>();
}

awaitable<result<>> catch_up_reconciler::take_thread(std::string first, std::string after) {
  chat::past_query wanted;
  wanted.channel = channel_.id;
  wanted.kind = channel_.kind;
  wanted.thread = std::move(first);
  wanted.after = std::move(after);
  do {
    auto asked = wanted;
    auto page = co_await ask_.page(std::move(asked));
    if (!page) co_return page.error();
    for (auto& one : page->messages) {
      auto const done = co_await take(std::move(one), page->as_of);
      if (!done) co_return done.error();
    }
    wanted.cursor = std::move(page->next);
  } while (!wanted.cursor.empty());
  co_return result<>();
}

awaitable<result<>> catch_up_reconciler::look_for(chat::message_ref where, base::time_point as_of) {
  auto found = co_await ask_.message(where);
  if (!found) co_return found.error();
  if (!found->messages.empty()) co_return co_await take(std::move(found->messages.front()), found->as_of);
  // Where the platform keeps the past for a while only, what it has forgotten is not what people deleted.
  if (oldest_there_.empty() || where.id < oldest_there_) co_return result<>();
  co_return co_await bury(std::move(where), as_of);
}

awaitable<result<>> catch_up_reconciler::bury(chat::message_ref where, base::time_point as_of) {
  if (!recorded_.contains(where.id)) co_return result<>();
  chat::message_deleted gone;
  gone.where = std::move(where);
  gone.at = as_of;
  auto event = chat::event(std::move(gone));
  co_return co_await handle_(std::move(event));
}

}  // namespace huzzah::history
