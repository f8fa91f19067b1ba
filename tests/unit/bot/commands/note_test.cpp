// What operators read, take in and erase leaves a line that they can't take back.
#include "app/ledger/operator_acts.hpp"
#include "bot/commands/commands.hpp"
#include "small_ledger.hpp"
#include "store/reader.hpp"
#include "support/bot_fixtures.hpp"
#include "support/outcome.hpp"

#include <SQLiteCpp/Database.h>
#include <doctest/doctest.h>

#include <sstream>
#include <streambuf>

using namespace huzzah;
using namespace huzzah::bot::cli;
using namespace huzzah::bot::commands;
using namespace huzzah::bot::test;

namespace {

/// The acts that a person sees, oldest first: "export --person of U1".
std::vector<std::string> acts_seen_by(std::filesystem::path const& file, std::string const& person) {
  auto const reader = store::reader::open(file).value();
  auto const all = ledger::acts_about(*reader, "T1", person, base::time_point::min(), 100);
  std::vector<std::string> lines;
  for (auto one = all.rbegin(); one != all.rend(); ++one)
    lines.push_back(one->act + (one->person.empty() ? "" : " of " + one->person));
  return lines;
}

export_options export_from(std::filesystem::path const& file) {
  export_options options;
  options.database = file;
  return options;
}

/// Says what was in the ledger when the first byte was written.
class looking_buffer : public std::stringbuf {
 public:
  explicit looking_buffer(std::filesystem::path file) : file_(std::move(file)) {}
  std::vector<std::string> seen;

 private:
  std::streamsize xsputn(char const* text, std::streamsize size) override {
    if (seen.empty()) seen = acts_seen_by(file_, "U1");
    return std::stringbuf::xsputn(text, size);
  }
  std::filesystem::path file_;
};

}  // namespace

TEST_CASE("what is read of people is noted before it is shown, with a bot and without one") {
  for (auto const has_bot : {true, false}) {
    CAPTURE(has_bot);
    folder const home;
    auto const file = home / "huzzah.db";
    small_ledger ledger(file);
    if (!has_bot) ledger.close();
    std::ostringstream err;
    looking_buffer looking(file);
    std::ostream out(&looking);
    auto options = export_from(file);
    CHECK(export_command(options, variables(), out, err) == 0);
    CHECK(looking.seen == std::vector<std::string>{"export"});
    options.include_private = true;
    CHECK(export_command(options, variables(), out, err) == 0);
    options.person = "U1";
    CHECK(export_command(options, variables(), out, err) == 0);
    options.person = "U2";
    CHECK(export_command(options, variables(), out, err) == 0);
    tally_options counted;
    counted.database = file;
    CHECK(tally_command(counted, variables(), out, err) == 0);
    counted.include_private = true;
    CHECK(tally_command(counted, variables(), out, err) == 0);
    CHECK(acts_seen_by(file, "U1") == std::vector<std::string>{"export", "export --include-private",
                                                               "export --person of U1", "tally",
                                                               "tally --include-private"});
  }
}

TEST_CASE("nothing is shown that can't be noted") {
  folder const home;
  auto const file = home / "huzzah.db";
  small_ledger const held(file, true);
  std::ostringstream out;
  std::ostringstream err;
  CHECK(export_command(export_from(file), variables(), out, err) == to_int(exit_code::failed));
  CHECK(out.str() == "");
  CHECK(holds(err.str(), "has to be noted in the ledger first"));
}

TEST_CASE("what operators did can't be changed or deleted; an erasure leaves out whom it was about") {
  folder const home;
  auto const file = home / "huzzah.db";
  {
    small_ledger ledger(file);
    std::ostringstream out;
    std::ostringstream err;
    auto options = export_from(file);
    options.person = "U2";
    CHECK(export_command(options, variables(), out, err) == 0);
  }
  {
    SQLite::Database by_hand(file.string(), SQLite::OPEN_READWRITE);
    for (auto const* statement :
         {"DELETE FROM operator_act", "UPDATE operator_act SET at = 0", "UPDATE operator_act SET act = 'x'",
          "UPDATE operator_act SET person = ''", "UPDATE operator_act SET person = 'U1'"})
      CHECK_THROWS(by_hand.exec(statement));
  }
  forget_options options;
  options.database = file;
  options.person = "U2";
  options.yes = true;
  std::ostringstream out;
  std::ostringstream err;
  CHECK(forget_command(options, variables(), noon, nullptr, out, err) == 0);
  CHECK(acts_seen_by(file, "U2") == std::vector<std::string>{});
  CHECK(acts_seen_by(file, "erased") ==
        std::vector<std::string>{"export --person of erased", "forget of erased"});
}
