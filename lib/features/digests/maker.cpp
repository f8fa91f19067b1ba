#include "features/digests/maker.hpp"

#include "app/ledger/win_views.hpp"
#include "features/digests/facts.hpp"
#include "features/digests/picture.hpp"

#include <spdlog/spdlog.h>

#include <set>
#include <utility>

namespace huzzah::digests {

namespace {

// A digest of very many must not ask the platform for minutes.
constexpr std::size_t most_names_asked = 100;

}  // namespace

awaitable<result<digest_draft>> maker::draft(settings const& digest, window window, std::string channel,
                                             calendar::workdays team, std::set<std::int64_t> const* only) {
  auto const to = co_await with_.audience.of_place(std::move(channel));
  auto query = [&](store::reader& from) {
    auto found = read_digest(from, with_.workspace.id(), digest, window, team, to, is_closed_, only);
    add_sections(found, from, with_.workspace.id(), to, more_);
    return found;
  };
  auto facts = co_await with_.store.read(std::move(query));
  if (!facts) co_return std::move(facts).error();
  co_await keep_readable(*facts, to);
  fill_links(*facts);
  digest_draft made;
  made.learned = co_await fill_names(*facts);
  made.is_empty = facts->empty();
  for (auto const& one : facts->shoutouts)
    made.entries.insert(one.id);
  for (auto const& one : facts->wins)
    made.entries.insert(one.id);
  made.document = compose(*facts, digest);
  co_return made;
}

awaitable<> maker::keep_readable(facts& facts, people::viewer to) {
  auto asked = ledger::channels_of(facts.wins);
  for (auto const& one : facts.shoutouts)
    asked.insert(one.where.channel);
  auto const readable = co_await with_.audience.readable(std::move(to), std::move(asked), true);
  std::erase_if(facts.shoutouts, [&](shoutout const& one) { return !readable.contains(one.where.channel); });
  ledger::keep_heard_in(facts.wins, readable, {});
  std::set<std::string> received;
  for (auto const& one : facts.shoutouts)
    received.insert(one.receiver);
  std::erase_if(facts.people, [&](recognised const& one) { return !received.contains(one.person); });
}

void maker::fill_links(facts& facts) {
  auto const link = [&](chat::message_ref const& where) {
    return where.id.empty() || where.channel.empty() ? std::string() : with_.workspace.link_to(where);
  };
  for (auto& one : facts.shoutouts)
    one.link = link(one.where);
  for (auto& one : facts.wins)
    one.link = link(one.where);
}

awaitable<std::map<std::string, std::string>> maker::fill_names(facts& facts) {
  std::set<std::string> unknown;
  for_each_name(facts, [&](std::string const& person, std::string& name) {
    if (name.empty() && !person.empty() && unknown.size() < most_names_asked) unknown.insert(person);
  });
  std::map<std::string, std::string> learned;
  for (auto const& person : unknown) {
    auto const found = co_await with_.workspace.find_person(person);
    if (found && !found->name.empty()) learned.emplace(person, found->name);
  }
  for_each_name(facts, [&](std::string const& person, std::string& name) {
    if (auto const known = learned.find(person); name.empty() && known != learned.end()) name = known->second;
  });
  co_return learned;
}

awaitable<std::string> maker::picture(settings const& digest, document const& document) {
  if (!digest.picture || document.sections.empty()) co_return std::string();
  auto drawn = draw_digest_picture(document);
  if (!drawn) {
    spdlog::warn("the picture of the digest \"{}\" can't be drawn, text stands for it: {}", digest.name,
                 to_string(drawn.error()));
    co_return std::string();
  }
  auto words = picture_in_words(document);
  auto file = co_await with_.workspace.upload_picture("digest.png", std::move(*drawn), std::move(words));
  if (file) co_return std::move(file).value();
  spdlog::warn("the picture of the digest \"{}\" could not be given to the platform, text stands for it: {}",
               digest.name, to_string(file.error()));
  co_return std::string();
}

}  // namespace huzzah::digests
