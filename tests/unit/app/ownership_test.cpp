// Root looks after the ledger of a service: laid out as systemd lays out the state of a DynamicUser.
#include "store/ownership.hpp"
#include "app/file_rules.hpp"
#include "app/ledger/kudos.hpp"
#include "store/backup.hpp"
#include "store/database.hpp"
#include "store/restore.hpp"
#include "support/ledger.hpp"

#include <doctest/doctest.h>
#include <grp.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <functional>

using namespace huzzah;
using namespace huzzah::ledger_test;

namespace {

constexpr uid_t service = 61'234;

bool is_root() {
  if (::geteuid() == 0) return true;
  MESSAGE("only root can see this");
  return false;
}

/// What `work`, in a process of its own, has to complain of: rights that are dropped don't come back.
std::string in_child(std::function<std::string()> const& work) {
  std::array<int, 2> ends{};
  REQUIRE(::pipe(ends.data()) == 0);
  auto const child = ::fork();
  if (child == 0) {
    std::string said;
    try {
      said = work();
      if (said.empty()) said = "fine";
    } catch (...) {
      said = "it threw";
    }
    ::_exit(::write(ends[1], said.data(), said.size()) > 0 ? 0 : 1);
  }
  ::close(ends[1]);
  std::string said;
  std::array<char, 1024> some{};
  for (ssize_t got = 1; got > 0;) {
    got = ::read(ends[0], some.data(), some.size());
    if (got > 0) said.append(some.data(), static_cast<std::size_t>(got));
  }
  ::close(ends[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  return said;
}

struct stat facts_of(fs::path const& file) {
  struct stat facts {};
  REQUIRE(::lstat(file.c_str(), &facts) == 0);
  return facts;
}

/// lib/huzzah, a link to lib/private/huzzah, which the service owns and nobody but root gets at.
class service_home {
 public:
  service_home() {
    fs::create_directories(folder());
    fs::permissions(here.folder / "lib" / "private", fs::perms::owner_all);
    fs::permissions(folder(), fs::perms::owner_all);
    REQUIRE(::chown(folder().c_str(), service, service) == 0);
    fs::create_directory_symlink("private/huzzah", here.folder / "lib" / "huzzah");
    fs::create_directory(here.folder / "root");
    fs::permissions(here.folder / "root", fs::perms::owner_all);
    std::ofstream(secret()) << "not for the service";
    fs::permissions(secret(), fs::perms::owner_read | fs::perms::owner_write);
  }

  /// As the service and its operator call it.
  fs::path ledger() const { return here.folder / "lib" / "huzzah" / "huzzah.db"; }
  fs::path folder() const { return here.folder / "lib" / "private" / "huzzah"; }
  fs::path roots(std::string const& name) const { return here.folder / "root" / name; }
  fs::path secret() const { return roots("secret"); }

  /// The service has put a link to root's file there.
  void link(std::string const& name) const {
    auto const link = folder() / name;
    fs::create_symlink(secret(), link);
    REQUIRE(::lchown(link.c_str(), service, service) == 0);
  }
  bool secret_is_untouched() const {
    auto const facts = facts_of(secret());
    return facts.st_uid == 0 && (facts.st_mode & 0777) == 0600 && bytes_of(secret()) == "not for the service";
  }

  scratch here;
};

void record(opened& with, std::string const& ts) {
  auto unit = [ts](store::unit_of_work& work) {
    ledger::kudos_ledger(work).settle(
        says(ledger::kudos_source::message(message_at(ts)), as_posted, {to("bob")}));
  };
  REQUIRE(with.write(std::move(unit)));
}

void make_ledger(service_home const& home) {
  REQUIRE(in_child([&] {
            opened with(home.ledger());
            record(with, "1.1");
            return std::string();
          }) == "fine");
}

std::string words_of(result<> const& done) {
  return done ? "it was done" : done.error().detail;
}

bool holds(std::string const& all, std::string const& part) {
  return all.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("root works on another's ledger as its owner, with nothing of root's left") {
  if (!is_root()) return;
  service_home const home;
  auto const said = in_child([&]() -> std::string {
    std::array<gid_t, 2> more{4'711, 4'712};
    ::setgroups(more.size(), more.data());
    opened with(home.ledger());
    record(with, "1.1");
    std::array<uid_t, 3> users{};
    std::array<gid_t, 3> groups{};
    ::getresuid(&users[0], &users[1], &users[2]);
    ::getresgid(&groups[0], &groups[1], &groups[2]);
    for (int i = 0; i < 3; ++i)
      if (users.at(static_cast<std::size_t>(i)) != service ||
          groups.at(static_cast<std::size_t>(i)) != service)
        return "it is another user or group";
    if (::getgroups(0, nullptr) != 0) return "it has more groups";
    if (::setuid(0) == 0 || ::seteuid(0) == 0) return "it can be root again";
    if (std::ifstream(home.secret())) return "it reads what is root's";
    if (!store::acts_for_owner()) return "it does not know";
    return kudos_in(with).size() == 1 ? "" : "the kudos is missing";
  });
  CHECK(said == "fine");
  for (auto const& one : fs::directory_iterator(home.folder()))
    CHECK_MESSAGE(facts_of(one.path()).st_uid == service, one.path().string());
  CHECK(fs::exists(home.folder() / "huzzah.db.lock"));
  // What was laid over the closed folder was seen by that process only.
  CHECK((facts_of(home.here.folder / "lib" / "private").st_mode & 0777) == 0700);
}

TEST_CASE("a link in the place of lock, ledger or log hands over nothing of root's") {
  if (!is_root()) return;
  for (auto const* name : {"huzzah.db.lock", "huzzah.db", "huzzah.db-wal", "huzzah.db-shm"}) {
    CAPTURE(name);
    service_home const home;
    if (name != std::string("huzzah.db")) {
      make_ledger(home);
      for (auto const* part : {".lock", "-wal", "-shm"})
        fs::remove(home.folder() / (std::string("huzzah.db") + part));
    }
    home.link(name);
    auto const written = in_child([&] {
      auto const done = store::open_to_write(home.ledger());
      return done ? "it was opened" : done.error().detail;
    });
    CHECK(written != "it was opened");
    if (name == std::string("huzzah.db.lock")) CHECK(holds(written, "is a link"));
    auto const read = in_child([&] {
      auto const done = store::open_to_read(home.ledger());
      return done ? "it was opened" : done.error().detail;
    });
    if (name == std::string("huzzah.db")) CHECK(holds(read, "is a link"));
    CHECK(home.secret_is_untouched());
  }
}

TEST_CASE("a lock or ledger with a second name is refused") {
  scratch here;
  std::ofstream(here.folder / "other") << "not ours";
  SUBCASE("lock") {
    fs::create_hard_link(here.folder / "other", here.file().string() + ".lock");
  }
  SUBCASE("ledger") {
    fs::create_hard_link(here.folder / "other", here.file());
  }
  auto const refused = store::open_to_write(here.file());
  REQUIRE(!refused.has_value());
  CHECK(refused.error().code == errc::invalid_input);
  CHECK(holds(refused.error().detail, "second name"));
  CHECK(bytes_of(here.folder / "other") == "not ours");
}

TEST_CASE("a link in the lock's place is refused to everybody") {
  scratch here;
  std::ofstream(here.folder / "other") << "not ours";
  fs::create_symlink(here.folder / "other", here.file().string() + ".lock");
  auto const refused = store::open_to_write(here.file());
  REQUIRE(!refused.has_value());
  CHECK(refused.error().code == errc::invalid_input);
  CHECK(bytes_of(here.folder / "other") == "not ours");
}

TEST_CASE("a folder that its owner has turned into a link leads with the owner's rights only") {
  if (!is_root()) return;
  service_home const home;
  auto const link = home.folder() / "sub";
  fs::create_directory_symlink(home.here.folder / "root", link);
  REQUIRE(::lchown(link.c_str(), service, service) == 0);
  auto const said = in_child([&] {
    auto const done = store::open_to_write(home.ledger().parent_path() / "sub" / "huzzah.db");
    return done ? "it was opened" : done.error().detail;
  });
  CHECK(said != "it was opened");
  CHECK(!fs::exists(home.roots("huzzah.db")));
  CHECK(!fs::exists(home.roots("huzzah.db.lock")));
}

TEST_CASE("root's own ledger stays root's") {
  if (!is_root()) return;
  scratch here;
  auto const said = in_child([&] { return words_of(store::become_owner(here.file())); });
  CHECK(said == "it was done");
  CHECK(!store::acts_for_owner());
  CHECK(store::other_owner(here.file()).value() == std::nullopt);
}

TEST_CASE("root backs another's ledger up to a place of root's, and restores it from there") {
  if (!is_root()) return;
  service_home const home;
  make_ledger(home);
  auto const copy = home.roots("copy.db");
  CHECK(in_child([&] {
          auto const done = app::back_up(home.ledger(), copy);
          if (!done) return done.error().detail;
          return ::geteuid() == 0 && done->kudos == 1 ? "" : std::string("it is not as it was");
        }) == "fine");
  CHECK(facts_of(copy).st_uid == 0);
  CHECK((facts_of(copy).st_mode & 0777) == 0600);
  CHECK(app::verify_backup(copy).value().kudos == 1);
  for (auto const& one : fs::directory_iterator(home.folder()))
    CHECK_MESSAGE(!holds(one.path().string(), store::unfinished_ending), one.path().string());

  CHECK(in_child([&] {
          {
            opened with(home.ledger());
            record(with, "2.1");
          }
          return std::string();
        }) == "fine");
  CHECK(in_child([&]() -> std::string {
          auto prepared = app::prepare_restoration(copy, home.ledger());
          if (!prepared) return prepared.error().detail;
          auto const aside = prepared->finish(at(1));
          if (!aside) return aside.error().detail;
          return ::geteuid() == service && *aside ? "" : "it is not as it was";
        }) == "fine");
  for (auto const& one : fs::directory_iterator(home.folder()))
    CHECK_MESSAGE(facts_of(one.path()).st_uid == service, one.path().string());
  CHECK(in_child([&] {
          opened with(home.ledger());
          return kudos_in(with).size() == 1 ? "" : std::string("it was not restored");
        }) == "fine");
}

TEST_CASE("a copy beside the ledger of another is that one's") {
  if (!is_root()) return;
  service_home const home;
  make_ledger(home);
  CHECK(in_child([&] {
          auto const done = app::back_up(home.ledger(), home.ledger().parent_path() / "copy.db");
          return done ? "" : done.error().detail;
        }) == "fine");
  CHECK(facts_of(home.folder() / "copy.db").st_uid == service);
}
