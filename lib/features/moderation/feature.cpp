#include "features/moderation/feature.hpp"

#include "app/delivery/outbox.hpp"
#include "app/fields.hpp"
#include "app/ledger/standings.hpp"
#include "app/ledger/withheld.hpp"
#include "app/open_form.hpp"
#include "app/people/directory.hpp"
#include "app/people/people.hpp"
#include "app/phrases.hpp"
#include "app/ritual_fields.hpp"
#include "base/catalog.hpp"
#include "calendar/local_date.hpp"
#include "chat/say.hpp"
#include "features/moderation/sight.hpp"
#include "features/moderation/words.hpp"
#include "store/references.hpp"

#include <spdlog/spdlog.h>
#include <boost/asio/this_coro.hpp>

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <utility>
#include <variant>

namespace huzzah::moderation {

namespace {

using namespace std::chrono_literals;
using base::translatable;
using base::translate;
using chat::say;

constexpr int most_listed = 20;
constexpr int most_reports_a_day = 5;
constexpr std::size_t most_stopped = 200;
constexpr base::duration admins_are_fresh = 1h;
constexpr base::duration between_tries = 1min;
constexpr auto reports_of_day = "reports";
constexpr auto of_entry = store::reference_kind::kudos;

std::string key_of(std::string const& workspace, std::int64_t entry, std::string const& moderator) {
  return "report:" + workspace + ":" + std::to_string(entry) + ":" + moderator;
}

calendar::local_date today_at(base::time_point now) {
  return people::zone_of(chat::person()).date_of(now);
}

/// The names of all who occur in some entries.
chat::shown_names names_in(store::connection& on, std::string const& workspace,
                           std::vector<ledger::entry_view> const& entries) {
  chat::shown_names names;
  auto const learn = [&](std::string const& person) {
    names.learn(person, people::people(on).name_of(workspace, person));
  };
  for (auto const& one : entries) {
    learn(one.author);
    for (auto const& person : one.receivers)
      learn(person);
    for (auto const& text : one.texts)
      for (auto const& person : app::mentioned_in(text))
        learn(person);
  }
  return names;
}

/// Those that can be seen, in their order.
std::vector<ledger::entry_view> visible(store::connection& on, std::string const& workspace,
                                        std::vector<std::int64_t> const& ids, people::viewer const& to) {
  std::vector<ledger::entry_view> found;
  for (auto const id : ids) {
    auto one = found.size() < most_listed ? ledger::view_entry(on, workspace, id, to) : std::nullopt;
    if (one) found.push_back(std::move(*one));
  }
  return found;
}

/// What the reader has received lately, newest first.
std::vector<std::int64_t> received(store::connection& on, std::string const& workspace,
                                   people::viewer const& to, base::time_point now) {
  std::vector<std::int64_t> found;
  for (auto const& one : ledger::mine(on, workspace, to, today_at(now), most_listed).received)
    if (found.empty() || found.back() != one.id) found.push_back(one.id);
  return found;
}

/// Counts a report of today; false where there were too many. Which entry it is about is not kept with it.
bool count_report(store::unit_of_work& work, std::string const& workspace, std::string const& person,
                  calendar::local_date today) {
  auto const day = calendar::to_string(today);
  auto const kept = people::people(work).setting(workspace, person, reports_of_day).value_or("");
  auto const count = kept.starts_with(day + " ") ? std::stoi(kept.substr(day.size() + 1)) : 0;
  if (count >= most_reports_a_day) return false;
  people::people(work).set_setting(workspace, person, reports_of_day, day + " " + std::to_string(count + 1));
  return true;
}

app::settings_section section() {
  static auto const all = app::fields<options>().add(
      "moderators",
      "The ids of the people, such as U012AB3CD, who decide about what is reported. None: the admins of the "
      "workspace.",
      app::kind::people(), &options::moderators);
  return all.section("moderation", "Who decides about what is reported.");
}

}  // namespace

feature::feature(app::context const& with, options chosen, wins::options wins)
    : with_(with), chosen_(std::move(chosen)), wins_(std::move(wins)) {
  app::operation hide{"hide", translatable("hide what is about you from others, or report something"),
                      [this](chat::command_invoked const& command) {
                        return open(command.workspace, command.person, command.trigger, {});
                      },
                      translatable("Hide or report")};
  hide.people = chosen_.moderators;
  with.operations->push_back(std::move(hide));
}

feature::~feature() = default;

bool feature::wants(chat::event const& happened) const {
  if (auto const* asked = std::get_if<chat::shortcut_invoked>(&happened)) return asked->name == by_message;
  if (auto const* sent = std::get_if<chat::form_submitted>(&happened)) return sent->action == submit_action;
  auto const* pressed = std::get_if<chat::button_pressed>(&happened);
  return pressed != nullptr && (pressed->action == keep_action || pressed->action == remove_action);
}

awaitable<feature::answer> feature::prepare(chat::event const& happened) {
  if (auto const* sent = std::get_if<chat::form_submitted>(&happened)) co_return co_await choose(*sent);
  if (auto const* pressed = std::get_if<chat::button_pressed>(&happened)) co_return co_await decide(*pressed);
  auto const& asked = std::get<chat::shortcut_invoked>(happened);
  auto opened = co_await open(asked.workspace, asked.person, asked.trigger, asked.where);
  if (!opened) co_return std::move(opened).error();
  co_return app::plan(std::move(*opened));
}

awaitable<result<chat::reply>> feature::open(std::string workspace, std::string person, std::string trigger,
                                             std::optional<chat::message_ref> where) {
  auto const to = co_await with_.audience.of_person(workspace, person);
  auto const now = with_.clock.now();
  auto query = [&](store::reader& from) {
    auto entries = where ? visible(from, workspace, ledger::entries_shown_by(from, *where), to)
                         : std::vector<ledger::entry_view>();
    // The same for a message that shows nothing and for one that shows what they can't see.
    if (entries.empty()) entries = visible(from, workspace, received(from, workspace, to, now), to);
    std::vector<std::string> references;
    references.reserve(entries.size());
    for (auto const& one : entries)
      references.push_back(store::reference(from, of_entry, one.id));
    return form_about(entries, references, names_in(from, workspace, entries),
                      people::people(from).no_private_from(workspace, person));
  };
  auto asked = co_await with_.store.read(std::move(query));
  if (!asked) co_return std::move(asked).error();
  co_return co_await app::open_form(with_.workspace, std::move(trigger), std::move(*asked));
}

awaitable<feature::answer> feature::choose(chat::form_submitted const& sent) {
  auto const what = app::entered_in(sent.values, "what");
  std::set<std::string> stopped;
  for (auto& id : app::split_at_commas(app::entered_in(sent.values, "stopped")))
    if (id != sent.person && stopped.size() < most_stopped) stopped.insert(std::move(id));
  auto const to = co_await with_.audience.of_person(sent.workspace, sent.person);
  enum class outcome { done, gone, not_about_them, as_it_was, decided_before, too_many };
  auto unit = [&, now = with_.clock.now()](store::unit_of_work& work) {
    if (people::people(work).no_private_from(sent.workspace, sent.person) != stopped)
      people::people(work).set_no_private_from(sent.workspace, sent.person, stopped);
    if (what.empty()) return outcome::done;
    auto const entry = store::referenced(work, of_entry, app::entered_in(sent.values, "which"));
    auto const seen = ledger::view_entry(work, sent.workspace, entry, to);
    if (!seen) return outcome::gone;
    ledger::withheld_entries withheld(work);
    auto const was_hidden = withheld.is_hidden(entry);
    if (what == to_report) {
      if (withheld.report_of(entry) == ledger::report_state::kept) return outcome::decided_before;
      // What is reported already is with the moderators, and stays there.
      if (withheld.report_of(entry) == ledger::report_state::none) {
        auto const today = today_at(now);
        if (!count_report(work, sent.workspace, sent.person, today)) return outcome::too_many;
        withheld.report(entry);
      }
    } else {
      if (!seen->is_about(sent.person)) return outcome::not_about_them;
      if (!withheld.hide(entry, what == to_hide)) return outcome::as_it_was;
    }
    if (auto const is_hidden = withheld.is_hidden(entry); is_hidden != was_hidden)
      shown_by_us(work, wins_.kudos, wins_, now).follow(entry, is_hidden);
    return outcome::done;
  };
  auto const done = co_await with_.store.write(std::move(unit));
  if (!done) co_return done.error();
  chat::reply reply;
  switch (*done) {
    case outcome::gone:
      reply.errors["which"] = translate("It isn't there any more.");
      break;
    case outcome::not_about_them:
      reply.errors["what"] = translate("Only somebody it is about can hide it. You can report it.");
      break;
    case outcome::as_it_was:
      reply.errors["what"] = what == to_hide ? translate("You have hidden it already.")
                                             : translate("It is not hidden by anybody it is about.");
      break;
    case outcome::decided_before:
      reply.errors["what"] = translate("The moderators have looked at it, and kept it.");
      break;
    case outcome::too_many:
      reply.errors["what"] = translate("That were {most} reports today. Please report more tomorrow.",
                                       {{"most", std::to_string(most_reports_a_day)}});
      break;
    case outcome::done:
      if (what == to_hide)
        reply.said = chat::message(say("Hidden: only its author and those it is for see it now."));
      else if (what == to_show)
        reply.said = chat::message(say("It is visible again where it was."));
      else if (what == to_report)
        reply.said = chat::message(say("Thank you. The moderators will look at it."));
      if (what == to_report && reported_) reported_->notify_all();
      break;
  }
  co_return app::plan(std::move(reply));
}

awaitable<bool> feature::is_moderator(std::string person) {
  auto const& listed = chosen_.moderators;
  if (!listed.empty()) co_return std::find(listed.begin(), listed.end(), person) != listed.end();
  auto const who = co_await with_.audience.person_now(std::move(person));
  co_return who && who->is_admin && !who->is_deactivated;
}

awaitable<feature::answer> feature::decide(chat::button_pressed const& pressed) {
  auto const may = co_await is_moderator(pressed.person);
  if (!may) {
    auto no = chat::reply(chat::message(say("Only a moderator can decide that.")));
    co_return app::plan(std::move(no));
  }
  // They are known by now: reports that wait are brought to them at every start.
  auto told = chosen_.moderators.empty() ? admins_ : chosen_.moderators;
  if (std::find(told.begin(), told.end(), pressed.person) == told.end()) told.push_back(pressed.person);
  auto const is_kept = pressed.action == keep_action;
  auto unit = [&, now = with_.clock.now()](store::unit_of_work& work) {
    auto const entry = store::referenced(work, of_entry, pressed.value);
    ledger::withheld_entries withheld(work);
    if (withheld.report_of(entry) != ledger::report_state::waiting) return false;
    shown_by_us shown(work, wins_.kudos, wins_, now);
    if (is_kept) {
      withheld.keep(entry);
      if (!withheld.is_hidden(entry)) shown.follow(entry, false);
    } else {
      shown.withdraw(entry);
      withheld.remove(entry, now);
    }
    auto const body = chat::to_json(decided(is_kept));
    for (auto const& one : told)
      delivery::outbox(work).revise(key_of(pressed.workspace, entry, one), body, now);
    return true;
  };
  auto const done = co_await with_.store.write(std::move(unit));
  if (!done) co_return done.error();
  chat::reply reply;
  if (!*done) reply.said = chat::message(say("That is decided already, or it was taken back."));
  co_return app::plan(std::move(reply));
}

awaitable<result<std::vector<std::string>>> feature::moderators() {
  if (!chosen_.moderators.empty()) co_return chosen_.moderators;
  if (!admins_asked_ || with_.clock.uptime() - *admins_asked_ >= admins_are_fresh) {
    auto found = co_await with_.workspace.admins();
    if (!found) co_return std::move(found).error();
    admins_ = std::move(*found);
    admins_asked_ = with_.clock.uptime();
  }
  co_return admins_;
}

awaitable<result<>> feature::tell_moderators() {
  auto const workspace = with_.workspace.id();
  auto query = [&](store::reader& from) { return ledger::withheld_entries(from).waiting(workspace); };
  auto const waiting = co_await with_.store.read(std::move(query));
  if (!waiting) co_return waiting.error();
  if (waiting->empty()) co_return result<>();
  auto const known = co_await moderators();
  if (!known) co_return known.error();
  auto unit = [&, now = with_.clock.now()](store::unit_of_work& work) {
    auto const to = people::viewer::whole("for the moderators, to whom it was reported");
    for (auto const id : *waiting) {
      auto const one = ledger::view_entry(work, workspace, id, to);
      if (!one) continue;
      auto const body = chat::to_json(
          reported(*one, store::reference(work, of_entry, id), names_in(work, workspace, {*one})));
      for (auto const& person : *known)
        delivery::outbox(work).add(
            delivery::outgoing::direct(key_of(workspace, id, person), workspace, person, body), now);
    }
  };
  co_return co_await with_.store.write(std::move(unit));
}

awaitable<> feature::work_behind() {
  auto const executor = co_await asio::this_coro::executor;
  reported_ = std::make_unique<base::wake_up>(executor);
  for (;;) {
    auto const seen = reported_->count();
    auto const done = co_await tell_moderators();
    if (done) {
      co_await reported_->wait(seen);
    } else {
      spdlog::warn("reports can't be brought to the moderators just now: {}", to_string(done.error()));
      co_await with_.clock.sleep_for(between_tries);
    }
  }
}

app::contribution contribution() {
  app::contribution made;
  made.name = "moderation";
  made.actions = {"moderation."};
  made.words = {"hide"};
  made.shortcuts = {
      {by_message, "Hide or report", "Take what is about you out of sight, or report it", true}};
  made.settings = {section()};
  made.start = [](app::context const& with, app::chosen_settings const& settings) {
    auto* const rules = with.offered->find<kudos::options>();
    auto* const asked = with.offered->find<wins::questions>();
    if (rules == nullptr || asked == nullptr) throw std::logic_error("moderation comes after wins");
    auto chosen = settings.of<options>("moderation");
    with.steps->push_back(
        {translatable("Name those who look at reports: `moderation.moderators` in the configuration"),
         [has_some = !chosen.moderators.empty()](store::connection&, std::string const&) {
           return has_some;
         }});
    return std::make_unique<feature>(with, std::move(chosen), wins::options(*rules, *asked));
  };
  return made;
}

}  // namespace huzzah::moderation
