#include "store/backup.hpp"
#include "app/delivery/outbox.hpp"
#include "app/file_rules.hpp"
#include "app/ledger/erasure.hpp"
#include "app/ledger/kudos.hpp"
#include "app/ledger/kudos_records.hpp"
#include "app/ledger/wins.hpp"
#include "app/people/forgotten.hpp"
#include "app/people/people.hpp"
#include "features/standups/rounds.hpp"
#include "store/connection.hpp"
#include "store/database.hpp"
#include "store/restore.hpp"
#include "store/restored.hpp"
#include "store/schema.hpp"
#include "support/ledger.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <set>
#include <thread>

using namespace huzzah;
using namespace huzzah::ledger_test;

namespace {

auto kudos_numbered(int number) {
  return [number](store::unit_of_work& work) {
    auto const ts = std::to_string(number) + ".1";
    // Two receivers in one unit: a copy has both or neither.
    ledger::kudos_ledger(work).settle(
        says(ledger::kudos_source::message(message_at(ts)), as_posted, {to("bob", 1, ts), to("cid", 1, ts)}));
  };
}

/// Without what readers leave beside a ledger.
std::set<std::string> names_in(fs::path const& folder) {
  std::set<std::string> names;
  for (auto const& one : fs::directory_iterator(folder)) {
    auto const name = one.path().filename().string();
    if (!name.starts_with("huzzah.db-")) names.insert(name);
  }
  return names;
}

std::vector<std::string> kudos_of(fs::path const& file) {
  return standing_kudos(*store::reader::open(file).value());
}

void overwrite(fs::path const& file, std::streamoff at, std::string const& with) {
  std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
  stream.seekp(at);
  stream << with;
}

errc code_of(result<store::backup_facts> const& done) {
  REQUIRE(!done.has_value());
  return done.error().code;
}

errc why_not_restored(fs::path const& backup, fs::path const& ledger) {
  auto const before = names_in(ledger.parent_path());
  auto prepared = app::prepare_restoration(backup, ledger);
  REQUIRE(!prepared.has_value());
  auto const code = prepared.error().code;
  auto after = names_in(ledger.parent_path());
  after.erase(ledger.filename().string() + ".lock");
  for (auto const& name : after)
    CHECK(before.contains(name));
  return code;
}

std::optional<fs::path> restore(fs::path const& backup, fs::path const& ledger, base::time_point now) {
  auto prepared = std::move(app::prepare_restoration(backup, ledger).value());
  return prepared.finish(now).value();
}

}  // namespace

TEST_CASE("a backup is one moment of a ledger that is being written") {
  scratch here;
  opened with(here.file());
  REQUIRE(with.write(kudos_numbered(0)));
  auto copied = result<store::backup_facts>(error());
  std::atomic<bool> done = false;
  std::thread copying([&] {
    for (int round = 0; round < 5; ++round) {
      copied = app::back_up(here.file(), here.folder / "copy.db", store::existing::replace);
      if (!copied) break;
    }
    done = true;
  });
  int number = 1;
  while (!done)
    REQUIRE(with.write(kudos_numbered(number++)));
  copying.join();
  REQUIRE_MESSAGE(copied.has_value(), copied.error());
  CHECK(number > 1);
  CHECK(copied->kudos >= 2);
  CHECK(copied->kudos % 2 == 0);
  CHECK(copied->bytes == fs::file_size(here.folder / "copy.db"));
  // It is what the ledger was at some moment: the first so many, and nothing else.
  auto all = kudos_of(here.file());
  auto const some = kudos_of(here.folder / "copy.db");
  REQUIRE(static_cast<std::int64_t>(some.size()) == copied->kudos);
  all.resize(some.size());
  CHECK(some == all);
}

TEST_CASE("a backup is its owner's alone, and nothing else is left beside it") {
  scratch here;
  { opened with(here.file()); }
  fs::create_directory(here.folder / "copies");
  auto const before = ::umask(0);
  REQUIRE(app::back_up(here.file(), here.folder / "copies" / "copy.db").has_value());
  ::umask(before);
  struct stat facts {};
  REQUIRE(::stat((here.folder / "copies" / "copy.db").c_str(), &facts) == 0);
  CHECK((facts.st_mode & 0777) == 0600);
  CHECK(names_in(here.folder / "copies") == std::set<std::string>{"copy.db"});
}

