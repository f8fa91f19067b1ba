// A channel's past, oldest first and in pieces that fit into memory. The platform gives it newest first.
#pragma once

#include "app/history/catch_up_options.hpp"
#include "base/async.hpp"
#include "base/error.hpp"
#include "chat/directory.hpp"
#include "chat/history.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace huzzah::history {

/// A piece of a channel's past without a hole in it.
class catch_up_block {
 public:
  std::vector<chat::past_message> messages;  ///< oldest first
  std::vector<chat::past_message> older;     ///< of the first block: a few from before it, oldest first
  std::string from;                          ///< ids between which nothing is left out; both included
  std::string to;
  base::time_point as_of;  ///< what happened before it is in the block
  bool is_last = false;
};

/// Reads pages, waiting and asking again as long as there is hope; any failure of it is final.
using page_reader = std::function<awaitable<result<chat::past_page>>(chat::past_query)>;

/// The blocks of one channel from a moment up to another one, or to the present. I/O thread only; what is
/// passed in must outlive it.
class catch_up_blocks {
 public:
  catch_up_blocks(page_reader read, chat::history const& history, chat::channel_facts const& channel,
                  base::time_point from, std::optional<base::time_point> until,
                  catch_up_options const& options);

  /// The next block; nothing after the last one.
  awaitable<result<std::optional<catch_up_block>>> next();

 private:
  /// Goes back page by page until the beginning is reached, and keeps what is oldest. Where the others
  /// begin is remembered, so that each is read once more and no more.
  awaitable<result<catch_up_block>> first();
  awaitable<result<catch_up_block>> following();
  chat::past_query query() const;

  page_reader read_;
  chat::history const& history_;
  chat::channel_facts const& channel_;
  std::string from_;
  std::string until_;  ///< empty: the present
  catch_up_options const& options_;
  bool has_begun_ = false;
  std::vector<std::string> later_;  ///< the first ids of the blocks to come, the next one last
  std::string done_;                ///< up to there all was given
  base::time_point as_of_;          ///< of the newest page
};

}  // namespace huzzah::history
