#include "bot/commands/import_report.hpp"

#include "base/text.hpp"
#include "bot/cli/terminal_text.hpp"
#include "bot/commands/import_progress.hpp"
#include "calendar/timestamp.hpp"
#include "chat/rich_text.hpp"

#include <algorithm>
#include <ostream>
#include <string_view>

namespace huzzah::bot::commands {

namespace {

constexpr std::size_t most_kept = 1'000;
constexpr std::size_t most_shown = 10;
constexpr std::size_t most_problems = 20;
constexpr std::size_t longest_words = 100;

std::string_view words_for(kudos::refusal why) {
  switch (why) {
    case kudos::refusal::self:
      return "to oneself";
    case kudos::refusal::bot:
      return "to a bot";
    case kudos::refusal::deactivated:
      return "to somebody who has left";
    case kudos::refusal::broadcast:
      return "to @here, @channel or @everyone";
    case kudos::refusal::daily_limit:
      return "over the daily limit";
    case kudos::refusal::reason_too_short:
      return "with too short a reason";
    case kudos::refusal::unknown_person:
      return "to somebody whom users.json does not know";
    case kudos::refusal::too_many:
      return "to more people than one message can thank";
    case kudos::refusal::left_out:
      return "to a person who wants to be left out";
  }
  return "for another reason";
}

/// One line of the report, left out where there is nothing to count.
void line(std::ostream& out, std::uint64_t count, std::string_view what) {
  if (count > 0)
    out << "  " << std::string(11 - std::min<std::size_t>(grouped(count).size(), 11), ' ') << grouped(count)
        << "  " << what << "\n";
}

std::string name_of(imports::reader::known_people const& people, std::string const& id) {
  auto const found = people.find(id);
  return cli::printable(found == people.end() ? id : found->second.name);
}

void print_sample(imports::sample const& one, imports::reader::known_people const& people,
                  std::ostream& out) {
  auto const date = calendar::to_rfc3339(one.at).substr(0, 10);
  auto const words = chat::to_plain(chat::from_markup(one.words));
  out << "  " << date << "  " << name_of(people, one.giver);
  if (one.receiver.empty())
    out << ", win";
  else
    out << " → " << name_of(people, one.receiver) << " +" << one.amount;
  if (!words.empty()) out << ": " << cli::printable(base::shorten(words, longest_words));
  out << "\n";
}

}  // namespace

void import_samples::add(std::vector<imports::sample> const& next) {
  for (auto const& one : next) {
    if (seen_++ % stride_ != 0) continue;
    kept_.push_back(one);
    if (kept_.size() < most_kept) continue;
    for (std::size_t i = 0; i < kept_.size() / 2; ++i)
      kept_[i] = std::move(kept_[2 * i]);
    kept_.resize(kept_.size() / 2);
    stride_ *= 2;
  }
}

std::vector<imports::sample> import_samples::chosen(std::size_t most) const {
  std::vector<imports::sample> some;
  auto const count = std::min(most, kept_.size());
  some.reserve(count);
  for (std::size_t i = 0; i < count; ++i)
    some.push_back(kept_[i * kept_.size() / count]);
  return some;
}

void print_import(import_report const& report, std::vector<slack::export_problem> const& problems,
                  imports::reader::known_people const& people, bool dry_run, std::ostream& out) {
  auto const& done = report.outcome;
  out << "Read " << grouped(report.messages) << (report.messages == 1 ? " message" : " messages") << " in "
      << grouped(report.files) << (report.files == 1 ? " file" : " files") << ".\n";
  out << (dry_run ? "Would record:\n" : "Recorded:\n");
  if (done.kudos + done.reactions + done.wins + done.changed == 0) out << "            0  nothing new\n";
  line(out, done.kudos, "kudos by message");
  line(out, done.reactions, "kudos by reaction");
  line(out, done.wins, "wins");
  line(out, done.changed, "changed, since they were edited after they had been recorded");
  line(out, done.known, "messages and reactions were known already");
  auto left_out = done.forgotten + done.by_bots + done.to_groups + report.reactions_unsigned;
  for (auto const& [why, count] : done.refused)
    left_out += count;
  if (left_out > 0) out << "Left out:\n";
  for (auto const& [why, count] : done.refused)
    line(out, count, "kudos " + std::string(words_for(why)));
  line(out, done.forgotten, "kudos and wins of people who were forgotten after that");
  line(out, done.by_bots, "kudos and wins of bots");
  line(out, done.to_groups, "kudos to a user group: the export does not say who was in it");
  line(out, report.reactions_unsigned, "reactions: the export does not say whose they are");
  if (report.said_by_bots + report.no_speech + report.without_time + report.folders_left_out > 0)
    out << "Not looked at:\n";
  line(out, report.said_by_bots, "messages of bots");
  line(out, report.no_speech, "joins, topics and the like");
  line(out, report.without_time, "messages without a time");
  line(out, report.folders_left_out, "folders that are no channel (direct messages)");
  if (dry_run) {
    auto const samples = report.samples.chosen(most_shown);
    if (!samples.empty()) out << "For example:\n";
    for (auto const& one : samples)
      print_sample(one, people, out);
  }
  if (!problems.empty()) out << "Could not be read:\n";
  for (std::size_t i = 0; i < std::min(problems.size(), most_problems); ++i)
    out << "  " << cli::printable(problems[i].file) << ": " << cli::printable(problems[i].why) << "\n";
  if (problems.size() > most_problems) out << "  and " << problems.size() - most_problems << " more\n";
  out << std::flush;
}

}  // namespace huzzah::bot::commands
