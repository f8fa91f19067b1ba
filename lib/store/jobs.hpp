// What the store hands to its threads: a function of the caller's, and the place for what it returns.
#pragma once

#include "base/error.hpp"

#include <exception>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

namespace huzzah::store::detail {

/// A function that runs on another thread with a `Context` of that thread's, and its outcome. The
/// outcome is touched by one thread at a time: first by the one that runs it, then by the one that waited.
template <class Context>
class job {
 public:
  virtual ~job() = default;

  /// Runs the function, perhaps not for the first time. False if it returned an error; throws what it throws.
  virtual bool run(Context& with) = 0;
  /// Replaces the outcome: what was done is undone.
  virtual void fail(error why) = 0;
  /// The same for a bug.
  virtual void fail(std::exception_ptr bug) = 0;
};

template <class T>
struct as_result {
  using type = result<T>;
};
template <class T>
struct as_result<result<T>> {
  using type = result<T>;
};

/// What store::write() and read() give for a function: R and result<R> both become result<R>.
template <class F, class Context>
using outcome_of = typename as_result<std::invoke_result_t<F&, Context&>>::type;

/// A job by the type of its outcome only, so that the coroutine that waits for it is compiled once for all
/// functions that return the same.
template <class Outcome, class Context>
class job_giving : public job<Context> {
 public:
  void fail(error why) override { outcome_.emplace(std::move(why)); }
  void fail(std::exception_ptr bug) override { bug_ = std::move(bug); }

  /// The outcome, once; throws what a bug threw.
  Outcome take() {
    if (bug_) std::rethrow_exception(bug_);
    return std::move(*outcome_);
  }

 protected:
  std::optional<Outcome> outcome_;
  std::exception_ptr bug_;
};

template <class F, class Context>
class job_of final : public job_giving<outcome_of<F, Context>, Context> {
 public:
  explicit job_of(F work) : work_(std::move(work)) {}

  bool run(Context& with) override {
    this->bug_ = nullptr;
    if constexpr (std::is_void_v<std::invoke_result_t<F&, Context&>>) {
      work_(with);
      this->outcome_.emplace();
    } else {
      this->outcome_.emplace(work_(with));
    }
    return this->outcome_->has_value();
  }

 private:
  F work_;
};

}  // namespace huzzah::store::detail
