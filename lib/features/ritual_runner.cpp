#include "features/ritual_runner.hpp"

#include <boost/asio/experimental/awaitable_operators.hpp>

#include <algorithm>

namespace huzzah::features {

namespace {

/// Whoever asks to be asked again at once must not keep everybody else from their turn.
constexpr base::duration shortest_rest = std::chrono::seconds{1};
/// Nobody should have to wait for longer than that to be asked, whatever they said.
constexpr base::duration longest_rest = std::chrono::hours{24};

}  // namespace

ritual_runner::ritual_runner(asio::any_io_executor executor, base::clock& clock, std::vector<ritual*> rituals,
                             std::function<void()> wake_courier)
    : clock_(clock),
      rituals_(std::move(rituals)),
      wake_courier_(std::move(wake_courier)),
      changed_(executor) {}

void ritual_runner::stop() {
  stopping_ = true;
  wake();
}

awaitable<> ritual_runner::run() {
  using namespace asio::experimental::awaitable_operators;
  while (!stopping_) {
    auto const seen = changed_.count();
    auto next = clock_.now() + longest_rest;
    for (auto* one : rituals_) {
      if (stopping_) co_return;
      auto const again = co_await one->run_due();
      next = std::min(next, again);
    }
    wake_courier_();
    next = std::max(next, clock_.now() + shortest_rest);
    co_await (clock_.sleep_until(next) || changed_.wait(seen));
  }
}

std::vector<upcoming> ritual_runner::coming_up() const {
  std::vector<upcoming> all;
  for (auto* one : rituals_) {
    auto more = one->coming_up();
    std::move(more.begin(), more.end(), std::back_inserter(all));
  }
  std::stable_sort(all.begin(), all.end(), [](auto const& a, auto const& b) { return a.at < b.at; });
  return all;
}

}  // namespace huzzah::features
