#include "app/schedule/choice.hpp"

#include "chat/say.hpp"

namespace huzzah::schedule {

namespace {

using chat::say;

chat::rich_text in_words(channel_trouble what) {
  if (what == channel_trouble::archived) return say("the channel is archived.");
  if (what == channel_trouble::not_a_member)
    return say("I am not a member any more. Invite me with `/invite` and it goes on.");
  return say("I can't find the channel, or am not a member of it any more.");
}

}  // namespace

chat::message which_one(kind_words const& kind, std::vector<std::string> const& names,
                        std::string const& wanted) {
  if (names.empty()) return chat::message(say(kind.none_yet));
  std::string all;
  for (auto const& name : names)
    all += (all.empty() ? "" : ", ") + name;
  if (wanted.empty())
    return chat::message(
        say("Which one: {names}? Say its name, too. Nothing was changed.", {{"names", all}}));
  std::vector<std::string_view> const candidates(names.begin(), names.end());
  auto const near = base::nearest(wanted, candidates);
  auto const none = say(kind.none_called, {{"wanted", base::shorten(wanted, 40)}});
  return chat::message(
      near.empty()
          ? say("{none} There are: {names}. Nothing was changed.", {{"none", none}, {"names", all}})
          : say("{none} Did you mean {name}? Nothing was changed.", {{"none", none}, {"name", near}}));
}

chat::message could_not_happen(kind_words const& kind, std::string const& name, channel_trouble what,
                               std::string const& channel) {
  auto const where =
      channel.starts_with('#') ? chat::text(channel) : chat::token(chat::token_kind::channel, "", channel);
  auto const trouble =
      say(kind.could_not_happen, {{"name", name}, {"channel", where}, {"reason", in_words(what)}});
  return chat::message(
      say("{trouble} To move it elsewhere: `{command} setup {name}`, to end it: `{command} off {name}`",
          {{"trouble", trouble}, {"command", kind.command}, {"name", name}}));
}

}  // namespace huzzah::schedule
