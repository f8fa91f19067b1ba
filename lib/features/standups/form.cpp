#include "features/standups/form.hpp"

#include "base/catalog.hpp"
#include "features/standups/fields.hpp"

#include <algorithm>

namespace huzzah::standups {

namespace {

constexpr std::size_t longest_own_question = 500;
constexpr std::string_view own_question = "My own question";

std::string pack_label(std::string const& pack) {
  return "Questions in turn: " + pack;
}

void read_question(app::form_values const& values, prompt_packs const& packs, std::string& into,
                   app::form_values& wrong) {
  auto const chosen = app::entered_in(values, "question");
  if (chosen == own_question) {
    into = app::entered_in(values, "own_question");
    if (into.empty())
      wrong.emplace("own_question",
                    base::translate("Write the question to ask, or choose one of the packs above"));
    else if (base::length(into) > longest_own_question)
      wrong.emplace("own_question", base::translate("At most 500 characters, please"));
    else if (into.starts_with(pack_prefix))
      wrong.emplace("own_question", base::translate("A question of your own can't begin with pack:"));
    return;
  }
  auto const pack = std::find_if(packs.begin(), packs.end(),
                                 [&](auto const& one) { return pack_label(one.first) == chosen; });
  if (pack == packs.end())
    wrong.emplace("question", base::translate("Choose where the questions come from"));
  else
    into = std::string(pack_prefix) + pack->first;
}

}  // namespace

chat::form standup_form(settings const& start, std::string const& editing, prompt_packs const& packs) {
  chat::form form(std::string(standup_setup_action),
                  editing.empty() ? base::translate("A new stand-up") : base::translate("Change a stand-up"));
  form.context = editing;
  form.fields = fields().form(start);
  using field_kind = chat::form_field::kind;
  auto const is_pack = start.question.starts_with(pack_prefix);
  auto& question =
      form.fields.emplace_back("question", base::translate("Which question"), field_kind::choice);
  question.initial = is_pack ? pack_label(start.question.substr(pack_prefix.size())) : own_question;
  for (auto const& [name, pack] : packs)
    question.choices.push_back(pack_label(name));
  question.choices.emplace_back(own_question);
  form.fields.emplace_back("own_question", base::translate("Your own question"), field_kind::long_text, true)
      .initial = is_pack ? std::string() : start.question;
  return form;
}

void enter_standup(app::form_values const& values, prompt_packs const& packs, settings& into,
                   app::form_values& wrong) {
  fields().enter(values, into, wrong);
  auto const misplaced = misplaced_time(into);
  auto const are_times = !wrong.contains("prompt_at") && !wrong.contains("close_at");
  if (are_times && misplaced == "close_at")
    wrong.emplace("close_at", base::translate("The summary comes after the question: choose a later time"));
  else if (are_times && misplaced == "remind_at")
    wrong.emplace("remind_at", base::translate("The reminder comes between the question and the summary"));
  read_question(values, packs, into.question, wrong);
}

}  // namespace huzzah::standups
