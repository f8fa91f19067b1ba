#include "sandbox/workspace/interactions.hpp"

#include <chrono>

namespace huzzah::sandbox {

namespace {

using namespace std::chrono_literals;

constexpr auto trigger_life = 3s;
constexpr auto response_life = 30min;
constexpr std::size_t most_kept = 10'000;

}  // namespace

std::string trigger_book::issue(std::string const& user) {
  std::erase_if(entries_, [&](auto const& known) { return known.second.until + 1min < clock_.uptime(); });
  auto id = ids_.digits(13) + "." + ids_.digits(12) + "." + ids_.hex(32);
  entries_[id] = entry{user, clock_.uptime() + trigger_life};
  return id;
}

std::string trigger_book::use(std::string const& trigger, std::string& user) {
  auto const found = entries_.find(trigger);
  if (found == entries_.end()) return "invalid_trigger_id";
  if (found->second.until < clock_.uptime()) return "expired_trigger_id";
  if (found->second.used) return "exchanged_trigger_id";
  found->second.used = true;
  user = found->second.user;
  return {};
}

std::string response_book::open(response_target target) {
  std::erase_if(targets_, [&](auto const& known) { return known.second.until + 1h < clock_.now(); });
  auto id = ids_.digits(13) + "-" + ids_.alphanumeric(24);
  target.until = clock_.now() + response_life;
  targets_[id] = std::move(target);
  return id;
}

response_target const* response_book::use(std::string const& id, std::string& problem) {
  auto const found = targets_.find(id);
  problem.clear();
  if (found == targets_.end())
    problem = "invalid_url";
  else if (found->second.until < clock_.now())
    problem = "expired_url";
  else if (found->second.posts_left == 0)
    problem = "used_url";
  if (!problem.empty()) return nullptr;
  --found->second.posts_left;
  return &found->second;
}

void private_book::keep(private_message shown) {
  auto const at = shown.content.at;
  shown_.insert_or_assign(at, std::move(shown));
  if (shown_.size() > most_kept) shown_.erase(shown_.begin());
}

private_message* private_book::find(stamp at) {
  auto const found = shown_.find(at);
  return found == shown_.end() ? nullptr : &found->second;
}

}  // namespace huzzah::sandbox
