#include "features/moderation/words.hpp"

#include "app/phrases.hpp"
#include "base/catalog.hpp"
#include "base/text.hpp"
#include "chat/say.hpp"
#include "features/moderation/feature.hpp"

#include <utility>

namespace huzzah::moderation {

namespace {

using base::translate;
using chat::say;

constexpr std::size_t longest_choice = 70;
constexpr std::size_t longest_quote = 600;

chat::rich_text people_of(ledger::entry_view const& one, chat::shown_names const& names) {
  constexpr std::size_t most_named = 3;
  std::vector<chat::token> people;
  for (auto const& id : one.receivers)
    if (people.size() < most_named) people.push_back(names.named(id));
  return chat::list_of(people, one.receivers.size() - people.size());
}

/// "*Ada* to *Ben*: the flaky test"
chat::rich_text in_words(ledger::entry_view const& one, chat::shown_names const& names, std::size_t limit) {
  auto const words = one.texts.empty() ? chat::rich_text() : chat::quoted(one.texts.front(), names, limit);
  auto const author = names.named(one.author, true);
  if (one.kind == ledger::entry_kind::win)
    return say("A win of {person}: {words}", {{"person", author}, {"words", words}});
  auto const to = people_of(one, names);
  if (words.empty()) return say("{person} to {people}", {{"person", author}, {"people", to}});
  return say("{person} to {people}: {words}", {{"person", author}, {"people", to}, {"words", words}});
}

}  // namespace

std::string line_of(ledger::entry_view const& one, chat::shown_names const& names) {
  return base::shorten(chat::to_plain(in_words(one, names, longest_choice)), longest_choice);
}

chat::form form_about(std::vector<ledger::entry_view> const& entries,
                      std::vector<std::string> const& references, chat::shown_names const& names,
                      std::set<std::string> const& no_private_from) {
  using kind = chat::form_field::kind;
  chat::form form(submit_action, translate("Hide or report"));
  if (!entries.empty()) {
    auto& which = form.fields.emplace_back("which", translate("Which one"), kind::choice);
    which.choices = references;
    for (auto const& one : entries)
      which.labels.push_back(line_of(one, names));
    which.initial = references.front();
    auto& what = form.fields.emplace_back("what", translate("What to do"), kind::choice, true);
    what.choices = {to_hide, to_show, to_report};
    what.labels = {translate("Hide it: only its author and those it is for see it"),
                   translate("Show it again"), translate("Report it to the moderators")};
    what.hint = translate(
        "What is about you, you can hide, and nobody is told. What is reported the moderators read; until "
        "they "
        "have decided, only its author and those it is for see it. Nobody learns who reported it.");
  }
  auto& stopped = form.fields.emplace_back("stopped", translate("No private kudos from these people"),
                                           kind::people, true);
  for (auto const& person : no_private_from)
    stopped.initial += (stopped.initial.empty() ? "" : ",") + person;
  stopped.hint = translate("They hear only that you prefer a plain thank-you.");
  return form;
}

chat::message reported(ledger::entry_view const& one, std::string const& reference,
                       chat::shown_names const& names) {
  auto words =
      say("Somebody asks you to look at this: {what}", {{"what", in_words(one, names, longest_quote)}});
  auto hint = say(
      "Until one of the moderators has decided, only its author and those it is for see it. Removed, it is "
      "taken back for everybody.");
  std::vector<chat::block> blocks{
      app::section(words), chat::context_block{hint},
      chat::buttons_block{{chat::button(keep_action, translate("Keep it"), reference),
                           chat::button(remove_action, translate("Remove it"), reference)}}};
  words.push_back(chat::text("\n"));
  chat::append(words, hint);
  return chat::message(std::move(words), std::move(blocks));
}

chat::message decided(bool is_kept) {
  return is_kept ? chat::message(say("What you were asked to look at is kept, and visible again."))
                 : chat::message(say("What you were asked to look at is removed."));
}

}  // namespace huzzah::moderation
