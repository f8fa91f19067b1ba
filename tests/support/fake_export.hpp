// A workspace export in memory.
#pragma once

#include "slack/export_reader.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>

namespace huzzah::test {

class fake_archive final : public slack::export_archive {
 public:
  explicit fake_archive(std::map<std::string, std::string> files, std::function<void()> on_read = {})
      : files_(std::move(files)), on_read_(std::move(on_read)) {
    for (auto const& [name, text] : files_)
      entries_.push_back({name, text.size()});
  }

  result<std::size_t> read(std::size_t index, std::string& into, std::size_t padding) override {
    if (on_read_) on_read_();
    auto const& name = entries_.at(index).name;
    auto const& text = files_.at(name);
    if (auto const room = slack::make_room(name, text.size(), into, padding); !room) return room.error();
    std::copy(text.begin(), text.end(), into.begin());
    return text.size();
  }

 private:
  std::map<std::string, std::string> files_;
  std::function<void()> on_read_;
};

/// Ada (Berlin), Bruno, who has left, and a robot; #general, and a private channel.
inline std::map<std::string, std::string> small_export() {
  return {{"users.json", R"([
             {"id":"U1","team_id":"T1","name":"ada","tz":"Europe/Berlin","profile":{"display_name":"Ada"}},
             {"id":"U2","team_id":"T1","name":"bruno","deleted":true,"profile":{"real_name":"Bruno B."}},
             {"id":"U3","team_id":"T1","name":"robot","is_bot":true},
             {"id":"U4","team_id":"T9","name":"guest"}])"},
          {"channels.json", R"([{"id":"C1","name":"general"},{"id":"C2","name":"random"}])"},
          {"groups.json", R"([{"id":"G1","name":"board"}])"}};
}

/// The small export and these days of channels: "general/2026-11-18.json" → its text.
inline std::unique_ptr<slack::export_reader> read_export(std::map<std::string, std::string> days,
                                                         slack::export_options const& options = {},
                                                         std::function<void()> on_read = {}) {
  days.merge(small_export());
  auto files = std::make_unique<fake_archive>(std::move(days), std::move(on_read));
  return std::move(slack::export_reader::open(std::move(files), options)).value();
}

}  // namespace huzzah::test
