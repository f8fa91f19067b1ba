// Whether stand-ups and digests can happen, and when they come next.
#include "app/schedule/place.hpp"
#include "bot/commands/check.hpp"
#include "bot/commands/known_rituals.hpp"
#include "features/digests/command_words.hpp"
#include "features/standups/book.hpp"
#include "features/standups/prompt_packs.hpp"
#include "slack/slack_workspace.hpp"
#include "store/failure.hpp"

#include <fmt/format.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <exception>
#include <map>

namespace huzzah::bot::commands {

namespace fs = std::filesystem;

namespace {

/// What is known of the rituals' channels, or why not; by how the rituals name them.
using channels = std::map<std::string, result<chat::channel_facts>>;

awaitable<> look_up(slack::slack_options options, base::clock& clock, channels& wanted) {
  auto const workspace = co_await slack::slack_workspace::connect(std::move(options), clock);
  for (auto& [name, found] : wanted) {
    if (workspace)
      found = co_await (*workspace)->find_channel(name);
    else
      found = workspace.error();
  }
}

/// Of one ritual: its channel if that was asked for, then when it comes.
template <class Settings>
finding judge(std::string subject, schedule::known_ritual<Settings> const& one, channels const& asked,
              std::string next) {
  auto const& channel = one.settings.channel;
  if (one.notes.off) return finding::good(std::move(subject), channel + ", off");
  if (auto const found = asked.find(channel); found != asked.end()) {
    auto const& facts = found->second;
    auto const trouble = schedule::trouble_of(facts);
    if (trouble || !facts)
      return finding::bad(
          std::move(subject),
          trouble ? schedule::in_words(*trouble, channel) : channel + ": " + facts.error().detail,
          facts && facts->is_archived ? "choose another channel, or bring this one back"
                                      : "say /invite @Huzzah in " + channel + ", or choose another channel");
  }
  return finding::good(std::move(subject), channel + ", " + std::move(next));
}

finding judge_standup(standups::book::entry const& one, standups::prompt_packs const& packs,
                      channels const& asked, base::time_point now) {
  auto const& standup = one.settings;
  auto subject = "stand-up " + standup.name;
  if (std::string_view const question = standup.question; question.starts_with(standups::pack_prefix)) {
    std::string const pack(question.substr(standups::pack_prefix.size()));
    if (!packs.contains(pack))
      return finding::bad(std::move(subject), "there is no prompt pack \"" + pack + "\"",
                          "name its file in \"prompts\", or choose another question");
  }
  auto const next = standups::next_step(standup, now);
  auto words = next ? fmt::format("next {} on {}", standups::to_string(next->step),
                                  digests::when_posted(standup.zone, next->at))
                    : std::string("nothing comes within a year: see its days and days off");
  if (one.notes.paused_until) words += ", paused until " + calendar::to_string(*one.notes.paused_until);
  return judge(std::move(subject), one, asked, std::move(words));
}

std::string packs_in_words(standups::prompt_packs const& packs) {
  std::string all;
  for (auto const& [name, pack] : packs)
    all += fmt::format("{}{} ({})", all.empty() ? "" : ", ", name, pack.questions.size());
  return all;
}

/// What the chat has set up, where there is a database that can be read.
known_rituals read_known(config::config const& settings) {
  auto const ledger = store::reader::open(settings.storage.path);
  if (ledger) {
    auto known = (*ledger)->snapshot(
        [&](store::reader& from) { return known_rituals::read(settings.sections, &from); });
    if (known) return std::move(*known);
  }
  // What is wrong with the database is said where that is looked at.
  return known_rituals::read(settings.sections, nullptr);
}

findings judge_all(known_rituals const& known, standups::prompt_packs const& packs, channels const& asked,
                   base::time_point now) {
  findings found;
  for (auto const& one : known.standups)
    found.push_back(judge_standup(one, packs, asked, now));
  for (auto const& one : known.digests) {
    auto const next = digests::next_window(one.settings, now).until;
    found.push_back(judge("digest " + one.settings.name, one, asked,
                          "next on " + digests::when_posted(one.settings.zone, next)));
  }
  return found;
}

}  // namespace

findings rituals_in_words(known_rituals const& known, app::chosen_settings const& configured,
                          base::time_point now) {
  return judge_all(known, configured.of<standups::prompt_packs>(standups::prompts_key), {}, now);
}

findings check_rituals(config::config const& settings, bool ask_slack) {
  auto const known = read_known(settings);
  base::system_clock clock;
  channels asked;
  if (ask_slack) {
    for (auto const& one : known.standups)
      asked.emplace(one.settings.channel, error());
    for (auto const& one : known.digests)
      asked.emplace(one.settings.channel, error());
  }
  if (!asked.empty()) {
    asio::io_context io;
    asio::co_spawn(io, look_up(config::slack_options_of(settings.slack), clock, asked),
                   [](std::exception_ptr bug) {
                     if (bug) std::rethrow_exception(bug);
                   });
    io.run();
  }
  auto const packs = settings.sections.of<standups::prompt_packs>(standups::prompts_key);
  findings found{finding::good("prompt packs", packs_in_words(packs))};
  for (auto& one : judge_all(known, packs, asked, clock.now()))
    found.push_back(std::move(one));
  if (known.standups.empty() && known.digests.empty())
    found.push_back(finding::good("rituals", "none; /standup setup and /digest setup make them"));
  return found;
}

}  // namespace huzzah::bot::commands
