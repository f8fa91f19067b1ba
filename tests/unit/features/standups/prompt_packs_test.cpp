// The packs of questions that come with Huzzah, as people will read them.
#include "base/text.hpp"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include <fstream>
#include <set>
#include <string>

using namespace huzzah;

namespace {

nlohmann::json pack(std::string const& name) {
  std::ifstream file(HUZZAH_SOURCE_DIR "/config/prompts/" + name + ".json");
  return nlohmann::json::parse(file);
}

std::string const names[] = {"general", "engineering", "sales", "marketing", "support", "management"};

}  // namespace

TEST_CASE("each pack has its name, says for what it is, and asks a dozen different short questions") {
  for (auto const& name : names) {
    CAPTURE(name);
    auto const read = pack(name);
    CHECK(read.at("name") == name);
    CHECK(read.at("for").get<std::string>().size() > 20);
    CHECK(read.size() == 3);
    std::set<std::string> different;
    for (auto const& question : read.at("questions")) {
      auto const text = question.get<std::string>();
      CAPTURE(text);
      CHECK(base::is_utf8(text));
      CHECK(base::length(text) >= 20);
      CHECK(base::length(text) <= 200);
      CHECK(base::trim(text) == text);
      CHECK(text.ends_with('?'));
      CHECK(text.find_first_of("<>&*_`\n") == std::string::npos);  // nothing that a platform reads as markup
      different.insert(base::to_lower(text));
    }
    CHECK(different.size() == 12);
    CHECK(read.at("questions").size() == 12);
  }
}

TEST_CASE("no question stands in two packs") {
  std::set<std::string> different;
  for (auto const& name : names) {
    auto const read = pack(name);
    for (auto const& question : read.at("questions"))
      different.insert(base::to_lower(question.get<std::string>()));
  }
  CHECK(different.size() == 72);
}
