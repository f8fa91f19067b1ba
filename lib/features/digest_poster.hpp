// Posts digests when they are due, once each.
#pragma once

#include "base/clock.hpp"
#include "features/digest_maker.hpp"
#include "features/feature_options.hpp"
#include "features/past_first.hpp"
#include "features/ritual.hpp"
#include "features/ritual_book.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace huzzah::features {

/// What the poster does for a preview that has been shown: the rest of it goes to the person who asked.
class digest_preview {
 public:
  std::string key;     ///< unique, of the outbox
  std::string person;  ///< who asked
  recognition::digest_settings digest;
  recognition::digest_document document;
  std::vector<chat::message> more;  ///< the messages that would go to the thread
};

/// What became of a digest that somebody wanted posted at once.
class digest_posting {
 public:
  bool was_settled = false;       ///< it had been posted, or skipped, before
  std::vector<std::string> keys;  ///< of its errands in the outbox; none where there is nothing to say
};

/// Keeps the digests of a workspace. I/O thread only; what is passed in must outlive it.
class digest_poster {
 public:
  digest_poster(storage::store& store, chat::workspace& workspace, base::clock& clock,
                ritual_options const& configured, past_first past = {});

  /// See ritual.
  awaitable<base::time_point> run_due();
  std::vector<upcoming> coming_up() const;

  digest_book& book() { return book_; }

  /// What the digest would say if it were posted now.
  awaitable<result<digest_draft>> draft_of_now(recognition::digest_settings const& digest,
                                               std::string channel);
  /// What becomes of a wish to have it posted now.
  enum class early { comes, was_posted };
  /// Remembers the wish, safely; run_due() does it, in the place of the one that is due next.
  awaitable<result<early>> post_early(recognition::digest_settings const& digest);
  /// Posts a window now, unless that date was settled before. For when nobody calls run_due().
  awaitable<result<digest_posting>> post_by_hand(digest_book::entry const& one,
                                                 recognition::digest_window window);
  /// run_due() sends it. Forgotten when the program ends before.
  void send(digest_preview preview) { previews_.push_back(std::move(preview)); }

 private:
  using entry = digest_book::entry;
  using windows = std::vector<recognition::digest_window>;

  awaitable<base::time_point> run(entry const& one);
  /// The windows that were due and have not been settled, oldest first; as one told early, the running one.
  awaitable<result<windows>> open_windows(entry const& one);
  /// Posts a window, or settles that it can't be; false if it is to be tried again soon.
  awaitable<bool> post(entry const& one, recognition::digest_window window);
  /// Puts a window's messages into the outbox.
  awaitable<result<digest_posting>> post_to(std::string channel, recognition::digest_settings const& digest,
                                            recognition::digest_window window);
  awaitable<bool> give_up(entry const& one, recognition::digest_window window, std::string why,
                          std::string to_whom_set_it_up);
  awaitable<result<digest_draft>> draft(recognition::digest_settings const& digest,
                                        recognition::digest_window window, std::string channel);
  awaitable<> send_previews();

  storage::ritual_step step_of(recognition::digest_settings const& digest, calendar::local_date date) const;

  storage::store& store_;
  chat::workspace& workspace_;
  base::clock& clock_;
  past_first past_;
  base::time_point began_;                               ///< since when what the configuration names is known
  std::vector<recognition::standup_settings> standups_;  ///< of the configuration
  digest_book book_;
  digest_maker maker_;
  std::map<std::string, calendar::local_date> settled_;  ///< by key: up to which date nothing is open
  std::vector<digest_preview> previews_;
};

}  // namespace huzzah::features
