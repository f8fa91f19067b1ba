#include "sandbox/wire/tasks.hpp"

#include <spdlog/spdlog.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>

#include <exception>

namespace huzzah::sandbox {

void notice::raise() {
  ++count_;
  wake_up_.notify_all();
}

awaitable<> notice::wait(std::uint64_t seen) {
  if (count_ == seen) co_await wake_up_.wait();
}

awaitable<> notice::wait_up_to(std::uint64_t seen, base::clock& clock, base::duration limit) {
  using namespace asio::experimental::awaitable_operators;
  auto raised = wait(seen);
  auto passed = clock.sleep_for(limit);
  auto first = std::move(raised) || std::move(passed);
  co_await std::move(first);
}

void task_group::start(awaitable<> work) {
  ++running_;
  asio::co_spawn(executor_, std::move(work), [this](std::exception_ptr failed) {
    --running_;
    ended_.raise();
    if (!failed) return;
    try {
      std::rethrow_exception(failed);
    } catch (std::exception const& why) {
      spdlog::error("sandbox: a background task failed: {}", why.what());
    }
  });
}

awaitable<bool> task_group::sleep_for(base::duration length) {
  auto const seen = stopped_.count();
  if (!stopping_) co_await stopped_.wait_up_to(seen, clock_, length);
  co_return !stopping_;
}

void task_group::stop() {
  stopping_ = true;
  stopped_.raise();
}

awaitable<> task_group::join() {
  for (;;) {
    auto const seen = ended_.count();
    if (running_ == 0) co_return;
    co_await ended_.wait(seen);
  }
}

}  // namespace huzzah::sandbox
