#include "slack/export_archive.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zip.h>

#include <algorithm>
#include <cerrno>
#include <string>
#include <system_error>
#include <vector>

namespace huzzah::slack {

namespace {

namespace fs = std::filesystem;

/// A file of a folder, opened only when libzip reads it.
class packed_entry {
 public:
  packed_entry(export_archive& from, std::size_t index) : from_(from), index_(index) {}

  static zip_int64_t serve(void* self, void* data, zip_uint64_t length, zip_source_cmd_t command) {
    return static_cast<packed_entry*>(self)->serve(data, length, command);
  }

 private:
  zip_int64_t serve(void* data, zip_uint64_t length, zip_source_cmd_t command) {
    switch (command) {
      case ZIP_SOURCE_SUPPORTS:
        return ZIP_SOURCE_SUPPORTS_READABLE;
      case ZIP_SOURCE_OPEN: {
        // What can't be read is empty, and named as unreadable when it is looked at.
        auto const read = from_.read(index_, bytes_, 0);
        size_ = read ? *read : 0;
        at_ = 0;
        return 0;
      }
      case ZIP_SOURCE_READ: {
        auto const some = std::min<std::size_t>(length, size_ - at_);
        std::copy_n(bytes_.data() + at_, some, static_cast<char*>(data));
        at_ += some;
        return static_cast<zip_int64_t>(some);
      }
      case ZIP_SOURCE_CLOSE:
        std::string().swap(bytes_);
        return 0;
      case ZIP_SOURCE_STAT: {
        auto* const facts = static_cast<zip_stat_t*>(data);
        zip_stat_init(facts);
        return sizeof *facts;
      }
      case ZIP_SOURCE_ERROR:
        return zip_error_to_data(&failure_, data, length);
      case ZIP_SOURCE_FREE:
        return 0;
      default:
        zip_error_set(&failure_, ZIP_ER_OPNOTSUPP, 0);
        return -1;
    }
  }

  export_archive& from_;
  std::size_t index_;
  std::string bytes_;
  std::size_t size_ = 0;
  std::size_t at_ = 0;
  zip_error_t failure_{};
};

}  // namespace

result<base::descriptor> open_export_file(fs::path const& zip) {
  base::descriptor file(::open(zip.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));  // NOLINT(*-vararg)
  struct stat facts {};
  if (!file || ::fstat(file.get(), &facts) != 0) {
    if (errno == ENOENT)
      return error(errc::not_found, zip.string() + " does not exist: name the zip file or the folder");
    return error(errc::io_failed, zip.string() + " can't be read: " + std::generic_category().message(errno));
  }
  if (!S_ISREG(facts.st_mode)) return error(errc::invalid_input, zip.string() + " is no zip file");
  return file;
}

result<> pack_export(fs::path const& folder, fs::path const& zip) {
  auto const from = export_archive::open(folder);
  if (!from) return from.error();
  int code = 0;
  auto* const into = zip_open(zip.c_str(), ZIP_CREATE | ZIP_EXCL, &code);
  auto const failed = [&](char const* why) {
    return error(errc::io_failed, folder.string() + " can't be packed to hand it over: " + why);
  };
  if (into == nullptr) return failed("no file can be made among the temporary ones");
  std::vector<packed_entry> parts;
  auto const& entries = (*from)->entries();
  parts.reserve(entries.size());
  for (std::size_t i = 0; i < entries.size(); ++i) {
    parts.emplace_back(**from, i);
    auto* const source = zip_source_function(into, packed_entry::serve, &parts.back());
    auto const index = zip_file_add(into, entries[i].name.c_str(), source, ZIP_FL_ENC_UTF_8);
    if (index < 0) zip_source_free(source);
    if (index >= 0) zip_set_file_compression(into, static_cast<zip_uint64_t>(index), ZIP_CM_STORE, 0);
  }
  if (zip_close(into) == 0) return {};
  std::string const why = zip_strerror(into);
  zip_discard(into);
  return failed(why.c_str());
}

}  // namespace huzzah::slack
