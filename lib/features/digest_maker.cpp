#include "features/digest_maker.hpp"

#include "features/digest_facts.hpp"
#include "features/digest_picture.hpp"
#include "features/open_channels.hpp"
#include "recognition/digest_render.hpp"

#include <spdlog/spdlog.h>

#include <set>
#include <utility>

namespace huzzah::features {

namespace {

// A digest of very many must not ask the platform for minutes.
constexpr std::size_t most_names_asked = 100;

}  // namespace

awaitable<result<digest_draft>> digest_maker::draft(recognition::digest_settings const& digest,
                                                    recognition::digest_window window, std::string channel,
                                                    std::vector<recognition::standup_settings> standups) {
  auto query = [&](storage::reader& from) {
    return read_digest(from, workspace_.id(), digest, window, standups);
  };
  auto facts = co_await store_.read(std::move(query));
  if (!facts) co_return std::move(facts).error();
  co_await keep_private(*facts, std::move(channel));
  fill_links(*facts);
  digest_draft made;
  made.learned = co_await fill_names(*facts);
  made.is_empty = facts->empty();
  made.document = recognition::compose(*facts, digest);
  co_return made;
}

awaitable<> digest_maker::keep_private(recognition::digest_facts& facts, std::string channel) {
  auto asked = channels_of(facts.wins);
  for (auto const& one : facts.shoutouts)
    if (!one.where.channel.empty()) asked.insert(one.where.channel);
  auto const open = co_await open_channels(workspace_, std::move(asked), std::move(channel));
  for (auto& one : facts.shoutouts) {
    // Without a channel it was said to the bot alone.
    if (!one.where.channel.empty() && open.contains(one.where.channel)) continue;
    one.reason.clear();
    one.where = {};
  }
  keep_open(facts.wins, open);
}

void digest_maker::fill_links(recognition::digest_facts& facts) {
  auto const link = [&](chat::message_ref const& where) {
    return where.timestamp.empty() || where.channel.empty() ? std::string() : workspace_.link_to(where);
  };
  for (auto& one : facts.shoutouts)
    one.link = link(one.where);
  for (auto& one : facts.wins)
    one.link = link(one.where);
}

awaitable<std::map<std::string, std::string>> digest_maker::fill_names(recognition::digest_facts& facts) {
  std::set<std::string> unknown;
  for_each_name(facts, [&](std::string const& person, std::string& name) {
    if (name.empty() && unknown.size() < most_names_asked) unknown.insert(person);
  });
  std::map<std::string, std::string> learned;
  for (auto const& person : unknown) {
    auto const found = co_await workspace_.find_person(person);
    if (found && !found->name.empty()) learned.emplace(person, found->name);
  }
  for_each_name(facts, [&](std::string const& person, std::string& name) {
    if (auto const known = learned.find(person); name.empty() && known != learned.end()) name = known->second;
  });
  co_return learned;
}

awaitable<std::string> digest_maker::picture(recognition::digest_settings const& digest,
                                             recognition::digest_document const& document) {
  if (!digest.picture || document.parts.empty()) co_return std::string();
  auto drawn = draw_digest_picture(document);
  if (!drawn) {
    spdlog::warn("the picture of the digest \"{}\" can't be drawn, text stands for it: {}", digest.name,
                 to_string(drawn.error()));
    co_return std::string();
  }
  auto words = recognition::picture_in_words(document);
  auto file = co_await workspace_.upload_picture("digest.png", std::move(*drawn), std::move(words));
  if (file) co_return std::move(file).value();
  spdlog::warn("the picture of the digest \"{}\" could not be given to the platform, text stands for it: {}",
               digest.name, to_string(file.error()));
  co_return std::string();
}

}  // namespace huzzah::features
