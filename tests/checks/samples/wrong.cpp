// Every line marked as wrong must be found by tests/checks/coroutines.
#include "task.hpp"

namespace huzzah::samples {

task<int> braces_as_an_argument(std::string name) {
  co_await post({name, name});  // wrong
  co_return 1;
}

task<int> a_named_type_as_an_argument(std::string name) {
  auto const n = co_await post(aggregate{.channel = name, .text = name});  // wrong
  co_return n;
}

task<int> a_nested_one(std::string name) {
  if (co_await post(make(aggregate{name, name}.text)) > 0) co_return 2;  // wrong
  co_return 1;
}

task<int> awaiting_inside_of_braces(std::string name) {
  auto const value = aggregate{name, co_await fetch(name)};  // wrong
  std::vector<aggregate> list;
  list.push_back(aggregate{name, co_await fetch(name)});  // wrong
  co_return static_cast<int>(value.text.size());
}

task<int> a_capturing_lambda(std::string name) {
  co_await run([name] { make(name); });                              // wrong
  co_return co_await run([text = std::move(name)] { make(text); });  // wrong
}

task<int> one_side_of_a_choice(std::string name) {
  co_return co_await say(name.empty() ? constructed("nobody") : constructed(name));  // wrong
}

template <class T>
task<T> in_a_template(std::string name) {
  co_await post({name, name});  // wrong
  co_return T();
}

task<int> a_condition_and_no_variable() {
  if (co_await add({1, 2}) > 0) co_await add({3, 4});  // wrong
  co_return 1;
}

task<int> a_loop_and_no_variable(int limit) {
  while (limit > 0 && co_await add({1, 2}) > limit) {  // wrong
    --limit;
  }
  co_return 1;
}

task<int> one_of_two_branches(bool first) {
  if (first) {
    co_return 2;
  } else if (co_await add({1, 2}) > 0) {  // wrong
    // The variable of another function is none of this one.
    spawn([]() -> task<int> {
      auto const n = co_await add({1, 2});
      co_return n;
    });
  }
  co_return 1;
}

task<int> in_a_lambda(std::string name) {
  auto body = [](std::string text) -> task<int> {
    co_return co_await post({text, text});  // wrong
  };
  co_return co_await body(name) + co_await in_a_template<int>(name);
}

}  // namespace huzzah::samples
