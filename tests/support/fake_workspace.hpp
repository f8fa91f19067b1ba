// A chat in memory behind Huzzah's port: remembers what was said, and fails when told to.
#pragma once

#include "chat/workspace.hpp"

#include <algorithm>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace huzzah::test {

/// Something the bot said.
class said_message {
 public:
  chat::message_ref where;
  std::string thread;
  std::string mark;
  chat::message said;
  bool removed = false;

  std::string text() const { return chat::to_plain(said.summary); }
};

/// A failure that is waiting for its call.
class planned_failure {
 public:
  planned_failure(error why_, bool after_effect_ = false)
      : why(std::move(why_)), after_effect(after_effect_) {}
  error why;
  bool after_effect;  ///< the call takes effect first
};

class fake_workspace final : public chat::workspace {
 public:
  fake_workspace() {
    add("U1", "Ada", "Europe/London");
    add("U2", "Bruno", "America/Sao_Paulo");
    add("U3", "Chiara", "Europe/Rome");
    add("U4", "Emi", "Asia/Tokyo");
    add("UBOT", "Deploy Bot", "Etc/UTC").is_bot = true;
    add("UGONE", "Greta", "Etc/UTC").is_deactivated = true;
    groups["S1"] = {"U1", "U2", "U3"};
    add_channel("C1", "general");
    add_channel("C2", "wins");
  }

  chat::channel_facts& add_channel(std::string id, std::string name) {
    members[id] = {"U1", "U2", "U3", "U4", "UBOT", "UHUZZAH"};
    auto& facts = channels[id];
    facts.id = std::move(id);
    facts.name = std::move(name);
    facts.is_member = true;
    return facts;
  }

  chat::person& add(std::string id, std::string name, std::string zone) {
    auto& somebody = people[id];
    somebody.id = std::move(id);
    somebody.name = std::move(name);
    somebody.time_zone = std::move(zone);
    return somebody;
  }

  std::map<std::string, chat::person> people;
  std::map<std::string, std::vector<std::string>> groups;
  std::map<std::string, chat::channel_facts> channels;                     ///< by id
  std::map<std::string, std::vector<std::string>> members;                 ///< of channels, by id
  std::set<std::string> undisturbed;                                       ///< who wants no disturbance
  std::vector<std::string> pictures;                                       ///< that were uploaded
  std::vector<chat::form> forms;                                           ///< that were opened
  std::map<std::string, std::vector<chat::past_message>> past;             ///< by channel, in any order
  std::vector<chat::past_query> pages_asked;                               ///< for pages of it
  base::time_point as_of;                                                  ///< of its pages
  std::map<std::string, std::vector<chat::past_reaction>> every_reaction;  ///< by message timestamp
  std::map<std::string, std::string> authors;                              ///< message timestamp → author
  std::vector<said_message> posts;  ///< to channels and direct channels ("D" + person)
  std::vector<std::pair<std::string, std::string>> whispers;    ///< to whom, what
  std::set<std::pair<std::string, std::string>> reactions;      ///< message timestamp, emoji
  std::map<std::string, std::deque<planned_failure>> failures;  ///< by call: "post"
  std::map<std::string, int> calls;
  base::wake_up* hold_posts = nullptr;  ///< posts wait for it as long as it is there

  /// What the bot has posted to a channel and not removed.
  std::vector<std::string> texts(std::string const& channel) const {
    std::vector<std::string> found;
    for (auto const& post : posts)
      if (post.where.channel == channel && !post.removed) found.push_back(post.text());
    return found;
  }

  std::string const& id() const override { return id_; }
  std::string const& self() const override { return self_; }

