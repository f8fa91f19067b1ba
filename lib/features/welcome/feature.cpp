#include "features/welcome/feature.hpp"

#include "app/delivery/outbox.hpp"
#include "app/fields.hpp"
#include "app/people/forgotten.hpp"
#include "app/people/people.hpp"
#include "app/phrases.hpp"
#include "base/catalog.hpp"
#include "chat/quotes.hpp"
#include "chat/say.hpp"
#include "features/welcome/table.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <utility>
#include <variant>

namespace huzzah::welcome {

namespace {

using namespace std::chrono_literals;
using base::translatable;
using chat::say;

constexpr base::duration between_looks = 10s;
/// What was said longer ago, as an import or catching up finds it, is no first kudos to be met.
constexpr base::duration longest_ago = 24h;
constexpr int looked_through_at_once = 1'000;
constexpr int place_in_home = 1;
constexpr auto* first_kudos_topic = "first";

chat::message where_invited(std::string const& self) {
  return chat::message(
      say("Hello! Say `@name ++ for the flaky test` here, and it is a kudos; `win: the flaky test is gone`, "
          "and it "
          "is a win. I read what is said here to find these, keep nothing else, and stay quiet otherwise. "
          "To stop me, remove {me} from the channel; `/huzzah` is what is yours.",
          {{"me", chat::mention(self)}}));
}

chat::message first_line(bool has_given) {
  return chat::message(
      has_given
          ? say("That was your first kudos here. Edit or delete your message, and it follows. What was said "
                "of you is in my Home tab; `/huzzah settings` says what I send you.")
          : say("That was your first kudos here. All that is said of you is in my Home tab, for you alone; "
                "`/huzzah settings` says what I send you."));
}

/// What is yet to be done, for admins until all of it is.
chat::section checklist(store::connection& on, app::reading const& by, app::first_steps const& all) {
  chat::section shown(base::translate("To set me up"), chat::card_layout::lines);
  shown.key = "setup";
  shown.icon = "seedling";
  if (!by.person.is_admin) return shown;
  std::vector<bool> done;
  for (auto const& one : all)
    done.push_back(one.is_done(on, by.workspace));
  if (std::all_of(done.begin(), done.end(), [](bool is) { return is; })) return shown;
  for (std::size_t i = 0; i < all.size(); ++i) {
    chat::rich_text line{chat::text(done[i] ? "● " : "○ ")};
    chat::append(line, say(all[i].words));
    shown.cards.emplace_back(std::move(line));
  }
  return shown;
}

app::settings_section section() {
  static auto const all = app::fields<options>().add(
      "first_kudos", "Whether a private line explains what follows from a person's first kudos.",
      app::kind::yes_or_no(), &options::first_kudos);
  return all.section("welcome", "What people meet first.");
}

}  // namespace

feature::feature(app::context const& with, options chosen) : with_(with), chosen_(chosen) {
  if (chosen_.first_kudos)
    with.topics->push_back({first_kudos_topic, translatable("What follows from my first kudos")});
}

bool feature::wants(chat::event const& happened) const {
  auto const* changed = std::get_if<chat::facts_changed>(&happened);
  return changed != nullptr && !changed->channel.empty() && changed->person == with_.workspace.self();
}

awaitable<result<app::plan>> feature::prepare(chat::event const& happened) {
  auto const& changed = std::get<chat::facts_changed>(happened);
  auto channel = changed.channel;
  auto const facts = co_await with_.workspace.channel_now(std::move(channel));
  if (!facts || !facts->is_member || facts->is_archived) co_return app::plan();
  auto const& workspace = with_.workspace.id();
  auto hello = delivery::outgoing::post("hello:" + workspace + ":" + facts->id, workspace, facts->id, {},
                                        chat::to_json(where_invited(with_.workspace.self())));
  co_return app::plan([hello = std::move(hello), now = with_.clock.now()](store::unit_of_work& work) {
    delivery::outbox(work).add(hello, now);
  });
}

awaitable<result<bool>> feature::look() {
  auto const now = with_.clock.now();
  auto unit = [&, workspace = with_.workspace.id()](store::unit_of_work& work) {
    auto const news = table(work).next(workspace, now - longest_ago, looked_through_at_once);
    for (auto const& one : news.people) {
      if (people::people(work).left_out(workspace, one.person) ||
          people::forgotten_people(work).include(one.person, now))
        continue;
      auto made = delivery::outgoing::direct("first:" + workspace + ":" + one.person, workspace, one.person,
                                             chat::to_json(first_line(one.has_given)));
      made.topic = first_kudos_topic;
      delivery::outbox(work).add(made, now);
    }
    return news.is_all;
  };
  co_return co_await with_.store.write(std::move(unit));
}

awaitable<> feature::work_behind() {
  if (!chosen_.first_kudos) co_return;
  std::optional<std::uint64_t> looked_at;
  for (;;) {
    auto const units = with_.store.stats().units;
    if (looked_at != units) {
      auto const done = co_await look();
      if (!done) spdlog::warn("first kudos can't be looked for: {}", to_string(done.error()));
      if (done && *done) looked_at = with_.store.stats().units;
      if (done && !*done) continue;
    }
    co_await with_.clock.sleep_for(between_looks);
  }
}

app::contribution contribution() {
  app::contribution made;
  made.name = "welcome";
  made.tables = table::tables();
  made.settings = {section()};
  made.start = [](app::context const& with, app::chosen_settings const& settings) {
    with.sections->push_back({app::surface::home,
                              [steps = with.steps](store::connection& on, app::reading const& by) {
                                return checklist(on, by, *steps);
                              },
                              place_in_home});
    return std::make_unique<feature>(with, settings.of<options>("welcome"));
  };
  return made;
}

}  // namespace huzzah::welcome
