#include "bench/slack_export.hpp"

#include "calendar/local_date.hpp"

#include <fmt/format.h>
#include <zip.h>

#include <array>
#include <chrono>
#include <fstream>
#include <random>
#include <stdexcept>
#include <string>

namespace huzzah::bench {

namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr unsigned people = 400;
constexpr unsigned channels = 20;
constexpr unsigned a_day_and_channel = 100;

constexpr std::array<char const*, 8> talk{
    "I have looked at the dashboards again, and the latency is back where it was before the upgrade",
    "can somebody have a look at the failing pipeline? it seems to be the same flaky test as last week",
    "the window for the migration is tonight at ten, following the plan in the document",
    "lunch? I was thinking of the new place around the corner, they have soup",
    "<@{0}> did you see the question about invoices? no hurry, tomorrow is fine",
    "merged, will be on staging in ten minutes; thanks for the review",
    "here are the numbers for October: <https://example.com/reports/2026-10|report>, up a little",
    "good morning everybody :wave: working from home today, back at four"};

constexpr std::array<char const*, 4> thanks{"<@{0}> ++ for staying late to get the release out",
                                            "kudos <@{0}> for the clear write-up of the outage",
                                            ":trophy: <@{0}> best onboarding I ever had", "<@{0}>++"};

std::string person(unsigned number) {
  return fmt::format("U{:08}", number);
}

class writer {
 public:
  explicit writer(fs::path folder) : folder_(std::move(folder)) {}

  void lists() {
    std::string users;
    for (unsigned i = 0; i < people; ++i)
      users += fmt::format(
          R"({}{{"id":"{}","team_id":"T0BENCH","name":"person{}","deleted":{},"tz":"{}","is_bot":false,)"
          R"("profile":{{"display_name":"Person {}","real_name":"Person Number {}"}}}})",
          i == 0 ? "" : ",\n", person(i), i, i % 20 == 0, i % 3 == 0 ? "America/New_York" : "Europe/Berlin",
          i, i);
    put("users.json", "[" + users + "]");
    std::string all;
    for (unsigned i = 0; i < channels; ++i)
      all += fmt::format(R"({}{{"id":"C{:08}","name":"channel-{}","is_archived":false}})",
                         i == 0 ? "" : ",\n", i, i);
    put("channels.json", "[" + all + "]");
  }

  void day(unsigned number) {
    auto const midnight = std::chrono::sys_days{std::chrono::year{2016} / 1 / 1} + std::chrono::days{number};
    auto const date = calendar::to_string(calendar::local_date{midnight.time_since_epoch()});
    for (unsigned channel = 0; channel < channels; ++channel) {
      std::string messages;
      for (unsigned i = 0; i < a_day_and_channel; ++i) {
        auto const at =
            std::chrono::seconds{midnight.time_since_epoch()}.count() + 25'000 + i * 400 + channel;
        messages += (i == 0 ? "" : ",\n") + message(at);
      }
      put(fmt::format("channel-{}/{}.json", channel, date), "[\n" + messages + "\n]");
    }
  }

  export_facts const& facts() const { return facts_; }

 private:
  unsigned any(unsigned below) { return static_cast<unsigned>(random_() % below); }

  std::string message(std::int64_t at) {
    auto const is_kudos = facts_.messages % 10 == 7;
    auto const who = any(people);
    auto const other = person((who + 1 + any(people - 1)) % people);
    auto const text =
        fmt::format(fmt::runtime(is_kudos ? thanks[any(thanks.size())] : talk[any(talk.size())]), other);
    auto const reactions =
        any(8) == 0 ? fmt::format(R"(,"reactions":[{{"name":"+1","users":["{}"],"count":1}}])", other) : "";
    ++facts_.messages;
    if (is_kudos) ++facts_.kudos;
    return fmt::format(
        R"({{
    "client_msg_id": "{0:08x}-1111-4222-8333-{0:012x}",
    "type": "message",
    "text": "{1}",
    "user": "{2}",
    "ts": "{3}.{4:06}",
    "team": "T0BENCH",
    "user_team": "T0BENCH",
    "source_team": "T0BENCH",
    "user_profile": {{
        "avatar_hash": "{0:012x}",
        "image_72": "https:\/\/avatars.slack-edge.com\/2020-01-01\/{0:012x}_72.jpg",
        "first_name": "Person",
        "real_name": "Person Number {5}",
        "display_name": "Person {5}",
        "team": "T0BENCH",
        "name": "person{5}",
        "is_restricted": false,
        "is_ultra_restricted": false
    }},
    "blocks": [
        {{
            "type": "rich_text",
            "block_id": "b{0:x}",
            "elements": [
                {{
                    "type": "rich_text_section",
                    "elements": [
                        {{
                            "type": "text",
                            "text": "{1}"
                        }}
                    ]
                }}
            ]
        }}
    ]{6}
}})",
        static_cast<std::uint64_t>(random_()), text, person(who), at, facts_.messages % 1'000'000, who,
        reactions);
  }

  void put(std::string const& name, std::string const& text) {
    auto const file = folder_ / name;
    fs::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
    facts_.bytes += text.size();
  }

  fs::path folder_;
  std::mt19937 random_{20'261'125};
  export_facts facts_;
};

}  // namespace

export_facts write_export(fs::path const& folder, std::uint64_t messages) {
  writer all(folder);
  all.lists();
  for (unsigned day = 0; all.facts().messages < messages; ++day)
    all.day(day);
  return all.facts();
}

void zip_folder(fs::path const& folder, fs::path const& zip) {
  int failed = 0;
  auto* const archive = zip_open(zip.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &failed);
  if (archive == nullptr) throw std::runtime_error("the zip file can't be made");
  for (auto const& one : fs::recursive_directory_iterator(folder)) {
    if (!one.is_regular_file()) continue;
    auto* const source = zip_source_file(archive, one.path().c_str(), 0, -1);
    zip_file_add(archive, fs::relative(one.path(), folder).c_str(), source, ZIP_FL_ENC_UTF_8);
  }
  if (zip_close(archive) != 0) throw std::runtime_error("the zip file can't be written");
}

}  // namespace huzzah::bench
