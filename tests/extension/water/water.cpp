#include "water/water.hpp"

#include "app/delivery/outbox.hpp"
#include "app/fields.hpp"
#include "app/phrases.hpp"
#include "app/schedule/steps.hpp"
#include "calendar/local_date.hpp"
#include "water/glasses.hpp"

#include <chrono>
#include <utility>
#include <variant>

namespace huzzah::water {

namespace {

constexpr auto undo_action = "water.undo";

/// The section "water" of the configuration.
class options {
 public:
  int glasses = 8;      ///< enough for a day
  std::string channel;  ///< where the evening's count is posted; empty: nowhere
};

app::fields<options> const& fields() {
  static auto const all =
      app::fields<options>()
          .add("glasses", "How many glasses are enough for a day.", app::kind::number(1, 50),
               &options::glasses)
          .add("channel", "The id of the channel where the evening's count is posted; empty: nowhere.",
               app::kind::text(), &options::channel);
  return all;
}

class feature final : public app::feature, public schedule::ritual {
 public:
  feature(app::context const& with, options chosen)
      : store_(with.store), workspace_(with.workspace), clock_(with.clock), options_(std::move(chosen)) {}

  std::string name() const override { return "water"; }

  bool wants(chat::event const& happened) const override {
    if (auto const* command = std::get_if<chat::command_invoked>(&happened)) return command->name == "/water";
    auto const* pressed = std::get_if<chat::button_pressed>(&happened);
    return pressed != nullptr && pressed->action == undo_action;
  }

  awaitable<result<app::plan>> prepare(chat::event const& happened) override {
    if (auto const* command = std::get_if<chat::command_invoked>(&happened)) return drink(*command);
    return undo(std::get<chat::button_pressed>(happened));
  }

  /// What its word of /huzzah answers.
  awaitable<result<chat::reply>> answer(chat::command_invoked const& command) {
    auto done = co_await drink(command);
    if (!done) co_return std::move(done).error();
    co_return std::move(*done->answer);
  }

  schedule::ritual* ritual() override { return this; }
  awaitable<result<std::vector<std::string>>> parts() override {
    co_return std::vector<std::string>{"evening"};
  }
  std::vector<schedule::upcoming> coming_up() override {
    return {{"Water: the evening's count", next_after(clock_.now())}};
  }

  awaitable<base::time_point> run_due(std::string) override {
    auto const now = clock_.now();
    auto unit = [this, now](store::unit_of_work& work) { count_evening(work, now); };
    auto const done = co_await store_.write(std::move(unit));
    co_return done ? next_after(now) : now + schedule::before_next_try;
  }

 private:
  awaitable<result<app::plan>> drink(chat::command_invoked const& command) {
    auto unit = [&command](store::unit_of_work& work) {
      glasses all(work);
      all.add(command.workspace, command.person, command.at, chat::to_plain(command.text));
      return all.of_day(command.workspace, command.person, day_of(command.at));
    };
    auto const count = co_await store_.write(std::move(unit));
    if (!count) co_return count.error();
    auto said =
        app::one_line("Glass " + std::to_string(*count) + " of " + std::to_string(options_.glasses) + ".");
    said.blocks.emplace_back(chat::buttons_block{{chat::button(undo_action, "I only looked at it")}});
    co_return app::plan(chat::reply(std::move(said)));
  }

  awaitable<result<app::plan>> undo(chat::button_pressed const& pressed) {
    auto unit = [&pressed](store::unit_of_work& work) {
      return glasses(work).take_back(pressed.workspace, pressed.person);
    };
    auto const done = co_await store_.write(std::move(unit));
    if (!done) co_return done.error();
    auto said = app::one_line(*done ? "Poured away." : "There is no glass to pour away.");
    co_return app::plan(chat::reply(std::move(said)));
  }

  static calendar::local_date day_of(base::time_point moment) {
    return calendar::time_zone().date_of(moment);
  }
  /// At 18:00 UTC.
  static base::time_point evening(calendar::local_date day) {
    return calendar::time_zone().start_of(day) + std::chrono::hours{18};
  }
  static base::time_point next_after(base::time_point now) {
    auto const first = evening(day_of(now));
    return now < first ? first : evening(day_of(now) + std::chrono::days{1});
  }

  void count_evening(store::unit_of_work& work, base::time_point now) const {
    auto const today = day_of(now);
    if (options_.channel.empty() || now < evening(today)) return;
    schedule::ritual_step const step(workspace_.id(), "water", "count", today);
    if (!schedule::rituals(work).begin(step, now)) return;
    auto const count = glasses(work).of_everybody(workspace_.id(), today);
    auto const said =
        chat::to_json(app::one_line("Today we had " + std::to_string(count) + " glasses of water."));
    auto const key = "water:" + workspace_.id() + ":" + calendar::to_string(today);
    delivery::outbox(work).add(delivery::outgoing::post(key, workspace_.id(), options_.channel, {}, said),
                               now);
  }

  store::store& store_;
  chat::workspace& workspace_;
  base::clock& clock_;
  options options_;
};

/// How much everybody drank, without names.
chat::section of_week(store::connection& on, app::reading const& by) {
  chat::section shown("Water");
  shown.key = "water";
  shown.icon = "droplet";
  auto const count = glasses(on).of_everybody(by.workspace, by.from, by.until);
  if (count > 0) shown.cards.emplace_back(chat::rich_text{chat::text(std::to_string(count) + " glasses")});
  return shown;
}

/// What a person drank today.
chat::section of_person(store::connection& on, app::reading const& by) {
  chat::section shown("Your water");
  shown.key = "water";
  auto const count = glasses(on).of_day(by.workspace, by.person.id, calendar::time_zone().date_of(by.until));
  if (count > 0)
    shown.cards.emplace_back(chat::rich_text{chat::text(std::to_string(count) + " glasses of yours today")});
  return shown;
}

}  // namespace

app::contribution contribution() {
  app::contribution made;
  made.name = "water";
  made.commands = {{"/water", "Note a glass of water", "what kind"}};
  made.actions = {"water."};
  made.settings = {fields().section("water", "People note how much water they drink.")};
  made.sections = {{app::surface::digest, of_week}, {app::surface::home, of_person, 30}};
  made.tables = glasses::tables();
  made.check = glasses::wrong;
  made.start = [](app::context const& with, app::chosen_settings const& settings) {
    auto one = std::make_unique<feature>(with, settings.of<options>("water"));
    with.operations->push_back({"water", "a glass of water, noted",
                                [to = one.get()](auto const& command) { return to->answer(command); }});
    return one;
  };
  return made;
}

}  // namespace huzzah::water
