#include "bot/service/health_probe.hpp"
#include "app/delivery/metrics.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>

#include <exception>

namespace huzzah::bot::service {

namespace {

constexpr base::duration longest_look = std::chrono::seconds{5};

}  // namespace

/// One look, which goes on when those who asked for it wait no longer.
class health_probe::look {
 public:
  explicit look(asio::any_io_executor const& executor) : ended(executor) {}

  base::wake_up ended;
  bool over = false;
  std::optional<delivery::metrics> seen;
};

health_probe::health_probe(asio::any_io_executor executor, store::store& store, base::clock& clock)
    : executor_(std::move(executor)), store_(store), clock_(clock) {}

awaitable<std::optional<delivery::metrics>> health_probe::take() {
  using namespace asio::experimental::awaitable_operators;
  if (!under_way_ || under_way_->over) {
    under_way_ = std::make_shared<look>(executor_);
    asio::co_spawn(executor_, run(store_, under_way_, clock_.now()), [](std::exception_ptr bug) {
      if (bug) std::rethrow_exception(bug);
    });
  }
  auto const mine = under_way_;
  auto const seen = mine->ended.count();
  if (!mine->over) co_await (clock_.sleep_for(longest_look) || mine->ended.wait(seen));
  co_return mine->over ? mine->seen : std::nullopt;
}

awaitable<> health_probe::run(store::store& store, std::shared_ptr<look> into, base::time_point now) {
  auto nothing = [](store::unit_of_work&) {};
  auto const wrote = co_await store.write(std::move(nothing));
  if (wrote) {
    auto query = [now](store::reader& from) { return delivery::read_metrics(from, now); };
    auto read = co_await store.read(std::move(query));
    if (read) into->seen = *read;
  }
  into->over = true;
  into->ended.notify_all();
}

}  // namespace huzzah::bot::service
