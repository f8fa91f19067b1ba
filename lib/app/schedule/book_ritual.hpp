// The rituals of a book as parts of one, and since when something may be due.
#pragma once

#include "app/schedule/registry.hpp"
#include "app/schedule/ritual.hpp"
#include "app/schedule/steps.hpp"
#include "store/restored.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace huzzah::schedule {

/// Each ritual of the book is a part; one more does what belongs to none of them. The book outlives it.
template <class Settings>
class book_ritual : public ritual {
 public:
  using entry = known_ritual<Settings>;

  explicit book_ritual(registry<Settings>& book) : book_(book) {}

  awaitable<result<std::vector<std::string>>> parts() override {
    auto const loaded = co_await book_.load();
    if (!loaded) co_return loaded.error();
    std::vector<std::string> all{{}};
    for (auto const& one : book_.all())
      all.push_back(registry<Settings>::key_of(one.settings.name));
    co_return all;
  }
  awaitable<base::time_point> run_due(std::string part) override {
    if (part.empty()) co_return co_await run_rest();
    auto const all = book_.all();  // commands may change the book while a part waits for the platform
    for (auto const& one : all)
      if (registry<Settings>::key_of(one.settings.name) == part) co_return co_await run(one);
    co_return base::time_point::max();
  }
  std::vector<upcoming> coming_up() override {
    std::vector<upcoming> all;
    for (auto const& one : book_.all())
      add_upcoming(one, all);
    return all;
  }
  void reread() override { book_.reread(); }

 protected:
  virtual awaitable<base::time_point> run(entry one) = 0;
  virtual awaitable<base::time_point> run_rest() = 0;
  virtual void add_upcoming(entry const& one, std::vector<upcoming>& to) const = 0;

 private:
  registry<Settings>& book_;
};

/// From when on what was due of a ritual is made up for: it is known since then, or a backup was restored.
/// `began`: since when what the configuration names is known.
template <class Settings>
base::time_point due_since(store::unit_of_work& work, std::string const& workspace,
                           known_ritual<Settings> const& one, base::time_point began) {
  auto const known =
      rituals(work).known_since(workspace, registry<Settings>::key_of(one.settings.name), began);
  // One that was set up from chat is known since then, even if it was first looked at after it was due.
  auto const since = one.from_chat ? one.notes.since : std::max(known, one.notes.since);
  return std::max(since, store::restored_at(work));
}

}  // namespace huzzah::schedule
