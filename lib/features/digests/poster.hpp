// Posts digests when they are due, once each.
#pragma once

#include "app/context.hpp"
#include "app/delivery/postings.hpp"
#include "app/schedule/book_ritual.hpp"
#include "app/schedule/place.hpp"
#include "features/digests/book.hpp"
#include "features/digests/maker.hpp"
#include "features/digests/options.hpp"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace huzzah::digests {

/// What the poster does for a preview that has been shown: the rest of it goes to the person who asked.
class digest_preview {
 public:
  std::string key;     ///< unique, of the outbox
  std::string person;  ///< who asked
  settings digest;
  digests::document document;
  std::vector<chat::message> more;  ///< the messages that would go to the thread
};

/// The result of posting a digest at once.
class posting {
 public:
  bool was_settled = false;       ///< it had been posted, or skipped, before
  std::vector<std::string> keys;  ///< of its messages in the outbox; none where there is nothing to say
};

/// Keeps the digests of a workspace. I/O thread only; what is passed in must outlive it.
class poster final : public schedule::book_ritual<settings> {
 public:
  poster(app::context const& with, options const& options);

  digests::book& book() { return book_; }

  /// What the digest would say if it were posted now.
  awaitable<result<digest_draft>> draft_of_now(settings const& digest, std::string channel);
  /// What becomes of a wish to have it posted now.
  enum class early { comes, was_posted };
  /// Remembers the wish, safely; run_due() does it, in the place of the one that is due next.
  awaitable<result<early>> post_early(settings const& digest);
  /// Posts a window now, unless that date was settled before. For programs that don't call run_due().
  awaitable<result<posting>> post_by_hand(digests::book::entry const& one, window window);
  /// run_due() sends it. Forgotten when the program ends before.
  void send(digest_preview preview) { previews_.push_back(std::move(preview)); }
  /// Says, until it is cancelled, when a posted digest has to be made again.
  awaitable<> watch();

 private:
  using windows = std::vector<window>;

  awaitable<base::time_point> run(entry one) override;
  /// Sends the previews, and makes posted digests again of which an entry has changed.
  awaitable<base::time_point> run_rest() override;
  void add_upcoming(entry const& one, std::vector<schedule::upcoming>& to) const override;
  /// The windows that were due and have not been settled, oldest first; the running one too if it is to be
  /// posted early.
  awaitable<result<windows>> open_windows(entry const& one);
  /// Posts a window, or settles that it can't be; false if it is to be tried again soon.
  awaitable<bool> post(entry const& one, window window);
  /// Puts a window's messages into the outbox.
  awaitable<result<posting>> post_to(std::string channel, settings const& digest, window window);
  awaitable<bool> give_up(entry const& one, window window, std::string why,
                          std::optional<schedule::channel_trouble> trouble);
  awaitable<result<digest_draft>> draft(settings const& digest, window window, std::string channel,
                                        std::set<std::int64_t> const* only = nullptr);
  awaitable<> send_previews();
  /// False if some could not be made again now.
  awaitable<bool> make_again();
  awaitable<result<>> make_again(delivery::posting one);

  /// The window with what was said before it and recorded after the digest before it.
  window with_late(store::connection& work, settings const& digest, window window) const;
  schedule::ritual_step step_of(settings const& digest, calendar::local_date date) const;

  app::context with_;
  base::time_point began_;  ///< since when what the configuration names is known
  house_days workdays_;
  digests::book book_;
  maker maker_;
  std::map<std::string, calendar::local_date> settled_;  ///< by key: up to which date nothing is open
  std::vector<digest_preview> previews_;
};

}  // namespace huzzah::digests
