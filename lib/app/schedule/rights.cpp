#include "app/schedule/rights.hpp"

#include "base/catalog.hpp"

#include <spdlog/spdlog.h>

#include <utility>

namespace huzzah::schedule {

awaitable<bool> rights::is_out_of_reach(std::string channel) {
  auto const found = co_await directory_.find_channel(std::move(channel));
  co_return !found && found.error().code == errc::not_found;
}

awaitable<std::string> rights::why_no_change(std::string person, std::string channel, std::string set_up_by) {
  auto const found = co_await directory_.find_channel(std::move(channel));
  if (!found) {
    auto const is_gone = found.error().code == errc::not_found;
    if (is_gone && person == set_up_by) co_return std::string();
    co_return is_gone ? base::translate("I can't find its channel, or am not a member of it any more")
                      : base::translate("its channel could not be looked up just now");
  }
  auto const is_member = co_await readers_.is_member(std::move(person), found->id);
  if (is_member) co_return std::string();
  auto const name = "#" + found->name;
  co_return base::translate("only people of {channel} can do that", {{"channel", name}});
}

awaitable<std::string> rights::why_not_there(std::string person, std::string channel) {
  auto const found = co_await find_place(directory_, channel);
  if (auto const* failed = std::get_if<error>(&found)) {
    spdlog::warn("a ritual's channel could not be looked up: {}", to_string(*failed));
    co_return base::translate("I could not look that channel up just now. Please try again");
  }
  if (auto const* trouble = std::get_if<channel_trouble>(&found))
    co_return *trouble == channel_trouble::archived
        ? base::translate("That channel is archived")
        : base::translate("Huzzah is not in that channel: invite it there with /invite, then try again");
  auto const why_not = co_await why_no_change(std::move(person), std::move(channel), {});
  if (why_not.empty()) co_return std::string();
  co_return base::translate("Only people of that channel can set this up there");
}

awaitable<std::string> rights::why_no_setup(std::string person) {
  auto const who = co_await readers_.person_now(person);
  if (!who) co_return base::translate("I could not look you up just now. Please try again");
  if (who->is_deactivated || who->is_guest || who->is_stranger)
    co_return base::translate("Guests and people of other organisations can't set this up");
  using setters = policy::setters;
  if (policy_.allowed_by == setters::members || who->is_admin) co_return std::string();
  if (policy_.allowed_by == setters::listed && policy_.people.contains(person)) co_return std::string();
  co_return policy_.allowed_by == setters::listed
      ? base::translate("Only some people of this workspace can set this up; ask an admin")
      : base::translate("Only admins of this workspace can set this up");
}

}  // namespace huzzah::schedule
