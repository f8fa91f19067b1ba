#include "slack/export_archive.hpp"

#include "support/show_result.hpp"
#include "support/temporary_folder.hpp"

#include <doctest/doctest.h>
#include <zip.h>

#include <sys/stat.h>

#include <fstream>
#include <iterator>
#include <map>

using namespace huzzah;
using slack::export_archive;

namespace {

namespace fs = std::filesystem;

void write(fs::path const& file, std::string const& text) {
  fs::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << text;
}

void write_zip(fs::path const& file, std::map<std::string, std::string> const& texts) {
  auto* const zip = zip_open(file.c_str(), ZIP_CREATE | ZIP_TRUNCATE, nullptr);
  REQUIRE(zip != nullptr);
  for (auto const& [name, text] : texts)
    zip_file_add(zip, name.c_str(), zip_source_buffer(zip, text.data(), text.size(), 0), ZIP_FL_ENC_RAW);
  REQUIRE(zip_close(zip) == 0);
}

/// All that can be read, by name.
std::map<std::string, std::string> contents(export_archive& archive) {
  std::map<std::string, std::string> all;
  std::string bytes;
  for (std::size_t i = 0; i < archive.entries().size(); ++i)
    if (auto const size = archive.read(i, bytes, 8)) all[archive.entries()[i].name] = bytes.substr(0, *size);
  return all;
}

std::string why_not(fs::path const& path) {
  auto const opened = export_archive::open(path);
  REQUIRE_FALSE(opened);
  return opened.error().detail;
}

bool holds(std::string const& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

std::map<std::string, std::string> const two_files{{"users.json", "[]"}, {"general/2026-11-18.json", "[1]"}};

}  // namespace

TEST_CASE("a folder and a zip file hold the same") {
  test::temporary_folder folder;
  for (auto const& [name, text] : two_files)
    write(folder / "export" / name, text);
  write_zip(folder / "export.zip", two_files);
  for (auto const* name : {"export", "export.zip"})
    CHECK(contents(**export_archive::open(folder / name)) == two_files);
}

TEST_CASE("a folder around everything in a zip file is no part of any name") {
  test::temporary_folder folder;
  write_zip(folder / "e.zip", {{"Acme export/users.json", "[]"},
                               {"Acme export/general/2026-11-18.json", "[1]"},
                               {"__MACOSX/._users.json", "x"}});
  CHECK(contents(**export_archive::open(folder / "e.zip")) == two_files);
}

TEST_CASE("names in a zip file that lead elsewhere are names like any other") {
  test::temporary_folder folder;
  write_zip(folder / "e.zip", {{"users.json", "[]"}, {"../../outside.json", "1"}, {"/etc/passwd", "2"}});
  auto const read = contents(**export_archive::open(folder / "e.zip"));
  CHECK(read.at("../../outside.json") == "1");
  CHECK(read.at("/etc/passwd") == "2");
  CHECK_FALSE(fs::exists(folder / "../outside.json"));
}

TEST_CASE("links and pipes in a folder are not followed") {
  test::temporary_folder folder;
  write(folder / "users.json", "[]");
  write(folder / "elsewhere/secret.json", "1");
  fs::create_directory(folder / "general");
  fs::create_symlink(folder / "elsewhere/secret.json", folder / "general" / "2026-11-18.json");
  fs::create_directory_symlink(folder / "elsewhere", folder / "random");
  REQUIRE(::mkfifo((folder / "general/2026-11-19.json").c_str(), 0600) == 0);
  auto const archive = export_archive::open(folder.path()).value();
  CHECK(archive->entries().size() == 2);
  CHECK(archive->find("general/2026-11-18.json") == 2);
  CHECK(archive->find("random/secret.json") == 2);
}

TEST_CASE("a file that is larger than any day is refused, not read") {
  test::temporary_folder folder;
  write(folder / "users.json", "[]");
  write(folder / "general/2026-11-18.json", "");
  fs::resize_file(folder / "general/2026-11-18.json", slack::largest_export_file + 1);
  auto const archive = export_archive::open(folder.path()).value();
  std::string bytes;
  auto const read = archive->read(archive->find("general/2026-11-18.json"), bytes, 0);
  REQUIRE_FALSE(read);
  CHECK(read.error().code == errc::too_large);
  CHECK(bytes.empty());
}

TEST_CASE("a zip file with a bit that has changed names the file it is in") {
  test::temporary_folder folder;
  std::string const text(5'000, 'x');
  write_zip(folder / "e.zip", {{"users.json", "[]"}, {"general/2026-11-18.json", text}});
  std::ifstream in(folder / "e.zip", std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(in), {}};
  // The checksum of the first file in the list at the end, 16 bytes into its row.
  auto const row = bytes.find("PK\x01\x02");
  REQUIRE(row != std::string::npos);
  auto const local = bytes.find("PK\x03\x04");
  for (auto const place : {row + 16, local + 14})
    bytes[place] = static_cast<char>(bytes[place] ^ 1);
  write(folder / "e.zip", bytes);
  auto const archive = export_archive::open(folder / "e.zip").value();
  std::string into;
  auto const read = archive->read(0, into, 0);
  REQUIRE_FALSE(read);
  CHECK(read.error().code == errc::invalid_input);
  CHECK(holds(read.error().detail, archive->entries()[0].name + " can't be unpacked: "));
  CHECK(archive->read(1, into, 0));
}

TEST_CASE("what is no export says so, and what to do") {
  test::temporary_folder folder;
  CHECK(holds(why_not(folder / "nowhere"), "does not exist"));
  CHECK(holds(why_not(folder.path()), "no users.json"));
  write(folder / "general/2026-11-18.json", "[]");
  CHECK(holds(why_not(folder / "general"), "the folder of one channel"));
  CHECK(holds(why_not(folder / "general/2026-11-18.json"), "no zip file"));
  write_zip(folder / "e.zip", {{"users.txt", "[]"}});
  CHECK(holds(why_not(folder / "e.zip"), "no users.json"));
}