TEST_CASE("a backup that is told to stop leaves nothing behind") {
  scratch here;
  {
    opened with(here.file());
    for (int i = 0; i < 500; ++i)
      REQUIRE(with.write(kudos_numbered(i)));
  }
  std::stop_source stop;
  stop.request_stop();
  auto const before = names_in(here.folder);
  CHECK(code_of(app::back_up(here.file(), here.folder / "copy.db", store::existing::keep,
                             stop.get_token())) == errc::cancelled);
  CHECK(names_in(here.folder) == before);
}

TEST_CASE("a backup takes no file's place unless it is told to, and never a database's in use") {
  scratch here;
  opened with(here.file());
  auto const copy = here.folder / "copy.db";
  std::ofstream(copy) << "letters";
  CHECK(code_of(app::back_up(here.file(), copy)) == errc::invalid_input);
  CHECK(bytes_of(copy) == "letters");
  REQUIRE(app::back_up(here.file(), copy, store::existing::replace).has_value());
  CHECK(app::verify_backup(copy).has_value());

  CHECK(code_of(app::back_up(here.file(), here.file(), store::existing::replace)) == errc::invalid_input);
  CHECK(code_of(app::back_up(here.file(), here.folder, store::existing::replace)) == errc::invalid_input);
  opened other(here.folder / "other.db");
  CHECK(code_of(app::back_up(here.file(), here.folder / "other.db", store::existing::replace)) ==
        errc::invalid_input);
  CHECK(code_of(app::back_up(here.file(), here.folder / "nowhere" / "copy.db")) == errc::io_failed);
  CHECK(code_of(app::back_up(here.folder / "none.db", here.folder / "new.db")) == errc::not_found);
  CHECK(!fs::exists(here.folder / "new.db"));
}

TEST_CASE("a ledger that does not add up gives no backup, and the one before stays") {
  scratch here;
  {
    opened with(here.file());
    REQUIRE(with.write(kudos_numbered(1)));
  }
  auto const copy = here.folder / "copy.db";
  REQUIRE(app::back_up(here.file(), copy).has_value());
  auto const good = bytes_of(copy);
  {
    auto database = std::move(store::open_to_write(here.file()).value());
    database.on->execute("UPDATE tally SET received = received + 1");
  }
  auto const refused = app::back_up(here.file(), copy, store::existing::replace);
  CHECK(code_of(refused) == errc::corrupt);
  CHECK(refused.error().detail.find("kept are") != std::string::npos);
  CHECK(bytes_of(copy) == good);
  CHECK(names_in(here.folder) == std::set<std::string>{"huzzah.db", "huzzah.db.lock", "copy.db"});
}

TEST_CASE("a backup that was damaged, is something else, or is newer is not taken for one") {
  scratch here;
  {
    opened with(here.file());
    for (int i = 0; i < 200; ++i)
      REQUIRE(with.write(kudos_numbered(i)));
  }
  auto const copy = here.folder / "copy.db";
  REQUIRE(app::back_up(here.file(), copy).has_value());
  REQUIRE(fs::file_size(copy) > 3 * 4096);
  auto const ledger = bytes_of(here.file());

  SUBCASE("damaged") {
    overwrite(copy, static_cast<std::streamoff>(fs::file_size(copy)) - 4096, std::string(4096, 'x'));
    CHECK(why_not_restored(copy, here.file()) == errc::corrupt);
  }
  SUBCASE("cut off") {
    fs::resize_file(copy, fs::file_size(copy) - 4096);
    CHECK(why_not_restored(copy, here.file()) == errc::corrupt);
  }
  SUBCASE("no database") {
    std::ofstream(copy, std::ios::trunc) << "letters of some length, in no order that SQLite would know";
    CHECK(why_not_restored(copy, here.file()) == errc::corrupt);
  }
  SUBCASE("empty") {
    std::ofstream(copy, std::ios::trunc).flush();
    CHECK(why_not_restored(copy, here.file()) == errc::invalid_input);
  }
  SUBCASE("another program's") {
    store::connection(copy, SQLite::OPEN_READWRITE).execute("PRAGMA application_id = 7");
    CHECK(why_not_restored(copy, here.file()) == errc::invalid_input);
  }
  SUBCASE("newer") {
    store::connection(copy, SQLite::OPEN_READWRITE).execute("PRAGMA user_version = 9999");
    CHECK(why_not_restored(copy, here.file()) == errc::newer_version);
  }
  SUBCASE("none") {
    CHECK(why_not_restored(here.folder / "none.db", here.file()) == errc::not_found);
  }
  SUBCASE("the ledger itself") {
    CHECK(why_not_restored(here.file(), here.file()) == errc::invalid_input);
  }
  CHECK(bytes_of(here.file()) == ledger);
}

