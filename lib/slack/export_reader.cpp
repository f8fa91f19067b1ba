#include "slack/export_reader.hpp"

#include "slack/dom.hpp"
#include "slack/event_decoder.hpp"
#include "slack/profile.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace huzzah::slack {

namespace {

namespace dom = simdjson::dom;

constexpr std::size_t padding = simdjson::SIMDJSON_PADDING;
constexpr std::string_view day_suffix = ".json";

/// A day of a channel.
class day_file {
 public:
  std::size_t entry;
  std::string_view day;  // "2026-11-25", in the entry's name
  std::string_view channel;
  std::string_view channel_type;
};

/// A channel's id, and what the decoder calls its kind.
class channel_facts_of_export {
 public:
  std::string id;
  std::string_view type;
};

/// The file that is being read, and what its JSON is.
class json_file {
 public:
  /// Reads and parses an entry; the element is there until the next call.
  result<dom::element> read(export_archive& from, std::size_t entry) {
    auto const size = from.read(entry, bytes_, padding);
    if (!size) return size.error();
    std::fill_n(bytes_.begin() + static_cast<std::ptrdiff_t>(*size), padding, '\0');
    dom::element all;
    auto const failed = parser_.parse(bytes_.data(), *size, false).get(all);
    if (failed != simdjson::SUCCESS)
      return error(errc::bad_message,
                   from.entries()[entry].name + " is no JSON (" + simdjson::error_message(failed) + ")");
    return all;
  }

 private:
  std::string bytes_;
  dom::parser parser_;
};

/// The id that most of the people have; people of other workspaces (shared channels) are among them.
std::string most_common(std::map<std::string, std::size_t> const& counted) {
  auto const fewer = [](auto const& one, auto const& other) { return one.second < other.second; };
  auto const most = std::max_element(counted.begin(), counted.end(), fewer);
  return most == counted.end() ? std::string() : most->first;
}

}  // namespace

bool export_message::names_people() const {
  return text.find("<@") != std::string_view::npos || text.find("<!") != std::string_view::npos;
}

base::time_point export_message::posted() const {
  return time_of(timestamp);
}

base::time_point export_message::revision() const {
  return time_of(edited);
}

class export_reader::state {
 public:
  explicit state(std::unique_ptr<export_archive> archive) : archive_(std::move(archive)) {}

  result<> read_people(std::vector<std::string> const& known) {
    auto const all = file_.read(*archive_, archive_->find("users.json"));
    if (!all) return unusable(all.error());
    dom::array users;
    if (all->get(users) != simdjson::SUCCESS) return no_list("users.json");
    std::map<std::string, std::size_t> teams;
    for (auto const user : users)
      if (auto const team = text_in(user, "team_id"); !team.empty()) ++teams[std::string(team)];
    workspace_ = teams.empty() && known.size() == 1 ? known.front() : most_common(teams);
    if (workspace_.empty())
      return error(errc::invalid_input,
                   "users.json does not say which workspace this is (team_id): let the bot connect once with "
                   "this database, and import then");
    if (!known.empty() && std::find(known.begin(), known.end(), workspace_) == known.end())
      return error(errc::invalid_input, "this is the export of the workspace " + workspace_ +
                                            ", and the database is that of " + known.front() +
                                            ": name another one with --database");
    for (auto const user : users) {
      auto person = person_of(copy_of(user, 2), workspace_, {});
      if (!person.id.empty()) people_.insert_or_assign(person.id, std::move(person));
    }
    return {};
  }

  result<> read_channels() {
    auto const public_ones = read_channels("channels.json", "channel");
    if (!public_ones) return public_ones.error();
    if (archive_->find("groups.json") == archive_->entries().size()) return {};
    return read_channels("groups.json", "group");
  }

