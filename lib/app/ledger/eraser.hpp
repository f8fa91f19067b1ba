// Erases people from a ledger that stays in use, as the running bot's does.
#pragma once

#include "app/ledger/erasing.hpp"
#include "base/async.hpp"
#include "base/clock.hpp"
#include "store/store.hpp"

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace huzzah::ledger {

/// Works off the slices of those who are being erased (begin_erasing), also after a crash, and then
/// overwrites the bytes that were freed. I/O thread only; what is passed in must outlive it.
class eraser {
 public:
  /// Called for a person, on the I/O thread.
  using notice = std::function<awaitable<>(std::string person)>;

  /// `is_alone`: nothing is sent while it works, whatever the outbox says.
  eraser(store::store& store, base::clock& clock, bool is_alone = false) : store_(store), clock_(clock) {
    each_.is_alone = is_alone;
  }
  /// Words that were said longer ago are withdrawn, once a day.
  void withdraw_after(base::duration age) { words_kept_for_ = age; }
  /// Withdraws those now.
  awaitable<result<>> withdraw_old_words();
  /// For tests of what lies between two slices.
  void take_at_once(slice_size each) { each_ = each; }

  /// What has to be done at once for a person who is being erased, at the latest when their slices go on
  /// after a crash; and once no row is left of them.
  void when_begun(notice called) { begun_.push_back(std::move(called)); }
  void when_done(notice called) { done_.push_back(std::move(called)); }

  /// Works until it is cancelled: looks every few seconds.
  awaitable<> run();
  /// There is a person to erase.
  void wake();
  /// Works off all that there is to do now. in_use where no row is left, but bytes of what was erased stay
  /// while another program reads the database as it was: run() removes them afterwards.
  awaitable<result<>> finish();

 private:
  awaitable<result<>> erase(std::string person);
  awaitable<result<>> leave_no_trace();
  awaitable<> tell(std::vector<notice> const& all, std::string person);

  store::store& store_;
  base::clock& clock_;
  slice_size each_;
  base::duration words_kept_for_{0};  ///< 0: for good
  base::time_point next_withdrawal_{};
  std::vector<notice> begun_;
  std::vector<notice> done_;
  std::unique_ptr<base::wake_up> changed_;  ///< while run() runs
};

}  // namespace huzzah::ledger