TEST_CASE("a restored ledger is the backup's, and the one before is kept whole") {
  scratch here;
  {
    opened with(here.file());
    REQUIRE(with.write(kudos_numbered(1)));
    REQUIRE(app::back_up(here.file(), here.folder / "copy.db").has_value());
    REQUIRE(with.write(kudos_numbered(2)));
    CHECK(why_not_restored(here.folder / "copy.db", here.file()) == errc::in_use);
  }
  auto const then = kudos_of(here.folder / "copy.db");
  auto const now = kudos_of(here.file());
  REQUIRE(then != now);
  auto const aside = restore(here.folder / "copy.db", here.file(), at(3));
  REQUIRE(aside);
  CHECK(aside->filename() == "huzzah.db.before-restore-20261121T120003Z");
  CHECK(kudos_of(here.file()) == then);
  CHECK(kudos_of(*aside) == now);
  CHECK(kudos_of(here.folder / "copy.db") == then);
  opened with(here.file());
  CHECK(adds_up(with));
  REQUIRE(with.write(kudos_numbered(3)));
}

TEST_CASE("what a crash left in the log is kept with the ledger that is set aside") {
  scratch here;
  {
    opened with(here.file());
    REQUIRE(app::back_up(here.file(), here.folder / "copy.db").has_value());
    REQUIRE(with.write(kudos_numbered(1)));
    // As after a crash: the log holds what the file does not.
    fs::create_directory(here.folder / "crashed");
    for (auto const* part : {"", "-wal"})
      fs::copy_file(here.file().string() + part, (here.folder / "crashed" / "huzzah.db").string() + part);
  }
  auto const file = here.folder / "crashed" / "huzzah.db";
  auto const aside = restore(here.folder / "copy.db", file, at(3));
  REQUIRE(aside);
  CHECK(kudos_of(file).empty());
  CHECK(kudos_of(*aside).size() == 2);
  CHECK(!fs::exists(file.string() + "-wal"));
}

TEST_CASE("a ledger that is being read keeps its place and its log until it is read no more") {
  scratch here;
  fs::create_directory(here.folder / "crashed");
  auto const file = here.folder / "crashed" / "huzzah.db";
  {
    opened with(here.file());
    REQUIRE(app::back_up(here.file(), here.folder / "copy.db").has_value());
    REQUIRE(with.write(kudos_numbered(1)));
    for (auto const* part : {"", "-wal"})
      fs::copy_file(here.file().string() + part, file.string() + part);
  }
  {
    auto const reading = std::move(store::reader::open(file).value());
    REQUIRE(ledger::count_kudos(*reading) == 2);
    auto prepared = std::move(app::prepare_restoration(here.folder / "copy.db", file).value());
    auto const refused = prepared.finish(at(3));
    REQUIRE(!refused.has_value());
    CHECK(refused.error().code == errc::in_use);
    CHECK(kudos_of(file).size() == 2);
    CHECK(names_in(here.folder / "crashed").size() == 3);  // with the lock and the copy
  }
  CHECK(kudos_of(*restore(here.folder / "copy.db", file, at(3))).size() == 2);
  CHECK(kudos_of(file).empty());
}

