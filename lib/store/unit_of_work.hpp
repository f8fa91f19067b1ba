// One unit of work: what it changes is committed as a whole, or not at all.
#pragma once

namespace huzzah::store {

class connection;

/// Valid only while the unit runs, on the writer thread. The rooms make their tables from it where they use
/// them: `delivery::outbox(work).add(…)`.
class unit_of_work {
 public:
  explicit unit_of_work(connection& on) : on_(&on) {}

  operator connection&() const { return *on_; }  // NOLINT(google-explicit-constructor)

 private:
  connection* on_;
};

}  // namespace huzzah::store
