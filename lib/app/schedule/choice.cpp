#include "app/schedule/choice.hpp"

namespace huzzah::schedule {

chat::message which_one(kind_words const& kind, std::vector<std::string> const& names,
                        std::string const& wanted) {
  std::string const noun(kind.noun);
  std::string all;
  for (auto const& name : names)
    all += (all.empty() ? "" : ", ") + name;
  std::string line;
  if (names.empty()) {
    line = "There is no " + noun + " yet. " + std::string(kind.command) + " setup makes one.";
  } else if (wanted.empty()) {
    line = "Which one: " + all + "? Say its name, too. Nothing was changed.";
  } else {
    std::vector<std::string_view> const candidates(names.begin(), names.end());
    auto const near = std::string(base::nearest(wanted, candidates));
    line = "No " + noun + " is called \"" + base::shorten(wanted, 40) + "\"." +
           (near.empty() ? " There are: " + all + "." : " Did you mean " + near + "?") +
           " Nothing was changed.";
  }
  return chat::message({chat::text(std::move(line))});
}

chat::message could_not_happen(kind_words const& kind, std::string const& name, channel_trouble what,
                               std::string const& channel) {
  using chat::text;
  auto const code = [](std::string words) { return chat::token(chat::token_kind::code, std::move(words)); };
  std::string const command(kind.command);
  chat::rich_text line{
      text("The " + std::string(kind.noun) + " "), chat::bold(name),
      text(" that you set up could not happen in "),
      channel.starts_with('#') ? text(channel) : chat::token(chat::token_kind::channel, "", channel)};
  switch (what) {
    case channel_trouble::archived:
      line.push_back(text(": the channel is archived. "));
      break;
    case channel_trouble::not_a_member:
      line.push_back(text(": I am not a member any more. Invite me with "));
      line.push_back(code("/invite"));
      line.push_back(text(" and it goes on. "));
      break;
    case channel_trouble::not_found:
      line.push_back(text(": I can't find the channel, or am not a member of it any more. "));
      break;
  }
  line.push_back(text("To move it elsewhere: "));
  line.push_back(code(command + " setup " + name));
  line.push_back(text(", to end it: "));
  line.push_back(code(command + " off " + name));
  return chat::message(std::move(line));
}

}  // namespace huzzah::schedule