TEST_CASE("whom a ledger has forgotten is not brought back by a backup from before") {
  scratch here;
  {
    opened with(here.file());
    REQUIRE(with.write(kudos_numbered(1)));
    auto names = [](store::unit_of_work& work) {
      people::people(work).upsert("T1", "bob", "Bobadil", "");
      people::people(work).upsert("T1", "cid", "Cidonia", "");
    };
    REQUIRE(with.write(std::move(names)));
  }
  REQUIRE(ledger::erase_person(here.file(), "dee", at(0)).has_value());
  REQUIRE(app::back_up(here.file(), here.folder / "copy.db").has_value());
  REQUIRE(ledger::erase_person(here.file(), "bob", at(100)).has_value());
  restore(here.folder / "copy.db", here.file(), at(200));
  CHECK(bytes_of(here.file()).find("Bobadil") == std::string::npos);
  CHECK(bytes_of(here.file()).find("Cidonia") != std::string::npos);
  opened with(here.file());
  CHECK(adds_up(with));
  CHECK(kudos_in(with) == std::vector<std::string>{"ann>cid 1 1.1", "ann>erased 1 "});
  auto look = [](store::unit_of_work& work) {
    CHECK(people::forgotten_people(work).include("bob", at(100)));
    CHECK(people::forgotten_people(work).include("dee", at(0)));
    CHECK(!people::forgotten_people(work).include("cid", at(0)));
    CHECK(store::restored_at(work) == at(200));
  };
  REQUIRE(with.write(std::move(look)));
}

TEST_CASE("numbers of rounds and wins that came after the backup are not given again") {
  scratch here;
  auto const numbers = [](opened& with, int day) {
    auto unit = [day](store::unit_of_work& work) {
      standups::standup_round fresh;
      fresh.workspace = "T1";
      fresh.name = "daily";
      fresh.date = today + std::chrono::days(day);
      fresh.channel = "C1";
      auto const timestamp = std::to_string(day) + ".1";
      ledger::win_statement said(ledger::win_source(message_at(timestamp)), "ann", as_posted, at(day), today);
      said.text = "a win";
      auto const round = standups::rounds(work).open_round(fresh).id;
      return std::pair(round, ledger::win_ledger(work).settle(said).added->id);
    };
    return with.write(std::move(unit)).value();
  };
  {
    opened with(here.file());
    REQUIRE(app::back_up(here.file(), here.folder / "copy.db").has_value());
    CHECK(numbers(with, 1) == std::pair<std::int64_t, std::int64_t>(1, 1));
  }
  for (auto const restored : {1'000, 2'000}) {
    restore(here.folder / "copy.db", here.file(), at(restored));
    opened with(here.file());
    auto const [round, win] = numbers(with, 2);
    CHECK(round >= restored);
    CHECK(win > restored);
    CHECK(numbers(with, 3) == std::pair(round + 1, win + 1));
  }
}

TEST_CASE("a backup in which somebody is erased stays one file, however often it is read") {
  scratch here;
  fs::create_directory(here.folder / "copies");
  auto const copy = here.folder / "copies" / "copy.db";
  {
    opened with(here.file());
    REQUIRE(with.write(kudos_numbered(1)));
    REQUIRE(app::back_up(here.file(), copy).has_value());
  }
  REQUIRE(ledger::erase_person(copy, "bob", at(1)).has_value());
  REQUIRE(app::verify_backup(copy).has_value());
  CHECK(kudos_of(copy).size() == 2);
  CHECK(names_in(here.folder / "copies") == std::set<std::string>{"copy.db", "copy.db.lock"});
}

TEST_CASE("a damaged ledger is set aside with its log, and a lost one is put back") {
  scratch here;
  {
    opened with(here.file());
    REQUIRE(with.write(kudos_numbered(1)));
  }
  REQUIRE(app::back_up(here.file(), here.folder / "copy.db").has_value());
  auto const good = kudos_of(here.folder / "copy.db");
  SUBCASE("damaged") {
    std::ofstream(here.file(), std::ios::trunc) << "all of it is gone, and this is what is there instead";
    std::ofstream(here.file().string() + "-wal") << "a log";
    auto const aside = restore(here.folder / "copy.db", here.file(), at(3));
    REQUIRE(aside);
    CHECK(bytes_of(aside->string() + "-wal") == "a log");
    CHECK(!fs::exists(here.file().string() + "-wal"));
  }
  SUBCASE("lost, with its folder") {
    fs::rename(here.folder / "copy.db", here.folder / "kept.db");
    auto const file = here.folder / "new" / "huzzah.db";
    CHECK(!restore(here.folder / "kept.db", file, at(3)));
    CHECK(kudos_of(file) == good);
    return;
  }
  CHECK(kudos_of(here.file()) == good);
}

