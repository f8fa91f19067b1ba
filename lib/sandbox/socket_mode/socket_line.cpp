#include "sandbox/socket_mode/socket_line.hpp"

#include <boost/asio/co_spawn.hpp>

#include <chrono>
#include <exception>

namespace huzzah::sandbox {

namespace {

constexpr std::size_t longest_queue = 10'000;
constexpr auto handshake_limit = std::chrono::seconds{1};

}  // namespace

socket_line::socket_line(asio::any_io_executor const& executor, std::unique_ptr<net::websocket> socket)
    : executor_(executor), socket_(std::move(socket)), more_(executor), written_(executor) {}

void socket_line::send(std::string text) {
  if (closing() || frozen_) return;
  queue_.emplace_back(std::move(text));
  if (queue_.size() > longest_queue) return abort();
  more_.notify_all();
}

void socket_line::ping() {
  if (closing() || frozen_) return;
  queue_.emplace_back(std::nullopt);
  more_.notify_all();
}

void socket_line::close() {
  closing_ = true;
  more_.notify_all();
}

void socket_line::abort() {
  ended_ = true;
  socket_->abort();
  more_.notify_all();
}

void socket_line::freeze() {
  frozen_ = true;
  queue_.clear();
  socket_->freeze();
}

awaitable<> socket_line::write_queue() {
  while (!ended_) {
    if (queue_.empty()) {
      if (closing_) break;
      co_await more_.wait();
      continue;
    }
    auto next = std::move(queue_.front());
    queue_.pop_front();
    if (next) {
      auto text = std::move(*next);
      if (auto const sent = co_await socket_->write(std::move(text)); !sent) co_return;
    } else {
      if (auto const sent = co_await socket_->ping(); !sent) co_return;
    }
  }
  if (!ended_) co_await socket_->close(handshake_limit);
}

awaitable<> socket_line::run(std::function<void(std::string_view)> on_text) {
  auto const self = shared_from_this();
  writing_ = true;
  asio::co_spawn(executor_, write_queue(), [self](std::exception_ptr) {
    self->writing_ = false;
    self->written_.notify_all();
  });
  for (;;) {
    auto const text = co_await socket_->read();
    if (!text) break;
    if (!frozen_) on_text(*text);
  }
  if (!closing_) abort();
  more_.notify_all();
  while (writing_)
    co_await written_.wait();
  ended_ = true;
}

}  // namespace huzzah::sandbox