  /// Finds the days that are asked for, in the order in which they happened.
  void choose_days(export_options const& options) {
    std::set<std::string_view> left_out;
    auto const& entries = archive_->entries();
    for (std::size_t i = 0; i < entries.size(); ++i) {
      std::string_view const name = entries[i].name;
      auto const slash = name.find('/');
      if (slash == std::string_view::npos || !name.ends_with(day_suffix)) continue;
      auto const channel = channels_.find(std::string(name.substr(0, slash)));
      auto day = name.substr(slash + 1);
      day.remove_suffix(day_suffix.size());
      if (channel == channels_.end()) {
        left_out.insert(name.substr(0, slash));
        continue;
      }
      auto const is_in =
          (options.since.empty() || day >= options.since) && (options.until.empty() || day <= options.until);
      if (!is_in) continue;
      days_.push_back({i, day, channel->second.id, channel->second.type});
      size_ += entries[i].size;
    }
    left_out_ = left_out.size();
    std::sort(days_.begin(), days_.end(), [](day_file const& one, day_file const& other) {
      return std::tie(one.day, one.entry) < std::tie(other.day, other.entry);
    });
  }

  export_message const* next() {
    for (;;) {
      if (position_ == end_ && !next_file()) return nullptr;
      if (position_ == end_) continue;  // a day without messages
      current_ = *position_;
      ++position_;
      ++place_;
      if (current_.is_object()) break;
      problem("message " + std::to_string(place_) + " is no object");
    }
    look_at();
    return &message_;
  }

  std::optional<chat::event> decode() const {
    auto json = copy_of(current_, 2);
    json["channel"] = std::string(day().channel);
    json["channel_type"] = std::string(day().channel_type);
    identity us;
    us.workspace = workspace_;
    return decode_message(json, us);
  }

  chat::message_ref where() const {
    return {workspace_, std::string(day().channel), std::string(message_.timestamp)};
  }

  std::string const& workspace() const { return workspace_; }
  std::unordered_map<std::string, chat::person> const& people() const { return people_; }
  std::uint64_t size() const { return size_; }
  std::uint64_t done() const { return done_; }
  std::size_t files() const { return next_day_; }
  std::size_t folders_left_out() const { return left_out_; }
  std::vector<export_problem> const& problems() const { return problems_; }

 private:
  static error unusable(error const& why) {
    return {why.code == errc::io_failed ? why.code : errc::invalid_input, why.detail};
  }
  static error no_list(std::string const& name) {
    return {errc::invalid_input, name + " holds no list: it is not as Slack exports it"};
  }

  result<> read_channels(std::string const& name, std::string_view type) {
    auto const entry = archive_->find(name);
    if (entry == archive_->entries().size())
      return error(errc::invalid_input, "there is no " + name + ": this is only a part of an export");
    auto const all = file_.read(*archive_, entry);
    if (!all) return unusable(all.error());
    dom::array channels;
    if (all->get(channels) != simdjson::SUCCESS) return no_list(name);
    for (auto const channel : channels) {
      auto const id = text_in(channel, "id");
      if (!id.empty())
        channels_.insert_or_assign(std::string(text_in(channel, "name")),
                                   channel_facts_of_export{std::string(id), type});
    }
    return {};
  }

  day_file const& day() const { return days_[next_day_ - 1]; }

  void problem(std::string why) {
    problems_.emplace_back(archive_->entries()[day().entry].name, std::move(why));
  }

  /// False at the end. A file that can't be read is noted, and has no messages.
  bool next_file() {
    if (next_day_ > 0) done_ += archive_->entries()[day().entry].size;
    if (next_day_ == days_.size()) {
      end_ = position_ = {};
      return false;
    }
    ++next_day_;
    place_ = 0;
    position_ = end_ = {};
    auto const all = file_.read(*archive_, day().entry);
    if (!all) {
      problem(all.error().detail);
      return true;
    }
    dom::array messages;
    if (all->get(messages) != simdjson::SUCCESS) {
      problem("it holds no list of messages");
      return true;
    }
    position_ = messages.begin();
    end_ = messages.end();
    return true;
  }

