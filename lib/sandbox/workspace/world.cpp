#include "sandbox/workspace/world.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace huzzah::sandbox {

namespace {

struct resident {
  char const* id;
  char const* im;
  char const* name;
  char const* real_name;
  char const* tz;
  char const* winter;
  char const* summer;
  char const* color;
};

constexpr std::array residents{
    resident{"U0ADA00001", "D0ADA00001", "ada", "Ada Mensah", "Europe/London", "Greenwich Mean Time",
             "British Summer Time", "9f69e7"},
    resident{"U0BRUNO001", "D0BRUNO001", "bruno", "Bruno Carvalho", "America/Sao_Paulo",
             "Brasilia Standard Time", "", "4bbe2e"},
    resident{"U0CHIARA01", "D0CHIARA01", "chiara", "Chiara Conti", "Europe/Rome", "Central European Time",
             "Central European Summer Time", "e7392d"},
    resident{"U0DEV00001", "D0DEV00001", "dev", "Dev Banerjee", "Asia/Kolkata", "India Standard Time", "",
             "3c989f"},
    resident{"U0EMI00001", "D0EMI00001", "emi", "Emi Tanaka", "Asia/Tokyo", "Japan Standard Time", "",
             "d58247"},
    resident{"U0FINN0001", "D0FINN0001", "finn", "Finn Oliver", "America/Los_Angeles",
             "Pacific Standard Time", "Pacific Daylight Time", "5b89d5"},
};

person make_bot(std::string id, std::string bot_id, std::string name, std::string real_name) {
  person bot;
  bot.id = std::move(id);
  bot.bot_id = std::move(bot_id);
  bot.name = std::move(name);
  bot.real_name = std::move(real_name);
  bot.tz = "America/Los_Angeles";
  bot.tz_label = "Pacific Standard Time";
  bot.tz_summer = "Pacific Daylight Time";
  bot.color = "757575";
  bot.is_bot = true;
  return bot;
}

std::string handle(std::string const& name) {
  auto made = base::to_lower(name);
  std::replace_if(
      made.begin(), made.end(), [](char c) { return c == ' '; }, '-');
  return made;
}

void add_people(workspace_state& state, app_identity const& app, std::string const& bot_name) {
  for (auto const& who : residents) {
    person human;
    human.id = who.id;
    human.name = who.name;
    human.real_name = who.real_name;
    human.tz = who.tz;
    human.tz_label = who.winter;
    human.tz_summer = who.summer;
    human.color = who.color;
    state.add(std::move(human));
  }
  person gone;
  gone.id = "U0GRETA001";
  gone.name = "greta";
  gone.real_name = "Greta Lindqvist";
  gone.tz = "Europe/Stockholm";
  gone.tz_label = "Central European Time";
  gone.tz_summer = "Central European Summer Time";
  gone.color = "a2a5dc";
  gone.deleted = true;
  state.add(std::move(gone));
  state.add(make_bot("U0DEPLOY01", "B0DEPLOY01", "deploy-bot", "Deploy Bot"));
  state.add(make_bot(app.bot_user, app.bot_id, handle(bot_name), bot_name));
  // Slack itself says of Slackbot that it is no bot.
  auto slackbot = make_bot("USLACKBOT", {}, "slackbot", "Slackbot");
  slackbot.is_bot = false;
  state.add(std::move(slackbot));
}

channel& add_channel(workspace_state& state, std::string id, std::string name, std::string topic) {
  channel room;
  room.id = std::move(id);
  room.name = std::move(name);
  room.topic = std::move(topic);
  room.creator = residents.front().id;
  for (auto const& who : residents)
    room.members.emplace_back(who.id);
  return state.add(std::move(room));
}

void say(workspace_state& state, channel& where, char const* user, char const* text) {
  message draft;
  draft.user = user;
  draft.text = text;
  state.post(where, std::move(draft));
}

}  // namespace

void furnish(workspace_state& state, app_identity const& app, std::string const& bot_name) {
  state.team_id = "T0SMALLWIN";
  state.team_name = "Small Wins Inc.";
  state.team_domain = "smallwins";
  add_people(state, app, bot_name);

  usergroup crew{"S0CREW0001", "crew", "The crew", {"U0ADA00001", "U0BRUNO001", "U0CHIARA01"}};
  usergroup night{"S0NIGHT001", "night-shift", "The night shift", {"U0DEV00001", "U0EMI00001"}};
  state.add(std::move(crew));
  state.add(std::move(night));

  auto& general = add_channel(state, "C0GENERAL1", "general", "Everything and everyone");
  auto& wins = add_channel(state, "C0WINS0001", "wins", "What went well today?");
  auto& engineering = add_channel(state, "C0ENGINEER", "engineering", "Builds, bugs and bread");
  add_channel(state, "C0RANDOM01", "random", "Nothing in particular");
  for (auto* room : {&general, &wins, &engineering})
    room->members.push_back(app.bot_user);
  for (auto const& who : residents) {
    channel direct;
    direct.id = who.im;
    direct.is_im = true;
    direct.is_private = true;
    direct.members = {who.id, app.bot_user};
    state.add(std::move(direct));
  }
  say(state, general, "U0EMI00001", "Hello from Tokyo! The new build is green at last.");
  say(state, general, "U0ADA00001", "Lovely. I will try it right after my tea :tea:");
  say(state, general, "U0BRUNO001", "Who has the slides for Thursday?");
  say(state, general, "U0CHIARA01", "They are in the shared folder, last version from yesterday.");
}

}  // namespace huzzah::sandbox
