#include "app/schedule/rights.hpp"

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
    co_return is_gone ? found.error().detail : "its channel could not be looked up just now";
  }
  auto const is_member = co_await readers_.is_member(std::move(person), found->id);
  if (is_member) co_return std::string();
  co_return "only people of #" + found->name + " can do that";
}

awaitable<std::string> rights::why_no_setup(std::string person) {
  auto const who = co_await readers_.person_now(person);
  if (!who) co_return "I could not look you up just now. Please try again";
  if (who->is_deactivated || who->is_guest || who->is_stranger)
    co_return "Guests and people of other organisations can't set this up";
  using setters = policy::setters;
  if (policy_.allowed_by == setters::members || who->is_admin) co_return std::string();
  if (policy_.allowed_by == setters::listed && policy_.people.contains(person)) co_return std::string();
  co_return policy_.allowed_by == setters::listed
      ? "Only some people of this workspace can set this up; ask an admin"
      : "Only admins of this workspace can set this up";
}

}  // namespace huzzah::schedule
