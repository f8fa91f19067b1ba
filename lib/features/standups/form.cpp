#include "features/standups/form.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace huzzah::standups {

namespace {

using field_kind = chat::form_field::kind;
using packs_by_name = std::map<std::string, prompt_pack>;

constexpr std::size_t longest_standup_name = 40;
constexpr std::size_t longest_own_question = 500;
constexpr std::string_view thread_label = "In the channel, answered in a thread";
constexpr std::string_view private_label = "Each member privately, in their own time zone";
constexpr std::string_view own_question = "My own question";
constexpr std::array all_weekdays{std::chrono::Monday,   std::chrono::Tuesday, std::chrono::Wednesday,
                                  std::chrono::Thursday, std::chrono::Friday,  std::chrono::Saturday,
                                  std::chrono::Sunday};

std::string pack_label(std::string const& pack) {
  return "Questions in turn: " + pack;
}

std::string by_commas(std::vector<std::string> const& some) {
  std::string all;
  for (auto const& one : some)
    all += (all.empty() ? "" : ",") + one;
  return all;
}

std::vector<std::string> split_at_commas(std::string_view all) {
  std::vector<std::string> some;
  while (!all.empty()) {
    auto const end = std::min(all.find(','), all.size());
    if (auto const one = base::trim(all.substr(0, end)); !one.empty()) some.emplace_back(one);
    all.remove_prefix(std::min(end + 1, all.size()));
  }
  return some;
}

/// Reads what was entered field by field, and notes what is wrong.
class form_reader {
 public:
  form_reader(std::map<std::string, std::string> const& values, entered_standup& entered)
      : values_(values), entered_(entered) {}

  std::string operator[](std::string const& field) const {
    auto const found = values_.find(field);
    return found == values_.end() ? std::string() : std::string(base::trim(found->second));
  }
  void wrong(std::string const& field, std::string why) { entered_.errors.emplace(field, std::move(why)); }

  template <class T>
  void read(std::string const& field, result<T> value, T& into) {
    if (value)
      into = std::move(*value);
    else
      wrong(field, value.error().detail);
  }

 private:
  std::map<std::string, std::string> const& values_;
  entered_standup& entered_;
};

void read_name(form_reader& form, settings& into) {
  into.name = form["name"];
  auto const is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20; };
  if (into.name.empty())
    form.wrong("name", "A stand-up needs a name, such as core");
  else if (base::length(into.name) > longest_standup_name)
    form.wrong("name", "At most 40 characters, please");
  else if (std::any_of(into.name.begin(), into.name.end(), is_control))
    form.wrong("name", "On one line, please");
}

void read_times(form_reader& form, settings& into) {
  form.read("time_zone", calendar::time_zone::find(form["time_zone"]), into.zone);
  form.read("days", calendar::parse_weekdays(form["days"]), into.on.days);
  auto const prompt = calendar::parse_time_of_day(form["prompt_at"]);
  auto const close = calendar::parse_time_of_day(form["close_at"]);
  form.read("prompt_at", prompt, into.prompt_at);
  form.read("close_at", close, into.close_at);
  if (prompt && close && *close <= *prompt)
    form.wrong("close_at", "The summary comes after the question: choose a later time");
  into.remind_at.reset();
  if (form["remind_at"].empty()) return;
  calendar::time_of_day remind{};
  auto const entered = calendar::parse_time_of_day(form["remind_at"]);
  form.read("remind_at", entered, remind);
  if (!entered) return;
  into.remind_at = remind;
  if (prompt && close && *prompt < *close && (remind <= *prompt || remind >= *close))
    form.wrong("remind_at", "The reminder comes between the question and the summary");
}

void read_question(form_reader& form, packs_by_name const& packs, settings& into) {
  auto const chosen = form["question"];
  if (chosen == own_question) {
    into.question = form["own_question"];
    if (into.question.empty())
      form.wrong("own_question", "Write the question to ask, or choose one of the packs above");
    else if (base::length(into.question) > longest_own_question)
      form.wrong("own_question", "At most 500 characters, please");
    else if (into.question.starts_with(pack_prefix))
      form.wrong("own_question", "A question of your own can't begin with pack:");
    return;
  }
  auto const pack = std::find_if(packs.begin(), packs.end(),
                                 [&](auto const& one) { return pack_label(one.first) == chosen; });
  if (pack == packs.end())
    form.wrong("question", "Choose where the questions come from");
  else
    into.question = std::string(pack_prefix) + pack->first;
}

}  // namespace

chat::form standup_form(settings const& start, std::string const& editing, packs_by_name const& packs) {
  chat::form form(std::string(standup_setup_action),
                  editing.empty() ? "A new stand-up" : "Change a stand-up");
  form.context = editing;
  auto const field = [&form](std::string name, std::string label, field_kind type, std::string initial,
                             bool optional = false) -> chat::form_field& {
    auto& made = form.fields.emplace_back(std::move(name), std::move(label), type, optional);
    made.initial = std::move(initial);
    return made;
  };
  field("name", "Name", field_kind::text, start.name).hint =
      "What you call it in commands; one word is best, such as core";
  field("channel", "Channel", field_kind::channel, start.channel).hint =
      "Huzzah and you have to be members of it";
  field("time_zone", "Time zone", field_kind::text, start.zone.name()).hint = "Such as Europe/Berlin";
  auto& days = field("days", "Days", field_kind::choices, "");
  std::vector<std::string> chosen;
  for (auto const day : all_weekdays) {
    days.choices.emplace_back(calendar::to_string(day));
    if (start.on.days.contains(day)) chosen.emplace_back(calendar::to_string(day));
  }
  days.initial = by_commas(chosen);
  field("prompt_at", "Question at", field_kind::time, calendar::to_string(start.prompt_at));
  field("remind_at", "One reminder at", field_kind::time,
        start.remind_at ? calendar::to_string(*start.remind_at) : std::string(), true)
      .hint = "Only for who has not answered and is not away; empty for none";
  field("close_at", "Summary at", field_kind::time, calendar::to_string(start.close_at));
  field("mode", "Where to ask", field_kind::choice,
        std::string(start.mode == standup_mode::dm ? private_label : thread_label))
      .choices = {std::string(thread_label), std::string(private_label)};
  field("members", "Whom to ask", field_kind::people, by_commas(start.members), true).hint =
      "Empty for everybody in the channel";
  auto const is_pack = start.question.starts_with(pack_prefix);
  auto& question = field("question", "Which question", field_kind::choice, std::string(own_question));
  if (is_pack) question.initial = pack_label(start.question.substr(pack_prefix.size()));
  for (auto const& [name, pack] : packs)
    question.choices.push_back(pack_label(name));
  question.choices.emplace_back(own_question);
  field("own_question", "Your own question", field_kind::long_text, is_pack ? std::string() : start.question,
        true);
  return form;
}

entered_standup read_standup_form(std::map<std::string, std::string> const& values, settings const& before,
                                  packs_by_name const& packs) {
  entered_standup entered;
  entered.settings = before;
  auto& settings = entered.settings;
  form_reader form(values, entered);
  read_name(form, settings);
  settings.channel = form["channel"];
  if (settings.channel.empty()) form.wrong("channel", "Choose the channel of the stand-up");
  read_times(form, settings);
  settings.mode = form["mode"] == private_label ? standup_mode::dm : standup_mode::thread;
  settings.members = split_at_commas(form["members"]);
  read_question(form, packs, settings);
  return entered;
}

}  // namespace huzzah::standups
