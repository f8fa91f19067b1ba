// A way out for people who are thanked, quoted or celebrated: what is about them can be taken out of the
// sight of others, or be reported by all who can read it.
#pragma once

#include "app/contribution.hpp"
#include "app/ledger/entry_view.hpp"
#include "features/kudos/options.hpp"
#include "features/moderation/options.hpp"
#include "features/wins/options.hpp"

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace huzzah::moderation {

inline constexpr auto by_message = "moderation.choose";
inline constexpr auto submit_action = "moderation.submit";
inline constexpr auto keep_action = "moderation.keep";
inline constexpr auto remove_action = "moderation.remove";

/// Takes the shortcut, the form, and what moderators decide. I/O thread only.
class feature final : public app::feature {
 public:
  feature(app::context const& with, options chosen, wins::options wins);
  ~feature() override;

  std::string name() const override { return "moderation"; }
  bool wants(chat::event const& happened) const override;
  awaitable<result<app::plan>> prepare(chat::event const& happened) override;
  /// Brings reports to the moderators: finding the admins of a workspace takes longer than an answer may.
  awaitable<> work_behind() override;
  /// Brings those that wait to the moderators who have not got them yet.
  awaitable<result<>> tell_moderators();

 private:
  using answer = result<app::plan>;

  /// A form about these entries, as far as the person can see them.
  awaitable<result<chat::reply>> open(std::string workspace, std::string person, std::string trigger,
                                      std::optional<chat::message_ref> where);
  awaitable<answer> choose(chat::form_submitted const& sent);
  awaitable<answer> decide(chat::button_pressed const& pressed);
  awaitable<bool> is_moderator(std::string person);
  awaitable<result<std::vector<std::string>>> moderators();

  app::context with_;
  options chosen_;
  wins::options wins_;
  std::vector<std::string> admins_;
  std::optional<base::duration> admins_asked_;
  std::unique_ptr<base::wake_up> reported_;  ///< while work_behind() runs
};

/// Comes after wins, and before the home page.
app::contribution contribution();

}  // namespace huzzah::moderation
