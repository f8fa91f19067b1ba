#include "app/ritual_fields.hpp"

#include "app/fields.hpp"

#include <algorithm>

namespace huzzah::app {

namespace {

constexpr std::size_t most_people = 500;
constexpr auto a_person = R"({"type": "string", "pattern": "^[UW][A-Z0-9]+$"})";
constexpr std::string_view of_ids = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

problem check_name(std::string& name) {
  constexpr std::size_t longest = 60;
  name = std::string(base::trim(name));
  auto const is_control = [](unsigned char c) { return c < 0x20 || c == 0x7F; };
  if (name.empty()) return fault("is missing", "give it a short name, such as \"core\"");
  if (base::length(name) > longest || std::any_of(name.begin(), name.end(), is_control))
    return fault("must be one line of at most 60 characters");
  return fine();
}

problem check_channel(std::string& channel) {
  std::string const hint = "write its name, such as \"#wins\", or its ID";
  channel = std::string(base::trim(channel));
  std::string_view name = channel;
  if (name.starts_with('#')) name.remove_prefix(1);
  if (name.empty()) return fault("is missing", hint);
  auto const is_id = name.size() == channel.size() && (name.front() == 'C' || name.front() == 'G') &&
                     name.find_first_not_of(of_ids) == std::string_view::npos;
  if (is_id) return fine();
  constexpr std::size_t longest_name = 100;
  if (name.size() > longest_name || !base::is_utf8(name) || !base::is_word(name, "_-."))
    return fault("is no channel's name", hint);
  channel = "#" + base::to_lower(name);
  return fine();
}

/// Has to be there, and right; a form says itself what is to be mended.
value_kind<std::string> needed_text(std::string type, element_check check, std::string hint, mending mend) {
  auto made = kind::needed(kind::checked(kind::text(std::move(type)), std::move(check)), std::move(hint));
  made.restore = kind::text().read;
  made.enter = [mend](std::string const& entered, std::string& into) {
    into = entered;
    return mend(into);
  };
  return made;
}

value_kind<schedule::policy> setters() {
  using who = schedule::policy::setters;
  static constexpr named_values<who, 2> words{{{"members", who::members}, {"admins", who::admins}}};
  value_kind<schedule::policy> made;
  made.type =
      R"({"type": ["string", "array"], "pattern": "^(members|admins)$",
          "items": {"type": "string", "pattern": "^[UW][A-Z0-9]+$"}, "maxItems": 500})";
  made.read = [](json_section& from, std::string_view key, schedule::policy& into) {
    if (!from.is_list(key)) return kind::one_of(words).read(from, key, into.allowed_by);
    std::vector<std::string> people;
    if (!kind::people().read(from, key, people)) return false;
    into.allowed_by = who::listed;
    into.people = {people.begin(), people.end()};
    return true;
  };
  made.written = [](schedule::policy const& all) { return kind::one_of(words).written(all.allowed_by); };
  return made;
}

}  // namespace

problem check_person(std::string& id) {
  id = std::string(base::trim(id));
  auto const fits = id.size() >= 2 && (id.front() == 'U' || id.front() == 'W') &&
                    id.find_first_not_of(of_ids) == std::string::npos;
  if (fits) return fine();
  return fault("is no member's ID", "copy it from the person's profile: ⋯, Copy member ID");
}

value_kind<std::string> kind::ritual_name(mending mend) {
  return needed_text(R"({"type": "string", "minLength": 1, "maxLength": 60})", check_name,
                     "give it a short name, such as \"core\"", mend);
}

value_kind<std::string> kind::ritual_channel(mending mend) {
  auto made = needed_text(R"({"type": "string", "minLength": 1})", check_channel,
                          "write its name, such as \"#wins\", or its ID", mend);
  made.control = chat::form_field::kind::channel;
  return made;
}

value_kind<calendar::time_zone> kind::ritual_zone() {
  return needed(time_zone(R"({"type": "string", "minLength": 1})"),
                "name the team's IANA zone, such as \"Europe/Berlin\"");
}

value_kind<std::vector<std::string>> kind::people() {
  return texts(most_people, check_person, {}, a_person);
}

settings_section policy_section() {
  static auto const all =
      fields<schedule::policy>()
          .add(
              "allowed_by",
              "Who may set them up, in channels that they are in: \"members\" of the workspace without "
              "guests, its \"admins\", or a list of people's IDs. Admins always may.",
              setters(), [](auto& whole) -> auto& { return whole; })
          .add("chat_overrides",
               "Whether the chat may change the settings of those in \"standups\" and \"digests\".",
               kind::yes_or_no(), &schedule::policy::chat_overrides);
  auto made = all.section(policy_key, "Who may do what with stand-ups and digests from the chat.");
  made.is_shared = true;
  return made;
}

}  // namespace huzzah::app
