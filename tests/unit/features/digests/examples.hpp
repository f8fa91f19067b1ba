// Weeks to make digests of: invented people, and what they said of each other.
#pragma once

#include "app/ledger/win_views.hpp"
#include "features/digests/digest.hpp"
#include "support/moment.hpp"

#include <map>
#include <string>
#include <string_view>

namespace huzzah::digests {

/// "2026-11-21"
calendar::local_date day(std::string_view written);

/// A digest every Friday at 16:00 in Berlin.
settings weekly();
/// The window of weekly() that ends on 2026-11-20, with nothing in it.
facts quiet();

/// Builds up the facts of that week.
class week {
 public:
  week() : facts(quiet()) {}
  digests::facts facts;

  /// Who has which name; without one their name is unknown. `last_before`: empty for a first recognition.
  week& person(std::string const& id, std::string const& name, std::string_view last_before = "");
  shoutout& thank(std::string_view when, std::string const& giver, std::string const& receiver,
                  std::string reason, std::vector<std::string> values = {});
  ledger::win_view& win(std::string_view when, std::string const& author, std::string text, int cheers = 0);
  void reached(wins::achievement::kind what, std::string const& who, int number);

 private:
  std::string name_of(std::string const& id) const;

  std::map<std::string, std::string> names_;
  std::map<std::string, std::string> last_before_;
  std::int64_t next_id_ = 1;
};

/// Three people, two shoutouts and a win.
facts small();
/// A team of eight in a good week.
facts busy();
/// `people` people who give `shoutouts` to one another and win `wins` times.
facts huge(int people, int shoutouts, int wins);

}  // namespace huzzah::digests
