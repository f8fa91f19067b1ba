#include "features/record/feature.hpp"

#include "app/delivery/outbox.hpp"
#include "app/open_form.hpp"
#include "app/phrases.hpp"
#include "base/catalog.hpp"
#include "calendar/timestamp.hpp"
#include "chat/say.hpp"
#include "page/pdf.hpp"

#include <spdlog/spdlog.h>

#include <utility>
#include <variant>

namespace huzzah::record {

namespace {

using base::translatable;

constexpr app::named_values<int, 4> spans{
    {{"30", 30, "30 days"}, {"90", 90, "90 days"}, {"180", 180, "180 days"}, {"365", 365, "365 days"}}};
constexpr app::named_values<bool, 2> answers{{{"yes", true, "Yes"}, {"no", false, "No"}}};
constexpr app::named_values<format, 5> formats{{{"pdf", format::pdf, "A document (PDF)"},
                                                {"page", format::page, "A web page (HTML)"},
                                                {"markdown", format::markdown, "Markdown"},
                                                {"csv", format::csv, "A table (CSV)"},
                                                {"json", format::json, "JSON"}}};

app::fields<choices> const& fields() {
  namespace kind = app::kind;
  static auto const all =
      app::fields<choices>()
          .add("days", "How far back it goes.", kind::one_of(spans), &choices::days,
               app::asked_field{translatable("The last")})
          .add("private", "Whether private wins and kudos are in it.", kind::one_of(answers),
               &choices::with_private,
               app::asked_field{translatable("With private wins and kudos"),
                                translatable("Leave them out of what you hand to others.")})
          .add("format", "What kind of file it is.", kind::one_of(formats), &choices::format,
               app::asked_field{translatable("As")});
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

chat::message why_not_given(error const& failed) {
  if (failed.code == errc::too_large)
    return chat::message(chat::say(
        "Your record is too long for one document. Please ask for a shorter time with `/huzzah record`, or "
        "for Markdown, which may be of any length."));
  return chat::message(chat::say(
      "Your record could not be uploaded just now. Please ask for it again with `/huzzah record`."));
}

}  // namespace

/// A record on its way to its person.
class feature::made_record {
 public:
  std::string person;
  std::string name;
  sources from;
  record::format format = record::format::pdf;
  chat::message about;
};

feature::~feature() = default;

feature::feature(app::context const& with) : with_(with), lines_(with) {
  with.operations->push_back(
      {"record", translatable("what you did well, in your words and those of others, as a file"),
       [this](chat::command_invoked const& command) { return open(command); }, translatable("My record")});
}

bool feature::wants(chat::event const& happened) const {
  auto const* sent = std::get_if<chat::form_submitted>(&happened);
  return sent != nullptr && (sent->action == form_action || sent->action == lines_action);
}

awaitable<result<app::plan>> feature::prepare(chat::event const& happened) {
  auto const& sent = std::get<chat::form_submitted>(happened);
  return sent.action == lines_action ? lines_.take(sent) : make(sent);
}

awaitable<result<chat::reply>> feature::open(chat::command_invoked const& command) {
  auto const words = app::words_of(command.text);
  if (words.size() > 1 && words[1] == lines_word) co_return co_await lines_.open(command, words);
  chat::form form(std::string(form_action), base::translate("My record"));
  form.fields = fields().form(choices());
  co_return co_await app::open_form(with_.workspace, command.trigger, std::move(form));
}

awaitable<result<app::plan>> feature::make(chat::form_submitted const& sent) {
  choices chosen;
  chat::reply reply;
  fields().enter(sent.values, chosen, reply.errors);
  if (!reply.errors.empty()) co_return app::plan(std::move(reply));
  auto const from = co_await gather(with_, sent.workspace, sent.person, chosen);
  if (!from) co_return from.error();
  auto const shown = compose(*from);
  if (shown.sections.empty()) {
    reply.said = chat::message(shown.instead);
    co_return app::plan(std::move(reply));
  }
  reply.said = chat::message(chat::say("Your record is on its way to your direct message with me."));
  auto about = chat::message(
      chat::say("Your record of {dates}: {numbers}. Nobody else can open it here. `/huzzah record lines` is "
                "where you leave a line out, put a win in other words, or add one.",
                {{"dates", shown.subtitle}, {"numbers", in_numbers(from->said)}}));
  made_record made;
  made.person = sent.person;
  made.name = name_of_file(*from, chosen.format);
  made.from = *from;
  made.format = chosen.format;
  made.about = std::move(about);
  waiting_.push_back(std::move(made));
  if (asked_) asked_->notify_all();
  co_return app::plan(std::move(reply));
}

awaitable<> feature::work_behind() {
  auto const executor = co_await asio::this_coro::executor;
  asked_ = std::make_unique<base::wake_up>(executor);
  for (;;) {
    auto const seen = asked_->count();
    auto const given = co_await give_next();
    if (!given) co_await asked_->wait(seen);
  }
}

awaitable<std::optional<error>> feature::give(made_record const& made) {
  // Drawing pages takes a while, which the thread that answers people has not.
  auto draw = [&made](store::reader&) { return content_of(made.from, made.format); };
  auto content = co_await with_.store.read(std::move(draw));
  if (!content) co_return content.error();
  auto const given =
      co_await with_.workspace.share_file(made.person, made.name, std::move(*content), made.about);
  if (!given) co_return given.error();
  co_return std::nullopt;
}

awaitable<bool> feature::give_next() {
  if (waiting_.empty()) co_return false;
  auto next = std::move(waiting_.front());
  waiting_.pop_front();
  auto const failed = co_await give(next);
  if (!failed) co_return true;
  spdlog::warn("a record could not be given: {}", to_string(*failed));
  auto const now = with_.clock.now();
  auto unit = [&, key = "record:" + with_.workspace.id() + ":" + next.person + ":" +
                        calendar::to_rfc3339(now)](store::unit_of_work& work) {
    auto const body = chat::to_json(why_not_given(*failed));
    delivery::outbox(work).add(delivery::outgoing::direct(key, with_.workspace.id(), next.person, body), now);
  };
  auto const told = co_await with_.store.write(std::move(unit));
  if (!told) spdlog::warn("that it failed can't be said: {}", to_string(told.error()));
  co_return true;
}

app::contribution contribution() {
  app::contribution made;
  made.name = "record";
  made.actions = {"record."};
  made.words = {"record"};
  made.tables = table::tables();
  made.start = [](app::context const& with, app::chosen_settings const&) {
    return std::make_unique<feature>(with);
  };
  return made;
}

}  // namespace huzzah::record
