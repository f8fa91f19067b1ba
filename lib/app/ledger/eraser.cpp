#include "app/ledger/eraser.hpp"

#include "app/ledger/retention.hpp"
#include "base/failpoint.hpp"
#include "store/connection.hpp"
#include "store/scrub.hpp"

#include <spdlog/spdlog.h>
#include <boost/asio/experimental/awaitable_operators.hpp>

#include <chrono>

namespace huzzah::ledger {

namespace {

constexpr base::duration between_erasures = std::chrono::seconds{5};
constexpr base::duration between_withdrawals = std::chrono::days{1};
constexpr base::duration while_being_sent = std::chrono::milliseconds{200};
/// A megabyte at once; other writers wait while it runs.
constexpr std::int64_t pages_at_once = 256;

}  // namespace

awaitable<> eraser::run() {
  using namespace asio::experimental::awaitable_operators;
  auto const executor = co_await asio::this_coro::executor;
  changed_ = std::make_unique<base::wake_up>(executor);
  for (;;) {
    auto const seen = changed_->count();
    auto const today = clock_.now();
    if (words_kept_for_ != base::duration(0) && today >= next_withdrawal_) {
      auto const withdrawn = co_await withdraw_old_words();
      if (withdrawn) next_withdrawal_ = today + between_withdrawals;
    }
    auto const done = co_await finish();
    if (!done && done.error().code != errc::in_use)
      spdlog::warn("an erasure goes on later: {}", to_string(done.error()));
    co_await (clock_.sleep_for(between_erasures) || changed_->wait(seen));
  }
}

awaitable<result<>> eraser::withdraw_old_words() {
  auto const before = clock_.now() - words_kept_for_;
  for (std::optional<std::int64_t> from = 0; from;) {
    auto unit = [this, before, from = *from](store::unit_of_work& work) {
      return ledger::withdraw_old_words(work, before, from, each_.looked_through / 4);
    };
    auto const done = co_await store_.write(std::move(unit));
    if (!done) co_return done.error();
    from = *done;
  }
  co_return result<>();
}

void eraser::wake() {
  if (changed_) changed_->notify_all();
}

awaitable<result<>> eraser::finish() {
  auto query = [](store::reader& from) { return std::pair(being_erased(from), has_traces(from)); };
  auto const found = co_await store_.read(std::move(query));
  if (!found) co_return found.error();
  auto const& [people, traces] = *found;
  for (auto const& person : people) {
    auto const done = co_await erase(person);
    if (!done) co_return done;
  }
  if (people.empty() && !traces) co_return result<>();
  co_return co_await leave_no_trace();
}

awaitable<result<>> eraser::erase(std::string person) {
  co_await tell(begun_, person);
  for (;;) {
    auto unit = [this, person](store::unit_of_work& work) { return erase_slice(work, person, each_); };
    auto const done = co_await store_.write(std::move(unit));
    if (!done) co_return done.error();
    base::failpoint("between slices");
    if (done->is_last) break;
    if (done->must_wait) co_await clock_.sleep_for(while_being_sent);
  }
  co_await tell(done_, person);
  co_return result<>();
}

awaitable<result<>> eraser::leave_no_trace() {
  for (store::scrubbed so_far; !so_far.is_last;) {
    auto const after = std::make_shared<result<store::scrubbed>>(error(errc::cancelled, "nothing was done"));
    auto unit = [after, first = so_far.next](store::unit_of_work& work) {
      store::connection& on = work;
      on.after_commit([after, first](store::connection& committed) {
        *after = store::scrub_pages(committed, first, pages_at_once);
      });
    };
    auto const done = co_await store_.write(std::move(unit));
    if (!done) co_return done.error();
    if (!*after) co_return after->error();
    so_far = **after;
  }
  auto unit = [](store::unit_of_work& work) { forget_traces(work); };
  co_return co_await store_.write(std::move(unit));
}

awaitable<> eraser::tell(std::vector<notice> const& all, std::string person) {
  for (auto const& one : all) {
    auto called = one(person);
    co_await std::move(called);
  }
}

}  // namespace huzzah::ledger