TEST_CASE("what a backup had yet to say may have been said since: it is in doubt after a restore") {
  scratch here;
  {
    opened with(here.file());
    auto unit = [](store::unit_of_work& work) {
      delivery::outbox(work).add(delivery::outgoing::post("now", "T1", "C1", "", "{}"), at(0));
      delivery::outbox(work).add(delivery::outgoing::post("later", "T1", "C1", "", "{}"), at(0), at(100));
      delivery::outbox(work).add(delivery::outgoing::reply("reply", "T1", "C1", "now", "{}"), at(0));
      delivery::outbox(work).add(delivery::outgoing::react("mark", message_at("1.1"), "tada"), at(0));
      delivery::outbox(work).add(delivery::outgoing::update("update", message_at("1.2"), "{}"), at(0));
      delivery::outbox(work).add(delivery::outgoing::post("said", "T1", "C1", "", "{}"), at(0));
      auto const said = delivery::outbox(work).find("said")->id;
      delivery::outbox(work).mark_sending(said);
      delivery::outbox(work).mark_sent(said, message_at("1.3"));
      delivery::outbox(work).revise("said", R"({"text":"one"})", at(0));
    };
    REQUIRE(with.write(std::move(unit)));
  }
  REQUIRE(app::back_up(here.file(), here.folder / "copy.db").has_value());
  restore(here.folder / "copy.db", here.file(), at(50));
  opened with(here.file());
  auto look = [](store::unit_of_work& work) {
    std::vector<std::string> states;
    for (auto const* key : {"now", "later", "reply", "mark", "update", "said#1"})
      states.emplace_back(delivery::to_string(delivery::outbox(work).find(key)->state));
    return states;
  };
  CHECK(with.write(std::move(look)).value() ==
        std::vector<std::string>{"sending", "pending", "pending", "sending", "sending", "sending"});
}

TEST_CASE("what was narrowed since the backup stays so: mutes, opt-outs, rituals removed, off or paused") {
  scratch here;
  std::string const set_up = R"({"off":false,"by":"ann","since":1,"settings":"{}"})";
  std::string const removed = R"({"removed":true,"since":2})";
  std::string const off = R"({"off":true,"by":"ann","since":2})";
  auto const choose = [](std::string person, std::string name, std::string value) {
    return [=](store::unit_of_work& work) { people::people(work).set_setting("T1", person, name, value); };
  };
  auto const chosen = [](std::string const& person, std::string const& name) {
    return [=](store::unit_of_work& work) {
      return people::people(work).setting("T1", person, name).value_or("");
    };
  };
  {
    opened with(here.file());
    REQUIRE(with.write(kudos_numbered(1)));
    for (auto const* name : {"standup:core", "digest:friday", "digest:kept"})
      REQUIRE(with.write(choose("", name, set_up)));
    REQUIRE(with.write(choose("ann", "standup_asks:core", "out")));
    REQUIRE(with.write([](store::unit_of_work& work) { people::people(work).set_muted("T1", "ann", true); }));
    REQUIRE(app::back_up(here.file(), here.folder / "copy.db").has_value());
    // Since then: narrower for bob and two rituals, wider for ann and one.
    REQUIRE(with.write([](store::unit_of_work& work) {
      people::people(work).set_muted("T1", "bob", true);
      people::people(work).set_muted("T1", "ann", false);
    }));
    REQUIRE(with.write(choose("bob", "standup_asks:core", "out")));
    REQUIRE(with.write(choose("ann", "standup_asks:core", "in")));
    REQUIRE(with.write(choose("", "standup:core", removed)));
    REQUIRE(with.write(choose("", "digest:friday", off)));
    REQUIRE(with.write(choose("", "digest:new", set_up)));
  }
  restore(here.folder / "copy.db", here.file(), at(50));
  opened with(here.file());
  CHECK(with.write(chosen("bob", "muted")).value() == "yes");
  CHECK(with.write(chosen("ann", "muted")).value() == "yes");
  CHECK(with.write(chosen("bob", "standup_asks:core")).value() == "out");
  CHECK(with.write(chosen("ann", "standup_asks:core")).value() == "out");
  CHECK(with.write(chosen("", "standup:core")).value() == removed);
  CHECK(with.write(chosen("", "digest:friday")).value() == off);
  CHECK(with.write(chosen("", "digest:kept")).value() == set_up);
  CHECK(with.write(chosen("", "digest:new")).value() == "");
}
