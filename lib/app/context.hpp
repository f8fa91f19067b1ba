// What every feature works with.
#pragma once

#include "app/delivery/calm.hpp"
#include "app/delivery/file_requests.hpp"
#include "app/first_step.hpp"
#include "app/ledger/eraser.hpp"
#include "app/offers.hpp"
#include "app/operation.hpp"
#include "app/people/audience.hpp"
#include "app/schedule/hold_until_caught_up.hpp"
#include "app/sections.hpp"
#include "app/topics.hpp"
#include "base/async.hpp"
#include "base/clock.hpp"
#include "chat/workspace.hpp"
#include "store/store.hpp"

#include <functional>
#include <memory>
#include <vector>

namespace huzzah::app {

/// One workspace, with what there is of it; all of it outlives the features.
class context {
 public:
  context(store::store& store_, chat::workspace& workspace_, base::clock& clock_, people::audience& audience_)
      : store(store_), workspace(workspace_), clock(clock_), audience(audience_) {}

  store::store& store;
  chat::workspace& workspace;
  base::clock& clock;
  people::audience& audience;  ///< who may see what
  delivery::calm calm = {};    ///< what bounds the messages that people did not ask for
  /// Says that what is due by the clock has changed.
  std::function<void()> rituals_changed = [] {};
  /// Waits, from the call on, until a delivery has ended, and may return before that. Empty where nothing is
  /// delivered.
  std::function<awaitable<>()> delivered = {};
  /// For rituals that tell what was said: waits until it has been read.
  schedule::hold_until_caught_up past = {};
  /// What all features add to what others show: first what is known of them, then what each adds when it
  /// starts.
  std::shared_ptr<std::vector<shown_section>> sections = std::make_shared<std::vector<shown_section>>();
  /// The words of /huzzah.
  std::shared_ptr<app::operations> operations = std::make_shared<app::operations>();
  /// What is to be done to set a workspace up.
  std::shared_ptr<first_steps> steps = std::make_shared<first_steps>();
  /// How the files are made that people ask for (delivery::file_requests).
  std::shared_ptr<delivery::file_recipes> files = std::make_shared<delivery::file_recipes>();
  /// Says that one was asked for.
  std::function<void()> files_changed = [] {};
  /// Works off what ledger::begin_erasing() began; null in tests of something else.
  ledger::eraser* eraser = nullptr;
  /// The kinds of messages that people did not ask for.
  std::shared_ptr<app::topics> topics = std::make_shared<app::topics>();
  /// What features offer to those that start after them.
  std::shared_ptr<app::offers> offered = std::make_shared<app::offers>();
};

}  // namespace huzzah::app
