#include "sandbox/workspace/view_book.hpp"

#include "sandbox/workspace/block_ids.hpp"

#include <nlohmann/json.hpp>

namespace huzzah::sandbox {

using nlohmann::json;

document view_book::dress(open_view const& which, json const& view, std::string const& previous) {
  auto shown = view;
  complete_ids(shown["blocks"], ids_);
  shown["id"] = which.id;
  shown["team_id"] = state_.team_id;
  shown["app_id"] = app_.app_id;
  shown["bot_id"] = app_.bot_id;
  shown["app_installed_team_id"] = state_.team_id;
  shown["hash"] = std::to_string(to_seconds(state_.now())) + "." + ids_.alphanumeric(8);
  shown["state"] = {{"values", json::object()}};
  shown["previous_view_id"] = previous.empty() ? json() : json(previous);
  auto const& stack = stacks_[which.user];
  shown["root_view_id"] = stack.empty() || view.value("type", "") == "home" ? which.id : stack.front();
  for (auto const* key : {"private_metadata", "callback_id", "external_id"})
    if (!shown.contains(key)) shown[key] = "";
  for (auto const* key : {"clear_on_close", "notify_on_close"})
    if (!shown.contains(key)) shown[key] = false;
  for (auto const* key : {"title", "close", "submit"})
    if (!shown.contains(key)) shown[key] = nullptr;
  return std::make_shared<json const>(std::move(shown));
}

open_view& view_book::make(std::string const& user, json const& view, std::string const& previous) {
  open_view fresh;
  fresh.id = "V0" + ids_.upper(9);
  fresh.user = user;
  fresh.external_id = view.value("external_id", "");
  fresh.shown = dress(fresh, view, previous);
  auto id = fresh.id;
  return views_.insert_or_assign(std::move(id), std::move(fresh)).first->second;
}

open_view const& view_book::open(std::string const& user, json const& view) {
  close_all(user);
  auto const& made = make(user, view, {});
  stacks_[user].push_back(made.id);
  return made;
}

open_view const* view_book::push(std::string const& user, json const& view) {
  auto& stack = stacks_[user];
  if (stack.empty() || stack.size() >= 3) return nullptr;
  auto const& made = make(user, view, stack.back());
  stack.push_back(made.id);
  return &made;
}

open_view const& view_book::update(open_view& which, json const& view) {
  auto const& before = (*which.shown)["previous_view_id"];
  auto const previous = before.is_string() ? before.get<std::string>() : std::string();
  which.shown = dress(which, view, previous);
  which.external_id = view.value("external_id", which.external_id);
  return which;
}

open_view const& view_book::publish(std::string const& user, json const& view) {
  if (auto* known = home(user)) return update(*known, view);
  auto const& made = make(user, view, {});
  homes_[user] = made.id;
  return made;
}

void view_book::set_state(open_view& which, json const& values) {
  auto shown = *which.shown;
  shown["state"] = {{"values", values}};
  which.shown = std::make_shared<json const>(std::move(shown));
}

open_view* view_book::find(std::string const& id) {
  auto const found = views_.find(id);
  return found == views_.end() ? nullptr : &found->second;
}

open_view* view_book::find_external(std::string const& external_id) {
  for (auto& [id, view] : views_)
    if (!external_id.empty() && view.external_id == external_id) return &view;
  return nullptr;
}

open_view* view_book::home(std::string const& user) {
  auto const found = homes_.find(user);
  return found == homes_.end() ? nullptr : find(found->second);
}

std::vector<std::string> view_book::stack(std::string const& user) const {
  auto const found = stacks_.find(user);
  return found == stacks_.end() ? std::vector<std::string>() : found->second;
}

void view_book::close(std::string const& id) {
  auto const* view = find(id);
  if (view == nullptr) return;
  std::erase(stacks_[view->user], id);
  views_.erase(id);
}

void view_book::close_all(std::string const& user) {
  for (auto const& id : stacks_[user])
    views_.erase(id);
  stacks_[user].clear();
}

}  // namespace huzzah::sandbox