  awaitable<result<chat::message_ref>> post(std::string channel, std::string thread, chat::message said,
                                            std::string mark) override {
    auto const failure = begin("post");
    while (hold_posts)
      co_await hold_posts->wait();
    if (failure && !failure->after_effect) co_return failure->why;
    auto& posted = posts.emplace_back();
    posted.where = chat::message_ref(id_, std::move(channel), "99." + std::to_string(posts.size()));
    posted.thread = std::move(thread);
    posted.mark = std::move(mark);
    posted.said = std::move(said);
    if (failure) co_return failure->why;
    co_return posted.where;
  }
  awaitable<result<chat::message_ref>> find_marked(std::string channel, std::string,
                                                   std::string mark) override {
    if (auto const failure = begin("find_marked")) co_return failure->why;
    for (auto const& post : posts)
      if (post.where.channel == channel && post.mark == mark && !post.removed) co_return post.where;
    co_return error(errc::not_found, "no message with that mark");
  }
  awaitable<result<>> update(chat::message_ref where, chat::message said) override {
    if (auto const failure = begin("update")) co_return failure->why;
    for (auto& post : posts)
      if (post.where == where) post.said = said;
    co_return result<>();
  }
  awaitable<result<>> remove(chat::message_ref where) override {
    if (auto const failure = begin("remove")) co_return failure->why;
    for (auto& post : posts)
      if (post.where == where) post.removed = true;
    co_return result<>();
  }
  awaitable<result<>> whisper(std::string, std::string, std::string to, chat::message said) override {
    auto const failure = begin("whisper");
    if (!failure || failure->after_effect) whispers.emplace_back(std::move(to), chat::to_plain(said.summary));
    if (failure) co_return failure->why;
    co_return result<>();
  }
  awaitable<result<>> react(chat::message_ref where, std::string emoji) override {
    if (auto const failure = begin("react")) co_return failure->why;
    reactions.emplace(where.timestamp, std::move(emoji));
    co_return result<>();
  }
  awaitable<result<>> unreact(chat::message_ref where, std::string emoji) override {
    if (auto const failure = begin("unreact")) co_return failure->why;
    reactions.erase({where.timestamp, emoji});
    co_return result<>();
  }
  awaitable<result<std::string>> direct_channel(std::string to) override {
    if (auto const failure = begin("direct_channel")) co_return failure->why;
    co_return "D" + to;
  }
  awaitable<result<>> open_form(std::string, chat::form asked) override {
    if (auto const failure = begin("open_form")) co_return failure->why;
    forms.push_back(std::move(asked));
    co_return result<>();
  }
  awaitable<result<chat::person>> find_person(std::string id) override {
    if (auto const failure = begin("find_person")) co_return failure->why;
    auto const found = people.find(id);
    if (found == people.end()) co_return error(errc::not_found, "user_not_found");
    co_return found->second;
  }
  std::optional<chat::person> known_person(std::string const&) const override { return std::nullopt; }
  awaitable<result<std::vector<std::string>>> group_members(std::string group) override {
    if (auto const failure = begin("group_members")) co_return failure->why;
    auto const found = groups.find(group);
    if (found == groups.end()) co_return error(errc::not_found, "no_such_subteam");
    co_return found->second;
  }
  awaitable<result<std::string>> author_of(chat::message_ref where) override {
    if (auto const failure = begin("author_of")) co_return failure->why;
    auto const found = authors.find(where.timestamp);
    if (found == authors.end()) co_return error(errc::not_found, "message_not_found");
    co_return found->second;
  }
  awaitable<result<chat::channel_facts>> find_channel(std::string id_or_name) override {
    if (auto const failure = begin("find_channel")) co_return failure->why;
    for (auto const& [id, facts] : channels)
      if (id == id_or_name || "#" + facts.name == id_or_name) co_return facts;
    co_return error(errc::not_found, "no channel " + id_or_name);
  }
  awaitable<result<std::vector<chat::channel_facts>>> own_channels() override {
    if (auto const failure = begin("own_channels")) co_return failure->why;
    std::vector<chat::channel_facts> own;
    for (auto const& [id, facts] : channels)
      if (facts.is_member) own.push_back(facts);
    co_return own;
  }
  awaitable<result<chat::past_page>> read_past(chat::past_query wanted) override {
    pages_asked.push_back(wanted);
    if (auto const failure = begin("read_past")) co_return failure->why;
    chat::past_page page;
    page.as_of = as_of;
    for (auto const& one : past[wanted.channel]) {
      auto const& timestamp = one.where.timestamp;
      auto const thread = one.said ? one.said->thread : std::string();
      auto const is_within = timestamp > wanted.after && (wanted.before.empty() || timestamp < wanted.before);
      if (thread == wanted.thread && is_within) page.messages.push_back(one);
    }
    auto const newest_first = wanted.thread.empty();
    std::sort(page.messages.begin(), page.messages.end(), [&](auto const& a, auto const& b) {
      return newest_first ? a.where > b.where : a.where < b.where;
    });
    auto const from = wanted.cursor.empty() ? 0 : std::stoul(wanted.cursor);
    auto const to = from + static_cast<std::size_t>(wanted.limit);
    if (to < page.messages.size()) {
      page.next = std::to_string(to);
      page.messages.resize(to);
    }
    page.messages.erase(page.messages.begin(), page.messages.begin() + static_cast<std::ptrdiff_t>(from));
    co_return page;
  }
  awaitable<result<chat::past_page>> find_past(chat::message_ref where, chat::channel_kind) override {
    if (auto const failure = begin("find_past")) co_return failure->why;
    chat::past_page page;
    page.as_of = as_of;
    for (auto const& one : past[where.channel])
      if (one.where == where) page.messages.push_back(one);
    co_return page;
  }
  awaitable<result<std::vector<chat::past_reaction>>> all_reactions(chat::message_ref where) override {
    if (auto const failure = begin("all_reactions")) co_return failure->why;
    co_return every_reaction[where.timestamp];
  }
  std::string timestamp_at(base::time_point moment) const override {
    auto const micros = moment.time_since_epoch().count();
    auto fraction = std::to_string(micros % 1'000'000);
    fraction.insert(0, 6 - fraction.size(), '0');
    return std::to_string(micros / 1'000'000) + "." + fraction;
  }
  awaitable<result<std::vector<std::string>>> channel_members(std::string channel) override {
    if (auto const failure = begin("channel_members")) co_return failure->why;
    co_return members[channel];
  }
  awaitable<result<bool>> do_not_disturb(std::string person) override {
    if (auto const failure = begin("do_not_disturb")) co_return failure->why;
    co_return undisturbed.contains(person);
  }
  awaitable<result<std::string>> upload_picture(std::string, std::string png, std::string) override {
    if (auto const failure = begin("upload_picture")) co_return failure->why;
    pictures.push_back(std::move(png));
    co_return "F" + std::to_string(pictures.size());
  }
  std::string link_to(chat::message_ref const& where) const override {
    return "https://chat.example/" + where.channel + "/" + where.timestamp;
  }

 private:
  std::optional<planned_failure> begin(std::string const& call) {
    ++calls[call];
    auto& waiting = failures[call];
    if (waiting.empty()) return std::nullopt;
    auto next = waiting.front();
    waiting.pop_front();
    return next;
  }

  std::string id_ = "T1";
  std::string self_ = "UHUZZAH";
};

}  // namespace huzzah::test
