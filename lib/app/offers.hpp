// What one feature offers to another that starts after it.
#pragma once

#include <map>
#include <typeindex>

namespace huzzah::app {

/// At most one thing of each type, known by its type. What is offered outlives the features.
class offers {
 public:
  template <class Offered>
  void add(Offered& one) {
    offered_[typeid(Offered)] = &one;
  }
  /// Null if no feature offers one.
  template <class Offered>
  Offered* find() const {
    auto const found = offered_.find(typeid(Offered));
    return found == offered_.end() ? nullptr : static_cast<Offered*>(found->second);
  }

 private:
  std::map<std::type_index, void*> offered_;
};

}  // namespace huzzah::app
