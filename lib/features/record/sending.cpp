#include "features/record/sending.hpp"

#include "app/fields.hpp"
#include "app/open_form.hpp"
#include "app/people/directory.hpp"
#include "app/people/forgotten.hpp"
#include "app/phrases.hpp"
#include "base/catalog.hpp"
#include "base/text.hpp"
#include "chat/quotes.hpp"
#include "chat/say.hpp"
#include "features/record/giving.hpp"
#include "features/record/table.hpp"

namespace huzzah::record {

namespace {

using base::translatable;
using base::translate;
using chat::say;

constexpr std::int64_t longest_note = 500;

/// What a form asks of a record that goes to another person.
app::fields<choices> const& fields() {
  static auto const all = app::fields<choices>()
                              .add("days", "How far back it goes.", app::kind::one_of(spans), &choices::days,
                                   app::asked_field{translatable("The last")})
                              .add("format", "What kind of file it is.", app::kind::one_of(formats),
                                   &choices::format, app::asked_field{translatable("As")});
  return all;
}

std::string none_left() {
  return translate("You have sent {count} records today. Tomorrow there is room again.",
                   {{"count", static_cast<std::int64_t>(most_sent_a_day)}});
}

std::string nothing_to_read(std::string const& name) {
  return translate("{person} can't read any line of it where it was said, so that nothing would be left.",
                   {{"person", name}});
}

/// Takes the first line off.
std::string take_line(std::string& rest) {
  auto const end = std::min(rest.find('\n'), rest.size());
  auto line = rest.substr(0, end);
  rest.erase(0, std::min(end + 1, rest.size()));
  return line;
}

}  // namespace

std::string letter::written() const {
  return view + "\n" + to + "\n" + std::string(app::word_of(spans, chosen.days)) + "\n" +
         std::string(app::word_of(formats, chosen.format)) + "\n" + note;
}

std::optional<letter> letter::read(std::string const& written) {
  letter made;
  auto rest = written;
  made.view = take_line(rest);
  made.to = take_line(rest);
  auto const days = app::value_of(spans, take_line(rest));
  auto const how = app::value_of(formats, take_line(rest));
  if (made.view.empty() || made.to.empty() || !days || !how) return std::nullopt;
  made.chosen.days = *days;
  made.chosen.format = *how;
  made.note = std::move(rest);
  return made;
}

awaitable<calendar::local_date> sending::today_of(std::string person) {
  people::directory directory(with_.workspace, with_.clock);
  auto const who = co_await directory.find(std::move(person));
  co_return people::zone_of(who ? *who : chat::person()).date_of(with_.clock.now());
}

awaitable<result<chat::reply>> sending::open(std::string trigger, int days) {
  chat::form form(std::string(send_action), translate("Send my record"));
  form.fields.emplace_back("person", translate("To"), chat::form_field::kind::person);
  auto& note =
      form.fields.emplace_back("note", translate("With a note"), chat::form_field::kind::long_text, true);
  note.hint = translate(
      "What they can't read where it was said is left out, and so is what is private. You see how much "
      "before it is sent.");
  choices chosen;
  chosen.days = days;
  for (auto& field : fields().form(chosen))
    form.fields.push_back(std::move(field));
  co_return co_await app::open_form(with_.workspace, std::move(trigger), std::move(form));
}

awaitable<std::pair<std::string, std::string>> sending::receiver(std::string to, std::string from) {
  std::pair<std::string, std::string> both;
  if (to.empty()) {
    both.second = translate("Choose a person.");
  } else if (to == from) {
    both.second = translate("That is you: `/huzzah record` gives you your own.");
  } else {
    auto const who = co_await with_.audience.person_now(to);
    if (!who)
      both.second = translate("Who that is can't be found out just now. Please try again.");
    else if (who->is_bot || who->is_deactivated || who->is_guest || who->is_stranger ||
             to == with_.workspace.self())
      both.second = translate("Choose a person who is a full member here.");
    else
      both.first = who->name.empty() ? translate("A teammate") : who->name;
  }
  co_return both;
}

awaitable<result<app::plan>> sending::preview(chat::form_submitted const& sent) {
  letter fresh;
  fresh.view = sent.view;
  fresh.to = app::entered_in(sent.values, "person");
  fresh.note = app::entered_in(sent.values, "note");
  chat::reply reply;
  fields().enter(sent.values, fresh.chosen, reply.errors);
  if (base::length(fresh.note) > longest_note)
    reply.errors["note"] = translate("At most {most} characters, please.", {{"most", longest_note}});
  auto const [name, why_not] = co_await receiver(fresh.to, sent.person);
  if (!why_not.empty()) reply.errors["person"] = why_not;
  if (!reply.errors.empty()) co_return app::plan(std::move(reply));

  auto const today = co_await today_of(sent.person);
  auto query = [&](store::reader& on) { return table(on).sent_on(sent.workspace, sent.person, today); };
  auto const before = co_await with_.store.read(std::move(query));
  if (!before) co_return before.error();
  auto const from = co_await gather(with_, sent.workspace, sent.person, fresh.chosen, fresh.to);
  if (!from) co_return from.error();
  if (*before >= most_sent_a_day)
    reply.errors["person"] = none_left();
  else if (compose(*from).sections.empty())
    reply.errors["person"] = nothing_to_read(name);
  if (!reply.errors.empty()) co_return app::plan(std::move(reply));

  auto words = say("Your record for {person} is ready: {numbers}.",
                   {{"person", chat::bold(name)}, {"numbers", in_numbers(from->said)}});
  chat::append(words, {chat::text(" ")});
  if (from->left_out > 0)
    chat::append(words, say(from->left_out, "{count} line is left out since {person} can't read it.",
                            "{count} lines are left out since {person} can't read them.",
                            {{"person", chat::bold(name)}}));
  else
    chat::append(words, say("No line is left out."));
  std::vector<chat::block> blocks{app::section(words)};
  blocks.emplace_back(chat::buttons_block{
      {chat::button(std::string(send_now_action), translate("Send"), fresh.written(), true)}});
  reply.said = chat::message(std::move(words), std::move(blocks));
  co_return app::plan(std::move(reply));
}

awaitable<result<chat::reply>> sending::send(chat::button_pressed const& pressed) {
  chat::reply done;
  auto const wanted = letter::read(pressed.value);
  if (!wanted) {
    done.said =
        chat::message(say("That can't be sent any more. Please begin again with `/huzzah record send`."));
    co_return done;
  }
  // Asked again: it may have been looked at long ago.
  auto const [name, why_not] = co_await receiver(wanted->to, pressed.person);
  if (!why_not.empty()) {
    done.said = app::one_line(why_not);
    co_return done;
  }
  auto from = co_await gather(with_, pressed.workspace, pressed.person, wanted->chosen, wanted->to);
  if (!from) co_return from.error();
  auto const shown = compose(*from);
  if (shown.sections.empty()) {
    done.said = app::one_line(nothing_to_read(name));
    co_return done;
  }
  auto const today = co_await today_of(pressed.person);
  wish asked;
  asked.view = wanted->view;
  asked.person = wanted->to;
  asked.author = pressed.person;
  asked.chosen = wanted->chosen;
  asked.note = wanted->note;
  auto unit = [&, now = with_.clock.now()](store::unit_of_work& work) {
    if (people::forgotten_people(work).include(pressed.person, pressed.at)) return table::turn::known;
    auto const taken =
        table(work).take_turn(pressed.workspace, pressed.person, wanted->view, today, most_sent_a_day);
    if (taken == table::turn::taken) giving::ask(work, pressed.workspace, asked, now);
    return taken;
  };
  auto const turn = co_await with_.store.write(std::move(unit));
  if (!turn) co_return turn.error();
  if (*turn == table::turn::none_left) {
    done.said = app::one_line(none_left());
    co_return done;
  }
  done.said = chat::message(say("Sent to {person}.", {{"person", chat::bold(name)}}));
  with_.files_changed();
  co_return done;
}

}  // namespace huzzah::record
