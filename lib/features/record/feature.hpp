// "/huzzah record": what a person did well in a span of time, as a document that is theirs.
#pragma once

#include "app/contribution.hpp"
#include "app/fields.hpp"
#include "features/record/fridays.hpp"
#include "features/record/lines.hpp"
#include "features/record/sending.hpp"
#include "features/record/table.hpp"

#include <deque>
#include <memory>
#include <optional>
#include <string_view>

namespace huzzah::record {

inline constexpr std::string_view form_action = "record.make";

/// Gives a person their record as a file in their direct message. I/O thread only.
class feature final : public app::feature {
 public:
  explicit feature(app::context const& with);
  ~feature() override;

  std::string name() const override { return "record"; }
  bool wants(chat::event const& happened) const override;
  awaitable<result<app::plan>> prepare(chat::event const& happened) override;
  schedule::ritual* ritual() override { return &fridays_; }
  /// Gives what was asked for, one after the other: an upload takes longer than an answer may.
  awaitable<> work_behind() override;
  /// Gives the first that waits; false if none does.
  awaitable<bool> give_next();

 private:
  class made_record;

  /// Draws and uploads it; why that failed.
  awaitable<std::optional<error>> give(made_record const& made);
  awaitable<result<chat::reply>> open(chat::command_invoked const& command);
  awaitable<result<app::plan>> press(chat::button_pressed const& pressed);
  void queue(made_record made);
  /// Whether that person is offered their week on Fridays.
  awaitable<result<bool>> is_on_fridays(std::string person);
  awaitable<result<>> set_on_fridays(std::string person, bool is_wanted);
  awaitable<result<app::plan>> make(chat::form_submitted const& sent);

  app::context with_;
  own_lines lines_;
  sending sending_;
  fridays fridays_;
  std::deque<made_record> waiting_;
  std::unique_ptr<base::wake_up> asked_;  ///< while work_behind() runs
};

app::contribution contribution();

}  // namespace huzzah::record
