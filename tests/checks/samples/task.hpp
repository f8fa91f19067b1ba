// The smallest coroutine type there is, so that the samples compile in a moment.
#pragma once

#include <coroutine>
#include <functional>
#include <string>
#include <vector>

namespace huzzah::samples {

template <class T>
struct task {
  struct promise_type {
    task get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_value(T) {}
    void unhandled_exception() {}
  };
  bool await_ready() const { return true; }
  void await_suspend(std::coroutine_handle<>) const {}
  T await_resume() const { return T(); }
};

struct aggregate {
  std::string channel;
  std::string text;
};

struct numbers {
  int a;
  int b;
};

class constructed {
 public:
  explicit constructed(std::string text);

 private:
  std::string text_;
};

task<int> post(aggregate value);
task<int> say(constructed value);
task<int> add(numbers value);
task<int> run(std::function<void()> callback);
task<std::string> fetch(std::string name);
aggregate make(std::string text);
void spawn(std::function<task<int>()> body);

}  // namespace huzzah::samples