  /// Fills message_ from current_, in one pass over its members.
  void look_at() {
    message_.author = message_.text = message_.timestamp = message_.edited = {};
    message_.reactions.clear();
    std::string_view bot;
    std::string_view subtype;
    dom::object members;
    if (current_.get(members) != simdjson::SUCCESS) return;
    for (auto const& [name, value] : members) {
      std::string_view text;
      if (name == "reactions")
        look_at_reactions(value);
      else if (name == "edited")
        message_.edited = text_in(value, "ts");
      else if (value.get(text) != simdjson::SUCCESS)
        continue;
      else if (name == "user")
        message_.author = text;
      else if (name == "text")
        message_.text = text;
      else if (name == "ts")
        message_.timestamp = text;
      else if (name == "subtype")
        subtype = text;
      else if (name == "bot_id")
        bot = text;
    }
    message_.by_bot = !bot.empty() || subtype == "bot_message" || message_.author == "USLACKBOT";
    message_.is_speech = slack::is_speech(subtype);
  }

  void look_at_reactions(dom::element const& all) {
    dom::array list;
    if (all.get(list) != simdjson::SUCCESS) return;
    for (auto const one : list) {
      auto& added = message_.reactions.emplace_back();
      added.emoji = text_in(one, "name");
      added.emoji = added.emoji.substr(0, added.emoji.find("::"));
      if (one["count"].get(added.count) != simdjson::SUCCESS) added.count = 0;
      dom::array users;
      if (one["users"].get(users) != simdjson::SUCCESS) continue;
      for (auto const user : users) {
        std::string_view id;
        if (user.get(id) == simdjson::SUCCESS && !id.empty()) added.people.push_back(id);
      }
    }
  }

  std::unique_ptr<export_archive> archive_;
  json_file file_;
  std::string workspace_;
  std::unordered_map<std::string, chat::person> people_;
  std::unordered_map<std::string, channel_facts_of_export> channels_;
  std::vector<day_file> days_;
  std::vector<export_problem> problems_;
  std::size_t left_out_ = 0;
  std::uint64_t size_ = 0;
  std::uint64_t done_ = 0;
  std::size_t next_day_ = 0;  // the one being read is before it
  std::size_t place_ = 0;     // of the message within its file, from 1
  dom::array::iterator position_;
  dom::array::iterator end_;
  dom::element current_;
  export_message message_;
};

result<std::unique_ptr<export_reader>> export_reader::open(std::filesystem::path const& path,
                                                           export_options const& options) {
  auto archive = export_archive::open(path);
  if (!archive) return archive.error();
  return open(std::move(*archive), options);
}

result<std::unique_ptr<export_reader>> export_reader::open(std::unique_ptr<export_archive> files,
                                                           export_options const& options) {
  auto all = std::make_unique<state>(std::move(files));
  if (auto read = all->read_people(options.workspaces); !read) return read.error();
  if (auto read = all->read_channels(); !read) return read.error();
  all->choose_days(options);
  return std::unique_ptr<export_reader>(new export_reader(std::move(all)));
}

export_reader::export_reader(std::unique_ptr<state> all) : state_(std::move(all)) {}
export_reader::~export_reader() = default;

std::string const& export_reader::workspace() const {
  return state_->workspace();
}
std::unordered_map<std::string, chat::person> const& export_reader::people() const {
  return state_->people();
}
export_message const* export_reader::next() {
  return state_->next();
}
std::optional<chat::event> export_reader::decode() const {
  return state_->decode();
}
chat::message_ref export_reader::where() const {
  return state_->where();
}
std::uint64_t export_reader::size() const {
  return state_->size();
}
std::uint64_t export_reader::done() const {
  return state_->done();
}
std::size_t export_reader::files() const {
  return state_->files();
}
std::size_t export_reader::folders_left_out() const {
  return state_->folders_left_out();
}
std::vector<export_problem> const& export_reader::problems() const {
  return state_->problems();
}

}  // namespace huzzah::slack
