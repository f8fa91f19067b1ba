#include "features/moderation/sight.hpp"

#include "app/delivery/outbox.hpp"
#include "app/ledger/kudos_support.hpp"
#include "app/ledger/wins.hpp"
#include "features/kudos/replies.hpp"
#include "features/wins/replies.hpp"

#include <string>

namespace huzzah::moderation {

void shown_by_us::follow(std::int64_t entry, bool is_hidden) {
  for (auto const& one : ledger::kudos_support(work_).find(entry)) {
    kudos::replies said(work_, one.said, kudos_, now_);
    if (is_hidden)
      said.conceal();
    else
      said.reveal(one);
    return;
  }
  if (auto const win = ledger::win_ledger(work_).find(entry)) {
    if (is_hidden) delivery::outbox(work_).withdraw(ledger::copy_key(win->id), now_);
    std::string const no_thread;
    wins::replies(work_, *win, wins::win_way::form, no_thread, wins_, now_).tell_asker();
  }
}

void shown_by_us::withdraw(std::int64_t entry) {
  for (auto const& one : ledger::kudos_support(work_).find(entry)) {
    ledger::kudos_change gone;
    gone.removed = one.given;
    kudos::replies(work_, one.said, kudos_, now_).withdraw(gone);
    return;
  }
  if (auto const win = ledger::win_ledger(work_).find(entry)) {
    std::string const no_thread;
    wins::replies said(work_, *win, wins::win_way::form, no_thread, wins_, now_);
    said.withdraw();
    said.tell_asker();
  }
}

}  // namespace huzzah::moderation
