#include "features/record/giving.hpp"

#include "app/fields.hpp"
#include "app/people/forgotten.hpp"
#include "app/phrases.hpp"
#include "calendar/timestamp.hpp"
#include "chat/say.hpp"
#include "page/pdf.hpp"

#include <set>
#include <utility>

namespace huzzah::record {

namespace {

using chat::say;

constexpr auto* recipe_name = "record";

/// What is kept of a wish beside its person and its view.
app::fields<wish> const& kept_fields() {
  namespace kind = app::kind;
  static auto const all = app::fields<wish>()
                              .add("author", "Whose it is.", kind::text(), &wish::author)
                              .add("days", "How far back it goes.", kind::one_of(spans),
                                   [](wish& of) -> int& { return of.chosen.days; })
                              .add("private", "Whether private wins and kudos are in it.", kind::yes_or_no(),
                                   [](wish& of) -> bool& { return of.chosen.with_private; })
                              .add("format", "What kind of file it is.", kind::one_of(formats),
                                   [](wish& of) -> format& { return of.chosen.format; })
                              .add("note", "Words to its reader.", kind::text(), &wish::note);
  return all;
}

result<std::string> to_pdf(sources const& from) {
  page::pdf_options how;
  how.paper = page::paper_of(from.zone.name());
  how.author = from.person;
  how.made_at = calendar::to_rfc3339(from.made_at);
  return page::to_pdf(compose(from), how);
}

result<std::string> content_of(sources const& from, format how) {
  switch (how) {
    case format::pdf:
      return to_pdf(from);
    case format::page:
      return chat::to_html(compose(from));
    case format::markdown:
      return chat::to_markdown(compose(from));
    case format::csv:
      return to_csv(from);
    case format::json:
      return chat::to_json(compose(from));
  }
  return std::string();
}

std::string_view ending_of(format how) {
  switch (how) {
    case format::pdf:
      return "pdf";
    case format::page:
      return "html";
    case format::markdown:
      return "md";
    case format::csv:
      return "csv";
    case format::json:
      return "json";
  }
  return {};
}

std::string name_of_file(sources const& from, format how) {
  return "record-" + calendar::to_string(from.first) + "-to-" + calendar::to_string(from.last) + "." +
         std::string(ending_of(how));
}

chat::message words_beside(wish const& what, std::string const& dates, sources const& from) {
  if (what.author.empty())
    return chat::message(
        say("Your record of {dates}: {numbers}. Nobody else can open it here. `/huzzah record lines` is "
            "where you leave a line out, put a win in other words, or add one; `/huzzah record send` "
            "passes it to another person.",
            {{"dates", dates}, {"numbers", in_numbers(from.said)}}));
  auto about =
      say("{person} sends you their record of {dates}: {numbers}.",
          {{"person", chat::mention(what.author)}, {"dates", dates}, {"numbers", in_numbers(from.said)}});
  if (!what.note.empty()) chat::append(about, {chat::text("\n" + what.note)});
  return chat::message(std::move(about));
}

/// Others than its reader who are in it.
std::set<std::string> others_in(sources const& from, std::string const& author, std::string const& reader) {
  std::set<std::string> all{author};
  for (auto const& one : from.said.kudos) {
    all.insert(one.giver);
    all.merge(app::mentioned_in(one.reason));
  }
  for (auto const& one : from.said.wins)
    all.merge(app::mentioned_in(one.text));
  all.erase(reader);
  return all;
}

chat::message why_not_given(error const& failed) {
  if (failed.code == errc::too_large)
    return chat::message(
        say("Your record is too long for one document. Please ask for a shorter time with `/huzzah record`, "
            "or for Markdown, which may be of any length."));
  return chat::message(
      say("Your record could not be uploaded just now. Please ask for it again with `/huzzah record`."));
}

std::string author_of(wish const& what, delivery::file_request const& asked) {
  return what.author.empty() ? asked.person : what.author;
}

}  // namespace

giving::giving(app::context const& with) : with_(with) {
  delivery::file_recipe recipe;
  recipe.make = [this](delivery::file_request asked) { return make(std::move(asked)); };
  recipe.apology = [](delivery::file_request const& asked, error const& failed) {
    auto const what = kept_fields().restored(asked.argument);
    return delivery::file_apology{what ? author_of(*what, asked) : asked.person, why_not_given(failed)};
  };
  with.files->emplace(recipe_name, std::move(recipe));
}

void giving::ask(store::unit_of_work& work, std::string const& workspace, wish const& what,
                 base::time_point now) {
  delivery::file_request asked;
  asked.key = std::string(recipe_name) + ":" + workspace + ":" + what.view;
  asked.workspace = workspace;
  asked.person = what.person;
  asked.recipe = recipe_name;
  asked.argument = kept_fields().stored(what);
  delivery::file_requests(work).add(asked, now);
}

awaitable<result<std::optional<delivery::made_file>>> giving::make(delivery::file_request asked) {
  auto const what = kept_fields().restored(asked.argument);
  if (!what) co_return what.error();
  auto const author = author_of(*what, asked);
  auto look = [&](store::reader& on) { return people::forgotten_people(on).include(author, asked.asked_at); };
  auto const is_forgotten = co_await with_.store.read(std::move(look));
  if (!is_forgotten) co_return is_forgotten.error();
  if (*is_forgotten) co_return std::optional<delivery::made_file>();
  auto const reader = what->author.empty() ? std::string() : asked.person;
  auto const from = co_await gather(with_, asked.workspace, author, what->chosen, reader);
  if (!from) co_return from.error();
  auto const shown = compose(*from);
  if (shown.sections.empty()) co_return error(errc::rejected, "nothing of it can be read any more");
  // Drawing pages takes a while, which the thread that answers people has not.
  auto draw = [&from, how = what->chosen.format](store::reader&) { return content_of(*from, how); };
  auto content = co_await with_.store.read(std::move(draw));
  if (!content) co_return content.error();
  delivery::made_file made;
  made.name = name_of_file(*from, what->chosen.format);
  made.content = std::move(*content);
  made.about = words_beside(*what, shown.subtitle, *from);
  made.shows = others_in(*from, author, asked.person);
  co_return std::optional(std::move(made));
}

}  // namespace huzzah::record
