#include "features/record/feature.hpp"

#include "app/delivery/outbox.hpp"
#include "app/open_form.hpp"
#include "app/people/directory.hpp"
#include "app/people/people.hpp"
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

constexpr app::named_values<bool, 2> answers{
    {{"yes", true, base::translatable("Yes")}, {"no", false, base::translatable("No")}}};

app::fields<choices> const& fields_of_own() {
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
               app::asked_field{translatable("As")})
          .add("fridays", "Whether a short record of the week is offered on Fridays.", kind::one_of(answers),
               &choices::on_fridays,
               app::asked_field{translatable("Offer me a short update of my week on Fridays")});
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
  std::string author;  ///< whose it is; hears if it fails
  std::string person;  ///< who is given it
  std::string name;
  sources from;
  record::format format = record::format::pdf;
  chat::message about;
};

feature::~feature() = default;

feature::feature(app::context const& with) : with_(with), lines_(with), sending_(with), fridays_(with) {
  with.operations->push_back(
      {"record", translatable("what you did well, in your words and those of others, as a file"),
       [this](chat::command_invoked const& command) { return open(command); }, translatable("My record")});
}

bool feature::wants(chat::event const& happened) const {
  if (auto const* pressed = std::get_if<chat::button_pressed>(&happened))
    return pressed->action == send_now_action || pressed->action == offer_action;
  auto const* sent = std::get_if<chat::form_submitted>(&happened);
  return sent != nullptr &&
         (sent->action == form_action || sent->action == lines_action || sent->action == send_action);
}

awaitable<result<app::plan>> feature::prepare(chat::event const& happened) {
  if (auto const* pressed = std::get_if<chat::button_pressed>(&happened)) return press(*pressed);
  auto const& sent = std::get<chat::form_submitted>(happened);
  if (sent.action == lines_action) return lines_.take(sent);
  return sent.action == send_action ? sending_.preview(sent) : make(sent);
}

awaitable<result<app::plan>> feature::press(chat::button_pressed const& pressed) {
  if (pressed.action == offer_action) {
    auto opened = co_await sending_.open(pressed.trigger, days_of_week);
    if (!opened) co_return opened.error();
    co_return app::plan(std::move(*opened));
  }
  auto done = co_await sending_.send(pressed);
  if (!done) co_return done.error();
  if (auto& sent = done->second) {
    made_record made;
    made.author = pressed.person;
    made.person = std::move(sent->to);
    made.name = name_of_file(sent->from, sent->format);
    made.from = std::move(sent->from);
    made.format = sent->format;
    made.about = std::move(sent->about);
    queue(std::move(made));
  }
  co_return app::plan(std::move(done->first));
}

void feature::queue(made_record made) {
  waiting_.push_back(std::move(made));
  if (asked_) asked_->notify_all();
}

awaitable<result<chat::reply>> feature::open(chat::command_invoked const& command) {
  auto const words = app::words_of(command.text);
  if (words.size() > 1 && words[1] == lines_word) co_return co_await lines_.open(command, words);
  if (words.size() > 1 && words[1] == send_word)
    co_return co_await sending_.open(command.trigger, choices().days);
  chat::form form(std::string(form_action), base::translate("My record"));
  choices shown;
  auto const now = co_await is_on_fridays(command.person);
  if (!now) co_return now.error();
  shown.on_fridays = *now;
  form.fields = fields_of_own().form(shown);
  co_return co_await app::open_form(with_.workspace, command.trigger, std::move(form));
}

awaitable<result<bool>> feature::is_on_fridays(std::string person) {
  auto query = [&](store::reader& on) {
    return people::people(on).setting(with_.workspace.id(), person, fridays_setting) == "yes";
  };
  co_return co_await with_.store.read(std::move(query));
}

awaitable<result<>> feature::set_on_fridays(std::string person, bool is_wanted) {
  people::directory directory(with_.workspace, with_.clock);
  auto const who = co_await directory.find(person);
  auto unit = [&](store::unit_of_work& work) {
    people::people known(work);
    if (who) known.upsert(with_.workspace.id(), person, who->name, who->time_zone);
    known.set_setting(with_.workspace.id(), person, fridays_setting, is_wanted ? "yes" : "no");
  };
  auto const done = co_await with_.store.write(std::move(unit));
  if (done) with_.rituals_changed();
  co_return done;
}

awaitable<result<app::plan>> feature::make(chat::form_submitted const& sent) {
  choices chosen;
  chat::reply reply;
  auto const before = co_await is_on_fridays(sent.person);
  if (!before) co_return before.error();
  chosen.on_fridays = *before;
  fields_of_own().enter(sent.values, chosen, reply.errors);
  if (!reply.errors.empty()) co_return app::plan(std::move(reply));
  if (chosen.on_fridays != *before) {
    auto const kept = co_await set_on_fridays(sent.person, chosen.on_fridays);
    if (!kept) co_return kept.error();
  }
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
                "where you leave a line out, put a win in other words, or add one; `/huzzah record send` "
                "passes it to another person.",
                {{"dates", shown.subtitle}, {"numbers", in_numbers(from->said)}}));
  made_record made;
  made.author = made.person = sent.person;
  made.name = name_of_file(*from, chosen.format);
  made.from = *from;
  made.format = chosen.format;
  made.about = std::move(about);
  queue(std::move(made));
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
  auto unit = [&, key = "record:" + with_.workspace.id() + ":" + next.author + ":" +
                        calendar::to_rfc3339(now)](store::unit_of_work& work) {
    auto const body = chat::to_json(why_not_given(*failed));
    delivery::outbox(work).add(delivery::outgoing::direct(key, with_.workspace.id(), next.author, body), now);
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
