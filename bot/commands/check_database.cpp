#include "bot/commands/check.hpp"

#include "app/ledger/checks.hpp"
#include "app/ledger/kudos_records.hpp"
#include "app/left_out.hpp"
#include "bot/features.hpp"
#include "store/failure.hpp"
#include "store/feature_tables.hpp"
#include "store/ownership.hpp"
#include "store/reader.hpp"

#include <fmt/format.h>

#include <unistd.h>

#include <algorithm>
#include <system_error>

namespace huzzah::bot::commands {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t most_lines = 5;

/// The first lines of many.
std::string some_of(std::vector<std::string> const& lines) {
  std::string text;
  for (std::size_t i = 0; i < lines.size() && i < most_lines; ++i)
    text += (i == 0 ? "" : "; ") + lines[i];
  if (lines.size() > most_lines) text += fmt::format("; and {} more", lines.size() - most_lines);
  return text;
}

/// The nearest folder above a path that exists: where the missing ones would be created.
fs::path existing_parent(fs::path const& file) {
  auto folder = fs::absolute(file).parent_path();
  std::error_code ignored;
  while (!fs::exists(folder, ignored) && folder.has_relative_path())
    folder = folder.parent_path();
  return folder;
}

finding check_writable(fs::path const& file) {
  auto const mend = "let the user that runs huzzah write the file and its folder";
  std::error_code ignored;
  auto const there = fs::exists(file, ignored);
  if (there && ::access(file.c_str(), R_OK | W_OK) != 0)
    return finding::bad("database", file.string() + " can't be written", mend);
  // SQLite keeps its write-ahead log beside the file.
  auto const folder = existing_parent(file);
  if (!fs::is_directory(folder, ignored) || ::access(folder.c_str(), W_OK | X_OK) != 0)
    return finding::bad("database", folder.string() + " is no folder that can be written", mend);
  return finding::good("database", there ? file.string() + " can be written"
                                         : file.string() + " is not there yet and will be created");
}

finding check_integrity(store::reader& from) {
  auto const damage = store::wrong_pages(from);
  if (damage.empty())
    return finding::good("integrity",
                         fmt::format("SQLite finds the file sound; {} kudos", ledger::count_kudos(from)));
  return finding::bad("integrity", some_of(damage),
                      "restore the newest backup; keep the damaged file until then");
}

/// False in a ledger that no program with the feature has written yet.
bool has_tables(std::vector<store::stored> const& there, store::feature_tables const& of) {
  return std::all_of(of.tables.begin(), of.tables.end(), [&](store::stored const& wanted) {
    return std::any_of(there.begin(), there.end(),
                       [&](auto const& one) { return one.table == wanted.table; });
  });
}

finding check_tallies(store::reader& ledger) {
  auto wrong = ledger::wrong_tallies(ledger);
  auto const there = store::catalogue(ledger);
  for (auto const& one : contributions())
    if (one.check && has_tables(there, one.tables))
      for (auto& line : one.check(ledger))
        wrong.push_back(one.name + ": " + line);
  if (wrong.empty()) return finding::good("tallies", "all follow from the ledger");
  return finding::bad("tallies", some_of(wrong), "please report this: it should never happen");
}

void add_left_out(store::reader& ledger, findings& found) {
  auto const lines = app::left_out(ledger);
  if (!lines.empty())
    found.push_back(finding::bad("left out", some_of(lines), "please report this: it is an error in Huzzah"));
}

}  // namespace

findings check_database(fs::path const& file) {
  // What storage says of a failure has the way to mend it in it.
  auto const cannot = [](error const& why) { return finding::bad("database", why.detail, ""); };
  if (auto owned = store::become_owner(file); !owned) return {cannot(owned.error())};
  findings found{check_writable(file)};
  std::error_code ignored;
  if (!fs::exists(file, ignored)) return found;
  auto const opened = store::reader::open(file);
  if (!opened) {
    found.push_back(cannot(opened.error()));
    return found;
  }
  try {
    found.push_back(check_integrity(**opened));
    found.push_back(check_tallies(**opened));
    add_left_out(**opened, found);
  } catch (store::storage_failure const& failure) {
    found.push_back(cannot(failure.why));
  }
  return found;
}

}  // namespace huzzah::bot::commands
