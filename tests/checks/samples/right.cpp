// Nothing here may be complained about by tests/checks/coroutines.
#include "task.hpp"

namespace huzzah::samples {

task<int> a_name_first(std::string name) {
  auto value = aggregate{name, name};
  co_await post(std::move(value));
  auto text = co_await fetch(name);
  auto const other = aggregate{name, std::move(text)};
  co_return static_cast<int>(other.text.size());
}

task<int> classes_with_constructors(std::string name) {
  co_await say(constructed(name));
  co_await say(constructed{name});
  co_return 1;
}

task<int> values_that_functions_return(std::string name) {
  co_return co_await post(make(name));
}

task<int> nothing_to_destroy() {
  co_return co_await add({1, 2});
}

task<int> lambdas(std::string name) {
  co_await run([] {});
  co_await run([&name] { make(name); });
  auto callback = [name] { make(name); };
  co_await run(std::move(callback));
  // The lambda awaits, the expression around it does not.
  spawn([name]() -> task<int> { co_return co_await post(make(name)); });
  auto body = [name]() -> task<int> { co_return co_await say(constructed(name)); };
  co_return co_await body();
}

task<int> choices(std::string name, bool first) {
  auto chosen = first ? constructed(name) : constructed("nobody");
  co_await say(std::move(chosen));
  co_return co_await add({first ? 1 : 2, 2}) > 0 ? 1 : 2;
}

task<int> a_condition_beside_a_variable() {
  auto const limit = co_await add({1, 2});
  while (co_await add({1, 2}) > limit)
    co_await add({3, 4});
  co_return 1;
}

task<int> a_condition_that_has_a_variable() {
  if (auto const n = co_await add({1, 2}); n > 0) co_return n;
  co_return 1;
}

task<int> a_body_that_awaits(bool first) {
  if (first) co_await add({1, 2});
  while (!first)
    co_await add({1, 2});
  co_return 1;
}

task<int> braces_without_waiting(std::string name) {
  std::vector<aggregate> list;
  list.push_back(aggregate{name, name});
  list.push_back({name, name});
  co_return co_await add({1, 2});
}

}  // namespace huzzah::samples
