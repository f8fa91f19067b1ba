#include "features/record/feature.hpp"

#include "app/delivery/outbox.hpp"
#include "app/open_form.hpp"
#include "app/people/directory.hpp"
#include "app/people/people.hpp"
#include "app/phrases.hpp"
#include "base/catalog.hpp"
#include "calendar/timestamp.hpp"
#include "chat/say.hpp"

#include <spdlog/spdlog.h>

#include <set>
#include <utility>
#include <variant>

namespace huzzah::record {

namespace {

using base::translatable;

constexpr app::named_values<int, 4> spans{{{"30", 30, base::translatable("30 days")},
                                           {"90", 90, base::translatable("90 days")},
                                           {"180", 180, base::translatable("180 days")},
                                           {"365", 365, base::translatable("365 days")}}};
constexpr app::named_values<bool, 2> answers{
    {{"yes", true, base::translatable("Yes")}, {"no", false, base::translatable("No")}}};
constexpr app::named_values<format, 3> formats{
    {{"page", format::page, base::translatable("A page to print")},
     {"markdown", format::markdown, base::translatable("Markdown")},
     {"json", format::json, base::translatable("JSON")}}};

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

std::string content_of(chat::document const& shown, format how) {
  switch (how) {
    case format::markdown:
      return chat::to_markdown(shown);
    case format::page:
      return chat::to_html(shown);
    case format::json:
      return chat::to_json(shown);
  }
  return {};
}

std::string name_of_file(sources const& from, format how) {
  auto const ending = how == format::markdown ? "md" : how == format::page ? "html" : "json";
  return "record-" + calendar::to_string(from.first) + "-to-" + calendar::to_string(from.last) + "." + ending;
}

void leave_private_out(ledger::own_record& said) {
  std::erase_if(said.wins, [](ledger::win_view const& one) { return !one.shared || !one.is_open; });
  std::erase_if(said.kudos, [](ledger::recognition_record const& one) { return !one.is_open; });
  said.hidden_kudos = 0;
}

/// The names of those who are mentioned.
app::names_by_id names_in(store::reader& from, std::string const& workspace, ledger::own_record const& said) {
  std::set<std::string> people;
  for (auto const& one : said.wins)
    people.merge(app::mentioned_in(one.text));
  for (auto const& one : said.kudos)
    people.merge(app::mentioned_in(one.reason));
  app::names_by_id names;
  for (auto const& id : people)
    names[id] = people::people(from).name_of(workspace, id);
  return names;
}

}  // namespace

/// A record on its way to its person.
class feature::made_record {
 public:
  std::string person;
  std::string name;
  std::string content;
  chat::message about;
};

feature::~feature() = default;

feature::feature(app::context const& with) : with_(with) {
  with.operations->push_back(
      {"record", translatable("what you did well, in your words and those of others, as a file"),
       [this](chat::command_invoked const& command) { return open(command); }, translatable("My record")});
}

bool feature::wants(chat::event const& happened) const {
  auto const* sent = std::get_if<chat::form_submitted>(&happened);
  return sent != nullptr && sent->action == form_action;
}

awaitable<result<app::plan>> feature::prepare(chat::event const& happened) {
  return make(std::get<chat::form_submitted>(happened));
}

awaitable<result<chat::reply>> feature::open(chat::command_invoked const& command) {
  chat::form form(std::string(form_action), base::translate("My record"));
  form.fields = fields().form(choices());
  co_return co_await app::open_form(with_.workspace, command.trigger, std::move(form));
}

awaitable<result<sources>> feature::gather(chat::form_submitted const& sent, choices chosen) {
  people::directory directory(with_.workspace, with_.clock);
  auto const person = co_await directory.find(sent.person);
  auto const to = co_await with_.audience.of_person(sent.workspace, sent.person);
  sources made;
  made.zone = people::zone_of(person ? *person : chat::person());
  made.last = made.zone.date_of(with_.clock.now());
  made.first = made.last - std::chrono::days(chosen.days - 1);
  auto const from = made.zone.start_of(made.first) - base::duration(1);
  auto query = [&](store::reader& on) {
    made.said = ledger::read_own(on, sent.workspace, to, from, with_.clock.now());
    return names_in(on, sent.workspace, made.said);
  };
  auto names = co_await with_.store.read(std::move(query));
  if (!names) co_return names.error();
  if (!chosen.with_private) leave_private_out(made.said);
  for (auto& win : made.said.wins)
    if (!win.where.id.empty()) win.link = with_.workspace.link_to(win.where);
  made.name_of = [known = std::move(*names)](std::string const& id) {
    auto const found = known.find(id);
    return found == known.end() ? std::string() : found->second;
  };
  co_return made;
}

awaitable<result<app::plan>> feature::make(chat::form_submitted const& sent) {
  choices chosen;
  chat::reply reply;
  fields().enter(sent.values, chosen, reply.errors);
  if (!reply.errors.empty()) co_return app::plan(std::move(reply));
  auto const from = co_await gather(sent, chosen);
  if (!from) co_return from.error();
  auto const shown = compose(*from);
  if (shown.sections.empty()) {
    reply.said = chat::message(shown.instead);
    co_return app::plan(std::move(reply));
  }
  reply.said = chat::message(chat::say("Your record is on its way to your direct message with me."));
  auto about = chat::message(chat::say("Your record of {dates}: {numbers}. Nobody else can open it here.",
                                       {{"dates", shown.subtitle}, {"numbers", in_numbers(from->said)}}));
  made_record made;
  made.person = sent.person;
  made.name = name_of_file(*from, chosen.format);
  made.content = content_of(shown, chosen.format);
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

awaitable<bool> feature::give_next() {
  if (waiting_.empty()) co_return false;
  auto next = std::move(waiting_.front());
  waiting_.pop_front();
  auto to = next.person;
  auto const shared = co_await with_.workspace.share_file(std::move(to), std::move(next.name),
                                                          std::move(next.content), std::move(next.about));
  if (shared) co_return true;
  spdlog::warn("a record could not be given: {}", to_string(shared.error()));
  auto const now = with_.clock.now();
  auto unit = [&, key = "record:" + with_.workspace.id() + ":" + next.person + ":" +
                        calendar::to_rfc3339(now)](store::unit_of_work& work) {
    auto const body = chat::to_json(chat::message(chat::say(
        "Your record could not be uploaded just now. Please ask for it again with `/huzzah record`.")));
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
  made.start = [](app::context const& with, app::chosen_settings const&) {
    return std::make_unique<feature>(with);
  };
  return made;
}

}  // namespace huzzah::record
