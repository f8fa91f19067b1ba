// The port to a chat platform, by Slack's Web API.
#pragma once

#include "base/cache.hpp"
#include "chat/workspace.hpp"
#include "slack/event_decoder.hpp"
#include "slack/message_limits.hpp"
#include "slack/slack_options.hpp"
#include "slack/web_api.hpp"

#include <nlohmann/json_fwd.hpp>

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace huzzah::slack {

/// What auth.test says of a bot token.
class account {
 public:
  std::string workspace;                        ///< team id
  std::string team;                             ///< its name
  std::string enterprise;                       ///< that it is a workspace of; empty for none
  std::string url;                              ///< "https://team.slack.com/"
  std::string self;                             ///< the bot's user id
  std::string name;                             ///< the bot's name
  std::vector<std::string> scopes;              ///< what the token may do; empty if Slack did not say
  std::optional<base::time_point> server_time;  ///< by the Date header
};

/// The types of channels that have a name.
inline constexpr auto* named_channels = "public_channel,private_channel";

/// Asks whose token it is.
awaitable<result<account>> who_am_i(web_api& api);

/// A link that opens a message in Slack, in the workspace of that URL.
std::string message_link(std::string const& workspace_url, chat::message_ref const& where);

/// A workspace that the bot token opens. I/O thread only; the clock must outlive it.
class slack_workspace final : public chat::workspace {
 public:
  /// Asks Slack whose token it is; fails with unauthorized when it is none.
  static awaitable<result<std::unique_ptr<slack_workspace>>> connect(slack_options options,
                                                                     base::clock& clock);

  std::string const& id() const override { return account_.workspace; }
  std::string const& self() const override { return account_.self; }
  chat::limits const& limits() const override { return message_limits(); }
  chat::limits const& home_limits() const override { return slack::home_limits(); }

  awaitable<result<chat::message_ref>> post(std::string channel, std::string thread, chat::message said,
                                            std::string mark) override;
  awaitable<result<chat::message_ref>> find_marked(std::string channel, std::string thread, std::string mark,
                                                   base::time_point since) override;
  awaitable<result<>> update(chat::message_ref where, chat::message said) override;
  awaitable<result<>> remove(chat::message_ref where) override;
  awaitable<result<>> whisper(std::string channel, std::string thread, std::string to,
                              chat::message said) override;
  awaitable<result<>> react(chat::message_ref where, std::string emoji) override;
  awaitable<result<>> unreact(chat::message_ref where, std::string emoji) override;
  awaitable<result<std::string>> direct_channel(std::string to) override;
  awaitable<result<>> open_form(std::string trigger, chat::form asked) override;
  awaitable<result<>> publish_home(std::string to, chat::message shown) override;
  awaitable<result<std::string>> share_file(std::string to, std::string name, std::string content,
                                            chat::message said) override;
  awaitable<result<>> remove_file(std::string file) override;
  awaitable<result<chat::person>> find_person(std::string id) override;
  awaitable<result<chat::people_page>> find_people(chat::people_query wanted) override;
  std::optional<chat::person> known_person(std::string const& id) const override;
  awaitable<result<std::vector<chat::user_group>>> user_groups() override;
  awaitable<result<std::vector<std::string>>> admins() override;
  awaitable<result<std::vector<std::string>>> group_members(std::string group) override;
  awaitable<result<std::string>> author_of(chat::message_ref where) override;
  awaitable<result<chat::channel_facts>> find_channel(std::string id_or_name) override;
  awaitable<result<std::vector<std::string>>> channel_members(std::string channel) override;
  awaitable<result<chat::channel_page>> own_channels(std::string cursor) override;
  awaitable<result<chat::person>> person_now(std::string id) override;
  awaitable<result<chat::channel_facts>> channel_now(std::string id) override;
  awaitable<result<std::vector<std::string>>> channels_of(std::string person) override;
  awaitable<result<chat::past_page>> read_past(chat::past_query wanted) override;
  awaitable<result<chat::past_page>> find_past(chat::message_ref where, chat::channel_kind kind) override;
  awaitable<result<std::vector<chat::past_reaction>>> all_reactions(chat::message_ref where) override;
  std::string id_at(base::time_point moment) const override;
  awaitable<result<std::map<std::string, bool>>> do_not_disturb(std::vector<std::string> people) override;
  awaitable<result<std::string>> upload_picture(std::string name, std::string png,
                                                std::string alt_text) override;
  std::string link_to(chat::message_ref const& where) const override;

  /// Profiles, groups and channels that Slack says have changed.
  void forget_person(std::string const& id) { people_.forget(id); }
  void forget_group(std::string const& id) { groups_.forget(id); }
  void forget_channel(std::string const& id) { channels_.forget(id); }

  /// Sets the function that is called when Slack no longer takes the bot token.
  void when_refused(std::function<void(error const&)> call) { api_.when_refused(std::move(call)); }
  /// Asks whether Slack takes the bot token.
  awaitable<> check_token() { return api_.check_token(); }

  /// For the socket, which shares connections and settings with the calls.
  net::https_client& client() { return client_; }
  net::connect_options const& connections() const { return connections_; }
  account const& details() const { return account_; }
  api_stats const& calls() const { return api_.stats(); }

  /// Says more to a command or button, through the response_url that came with it.
  awaitable<result<>> respond(std::string url, std::string json);

 private:
  slack_workspace(slack_options const& options, net::connect_options connections, base::clock& clock);

  /// A person, and when their status ends: perhaps before the cache asks again.
  class known_user {
   public:
    /// As they are now: the status is empty once it has ended.
    chat::person at(base::time_point now) const;

    chat::person who;
    base::time_point status_ends = base::time_point::max();
  };

  awaitable<result<known_user>> ask_person(std::string id);
  /// Reads a page of the whole workspace's people, remembers those who are wanted, and returns the cursor of
  /// the next one.
  awaitable<result<std::string>> list_people(std::string cursor, std::vector<std::string> const& wanted);
  known_user known_user_of(nlohmann::json const& user) const;
  awaitable<result<std::vector<std::string>>> ask_group(std::string group);
  awaitable<result<std::string>> ask_direct_channel(std::string to);
  awaitable<result<chat::channel_facts>> ask_channel(std::string id);
  awaitable<result<std::vector<chat::channel_facts>>> ask_named_channels();
  awaitable<result<chat::channel_page>> ask_own_channels(std::string types, std::string cursor);
  awaitable<result<std::vector<std::string>>> ask_channels_of(std::string person, std::string types);
  awaitable<result<chat::past_page>> ask_past(api_call call, std::string channel, chat::channel_kind kind);
  identity us() const;
  awaitable<result<std::string>> upload(std::string name, std::string content, std::string alt_text);
  awaitable<result<>> complete(api_call call, std::string file, std::string name);
  awaitable<result<>> wait_for_file(std::string file);
  awaitable<result<std::string>> author_in(std::string method, chat::message_ref where);
  awaitable<result<>> succeed(api_call call, std::string already);
  /// Makes a call that says something; once more without its pictures where Slack refuses those.
  awaitable<result<api_answer>> say(api_call call, chat::message said);

  net::connect_options connections_;
  net::https_client client_;
  web_api api_;
  base::clock& clock_;
  account account_;
  base::cache<known_user> people_;
  base::cache<std::vector<std::string>> groups_;
  base::cache<std::string> direct_channels_;
  base::cache<chat::channel_facts> channels_;
  base::cache<std::vector<chat::channel_facts>> own_channels_;  ///< under one key: there is one list
  bool says_direct_unknown_ = false;  ///< it was logged that direct channels can't be listed
};

}  // namespace huzzah::slack
