// The scene with wins and records in it.
#pragma once

#include "app/delivery/file_giver.hpp"
#include "app/ledger/eraser.hpp"
#include "features/record/feature.hpp"
#include "support/wins_scene.hpp"

#include <map>
#include <string>
#include <utility>

namespace huzzah::test {

inline store::open_options with_tables_of_records() {
  static std::vector<store::feature_tables> const tables{record::table::tables()};
  store::open_options how;
  how.features = tables;
  return how;
}

class record_scene : public wins_scene {
 public:
  record_scene()
      : wins_scene({}, "2026-11-18T09:00:00Z", with_tables_of_records()), records_(add<record::feature>()) {}
  chat::reply ask(std::string person, std::map<std::string, std::string> values = {}) {
    for (auto const& [name, value] :
         {std::pair("days", "90 days"), {"private", "Yes"}, {"format", "Markdown"}})
      values.emplace(name, value);
    auto answer = tell(submitted(std::move(person), std::string(record::form_action), "", std::move(values)))
                      .value()
                      .value();
    give();
    return answer;
  }
  void erase(std::string const& person) {
    write([&](store::unit_of_work& work) {
      ledger::begin_erasing(work, person, clock.now());
      return true;
    });
    ledger::eraser eraser(*store, clock);
    REQUIRE(test::run(io, eraser.finish()));
  }
  void run_fridays() { run_due(io, *records_.ritual()); }
  /// Uploads what waits.
  void give() {
    delivery::file_giver giver(*store, workspace, clock, with.files);
    while (test::run(io, giver.work())) {
    }
  }
  std::string file() {
    return workspace.files.empty() ? std::string() : workspace.files.rbegin()->second.content;
  }

 private:
  record::feature& records_;
};

inline bool has(std::string const& text, std::string const& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace huzzah::test
