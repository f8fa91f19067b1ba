// "/huzzah record": what a person did well in a span of time, as a document that is theirs.
#pragma once

#include "app/contribution.hpp"
#include "app/fields.hpp"
#include "features/record/fridays.hpp"
#include "features/record/giving.hpp"
#include "features/record/lines.hpp"
#include "features/record/sending.hpp"
#include "features/record/table.hpp"

#include <string_view>

namespace huzzah::record {

inline constexpr std::string_view form_action = "record.make";

/// Gives a person their record as a file in their direct message. I/O thread only.
class feature final : public app::feature {
 public:
  explicit feature(app::context const& with);

  std::string name() const override { return "record"; }
  bool wants(chat::event const& happened) const override;
  awaitable<result<app::plan>> prepare(chat::event const& happened) override;
  schedule::ritual* ritual() override { return &fridays_; }

 private:
  awaitable<result<chat::reply>> open(chat::command_invoked const& command);
  awaitable<result<app::plan>> press(chat::button_pressed const& pressed);
  /// Whether that person is offered their week on Fridays.
  awaitable<result<bool>> is_on_fridays(std::string person);
  awaitable<result<>> set_on_fridays(std::string person, bool is_wanted);
  awaitable<result<app::plan>> make(chat::form_submitted const& sent);

  app::context with_;
  giving giving_;
  own_lines lines_;
  sending sending_;
  fridays fridays_;
};

app::contribution contribution();

}  // namespace huzzah::record
