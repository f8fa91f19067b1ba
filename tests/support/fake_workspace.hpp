// A chat in memory behind Huzzah's port: remembers what was said, and fails when told to.
#pragma once

#include "chat/workspace.hpp"
#include "support/limits.hpp"

#include <algorithm>
#include <deque>
#include <iterator>
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

/// A file that the bot gave to a person.
class shared_file {
 public:
  std::string to;
  std::string name;
  std::string content;
  chat::message said;
};

/// A failure that is waiting for its call.
class planned_failure {
 public:
  planned_failure(error why_, bool after_effect_ = false)
      : why(std::move(why_)), after_effect(after_effect_) {}
  error why;
  bool after_effect;  ///< the call takes effect first
};

class fake_workspace : public chat::workspace {
 public:
  explicit fake_workspace(std::string id = "T1") : id_(std::move(id)) {
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
  std::map<std::string, chat::channel_facts> channels;      ///< by id
  std::map<std::string, std::vector<std::string>> members;  ///< of channels, by id
  std::set<std::string> undisturbed;                        ///< who wants no disturbance
  std::set<std::string> people_unknown_now;                 ///< who can't be looked up
  std::size_t people_on_a_page = 1000;
  std::size_t channels_on_a_page = 999;
  std::vector<std::string> pictures;                                       ///< that were uploaded
  std::map<std::string, chat::message> homes;                              ///< by person
  std::map<std::string, shared_file> files;                                ///< by id
  std::vector<chat::form> forms;                                           ///< that were opened
  std::map<std::string, std::vector<chat::past_message>> past;             ///< by channel, in any order
  std::vector<chat::past_query> pages_asked;                               ///< for pages of it
  base::time_point as_of;                                                  ///< of its pages
  std::map<std::string, std::vector<chat::past_reaction>> every_reaction;  ///< by message id
  std::map<std::string, std::string> authors;                              ///< message id → author
  std::vector<said_message> posts;  ///< to channels and direct channels ("D" + person)
  std::vector<std::pair<std::string, std::string>> whispers;    ///< to whom, what
  std::set<std::pair<std::string, std::string>> reactions;      ///< message id, emoji
  std::map<std::string, std::deque<planned_failure>> failures;  ///< by call: "post"
  std::map<std::string, int> fail_after;                        ///< so many calls succeed before those
  std::map<std::string, int> calls;
  base::time_point looked_since;        ///< from when on a marked message was last looked for
  base::wake_up* hold_posts = nullptr;  ///< posts and reactions wait for it as long as it is there
  base::wake_up* hold_facts = nullptr;  ///< what decides who may read waits for it as long as it is there
  base::wake_up* hold_background = nullptr;  ///< pages that can wait, likewise
  base::wake_up* hold_answers = nullptr;     ///< who people are and who is in a group, likewise

  /// What the bot has posted to a channel and not removed.
  std::vector<std::string> texts(std::string const& channel) const {
    std::vector<std::string> found;
    for (auto const& post : posts)
      if (post.where.channel == channel && !post.removed) found.push_back(post.text());
    return found;
  }

  std::string const& id() const override { return id_; }
  std::string const& self() const override { return self_; }
  chat::limits const& limits() const override { return test::limits; }
  chat::limits const& home_limits() const override { return test::limits; }

  awaitable<result<chat::message_ref>> post(std::string channel, std::string thread, chat::message said,
                                            std::string mark) override {
    auto const failure = begin("post");
    while (hold_posts)
      co_await hold_posts->wait();
    if (failure && !failure->after_effect) co_return failure->why;
    auto& posted = posts.emplace_back();
    if (people.contains(channel)) channel.insert(0, "D");
    posted.where = chat::message_ref(id_, std::move(channel), "99." + std::to_string(posts.size()));
    posted.thread = std::move(thread);
    posted.mark = std::move(mark);
    posted.said = std::move(said);
    if (failure) co_return failure->why;
    co_return posted.where;
  }
  awaitable<result<chat::message_ref>> find_marked(std::string channel, std::string, std::string mark,
                                                   base::time_point since) override {
    looked_since = since;
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
    auto const failure = begin("react");
    while (hold_posts)
      co_await hold_posts->wait();
    if (failure) co_return failure->why;
    reactions.emplace(where.id, std::move(emoji));
    co_return result<>();
  }
  awaitable<result<>> unreact(chat::message_ref where, std::string emoji) override {
    if (auto const failure = begin("unreact")) co_return failure->why;
    reactions.erase({where.id, emoji});
    co_return result<>();
  }
  awaitable<result<std::string>> direct_channel(std::string to) override {
    if (auto const failure = begin("direct_channel")) co_return failure->why;
    co_return "D" + to;
  }
  awaitable<result<>> publish_home(std::string to, chat::message shown) override {
    if (auto const failure = begin("publish_home")) co_return failure->why;
    homes[to] = std::move(shown);
    co_return result<>();
  }
  awaitable<result<std::string>> share_file(std::string to, std::string name, std::string content,
                                            chat::message said) override {
    if (auto const failure = begin("share_file")) co_return failure->why;
    auto& file = files["F" + std::to_string(files.size() + 1)];
    file.to = std::move(to);
    file.name = std::move(name);
    file.content = std::move(content);
    file.said = std::move(said);
    co_return "F" + std::to_string(files.size());
  }
  awaitable<result<>> remove_file(std::string file) override {
    if (auto const failure = begin("remove_file")) co_return failure->why;
    files.erase(file);
    co_return result<>();
  }
  awaitable<result<>> open_form(std::string, chat::form asked) override {
    if (auto const failure = begin("open_form")) co_return failure->why;
    forms.push_back(std::move(asked));
    co_return result<>();
  }
  awaitable<result<chat::person>> find_person(std::string id) override {
    if (auto const failure = begin("find_person")) co_return failure->why;
    while (hold_answers)
      co_await hold_answers->wait();
    auto const found = people.find(id);
    if (found == people.end()) co_return error(errc::not_found, "user_not_found");
    co_return found->second;
  }
  awaitable<result<chat::people_page>> find_people(chat::people_query wanted) override {
    if (auto const failure = begin("find_people")) co_return failure->why;
    chat::people_page page;
    for (auto& id : wanted.ids) {
      if (page.people.size() == people_on_a_page)
        page.rest.ids.push_back(std::move(id));
      else if (people_unknown_now.contains(id))
        page.failed.push_back(std::move(id));
      else if (auto const found = people.find(id); found != people.end())
        page.people.push_back(found->second);
    }
    co_return page;
  }
  std::optional<chat::person> known_person(std::string const&) const override { return std::nullopt; }
  awaitable<result<std::vector<chat::user_group>>> user_groups() override {
    if (auto const failure = begin("user_groups")) co_return failure->why;
    std::vector<chat::user_group> found;
    for (auto const& [id, people_in] : groups) {
      found.emplace_back();
      found.back().id = id;
      found.back().handle = "crew-" + id;
    }
    co_return found;
  }
  awaitable<result<std::vector<std::string>>> admins() override {
    if (auto const failure = begin("admins")) co_return failure->why;
    std::vector<std::string> found;
    for (auto const& [id, somebody] : people)
      if (somebody.is_admin) found.push_back(id);
    co_return found;
  }
  awaitable<result<std::vector<std::string>>> group_members(std::string group) override {
    if (auto const failure = begin("group_members")) co_return failure->why;
    while (hold_answers)
      co_await hold_answers->wait();
    auto const found = groups.find(group);
    if (found == groups.end()) co_return error(errc::not_found, "no_such_subteam");
    co_return found->second;
  }
  awaitable<result<std::string>> author_of(chat::message_ref where) override {
    if (auto const failure = begin("author_of")) co_return failure->why;
    auto const found = authors.find(where.id);
    if (found == authors.end()) co_return error(errc::not_found, "message_not_found");
    co_return found->second;
  }
  awaitable<result<chat::channel_facts>> find_channel(std::string id_or_name) override {
    if (auto const failure = begin("find_channel")) co_return failure->why;
    for (auto const& [id, facts] : channels)
      if (id == id_or_name || "#" + facts.name == id_or_name) co_return facts;
    co_return error(errc::not_found, "no channel " + id_or_name);
  }
  awaitable<result<chat::person>> person_now(std::string id) override {
    ++calls["person_now"];
    while (hold_facts)
      co_await hold_facts->wait();
    if (auto const failure = take_failure("person_now")) co_return failure->why;
    auto const found = people.find(id);
    if (found == people.end()) co_return error(errc::not_found, "user_not_found");
    co_return found->second;
  }
  awaitable<result<chat::channel_facts>> channel_now(std::string id) override {
    ++calls["channel_now"];
    while (hold_facts)
      co_await hold_facts->wait();
    if (auto const failure = take_failure("channel_now")) co_return failure->why;
    auto const found = channels.find(id);
    if (found == channels.end()) co_return error(errc::not_found, "no channel " + id);
    co_return found->second;
  }
  awaitable<result<std::vector<std::string>>> channels_of(std::string person) override {
    ++calls["channels_of"];
    while (hold_facts)
      co_await hold_facts->wait();
    if (auto const failure = take_failure("channels_of")) co_return failure->why;
    std::vector<std::string> in;
    for (auto const& [id, all] : members)
      if (std::find(all.begin(), all.end(), person) != all.end()) in.push_back(id);
    co_return in;
  }
  awaitable<result<chat::channel_page>> own_channels(std::string cursor) override {
    if (auto const failure = begin("own_channels")) co_return failure->why;
    chat::channel_page page;
    for (auto one = channels.upper_bound(cursor); one != channels.end(); ++one) {
      if (page.channels.size() == channels_on_a_page) {
        page.next = std::prev(one)->first;
        break;
      }
      if (one->second.is_member) page.channels.push_back(one->second);
    }
    co_return page;
  }
  awaitable<result<chat::past_page>> read_past(chat::past_query wanted) override {
    pages_asked.push_back(wanted);
    while (wanted.can_wait && hold_background)
      co_await hold_background->wait();
    if (auto const failure = begin("read_past")) co_return failure->why;
    chat::past_page page;
    page.as_of = as_of;
    for (auto const& one : past[wanted.channel]) {
      auto const& id = one.where.id;
      auto const thread = one.said ? one.said->thread : std::string();
      auto const is_within = id > wanted.after && (wanted.before.empty() || id < wanted.before);
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
    co_return every_reaction[where.id];
  }
  std::string id_at(base::time_point moment) const override {
    auto const micros = moment.time_since_epoch().count();
    auto fraction = std::to_string(micros % 1'000'000);
    fraction.insert(0, 6 - fraction.size(), '0');
    return std::to_string(micros / 1'000'000) + "." + fraction;
  }
  awaitable<result<std::vector<std::string>>> channel_members(std::string channel) override {
    if (auto const failure = begin("channel_members")) co_return failure->why;
    co_return members[channel];
  }
  awaitable<result<std::map<std::string, bool>>> do_not_disturb(std::vector<std::string> wanted) override {
    if (auto const failure = begin("do_not_disturb")) co_return failure->why;
    std::map<std::string, bool> found;
    for (auto const& person : wanted)
      found[person] = undisturbed.contains(person);
    co_return found;
  }
  awaitable<result<std::string>> upload_picture(std::string, std::string png, std::string) override {
    if (auto const failure = begin("upload_picture")) co_return failure->why;
    pictures.push_back(std::move(png));
    co_return "F" + std::to_string(pictures.size());
  }
  std::string link_to(chat::message_ref const& where) const override {
    return "https://chat.example/" + where.channel + "/" + where.id;
  }

 private:
  std::optional<planned_failure> begin(std::string const& call) {
    ++calls[call];
    return take_failure(call);
  }
  std::optional<planned_failure> take_failure(std::string const& call) {
    auto& waiting = failures[call];
    if (waiting.empty()) return std::nullopt;
    if (auto& first = fail_after[call]; first > 0) {
      --first;
      return std::nullopt;
    }
    auto next = waiting.front();
    waiting.pop_front();
    return next;
  }

  std::string id_;
  std::string self_ = "UHUZZAH";
};

}  // namespace huzzah::test
