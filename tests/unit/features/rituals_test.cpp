#include "app/schedule/registry.hpp"

#include "app/people/people.hpp"
#include "features/digests/book.hpp"
#include "features/standups/book.hpp"
#include "support/scene.hpp"

#include <doctest/doctest.h>

using namespace huzzah;
using test::scene;

namespace {

calendar::local_date dated(std::string_view written) {
  return calendar::parse_date(written).value();
}

standups::settings in_berlin() {
  standups::settings made;
  made.name = "Core";
  made.channel = "#general";
  made.zone = calendar::time_zone::find("Europe/Berlin").value();
  made.on.off = {dated("2026-12-24")};
  made.on.days = {std::chrono::Monday, std::chrono::Sunday};
  made.remind_at = std::chrono::minutes{14 * 60};
  made.mode = standups::standup_mode::dm;
  made.members = {"U1", "U2"};
  made.question = "What went well?";
  return made;
}

standups::book book_of(scene& s, std::vector<standups::settings> configured = {in_berlin()}) {
  standups::book book(*s.store, "T1", std::move(configured));
  REQUIRE(test::run(s.io, book.load()));
  return book;
}

void keep_raw(scene& s, std::string name, std::string value) {
  auto unit = [&](store::unit_of_work& work) { people::people(work).set_setting("T1", "", name, value); };
  REQUIRE(test::run(s.io, s.store->write(std::move(unit))));
}

}  // namespace

TEST_CASE("rituals set up from chat read back as they were") {
  auto standup = in_berlin();
  standup.question = "What went \"well\"?\nAnd for whom? 🎉";
  CHECK(standups::read_settings(nullptr, standups::to_json(standup)).value() == standup);
  standup.remind_at.reset();
  CHECK(standups::read_settings(nullptr, standups::to_json(standup)).value() == standup);

  digests::settings digest;
  digest.name = "friday";
  digest.channel = "C2";
  digest.zone = calendar::time_zone::find("Asia/Kolkata").value();
  digest.day = std::chrono::Thursday;
  digest.at = std::chrono::minutes{15 * 60 + 5};
  digest.period = digests::digest_period::two_weeks;
  digest.sections = {digests::digest_section::wins, digests::digest_section::board};
  digest.when_empty = digests::empty_digest::nothing;
  digest.ping = false;
  digest.picture = false;
  CHECK(digests::read_settings(nullptr, digests::to_json(digest)).value() == digest);
}

TEST_CASE("settings are stored as every version has stored them") {
  CHECK(
      standups::to_json(in_berlin()) ==
      R"({"channel":"#general","close_at":"16:00","days":[0,1],"days_off":["2026-12-24"],"members":["U1","U2"],)"
      R"("mode":"dm","name":"Core","prompt_at":"09:30","question":"What went well?","remind_at":"14:00",)"
      R"("time_zone":"Europe/Berlin"})");
  digests::settings digest;
  digest.name = "friday";
  digest.channel = "C2";
  digest.sections = {digests::digest_section::wins, digests::digest_section::board};
  CHECK(digests::to_json(digest) ==
        R"({"at":"16:00","channel":"C2","day":5,"encourage":true,"name":"friday","period":"week",)"
        R"("picture":true,"ping":true,"sections":["wins","board"],"time_zone":"Etc/UTC"})");
  auto const longer = R"({"channel":"C2","close_at":"16:00","days":[1],"days_off":[],"members":["a person"],)"
                      R"("mode":"thread","name":"Core","new":1,"prompt_at":"9:30","question":"pack:gone",)"
                      R"("time_zone":"Etc/UTC"})";
  auto const read = standups::read_settings(nullptr, longer);
  REQUIRE(read);
  CHECK(read->members == std::vector<std::string>{"a person"});
  CHECK_FALSE(read->remind_at);
}

TEST_CASE("damaged settings are told from sound ones") {
  auto const sound = standups::to_json(in_berlin());
  auto const with = [&](std::string_view what, std::string_view instead) {
    auto text = sound;
    auto const at = text.find(what);
    REQUIRE(at != std::string::npos);
    return standups::read_settings(nullptr, text.replace(at, what.size(), instead));
  };
  CHECK(standups::read_settings(nullptr, sound));
  for (auto const& [what, instead] :
       std::vector<std::pair<std::string_view, std::string_view>>{{"Europe/Berlin", "Europe/Bärlin"},
                                                                  {"\"dm\"", "\"telepathy\""},
                                                                  {"16:00", "25:00"},
                                                                  {"2026-12-24", "2026-12-32"},
                                                                  {"\"channel\"", "\"chanel\""},
                                                                  {"{", "["},
                                                                  {"\"Core\"", "7"}}) {
    INFO(instead);
    auto const read = with(what, instead);
    REQUIRE_FALSE(read);
    CHECK(read.error().code == errc::invalid_input);
  }
}

