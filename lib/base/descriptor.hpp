// A file descriptor that is closed once.
#pragma once

#include <unistd.h>

#include <utility>

namespace huzzah::base {

/// Owns a descriptor of the operating system; -1 for none.
class descriptor {
 public:
  descriptor() = default;
  explicit descriptor(int number) : number_(number) {}
  descriptor(descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  descriptor& operator=(descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~descriptor() {
    if (number_ >= 0) ::close(number_);
  }

  explicit operator bool() const { return number_ >= 0; }
  int get() const { return number_; }
  /// Gives it away.
  int release() { return std::exchange(number_, -1); }

 private:
  int number_ = -1;
};

}  // namespace huzzah::base
