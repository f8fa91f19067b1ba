#include "slack/export_archive.hpp"

#include <zip.h>

namespace huzzah::slack {

namespace {

constexpr std::string_view people_file = "users.json";

/// What libzip says of a failure.
std::string words_of(int code) {
  zip_error_t failure;
  zip_error_init_with_code(&failure, code);
  std::string words = zip_error_strerror(&failure);
  zip_error_fini(&failure);
  return words;
}

class export_zip final : public export_archive {
 public:
  explicit export_zip(zip_t* opened) : zip_(opened) {}
  export_zip(export_zip const&) = delete;
  export_zip& operator=(export_zip const&) = delete;
  ~export_zip() override { zip_discard(zip_); }

  void list() {
    auto const count = zip_get_num_entries(zip_, 0);
    for (zip_int64_t i = 0; i < count; ++i) {
      zip_stat_t facts;
      auto const index = static_cast<zip_uint64_t>(i);
      constexpr auto wanted = ZIP_STAT_NAME | ZIP_STAT_SIZE;
      if (zip_stat_index(zip_, index, 0, &facts) != 0 || (facts.valid & wanted) != wanted) continue;
      std::string name = facts.name;
      if (name.ends_with('/')) continue;
      entries_.push_back({std::move(name), facts.size});
      places_.push_back(index);
    }
    leave_out_common_folder();
  }

  result<std::size_t> read(std::size_t index, std::string& into, std::size_t padding) override {
    auto const& [name, size] = entries_[index];
    if (auto room = make_room(name, size, into, padding); !room) return room.error();
    auto* const file = zip_fopen_index(zip_, places_[index], 0);
    if (file == nullptr) return damaged(name, zip_strerror(zip_));
    std::size_t have = 0;
    zip_int64_t got = 1;
    // libzip compares the checksum when it is asked for more bytes than there are.
    while (got > 0) {
      auto const left = std::max<std::uint64_t>(size - have, 1);
      got = zip_fread(file, into.data() + have, left);
      if (got > 0) have += static_cast<std::size_t>(got);
      if (have > size) break;
    }
    auto const words = std::string(zip_file_strerror(file));
    zip_fclose(file);
    if (got < 0) return damaged(name, words);
    if (have != size) return damaged(name, "it is not as long as the zip file says");
    return have;
  }

 private:
  static error damaged(std::string const& name, std::string const& why) {
    return {errc::invalid_input, name + " can't be unpacked: " + why};
  }

  /// In the zip file of a folder each name begins with that folder's.
  void leave_out_common_folder() {
    std::string common;
    auto found = false;
    for (auto const& [name, size] : entries_) {
      if (name != people_file && !name.ends_with("/" + std::string(people_file))) continue;
      auto before = name.substr(0, name.size() - people_file.size());
      if (!found || before.size() < common.size()) common = std::move(before);
      found = true;
    }
    if (common.empty()) return;
    // Other files in the zip file do not belong to the export.
    std::size_t kept = 0;
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      if (!entries_[i].name.starts_with(common)) continue;
      entries_[kept] = {entries_[i].name.substr(common.size()), entries_[i].size};
      places_[kept++] = places_[i];
    }
    entries_.resize(kept);
    places_.resize(kept);
  }

  zip_t* zip_;
  std::vector<zip_uint64_t> places_;
};

error cannot_open(int code, std::string const& name) {
  if (code == ZIP_ER_NOZIP) return {errc::invalid_input, name + " is no zip file, or only a part of one"};
  return {code == ZIP_ER_OPEN || code == ZIP_ER_READ ? errc::io_failed : errc::invalid_input,
          name + " can't be opened as a zip file: " + words_of(code)};
}

std::unique_ptr<export_archive> listed(zip_t* opened) {
  auto zip = std::make_unique<export_zip>(opened);
  zip->list();
  return zip;
}

}  // namespace

result<std::unique_ptr<export_archive>> open_export_zip(std::filesystem::path const& path) {
  int code = 0;
  auto* const opened = zip_open(path.c_str(), ZIP_RDONLY, &code);
  if (opened == nullptr) return cannot_open(code, path.string());
  return listed(opened);
}

result<std::unique_ptr<export_archive>> open_export_zip(base::descriptor file, std::string const& name) {
  int code = 0;
  auto* const opened = zip_fdopen(file.get(), 0, &code);
  if (opened == nullptr) return cannot_open(code, name);
  file.release();  // libzip closes it
  return listed(opened);
}

}  // namespace huzzah::slack
