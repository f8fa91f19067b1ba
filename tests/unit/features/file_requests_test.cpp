// Files that people ask for: given once, over crashes and failures, and removed by an erasure.
#include "app/delivery/file_giver.hpp"
#include "app/ledger/eraser.hpp"
#include "support/scene.hpp"

#include <doctest/doctest.h>

using namespace huzzah;
using namespace huzzah::test;

namespace {

class file_scene : public scene {
 public:
  file_scene() {
    delivery::file_recipe greeting;
    greeting.make =
        [this](delivery::file_request asked) -> awaitable<result<std::optional<delivery::made_file>>> {
      if (!content) co_return std::optional<delivery::made_file>();
      delivery::made_file made;
      made.name = asked.argument + ".txt";
      made.content = *content;
      made.about = chat::message({chat::text("for you")});
      made.shows = {"U3"};
      auto const during = std::exchange(while_made, {});
      if (during) during();
      co_return made;
    };
    greeting.apology = [](delivery::file_request const& asked, error const&) {
      return delivery::file_apology{asked.person, chat::message({chat::text("ask again")})};
    };
    with.files->emplace("greeting", std::move(greeting));
  }
  bool ask(std::string person, std::string key) {
    delivery::file_request asked;
    asked.key = std::move(key);
    asked.workspace = "T1";
    asked.person = std::move(person);
    asked.recipe = "greeting";
    asked.argument = "hello";
    return write(
        [&](store::unit_of_work& work) { return delivery::file_requests(work).add(asked, clock.now()); });
  }
  /// A giver that has just started, as after a crash.
  void give() {
    delivery::file_giver giver(*store, workspace, clock, with.files);
    while (test::run(io, giver.work())) {
    }
  }
  void erase(std::string const& person) {
    write([&](store::unit_of_work& work) {
      ledger::begin_erasing(work, person, clock.now());
      return true;
    });
    ledger::eraser eraser(*store, clock);
    REQUIRE(test::run(io, eraser.finish()));
  }

  std::optional<std::string> content = "good morning";
  std::function<void()> while_made;
};

}  // namespace

TEST_CASE("a file that is asked for is given once, also when the act that asks is delivered again") {
  file_scene s;
  CHECK(s.ask("U1", "a"));
  CHECK_FALSE(s.ask("U1", "a"));
  s.give();
  REQUIRE(s.workspace.files.size() == 1);
  CHECK(s.workspace.files["F1"].to == "U1");
  CHECK(s.workspace.files["F1"].name == "hello.txt");
  CHECK_FALSE(s.ask("U1", "a"));
  s.give();
  CHECK(s.workspace.calls["share_file"] == 1);
}

TEST_CASE("what can't be uploaded now is given later, and at last its person is asked to ask again") {
  file_scene s;
  s.ask("U1", "a");
  s.workspace.failures["share_file"] = {error(errc::unreachable, "away")};
  s.give();
  CHECK(s.workspace.files.empty());
  s.clock.advance(std::chrono::seconds{11});
  s.give();
  CHECK(s.workspace.files.size() == 1);

  s.ask("U1", "b");
  s.workspace.failures["share_file"] = {error(errc::rejected, "no")};
  s.give();
  s.deliver();
  CHECK(s.workspace.files.size() == 1);
  CHECK(s.workspace.texts("DU1") == std::vector<std::string>{"ask again"});
}

TEST_CASE("where nothing is left to give nothing is given") {
  file_scene s;
  s.ask("U1", "a");
  s.content.reset();
  s.give();
  s.deliver();
  CHECK(s.workspace.files.empty());
  CHECK(s.workspace.posts.empty());
}

TEST_CASE("an erasure removes the files of a person, and those that show them") {
  for (auto const* person : {"U1", "U3"}) {
    CAPTURE(person);
    file_scene s;
    s.ask("U1", "a");
    s.give();
    s.ask("U1", "b");
    s.erase(person);
    s.workspace.failures["remove_file"] = {error(errc::unreachable, "away")};
    s.give();
    s.clock.advance(std::chrono::hours{2});
    s.give();
    CHECK_FALSE(s.workspace.files.contains("F1"));
    // What was asked for and not given yet is given to those who are still there.
    CHECK(s.workspace.calls["share_file"] == (person == std::string("U1") ? 1 : 2));
  }
}

TEST_CASE("a file that is made while one of them is erased is removed when it is there") {
  for (auto const* person : {"U1", "U3"}) {
    CAPTURE(person);
    file_scene s;
    s.while_made = [&] { s.erase(person); };
    s.ask("U1", "a");
    s.give();
    CHECK(s.workspace.calls["share_file"] == 1);
    CHECK(s.workspace.files.empty());
  }
}