TEST_CASE("what is set up from chat takes the place of the configuration's, through a restart") {
  scene s;
  auto changed = in_berlin();
  changed.name = "CORE";
  changed.question = "Anything good?";
  {
    auto book = book_of(s);
    REQUIRE(book.all().size() == 1);
    CHECK_FALSE(book.all()[0].from_chat);
    REQUIRE(test::run(s.io, book.set_up(changed, "U1", s.clock.now())));
    CHECK(book.all().size() == 1);
    CHECK(book.find("core")->settings == changed);
  }
  auto const book = book_of(s);
  REQUIRE(book.all().size() == 1);
  CHECK(book.all()[0].settings == changed);
  CHECK(book.all()[0].from_chat);
  CHECK(book.all()[0].notes.set_up_by == "U1");
  CHECK(book.all()[0].notes.since == s.clock.now());
  CHECK(book.find("other") == nullptr);
}

TEST_CASE("off, pauses and skipped days are kept, also of a ritual of the configuration") {
  scene s;
  auto const change = [&](std::function<void(schedule::overrides&)> how) {
    auto book = book_of(s);
    REQUIRE(test::run(s.io, book.note("core", std::move(how), s.clock.now())));
    CHECK(book.find("core")->notes == book_of(s).find("core")->notes);
    return book_of(s).all().at(0);
  };
  auto one = change([](auto& notes) { notes.paused_until = dated("2026-11-23"); });
  CHECK(one.notes.rests_on(dated("2026-11-22")));
  CHECK_FALSE(one.notes.rests_on(dated("2026-11-23")));
  CHECK(one.settings == in_berlin());
  CHECK_FALSE(one.from_chat);
  one = change([](auto& notes) {
    notes.paused_until.reset();
    notes.skipped = {dated("2026-11-25"), dated("2026-10-01")};
  });
  CHECK(one.notes.skipped == std::set{dated("2026-11-25")});
  CHECK(one.notes.rests_on(dated("2026-11-25")));
  CHECK_FALSE(one.notes.rests_on(dated("2026-11-22")));
  one = change([](auto& notes) { notes.off = true; });
  CHECK(one.notes.rests_on(dated("2027-11-22")));

  auto book = book_of(s);
  auto nothing = [](auto&) {};
  auto const unknown = test::run(s.io, book.note("other", nothing, s.clock.now()));
  REQUIRE_FALSE(unknown);
  CHECK(unknown.error().code == errc::not_found);
}

TEST_CASE("what can't be read is left out, and the others are there") {
  scene s;
  keep_raw(s, "standup:core", "{\"settings\": \"{}\"}");
  keep_raw(s, "standup:worse", "}");
  keep_raw(s, "standup:gone", "{\"off\": true}");
  keep_raw(s, "digest:friday", "{}");
  auto book = book_of(s);
  auto other = in_berlin();
  other.name = "other";
  REQUIRE(test::run(s.io, book.set_up(other, "U1", s.clock.now())));
  auto const again = book_of(s);
  REQUIRE(again.all().size() == 2);
  CHECK(again.find("core")->settings == in_berlin());
  CHECK(again.find("other")->settings == other);
}

TEST_CASE("a unit of work finds what the database has") {
  scene s;
  auto book = book_of(s);
  auto changed = in_berlin();
  changed.members.clear();
  REQUIRE(test::run(s.io, book.set_up(changed, "U1", s.clock.now())));
  auto unit = [](store::unit_of_work& work) {
    auto const find = [&](std::string_view name) {
      return standups::book::find_in(people::people(work), "T1", {in_berlin()}, name);
    };
    return std::pair(find("cOre"), find("other"));
  };
  auto const found = test::run(s.io, s.store->write(std::move(unit))).value();
  REQUIRE(found.first);
  CHECK(found.first->settings == changed);
  CHECK_FALSE(found.second);
}

TEST_CASE("what the operator removes is no more, or as the configuration says, until it is set up again") {
  scene s;
  auto book = book_of(s);
  auto const set_up = [&](std::string name) {
    auto standup = in_berlin();
    standup.name = std::move(name);
    standup.channel = "C2";
    REQUIRE(test::run(s.io, book.set_up(standup, "U1", s.clock.now())));
  };
  auto const remove = [&](std::string name) {
    auto unit = [&](store::unit_of_work& work) {
      return standups::book::remove_in(people::people(work), "T1", name, s.clock.now());
    };
    return test::run(s.io, s.store->write(std::move(unit))).value();
  };
  set_up("Core");
  set_up("other");
  CHECK(remove("core"));
  CHECK(remove("Other"));
  CHECK_FALSE(remove("other"));
  CHECK_FALSE(remove("never"));
  book.reread();
  REQUIRE(test::run(s.io, book.load()));
  CHECK(book.find("other") == nullptr);
  REQUIRE(book.find("core") != nullptr);
  CHECK(book.find("core")->settings == in_berlin());
  CHECK_FALSE(book.find("core")->from_chat);
  CHECK(book_of(s, {}).all().empty());
  set_up("other");
  CHECK(book_of(s).find("other")->settings.channel == "C2");
}
