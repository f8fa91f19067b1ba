// Whole digests, byte by byte, as people get to read them. After a change that is meant, write the files anew
// and read them as an editor would:
//   HUZZAH_WRITE_GOLDEN=1 build/debug/tests/unit_features_digests --source-file='*digest_golden*'
#include "chat/document.hpp"
#include "examples.hpp"
#include "support/limits.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

using namespace huzzah;

namespace {

std::filesystem::path const folder =
    std::filesystem::path(HUZZAH_SOURCE_DIR) / "tests" / "unit" / "features" / "digests" / "golden";

std::string content_of(std::filesystem::path const& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void check_golden(std::string const& name, std::string const& made) {
  CAPTURE(name);
  if (std::getenv("HUZZAH_WRITE_GOLDEN") != nullptr) std::ofstream(folder / name, std::ios::binary) << made;
  auto const kept = content_of(folder / name);
  // Not the texts themselves: doctest would print pages of them.
  auto const where = std::mismatch(made.begin(), made.end(), kept.begin(), kept.end());
  auto const line = std::count(made.begin(), where.first, '\n') + 1;
  CAPTURE(line);
  auto const same = made == kept;
  CHECK(same);
}

/// The messages of a digest, one block a line.
std::string chat_of(digests::document const& digest) {
  std::string all;
  for (auto const& message : chat::to_messages(digest, test::limits)) {
    all += chat::to_json(chat::message(message.summary)) + "\n";
    for (auto const& block : message.blocks)
      all += "  " + chat::to_json(chat::message({}, {block})) + "\n";
  }
  return all;
}

void check_formats(std::string const& name, digests::facts const& facts) {
  auto const digest = digests::compose(facts, digests::weekly());
  check_golden(name + ".md", chat::to_markdown(digest));
  check_golden(name + ".html", chat::to_html(digest));
  check_golden(name + ".json", chat::to_json(digest));
  check_golden(name + ".chat.json", chat_of(digest));
}

/// FNV-1a: enough to notice a change.
std::string fingerprint(std::string_view text) {
  std::uint64_t hash = 14'695'981'039'346'656'037u;
  for (auto const c : text)
    hash = (hash ^ static_cast<unsigned char>(c)) * 1'099'511'628'211u;
  return std::to_string(text.size()) + " bytes, " + std::to_string(hash) + "\n";
}

}  // namespace

TEST_CASE("an empty week reads as it did") {
  check_formats("empty", digests::quiet());
}

TEST_CASE("a small week reads as it did") {
  check_formats("small", digests::small());
}

TEST_CASE("a busy week reads as it did") {
  check_formats("busy", digests::busy());
}

TEST_CASE("a huge week reads as it did") {
  auto const digest = digests::compose(digests::huge(1'500, 5'000, 4'000), digests::weekly());
  auto const messages = chat::to_messages(digest, test::limits);
  auto outline = "markdown: " + fingerprint(chat::to_markdown(digest)) +
                 "html: " + fingerprint(chat::to_html(digest)) +
                 "json: " + fingerprint(chat::to_json(digest)) + "chat: " + fingerprint(chat_of(digest));
  for (auto const& part : digest.sections)
    outline += part.title + ": " + std::to_string(part.cards.size()) + " lines\n";
  for (auto const& message : messages)
    outline += chat::to_plain(message.summary) + ": " + std::to_string(message.blocks.size()) + " blocks\n";
  check_golden("huge.txt", outline);
}
