#include "base/catalog.hpp"

#include <doctest/doctest.h>

#include "support/catalog_file.hpp"
#include "support/temporary_folder.hpp"

#include <fstream>

using namespace huzzah;

namespace {

void write_polish(std::filesystem::path const& folder) {
  test::write_catalog(
      folder, "pl",
      {{"",
        "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && "
        "n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\n"},
       {"Thank you, {name}!", "{name}, dziękuję!"},
       {std::string("{count} win") + '\0' + "{count} wins",
        std::string("{count} sukces") + '\0' + "{count} sukcesy" + '\0' + "{count} sukcesów"}});
}

/// English again for all other tests.
class english_afterwards {
 public:
  english_afterwards() = default;
  english_afterwards(english_afterwards const&) = delete;
  english_afterwards& operator=(english_afterwards const&) = delete;
  ~english_afterwards() { static_cast<void>(base::use_language({}, "en")); }
};

}  // namespace

TEST_CASE("a sentence without a catalog is English, with its arguments in their places") {
  CHECK(base::translate("Thank you!") == "Thank you!");
  CHECK(base::translate("{a} and {b}, then {a}", {{"a", "Ada"}, {"b", "Ben"}}) == "Ada and Ben, then Ada");
  CHECK(base::translate(1, "{count} win", "{count} wins") == "1 win");
  CHECK(base::translate(1'234'567, "{count} win", "{count} wins") == "1,234,567 wins");
  CHECK(base::translate(0, "{count} win of {name}", "{count} wins of {name}", {{"name", "Ada"}}) ==
        "0 wins of Ada");
}

TEST_CASE("what is put in is never a placeholder itself, and a brace alone is text") {
  CHECK(base::translate("{a} {b}", {{"a", "{b}"}, {"b", "x"}}) == "{b} x");
  CHECK(base::translate("a { b") == "a { b");
  CHECK(base::translate("{unknown} stays") == "{unknown} stays");
}

TEST_CASE("another language is a file of gettext's, with its own order and plural forms") {
  test::temporary_folder const folder;
  english_afterwards const restore;
  write_polish(folder.path());

  REQUIRE(base::use_language(folder.path(), "pl").has_value());
  CHECK(base::translate("Thank you, {name}!", {{"name", "Ada"}}) == "Ada, dziękuję!");
  CHECK(base::translate(1, "{count} win", "{count} wins") == "1 sukces");
  CHECK(base::translate(3, "{count} win", "{count} wins") == "3 sukcesy");
  CHECK(base::translate(5, "{count} win", "{count} wins") == "5 sukcesów");
  CHECK(base::translate("not in the catalog") == "not in the catalog");
}

TEST_CASE("a catalog that is missing or damaged is one clear error") {
  test::temporary_folder const folder;
  english_afterwards const restore;
  auto const missing = base::use_language(folder.path(), "de");
  REQUIRE(missing.has_error());
  CHECK(missing.error().code == errc::not_found);
  CHECK(missing.error().detail.find("de/LC_MESSAGES/huzzah.mo") != std::string::npos);
  CHECK(base::use_language(folder.path(), "../x").error().code == errc::invalid_input);

  auto const file = folder.path() / "de" / "LC_MESSAGES" / "huzzah.mo";
  std::filesystem::create_directories(file.parent_path());
  std::ofstream(file) << "no catalog";
  auto const damaged = base::use_language(folder.path(), "de");
  REQUIRE(damaged.has_error());
  CHECK(damaged.error().code == errc::bad_message);
  CHECK(base::translate("Thank you!") == "Thank you!");
}
