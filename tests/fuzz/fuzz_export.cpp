// Whatever is in an export, reading it comes to an end, and what is found has an author and a time. The input
// is either a zip file, or three texts parted by zero bytes: the people, the channels, and a day of #general.
#include "slack/event_decoder.hpp"
#include "slack/export_reader.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <variant>

namespace {

using namespace huzzah;

void expect(bool holds) {
  if (!holds) std::abort();
}

/// Three files in memory.
class three_files final : public slack::export_archive {
 public:
  explicit three_files(std::string_view input) {
    for (auto const* name : {"users.json", "channels.json", "general/2026-11-25.json"}) {
      auto const end = std::min(input.find('\0'), input.size());
      texts_.at(entries_.size()) = input.substr(0, end);
      entries_.push_back({name, end});
      input.remove_prefix(std::min(end + 1, input.size()));
    }
  }
  result<std::size_t> read(std::size_t index, std::string& into, std::size_t padding) override {
    auto const text = texts_.at(index);
    if (auto room = slack::make_room(entries_[index].name, text.size(), into, padding); !room)
      return room.error();
    std::copy(text.begin(), text.end(), into.begin());
    return text.size();
  }

 private:
  std::array<std::string_view, 3> texts_;
};

/// Opens the input as if it were a file.
result<std::unique_ptr<slack::export_archive>> open_zip(std::string_view input) {
  auto const file = ::memfd_create("export", MFD_CLOEXEC);
  expect(file >= 0 && ::write(file, input.data(), input.size()) == static_cast<ssize_t>(input.size()));
  auto opened = slack::export_archive::open("/proc/self/fd/" + std::to_string(file));
  ::close(file);
  return opened;
}

void read_all(std::unique_ptr<slack::export_archive> files) {
  auto const reader = slack::export_reader::open(std::move(files), {});
  if (!reader) return;
  while (auto const* message = (*reader)->next()) {
    auto const said = (*reader)->decode();
    if (!said) continue;
    auto const* posted = std::get_if<chat::message_posted>(&*said);
    if (posted == nullptr) continue;
    expect(!posted->author.empty() && !posted->where.id.empty() && !posted->where.channel.empty());
    expect(posted->where.workspace == (*reader)->workspace());
    expect(message->revision() == slack::time_of(message->edited));
  }
  expect((*reader)->done() == (*reader)->size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  std::string_view const input(reinterpret_cast<char const*>(data), size);
  if (!input.starts_with("PK")) {
    read_all(std::make_unique<three_files>(input));
  } else if (auto zip = open_zip(input)) {
    read_all(std::move(*zip));
  }
  return 0;
}
