#include "app/history/catch_up_blocks.hpp"

#include <algorithm>

namespace huzzah::history {

namespace {

/// At least so many messages from before the first block are looked at, where there are so many: threads
/// begin there.
constexpr std::size_t enough_older = 100;

bool is_before(chat::past_message const& one, chat::past_message const& other) {
  return one.where.id < other.where.id;
}

}  // namespace

catch_up_blocks::catch_up_blocks(page_reader read, chat::history const& history,
                                 chat::channel_facts const& channel, base::time_point from,
                                 std::optional<base::time_point> until, catch_up_options const& options)
    : read_(std::move(read)),
      history_(history),
      channel_(channel),
      from_(history.id_at(from)),
      until_(until ? history.id_at(*until) : std::string()),
      options_(options) {}

chat::past_query catch_up_blocks::query() const {
  chat::past_query wanted;
  wanted.channel = channel_.id;
  wanted.kind = channel_.kind;
  wanted.before = until_;
  wanted.limit = options_.page_size;
  return wanted;
}

awaitable<result<std::optional<catch_up_block>>> catch_up_blocks::next() {
  if (has_begun_ && later_.empty()) co_return std::optional<catch_up_block>();
  auto block = result<catch_up_block>(catch_up_block());
  if (has_begun_)
    block = co_await following();
  else
    block = co_await first();
  if (!block) co_return block.error();
  has_begun_ = true;
  std::sort(block->messages.begin(), block->messages.end(), is_before);
  std::sort(block->older.begin(), block->older.end(), is_before);
  block->is_last = later_.empty();
  // What was said after the newest page was read is not in it.
  if (block->is_last)
    block->to = until_.empty() ? history_.id_at(as_of_) : until_;
  else
    block->to = block->messages.empty() ? block->from : block->messages.back().where.id;
  done_ = block->to;
  co_return std::optional<catch_up_block>(std::move(*block));
}

awaitable<result<catch_up_block>> catch_up_blocks::first() {
  catch_up_block block;
  block.from = from_;
  auto wanted = query();
  std::size_t kept = 0;
  for (auto is_newest = true;; is_newest = false) {
    auto asked = wanted;
    auto page = co_await read_(std::move(asked));
    if (!page) co_return page.error();
    if (is_newest) as_of_ = page->as_of;
    if (kept == options_.pages_at_once && block.older.empty() && !block.messages.empty()) {
      auto const oldest = std::min_element(block.messages.begin(), block.messages.end(), is_before);
      later_.push_back(oldest->where.id);
      block.messages.clear();
      kept = 0;
    }
    // Of all its pages the one that was read first knows least.
    if (kept++ == 0) block.as_of = page->as_of;
    for (auto& one : page->messages)
      (one.where.id < from_ ? block.older : block.messages).push_back(std::move(one));
    wanted.cursor = std::move(page->next);
    if (wanted.cursor.empty() || block.older.size() >= enough_older) break;
  }
  co_return block;
}

awaitable<result<catch_up_block>> catch_up_blocks::following() {
  catch_up_block block;
  block.from = done_;
  auto wanted = query();
  // What was said at the very end of the block before is in that one.
  wanted.after = done_;
  auto later = later_;
  later.pop_back();
  if (!later.empty()) wanted.before = later.back();
  for (;;) {
    auto asked = wanted;
    auto page = co_await read_(std::move(asked));
    if (!page) co_return page.error();
    if (wanted.cursor.empty()) block.as_of = page->as_of;
    std::move(page->messages.begin(), page->messages.end(), std::back_inserter(block.messages));
    wanted.cursor = std::move(page->next);
    if (wanted.cursor.empty()) break;
  }
  later_ = std::move(later);
  as_of_ = block.as_of;
  co_return block;
}

}  // namespace huzzah::history
